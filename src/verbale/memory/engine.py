"""The engine of the memory: units filed under their words, and the few that may be like a passage.

Every language has a field of its own. A passage is looked up by its skeleton first (the text without its figures), which
finds the same words at once, and by its words, the rarest of them: what the engine ranks first is then compared word by
word in `verbale.memory.finding`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import tantivy

from verbale.languages import LANGUAGES
from verbale.memory.units import Unit
from verbale.memory.wording import skeleton, terms

WIDTH = 60
"""How many units that may be like a passage are compared with it."""
PAGES = 20
"""How many times as many with the same words are looked through for one that may be told."""
RAREST = 12
"""By how many of its words, the rarest, a passage is looked for."""


@cache
def schema() -> tantivy.Schema:
    """Return the fields: words and skeleton of each language, which languages there are, the work, and the unit itself."""
    made = tantivy.SchemaBuilder()
    made.add_unsigned_field("work", indexed=True, fast=True)
    made.add_unsigned_field("day", fast=True)
    for lang in LANGUAGES:
        made.add_text_field(f"words_{lang}", tokenizer_name="whitespace", index_option="basic")
        made.add_text_field(f"same_{lang}", tokenizer_name="raw", index_option="basic")
    made.add_text_field("has", tokenizer_name="raw", index_option="basic")
    made.add_bytes_field("unit", stored=True)
    return made.build()


def filed(unit: Unit) -> tantivy.Document:
    """Return what the engine keeps of a unit."""
    document = tantivy.Document()
    document.add_unsigned("work", unit.work)
    document.add_unsigned("day", int(unit.dated.replace("-", "") or 0))
    document.add_bytes("unit", msgspec.json.encode(unit))
    for lang, text in unit.texts.items():
        document.add_text("has", lang)
        document.add_text(f"same_{lang}", skeleton(text))
        document.add_text(f"words_{lang}", " ".join(terms(text)))
    return document


def same(searcher: tantivy.Searcher, text: str, source: str, target: str) -> Iterator[list[Unit]]:
    """Yield units whose source differs from a text in nothing but figures, the newest first, `WIDTH` at a time."""
    asked = tantivy.Query.term_query(schema(), f"same_{source}", skeleton(text), "basic")
    for page in range(PAGES):
        units = _found(searcher, asked, target, order_by_field="day", offset=page * WIDTH)
        yield units
        if len(units) < WIDTH:
            return


def like(searcher: tantivy.Searcher, text: str, source: str, target: str) -> list[Unit]:
    """Return units whose source may be like a text, those that have the target language, the most promising first."""
    field = f"words_{source}"
    often = {word: searcher.doc_freq(field, word) for word in terms(text)}
    known = sorted((word for word, times in often.items() if times), key=often.__getitem__)[:RAREST]
    if not known:
        return []
    one = tantivy.Query.term_query
    asked = [(tantivy.Occur.Should, one(schema(), field, word, "basic")) for word in known]
    return _found(searcher, tantivy.Query.boolean_query(asked), target)


def _found(searcher: tantivy.Searcher, asked: tantivy.Query, target: str, **how: Any) -> list[Unit]:
    there = tantivy.Query.term_query(schema(), "has", target, "basic")
    both = tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, asked), (tantivy.Occur.Must, tantivy.Query.const_score_query(there, 0.0))]
    )
    hits = searcher.search(both, WIDTH, count=False, **how).hits
    return [_decoder.decode(searcher.doc(address)["unit"][0]) for _, address in hits]


_decoder = msgspec.json.Decoder(Unit)
