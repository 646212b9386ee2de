"""Whose resolution a number names: the shape of the number, the body named beside it, the body that speaks.

A number alone often tells the body: ``822 (1993)`` is the Security Council's, ``2013/40`` the Economic and Social Council's,
``5/1`` the Human Rights Council's, since the General Assembly has numbered by session only from the thirty-first.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from verbale.citations.grammar import table

OWN = ("own",)
"""The owner of a number whose head noun carries a possessive: the body that speaks."""
OTHER = ("other",)
"""The owner of a number of a body whose resolutions carry no symbols."""


class Number(NamedTuple):
    """A number as it stands in a hit: characters ``start`` to ``end``, its shape and its parts.

    ``shape`` is session, special, emergency, year, calendar, roman or roman-special. ``first`` is the session, the year or,
    in the last three, the running number; ``second`` what stands after the slash or in the brackets. ``text`` is the number
    as a symbol writes it. ``kind`` is resolution, decision or empty; ``owner`` the bodies that the text allows, empty when
    it names none.
    """

    start: int
    end: int
    shape: str
    first: int
    second: int
    text: str
    kind: str = ""
    owner: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """What ``bodies.toml`` says of one body: its templates, and the numbers that can be its own."""

    id: str
    resolution: str
    decision: str
    forms: frozenset[str]
    first: int
    last: int
    most: int
    decisions: tuple[int, int]
    pace: tuple[int, int]
    special: tuple[int, int]
    named: str
    alone: bool
    report: re.Pattern[str] | None

    def numbers_so(self, shape: str, kind: str, first: int, second: int) -> bool:
        """Whether this body gives its resolutions or decisions such numbers."""
        if shape not in self.forms:
            return False
        if shape == "roman":
            if kind == "decision" and "roman-decision" not in self.forms:
                return False
            return second < 4 or self.pace[0] <= first / second <= self.pace[1]
        if shape == "special":
            return self.special[0] <= first <= self.special[1]
        if shape not in {"session", "year"}:
            return True
        if not self.first <= first <= self.last:
            return False
        if kind == "decision":
            return self.decisions[0] <= second <= self.decisions[1]
        return second <= self.most


@functools.cache
def bodies() -> dict[str, Body]:
    """The bodies whose resolutions are cited by number, by id, in the order of choice."""
    return {
        row["id"]: Body(
            id=row["id"],
            resolution=row.get("resolution", ""),
            decision=row.get("decision", ""),
            forms=frozenset(row["forms"]),
            first=row.get("first", 1),
            last=row.get("last", 9999),
            most=row.get("most", 9999),
            decisions=tuple(row.get("decisions", (1, 9999))),
            pace=tuple(row.get("pace", (0, 9999))),
            special=tuple(row.get("special", (1, 9999))),
            named=row.get("named", ""),
            alone=row.get("alone", False),
            report=re.compile(row["report"]) if "report" in row else None,
        )
        for row in table("bodies.toml")["body"]
    }


@functools.cache
def speaking(body: str | None) -> str:
    """The body of the table that speaks in documents of ``body``: A/HRC for A/HRC/WG.6, A for A/C.3; empty when none does."""
    parts = (body or "").split("/")
    for length in range(len(parts), 0, -1):
        if (known := "/".join(parts[:length])) in bodies():
            return known
    return ""


@functools.lru_cache(maxsize=1 << 12)
def _candidates(shape: str, kind: str, first: int, second: int) -> tuple[str, ...]:
    return tuple(body.id for body in bodies().values() if body.numbers_so(shape, kind, first, second))


def candidates(number: Number) -> tuple[str, ...]:
    """The bodies whose number this can be, in the order of choice."""
    return _candidates(number.shape, number.kind, number.first, number.second)


def rivals(number: Number) -> tuple[str, ...]:
    """The bodies whose number this can be without their name beside it."""
    return tuple(body for body in candidates(number) if bodies()[body].named != "beside")


def choose(number: Number, speaker: str, near: tuple[str, ...] = ()) -> str:
    """The body whose number this is; empty when it is of a body whose resolutions have no symbols.

    ``near`` are the bodies named in the same sentence, the nearest first: they count where the number has no owner that fits.
    Without them the number is the speaker's, or else of the first body in the table that need not be named.
    """
    if number.owner == OTHER:
        return ""
    allowed = candidates(number)
    for body in number.owner:
        if body in allowed:
            return body
    if number.owner and speaker in allowed:
        return speaker
    for body in near:
        if body in rivals(number):
            return body
        if body == "other" and speaker not in allowed:
            return ""
    if speaker in allowed:
        return speaker
    unspoken = not speaker or number.shape == "special"
    for body in allowed:
        row = bodies()[body]
        if not row.named or (row.alone and unspoken):
            return body
    return ""


def reporting(symbol: str) -> tuple[str, ...]:
    """The body whose report the symbol names, as the owner of the resolutions printed in it."""
    return next(((body.id,) for body in bodies().values() if body.report and body.report.fullmatch(symbol)), OTHER)


def symbol_of(number: Number, body: str) -> str:
    """The document symbol of the resolution or decision, empty when the body gives it none."""
    row = bodies()[body]
    template = row.decision if number.kind == "decision" else row.resolution
    return template.format(n=number.text, a=number.first, b=number.second)


def in_step(number: Number) -> bool:
    """Whether the Security Council can have reached this number in the year in brackets."""
    calendar = table("bodies.toml")["calendar"]
    rows = [*calendar["last"], [9999, 999999]]
    for (year, last), (later, reached) in pairwise(rows):
        if year < number.second <= later:
            expected = last + (reached - last) * (number.second - year) / (later - year)
            return bool(abs(number.first - expected) <= calendar["reach"])
    return False
