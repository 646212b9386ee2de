"""Where the titles of the agenda items end and the title of the document begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from verbale.authorities import Authorities
from verbale.document import Line
from verbale.languages import LANGUAGES, read_dates
from verbale.languages.folding import plain
from verbale.recognizer.cues import cues, edges
from verbale.recognizer.lines import differ_in_size, joined
from verbale.recognizer.title import begins_title, ends_sentence, is_number_line, is_section, names_person

_MOST = 16  # lines of the titles of all items


def title_lines(
    lines: Sequence[Line], items: Sequence[str], body: str, authorities: Authorities, *, wrapped: bool
) -> tuple[list[Line], int]:
    """Return the titles of the agenda items that ``lines`` begin with, and how many lines they take.

    The titles that the body's agenda is known to have are taken exactly. Else they end at an empty line or where the
    type changes; in a sheet that is not wrapped each line is a title. What begins like the title of a document, or
    leaves none for it, is not taken.
    """
    official = _official(authorities, body, tuple(items))
    if wrapped:
        return _wrapped(lines, len(items), official)
    return _unwrapped(lines, len(items), official)


@lru_cache(maxsize=512)
def _official(authorities: Authorities, body: str, items: tuple[str, ...]) -> tuple[str, ...]:
    """Return the titles of the items in all languages and times, plain."""
    rows = [row for row in authorities.agenda if row.body == body and row.item in items]
    return tuple({plain(title) for row in rows for language in LANGUAGES for title in row.titles(language)})


def _unwrapped(lines: Sequence[Line], count: int, official: Sequence[str]) -> tuple[list[Line], int]:
    titles: list[Line] = []
    for at, line in enumerate(lines[:count]):
        if line.style in {"rule", "table", "item"} or len(line.text) > 600 or _stops(line) or read_dates(line.text):
            break
        known = plain(line.text).rstrip(" *") in official
        following = lines[at + 1] if at + 1 < len(lines) else None
        if not known and following is not None and _is_text(following) and not (line.style == "heading" and titles):
            break
        titles.append(line)
    return titles, len(titles)


def _stops(line: Line) -> bool:
    key = edges(line.text)
    return key.startswith(cues().heads["adopted"]) or is_number_line(line.text) or begins_title(key, firmly=True)


def _is_text(line: Line) -> bool:
    """Tell whether a line is already text, so that the one before it must be the document's title."""
    return line.style == "rule" or (len(line.text) > 120 and ends_sentence(line.text)) or is_section(line.text)


def _wrapped(lines: Sequence[Line], count: int, official: Sequence[str]) -> tuple[list[Line], int]:
    known, used = _known(lines, official, count)
    if known and (len(known) == count or used >= len(lines) or lines[used].gap):
        return known, used
    block = _block(lines)
    if not block or _stops(block[0]):
        return known, used
    after = lines[len(block)] if len(block) < len(lines) else None
    if (change := _change_of_type(block)) > 0:
        block = block[:change]
    elif lines[0].gap and block[0].text.isupper() and after and _can_be_title(after) and not after.text.isupper():
        pass  # in older mastheads the title of the item stands apart, in capitals
    elif lines[0].gap or after is None or not _can_be_title(after):
        cut = next((at for at, line in enumerate(block) if at and begins_title(edges(line.text))), 0)
        if lines[0].gap or not cut:
            return known, used
        block = block[:cut]
    return _split(block, count), len(block)


def _block(lines: Sequence[Line]) -> list[Line]:
    """Return the lines up to the next empty one."""
    block: list[Line] = []
    for line in lines[:_MOST]:
        if (
            (block and line.gap)
            or line.style in {"rule", "table", "heading"}
            or _ends_cover(line)
            or read_dates(line.text)
        ):
            break
        block.append(line)
    return block


def _ends_cover(line: Line) -> bool:
    key = edges(line.text)
    return key.startswith(cues().heads["adopted"]) or is_number_line(line.text) or is_section(line.text)


def _can_be_title(line: Line) -> bool:
    return not (
        line.text[:1] in "*_"
        or names_person(line.text)
        or is_section(line.text)
        or line.style == "rule"
        or line.text[:3] in {"GE.", "1."}
    )


def _known(lines: Sequence[Line], official: Sequence[str], count: int) -> tuple[list[Line], int]:
    """Take from the top the lines that together are official titles."""
    titles: list[Line] = []
    at = 0
    while official and len(titles) < count and at < len(lines):
        for stop in range(at + 1, min(at + 8, len(lines)) + 1):
            key = plain(joined(lines[at:stop]).text).rstrip(" *").replace("- ", "-")
            if key in official:
                titles.append(joined(lines[at:stop]))
                at = stop
                break
            if not any(title.startswith(key) for title in official):
                return titles, at
        else:
            return titles, at
    return titles, at


def _change_of_type(block: Sequence[Line]) -> int:
    """Return where the type changes from capitals to small letters, or in size; 0 where it does not."""
    for at in range(1, len(block)):
        if block[0].text.isupper() and not block[at].text.isupper():
            return 0 if names_person(block[at].text) else at
        if differ_in_size(block[0], block[at]):
            return at
    return 0


def _split(block: Sequence[Line], count: int) -> list[Line]:
    """Cut a block into the titles of ``count`` items: after lines on which the next word would have had room."""
    width = max(len(line.text) for line in block)
    starts = [0]
    for at in range(1, len(block)):
        first = block[at].text
        room = width - len(block[at - 1].text)
        if len(starts) < count and first[:1].isupper() and len(first.split(" ", 1)[0]) + 1 < room:
            starts.append(at)
    return [joined(block[start:stop]) for start, stop in pairwise([*starts, len(block)])]
