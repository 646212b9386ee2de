"""Suggestions while one types: symbols, titles, States and bodies that begin as the question does."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec
from django.urls import reverse
from tantivy import Occur, Query

from verbale.archive.organization import authorities
from verbale.languages import LANGUAGES, terms
from verbale.languages.folding import plain
from verbale.library import lists
from verbale.library.search import index
from verbale.library.search.filing import compact
from verbale.library.search.layout import schema

MOST = 8
_SHORTEST = 2
_EACH = 4


class Suggestion(msgspec.Struct, frozen=True):
    """What somebody may mean: its words, what else is said of it, and its address."""

    kind: Literal["document", "state", "body"]
    text: str
    hint: str
    address: str


def suggest(text: str, lang: str, at: datetime.datetime) -> tuple[Suggestion, ...]:
    """Return what begins as a text, for a reader of a language, with what is public at a moment."""
    text = " ".join(text[:100].replace("\0", " ").split())
    if len(text) < _SHORTEST and not any(c >= "\u3400" for c in text):
        return ()
    return (*_named(text, lang), *_documents(text, lang, at))[:MOST]


def _named(text: str, lang: str) -> Iterator[Suggestion]:
    """Yield States and bodies one of whose words, in any language, begins so; named in the reader's."""
    known, wanted, count = authorities(), plain(text), 0
    for kind, named, view in (("state", known.states, "library:state"), ("body", known.bodies, "library:body")):
        for code, one in named.items():
            names = (plain(one.name(other)) for other in LANGUAGES)
            if count < _EACH and any(name.startswith(wanted) or f" {wanted}" in name for name in names):
                count += 1
                yield Suggestion(kind, one.name(lang), code, reverse(view, args=[lang, code]))


def _documents(text: str, lang: str, at: datetime.datetime) -> Iterator[Suggestion]:
    ready = index.ready(at)
    if (held := ready.held) is None:
        return
    ways = []
    if (key := compact(text)) and key.isascii():
        found = held.searcher.terms_with_prefix("compact", key, limit=MOST)
        ways += [(Occur.Should, _only("compact", one)) for one, _ in found]
    for other in LANGUAGES:
        words = terms(text, other)
        if len(words) == 1:
            near = held.searcher.terms_with_prefix(f"title_{other}", words[0], limit=MOST)
            ways += [(Occur.Should, _only(f"title_{other}", one)) for one, _ in near]
        elif words:
            ways.append((Occur.Should, Query.phrase_prefix_query(schema(), f"title_{other}", words)))
    if not ways:
        return
    hits = held.searcher.search(Query.boolean_query(ways), MOST + len(ready.hidden), count=False).hits
    for facts in held.facts([address for _, address in hits]):
        if facts.pk not in ready.hidden:
            row = lists.row_of(facts, facts.name, {version.language: version for version in facts.versions}, lang)
            yield Suggestion("document", row.name, row.title, row.address)


def _only(field: str, term: str) -> Query:
    return Query.term_query(schema(), field, term, "basic" if field == "compact" else "position")
