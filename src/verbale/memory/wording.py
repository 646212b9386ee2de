"""Words, numbers and likeness of two passages; pure, the same when filing and when asking."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"\d+|[{_HAN}]|[^\W\d_{_HAN}]+(?:['’][^\W\d_{_HAN}]+)*")
_RUN = re.compile(r"\d+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
NUMBER = "0"
"""What stands for any run of digits."""
EXACT, FIGURES, NEARLY = 100, 99, 98
"""The score of the same words; of those where only figures were replaced; the most that any other passage gets."""


def tidy(text: str) -> str:
    """Return a text as it is compared: one space between words, nothing that cannot be seen, in composed form."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def tokens(text: str) -> list[str]:
    """Return the words of a text without case, Chinese character by character; every run of digits is `NUMBER`."""
    return [NUMBER if word.isdecimal() else word for word in _TOKEN.findall(tidy(text).casefold())]


def skeleton(text: str) -> str:
    """Return a short hash of a text that is the same for texts which differ in nothing but figures."""
    return digest(_RUN.sub(NUMBER, tidy(text)))


def digest(text: str) -> str:
    """Return a short hash of a text."""
    return hashlib.blake2b(text.encode(), digest_size=9).hexdigest()


def terms(text: str) -> list[str]:
    """Return what a text is filed under: its different words, and in Chinese its pairs of characters; figures apart."""
    words = tokens(text)
    pairs = (f"{one}{two}" for one, two in pairwise(words) if _is_han(one) and _is_han(two))
    return list(dict.fromkeys([*(word for word in words if word != NUMBER and not _is_han(word)), *pairs]))


def _is_han(word: str) -> bool:
    return len(word) == 1 and ("\u3400" <= word <= "\u9fff" or word >= "\U00020000")


def likeness(one: str, two: str) -> int:
    """Return how like each other two texts are, from 0 to 100, by the words to be changed to make one of the other.

    100 is for the same text alone: where only case, punctuation or figures differ it is 98.
    """
    if tidy(one) == tidy(two):
        return EXACT
    return min(NEARLY, int(100 * Levenshtein.normalized_similarity(tokens(one), tokens(two))))


def refigured(old: str, new: str, target: str) -> str | None:
    """Return the target of a passage with the figures of another that differs in nothing else; None where that is a guess.

    Runs of digits are taken one by one, so that the grouping and the digits of the target stay its own. It would be a
    guess where a figure is not found as often in the target as in the source, or became two different ones.
    """
    before, after = _figures(old), _figures(new)
    if len(before) != len(after):
        return None
    becomes: dict[str, str] = {}
    for one, two in zip(before, after, strict=True):
        if becomes.setdefault(one, two) != two:
            return None
    changed = {one for one, two in becomes.items() if one != two}
    times, there = Counter(before), Counter(_figures(target))
    if any(times[one] != there[one] for one in changed):
        return None
    return _RUN.sub(
        lambda run: _in_digits_of(run[0], becomes[own]) if (own := _plain(run[0])) in changed else run[0], target
    )


def _figures(text: str) -> list[str]:
    return [_plain(run) for run in _RUN.findall(tidy(text))]


def _plain(run: str) -> str:
    return "".join(str(unicodedata.decimal(digit)) for digit in run)


def _in_digits_of(run: str, figures: str) -> str:
    """Return figures in the digits in which a run is written: Arabic-Indic ones where it is."""
    zero = ord(run[0]) - unicodedata.decimal(run[0])
    return "".join(chr(zero + int(digit)) for digit in figures)
