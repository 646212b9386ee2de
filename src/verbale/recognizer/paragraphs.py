"""From lines to paragraphs: joins what a page or a typist wrapped, and leaves out what only the page needed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from verbale.document import Line
from verbale.recognizer.lines import differ_in_size, flowed, joined
from verbale.recognizer.masthead import job_number
from verbale.recognizer.title import ends_sentence, is_section

_STARTS = re.compile(
    r"(?:\d{1,3}[.)]|\d{1,3} ?[-\u2013]|\([a-z]{1,4}\)|[a-z]\)|\([\u0621-\u064a]{1,2}\)|[\u0430-\u044f]\)|[\u2013\u2014\u2022\u00b7-])(?:\s|$)"
    r"|[*\u2217\uff0a]{1,4}(?:\s|$)|[IVXLC]{1,6}\. \S|[A-Z]\. \S|[一二三四五六七八九十]{1,3}、"
)
_ALONE = re.compile(r"\d{1,3}[.)]?|\([a-z]{1,4}\)|[*\u2217\uff0a]{1,4}|[\u2013\u2014\u2022]")
_NOTE = re.compile(r"(\d{1,3})\s+\S")
_SKIPPED = 30
_PAGE = re.compile(r"[-\u2013]? ?\d{1,4} ?[-\u2013]?(?:/\d{1,4})?")
_SAMPLE = 2000


class Text(msgspec.Struct, frozen=True):
    """The paragraphs, and the lines that belong to the page and not to the text: job numbers, running heads."""

    paragraphs: tuple[Line, ...]
    aside: tuple[Line, ...]


def read_paragraphs(lines: Sequence[Line], symbol: str, *, wrapped: bool) -> Text:
    """Return the paragraphs that lines make up; ``symbol`` is known so that running heads are."""
    aside: list[Line] = []
    kept: list[Line] = []
    for at, line in enumerate(lines):
        if line.text and len(line.text) < 60 and _is_of_the_page(lines, at, symbol, wrapped=wrapped):
            aside.append(line)
        else:
            kept.append(line)
    if not wrapped:
        return Text(tuple(flowed(line) for line in kept), tuple(aside))
    return Text(tuple(_joined(kept)), tuple(aside))


def _is_of_the_page(lines: Sequence[Line], at: int, symbol: str, *, wrapped: bool) -> bool:
    line = lines[at]
    if line.style == "running" or (job_number(line.text) and (at < 150 or at > len(lines) - 10 or "-" in line.text)):
        return True
    if not wrapped:
        return False
    turned = line.page is not None and (
        at == 0 or at == len(lines) - 1 or lines[at - 1].page != line.page or lines[at + 1].page != line.page
    )
    return bool(turned and (_PAGE.fullmatch(line.text) or line.text.rstrip("*") == symbol))


def _joined(lines: Sequence[Line]) -> list[Line]:
    lengths = sorted(len(line.text) for line in lines[:_SAMPLE])
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    found: list[Line] = []
    open_: list[Line] = []
    note = 0  # the number of the note that may come next, behind a rule
    for line in lines:
        note = 1 if line.style == "rule" else note
        begins_note = note and (hit := _NOTE.match(line.text)) and note <= int(hit[1]) <= note + _SKIPPED
        if open_ and (begins_note or not _goes_on(open_[-1], line, width, first=len(open_) == 1)):
            found.append(joined(open_))
            open_ = []
        if begins_note and hit:
            note = int(hit[1]) + 1
        open_.append(line)
    if open_:
        found.append(joined(open_))
    return found


def _goes_on(before: Line, line: Line, width: int, *, first: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    if line.style or before.style or differ_in_size(before, line):
        return line.style == before.style == "cover"
    begins = line.text[:1]
    if line.gap:
        # Extractors set empty lines inside paragraphs, at the turn of a page above all.
        return line.gap == 1 and begins.islower() and not ends_sentence(before.text) and len(before.text) > 0.5 * width
    if _STARTS.match(line.text) or is_section(line.text) or is_section(before.text):
        return False
    if first and _ALONE.fullmatch(before.text):
        return True
    # A line that the next word would have fitted on ends a paragraph, unless the sentence plainly goes on.
    return (begins.islower() and not ends_sentence(before.text)) or len(before.text) >= 0.75 * width
