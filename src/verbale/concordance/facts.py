"""What a passage states that is the same in every language: dates, numbers, names, terms, quoted titles, citations.

One gate of all patterns of a language runs over the folded text in linear time; each hit is read once and kept. Figures of
a citation are the citation's, those of a date the date's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
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
from verbale.document.model import Mark
from verbale.languages import LANGUAGES
from verbale.languages.calendar import dates_pattern, lettered_dates_pattern, read_dating
from verbale.languages.folding import fold
from verbale.languages.numbers import figures_pattern, read_quantities, spans_pattern, words_pattern

_BEFORE_WORD = "(?:^|[\\s\u200e\u200f\u202a-\u202e!-/:-@\\[-`{-~«»“”„…·؛؟])"
"""What may stand before a word; figures are looked at when they are found."""
_SLASHED = "[0-9]+(?:[/.][0-9A-Za-z]+)*/[0-9A-Za-z]+(?:[/.][0-9A-Za-z]+)*"
_UNSEEN = re.compile("[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LATIN = re.compile("[A-Za-z]")
_ORDINAL = re.compile(r"(?:er|re|es?|ème|eme|st|nd|rd|th|o|os|as?|й|я|е|го|му|м|х|ти)(?![A-Za-zа-я])")
_TITLE = re.compile('“[^“”]*”|«[^«»]*»|《[^《》]*》|"[^"]*"')
_TITLE_ARABIC = re.compile('”[^“”]*“|«[^«»]*»|"[^"]*"')
_LONG_TITLE = {"zh": 6}
_KEPT = 1 << 15
_LONGEST = 1000
"""The bytes of a date or number that somebody reads; longer runs of figures state nothing."""
_YEARS = 9
"""The characters of a range of years; a longer date names its month."""


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
    marks: Sequence[Mark] = (),
    known: Authorities | None = None,
    terms: Glossary | None = None,
) -> tuple[Fact, ...]:
    """Return what a text states, in its order.

    ``citations`` are those of the text, if they are known already (None: they are looked for; ``body`` is the body that
    speaks). ``marks`` are those of the text: raised figures are the signs of notes. ``known`` and ``terms`` are the
    authority files and the glossary, those shipped if none are given. A language that is none of the six gives the citations
    alone. The time is linear in the length of the text.
    """
    if citations is None:
        citations = find(text, language if language in LANGUAGES else "en", body)
    cited = [Fact("citation", one.symbol, one.start, one.end, one.text) for one in citations]
    if language not in LANGUAGES or not text:
        return tuple(cited)
    found = [*cited, *_titles(text, language)]
    spans = sorted((one.start, one.end) for one in citations)
    gate = _gate(language, known or authorities(), terms or glossary())
    seen, left_out = _seen(fold(_without_signs(text.replace("，", "、") if language == "zh" else text, marks)))
    for kind, value, first_seen, last_seen in _hits(seen, gate):
        start, end = _place(first_seen, left_out), _place(last_seen - 1, left_out) + 1
        before = bisect_left(spans, (end, 0)) - 1
        if kind in {"number", "date"} and before >= 0 and spans[before][1] > start:
            continue
        found.append(Fact(kind, value, start, end, text[start:end]))
    found.sort(key=lambda fact: (fact.start, fact.end))
    return tuple(found)


def _without_signs(text: str, marks: Sequence[Mark]) -> str:
    """The text with spaces in place of raised figures."""
    raised = [mark for mark in marks if mark.kind == "raised" and text[mark.start : mark.end].strip().isdecimal()]
    if not raised:
        return text
    letters = list(text)
    for mark in raised:
        letters[mark.start : mark.end] = " " * (min(mark.end, len(text)) - mark.start)
    return "".join(letters)


def _seen(text: str) -> tuple[str, list[int]]:
    """The text without what print does not show, kashida and vowel marks included, and where in it something was left out."""
    left_out = [found.start() for found in _UNSEEN.finditer(text)]
    if not left_out:
        return text, left_out
    return _UNSEEN.sub("", text), [at - before for before, at in enumerate(left_out)]


def _place(at: int, left_out: list[int]) -> int:
    """The place in the whole text of a character that is seen at ``at``."""
    return at + bisect_right(left_out, at)


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
        items = gate.read(data[start:end]) if end - start < _LONGEST else ()
        if items and _stands(folded, chars + items[0].start, chars + items[-1].end, items[0].kind):
            for kind, value, first, last in items:
                yield _Item(kind, value, chars + first, chars + last)


def _stands(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a hit is no part of a longer word, symbol or name. A date with its month may be typed onto a word: on15 May."""
    return _begins(text, start, dated=kind == "date" and end - start > _YEARS) and _ends(text, end, kind)


def _begins(text: str, start: int, *, dated: bool) -> bool:
    before = text[start - 1 : start]
    if not text[start].isdigit():
        return not before.isalpha() or before == "و" or _han(before) or _han(text[start])
    if before.isdigit() or (dated and before.islower()):
        return not before.isdigit()
    return not _LATIN.match(before) and not (before in {"/", ".", "-"} and _LATIN.match(text[start - 2 : start]))


def _ends(text: str, end: int, kind: str) -> bool:
    after = text[end : end + 1]
    if _han(text[end - 1]):
        return True
    if not text[end - 1].isdigit() and kind != "date":
        return not after.isalpha() or _han(after) or _han(text[end - 1])
    if after.isdigit() or (after == "/" and text[end + 1 : end + 2].isalnum()):
        return False
    return not _LATIN.match(after) or bool(_ORDINAL.match(text, end))


def _han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


@lru_cache(maxsize=64)
def _gate(language: str, known: Authorities, terms: Glossary) -> _Gate:
    keys = {fold(form).lower(): concept.key for concept in terms.concepts for term in concept.of(language)
            for form in (term.text, *term.forms)}  # fmt: skip
    every = "|".join(re.escape(term).replace(r"\ ", " ") for term in sorted(keys, key=len, reverse=True))
    lettered, spans = lettered_dates_pattern(language), spans_pattern(language)
    particle = "[وف]?[بلك]?" if language == "ar" else ""
    named = f"{particle}(?i:{every})" if every else ""
    worded = [names_pattern(known, language), words_pattern(language), named, lettered, spans]
    before = "" if language == "zh" else _BEFORE_WORD
    figured = [figures_pattern(language), dates_pattern(language), _SLASHED, spans]
    pattern = f"{before}(?:{'|'.join(filter(None, worded))})|{'|'.join(figured)}"
    options = re2.Options()
    options.never_capture, options.longest_match, options.log_errors = True, True, False
    options.max_mem = 256 << 20

    no_number = re.compile(spans)

    @lru_cache(maxsize=_KEPT)
    def read(hit: bytes) -> tuple[_Item, ...]:
        text = hit.decode()
        if no_number.fullmatch(text.strip()):
            return ()
        lead = 0 if text[0].isalnum() or text[0] in "$€" or language == "zh" else 1
        return tuple(_read(text, lead, language, known, keys))

    return _Gate(language, re2.compile(pattern.encode(), options), read)


def _read(text: str, lead: int, language: str, known: Authorities, terms: dict[str, str]) -> Iterator[_Item]:
    words = text[lead:]
    if code := name_of(words, known, language):
        yield _Item("name", code, lead, len(text))
    elif key := terms.get(words.lower()) or (language == "ar" and _bare(words, terms)):
        yield _Item("term", key, lead, len(text))
    elif dates := read_dating(words, language):
        yield from (_Item("date", one.value, lead + one.start, lead + one.end) for one in dates)
    elif "/" not in words:
        for number in read_quantities(words, language):
            yield _Item("number", f"{number.value} {number.unit}".rstrip(), lead + number.start, lead + number.end)


def _bare(words: str, terms: dict[str, str]) -> str:
    """The key of an Arabic term with particles before it; empty if it is none."""
    return next((key for cut in (1, 2) if (key := terms.get(words[cut:]))), "")


def _titles(text: str, language: str) -> Iterator[Fact]:
    """Stretches between quotation marks that are long enough for a title."""
    least = _LONG_TITLE.get(language, 15)
    for found in (_TITLE_ARABIC if language == "ar" else _TITLE).finditer(text):
        if found.end() - found.start() >= least:
            yield Fact("title", "quoted", found.start(), found.end(), found[0])
