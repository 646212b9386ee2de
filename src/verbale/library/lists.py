"""Lists of documents: a row for each, with its title in the reader's language and the state of its six languages."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec
from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Length

from verbale.archive import register
from verbale.archive.access import public, released
from verbale.archive.canonical import sha256
from verbale.archive.models import Expression, Ruling, Series, Work
from verbale.authorities import Authorities
from verbale.languages import LANGUAGES
from verbale.library.addresses import path_of
from verbale.library.facts import Facts
from verbale.library.facts import Version as Shown
from verbale.library.lookup import all_versions, name_of

PAGE = 50
_REMEMBERED = 24 * 60 * 60
_Found = TypeVar("_Found")


class Row(msgspec.Struct, frozen=True):
    """A document in a list: title and its language, day of issue, and of each of the six languages the address or ""."""

    work: Work | Facts
    name: str
    title: str
    title_language: str
    address: str
    issued: datetime.date | None
    languages: tuple[tuple[str, str], ...]


def documents(at: datetime.datetime, **where: object) -> QuerySet[Work]:
    """Return the documents that anyone may read at a moment, the newest first."""
    out = Q(expressions__released__lte=at)
    return (
        public()
        .filter(out, **where)
        .annotate(newest=Max("expressions__released", filter=out))
        .order_by("-newest", "-pk")
    )


def newest(at: datetime.datetime, most: int) -> list[Work]:
    """Return the documents that came out last, without a look at all others."""
    latest = released(at).order_by("-released", "-pk").select_related("work")[: most * 2 * len(LANGUAGES)]
    return list(dict.fromkeys(row.work for row in latest))[:most]


def rows(works: Sequence[Work], lang: str, at: datetime.datetime) -> list[Row]:
    """Return documents as rows, in their order."""
    newest = all_versions(Work.objects.filter(pk__in=[work.pk for work in works]), at)
    return [row_of(work, name_of(work), here, lang) for work in works if (here := newest.get(work.pk))]


def row_of(work: Work | Facts, name: str, here: Mapping[str, Expression | Shown], lang: str) -> Row:
    """Return a document as a row, from its facts and its newest version in each language that it is ``here`` in."""
    shown = here.get(lang) or here.get("en") or next(iter(here.values()))
    path = path_of(name)
    return Row(
        work=work,
        name=name,
        title=shown.title or name,
        title_language=shown.language if shown.title else "",
        address=f"/{shown.language}{path}",
        issued=shown.issued,
        languages=tuple((one, f"/{one}{path}" if one in here else "") for one in LANGUAGES),
    )


def pages(works: QuerySet[Work] | Sequence[object], number: str) -> object:
    """Return a page of a list, fifty documents each; a page that is not there is the nearest."""
    return Paginator(works, PAGE).get_page(number or 1)


class Counted(msgspec.Struct, frozen=True):
    """How many documents a body, a session or a State has."""

    key: tuple[str, ...]
    count: int


def counts(at: datetime.datetime, *columns: str, **where: str) -> list[Counted]:
    """Return how many documents there are by columns, without those that have nothing there."""

    def count() -> list[Counted]:
        works = public().filter(pk__in=released(at).values("work"), **where)
        found = works.values(*columns).annotate(count=Count("pk")).order_by(*columns)
        return [Counted(tuple(row[c] for c in columns), row["count"]) for row in found if all(row[c] for c in columns)]

    return remembered("counts", [columns, sorted(where.items())], at, count)


def remembered(name: str, asked: object, at: datetime.datetime, find: Callable[[], list[_Found]]) -> list[_Found]:
    """Return what is found by looking at all documents: once, until something comes out or is ruled."""
    key = f"library-{name}-{sha256(json.dumps([asked, _standing(at), str(settings.ARCHIVE)], default=str))}"
    found: list[_Found] | None = cache.get(key)
    if found is None:
        found = find()
        cache.set(key, found, _REMEMBERED)
    return found


def _standing(at: datetime.datetime) -> tuple[object, ...]:
    """What changes whenever another document may be seen: the last deposit, the last ruling, the next release."""
    following = Expression.objects.filter(released__gt=at).order_by("released").values_list("released", flat=True)
    last = (model.objects.aggregate(last=Max("entry_id"))["last"] for model in (Expression, Ruling))
    return (*last, following.first())


class Item(msgspec.Struct, frozen=True):
    """An agenda item and the documents under it; without a number those under none."""

    number: str
    title: str
    rows: tuple[Row, ...]


def by_item(found: Iterable[Row], body: str, lang: str, known: Authorities) -> list[Item]:
    """Return rows by agenda item, in the order of the agenda; a document of two items stands under both."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        for number in json.loads(row.work.agenda) or [""]:
            groups.setdefault(number, []).append(row)
    order = sorted(groups, key=lambda number: (not number, natural(number)))
    return [Item(one, (known.agenda_title(body, one, lang) or "") if one else "", tuple(groups[one])) for one in order]


def natural(number: str) -> list[tuple[int, str]]:
    """Return what sorts "9" before "10" and "18(a)" behind "18"."""
    digits = "".join(c if c.isdigit() else " " for c in number).split()
    return [(int(digits[0]) if digits else 0, number)]


class Number(msgspec.Struct, frozen=True):
    """A number of a series, or several that share a fate: ``state`` is "here", or why there is no document."""

    text: str
    state: str
    reason: str = ""
    row: Row | None = None


def series_of(body: str, session: str) -> QuerySet[Series]:
    """Return the series that the register keeps for a session."""
    return Series.objects.filter(body=body, session=session, kind="symbol").order_by(Length("pattern"), "pattern")


def account(series: Series, found: Iterable[Row]) -> Iterator[Number]:
    """Yield the numbers of a series: what is here, and what became of the others, as far as it is public.

    Of a number in use whose document is not public only that is told.
    """
    by_name = {row.name: row for row in found}
    for line in register.account(series.pattern):
        if line.text in by_name:
            yield Number(line.text, "here", row=by_name[line.text])
        elif line.state in ("reserved", "assigned"):
            yield Number(line.text, "pending")
        else:
            first, last = (series.pattern.replace("{n}", str(number)) for number in (line.first, line.last))
            yield Number(line.text or (first if first == last else f"{first} – {last}"), line.state, line.reason)
