"""Passages and sentences that are not in the language of their version: left as they were, or translated into another.

Names, quotations and titles of publications keep their language, and so does what most versions have in the same words, and
what is marked as another language's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import re2

from verbale.concordance.agreement import finding, own_words, spots
from verbale.concordance.model import Alignment, Finding, Passage, Row
from verbale.languages import LANGUAGES
from verbale.languages.identify import telling_words

_SENTENCE = re.compile(r"[^.;:。；：!?؟！？؛\n]+(?:[.;:。；：!?؟！？؛](?!\s|$)[^.;:。；：!?؟！？؛\n]*)*")
_QUOTED = re.compile(
    '“[^“”]{0,600}”|”[^“”]{0,600}“|«[^«»]{0,600}»|《[^《》]{0,300}》|"[^"]{0,600}"|‘[^‘’]{0,600}’'
    "|\\((?:[^()]|\\([^()]{0,300}\\)){0,600}\\)|（[^（）]{0,300}）"
)
_WORD = re.compile("[a-z\u00c0-\u017f]+")
_SMALL = re.compile("(?<![A-Za-z\u00c0-\u017f])[a-z\u00df-\u017f]+")
_SCRIPTS = {
    "ar": re.compile("[\u0620-\u064a]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh": re.compile("[\u3400-\u9fff]"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u017f]")
_LATIN_RUN = "(?:[A-Za-z\u00c0-\u017f'’-]+[ ,]+){4,}[A-Za-z\u00c0-\u017f]+"
_LETTERS = {"ar": "\u0620-\u064a", "ru": "\u0400-\u04ff"}
_HAN_RUN = "[\u3400-\u9fff，、]{4,}"
_NAMES = {"ar": "Arabic", "zh": "Chinese", "en": "English", "fr": "French", "ru": "Russian", "es": "Spanish"}
_FEW, _PRINTED, _APART, _SHARE = 4, 5, 3, 0.5
"""How many words tell a language, how many small ones in a note, how many of them are not the same, and the share of a sentence's letters that is one of another script."""


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield the sentences that stand in another language than their version's."""
    for row in alignment.rows:
        for language, places in row.places.items():
            for place in places:
                passage = alignment.passages[language][place]
                if passage.tongue not in LANGUAGES or passage.part == "cover":
                    continue
                if passage.tongue != language:
                    if not passage.annex and not _common(alignment, row, language, passage.text):
                        yield _told(alignment, row, language, place, 0, len(passage.text), passage.tongue)
                elif wrong := _wrong(alignment, row, language, passage):
                    yield _told(alignment, row, language, place, *wrong)


def _told(alignment: Alignment, row: Row, language: str, place: int, start: int, end: int, spoken: str) -> Finding:
    words = alignment.passages[language][place].text[start:end]
    return finding(
        "concord-language-differs", "error",
        f"{_NAMES[spoken]} words stand in the {_NAMES.get(language, language)} version.",
        spots(alignment, row, {language: (place, start, end)}),
        odd=(language,), most=_NAMES.get(language, language), told=words,
        advice="Translate them, or mark them as a quotation.",
    )  # fmt: skip


def _wrong(alignment: Alignment, row: Row, language: str, passage: Passage) -> tuple[int, int, str] | None:
    """The first sentence of a passage in another language, with that language; None without one."""
    text = own_words(passage)
    if not _may_be(text, language):
        return None
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    for sentence in _SENTENCE.finditer(bare):
        printed = passage.part == "note" and language in _SCRIPTS  # publications are named as they were printed
        spoken = _spoken(sentence[0], language, _PRINTED if printed else _FEW)
        if spoken and not _common(alignment, row, language, sentence[0]):
            return (*sentence.span(), spoken)
    return None


def _may_be(text: str, language: str) -> bool:
    """Whether a text is worth looking at sentence by sentence."""
    data = text.encode("utf-8", "replace")
    if language not in _SCRIPTS and len({hit.group() for hit in _others(language).finditer(data.lower())}) >= _APART:
        return True
    return not (language not in _SCRIPTS and text.isascii()) and _foreign(language).search(data) is not None


@cache
def _foreign(language: str) -> Any:
    """A stretch of another script than the language's."""
    runs = [f"[{letters}][{letters} ,،-]{{18,}}" for spoken, letters in _LETTERS.items() if spoken != language]
    runs += [_HAN_RUN] if language != "zh" else []
    runs += [_LATIN_RUN] if language in _SCRIPTS else []
    options = re2.Options()
    options.never_capture = True
    return re2.compile("|".join(runs).encode(), options)


@cache
def _others(language: str) -> Any:
    """The words of the other languages of the Latin script that have no accents."""
    words = [word for word, spoken in telling_words().items() if spoken != language and word.isascii()]
    options = re2.Options()
    options.never_capture = True
    return re2.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b".encode(), options)


def _spoken(sentence: str, language: str, least: int) -> str:
    """The other language that a sentence is in; empty if it is in its own, or tells nothing."""
    letters = {spoken: len(script.findall(sentence)) for spoken, script in _SCRIPTS.items()}
    letters["zh"] *= 3
    latin = len(_LATIN.findall(sentence))
    every = latin + sum(letters.values())
    if language in letters and letters[language] > _SHARE * every:
        return ""
    best = max(letters, key=letters.__getitem__)
    if best != language and letters[best] > max(_SHARE * every, 16):
        return best
    words = _SMALL.findall(sentence) if least == _PRINTED else _WORD.findall(sentence.lower())
    known = telling_words()
    told = [known[word] for word in words if word in known]
    points = {spoken: told.count(spoken) for spoken in ("en", "fr", "es")}
    first = max(points, key=points.__getitem__)
    if first == language or points[first] < least or latin < _SHARE * every:
        return ""
    own = points.get(language, 0)
    return first if points[first] > 3 * own else ""


def _common(alignment: Alignment, row: Row, language: str, words: str) -> bool:
    """Whether at least two other versions have the same words, as they have names and titles that are not translated."""
    words = " ".join(words.split())
    others = 0
    for other, places in row.places.items():
        if other != language:
            text = " ".join(" ".join(alignment.passages[other][place].text for place in places).split())
            others += words in text
    return others > 1
