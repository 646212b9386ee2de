"""From lines to paragraphs: joins what a page or a typist wrapped, and leaves out what only the page needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

import msgspec

from verbale.document import Line
from verbale.languages.folding import plain
from verbale.recognizer.lines import differ_in_size, flowed, is_wide, joined
from verbale.recognizer.masthead import is_private, job_number
from verbale.recognizer.title import ends_sentence, is_section

_STARTS = re.compile(
    r"(?:\d{1,3}[.)]|\d{1,3} ?[-\u2013]|\([a-z]{1,4}\)|[a-z]\)|\([\u0621-\u064a]{1,2}\)|[\u0430-\u044f]\)|[\u2013\u2014\u2022\u00b7-])(?:\s|$)"
    r"|[*\u2217\uff0a]{1,4}(?:\s|$)|[IVXLC]{1,6}\. \S|[A-Z]\. \S|[一二三四五六七八九十]{1,3}、"
)
_ALONE = re.compile(r"\d{1,3}[.)]?|\([a-z]{1,4}\)|[*\u2217\uff0a]{1,4}|[\u2013\u2014\u2022]")
_NOTE = re.compile(r"(\d{1,3})\s+\S")
_SKIPPED = 30
_PAGE = re.compile(
    r"(?:Page |page )?[-\u2013]? ?\d{1,4} ?[-\u2013]?(?:/\d{1,4})?(?: \d\d-\d{5}| [A-Z]{1,3}\.\d\d-\d{5})?|\d\d-\d{5} \d{1,4}/\d{1,4}"
)
_HEAD, _FOOT = 4, 2  # lines of running heads and feet
_FIRST_PAGE = 150  # lines in which stamps and bar codes stand
_SAMPLE = 2000
_PLACE = 3.0  # points by which beginnings of lines at one place differ
_SIGNS = 12  # characters that tell the direction of a line
_INDENT = 9.0  # points by which a first line is indented at the least
_MIDDLE = 4.0  # points by which the middles of centred lines differ at the most
_ENOUGH = 12  # lines that tell the edge of a page
_EVEN = 4  # lines that make an edge even
_SHORT = 5.0  # points that a line which goes on is never short of an even edge
_ROOM = 1.1  # of the width of a word, as the letters before it tell that


class Text(msgspec.Struct, frozen=True):
    """The paragraphs, and the lines that belong to the page and not to the text: job numbers, running heads."""

    paragraphs: tuple[Line, ...]
    aside: tuple[Line, ...]


def read_paragraphs(lines: Sequence[Line], symbol: str, title: str, *, wrapped: bool) -> Text:
    """Return the paragraphs that lines make up; ``symbol`` and ``title`` are known so that running heads are."""
    heads = _running(lines, symbol, title) if wrapped else frozenset()
    aside: list[Line] = []
    kept: list[Line] = []
    for at, line in enumerate(lines):
        numbered = line.text and len(line.text) < 60 and job_number(line.text)
        edge = at < _FIRST_PAGE or at > len(lines) - 10 or "-" in line.text
        if at in heads or line.style == "running" or (numbered and edge) or is_private(line.text):
            aside.append(line)
        else:
            kept.append(line)
    if not wrapped:
        return Text(tuple(flowed(line) for line in kept), tuple(aside))
    return Text(tuple(_joined(kept)), tuple(aside))


def _running(lines: Sequence[Line], symbol: str, title: str) -> frozenset[int]:
    """Return which lines at the turn of a page are its number, the symbol, or a piece of the title."""
    if not lines or lines[-1].page is None:
        return frozenset()
    key = plain(title[:1000])
    turns = [0, *(at for at in range(1, len(lines)) if lines[at].page != lines[at - 1].page), len(lines)]
    found: set[int] = set()
    for top, bottom in pairwise(turns):
        # What other text stands between and the edge of the page is text itself: a year that a title ends with.
        for edge in (range(top, min(top + _HEAD, bottom)), range(bottom - 1, max(bottom - 1 - _FOOT, top - 1), -1)):
            found.update(
                takewhile(lambda at: lines[at].style == "running" or _is_furniture(lines, at, symbol, key), edge)
            )
    return frozenset(found)


def _is_furniture(lines: Sequence[Line], at: int, symbol: str, title: str) -> bool:
    text = lines[at].text
    if len(text) >= 200:
        return False
    echo = at > _HEAD and len(text) > 9 and plain(text) in title
    return echo or _PAGE.fullmatch(text) is not None or text.rstrip("*") == symbol


def _joined(lines: Sequence[Line]) -> list[Line]:
    lengths = sorted(len(line.text) for line in lines[:_SAMPLE])
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    edges = _edges(lines)
    found: list[Line] = []
    open_: list[Line] = []
    note = 0  # the number of the note that may come next, behind a rule
    for line in lines:
        note = 1 if line.style == "rule" else note
        begins_note = note and (hit := _NOTE.match(line.text)) and note <= int(hit[1]) <= note + _SKIPPED
        before = open_[-1] if open_ else line
        over = begins_note or _stands_apart(before, line)
        over = over or (ends_sentence(before.text) and _had_room(before, line, edges))
        if open_ and (over or not _goes_on(before, line, width, first=len(open_) == 1)):
            found.append(joined(open_))
            open_ = []
        if begins_note and hit:
            note = int(hit[1]) + 1
        open_.append(line)
    if open_:
        found.append(joined(open_))
    return found


class _Edge(msgspec.Struct, frozen=True):
    """How far lines reach that begin at one place, and how many of how many reach as far."""

    reach: float
    full: int
    count: int


Place = tuple[int | None, bool, int]  # page (None: any), whether lines run leftward, where they begin


def _edges(lines: Sequence[Line]) -> dict[Place, _Edge]:
    """Return the edge that lines reach to, for each place where lines begin; one line that reaches further sets none."""
    ends: dict[Place, list[float]] = {}
    for line in lines:
        if line.box and not line.style:
            start, end, leftward = _span(line)
            for page in (line.page, None):
                ends.setdefault((page, leftward, round(start / _PLACE)), []).append(end)
    found = {}
    for place, reached in ends.items():
        reach = sorted(reached)[-2:][0]
        found[place] = _Edge(reach, sum(end > reach - 1 for end in reached), len(reached))
    return found


def _span(line: Line) -> tuple[float, float, bool]:
    """Return where a line with a box begins and ends, in the direction in which it is read, and whether that is leftward."""
    left, _, right, _ = line.box or (0, 0, 0, 0)
    leftward = any("\u0590" <= letter <= "\u08ff" for letter in line.text[:_SIGNS])
    return (-right, -left, True) if leftward else (left, right, False)


def _had_room(before: Line, line: Line, edges: dict[Place, _Edge]) -> bool:
    """Tell whether the first word of a line would have fitted on the one before it, or that is short of an even edge.

    The edge is that of the lines which begin at the same place, on the page where it has enough of them.
    """
    if not (before.box and line.box and before.text):
        return False
    start, end, leftward = _span(before)
    place = round(start / _PLACE)
    near = [edge for at in (place - 1, place, place + 1) if (edge := edges.get((before.page, leftward, at)))]
    if sum(edge.count for edge in near) < _ENOUGH:
        near = [edge for at in (place - 1, place, place + 1) if (edge := edges.get((None, leftward, at)))]
    edge = max(near, key=lambda edge: edge.count, default=None)
    if edge is None:
        return False
    room = edge.reach - end
    word = 1 if is_wide(line.text[:1]) else _ROOM * (len(line.text.split(" ", 1)[0]) + 1)
    even = edge.full >= _EVEN and edge.full > edge.count / 3
    return room > word * (end - start) / len(before.text) or (even and room > _SHORT)


def _stands_apart(before: Line, line: Line) -> bool:
    """Tell whether a line begins so far from where the one before it begins that it is another paragraph.

    It is indented as a first line is, or set at the other side as a line of date; lines of a title share their middle.
    """
    if not (before.box and line.box) or before.page != line.page:
        return False
    (start, end, leftward), (begin, stop, other) = _span(before), _span(line)
    if leftward != other or abs((start + end) - (begin + stop)) < 2 * _MIDDLE:
        return False
    return begin - start > _INDENT and not line.text[:1].islower() and not _STARTS.match(before.text)


def _goes_on(before: Line, line: Line, width: int, *, first: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    if line.style or before.style or differ_in_size(before, line):
        return line.style == before.style == "cover"
    begins = line.text[:1]
    if line.gap:
        # Extractors set empty lines inside paragraphs, at the turn of a page above all.
        on = begins.islower() or (line.page != before.page and not _STARTS.match(line.text))
        return line.gap <= 2 and on and not ends_sentence(before.text) and len(before.text) > 0.5 * width
    if _STARTS.match(line.text) or is_section(line.text) or is_section(before.text):
        return False
    if line.page != before.page:
        # A sentence that ends with its page ends a paragraph more often than not.
        return not ends_sentence(before.text) and (begins.islower() or len(before.text) > 0.7 * width)
    if first and _ALONE.fullmatch(before.text):
        return True
    # A line that the next word would have fitted on ends a paragraph, unless the sentence plainly goes on.
    return (begins.islower() and not ends_sentence(before.text)) or len(before.text) >= 0.75 * width
