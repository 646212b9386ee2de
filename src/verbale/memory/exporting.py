"""The memory for tools elsewhere: what the public documents say alike in several languages, as translation units for TMX."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from verbale.archive import access
from verbale.document.variants import TranslationUnit, Variant
from verbale.memory.gathering import of_documents


def public_units(at: datetime.datetime) -> Iterator[TranslationUnit]:
    """Yield the passages of every document that anyone may see at a moment, each once a document."""
    given: set[str] = set()
    keys = access.public().order_by("pk").values_list("pk", flat=True)
    for unit in of_documents(list(keys), at):
        place = next(iter(unit.places.values()), "")
        name = f"{unit.symbol}#{place}"
        if name in given:
            continue
        given.add(name)
        where = {"x-document": unit.symbol, "x-unit": place, "x-issued": unit.dated}
        yield TranslationUnit(
            name,
            tuple(Variant(language, text) for language, text in unit.texts.items()),
            {key: value for key, value in where.items() if value},
            datetime.date.fromisoformat(unit.dated) if unit.dated else None,
        )
