"""Writing words with marks as inline Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import msgspec

from verbale.document import Mark, Segment, segments

_ESCAPED = re.compile(r"([\\`*_\[\]<>&])")
_STARTS = re.compile(r"(?m)^(?:([#+=~|-])|(\d{1,9})([.)]))")
_PLAIN = re.compile(r"[^\\`*_\[\]<>&]*")

# Outermost first. A tag stands in for the stars where these would not read as emphasis.
_OPEN = {
    "link": "[",
    "untranslated": "<mark>",
    "language": '<span lang="{}">',
    "bold": "**",
    "italic": "*",
    "underline": "<u>",
    "raised": "<sup>",
    "lowered": "<sub>",
}
_CLOSE = {
    "link": "]({})",
    "untranslated": "</mark>",
    "language": "</span>",
    "bold": "**",
    "italic": "*",
    "underline": "</u>",
    "raised": "</sup>",
    "lowered": "</sub>",
}
_TAGS = {"bold": ("<b>", "</b>"), "italic": ("<i>", "</i>")}


def escape(text: str) -> str:
    """Return the text so that Markdown reads it as it stands, also at the start of a block."""
    if not _PLAIN.fullmatch(text):
        text = _ESCAPED.sub(r"\\\1", text)
    return _STARTS.sub(lambda hit: f"\\{hit[1]}" if hit[1] else f"{hit[2]}\\{hit[3]}", text)


def inline(text: str, marks: Sequence[Mark], labels: Mapping[str, str], *, within: str = "") -> str:
    """Return the text with its marks as Markdown, hard breaks as two spaces and a line feed.

    ``labels`` gives what is printed for a note id; a kind of mark named in ``within`` is left to the caller.
    """
    parts = _merged(segments(text, marks))
    texts = _next_texts(parts)
    out: list[str] = []
    opened: list[tuple[str, str, str]] = []  # kind, value, what closes it
    for index, part in enumerate(parts):
        point = bool(part.note or part.line_break)
        # What does not go on behind a note or a break is closed before it.
        wanted = {kind: value for kind, value in _kinds(texts[index]).items() if kind != within}
        while opened and any(wanted.get(kind) != value for kind, value, _ in opened):
            out.append(opened.pop()[2])
        if point:
            out.append("  \n" if part.line_break else labels.get(part.note, ""))
            continue
        for kind, value in wanted.items():
            if not any(kind == other for other, _, _ in opened):
                start, close = _fences(parts, index, kind, value, [outer for outer, _, _ in opened])
                out.append(start)
                opened.append((kind, value, close))
        words = escape(part.text) if not out or out[-1].endswith("\n") else _escape_inside(part.text)
        if words[0] in "(:" and out and out[-1].endswith("]"):
            words = "\\" + words  # behind the label of a note this would be a link, or the note itself
        out.append(words)
    out += [close for _, _, close in reversed(opened)]
    return "".join(out)


def _next_texts(parts: Sequence[Segment]) -> list[Segment]:
    """Return for each segment itself if it has text, else the next that has, else an empty one."""
    found = [Segment("")] * len(parts)
    following = Segment("")
    for index in range(len(parts) - 1, -1, -1):
        following = parts[index] if parts[index].text else following
        found[index] = following
    return found


def _merged(parts: Sequence[Segment]) -> list[Segment]:
    """Return the segments, those side by side under the same marks as one."""
    found: list[Segment] = []
    for part in parts:
        last = found[-1] if found else None
        if last and part.text and last.text and _kinds(last) == _kinds(part):
            found[-1] = msgspec.structs.replace(last, text=last.text + part.text)
        else:
            found.append(part)
    return found


def _escape_inside(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _ESCAPED.sub(r"\\\1", text)


def _kinds(part: Segment) -> dict[str, str]:
    found = {
        "link": part.link,
        "untranslated": "yes" if part.untranslated else "",
        "language": part.language,
        "bold": "yes" if part.bold else "",
        "italic": "yes" if part.italic else "",
        "underline": "yes" if part.underline else "",
        "raised": "yes" if part.raised else "",
        "lowered": "yes" if part.lowered else "",
    }
    return {kind: value for kind, value in found.items() if value}


def _fences(parts: Sequence[Segment], index: int, kind: str, value: str, outer: Sequence[str]) -> tuple[str, str]:
    """Return what opens and what closes a run that begins with the segment at ``index``, inside of other marks."""
    if kind in _TAGS and not _reads_as_emphasis(parts, index, kind, outer):
        return _TAGS[kind]
    if kind == "link":
        address = value.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("\n", "")
        return "[", f"](<{address}>)" if re.search(r"[\s()]", address) else f"]({address})"
    return _OPEN[kind].format(value), _CLOSE[kind]


def _reads_as_emphasis(parts: Sequence[Segment], index: int, kind: str, outer: Sequence[str]) -> bool:
    """Tell whether stars around the run are opening and closing stars by the rules of CommonMark.

    Conservative: inside, the run must begin and end with a letter or digit that carries no other change of marks, or
    have a space, a bracket or nothing outside.
    """
    end = at = index
    while at + 1 < len(parts) and (getattr(parts[at + 1], kind) or not parts[at + 1].text):
        at += 1
        end = at if parts[at].text else end
    first, last = parts[index], parts[end]
    before = parts[index - 1].text[-1:] if index else " "
    after = parts[end + 1].text[:1] if end + 1 < len(parts) else " "
    run = parts[index : end + 1]
    # Where a mark around it ends, the run is closed and opened again.
    alone = all(part.text and all(getattr(part, one) == getattr(first, one) for one in outer) for part in run)
    begins = first.text[:1].isalnum() and not _other(first, kind, outer)
    ends = last.text[-1:].isalnum() and not _other(last, kind, outer)
    return (
        alone
        and not (first.text[:1].isspace() or last.text[-1:].isspace())
        and (begins or _open_space(before))
        and (ends or _open_space(after))
    )


def _other(part: Segment, kind: str, outer: Sequence[str]) -> bool:
    """Tell whether a segment bears marks that are written inside of ``kind``."""
    return any(other != kind and other not in outer for other in _kinds(part))


def _open_space(letter: str) -> bool:
    return letter.isspace() or (bool(letter) and letter not in "*_" and unicodedata.category(letter)[0] == "P")
