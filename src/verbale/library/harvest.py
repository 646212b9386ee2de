"""What harvesters are given: documents as records with a datestamp, deleted ones too, by set and by time.

A record is a document in all its languages. It is there once anyone could read it, and stays: what is withdrawn or
restricted later is a record that says "deleted", so that no copy elsewhere outlives it. Its datestamp is the moment of
the last thing that happened to it. Records come in the order of their primary keys, which never change: whatever
happens in the middle of a harvest, none comes twice and none is passed over.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Sequence

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet

from verbale.archive.access import with_access
from verbale.archive.models import Expression, Rendition, Ruling, Work
from verbale.archive.organization import authorities
from verbale.languages import LANGUAGES, language
from verbale.library import lists

_PLAIN = re.compile(r"[A-Za-z0-9_.]")
_SET = re.compile(
    r"body-(?P<body>[^:]+)(?::session-(?P<session>[^:]+)(?::item-(?P<item>[^:]+))?)?"
    r"|state-(?P<state>[^:]+)|language-(?P<language>[^:]+)"
)


class Window(msgspec.Struct, frozen=True):
    """What is harvested: from a moment on, before a moment, of a set, in a format; empty ones do not narrow it."""

    start: datetime.datetime | None = None
    end: datetime.datetime | None = None
    set: str = ""
    files: tuple[str, str] | None = None
    """Only documents with a file of this format, in this language or, empty, in any."""


class Record(msgspec.Struct, frozen=True):
    """A document as harvesters know it: its lasting key, when it last changed, whether it is gone, its sets."""

    work: Work
    stamp: datetime.datetime
    deleted: bool
    sets: tuple[str, ...]


class Set(msgspec.Struct, frozen=True):
    """A set of records, and its name in the languages in which it has one."""

    spec: str
    names: dict[str, str]


def records(window: Window, at: datetime.datetime, *, after: int = 0) -> QuerySet[Work]:
    """Return the documents of a window as they are at a moment, those behind a primary key, in the order of keys."""
    out = Expression.objects.filter(work=OuterRef("pk"), released__lte=at)
    works = with_access(Work.objects.filter(pk__gt=after)).annotate(
        gone=Exists(_ended(at)), out=Exists(out)
    ).filter(Q(access="public", out=True) | Q(~Q(access="public"), gone=True))  # fmt: skip
    if window.start:
        works = works.filter(_since(window.start, at))
    if window.end:
        works = works.exclude(_since(window.end, at))
    if window.set:
        works = _within(works, window.set, out)
    if window.files:
        name, lang = window.files
        kept = Rendition.objects.filter(expression__work=OuterRef("pk"), expression__released__lte=at, format=name)
        works = works.filter(Exists(kept.filter(expression__language=lang) if lang else kept))
    return works.order_by("pk")


def _ended(at: datetime.datetime) -> QuerySet[Ruling]:
    """Return the rulings that took away from the public what it could read until then."""
    before = Ruling.objects.filter(work=OuterRef("work"), step=OuterRef("step") - 1, access="public")
    read = Expression.objects.filter(
        work=OuterRef("work"), entry_id__lt=OuterRef("entry_id"), released__lte=OuterRef("entry__at")
    )
    return Ruling.objects.filter(Exists(before), Exists(read), ~Q(access="public"), work=OuterRef("pk"))


def _since(moment: datetime.datetime, at: datetime.datetime) -> Q:
    """Return the condition that something happened to a document at a moment or after it."""
    came = Expression.objects.filter(work=OuterRef("pk"), released__lte=at)
    ruled = Ruling.objects.filter(work=OuterRef("pk"), entry__at__gte=moment)
    return Q(Exists(came.filter(Q(released__gte=moment) | Q(entry__at__gte=moment)))) | Q(Exists(ruled))


def stamped(works: Sequence[Work], at: datetime.datetime) -> list[Record]:
    """Return documents as records, in their order."""
    keys = [work.pk for work in works]
    came = Expression.objects.filter(work__in=keys, released__lte=at).select_related("entry")
    ruled = Ruling.objects.filter(work__in=keys).select_related("entry")
    moments: dict[int, list[datetime.datetime]] = {key: [] for key in keys}
    tongues: dict[int, set[str]] = {key: set() for key in keys}
    for row in came:
        moments[row.work_id] += [row.released, row.entry.at]
        tongues[row.work_id].add(row.language)
    for row in ruled:
        moments[row.work_id].append(row.entry.at)
    return [
        Record(work, max(moments[work.pk]), work.access != "public", _sets_of(work, tongues[work.pk])) for work in works
    ]


def earliest() -> datetime.datetime | None:
    """Return the moment before which nothing happened to any document, or None without documents."""
    ruled = Ruling.objects.order_by("entry_id").values_list("entry__at", flat=True).first()
    came = Expression.objects.order_by("released").values_list("released", flat=True).first()
    return min(ruled, came) if ruled and came else None


# -- sets -------------------------------------------------------------------------------------------------------


def sets(at: datetime.datetime) -> Iterator[Set]:
    """Yield the sets that have documents: bodies, under them sessions, under them agenda items; States; languages."""
    known = authorities()
    for one in lists.counts(at, "body"):
        (body,) = one.key
        found = known.bodies.get(body)
        names = dict(found.names) if found else {"en": body}
        yield Set(f"body-{_coded(body)}", names)
        for session in lists.counts(at, "session", body=body):
            (code,) = session.key
            spec = f"body-{_coded(body)}:session-{_coded(code)}"
            yield Set(spec, {lang: f"{name}, {code}" for lang, name in names.items()})
            agendas = lists.counts(at, "agenda", body=body, session=code)
            for item in sorted({number for of in agendas for number in json.loads(of.key[0])}):
                titles = {lang: known.agenda_title(body, item, lang) for lang in LANGUAGES}
                said = {lang: f"{item}. {title}" for lang, title in titles.items() if title}
                yield Set(f"{spec}:item-{_coded(item)}", said or {"en": f"{body}, {code}, {item}"})
    for one in lists.counts(at, "sender"):
        (state,) = one.key
        row = known.states.get(state)
        yield Set(f"state-{_coded(state)}", {lang: row.name(lang) for lang in LANGUAGES} if row else {"en": state})
    for lang in LANGUAGES:
        yield Set(f"language-{lang}", dict(language(lang).names))


def _sets_of(work: Work, tongues: set[str]) -> tuple[str, ...]:
    """Return the sets of a document; of one that is restricted nothing more is told than that it is gone."""
    if work.access == "restricted":
        return ()
    found = []
    if work.body:
        found.append(spec := f"body-{_coded(work.body)}")
        if work.session:
            found.append(spec := f"{spec}:session-{_coded(work.session)}")
            found += [f"{spec}:item-{_coded(item)}" for item in json.loads(work.agenda)]
    if work.sender:
        found.append(f"state-{_coded(work.sender)}")
    return (*found, *(f"language-{lang}" for lang in LANGUAGES if lang in tongues))


def _within(works: QuerySet[Work], spec: str, out: QuerySet[Expression]) -> QuerySet[Work]:
    """Return the documents of a set; none for a set that there is not."""
    found = _SET.fullmatch(spec)
    if found is None:
        return works.none()
    said = {name: _decoded(value) for name, value in found.groupdict().items() if value}
    if "language" in said:
        return works.filter(Exists(out.filter(language=said["language"])))
    if "state" in said:
        return works.filter(sender=said["state"])
    works = works.filter(body=said["body"])
    if "session" in said:
        works = works.filter(session=said["session"])
    if "item" in said:
        works = works.filter(agenda__contains=json.dumps(said["item"], ensure_ascii=False))
    return works


def _coded(text: str) -> str:
    """Write what a set is of in the letters that its name may have: ``/`` as ``~``, others as ``!2D``."""
    return "".join(
        c if _PLAIN.match(c) else "~" if c == "/" else "".join(f"!{byte:02X}" for byte in c.encode()) for c in text
    )


def _decoded(text: str) -> str:
    data = re.sub(rb"!([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), text.replace("~", "/").encode())
    return data.decode("utf-8", "replace")
