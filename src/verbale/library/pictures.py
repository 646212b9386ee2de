"""Pictures of what stands here: when a session's documents came out, what cites what, which languages a session lacks.

Pure: values in, places out, for templates to draw (`verbale.pages.plots` says how). What would not be legible is drawn up
to a limit and said to be more; the table beside it leaves nothing out.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from verbale.pages.plots import across, percent

Day = datetime.date

# -- when documents came out


class Release(msgspec.Struct, frozen=True):
    """A language version that came out: in which lane it is drawn, on which day, and whether one was out before it."""

    lane: str
    day: Day
    again: bool = False


class Column(msgspec.Struct, frozen=True):
    """What came out in some days: ``first`` new versions (solid), ``again`` reissues above them (striped); from the top, in pixels."""

    x: str
    width: str
    top: float
    first: float
    again: float
    middle: float


class Lane(msgspec.Struct, frozen=True):
    """A language or a series: its label, how many came out, its columns, and where it begins, in pixels from the top."""

    label: str
    count: int
    top: int
    columns: tuple[Column, ...]


class Timeline(msgspec.Struct, frozen=True):
    """The days of a session's releases from ``first`` to ``last``, ``step`` days a column; ``met`` are the days that it sat.

    The ``table`` has a row for each day, or for each column where those are too many.
    """

    lanes: tuple[Lane, ...]
    height: int
    first: Day
    last: Day
    step: int
    met: tuple[tuple[str, str], ...]
    table: tuple[tuple[Day, tuple[int, ...]], ...]


LANE, _LABEL, _FOOT = 58, 22, 24
_COLUMNS, _DAYS = 60, 120
_STEPS = (1, 7, 14, 28, 91, 182, 364)
LANES = 12


def timeline(
    releases: Iterable[Release], labels: Mapping[str, str], met: Sequence[tuple[Day, Day]], *, rtl: bool
) -> Timeline | None:
    """Return releases over the days, a lane for each label in their order; None where nothing came out.

    A column is so many days wide that no more than sixty stand beside each other.
    """
    found = list(releases)
    if not found:
        return None
    first, last = min(one.day for one in found), max(one.day for one in found)
    days = (last - first).days + 1
    step = next((one for one in _STEPS if days / one <= _COLUMNS), math.ceil(days / _COLUMNS))
    columns = math.ceil(days / step)
    counts = Counter((one.lane, (one.day - first).days // step, one.again) for one in found)
    most = max(counts[lane, at, False] + counts[lane, at, True] for lane, at, _ in counts)
    lanes = []
    for place, (key, label) in enumerate(labels.items()):
        drawn = [
            _column(at, columns, LANE * place, counts[key, at, False], counts[key, at, True], most, rtl=rtl)
            for at in sorted({at for lane, at, _ in counts if lane == key})
        ]
        lanes.append(Lane(label, sum(one.lane == key for one in found), LANE * place, tuple(drawn)))
    long = len({one.day for one in found}) > _DAYS
    by_day = Counter((_row(one.day, first, step) if long else one.day, one.lane) for one in found)
    table = tuple((day, tuple(by_day[day, key] for key in labels)) for day in sorted({day for day, _ in by_day}))
    bands = tuple(
        (
            across(100 * start / (columns * step), 100 * wide / (columns * step), rtl=rtl),
            percent(100 * wide / (columns * step)),
        )
        for start, wide in (_overlap(one, first, columns * step) for one in met)
        if wide > 0
    )
    return Timeline(tuple(lanes), LANE * len(lanes) + _FOOT, first, last, step, bands, table)


def _row(day: Day, first: Day, step: int) -> Day:
    """Return the first day of the column that a day is in."""
    return first + datetime.timedelta(days=(day - first).days // step * step)


def _column(at: int, columns: int, top: int, first: int, again: int, most: int, *, rtl: bool) -> Column:
    room, foot = LANE - _LABEL - 4, top + LANE - 4
    tall, above = round(room * first / most, 1), round(room * again / most, 1)
    wide = 100 / columns
    x, width = across(wide * (at + 0.12), wide * 0.76, rtl=rtl), percent(wide * 0.76)
    return Column(x, width, foot - tall - above, tall, above, foot - tall)


def _overlap(span: tuple[Day, Day], first: Day, days: int) -> tuple[int, int]:
    """Return at which day of the picture a span begins, and how many days of it are in it."""
    start = max((span[0] - first).days, 0)
    return start, min((span[1] - first).days + 1, days) - start


# -- what cites what


class Neighbour(msgspec.Struct, frozen=True):
    """A document that cites or is cited: ``standing`` is "held" here, "known" or "unknown"; without an address no link."""

    symbol: str
    standing: str
    address: str = ""
    title: str = ""
    times: int = 1


class Node(msgspec.Struct, frozen=True):
    """A neighbour as drawn: where its mark stands, at which end its label begins, how far off, and the label in lines."""

    neighbour: Neighbour
    x: str
    y: float
    anchor: str
    dx: int
    lines: tuple[tuple[str, float], ...]


class Ring(msgspec.Struct, frozen=True):
    """One side: what cites the document, or what it cites; ``more`` were not drawn."""

    nodes: tuple[Node, ...]
    count: int
    more: int
    left: bool


class Rings(msgspec.Struct, frozen=True):
    """A document in the middle of two half rings: ``half`` of the width of its half of the picture wide, ``tall`` pixels high."""

    citing: Ring
    cited: Ring
    height: int
    middle: float
    tall: float
    half: str


NEIGHBOURS = 12
_APART, _HEAD = 30, 34
_REACH = 12.0
_LONGEST = 17


def rings(citing: Sequence[Neighbour], cited: Sequence[Neighbour], *, rtl: bool) -> Rings:
    """Return the neighbourhood of a document: what cites it where one begins to read, what it cites on the other side."""
    rows = max(min(len(citing), NEIGHBOURS), min(len(cited), NEIGHBOURS), 5)
    tall = rows * _APART / 2
    middle = _HEAD + tall
    first, second = _ring(citing, middle, tall, left=not rtl), _ring(cited, middle, tall, left=rtl)
    return Rings(first, second, round(middle + tall + 10), middle, tall, percent(2 * _REACH))


def _ring(neighbours: Sequence[Neighbour], middle: float, tall: float, *, left: bool) -> Ring:
    shown = neighbours[:NEIGHBOURS]
    nodes = []
    for place, one in enumerate(shown):
        down = (place - (len(shown) - 1) / 2) * _APART
        out = _REACH * math.sqrt(1 - (down / tall) ** 2)
        lines = _lines(one.symbol)
        tops = [(text, 4 + 13 * (nth - (len(lines) - 1) / 2)) for nth, text in enumerate(lines)]
        x = percent(50 - out if left else 50 + out)
        nodes.append(Node(one, x, middle + down, "end" if left else "start", -11 if left else 11, tuple(tops)))
    return Ring(tuple(nodes), len(neighbours), len(neighbours) - len(shown), left)


def _lines(symbol: str) -> tuple[str, ...]:
    """Return a symbol in one line, or a long one in two, broken behind a slash."""
    if len(symbol) <= _LONGEST:
        return (symbol,)
    at = symbol.rfind("/", 0, _LONGEST) + 1 or _LONGEST
    rest = symbol[at:]
    return (symbol[:at], rest if len(rest) <= _LONGEST else f"{rest[: _LONGEST - 1]}…")


# -- which languages are lacking


class Completeness(msgspec.Struct, frozen=True):
    """How many documents a session has, in each language and in all of them."""

    session: str
    documents: int
    languages: Mapping[str, int]
    complete: int


class Cell(msgspec.Struct, frozen=True):
    """A language of a session: its frame, how far it is filled ("" for nothing), and whether it is full."""

    x: str
    width: str
    fill_x: str
    fill: str
    full: bool


class Line(msgspec.Struct, frozen=True):
    """A session: where it stands, in pixels from the top, and its cells."""

    row: Completeness
    top: int
    cells: tuple[Cell, ...]


class Grid(msgspec.Struct, frozen=True):
    """Sessions one below the other, a column for each language; ``heads`` says where the names of the languages stand."""

    lines: tuple[Line, ...]
    heads: tuple[tuple[str, str], ...]
    height: int
    more: int


SESSIONS = 40
_LINE, _TOP = 46, 26


def grid(rows: Sequence[Completeness], languages: Sequence[str], *, rtl: bool) -> Grid:
    """Return which share of its documents each session has in each language."""
    wide = 100 / len(languages)
    shown = rows[:SESSIONS]
    lines = [
        Line(
            row,
            _TOP + _LINE * place,
            tuple(_cell(row, code, at * wide, wide - 2, rtl=rtl) for at, code in enumerate(languages)),
        )
        for place, row in enumerate(shown)
    ]
    heads = tuple((code, across(at * wide, rtl=rtl)) for at, code in enumerate(languages))
    return Grid(tuple(lines), heads, _TOP + _LINE * len(lines), len(rows) - len(shown))


def _cell(row: Completeness, code: str, start: float, wide: float, *, rtl: bool) -> Cell:
    count = row.languages.get(code, 0)
    filled = wide * count / row.documents if row.documents else 0
    return Cell(
        across(start, wide, rtl=rtl), percent(wide), across(start, filled, rtl=rtl), percent(filled) if count else "",
        0 < row.documents == count,
    )  # fmt: skip
