"""The documents that the archive keeps, in batches as if they were files: the newest JSON of each language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet

from verbale.archive.files import stored
from verbale.archive.models import Rendition, Work
from verbale.bulk.sources import FILES, Source
from verbale.problems import NotKnown
from verbale.symbols import Symbol


def works(named: Sequence[Symbol] = ()) -> QuerySet[Work]:
    """Return the documents of these symbols, or all; raises NotKnown where one is not in the archive."""
    if not named:
        return Work.objects.order_by("pk")
    for symbol in named:
        if not Work.objects.filter(_called(symbol)).exists():
            raise NotKnown(f"The archive has no document {symbol}.", where=str(symbol), advice="Check the symbol.")
    any_of = Q()
    for symbol in named:
        any_of |= _called(symbol)
    return Work.objects.filter(any_of).distinct().order_by("pk")


def batches(found: QuerySet[Work]) -> Iterator[list[Source]]:
    """Yield the newest language versions of documents, those of one document together."""
    batch: list[Source] = []
    for key in found.values_list("pk", flat=True).iterator(chunk_size=1000):
        batch += _versions(key)
        if len(batch) >= FILES:
            yield batch
            batch = []
    if batch:
        yield batch


def _called(symbol: Symbol) -> Q:
    return Q(names__key=symbol.key) | Q(key=symbol.key)


def _versions(work: int) -> list[Source]:
    rows = Rendition.objects.filter(expression__work=work, format="json").select_related("expression")
    newest = {row.expression.language: row for row in rows.order_by("expression__version")}
    return [Source(f"{row.path}", stored(row.path).read_bytes()) for row in newest.values()]
