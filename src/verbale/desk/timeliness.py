"""How long things took: from the date of a note to its receipt, its registration, each language and the last of them.

Pure: ways in, figures out. `verbale.desk.ways` gathers the ways from what is kept. All spans are days, with fractions.
"10-6-4" (GA resolution 49/221 B): submitted ten weeks before the session opens, issued in all languages six weeks
before, processed within four.
"""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from verbale.languages import LANGUAGES


class Way(msgspec.Struct, frozen=True):
    """The way of one communication: when it came where.

    ``items`` are named with their body ("A/HRC 4"); ``released`` has the moment of each language that is out, ``first`` that of the first of all, ``opens`` the day on
    which its session opens. What is not there yet, or not known, is None.
    """

    reference: str
    received: datetime.datetime
    concerned: tuple[str, ...]
    sender: str = ""
    items: tuple[str, ...] = ()
    series: str = ""
    symbol: str = ""
    dated: datetime.date | None = None
    registered: datetime.datetime | None = None
    released: Mapping[str, datetime.datetime] = {}
    first: datetime.datetime | None = None
    opens: datetime.date | None = None

    @property
    def last(self) -> datetime.datetime | None:
        """When the last language came out; None while one is lacking."""
        return max(self.released.values()) if set(self.concerned) <= set(self.released) else None


class Clocks(msgspec.Struct, frozen=True):
    """Weeks before the opening of a session by which a document is due and out, and for how long it is processed."""

    submitted: int
    issued: int
    processing: int


class Share(msgspec.Struct, frozen=True):
    """How many of how many."""

    count: int
    of: int

    @property
    def percent(self) -> int | None:
        """The share in percent, None of nothing."""
        return round(100 * self.count / self.of) if self.of else None


class Line(msgspec.Struct, frozen=True):
    """The figures of some ways that share a ``key``: medians by `SPANS` in days, shares by `SHARES`."""

    key: str
    documents: int
    medians: Mapping[str, float | None]
    shares: Mapping[str, Share]


def _days(start: datetime.datetime | None, end: datetime.datetime | None) -> float | None:
    return (end - start).total_seconds() / 86400 if start and end else None


def _since_note(way: Way, end: datetime.datetime | None) -> float | None:
    """Count whole days: a note says its day, not its hour."""
    return float((end.date() - way.dated).days) if way.dated and end else None


SPANS: dict[str, Callable[[Way], float | None]] = {
    "note-receipt": lambda way: _since_note(way, way.received),
    "receipt-registration": lambda way: _days(way.received, way.registered),
    "receipt-first": lambda way: _days(way.received, way.first),
    "receipt-last": lambda way: _days(way.received, way.last),
    "note-last": lambda way: _since_note(way, way.last),
    "first-last": lambda way: _days(way.first, way.last),
}
"""The spans that are measured; "first-last" is simultaneity: for one language, how long after the first it came."""


def _before(way: Way, moment: datetime.datetime | None, weeks: int, on: datetime.date) -> bool | None:
    """Tell whether a moment is so many weeks before the session; None where that is still open or nothing opens."""
    if way.opens is None:
        return None
    deadline = way.opens - datetime.timedelta(weeks=weeks)
    return moment.date() <= deadline if moment else False if on > deadline else None


def _processed(way: Way, weeks: int, on: datetime.date) -> bool | None:
    allowed = datetime.timedelta(weeks=weeks)
    if way.last is not None:
        return way.last - way.received <= allowed
    return False if on > way.received.date() + allowed else None


def _at_once(way: Way) -> bool | None:
    return way.first.date() == way.last.date() if way.first and way.last else None


SHARES: dict[str, Callable[[Way, Clocks, datetime.date], bool | None]] = {
    "simultaneous": lambda way, _, __: _at_once(way),
    "submitted": lambda way, clocks, on: _before(way, way.received, clocks.submitted, on),
    "issued": lambda way, clocks, on: _before(way, way.last, clocks.issued, on),
    "processed": lambda way, clocks, on: _processed(way, clocks.processing, on),
}
"""The shares that are counted; what is overdue counts as missed, what may still come is not counted."""

GROUPS: dict[str, Callable[[Way], Iterable[str]]] = {
    "language": lambda way: way.concerned,
    "month": lambda way: [f"{way.last:%Y-%m}"] if way.last else [],
    "state": lambda way: [way.sender],
    "item": lambda way: way.items,
    "series": lambda way: [way.series] if way.series else [],
    "document": lambda way: [way.symbol or way.reference],
}
"""By what ways are taken together; a month is that in which the last language came out."""


def lines(ways: Sequence[Way], group: str, clocks: Clocks, on: datetime.date) -> tuple[Line, ...]:
    """Return the figures of each group, as they stand on a day, in the order of their keys."""
    found: dict[str, list[Way]] = {}
    for way in ways:
        for key in GROUPS[group](way):
            found.setdefault(key, []).append(alone(way, key) if group == "language" else way)
    order = LANGUAGES if group == "language" else sorted(found, key=_natural)
    return tuple(line(key, found[key], clocks, on) for key in order if key in found)


def line(key: str, ways: Sequence[Way], clocks: Clocks, on: datetime.date) -> Line:
    """Return the figures of ways taken together, as they stand on a day."""
    return Line(
        key,
        len(ways),
        {name: _median(map(span, ways)) for name, span in SPANS.items()},
        {name: _share(held(way, clocks, on) for way in ways) for name, held in SHARES.items()},
    )


def alone(way: Way, language: str) -> Way:
    """Return the way of one language: its last moment is that of the language, its first that of all."""
    out = {language: way.released[language]} if language in way.released else {}
    return msgspec.structs.replace(way, concerned=(language,), released=out)


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _share(values: Iterable[bool | None]) -> Share:
    known = [value for value in values if value is not None]
    return Share(sum(known), len(known))


def _natural(key: str) -> tuple[tuple[int, str], ...]:
    """Sort "G/9" before "G/10"."""
    parts = key.replace("/", " ").replace("-", " ").split()
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
