"""From a question to what the engine is asked.

A word is analysed in every language that its script allows, unless languages are asked for, and has to stand somewhere
in the document: in any of its languages, or among the names of what it has to do with. A symbol, however typed, finds
the document and all that cite it; the name of a State or a body finds it under its names in all languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
from tantivy import FieldType, Occur, Query

from verbale import symbols
from verbale.authorities import Authorities
from verbale.languages import LANGUAGES, language, read_session, terms
from verbale.languages.folding import plain
from verbale.library.search.filing import compact
from verbale.library.search.layout import NAMES, schema
from verbale.library.search.passages import Terms, Way, Ways
from verbale.library.search.questions import Part, Question
from verbale.pages.wording import catalogue
from verbale.problems import BadSymbol, NotKnown

_LATIN = ("en", "fr", "es")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_SPECIAL = re.compile(r"[.+?()\[\]{}|^$\\]")
_YEARS = re.compile(r"(\d{4})?(-)?(\d{4})?")
_LONGEST_NAME = 8
_LIKELIEST = ("en", "fr", "es", "ru", "zh", "ar")
"""The order in which a document is looked at for a name, where it is not there in the language asked."""
_TITLE, _SYMBOL, _SENDER = 2.0, 20.0, 4.0


class Asked(msgspec.Struct, frozen=True):
    """What the engine is asked; ``wanted`` is what to show in the text, ``ranked`` whether relevance means anything.

    ``doubts`` are the parts that name nothing: no such language, no year.
    """

    query: Query
    wanted: tuple[Ways, ...]
    ranked: bool
    doubts: tuple[Part, ...]


def ask(question: Question, chosen: Mapping[str, str], known: Authorities, hidden: Sequence[int] = ()) -> Asked:
    """Return what to ask the engine: the question, within what was ``chosen`` of the facets, without ``hidden``."""
    tongues = _tongues(question, chosen)
    clauses: list[tuple[Occur, Query]] = []
    wanted: dict[Ways, None] = {}
    doubts: list[Part] = []
    bare = [part for part in question.parts if not part.field and not part.excluded]
    for query, shown in _words(bare, tongues, known):
        clauses.append((Occur.Must, query))
        wanted[shown] = None
    ranked = bool(clauses) or any(part.field == "title" for part in question.parts)
    for part in question.parts:
        if part in bare:
            continue
        query, shown = _part(part, tongues, known)
        if query is None:
            doubts.append(part)
            query = Query.empty_query()
        clauses.append((Occur.MustNot if part.excluded else Occur.Must, query))
        if shown and not part.excluded:
            wanted[shown] = None
    for facet, value in chosen.items():
        exact = _years(value) if facet == "year" else _exact(facet, value)
        clauses.append((Occur.Must, exact or Query.empty_query()))
    if hidden:
        clauses.append((Occur.MustNot, Query.term_set_query(schema(), "work", list(hidden))))
    if all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, Query.all_query()))
    return Asked(Query.boolean_query(clauses), tuple(wanted), ranked, tuple(doubts))


def _tongues(question: Question, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the languages that are asked for, all six where none is."""
    said = [text for text in (*question.asked("lang"), chosen.get("lang", "")) if text]
    asked = [code for text in said if (code := _language(text))]
    return tuple(lang for lang in LANGUAGES if lang in asked) or LANGUAGES


def _language(text: str) -> str:
    try:
        return language(text).code
    except NotKnown:
        wanted = plain(text)
        every = ((one, language(one)) for one in LANGUAGES)
        return next((code for code, one in every if wanted in {plain(name) for name in one.names.values()}), "")


# -- words ------------------------------------------------------------------------------------------------------


def _words(parts: Sequence[Part], tongues: Sequence[str], known: Authorities) -> Iterator[tuple[Query, Ways]]:
    """Yield what is asked of words without a field: symbols and names that several make together, then each alone."""
    words = [one for part in parts for one in _split(part, known)]
    if (
        len(words) > 1
        and not any(part.phrase for part in words)
        and (own := _as_symbol(" ".join(p.text for p in words)))
    ):
        yield _symbol(own, tongues)
        return
    at = 0
    while at < len(words):
        count, names = _name(words[at:], known)
        if names:
            yield _named(words[at : at + count], names, tongues, known)
            at += count
        else:
            one = _word(words[at], tongues)
            if one is not None:
                yield one
            at += 1


def _split(part: Part, known: Authorities) -> list[Part]:
    """Cut Chinese words at the names of States and bodies, since they are written without spaces."""
    if part.phrase or not _HAN.search(part.text):
        return [part]
    names = [name for name in _chinese_names(known) if name in part.text]
    if not names or part.text in names:
        return [part]
    return [Part(piece) for piece in re.split(f"({'|'.join(map(re.escape, names))})", part.text) if piece]


@lru_cache(maxsize=4)
def _chinese_names(known: Authorities) -> tuple[str, ...]:
    """Return what States and bodies are called in Chinese, the longest first."""
    names = {one.name("zh") for one in (*known.states.values(), *known.bodies.values())}
    return tuple(sorted(filter(None, names), key=lambda name: (-len(name), name)))


def _word(part: Part, tongues: Sequence[str]) -> tuple[Query, Ways] | None:
    own = None if part.phrase else _as_symbol(part.text)
    if own is not None:
        return _symbol(own, tongues)
    ways = analysed(part.text, tongues)
    return (_anywhere(ways, tongues), ways) if ways else None


def analysed(text: str, tongues: Sequence[str] = LANGUAGES) -> Ways:
    """Return the terms of a text in every analysis, and in texts of which languages each is made."""
    found: dict[Terms, list[str]] = {}
    for lang in dict.fromkeys(map(_latin, tongues)):
        if one := tuple(terms(text, lang)):
            found.setdefault(_open_ended(one), []).extend(other for other in LANGUAGES if _latin(other) == lang)
    return tuple(Way(one, tuple(langs)) for one, langs in found.items())


def _latin(lang: str) -> str:
    """Return the language by which words in Latin letters are analysed in texts of a language."""
    return lang if lang in _LATIN else "en"


def _open_ended(found: Terms) -> Terms:
    """Let a lone Chinese character at an end of the terms be part of a pair there: 第43届 is in 第43届会议."""
    first, *rest = found
    if not rest:
        return (f"*{first}*",) if _alone(first) else found
    *between, last = rest
    return (f"*{first}" if _alone(first) else first, *between, f"{last}*" if _alone(last) else last)


def _alone(term: str) -> bool:
    return len(term) == 1 and _HAN.match(term) is not None


def _anywhere(ways: Ways, tongues: Sequence[str]) -> Query:
    """Ask for a word in any text, title or name.

    In a text of a language the analysis of that language counts. Others count only in documents that are not there in
    theirs, for the sake of annexes in the original: "sud" is what Spanish makes of Sudan, and the South in French.
    """
    found = []
    for way in ways:
        own = [lang for lang in tongues if lang in way.languages]
        found += [side_by_side(f"text_{lang}", way.terms) for lang in own]
        found += [Query.boost_query(side_by_side(f"title_{lang}", way.terms), _TITLE) for lang in own]
        found.append(side_by_side(NAMES, way.terms))
        if others := [(Occur.Should, side_by_side(f"text_{lang}", way.terms)) for lang in tongues if lang not in own]:
            theirs = [(Occur.MustNot, _exact("lang", lang)) for lang in way.languages if _latin(lang) == lang]
            found.append(Query.boolean_query([(Occur.Must, Query.boolean_query(others)), *theirs]))
    return Query.disjunction_max_query(found)


def side_by_side(field: str, found: Terms) -> Query:
    """Ask for terms that stand side by side in a field."""
    if any("*" in term for term in found):
        patterns = [_SPECIAL.sub(r"\\\g<0>", term).replace("*", ".?") for term in found]
        if len(patterns) == 1:
            return Query.regex_query(schema(), field, patterns[0])
        return Query.regex_phrase_query(schema(), field, patterns)
    if len(found) == 1:
        return Query.term_query(schema(), field, found[0])
    return Query.phrase_query(schema(), field, list(found))


# -- symbols and names ------------------------------------------------------------------------------------------


def _as_symbol(text: str) -> symbols.Symbol | None:
    """Return the symbol that a text is, or that its hyphens or spaces stand for."""
    if not any(c.isdigit() for c in text) or not any(c.isalpha() for c in text):
        return None
    try:
        return symbols.parse(text)
    except BadSymbol as error:
        if error.repair and compact(error.repair) == compact(text):
            return symbols.parse(error.repair)
        return None


def _symbol(symbol: symbols.Symbol, tongues: Sequence[str]) -> tuple[Query, Ways]:
    """Ask for the document, all that cite it, and all whose text has its symbol."""
    shown = analysed(str(symbol), tongues)
    exact = [Query.boost_query(_exact("symbol", symbol.key), _SYMBOL), _exact("cites", symbol.key)]
    return Query.disjunction_max_query([*exact, _anywhere(shown, tongues)]), shown


def _name(words: Sequence[Part], known: Authorities) -> tuple[int, list[tuple[str, str]]]:
    """Return how many words from the first on are the name of a State or a body, and the facet and the code of each."""
    if words[0].phrase:
        return 1, _codes(words[0].text, known)
    run = next((at for at, part in enumerate(words) if part.phrase), len(words))
    for count in range(min(run, _LONGEST_NAME), 0, -1):
        if codes := _codes(" ".join(part.text for part in words[:count]), known):
            return count, codes
    return 1, []


def _codes(text: str, known: Authorities) -> list[tuple[str, str]]:
    found = [("state", known.find_state(text)), ("body", known.find_body(text))]
    return [(facet, code) for facet, code in found if code]


def _named(
    words: Sequence[Part], names: Sequence[tuple[str, str]], tongues: Sequence[str], known: Authorities
) -> tuple[Query, Ways]:
    """Ask for what is of this State or body, or has the words as they were typed, or names it in another language.

    The name in another language counts only in documents that are not there in the language asked, since the name of
    a State may be a common word elsewhere (مالي is also "financial").
    """
    typed = " ".join(part.text for part in words)
    shown = list(analysed(typed, tongues))
    found = [Query.boost_query(_exact(facet, code), _SENDER) for facet, code in names]
    if alone := [ways for part in words if (ways := analysed(part.text, tongues))]:
        found.append(Query.boolean_query([(Occur.Must, _anywhere(ways, tongues)) for ways in alone]))
    for facet, code in names:
        one = known.states[code] if facet == "state" else known.bodies[code]
        find = known.find_state if facet == "state" else known.find_body
        asked = [lang for lang in LANGUAGES if find(typed, lang) == code]
        order = [*asked, *(lang for lang in _LIKELIEST if lang not in asked)]
        for at, lang in enumerate(order):
            name = tuple(terms(one.name(lang), lang))
            if name and lang in tongues:
                earlier = [] if lang in asked else [(Occur.MustNot, _exact("lang", other)) for other in order[:at]]
                found.append(Query.boolean_query([(Occur.Must, side_by_side(f"text_{lang}", name)), *earlier]))
                shown.append(Way(name, (lang,)))
    return Query.disjunction_max_query(found), tuple(shown)


# -- fields -----------------------------------------------------------------------------------------------------


def _exact(field: str, value: str | int) -> Query:
    return Query.const_score_query(Query.term_query(schema(), field, value), 0.5)


def _part(part: Part, tongues: Sequence[str], known: Authorities) -> tuple[Query | None, Ways]:
    """Return what is asked by a part with a field, or by an excluded word; None where it names nothing."""
    text = part.text
    match part.field:
        case "title":
            shown = analysed(text, tongues)
            ways = [
                side_by_side(f"title_{lang}", way.terms) for way in shown for lang in way.languages if lang in tongues
            ]
            return (Query.disjunction_max_query(ways) if ways else None), shown
        case "symbol" | "cites":
            symbol = _as_symbol(text)
            key = symbol.key if symbol else "".join(text.split()).upper().strip("/")
            if part.field == "cites":
                return _exact("cites", key), ()
            return _any_of([_exact("within", key), _exact("compact", compact(text))]), ()
        case "state" | "body":
            return _of(part.field, text, known), ()
        case "session":
            named = read_session(text)
            code = str(named.number or named.year) if named and (named.number or named.year) else text.upper()
            return _any_of([_exact("sitting", code), _exact("session", text)]), ()
        case "item":
            return _exact("item", text), ()
        case "lang":
            return (_exact("lang", code) if (code := _language(text)) else None), ()
        case "kind":
            return (_exact("kind", code) if (code := _kind(text)) else None), ()
        case "year":
            return _years(text), ()
        case _:
            shown = analysed(text, tongues)
            return (_anywhere(shown, tongues) if shown else Query.empty_query()), shown


def _any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _of(facet: str, text: str, known: Authorities) -> Query | None:
    """Ask for the documents of a State or a body, by its code or any of its names; else by words of the name."""
    codes = known.states if facet == "state" else known.bodies
    code = text.upper() if text.upper() in codes else dict(_codes(text, known)).get(facet)
    if code:
        return _exact(facet, code)
    ways = [side_by_side(NAMES, way.terms) for way in analysed(text)]
    return Query.disjunction_max_query(ways) if ways else None


def _kind(text: str) -> str:
    """Return the kind of this code or this name in any language; any other code is one that we have no words for."""
    wanted = plain(text)
    named = (key for key, words in catalogue().items() if key.startswith("library.kind.") and _means(words, wanted))
    return next(named, "").rpartition(".")[2] or wanted.replace(" ", "-")


def _means(words: Mapping[str, str], wanted: str) -> bool:
    return any(plain(name) == wanted for name in words.values())


def _years(text: str) -> Query | None:
    found = _YEARS.fullmatch(text)
    if found is None or not (found[1] or found[3]):
        return None
    first = int(found[1] or 1)
    last = int(found[3] or 9999) if found[2] else first
    return Query.const_score_query(
        Query.range_query(schema(), "year", FieldType.Unsigned, first, max(first, last)), 0.5
    )
