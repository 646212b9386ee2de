"""The numbers of paragraphs and notes, told apart from how a language writes them: "3.", "(c)", "(ج)", "㈢", "iii)", "٣ -"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from verbale.languages.folding import fold

_ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"  # the order in which Arabic documents count
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LOOKALIKE = str.maketrans("асеоркхиіт", "aceopkxuit")  # typed in place of Latin letters
_CHINESE = {character: value for value, character in enumerate("一二三四五六七八九十", 1)}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_INSIDE = re.compile(r"[^\W_]+")
_IS_ROMAN = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


@lru_cache(maxsize=1 << 14)
def ordinals(number: str) -> frozenset[int]:
    """Return which place in its list a number may mean: of "(i)" the first and the ninth; none of a dash or a word."""
    found = _INSIDE.search(unicodedata.normalize("NFKC", fold(number)).lower().replace("ـ", ""))
    if found is None:
        return frozenset()
    text = found[0]
    digits = re.match(r"\d+", text)
    if digits:
        return frozenset({int(digits[0][:9])})
    values = {_latin(text), _roman(text), _chinese(text), _latin(text.translate(_LOOKALIKE))}
    if len(text) == 1 or text == "هـ":
        values |= {_ABJAD.find(text[0]) + 1, _RUSSIAN.find(text) + 1}
    return frozenset(values - {0})


def agree(one: str, other: str) -> bool:
    """Say whether two numbers may be the same place in a list; those that are no numbers ("•", "–") are alike."""
    first, second = ordinals(one), ordinals(other)
    return bool(first & second) or not (first or second)


def _latin(text: str) -> int:
    """The place of "a" to "z", then "aa", "bb"."""
    if not text.isascii() or len(set(text)) != 1:
        return 0
    return 26 * (len(text) - 1) + ord(text[0]) - ord("a") + 1


def _roman(text: str) -> int:
    if not text or not _IS_ROMAN.fullmatch(text):
        return 0
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _chinese(text: str) -> int:
    """The place of 一 to 九十九."""
    if any(character not in _CHINESE for character in text):
        return 0
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _CHINESE[text] if len(text) == 1 else 0
    if len(tens) > 1 or len(units) > 1:
        return 0
    return 10 * (_CHINESE[tens] if tens else 1) + (_CHINESE[units] if units else 0)
