"""Numbers and amounts that most versions state and one does not, whatever their marks and scales."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    figures = _DIGITS.findall(folded)
    if value in figures or (len(fact.text) > 1 and fold(fact.text) in folded):
        return True
    parts = re.split(r"[.,٫ ]", value)
    if len(parts) > 1 and all(part in figures for part in parts):
        return True
    if any(value == str(_roman(one)) for one in _ROMAN.findall(folded)):
        return True
    short = value.rstrip("0").replace(".", "").lstrip("0")
    if len(short) > 1 and short in figures:
        return True
    found = facts(passage.text, passage.tongue, citations=(), marks=passage.marks)
    for one in found:
        if one.kind in {"number", "date"}:
            own = _value(one.value)
            if own == value or (own.rstrip("0").replace(".", "").lstrip("0") == short and len(short) > 1):
                return True
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
    hidden,
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield where a version states other numbers than most."""
    return odd_values(alignment, KIND)
