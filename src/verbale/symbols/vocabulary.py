"""The words of document symbols: which there are, what they mean, and who says so.

Organs, words and bodies are rows of three TOML files beside this module. The grammar is a small machine over them;
a new series or body is a new row, never new code.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

Kind = Literal["body", "series", "suffix", "closing", "bracket"]


class Organ(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A first component: ``A``, ``CERD``. ``roman``: its symbols may hold a component that is a bare Roman numeral."""

    word: str
    means: str
    source: str
    roman: bool = True
    numbered: bool = False
    akn: str = ""
    provisional: bool = False


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word of a later component: ``HRC``, ``L.``, ``RES``, ``Add``; the file explains the fields."""

    word: str
    kind: Kind
    means: str
    source: str
    under: tuple[str, ...] = ()
    bracket: Literal["", "year", "session"] = ""
    order: Literal["", "number-year"] = ""
    guard: bool = False
    combined: bool = False
    akn: str = "doc/paper"
    provisional: bool = False

    @property
    def spelling(self) -> str:
        """The word in its canonical case, without the dot."""
        return self.word.removesuffix(".")


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body known by the beginning of its symbols; ``states``: its symbols hold country codes."""

    id: str
    means: str
    source: str
    states: bool = False
    provisional: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True):
    organ: tuple[Organ, ...] = ()
    word: tuple[Word, ...] = ()
    body: tuple[Body, ...] = ()


def _rows(name: str) -> _File:
    data = files("verbale.symbols").joinpath(name).read_bytes()
    return msgspec.toml.decode(data, type=_File)


@cache
def organs() -> dict[str, Organ]:
    """All known organs by their word."""
    return {row.word: row for row in _rows("organs.toml").organ}


@cache
def bodies() -> dict[str, Body]:
    """All well-known bodies by the beginning of their symbols."""
    return {row.id: row for row in _rows("bodies.toml").body}


@cache
def words() -> dict[str, tuple[Word, ...]]:
    """All words by their capitals, with the dot where the word takes one; what holds under a body comes first."""
    found: dict[str, list[Word]] = {}
    for row in _rows("words.toml").word:
        if row.kind != "bracket":
            found.setdefault(row.word.upper(), []).append(row)
    return {key: tuple(sorted(rows, key=lambda row: not row.under)) for key, rows in found.items()}


@cache
def slips() -> dict[str, str]:
    """Guarded words by the slips that swap two neighbouring letters: ``HCR`` for ``HRC``."""
    guarded = [row.word for rows in words().values() for row in rows if row.guard]
    swapped = {w[:i] + w[i + 1] + w[i] + w[i + 2 :]: w for w in guarded for i in range(len(w) - 1)}
    return {slip: right for slip, right in swapped.items() if slip not in words()}


@cache
def bracket_words() -> dict[str, Word]:
    """All words that stand in brackets (``Part``, ``Vol.``), by their capitals without dots and spaces."""
    rows = _rows("words.toml").word
    return {row.word.upper().replace(" ", "").replace(".", ""): row for row in rows if row.kind == "bracket"}


def bracket_names(space: str) -> str:
    """Return a regular expression of all words that stand in brackets, longest first; ``space`` is that of a space."""
    names = sorted((row.spelling for row in bracket_words().values()), key=len, reverse=True)
    between = {ord("."): rf"\.?{space}?", ord(" "): f"{space}?"}
    return "|".join(name.translate(between) for name in names)


@lru_cache(maxsize=8192)
def word(text: str, body: str, *, dotted: bool) -> Word | None:
    """Return what a word means below a body, or None where it is unknown; case does not matter."""
    upper = text.upper()
    for key in (f"{upper}.", upper) if dotted else (upper,):
        for row in words().get(key, ()):
            if not row.under or body in row.under:
                return row
    return None
