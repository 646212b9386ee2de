"""What a passage states that is the same in every language: dates, numbers, names, terms, quoted titles, citations.

One gate of all patterns of a language runs over the folded text in linear time; each hit is read once and kept. Figures of
a citation are the citation's, those of a date the date's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import re2

from verbale.authorities import Authorities, Glossary, authorities, glossary
from verbale.authorities.finding import name_of, names_pattern
from verbale.citations import find
from verbale.concordance.model import Fact, FactKind
from verbale.document import Citation
from verbale.languages import LANGUAGES
from verbale.languages.calendar import dates_pattern, read_dating
from verbale.languages.folding import fold
from verbale.languages.numbers import figures_pattern, read_quantity, words_pattern

_BEFORE_WORD = "(?:^|[\\s!-/:-@\\[-`{-~«»“”„…·؛؟])"
"""What may stand before a word; figures are looked at when they are found."""
_SLASHED = "[0-9]+(?:[/.][0-9A-Za-z().]+)*/[0-9A-Za-z().]+"
_LATIN = re.compile("[A-Za-z]")
_ORDINAL = re.compile(r"(?:er|re|es?|ème|eme|st|nd|rd|th|o|os|as?|й|я|е|го|му|м|х|ти)(?![A-Za-zа-я])")
_CLOSING = {'"': '"', "“": "”", "«": "»", "《": "》", "„": "“"}
_TITLE = re.compile('“[^“”]*”|«[^«»]*»|《[^《》]*》|"[^"]*"')
_LONG_TITLE = {"zh": 6}
_KEPT = 1 << 15


class _Item(NamedTuple):
    """A fact of a hit, with its place in characters of the hit."""

    kind: FactKind
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Gate:
    """The patterns of one language as one, the terms it knows, and the reader of its hits."""

    language: str
    pattern: Any
    read: Any


def facts(
    text: str,
    language: str,
    body: str | None = None,
    citations: Sequence[Citation] | None = None,
    *,
    known: Authorities | None = None,
    terms: Glossary | None = None,
) -> tuple[Fact, ...]:
    """Return what a text states, in its order.

    ``citations`` are those of the text, if they are known already (None: they are looked for; ``body`` is the body that
    speaks). ``known`` and ``terms`` are the authority files and the glossary, those shipped if none are given. A language
    that is none of the six gives the citations alone. The time is linear in the length of the text.
    """
    if citations is None:
        citations = find(text, language if language in LANGUAGES else "en", body)
    cited = [Fact("citation", one.symbol, one.start, one.end, one.text) for one in citations]
    if language not in LANGUAGES or not text:
        return tuple(cited)
    found = [*cited, *_titles(text, language)]
    spans = sorted((one.start, one.end) for one in citations)
    gate = _gate(language, known or authorities(), terms or glossary())
    folded = fold(text.replace("，", "、") if language == "zh" else text)
    for kind, value, start, end in _hits(folded, gate):
        if kind in {"number", "date"} and any(first < end and start < last for first, last in spans):
            continue
        found.append(Fact(kind, value, start, end, text[start:end]))
    found.sort(key=lambda fact: (fact.start, fact.end))
    return tuple(found)


def _hits(folded: str, gate: _Gate) -> Iterator[_Item]:
    data = folded.encode("utf-8", "replace")
    plain = len(data) == len(folded)
    at = chars = 0
    for hit in gate.pattern.finditer(data):
        start, end = hit.span()
        if plain:
            chars = start
        else:
            chars += len(data[at:start].decode())
        at = start
        for kind, value, first, last in gate.read(data[start:end]):
            if _stands(folded, chars + first, chars + last, kind):
                yield _Item(kind, value, chars + first, chars + last)


def _stands(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a hit is no part of a longer word, symbol or name."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start].isdigit():
        if (
            before.isdigit()
            or _LATIN.match(before)
            or (before in {"/", ".", "-"} and _LATIN.match(text[start - 2 : start]))
        ):
            return False
    elif before.isalpha() and not _han(before) and not _han(text[start]) and before != "و":
        return False
    if text[end - 1].isdigit() or kind == "date":
        if after.isdigit() or (after == "/" and text[end + 1 : end + 2].isalnum()):
            return False
        return not _LATIN.match(after) or bool(_ORDINAL.match(text, end))
    return not after.isalpha() or _han(after) or _han(text[end - 1])


def _han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


@lru_cache(maxsize=64)
def _gate(language: str, known: Authorities, terms: Glossary) -> _Gate:
    keys = {fold(form).lower(): concept.key for concept in terms.concepts for term in concept.of(language)
            for form in (term.text, *term.forms)}  # fmt: skip
    every = "|".join(re.escape(term).replace(r"\ ", " ") for term in sorted(keys, key=len, reverse=True))
    worded = [names_pattern(known, language), words_pattern(language), *([f"(?i:{every})"] if every else [])]
    before = "" if language == "zh" else _BEFORE_WORD
    pattern = f"{before}(?:{'|'.join(worded)})|{figures_pattern(language)}|{dates_pattern(language)}|{_SLASHED}"
    options = re2.Options()
    options.never_capture, options.longest_match, options.log_errors = True, True, False
    options.max_mem = 256 << 20

    @lru_cache(maxsize=_KEPT)
    def read(hit: bytes) -> tuple[_Item, ...]:
        text = hit.decode()
        lead = 0 if text[0].isalnum() or text[0] in "$€" or language == "zh" else 1
        return tuple(_read(text, lead, language, known, keys))

    return _Gate(language, re2.compile(pattern.encode(), options), read)


def _read(text: str, lead: int, language: str, known: Authorities, terms: dict[str, str]) -> Iterator[_Item]:
    words = text[lead:]
    if code := name_of(words, known, language):
        yield _Item("name", code, lead, len(text))
    elif key := terms.get(words.lower()):
        yield _Item("term", key, lead, len(text))
    elif dates := read_dating(words, language):
        yield from (_Item("date", one.value, lead + one.start, lead + one.end) for one in dates)
    elif "/" not in words and (number := read_quantity(words, language)):
        value = f"{number.value} {number.unit}".rstrip()
        yield _Item("number", value, lead, len(text))


def _titles(text: str, language: str) -> Iterator[Fact]:
    """Stretches between quotation marks that are long enough for a title."""
    least = _LONG_TITLE.get(language, 15)
    for found in _TITLE.finditer(text):
        if found.end() - found.start() >= least:
            yield Fact("title", "quoted", found.start(), found.end(), found[0])
