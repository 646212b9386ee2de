"""Answers: documents in their order, what they are counted by, passages, and what may help where nothing is found."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Literal
from urllib.parse import urlencode

import msgspec
import tantivy
from tantivy import FieldType, Occur, Query

from verbale import symbols
from verbale.archive.organization import authorities
from verbale.languages import LANGUAGES, identify
from verbale.library import lists
from verbale.library.addresses import path_of
from verbale.library.facts import Facts
from verbale.library.search import index, questions
from verbale.library.search.asking import ask
from verbale.library.search.filing import compact
from verbale.library.search.layout import FACETS, schema
from verbale.library.search.passages import Passage, Piece, Sought, Ways, marked, passages, sought
from verbale.library.search.questions import Part, Question
from verbale.library.search.shown import Reader
from verbale.problems import BadSymbol

Sort = Literal["relevance", "date"]
PAGE, DEEPEST, VALUES = 20, 2000, 60
"""Documents on a page; how far down the list by relevance goes; values that a facet is counted by at most."""
_REPAIRS = 5
_COMMON, _SURE = 0.6, 0.6
"""The part of all documents in which a word stands that tells nothing; how sure the language of a question has to be."""


class Search(msgspec.Struct, frozen=True):
    """What somebody searches for: the question as typed, values chosen of facets, and the order; its address is lasting."""

    text: str = ""
    chosen: dict[str, str] = {}
    sort: Sort | None = None

    def query(self, **changes: str | None) -> str:
        """Return the search as the query of an address, with changes: ``q``, ``sort``, ``after``, or a facet; None leaves out."""
        said: dict[str, str | None] = {"q": self.text, **self.chosen, "sort": self.sort, **changes}
        return urlencode({name: value for name, value in said.items() if value})


def from_query(query: Mapping[str, str]) -> Search:
    """Return the search that the query of an address says; what it does not know it leaves out."""
    text = " ".join(query.get("q", "").replace("\0", " ").split())[: questions.LONGEST]
    chosen = {name: value[:200] for name in FACETS if (value := query.get(name, "").strip()) and "\0" not in value}
    sort = query.get("sort")
    return Search(text, chosen, sort if sort in ("relevance", "date") else None)


class Hit(msgspec.Struct, frozen=True):
    """A document found: its row in lists, its title with the words marked, and passages of a language version of it."""

    row: lists.Row
    title: tuple[Piece, ...]
    passages: tuple[Passage, ...]
    address: str


class Counted(msgspec.Struct, frozen=True):
    """A value of a facet, and how many of the documents found have it."""

    value: str
    count: int


class Facet(msgspec.Struct, frozen=True):
    """What documents are counted by; ``more`` are those whose value is not listed."""

    name: str
    values: tuple[Counted, ...]
    more: int = 0


class Answer(msgspec.Struct, frozen=True):
    """What was found. ``after`` is the key of the next page, empty at the end; ``waiting`` counts documents not yet filed.

    ``doubts`` are the parts of the question that name nothing, ``sort`` the order it came in.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    sort: Sort
    after: str = ""
    waiting: int = 0
    doubts: tuple[Part, ...] = ()


def search(
    wanted: Search, lang: str, at: datetime.datetime, *, after: str = "", size: int = PAGE, shown: bool = True
) -> Answer:
    """Answer a search, for a reader of a language, with what is public at a moment.

    ``after`` is the key that the page before gave. Without ``shown`` there are no passages and no facets.
    """
    question = questions.read(wanted.text)
    ready = index.ready(at)
    if ready.held is None:
        return Answer(0, (), (), "date", waiting=ready.waiting)
    held = ready.held
    asked = ask(question, wanted.chosen, authorities(), ready.hidden)
    sort: Sort = wanted.sort or ("relevance" if asked.ranked else "date")
    total, found, following = _page(held, asked.query, sort, after, size)
    hits = tuple(_hits(held, held.facts(found), asked.wanted if shown else (), lang, wanted))
    facets = _facets(held.searcher, asked.query) if shown else ()
    return Answer(total, hits, facets, sort, following, ready.waiting, asked.doubts)


# -- pages ------------------------------------------------------------------------------------------------------


def _page(
    held: index.Opened, query: Query, sort: Sort, after: str, size: int
) -> tuple[int, list[tantivy.DocAddress], str]:
    """Return how many documents there are, a page of them, and the key of the next page."""
    first, _, last = after.partition(".")
    if sort == "date":
        return _by_date(held.searcher, query, int(first) if first.isdecimal() else None, size)
    start = min(int(first), DEEPEST) if first.isdecimal() else 0
    found = held.searcher.search(query, start + size + 1)
    addresses = [address for _, address in found.hits]
    # A document that came in since moves the others on: begin behind the last one that was shown.
    if last.isdecimal() and int(last) in (works := held.works(addresses)):
        start = works.index(int(last)) + 1
    page = addresses[start : start + size]
    end = start + len(page)
    more = page and found.count > end and end < DEEPEST
    return found.count, page, f"{end}.{held.works(page[-1:])[0]}" if more else ""


def _by_date(
    searcher: tantivy.Searcher, query: Query, below: int | None, size: int
) -> tuple[int, list[tantivy.DocAddress], str]:
    found = searcher.search(query, size + 1, order_by_field="order")
    total = found.count
    if below is not None and below < 1 << 63:
        older = Query.range_query(schema(), "order", FieldType.Unsigned, upper_bound=below, include_upper=False)
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, older)])
        found = searcher.search(both, size + 1, count=False, order_by_field="order")
    page = [address for _, address in found.hits[:size]]
    return total, page, str(found.hits[size - 1][0]) if len(found.hits) > size else ""


# -- hits -------------------------------------------------------------------------------------------------------


def _hits(
    held: index.Opened, found: Sequence[Facts], wanted: Sequence[Ways], lang: str, search: Search
) -> Iterator[Hit]:
    telling = _telling(held.searcher, wanted)
    spoken, sure = identify(search.text, lang) if telling else (lang, 1.0)
    spoken = spoken if sure > _SURE else lang
    order = tuple(dict.fromkeys((search.chosen.get("lang", ""), spoken, lang, "en", *LANGUAGES)))
    what = sought(telling)
    for facts in found:
        row = lists.row_of(facts, facts.name, {version.language: version for version in facts.versions}, lang)
        title = marked(row.title, row.title_language or lang, telling)
        language, shown = _passages(held.shown, facts, what, order)
        yield Hit(row, title, shown, path_of(facts.name, language) if language else row.address)


def _passages(held: Reader, facts: Facts, what: Sought, order: Sequence[str]) -> tuple[str, tuple[Passage, ...]]:
    """Return passages of the first version, in an order of languages, that has something of what is wanted."""
    there = {version.language: version for version in facts.versions} if what.wanted else {}
    for version in (there[lang] for lang in order if lang in there):
        if shown := passages(held.terms(version), partial(held.blocks, version), what):
            return version.language, shown
    return "", ()


def _telling(searcher: tantivy.Searcher, wanted: Sequence[Ways]) -> tuple[Ways, ...]:
    """Return what is worth showing: without words that most documents have, where others are asked for beside them."""
    if len(wanted) < 2:
        return tuple(wanted)
    most = max(searcher.num_docs * _COMMON, 1)

    def common(ways: Ways) -> bool:
        alone = ((way.terms[0], lang) for way in ways if len(way.terms) == 1 for lang in way.languages)
        return any(searcher.doc_freq(f"text_{lang}", term) > most for term, lang in alone)

    return tuple(ways for ways in wanted if not common(ways)) or tuple(wanted)


# -- facets -----------------------------------------------------------------------------------------------------


def _facets(searcher: tantivy.Searcher, query: Query) -> tuple[Facet, ...]:
    asked = {name: {"terms": {"field": name, "size": VALUES}} for name in FACETS}
    found = searcher.aggregate(query, asked)
    facets = []
    for name in FACETS:
        buckets = found[name]["buckets"]
        values = [Counted(str(int(b["key"])) if name == "year" else b["key"], b["doc_count"]) for b in buckets]
        if name == "year":
            values.sort(key=lambda one: one.value, reverse=True)
        if values:
            facets.append(Facet(name, tuple(values), found[name]["sum_other_doc_count"]))
    return tuple(facets)


# -- jumping and helping ----------------------------------------------------------------------------------------


def jump(text: str, at: datetime.datetime) -> tuple[str, ...]:
    """Return the names of the documents whose symbol is the whole of a question, however it was typed."""
    wanted = compact(text)
    ready = index.ready(at)
    if ready.held is None or not (any(c.isdigit() for c in wanted) and any(c.isalpha() for c in wanted)):
        return ()
    keys = {wanted, compact(_canonical(text))}
    ways = [(Occur.Should, Query.term_query(schema(), "compact", key, "basic")) for key in keys]
    return _names(ready, Query.boolean_query(ways))


def _canonical(text: str) -> str:
    try:
        return str(symbols.parse(text))
    except BadSymbol as error:
        return error.repair or ""


def _names(ready: index.Ready, query: Query, most: int = 2) -> tuple[str, ...]:
    found = ready.held.searcher.search(query, most + len(ready.hidden), count=False).hits
    facts = ready.held.facts([address for _, address in found])
    return tuple(one.name for one in facts if one.pk not in ready.hidden)[:most]


class Help(msgspec.Struct, frozen=True):
    """A search that finds something where the one asked does not: "symbol", "without" a part, or "everywhere".

    ``text`` is what is meant, or left out; ``count`` how many documents it finds.
    """

    kind: Literal["symbol", "without", "everywhere"]
    text: str
    search: Search
    count: int


def helps(wanted: Search, at: datetime.datetime) -> tuple[Help, ...]:
    """Return what may help where a search finds nothing: symbols nearly the same, parts left out, facets left out."""
    ready = index.ready(at)
    if (held := ready.held) is None:
        return ()
    found = [Help("symbol", name, Search(name), 1) for name in _near(ready, wanted.text)]
    question, known = questions.read(wanted.text), authorities()

    def count(other: Question, chosen: Mapping[str, str]) -> int:
        return held.searcher.search(ask(other, chosen, known, ready.hidden).query, 1).count

    if wanted.chosen and question.parts and (total := count(question, {})):
        found.append(Help("everywhere", "", Search(wanted.text), total))
    if len(question.parts) > 1:
        for part in question.parts:
            rest = question.without(part)
            if total := count(rest, wanted.chosen):
                found.append(Help("without", str(part), Search(str(rest), wanted.chosen), total))
    return tuple(found)


def _near(ready: index.Ready, text: str) -> tuple[str, ...]:
    """Return the symbols that are one letter or digit away from what was typed."""
    wanted = compact(text)
    if len(wanted) > 40 or not (any(c.isdigit() for c in wanted) and any(c.isalpha() for c in wanted)):
        return ()
    return _names(ready, Query.fuzzy_term_query(schema(), "compact", wanted, distance=1), _REPAIRS)
