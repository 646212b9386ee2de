"""Matching: whom an event concerns, for what it is of and for the searches that find its document.

A search is put the other way about: the documents that something happened to are filed in a small index in memory, and
every search that somebody follows is asked of it. So what a search finds is decided by the very code that answers it.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Sequence

import tantivy
from django.db.models import Q, QuerySet

from verbale.archive import log
from verbale.archive.access import with_access
from verbale.archive.models import CitationEdge, Expression, Name, SubjectEdge, Work
from verbale.archive.organization import authorities
from verbale.library.follow.subjects import Subject, search_of
from verbale.library.models import Alert, Event, Hook, Notice
from verbale.library.search import questions
from verbale.library.search.asking import ask
from verbale.library.search.filing import filed_of
from verbale.library.search.layout import schema

AT_ONCE = 200
"""Events that are matched in one transaction."""
_BUFFER = 15_000_000  # bytes, the least that the engine takes


def match(at: datetime.datetime) -> int:
    """Give everyone whom an event concerns a notice of it, and return how many notices there were."""
    count = 0
    while events := list(_due(at)[:AT_ONCE]):
        with log.turn():
            notices = [notice for event, whom in _whom(events, at) for notice in _notices(event, whom)]
            Notice.objects.bulk_create(notices, ignore_conflicts=True)
            these = Event.objects.filter(pk__in=[event.pk for event in events])
            these.update(matched=True)
            these.filter(notices=None).delete()
            count += len(notices)
    return count


def _due(at: datetime.datetime) -> QuerySet[Event]:
    return Event.objects.filter(matched=False, at__lte=at).order_by("pk")


def _whom(events: Sequence[Event], at: datetime.datetime) -> Iterator[tuple[Event, set[Subject]]]:
    """Yield events with the subjects that they are of; nothing is told of what nobody may see."""
    works = with_access(Work.objects.filter(pk__in={event.work_id for event in events})).in_bulk()
    names, cites, terms = (_keys(rows, works) for rows in (Name, CitationEdge, SubjectEdge))
    found = _found(works, at)
    for event in events:
        work = works[event.work_id]
        if work.access == ("withdrawn" if event.kind == "withdrawal" else "public"):
            searches = {Subject("search", query) for query in found.get(work.pk, ())}
            about = {Subject("subject", key) for key in terms.get(work.pk, ())}
            yield event, of(work, names.get(work.pk) or [work.key], cites.get(work.pk, ())) | about | searches


def _keys(rows: type[Name | CitationEdge | SubjectEdge], works: Iterable[int]) -> dict[int, set[str]]:
    """Return the keys in a table of what documents are called, cite or are about, by the documents' primary keys."""
    whose = "work" if rows is Name else "expression__work"
    found: dict[int, set[str]] = {}
    for work, key in rows.objects.filter(**{f"{whose}__in": works}).values_list(whose, "key").distinct():
        found.setdefault(work, set()).add(key)
    return found


def of(work: Work, names: Iterable[str], cites: Iterable[str]) -> set[Subject]:
    """Return the subjects that a document is of by its names, its metadata and what it cites."""
    found = {Subject("symbol", prefix) for name in names for prefix in prefixes(name)}
    found |= {Subject("cites", key) for key in cites}
    if work.sender:
        found.add(Subject("state", work.sender))
    if work.body:
        found |= {Subject("body", work.body), *(Subject("item", f"{work.body} {n}") for n in json.loads(work.agenda))}
    if work.body and work.session:
        session = f"{work.body} {work.session}"
        found |= {Subject("session", session), *(Subject("item", f"{session} {n}") for n in json.loads(work.agenda))}
    return found


def prefixes(key: str) -> set[str]:
    """Return a match key and all that it begins with, whole part by whole part; "" is before all."""
    return {"", key, *(key[: mark.start()] for mark in re.finditer(r"[/.]", key))}


# -- searches ---------------------------------------------------------------------------------------------------


def _found(works: Iterable[int], at: datetime.datetime) -> dict[int, list[str]]:
    """Return the searches that somebody follows and that find documents, by the documents' primary keys.

    A document that is withdrawn is found as it was.
    """
    followed = Alert.objects.filter(by="search").exclude(confirmed=None), Hook.objects.filter(by="search", stopped=None)
    searches = {query for rows in followed for query in rows.values_list("what", flat=True)}
    found: dict[int, list[str]] = {}
    if not searches:
        return found
    searcher, known = _searcher(works, at), authorities()
    for query in sorted(searches):
        wanted = search_of(query)
        asked = ask(questions.read(wanted.text), wanted.chosen, known).query
        hits = searcher.search(asked, max(searcher.num_docs, 1)).hits
        for work in searcher.fast_field_values("work", [address for _, address in hits]):
            found.setdefault(work, []).append(query)
    return found


def _searcher(works: Iterable[int], at: datetime.datetime) -> tantivy.Searcher:
    index = tantivy.Index(schema())
    writer = index.writer(_BUFFER, 1)
    for one in filed_of(sorted(works), Expression.objects.filter(released__lte=at)):  # withdrawn ones too
        writer.add_document(tantivy.Document.from_dict(one.fields, schema()))
    writer.commit()
    index.reload()
    return index.searcher()


# -- notices ----------------------------------------------------------------------------------------------------


def _notices(event: Event, whom: set[Subject]) -> Iterator[Notice]:
    """Yield a notice for everyone who follows one of the subjects, and did so before."""
    by_kind: dict[str, list[str]] = {}
    for subject in whom:
        by_kind.setdefault(subject.by, []).append(subject.what)
    wanted = Q()
    for by, what in by_kind.items():
        wanted |= Q(by=by, what__in=what)
    alerts = Alert.objects.filter(wanted, Q(entry__lt=event.entry) | Q(confirmed__lt=event.at)).exclude(confirmed=None)
    hooks = Hook.objects.filter(wanted, Q(entry__lt=event.entry) | Q(since__lt=event.at), stopped=None)
    hooks = hooks.filter(person__is_active=True)
    yield from (Notice(event=event, alert=alert) for alert in alerts)
    yield from (Notice(event=event, hook=hook) for hook in hooks)
