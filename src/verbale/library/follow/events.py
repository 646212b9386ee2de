"""Events: what happened to documents, read from the log entry by entry behind a cursor.

What came out or was ruled under an entry is in the rows that the entry added. A language version that comes out later
is an event already, which waits for its moment. Events that nobody waits for are not kept: whoever begins to follow
follows from then on.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable

import msgspec
from django.db.models import Min

from verbale.archive import log
from verbale.archive.models import Entry, Expression, Ruling, Work
from verbale.languages import LANGUAGES
from verbale.library.models import Alert, Cursor, Event, Hook

AT_ONCE = 500
"""Entries of the log that are looked through in one transaction."""
_CHANGES = {"Corr": "corrigendum", "Rev": "revision", "Add": "addendum"}


class Happened(msgspec.Struct, frozen=True):
    """An event that was read from the log: under which entry, to which document, what, in which languages, from when."""

    entry: int
    work: int
    kind: str
    languages: tuple[str, ...]
    at: datetime.datetime


def gather(at: datetime.datetime) -> int:
    """Write down what happened since the cursor, and return how many events there were."""
    count = 0
    while (last := log.head()) and ((cursor := Cursor.objects.first()) is None or cursor.entry < last.number):
        with log.turn():
            log.begin()  # who begins to follow meanwhile does so before or after
            begun = _begun()
            if cursor is None:
                here = until = last.number if begun is None else begun
                found = [one for entry in _to_come(at, here) for one in between(entry - 1, entry)]
            else:
                here, until = cursor.entry, min(cursor.entry + AT_ONCE, last.number)
                found = [one for one in between(here, until) if begun is not None or one.at > at]
            Event.objects.bulk_create(map(_row, found), ignore_conflicts=True)
            Cursor.objects.update_or_create(pk=1, defaults={"entry": until})
            count += len(found)
    return count


def _to_come(at: datetime.datetime, until: int) -> set[int]:
    """Return the entries under which language versions were kept that come out later."""
    waiting = Expression.objects.filter(released__gt=at, entry_id__lte=until)
    return set(waiting.values_list("entry_id", flat=True))


def again() -> int:
    """Set the cursor back to where the first of those who follow began, and return how many entries that is.

    Events are read anew; who was told of one before is not told again.
    """
    with log.turn():
        log.begin()
        last, begun = log.head(), _begun()
        head = last.number if last else 0
        first = head if begun is None else begun
        Cursor.objects.update_or_create(pk=1, defaults={"entry": first})
        Event.objects.update(matched=False)
        return head - first


def _begun() -> int | None:
    """Return the entry after which the first of those who follow began, or None where nobody does."""
    who = (Alert.objects.exclude(confirmed=None), Hook.objects.filter(stopped=None))
    return min((entry for of in who if (entry := of.aggregate(first=Min("entry"))["first"]) is not None), default=None)


def _row(one: Happened) -> Event:
    return Event(entry=one.entry, work_id=one.work, kind=one.kind, languages=json.dumps(list(one.languages)), at=one.at)


def between(after: int, until: int) -> list[Happened]:
    """Return what happened to documents under the entries behind one up to another, in their order."""
    window = {"entry_id__gt": after, "entry_id__lte": until}
    came: dict[tuple[int, int], list[Expression]] = {}
    for row in Expression.objects.filter(**window).select_related("work").order_by("entry_id", "pk"):
        came.setdefault((row.entry_id, row.work_id), []).append(row)
    rulings = Ruling.objects.filter(**window, step__gt=1).select_related("work").order_by("entry_id", "pk")
    moments = dict(Entry.objects.filter(number__gt=after, number__lte=until).values_list("number", "at"))
    found = [one for rows in came.values() for one in _came(rows, moments[rows[0].entry_id])]
    found += [one for ruling in rulings if (one := _ruled(ruling, moments[ruling.entry_id]))]
    return sorted(found, key=lambda one: one.entry)


def _came(rows: list[Expression], moment: datetime.datetime) -> Iterable[Happened]:
    """Yield what it was that language versions of one document came out under one entry."""
    first, by_kind = rows[0], {}
    new = not Expression.objects.filter(work=first.work_id, entry_id__lt=first.entry_id).exists()
    for row in rows:
        kind = _first(row.work) if new else "reissue" if row.stage == "reissued" else "language"
        by_kind.setdefault(kind, []).append(row)
    for kind, of in by_kind.items():
        at = max(moment, *(row.released for row in of))
        yield Happened(first.entry_id, first.work_id, kind, _ordered(row.language for row in of), at)


def _ruled(ruling: Ruling, moment: datetime.datetime) -> Happened | None:
    """Return what a ruling did for the public: took a document away that was out, or opened one."""
    before = Ruling.objects.get(work=ruling.work_id, step=ruling.step - 1).access
    out = Expression.objects.filter(work=ruling.work_id, entry_id__lt=ruling.entry_id, released__lte=moment)
    languages = _ordered(out.values_list("language", flat=True))
    if not languages:
        return None
    if ruling.access == "withdrawn" and before == "public":
        return Happened(ruling.entry_id, ruling.work_id, "withdrawal", languages, moment)
    if ruling.access == "public":
        return Happened(ruling.entry_id, ruling.work_id, _first(ruling.work), languages, moment)
    return None


def _first(work: Work) -> str:
    return _CHANGES.get(work.change, "new")


def _ordered(languages: Iterable[str]) -> tuple[str, ...]:
    found = set(languages)
    return tuple(lang for lang in [*LANGUAGES, *sorted(found - set(LANGUAGES))] if lang in found)
