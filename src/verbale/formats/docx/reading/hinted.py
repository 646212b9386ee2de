"""Lines from words: what the style, the number and the looks of a paragraph tell about it."""

from __future__ import annotations

import re

import msgspec

from verbale.document import Line
from verbale.document.source import is_drawn
from verbale.formats.docx.reading import tags as t
from verbale.formats.docx.reading.numbering import Number
from verbale.formats.docx.reading.package import Element
from verbale.formats.docx.reading.styles import ParagraphStyle, has_rule
from verbale.formats.docx.reading.words import PAGE_NUMBER, Words

_TYPED = re.compile(r"([^\t\n]{1,20}?) *\t[\t ]*(?=\S)")
_BULLET = re.compile(r"([-*•·–—○●▪‣]) *\t[\t ]*(?=\S)")
_CONTENTS = re.compile(r"toc ([1-9])", re.IGNORECASE)
_SENTENCE = re.compile("[.;:!?。；：！？؛؟]['\"”’»)\\]）]*$")
_MAY_HEAD = 60  # characters of a line that may belong to a cover or title whatever it ends with
_HEAD = 200  # characters beyond which a line is text


def line_of(words: Words, style: ParagraphStyle, number: Number | None) -> Line:
    """Return the line that a paragraph of a style is; ``number`` is what was counted before it."""
    if style.hint == "heading":
        if number and number.text:
            words = words.behind(f"{number.text} ")
        whole = len(words.text)
        marks = tuple(m for m in words.marks if not (m.kind == "bold" and m.start <= 1 and m.end >= whole - 1))
        return Line(words.text, marks=marks, style="heading", level=style.level)
    if number and number.text:
        return Line(words.text, marks=words.marks, style="item", level=number.level, mark=number.text)
    if contents := _CONTENTS.fullmatch(style.name):
        # An entry of a table of contents is neither a heading nor an annex.
        return Line(words.text, marks=words.marks, style="item", level=int(contents[1]) - 1)
    if typed := (_TYPED if style.hint == "item" else _BULLET).match(words.text):
        rest = words.cut(typed.end(), len(words.text))
        return Line(rest.text, marks=rest.marks, style="item", level=style.level, mark=typed[1])
    if style.hint == "quotation":
        return Line(words.text, marks=words.marks, style="quotation")
    if is_drawn(words.text):
        return Line(words.text, style="rule")
    return Line(words.text, marks=words.marks)


def as_heading(style: ParagraphStyle, outline: int) -> ParagraphStyle:
    """Return a style as that of a heading, for a paragraph with an outline level (0 the highest) of its own."""
    return msgspec.structs.replace(style, id=f"{style.id} {outline}", hint="heading", level=outline + 2)


def is_rule(words: Words, style: ParagraphStyle, properties: Element | None) -> bool:
    """Tell whether a paragraph without words is a line across the page: a border, or a tab underlined."""
    if "\t" in words.text and any(mark.kind == "underline" for mark in words.marks):
        return True
    borders = None if properties is None else properties.find(t.BORDERS)
    return style.is_ruled if borders is None else has_rule(borders)


def is_text(line: Line) -> bool:
    """Tell whether a line is running text, so that cover and title are over."""
    if line.style in {"item", "quotation"} or len(line.text) > _HEAD:
        return True
    return line.style == "" and len(line.text) > _MAY_HEAD and _SENTENCE.search(line.text[-12:]) is not None


def is_head(line: Line) -> bool:
    """Tell whether a line stands out as one of a title: a heading, or bold from end to end."""
    if line.style == "heading":
        return True
    whole = len(line.text)
    return line.style == "" and any(m.kind == "bold" and m.start == 0 and m.end == whole for m in line.marks)


def key(text: str) -> str:
    """Return a text as lines of headers and footers are compared."""
    return "".join(text.split()).casefold()


def without_page(words: Words) -> Words:
    """Return words of a header or footer without the parts, between tabs and line ends, that name the page."""
    parts = re.split("([\t\n])", words.text)
    kept = [part for part in parts if PAGE_NUMBER not in part]
    text = "".join(kept)
    bold = tuple(m for m in words.marks if m.kind == "bold" and m.start == 0 and m.end >= len(text) - 1)
    return Words(text, tuple(msgspec.structs.replace(m, end=min(m.end, len(text))) for m in bold))
