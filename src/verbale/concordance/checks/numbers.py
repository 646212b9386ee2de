"""Numbers and amounts that most versions state and one does not, whatever their marks and scales."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from verbale.concordance.checks.stated import Kind, odd_values
from verbale.concordance.facts import facts
from verbale.concordance.model import Alignment, Fact, Finding, Passage
from verbale.languages.folding import fold

_IDIOM = 2
"""Numbers up to this are often words without being numbers: one of, both, a couple, the Arabic dual."""
_WORDS = 10
"""The same, of numbers in words."""
_NUMBERING = 3
"""The first characters of a passage, where a number may be its own."""
_DIGITS = re.compile(r"\d+")
_SCALES = frozenset(map(Decimal, (1000, 10**4, 10**6, 10**8, 10**9, 10**12)))
_ROMAN = re.compile(r"(?<![A-Za-z])(?:[IVXLC]+(?![A-Za-z])|[ivx]+(?=[).]))")


def _value(stated: str) -> str:
    return stated.partition(" ")[0]


def _unit(stated: str) -> str:
    return stated.partition(" ")[2]


def answers(stated: str, wanted: str) -> bool:
    """Whether a stated number is the one wanted; units are compared only where both are said."""
    if _value(stated) != _value(wanted):
        return False
    return not _unit(stated) or not _unit(wanted) or _unit(stated) == _unit(wanted)


def counts(fact: Fact) -> bool:
    """Whether a number is more than a manner of speaking, as "a thousand" and "millions" are."""
    value = _value(fact.value)
    if any(letter.isdigit() for letter in fact.text):
        return not value.isdecimal() or int(value) > _IDIOM
    return value.isdecimal() and int(value) > _WORDS and value.rstrip("0") != "1"


def stands_out(fact: Fact) -> bool:
    """Whether a number is more than the number of a paragraph, typed before its text."""
    return counts(fact) and fact.start > _NUMBERING


def hidden(passage: Passage, fact: Fact) -> bool:
    """Whether the number stands inside a citation or a date, with other marks, or with its scale said elsewhere."""
    value = _value(fact.value)
    folded = fold(passage.text)
    figures = set(_DIGITS.findall(folded))
    if value in figures or (len(fact.text) > 1 and fold(fact.text) in folded):
        return True
    parts = re.split(r"[.,٫ ]", value)
    if len(parts) > 1 and all(part in figures for part in parts):
        return True
    if any(value == str(_roman(one)) for one in _ROMAN.findall(folded)):
        return True
    found = facts(passage.text, passage.tongue, citations=(), marks=passage.marks)
    return any(_value(one.value) == value or _unscaled(one, value) for one in found if one.kind in {"number", "date"})


def said(passage: Passage, fact: Fact) -> bool:
    """Whether the number, or its figures without the word for its scale, stands somewhere: "53 ألف" is 53A, too."""
    figures = _DIGITS.findall(fold(fact.text))
    bare = len(figures) == 1 and figures[0] != _value(fact.value) and figures[0] in _DIGITS.findall(fold(passage.text))
    return bare or hidden(passage, fact)


def _unscaled(stated: Fact, value: str) -> bool:
    """Whether a bare number is the one wanted without its scale: the 5 of "between 5 and 10 million"."""
    if any(map(str.isalpha, stated.text)) or stated.kind == "date":
        return False
    try:
        return Decimal(value) / Decimal(_value(stated.value)) in _SCALES
    except ArithmeticError:
        return False


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in text.upper()]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


KIND = Kind(
    "number",
    "concord-figure-differs",
    "numbers",
    "Compare the number with the original, and state the same in all versions.",
    counts,
    stands_out,
    answers,
    answers,
    hidden,
    said,
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield where a version states other numbers than most."""
    return odd_values(alignment, KIND)
