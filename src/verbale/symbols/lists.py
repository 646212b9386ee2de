"""Lists of symbols as documents write them, in six languages: ``A/63/13 and Add.1-3``.

What follows the first symbol is written short: a change (``Corr.2``), a number (``39``), or both ends of a range.
"""

from __future__ import annotations

import re
from functools import cache

from verbale.problems import BadSymbol
from verbale.symbols.grammar import plain
from verbale.symbols.recognition import parse
from verbale.symbols.running import pattern
from verbale.symbols.symbol import Symbol
from verbale.symbols.vocabulary import word

_LONGEST_LIST = 4000
_LONGEST_RANGE = 1000
_AND = r"(?:,|;|、|&|\+|\band\b|\bet\b|\by\b|\be\b|\bи\b|و|和|及|与|以及)"
_TO = r"(?:-|\bto\b|\bthrough\b|\bà\b|\bau\b|\ba\b|\bal\b|\bпо\b|إلى|حتى|至|到)"
_JOINER = re.compile(rf"\s*(?:(?P<to>{_TO})|(?:{_AND}\s*){{1,3}})\s*", re.IGNORECASE)
_RELATIVE = r"(?:[A-Za-z]+\.\d{1,5}(?:-\d{1,5})?|\d{1,5}(?:-\d{1,5})?)(?:/[A-Za-z0-9.]*[A-Za-z0-9])*(?: ?\((?:[A-Z-]+|\d{4})\))?"
_RANGE = re.compile(r"(?P<head>.*?)(?P<start>\d{1,5})-(?P<end>\d{1,5})")


@cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"(?P<symbol>{pattern()})|(?P<relative>{_RELATIVE})", re.ASCII)


def expand(text: str) -> list[Symbol]:
    """Return every symbol of a list, in its order: ``A/63/13 and Add.1-3`` gives four.

    Understood are commas, “and” and “to” of the six languages, ``&`` and dashes. A range after a word for combined reports
    (``CERD/C/URY/CO/16-20``) is one number. Raises `BadSymbol` where an item, or what stands between items, is not understood.
    """
    if len(text) > _LONGEST_LIST:
        raise BadSymbol(f"A list of symbols has at most {_LONGEST_LIST} characters.", part=text[:40])
    text = plain(text).strip().strip(".;,: ")
    symbols: list[Symbol] = []
    base: Symbol | None = None
    position, to = 0, False
    while position < len(text):
        found = _item().match(text, position)
        if found is None:
            raise BadSymbol("Here stands no symbol and no part of one.", part=text[position : position + 40])
        item = found[0]
        if found["symbol"]:
            following = base = parse(item)
        elif base is None:
            raise BadSymbol("A list begins with a whole symbol.", part=item)
        else:
            following = _follow(base, symbols[-1], item)
        symbols.extend(_between(symbols[-1], following)[1:] if to else _spread(following))
        position = found.end()
        joiner = _JOINER.match(text, position)
        if joiner is None and position < len(text):
            raise BadSymbol("Between the items of a list this is not understood.", part=text[position : position + 40])
        if joiner:
            position, to = joiner.end(), joiner["to"] is not None
    if not symbols:
        raise BadSymbol("The list is empty.")
    return symbols


def _follow(base: Symbol, last: Symbol, item: str) -> Symbol:
    """Complete a short item: a word takes the place of the same word or follows the whole symbol, a number the last number's."""
    head, dot, _ = item.partition(".")
    joined = (base if dot and head.isalpha() else last).joint or (base if dot and head.isalpha() else last,)
    return parse("-".join(_completed(single.text.rstrip("*"), item) for single in joined))


def _completed(text: str, item: str) -> str:
    components = text.split("/")
    head = item.partition(".")[0].lower()
    if head.isalpha():
        same = (i for i, c in enumerate(components) if c.partition(".")[0].lower() == head)
        return "/".join((*components[: next(same, len(components))], item))
    kept = components[: -1 - item.count("/")]
    word_before, dot, _ = components[-1].partition(".")
    return "/".join((*kept, f"{word_before}.{item}" if dot and word_before.isalpha() else item))


def _between(first: Symbol, last: Symbol) -> list[Symbol]:
    """Return the symbols from one to another that differ in one number."""
    start, end = re.findall(r"\d+", first.text), re.findall(r"\d+", last.text)
    differ = [i for i, (a, b) in enumerate(zip(start, end, strict=False)) if a != b]
    if re.sub(r"\d+", "#", first.text) != re.sub(r"\d+", "#", last.text) or len(differ) != 1:
        raise BadSymbol(f"From {first} to {last} is no range.", part=last.text)
    at = list(re.finditer(r"\d+", first.text))[differ[0]]
    numbers = _numbers(start[differ[0]], end[differ[0]])
    return [parse(f"{first.text[: at.start()]}{number}{first.text[at.end() :]}") for number in numbers]


def _spread(symbol: Symbol) -> list[Symbol]:
    """Return the symbols of a range that one symbol holds at its end: ``Add.1-3``, ``G/1-19``."""
    found = _RANGE.fullmatch(symbol.text)
    row = word(symbol.series, symbol.body, dotted=False) if symbol.series else None
    combined = symbol.state is not None or (row is not None and row.combined)
    if symbol.joint or found is None or (combined and not symbol.suffixes):
        return [symbol]
    return [parse(f"{found['head']}{number}") for number in _numbers(found["start"], found["end"])]


def _numbers(start: str, end: str) -> range:
    numbers = range(int(start), int(end) + 1)
    if not 1 < len(numbers) <= _LONGEST_RANGE:
        raise BadSymbol(
            f"From {start} to {end} is no range of at most {_LONGEST_RANGE} numbers.", part=f"{start}-{end}"
        )
    return numbers
