"""Reads the figures of a number: session and running number, letters, year or session in brackets, in all six scripts."""

from __future__ import annotations

import re

from verbale.citations.bodies import Number
from verbale.citations.grammar import Grammar, table

_RANGE = re.compile("[-\u2010-\u2015\u2212]| to | à | a | до |إلى|至")
_CHINESE = {figure: value for value, figure in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LOOKALIKES = str.maketrans("ХІС", "XIC")
_FIRST_SESSION = 31  # the first of the General Assembly that numbers by session
_MOST = 64  # what a session of no other body has reached
_AFTER = " \u00a0\u2009\u202f\t,.;:号"
"""What may follow a letter or a session within its token, and is no part of the number."""
LATEST_SESSION, LATEST_EMERGENCY, LARGEST, LATEST_YEAR = 130, 12, 999, 2100
"""What no session, no number within a session and no year goes beyond: larger figures are something else."""


def read_number(match: re.Match[str], grammar: Grammar) -> Number | None:
    """The number of a token, as if it stood alone, or None where the figures cannot be those of a resolution or decision."""
    start, end = 0, len(match[0].rstrip(_AFTER))
    if match["second"] is None:
        running, session = _running(match["old"]), _bracket(match["bracket"])
        if not running or not session:
            return None
        text = f"{running}{_letters(match['old_letters'], grammar)} ({session})"
        if session.isdigit():
            return Number(start, end, "calendar", running, int(session), text)
        shape = "roman-special" if "S" in session else "roman"
        return Number(start, end, shape, running, _value(session), text)
    if match["further"]:
        return None
    first, second = int(match["first"]), int(match["second"])
    special, letters = match["special"], _letters(match["letters"], grammar)
    if special:
        emergency = special[0] == "E" or "ط" in special
        if emergency and first > LATEST_EMERGENCY >= second:
            first, second = second, first  # set from right to left
        text = f"{'ES' if emergency else 'S'}-{first}/{second}{letters}"
        return Number(start, end, "emergency" if emergency else "special", first, second, text)
    if 1946 <= first <= LATEST_YEAR and 0 < second <= LARGEST:
        return Number(start, end, "year", first, second, f"{first}/{second}{letters}")
    if grammar.language == "ar" and _turned(first, second):
        first, second = second, first
    if not 0 < first <= LATEST_SESSION or not 0 < second <= LARGEST:
        return None
    return Number(start, end, "session", first, second, f"{first}/{second}{letters}")


def _turned(first: int, second: int) -> bool:
    """Whether the figures were set from right to left, as some Arabic texts do: 1/70 for 70/1."""
    return _FIRST_SESSION <= second <= LATEST_SESSION and (
        first > LATEST_SESSION or (first < _FIRST_SESSION and second > _MOST)
    )


def _letters(text: str | None, grammar: Grammar) -> str:
    """The letters of a resolution in parts as its symbol writes them: `` A``, `` A-D``, `` AA``."""
    if not text:
        return ""
    latin = table("words.toml")["letters"]
    letters = [latin.get(letter, letter) for letter in grammar.letter.findall(text)]
    if len(letters) == 1:
        return f" {letters[0]}"
    if letters[0] == letters[-1] and not _RANGE.search(text):
        return f" {''.join(letters)}"
    return f" {letters[0]}-{letters[-1]}"


def _running(text: str) -> int:
    """The running number, in European or Chinese figures."""
    return int("".join(str(_CHINESE.get(figure, figure)) for figure in text))


def _bracket(text: str) -> str:
    """The year, or the session in Roman figures, from whatever the brackets hold."""
    inner = text.strip(" \u00a0\u2009\u202f\t()（）号").translate(_LOOKALIKES)
    figures = "".join(c for c in inner if c.isascii() and c.isdigit())
    if "د" in inner:
        prefix = "ES-" if "ط" in inner else "S-" if inner[1:].lstrip()[:1] in {"إ", "ا"} else ""
        return prefix + _roman(int(figures))
    if figures:
        return figures
    if "S" in inner:
        return f"{'ES' if inner[0] == 'E' else 'S'}-{inner.rpartition('S')[2][1:]}"
    if inner.isascii():
        return inner
    if "㈠" <= inner <= "㈩":
        return _roman(ord(inner) - ord("㈠") + 1)
    tens, ten, ones = inner.partition("十")
    return _roman(_CHINESE.get(tens, 1) * 10 + _CHINESE.get(ones, 0) if ten else _running(inner))


def _roman(number: int) -> str:
    """The number in Roman figures, as sessions before the thirty-first are written."""
    written = ""
    for value, figure in _ROMAN:
        written += figure * (number // value)
        number %= value
    return written


def _value(session: str) -> int:
    """The value of a session in Roman figures, whatever stands before them."""
    total = largest = 0
    for figure in reversed(session.rpartition("-")[2]):
        value = _ROMAN_VALUE[figure]
        total += value if value >= largest else -value
        largest = max(largest, value)
    return total
