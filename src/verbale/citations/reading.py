"""What a hit says by itself, kept for the next time the same words occur: most citations need nothing around them."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple, TypeAlias

from verbale import symbols
from verbale.citations.bodies import OWN, Number, bodies, choose, rivals, symbol_of
from verbale.citations.grammar import SPACES, Grammar, grammar
from verbale.citations.phrase import numbers
from verbale.problems import BadSymbol

_SYMBOL = re.compile(r"[A-Z][A-Za-z]*(?:\.[0-9]+)?[^\w\s]*/")
_PLAIN = re.compile(
    r"[AES](?:/HRC|/(?:C|CN|AC|CONF)\.[1-9][0-9]*)?(?:/[1-9][0-9]{0,3})?/(?:L\.)?[1-9][0-9]{0,4}(?:/(?:Add|Corr|Rev)\.[1-9][0-9]?)*",
    re.ASCII,
)
"""Symbols that are canonical as they stand; all others are parsed."""


_Reader: TypeAlias = "functools._lru_cache_wrapper[Reading]"


class Item(NamedTuple):
    """A citation within a hit, before its place in the text is known: characters ``start`` to ``end`` of the hit."""

    start: int
    end: int
    text: str
    symbol: str
    kind: str


class Reading(NamedTuple):
    """What a hit says by itself: ``items`` where it settles all, ``numbers`` where the text around may be asked.

    ``sort`` is settled or numbers, symbol, treaty, ibid, title or nothing. ``last`` is the last number of a settled hit, for a list
    that goes on in the next one.
    """

    sort: str
    items: tuple[Item, ...] = ()
    numbers: tuple[Number, ...] = ()
    last: Number | None = None


def read_hit(hit: bytes, language: str, speaker: str) -> Reading:
    """The reading of a hit of the language's gate, where ``speaker`` is the body that speaks or empty."""
    text, words = hit.decode(), grammar(language)
    if _SYMBOL.match(text):
        return Reading("symbol", _symbols(text, words))
    if words.ibid.fullmatch(text):
        word = text.rstrip(",")
        return Reading("ibid", (Item(0, len(word), word, "", "ibid"),))
    if words.records.fullmatch(text):
        return Reading("title")
    if found := tuple(number for number in numbers(hit, words) if number.kind or not _period(number)):
        if any(_asks(number, speaker) for number in found):
            return Reading("numbers", numbers=found)
        items = _items(text, found, speaker)
        # a number with no body named may still be of a report cited just before it
        return Reading("settled" if items else "nothing", items, () if found[0].owner else found, found[-1])
    if (named := words.treaty.search(text)) and named.lastgroup:
        return Reading("treaty", (Item(0, len(text), text, *words.instruments[int(named.lastgroup[1:])]),))
    return Reading("nothing")


@functools.lru_cache(maxsize=64)
def reader(language: str, speaker: str) -> _Reader:
    """`read_hit` for one language and speaker, which keeps what it has read: most hits come back in the same words."""
    return functools.lru_cache(maxsize=1 << 13)(lambda hit: read_hit(hit, language, speaker))


def _items(text: str, found: tuple[Number, ...], speaker: str) -> tuple[Item, ...]:
    named = [(number, symbol_of(number, body)) for number in found if (body := choose(number, speaker))]
    return tuple(
        Item(number.start, number.end, text[number.start : number.end], symbol, number.kind)
        for number, symbol in named
        if symbol
    )


def _asks(number: Number, speaker: str) -> bool:
    """Whether the text around a number must tell its head noun or its body."""
    if not number.kind:
        return True
    if number.owner == OWN:
        return speaker not in (allowed := rivals(number)) and len(allowed) > 1
    return not number.owner and (len(allowed := rivals(number)) != 1 or bool(bodies()[allowed[0]].named))


def _period(number: Number) -> bool:
    """Whether figures without a head noun rather stand for a financial period: 2021/22."""
    return number.shape == "year" and number.second == (number.first + 1) % 100


def _symbols(text: str, words: Grammar) -> tuple[Item, ...]:
    """The symbol at the start of the hit, and those that its "and Add.1-3" makes of it."""
    suffixes = list(words.more.finditer(text))
    end = suffixes[0].start() if suffixes else len(text)
    begin, first = 0, canonical(text[:end])
    if not first:
        # Capitals before a known organ are another organization's, or no part of the symbol at all.
        begin = text.index("/") + 1
        first = canonical(text[begin:end])
    if not first:
        return ()
    items = [Item(begin, end, text[begin:end], first, kind_of(first))]
    for match in suffixes:
        suffix = match["more"].lstrip(f"{SPACES}/")
        start, stop = match.end() - len(suffix), match.end()
        items += [Item(start, stop, suffix, symbol, kind_of(symbol)) for symbol in _added(first, suffix)]
    return tuple(items)


def _added(first: str, suffix: str) -> list[str]:
    """The symbols that a suffix makes of the first: three of "Add.1-3"."""
    try:
        return [str(symbol) for symbol in symbols.expand(f"{first}, {suffix}")[1:]]
    except BadSymbol:
        return []


def canonical(text: str) -> str:
    """The canonical form of a symbol as found, without reissue stars; empty when it is none."""
    if _PLAIN.fullmatch(text):
        return text
    if text.startswith("PRST/"):
        text = f"S/{text}" if text[5:9].isdigit() else f"A/HRC/{text}"
    try:
        return str(symbols.parse(text.rstrip("*")))
    except BadSymbol:
        return ""


def kind_of(symbol: str) -> str:
    """What a document symbol names: a resolution, a decision or a document."""
    if "/RES/" in symbol or "/Res." in symbol:
        return "resolution"
    return "decision" if "/DEC/" in symbol or "/Dec." in symbol else "document"
