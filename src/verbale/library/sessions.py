"""A session as its page shows it: its agenda items and its series, each number accounted for, and what is lacking.

A short session stands on one page. Of a long one the page lists items and series, and shows one of them at a time.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from verbale.authorities import Authorities
from verbale.library import lists
from verbale.library.lists import Number, Row

LONG = 60
"""Documents from which on a session is a long one."""

_NUMBERED = re.compile(r"(.*?)(\d+)([A-Z]*(?:\(\d{4}\))?)")


class Series(msgspec.Struct, frozen=True):
    """A series: the form of its symbols, its numbers in order, how many are here and how many lines say why one is not."""

    pattern: str
    numbers: tuple[Number, ...]

    @property
    def here(self) -> int:
        """How many documents of it are here."""
        return sum(number.row is not None for number in self.numbers)


class Item(msgspec.Struct, frozen=True):
    """An agenda item of a long session: its number, or "" for none, its title, and how many documents."""

    number: str
    title: str
    count: int


def series(body: str, session: str, rows: Sequence[Row]) -> list[Series]:
    """Return the series of a session: first those that the register keeps, then those of documents from elsewhere."""
    kept = [
        Series(one.pattern.replace("{n}", "…"), tuple(lists.account(one, rows)))
        for one in lists.series_of(body, session)
    ]
    told = {number.text for one in kept for number in one.numbers}
    return [*kept, *_of_the_rest([row for row in rows if row.name not in told])]


def _of_the_rest(rows: Sequence[Row]) -> Iterator[Series]:
    """Yield series told from the symbols alone; why a number between is not here, nobody knows."""
    groups: dict[str, list[tuple[int, Row]]] = {}
    for row in rows:
        if row.work.symbol and (found := _NUMBERED.fullmatch(row.work.base or row.work.key)):
            groups.setdefault(found[1], []).append((int(found[2]), row))
    for stem, found in sorted(groups.items()):
        numbers, before = [], 0
        for number, row in sorted(found, key=lambda pair: (pair[0], len(pair[1].name), pair[1].name)):
            if before and number - before > 1:
                between = (before + 1, number - 1)
                numbers.append(Number(" – ".join(f"{stem}{one}" for one in dict.fromkeys(between)), "absent"))
            numbers.append(Number(row.name, "here", row=row))
            before = number
        yield Series(f"{stem}…", tuple(numbers))


def items(rows: Sequence[Row], body: str, lang: str, known: Authorities) -> list[Item]:
    """Return the agenda items that documents are under, in the order of the agenda, those under none last."""
    counts = Counter(number for row in rows for number in json.loads(row.work.agenda) or [""])
    order = sorted(counts, key=lambda number: (not number, lists.natural(number)))
    return [Item(one, (known.agenda_title(body, one, lang) or "") if one else "", counts[one]) for one in order]


def under(rows: Sequence[Row], number: str) -> list[Row]:
    """Return the documents under an agenda item; under none for an empty number."""
    return [row for row in rows if number in (json.loads(row.work.agenda) or [""])]


def lacking(rows: Sequence[Row]) -> list[Row]:
    """Return the documents that are not here in all six languages."""
    return [row for row in rows if not all(address for _, address in row.languages)]
