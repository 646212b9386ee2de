"""The language of a paragraph: the script decides for Arabic, Chinese and Russian, words and letter groups for the rest."""

from __future__ import annotations

import re
from functools import cache

from verbale.languages.tables import table

_SAMPLE = 320
"""How many characters of a paragraph are looked at."""
_SYMBOLS = re.compile(r"[A-Za-z0-9.()-]*/[A-Za-z0-9./()-]*")
_OTHER_SCRIPT = re.compile("[\u0400-\u04ff\u0620-\u064a\u3400-\u9fff]")
_SCRIPTS = {
    "ar": (re.compile("[\u0620-\u064a]+"), 1.5),
    "ru": (re.compile("[\u0400-\u04ff]+"), 1.5),
    "zh": (re.compile("[\u3400-\u9fff]+"), 4.0),  # a character is about a word
}
_LATIN = re.compile("[A-Za-z\u00c0-\u017f]+")
_LANGUAGES = ("en", "fr", "es")
_WORD, _FEW = 12, 30
"""Points for a word that only one language has; the lead that needs no letter groups."""
_SURE = 10.0
"""The lead in points that counts as even odds."""


@cache
def _words() -> dict[str, int]:
    """The place in ``_LANGUAGES`` of the language that alone has a word."""
    return {word: at for at, lang in enumerate(_LANGUAGES) for word in table("latin")["words"][lang].split()}


@cache
def telling_words() -> dict[str, str]:
    """Return words in lower case that only one of English, French and Spanish has, with that language."""
    return {word: _LANGUAGES[at] for word, at in _words().items()}


@cache
def _groups() -> dict[str, tuple[int, ...]]:
    """The points that a group of three letters gives to each of ``_LANGUAGES``."""
    return {
        group.replace("_", " "): tuple(map(int, points))
        for points, groups in table("latin")["groups"].items()
        for group in groups.split()
    }


def identify(text: str, default: str | None = None) -> tuple[str | None, float]:
    """Return the language of a paragraph and how sure it is, from 0 to 1.

    Text that tells nothing (figures, symbols, a word that English and French share) gives ``(default, 0.0)``.
    Foreign names and symbols inside a paragraph do not count against its script.
    """
    sample = text[:_SAMPLE]
    if "/" in sample:
        sample = _SYMBOLS.sub(" ", sample)
    if not sample.isascii() and _OTHER_SCRIPT.search(sample):
        letters = {lang: weight * sum(map(len, run.findall(sample))) for lang, (run, weight) in _SCRIPTS.items()}
        letters[""] = sum(map(len, _LATIN.findall(sample)))
        best = max(letters, key=letters.__getitem__)
        if best:
            return best, letters[best] / sum(letters.values())
    return _latin(sample, default)


def _latin(sample: str, default: str | None) -> tuple[str | None, float]:
    """Return English, French or Spanish, by words, and where these are too few by letter groups."""
    words = _LATIN.findall(sample.lower())
    points = [0, 0, 0]
    known = _words()
    for word in words:
        if (at := known.get(word)) is not None:
            points[at] += _WORD
    if _lead(points) < _FEW:
        line = f" {' '.join(words)} "[: _SAMPLE // 2]
        groups = _groups()
        for at in range(len(line) - 2):
            if given := groups.get(line[at : at + 3]):
                points = [one + more for one, more in zip(points, given, strict=True)]
    lead = _lead(points)
    return (_LANGUAGES[points.index(max(points))], lead / (lead + _SURE)) if lead else (default, 0.0)


def _lead(points: list[int]) -> int:
    first, second, _ = sorted(points, reverse=True)
    return first - second
