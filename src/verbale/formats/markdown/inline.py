"""The inside of a Markdown block: its words, and the marks over them."""

from __future__ import annotations

import re

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from verbale.document import Mark
from verbale.document.model import MarkKind

_SPECIAL = re.compile(r"[\\`*_\[<&\n]")
_LONGEST = 100_000  # characters; a longer paragraph is no paragraph, and is not searched for markup
# A label is a marker; in an annex the writer sets the annex before it, since labels must differ in a file.
_NOTE = re.compile(r"\[\^(?:a\d{1,4}-)?([^\]\s^\[]{1,16})\]")
_TAG = re.compile(r"<(/?)([a-z]+)((?:\s[^<>]*)?)/?>", re.IGNORECASE)
_LANG = re.compile(r"""\blang\s*=\s*["']?([A-Za-z-]+)""", re.IGNORECASE)

_TOKENS: dict[str, MarkKind] = {"strong": "bold", "em": "italic", "link": "link"}
_TAGS: dict[str, MarkKind] = {
    "sup": "raised",
    "sub": "lowered",
    "u": "underline",
    "ins": "underline",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "mark": "untranslated",
    "span": "language",
}


class Words(msgspec.Struct, frozen=True):
    """The text of a block and its marks; a line feed stands where the source broke the line.

    A hard break has a ``break`` mark behind its line feed; a ``note`` mark has the marker of the note as its value.
    """

    text: str
    marks: tuple[Mark, ...] = ()


def words(parser: MarkdownIt, source: str) -> Words:
    """Return the words and marks of the inline Markdown in ``source``."""
    if len(source) > _LONGEST or not _SPECIAL.search(source):
        return Words(source)
    tokens: list[Token] = []
    parser.inline.parse(source, parser, {}, tokens)
    text: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[MarkKind, int, str]] = []
    size = 0
    for token in tokens:
        piece = ""
        match token.type:
            case "text" if "[^" in token.content:
                piece, anchors = _anchors(token.content, size)
                marks += anchors
            case "text" | "text_special" | "code_inline":
                piece = token.content
            case "softbreak":
                piece = "\n"
            case "hardbreak":
                piece = "\n"
                marks.append(Mark("break", size + 1, size + 1))
            case "image":
                piece = "".join(child.content for child in token.children or ())
            case "html_inline":
                tag = _TAG.fullmatch(token.content)
                name = tag[2].lower() if tag else ""
                if name == "br":
                    piece = "\n"
                    marks.append(Mark("break", size + 1, size + 1))
                elif tag and name in _TAGS:
                    marks += _turn(opened, _TAGS[name], size, not tag[1], _value(name, tag[3]))
            case _ if token.nesting and token.tag in {"strong", "em", "a"}:
                kind = _TOKENS[token.type.rpartition("_")[0]]
                address = str(token.attrs.get("href", ""))
                marks += _turn(opened, kind, size, token.nesting == 1, address)
        text.append(piece)
        size += len(piece)
    kept = (mark for mark in marks if mark.kind != "language" or mark.value)
    return Words("".join(text), tuple(sorted(kept, key=lambda mark: (mark.start, mark.end))))


def _turn(opened: list[tuple[MarkKind, int, str]], kind: MarkKind, at: int, opens: bool, value: str) -> list[Mark]:
    """Open a mark, or close the last one of its kind and return it."""
    if opens:
        opened.append((kind, at, value))
        return []
    for index in range(len(opened) - 1, max(len(opened) - 40, -1), -1):
        if opened[index][0] == kind:
            _, start, stored = opened.pop(index)
            return [Mark(kind, start, at, stored)] if start < at else []
    return []


def _value(name: str, attributes: str) -> str:
    found = _LANG.search(attributes) if name == "span" else None
    return found[1] if found else ""


def _anchors(content: str, start: int) -> tuple[str, list[Mark]]:
    """Take every ``[^1]`` out of a text that begins at ``start``, and return note marks where they stood."""
    pieces: list[str] = []
    marks: list[Mark] = []
    at = 0
    for hit in _NOTE.finditer(content):
        pieces.append(content[at : hit.start()])
        start += hit.start() - at
        marks.append(Mark("note", start, start, hit[1]))
        at = hit.end()
    return "".join(pieces) + content[at:], marks
