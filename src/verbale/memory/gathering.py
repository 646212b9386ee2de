"""From documents and imports to units: the passages that the language versions of a document have in common.

Versions made here share the ids of their blocks, which then are the pairing. Others, imported from elsewhere, may not;
those are aligned by `verbale.concordance` and only what is sure is taken. An annex that stays in the language in which it
was received is nobody's translation.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from verbale.archive.models import Expression, Submission, Work
from verbale.archive.organization import authorities
from verbale.archive.terms import kept_document
from verbale.concordance.aligning import align
from verbale.document import Document, places
from verbale.memory.imports import SENDER, units_of
from verbale.memory.units import Unit
from verbale.memory.wording import digest, tidy

SURE = 0.6
"""How sure an alignment has to be of a row that is taken."""
BATCH = 100


class Said(msgspec.Struct, frozen=True):
    """A passage of one language version: its place and its words."""

    place: str
    text: str


def of_documents(works: Iterable[int], at: datetime.datetime) -> Iterator[Unit]:
    """Yield the units of documents, by their primary keys, of their newest versions released at a moment.

    Whether anyone may see a document is not looked at here.
    """
    keys = list(works)
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        newest: dict[int, dict[str, Expression]] = {}
        rows = Expression.objects.filter(work__in=batch, released__lte=at).select_related("entry")
        for row in rows.order_by("version"):
            newest.setdefault(row.work_id, {})[row.language] = row
        for work in Work.objects.filter(pk__in=[key for key, of in newest.items() if len(of) > 1]).order_by("pk"):
            yield from of_work(work, newest[work.pk])


def of_work(work: Work, rows: Mapping[str, Expression]) -> Iterator[Unit]:
    """Yield the units of a document, from its language versions."""
    versions = {lang: kept_document(row) for lang, row in rows.items()}
    by = {lang: row.entry.by for lang, row in rows.items()}
    dated = max((row.issued for row in rows.values() if row.issued), default=None)
    for texts, ids, around in paired(versions):
        yield Unit(texts, ids, around, work.pk, str(work), dated.isoformat() if dated else "", by)


def of_imports(after: int = 0) -> Iterator[Unit]:
    """Yield the units of the memories that were imported, those of log entries behind a number."""
    for row in Submission.objects.filter(sender=SENDER, entry__gt=after).order_by("pk"):
        yield from units_of(row)


Paired = tuple[Mapping[str, str], Mapping[str, str], Mapping[str, tuple[str, str]]]


def paired(versions: Mapping[str, Document]) -> Iterator[Paired]:
    """Yield what at least two language versions have in common: texts, places and what stands around them, by language."""
    told = {lang: said(version) for lang, version in versions.items()}
    built = {tuple(place.block.id for place in places(version)) for version in versions.values()}
    rows = _by_id(told) if len(built) == 1 else _aligned(versions, told)
    beside = {lang: _beside(some) for lang, some in told.items()}
    for row in rows:
        if len({tidy(one.text) for one in row.values()}) > 1:
            yield (
                {lang: one.text for lang, one in row.items()},
                {lang: one.place for lang, one in row.items()},
                {lang: beside[lang].get(one.place, ("", "")) for lang, one in row.items()},
            )


def said(version: Document) -> list[Said]:
    """Return the passages of a language version that are in its language: title and subtitle first, then every block."""
    lang = version.masthead.language
    heads = [Said(place, words) for place, words in (("title", version.title), ("subtitle", version.subtitle)) if words]
    own = [place.block for place in places(version) if place.language == lang]
    return [*heads, *(Said(block.id, block.text) for block in own if block.text and not _untranslated(block.marks))]


def _untranslated(marks: Sequence[object]) -> bool:
    return any(getattr(mark, "kind", "") == "untranslated" for mark in marks)


def _beside(some: Sequence[Said]) -> dict[str, tuple[str, str]]:
    """The digests of what stands before and behind each passage."""
    words = ["", *(digest(tidy(one.text)) for one in some), ""]
    return {one.place: (words[at], words[at + 2]) for at, one in enumerate(some)}


def _by_id(told: Mapping[str, Sequence[Said]]) -> Iterator[dict[str, Said]]:
    by_place = {lang: {one.place: one for one in some} for lang, some in told.items()}
    for place in dict.fromkeys(one.place for some in told.values() for one in some):
        yield {lang: those[place] for lang, those in by_place.items() if place in those}


def _aligned(versions: Mapping[str, Document], told: Mapping[str, Sequence[Said]]) -> Iterator[dict[str, Said]]:
    found = align(tuple(versions.values()), authorities())
    wanted = {lang: {one.place for one in some} for lang, some in told.items()}
    for row in found.rows:
        if row.sure < SURE:
            continue
        there: dict[str, Said] = {}
        for lang, at in row.places.items():
            some = [found.passages[lang][one] for one in at]
            if some and all(one.id in wanted[lang] for one in some):
                there[lang] = Said(some[0].id, " ".join(one.text for one in some))
        if len(there) > 1:
            yield there
