"""What belongs to the page and not to the text: running heads and feet, page numbers, notes at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import msgspec

from verbale.document.source import is_drawn
from verbale.formats.pdf.reading.order import Row
from verbale.formats.pdf.reading.pieces import Piece

_HEAD, _FOOT = 0.14, 0.88  # of the height: where heads end and feet begin
_DEEP_HEAD = 0.2  # of the height: where a letterhead ends that every page repeats
STANDS_OUT = 1.12  # of the size of the text: larger type stands out
_MUCH = 0.3  # of the most: what so much of the text has is common in it
_SHORT = 40  # characters of a line that may repeat the first page in type of the text's size
_CHANCE = 11  # characters of a word that a text may hold by chance
_LONGEST_HEAD = 100  # characters of a line of a head
_DEEP = 4  # rows from the edge that can be of a head or foot
_DIGITS = re.compile(r"\d+")
_FOLIO = re.compile(r"[-\u2013\u2014(]? ?(?:\d{1,4}|[ivxlc]{1,6})(?: ?[/|] ?\d{1,4})? ?[-\u2013\u2014)]?|/?\.{3}")
_MARKER = re.compile(r"(\d{1,3}|[a-z]|[*\u2217\uff0a]{1,4})(?:/|\s?\))?(?=\s|[^\W\d_]|[(\"“«])")
_STOPS = frozenset(".:;!?،؛؟。：；！？，*")
_STARS = frozenset("*\u2217\uff0a")


class Sheetful(msgspec.Struct, frozen=True):
    """A page: its number, height in points, its rows in reading order, and what is written up and down beside them."""

    number: int
    height: float
    rows: tuple[Row, ...]
    aside: tuple[Row, ...] = ()


def is_bold(piece: Piece) -> bool:
    """Tell whether all of a piece is bold, raised characters aside."""
    if not piece.marks:
        return False
    bold = sum(mark.end - mark.start for mark in piece.marks if mark.kind == "bold")
    raised = sum(mark.end - mark.start for mark in piece.marks if mark.kind == "raised")
    return bold > 0 and bold + raised >= len(piece.text) - 1


def text_of(row: Row) -> str:
    """Return the words of a row, cells parted by tabs."""
    return "\t".join(piece.text for piece in row.pieces)


class Body(msgspec.Struct, frozen=True):
    """The type size of the text: of what runs from right to left, and of other text.

    The two are not comparable: Arabic type of one look with Latin type has a larger size.
    """

    leftward: float
    other: float

    def of(self, piece: Piece) -> float:
        """Return the size of text that runs as a piece does."""
        return self.leftward if piece.leftward else self.other


def body_size(pages: Sequence[Sheetful]) -> Body:
    """Return the largest type size that much of the text has: long notes in a short document are not its body."""
    sizes: tuple[Counter[float], Counter[float]] = (Counter(), Counter())
    for page in pages:
        for row in page.rows:
            for piece in row.pieces:
                sizes[piece.leftward][round(2 * piece.size) / 2] += len(piece.text)
    other, leftward = map(_largest, sizes)
    # A few words in the other direction, as in a note, have no body of their own.
    if sizes[False].total() < _MUCH * sizes[True].total():
        other = leftward
    elif sizes[True].total() < _MUCH * sizes[False].total():
        leftward = max(leftward, other)
    return Body(leftward, other)


def _largest(sizes: Counter[float]) -> float:
    much = _MUCH * max(sizes.values(), default=0)
    return max((size for size, count in sizes.items() if count >= much), default=0.0)


def running(pages: Sequence[Sheetful], leads: dict[int, float], body: Body) -> list[frozenset[int]]:
    """Return for each page the indexes of its rows that are running heads, feet and page numbers.

    A row near the edge is one where another page has the same words, its page number aside, at the same height; where it repeats
    words of the first page, short or in small type; or where it is a page number. What stands out as a heading does must
    repeat a whole line, figures and all; what stands lower than heads do is on every page. Nothing else may stand between it and the edge, and it must be further from the
    text than lines of text are (``leads``, by size in half points).
    """
    seen: Counter[_Key] = Counter()
    edges = [_edges(page) for page in pages]
    for page, near in zip(pages, edges, strict=True):
        seen.update({key for at in near for key in _keys(page, page.rows[at], body)})
    cells = {piece.text for row in pages[0].rows for piece in row.pieces} if len(pages) > 1 else set()
    opening = " ".join(text_of(row) for row in pages[0].rows) if cells else ""
    found = []
    for page, near in zip(pages, edges, strict=True):
        taken: set[int] = set()
        for at in near:
            row = page.rows[at]
            first = page.number == pages[0].number
            if (first and row.base < page.height / 2) or len(row.pieces[0].text) > _LONGEST_HEAD:
                continue
            times = max(seen[key] - key.doubt for key in _keys(page, row, body))
            repeated = len(pages) > 1 and times > 1
            if _HEAD * page.height <= row.base <= _FOOT * page.height and not (repeated and times >= len(pages)):
                continue
            small = row.size < 0.95 * body.of(row.pieces[0])
            echoes = not first and (small or len(text_of(row)) < _SHORT)
            said = cells if _stands_out(row, body) else opening
            if repeated or all(
                _FOLIO.fullmatch(one.text) or (echoes and one.text in said and (one.text in cells or _tells(one.text)))
                for one in row.pieces
            ):
                taken.add(at)
        found.append(frozenset(_outermost(page, taken, leads)))
    return found


def _edges(page: Sheetful) -> list[int]:
    """Return the rows that stand in the margins, a few from the edge."""
    order = sorted(range(len(page.rows)), key=lambda at: page.rows[at].base)
    head = [at for at in order[:_DEEP] if page.rows[at].base < _DEEP_HEAD * page.height]
    return head + [at for at in order[-_DEEP:] if page.rows[at].base > _FOOT * page.height and at not in head]


def _stands_out(row: Row, body: Body) -> bool:
    return row.size > STANDS_OUT * body.of(row.pieces[0])


def _tells(text: str) -> bool:
    """Tell whether words are found again by more than chance: "Annex" stands in many a text, and heads no page by that."""
    return len(text) > _CHANCE or any(letter.isdigit() for letter in text)


class _Key(NamedTuple):
    """Words at a height; a figure that counts on with the pages stands as its distance from theirs.

    Of a figure that is not the page's own number ("Annex 1", "Annex 2") there is ``doubt``: it takes one page more.
    """

    words: str
    place: int
    doubt: int = 0


def _keys(page: Sheetful, row: Row, body: Body) -> Iterator[_Key]:
    """Yield what tells whether a row is that of another page: its words, and with each of its figures as a page number."""
    text = text_of(row)
    spelled = [(text, 0)]
    if not _stands_out(row, body):
        text = text.casefold()
        spelled = [(text, 0)]
        for hit in _DIGITS.finditer(text):
            if len(hit[0]) > 4:
                continue
            apart = int(hit[0]) - page.number
            spelled.append((f"{text[: hit.start()]}#{apart}{text[hit.end() :]}", int(apart != 0)))
    place = round(row.base / 6)
    for spelling, doubt in spelled:
        # Cells that change places on left and right pages are one head.
        words = " ".join(sorted(spelling.split("\t")))
        yield from (_Key(words, place, doubt), _Key(words, place + 1, doubt))


def _outermost(page: Sheetful, taken: set[int], leads: dict[int, float]) -> set[int]:
    """Leave out rows between which and the edge of the page other text stands, and rows that the text runs on from."""
    kept: set[int] = set()
    for top in (True, False):
        order = sorted(range(len(page.rows)), key=lambda at: page.rows[at].base, reverse=not top)
        count = next((count for count, at in enumerate(order) if at not in taken), len(order))
        while 0 < count < len(order) and _runs_on(page.rows[order[count - 1]], page.rows[order[count]], leads):
            count -= 1
        kept.update(order[:count])
    return kept


def _runs_on(one: Row, two: Row, leads: dict[int, float]) -> bool:
    lead = leads.get(round(2 * two.size), 1.3 * two.size)
    return abs(one.base - two.base) < 1.2 * lead and abs(one.size - two.size) < 0.6


class Notes(msgspec.Struct, frozen=True):
    """The notes on a page: for each its marker, its rows, and where its words begin in the first; ``rest`` goes on."""

    notes: tuple[tuple[str, int, tuple[int, ...]], ...]
    rest: tuple[int, ...]


def notes(page: Sheetful, taken: frozenset[int], body: Body) -> Notes:
    """Return the notes of a page: rows in small type that begin with a marker, and those that follow them.

    ``rest`` are rows in small type at the foot before any marker: the end of a note of the page before.
    """
    rows = [at for at, row in enumerate(page.rows) if at not in taken and not is_drawn(row.pieces[0].text)]
    small = {at for at in rows if _is_small(page.rows[at], body.of(page.rows[at].pieces[0]))}
    found: list[tuple[str, int, list[int]]] = []
    for place, at in enumerate(rows):
        if at not in small or len(page.rows[at].pieces) > 2:
            continue
        marker = _marker(page.rows[at], found[-1][0] if found else "0")
        before = rows[place - 1] if place else -1
        if marker and (found or _is_foot(page, rows[place:], small) or marker[2]):
            found.append((marker[0], marker[1], [at]))
        elif found and before == found[-1][2][-1] and _follows(page.rows[before], page.rows[at]):
            found[-1][2].append(at)
    first = found[0][2][0] if found else None
    rest = _foot(page, rows if first is None else rows[: rows.index(first)], small)
    return Notes(tuple((mark, start, tuple(at)) for mark, start, at in found), rest)


def _is_small(row: Row, body: float) -> bool:
    return row.size <= body - 0.4 or row.size <= 0.95 * body


def _marker(row: Row, last: str) -> tuple[str, int, bool] | None:
    """Return the marker that a row begins with, where its words begin, and whether the marker is raised.

    A figure that is not raised is one if a slash follows it, as in older documents, or if it is the next after ``last``.
    """
    text = row.pieces[0].text
    hit = _MARKER.match(text)
    if hit is None:
        return None
    marker = hit[1]
    raised = any(mark.kind == "raised" and mark.start == 0 for mark in row.pieces[0].marks)
    is_next = marker.isdecimal() and last.isdecimal() and int(marker) == int(last) + 1
    if not (raised or is_next or marker[0] in _STARS or text[hit.end(1)] == "/"):
        return None
    start = hit.end() + len(text[hit.end() :]) - len(text[hit.end() :].lstrip())
    return marker, start, raised


def _is_foot(page: Sheetful, rows: Sequence[int], small: set[int]) -> bool:
    """Tell whether a note at the foot begins here: stars, or nothing but small type to the end of the page."""
    row = page.rows[rows[0]]
    return row.base > 0.4 * page.height and (row.pieces[0].text[:1] in _STARS or all(at in small for at in rows))


def _follows(before: Row, row: Row) -> bool:
    down = row.base - before.base
    return abs(row.size - before.size) < 0.6 and 0 < down < 1.9 * row.size


def _foot(page: Sheetful, rows: Sequence[int], small: set[int]) -> tuple[int, ...]:
    """Return the last rows in small type that stand apart from the text over them at the foot of the page."""
    end = len(rows)
    start = end
    while start and rows[start - 1] in small and page.rows[rows[start - 1]].base > 0.5 * page.height:
        start -= 1
    if not 0 < start < end or _marker(page.rows[rows[start]], "0"):
        return ()
    down = page.rows[rows[start]].base - page.rows[rows[start - 1]].base
    return tuple(rows[start:]) if down > 1.6 * page.rows[rows[start]].size else ()


def leading(rows: Sequence[Row]) -> dict[int, float]:
    """Return the distance of lines within paragraphs, in points, by type size in half points.

    Only lines that plainly go on count: a list of short paragraphs has one distance too, but it is that of paragraphs.
    """
    found: dict[int, list[float]] = {}
    for before, row in pairwise(rows):
        size, down = row.size, row.base - before.base
        if (
            0 < down < 2.6 * size
            and abs(size - before.size) < 0.6
            and _continues(before.pieces[-1].text, row.pieces[0].text)
        ):
            found.setdefault(round(2 * size), []).append(down)
    return {size: median(values) for size, values in found.items()}


def _continues(before: str, after: str) -> bool:
    first = after[0]
    return first.islower() or (first.isalpha() and not first.isupper() and before[-1] not in _STOPS)
