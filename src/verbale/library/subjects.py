"""What documents are about: the standing items of agendas, and the terms of thesauri that their metadata state.

An agenda item has its title in six languages from the authority files. A term is known as the files state it, and under
its name where the authority files have one for its address. The same word of two thesauri is one subject.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable

import msgspec
from django.db.models import Count, Min, QuerySet

from verbale.archive.access import released
from verbale.archive.models import Expression, SubjectEdge, Work
from verbale.authorities import Authorities, subject_names
from verbale.library import lists


class Subject(msgspec.Struct, frozen=True):
    """A term: its key, its name, whether that is in the reader's language, how many documents, and its addresses."""

    key: str
    name: str
    known: bool = False
    count: int = 0
    addresses: tuple[str, ...] = ()


class Item(msgspec.Struct, frozen=True):
    """A standing item of a body's agenda: its number, title in the reader's language, and how many documents."""

    body: str
    number: str
    title: str
    count: int = 0


def items(known: Authorities, lang: str, at: datetime.datetime) -> list[Item]:
    """Return the standing agenda items that have documents, in the order of the agendas."""
    held: Counter[tuple[str, str]] = Counter()
    for one in lists.counts(at, "body", "agenda"):
        body, agenda = one.key
        for number in json.loads(agenda):
            held[body, number] += one.count
    found = dict.fromkeys((row.body, row.item) for row in known.agenda)
    return [
        Item(body, number, title, held[body, number])
        for body, number in found
        if held[body, number] and (title := known.agenda_title(body, number, lang))
    ]


def of_item(body: str, number: str, at: datetime.datetime) -> QuerySet[Work]:
    """Return the documents of a body under an agenda item, of all sessions, the newest first."""
    return lists.documents(at, body=body, agenda__contains=json.dumps(number, ensure_ascii=False))


def terms(lang: str, at: datetime.datetime) -> list[Subject]:
    """Return the terms that documents are about, by name; counted over all, and remembered until something comes out."""

    def count() -> list[tuple[str, str, str, int]]:
        edges = SubjectEdge.objects.filter(expression__in=released(at)).values("key").order_by()
        rows = edges.annotate(first=Min("term"), address=Min("address"), count=Count("expression__work", distinct=True))
        return [(row["key"], row["first"], row["address"], row["count"]) for row in rows]

    found = lists.remembered("subjects", "", at, count)
    named = (_named(words, [address], lang) for _, words, address, _ in found)
    subjects = [
        Subject(key, name, known, count, (address,))
        for (key, _, address, count), (name, known) in zip(found, named, strict=True)
    ]
    return sorted(subjects, key=lambda one: one.name.casefold())


def term(key: str, lang: str, at: datetime.datetime) -> Subject | None:
    """Return a term by its key, or None where nothing that anyone may read is about it."""
    edges = SubjectEdge.objects.filter(key=key, expression__in=released(at))
    rows = list(edges.values_list("term", "address").order_by("term", "address").distinct())
    if not rows:
        return None
    addresses = tuple(dict.fromkeys(address for _, address in rows))
    name, known = _named(rows[0][0], addresses, lang)
    return Subject(key, name, known, 0, addresses)


def of_term(key: str, at: datetime.datetime) -> QuerySet[Work]:
    """Return the documents that are about a term, the newest first."""
    about = SubjectEdge.objects.filter(key=key, expression__in=released(at)).values("expression__work")
    return lists.documents(at, pk__in=about)


def of_document(
    work: Work, versions: Iterable[Expression], lang: str, known: Authorities
) -> tuple[list[Item], list[Subject]]:
    """Return the agenda items of a document that have a title, and the terms that its versions are about."""
    under = [
        Item(work.body, number, title)
        for number in json.loads(work.agenda)
        if (title := known.agenda_title(work.body, number, lang))
    ]
    rows = (
        SubjectEdge.objects.filter(expression__in=list(versions)).order_by("pk").values_list("key", "term", "address")
    )
    found: dict[str, Subject] = {}
    for key, words, address in rows:
        name, is_known = _named(words, [address], lang)
        if key not in found or is_known:
            found[key] = Subject(key, name, is_known)
    return under, list(found.values())


def _named(words: str, addresses: Iterable[str], lang: str) -> tuple[str, bool]:
    """Return the name of a term in a language, or the term as a file states it, without the capitals of a catalogue."""
    for address in addresses:
        if names := subject_names().get(address):
            return names[lang], True
    words = words.lower() if words.isupper() else words
    return words[:1].upper() + words[1:], False
