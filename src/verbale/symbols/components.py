"""What stands between two slashes of a symbol, by its shape alone: ``43``, ``S-17``, ``L.35``, ``3 (Part II)``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from verbale.problems import BadSymbol
from verbale.symbols.vocabulary import bracket_names, bracket_words

Shape = Literal["number", "session", "roman", "word", "dotted"]

_COMPONENT = re.compile(
    r"(?:(?P<number>\d{1,5}(?:-\d{1,5})?[a-z]?)"
    r"|(?P<session>E?S-\d{1,2})"
    r"|(?P<word>[A-Za-z]+(?:[- .][A-Za-z]+)*?)"
    r"(?:\. ?(?P<value>\d{1,5}[A-Z]?(?:-(?:\d{1,5}|[A-Z]{1,3}))?|[IVXLC]+|[A-Z]))?)"
    r"(?P<letters> ?[A-Z](?:-[A-Z]{1,2}|-[IVX]+| (?:and|to|AND|TO) [A-Z])?)?"
    r"(?P<brackets>(?: ?(?:\([^()\[\]]{0,24}\)|\[[A-Z]{1,5}(?:-[A-Z]+)?\]))*)"
    r"(?P<late> ?(?:[A-Z](?:-[A-Z])?|c\.\d))?"
)
_BRACKET = re.compile(r"[(\[]([^)\]]*)[)\]]")
_ROMAN = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_OLD_SESSION = re.compile(r"(?:E?S-)?[IVXLC]+|E?S-\d{1,2}")
_YEAR = re.compile(r"19[4-9]\d|20\d\d")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket after a component; ``text`` is canonical and holds the space before the bracket."""

    kind: Literal["session", "year", "letters", "bracket"]
    inside: str
    text: str


@dataclass(frozen=True, slots=True)
class Component:
    """One component: ``head`` is its word or number, ``value`` what follows a dot.

    ``late`` are letters after the brackets, as in ``217 (III) A``, or the copy mark of a catalogue (``7c.1``); ``tail`` is all
    that is written after head and value.
    """

    shape: Shape
    head: str
    value: str
    letters: str
    brackets: tuple[Bracket, ...]
    late: str
    tail: str


def is_year(text: str) -> bool:
    """Say whether a number can be a year of a symbol (1940 to 2099)."""
    return _YEAR.fullmatch(text) is not None


@lru_cache(maxsize=16384)
def component(text: str) -> Component:
    """Read one component; raises `BadSymbol` where no shape fits."""
    found = _COMPONENT.fullmatch(text)
    if found is None:
        raise BadSymbol(f"“{text[:40]}” is no component of a symbol.", part=text)
    number, session, head, value, letters, brackets, late = found.groups(default="")
    shape: Shape
    if number:
        shape, head = "number", number
    elif session:
        shape, head = "session", session
    elif value:
        shape = "dotted"
    else:
        shape = "word"
        head, letters = head + letters, ""
    digits = value if shape == "dotted" else number
    if digits and not digits.strip("0-"):
        raise BadSymbol(f"Numbers start at 1, so “{text}” is none.", part=text)
    letters, late, marks = letters.strip(), late.strip(), _brackets(brackets, shape)
    tail = (f" {letters}" if letters else "") + "".join(mark.text for mark in marks) + (f" {late}" if late else "")
    return Component(shape, head, value, letters, marks, late, tail)


def is_roman(head: str) -> bool:
    """Say whether a word reads as a Roman numeral; ``LC`` does not."""
    return _ROMAN.fullmatch(head) is not None


def _brackets(text: str, shape: Shape) -> tuple[Bracket, ...]:
    if not text:
        return ()
    return tuple(
        Bracket("letters", found[1], found[0]) if found[0][0] == "[" else _round(found[1].strip(), shape)
        for found in _BRACKET.finditer(text)
    )


def _round(inside: str, shape: Shape) -> Bracket:
    """Read a round bracket; a session glues to a word (``COP(9)``) and stands apart from a number (``217 (III)``)."""
    upper = inside.upper()
    if _YEAR.fullmatch(inside):
        return Bracket("year", inside, f" ({inside})")
    if _OLD_SESSION.fullmatch(upper):
        return Bracket("session", upper, f" ({upper})" if shape == "number" else f"({upper})")
    if inside.isdigit() and len(inside) < 4:
        return Bracket("session" if shape == "word" else "bracket", inside, f"({inside})")
    if len(inside) == 1 and inside.isalpha():
        return Bracket("bracket", upper, f" ({upper})")
    if found := _marks().fullmatch(inside):
        row = bracket_words()[re.sub(r"[ .]", "", found[1].upper())]
        value = _number(found[2] or "")
        spelled = f"{row.word} {value}" if value else row.word
        return Bracket("bracket", spelled, f" ({spelled})")
    raise BadSymbol(f"The bracket “({inside})” says nothing that a symbol can say.", part=f"({inside})")


def _number(text: str) -> str:
    return re.sub(r" ?(?:AND|&) ?", " and ", text.upper())


@cache
def _marks() -> re.Pattern[str]:
    names = bracket_names(" ")
    return re.compile(rf"(?i:({names})\.? ?(\d{{1,3}}[A-Z]?|[IVXLC]+(?: ?(?:-|and|&) ?[IVXLC]+)?)?)")
