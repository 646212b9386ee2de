"""What a hit says by itself, kept for the next time the same words occur: most citations need nothing around them."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from verbale import symbols
from verbale.citations.bodies import OWN, Number, candidates, choose, symbol_of
from verbale.citations.grammar import DASH, Grammar, grammar
from verbale.citations.phrase import numbers
from verbale.problems import BadSymbol

_SUFFIX = re.compile(f"(?P<stem>.*\\.)(?P<low>[0-9]+){DASH}(?P<high>[0-9]+)")
_SYMBOL = re.compile(r"[A-Z][A-Za-z]*(?:\.[0-9]+)?[^\w\s]*/")
_MOST_SUFFIXES = 40
_PLAIN = re.compile(
    r"[AES](?:/HRC|/(?:C|CN|AC|CONF)\.[1-9][0-9]*)?(?:/[1-9][0-9]{0,3})?/(?:L\.)?[1-9][0-9]{0,4}(?:/(?:Add|Corr|Rev)\.[1-9][0-9]?)*",
    re.ASCII,
)
"""Symbols that are canonical as they stand; all others are parsed."""


class Item(NamedTuple):
    """A citation within a hit, before its place in the text is known: characters ``start`` to ``end`` of the hit."""

    start: int
    end: int
    text: str
    symbol: str
    kind: str


class Reading(NamedTuple):
    """What a hit says by itself: ``items`` where it settles all, ``numbers`` where the text around must be asked.

    ``sort`` is numbers, symbol, treaty, ibid or nothing. ``kind`` and ``owner`` are those of the last number, for a list
    that goes on in the next hit.
    """

    sort: str
    items: tuple[Item, ...] = ()
    numbers: tuple[Number, ...] = ()
    kind: str = ""
    owner: tuple[str, ...] = ()


def read_hit(hit: bytes, language: str, speaker: str) -> Reading:
    """The reading of a hit of the language's gate, where ``speaker`` is the body that speaks or empty."""
    text, words = hit.decode("utf-8", "surrogatepass"), grammar(language)
    if _SYMBOL.match(text):
        return Reading("symbol", _symbols(text, words))
    if words.ibid.fullmatch(text):
        return Reading("ibid", (Item(0, len(text), text, "", "ibid"),))
    if found := numbers(hit, words):
        if any(_asks(number, speaker) for number in found):
            return Reading("numbers", numbers=found)
        return Reading("numbers", _items(text, found, speaker), (), found[-1].kind, found[-1].owner)
    if (named := words.treaty.search(text)) and named.lastgroup:
        return Reading("treaty", (Item(0, len(text), text, *words.instruments[int(named.lastgroup[1:])]),))
    return Reading("nothing")


read_again = functools.lru_cache(maxsize=1 << 14)(read_hit)
"""`read_hit` for short hits, which come back in the same words."""


def _items(text: str, found: tuple[Number, ...], speaker: str) -> tuple[Item, ...]:
    items = []
    for number in found:
        if body := choose(number, speaker):
            if symbol := symbol_of(number, body):
                items.append(Item(number.start, number.end, text[number.start : number.end], symbol, number.kind))
    return tuple(items)


def _asks(number: Number, speaker: str) -> bool:
    """Whether the text around a number must tell its head noun or its body."""
    if not number.kind:
        return True
    allowed = candidates(number)
    if number.owner == OWN:
        return len(allowed) > 1 and speaker not in allowed
    return not number.owner and (len(allowed) != 1 or number.shape in {"session", "year", "roman"} and allowed != ("A",))


def _symbols(text: str, words: Grammar) -> tuple[Item, ...]:
    """The symbol at the start of the hit, and those that its "and Add.1-3" makes of it."""
    suffixes = list(words.more.finditer(text))
    end = suffixes[0].start() if suffixes else len(text)
    first = canonical(text[:end])
    if not first:
        return ()
    items = [Item(0, end, text[:end], first, kind_of(first))]
    for match in suffixes:
        start, stop = match.span("more")
        suffix = text[start:stop].strip().lstrip("/")
        start = stop - len(suffix)
        for one in _each(suffix):
            if symbol := canonical(f"{first}/{one}"):
                items.append(Item(start, stop, suffix, symbol, kind_of(symbol)))
    return tuple(items)


def _each(suffix: str) -> list[str]:
    """The single suffixes of "Add.1-3"."""
    match = _SUFFIX.fullmatch(suffix)
    if not match:
        return [suffix]
    low, high = int(match["low"]), int(match["high"])
    return [f"{match['stem']}{n}" for n in range(low, min(high, low + _MOST_SUFFIXES) + 1)]


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
