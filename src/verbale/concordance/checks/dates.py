"""Dates that most versions state and one does not, in whatever wording of the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.concordance.checks.stated import Kind, odd_values
from verbale.concordance.facts import facts
from verbale.concordance.model import Alignment, Fact, Finding, Passage


def answers(stated: str, wanted: str) -> bool:
    """Whether a stated date is the one wanted, which may be told less fully: a day answers for its month and its year."""
    if stated == wanted:
        return True
    if wanted.startswith("--"):
        return stated.endswith(wanted[1:])
    if stated.startswith("--"):
        return wanted.endswith(stated[1:])
    return stated.startswith(wanted)


def near(stated: str, wanted: str) -> bool:
    """Whether a stated date may be the one wanted, told more or less fully."""
    return answers(stated, wanted) or answers(wanted, stated)


def hidden(passage: Passage, fact: Fact) -> bool:
    """Whether the date stands inside a citation, or as it is printed elsewhere."""
    if len(fact.text) > 3 and fact.text in passage.text:
        return True
    found = facts(passage.text, passage.tongue, citations=(), marks=passage.marks)
    dates = {one.value for one in found if one.kind == "date"}
    numbers = {one.value for one in found if one.kind == "number"}
    if passage.part == "cover" and all(map(str.isdecimal, dates)):
        return True  # a line that is not set as a date is
    month, _, day = fact.value.rpartition("-")
    listed = day.lstrip("0") in numbers and any(date.startswith(month) for date in dates)
    return listed or fact.value in numbers or any(answers(date, fact.value) for date in dates)


def counts(fact: Fact) -> bool:
    """Whether a date is one: decades are told in too many ways."""
    return "X" not in fact.value


def stands_out(fact: Fact) -> bool:
    """Whether a date is more than a year, which a version may well add to a name."""
    return not fact.value.isdecimal()


KIND = Kind(
    "date",
    "concord-date-differs",
    "dates",
    "Look the date up, and state the same in all versions.",
    counts,
    stands_out,
    answers,
    near,
    hidden,
    hidden,
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield where a version states other dates than most."""
    return odd_values(alignment, KIND)
