"""What a component is by its word and its place among the others.

The last bare number is the number, one before it the session or the year; a word says body, series or change. An unknown
word of plausible shape is taken as a body, before a number, or as a series, at the end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from verbale.problems import BadSymbol
from verbale.symbols.components import Component, is_roman, is_year
from verbale.symbols.symbol import PartKind
from verbale.symbols.vocabulary import Word, bodies, organs, slips, word

_PLAUSIBLE = re.compile(r"[A-Z]+(?:[- .][A-Z]+)*|[A-Z][A-Za-z]{3,}")
_CHANGES = ("suffix", "closing")


class Place(NamedTuple):
    """A component in its place: its role, its word if known, its spelling, the body that it stands under.

    ``inner``: more follows of what it begins, so a series with a value (``SER.B``) has its number later.
    """

    component: Component
    role: PartKind
    row: Word | None
    spelling: str
    body: str
    inner: bool


def places(organ: str, components: tuple[Component, ...]) -> tuple[Place, ...]:
    """Say what each component of a symbol is; raises `BadSymbol` where a word has no place or a number is missing."""
    body, placed = organ, []
    for index, item in enumerate(components):
        row: Word | None = None
        role: PartKind = "number"
        spelling = item.head
        inner = index + 1 < len(components) and not _changes(components[index + 1])
        if item.shape in ("word", "dotted"):
            row = word(item.head, body, dotted=item.shape == "dotted")
            role = row.kind if row and row.kind != "bracket" else _unknown(item, organ, body, inner=inner)
            spelling = (row.spelling if row else item.head) + (f".{item.value}" if item.value else "")
            if role == "body":
                body = f"{body}/{spelling}"
        placed.append(Place(item, role, row, spelling, body, inner))
    _demand(placed)
    return _numbered(placed)


def _changes(item: Component) -> bool:
    row = word(item.head, "", dotted=item.shape == "dotted") if item.shape in ("word", "dotted") else None
    return row is not None and row.kind in _CHANGES


def _unknown(item: Component, organ: str, body: str, *, inner: bool) -> PartKind:
    head = item.head
    if head in slips():
        raise BadSymbol(f"“{head}” is most likely a slip for “{slips()[head]}”.", part=head)
    if item.shape == "word":
        if word(head, body, dotted=True):
            raise BadSymbol(f"“{head}” takes a dot and a number.", part=head)
        if is_roman(head):
            if organ in organs() and not organs()[organ].roman:
                raise BadSymbol(f"No component of this organ is a bare Roman numeral like “{head}”.", part=head)
            return "number"
        if len(head) == 3 and head.isupper() and body in bodies() and bodies()[body].states:
            return "state"
    if not _PLAUSIBLE.fullmatch(head) or word(head.rpartition(".")[2], body, dotted=True):
        raise BadSymbol(f"“{head}” is no word of a symbol.", part=head)
    return "body" if inner or item.shape == "word" else "series"


def _demand(placed: list[Place]) -> None:
    """Raise `BadSymbol` where a word asks for a number that does not follow, or nothing has a number."""
    numbered = False
    for index, place in enumerate(placed):
        item, role = place.component, place.role
        if role in ("series", "suffix") and item.shape == "word":
            follows = placed[index + 1].role if index + 1 < len(placed) else "closing"
            if role == "suffix" or follows in _CHANGES:
                raise BadSymbol(f"After “{place.spelling}” a number is missing.", part=place.spelling)
        if role == "suffix" and not numbered:
            raise BadSymbol(f"Before “{place.spelling}” a number is missing.", part=place.spelling)
        numbered = numbered or role == "number" or (role == "series" and item.shape == "dotted")
    if not numbered:
        raise BadSymbol("A number is missing.", part=placed[-1].spelling)


def _numbered(placed: list[Place]) -> tuple[Place, ...]:
    """Tell apart number, session and year among the bare numbers, and see that the number has the bracket it needs."""
    row: Word | None = None
    last, bare, after = -1, [], 0
    for index, place in enumerate(placed):
        if place.role in _CHANGES:
            break
        last = index
        if place.role == "number":
            bare.append(index)
            after += 1
        elif place.role == "series":
            row, after = place.row, 0
    number = last
    if row and row.order == "number-year" and after == 2:
        number = bare[-2]
    for index in bare:
        if index != number:
            place = placed[index]
            placed[index] = place._replace(role="year" if is_year(place.spelling) else "session")
    if not (row and row.bracket == "year"):
        _refuse_years(placed)
    if row and row.bracket and after and (row.bracket == "year" or after == 1):
        _demand_bracket(placed[number], row)
    return tuple(placed)


def _refuse_years(placed: list[Place]) -> None:
    for place in placed:
        for bracket in place.component.brackets:
            if bracket.kind == "year":
                raise BadSymbol(
                    "Only resolutions of the Security Council have a year in brackets.", part=f"({bracket.inside})"
                )


def _demand_bracket(place: Place, row: Word) -> None:
    if not any(bracket.kind == row.bracket for bracket in place.component.brackets):
        what = (
            "its year, as in S/RES/822 (1993)"
            if row.bracket == "year"
            else "its session in Roman numerals, as in A/RES/217 (III)"
        )
        raise BadSymbol(f"After “{place.spelling}” this resolution needs in brackets {what}.", part=row.bracket)
