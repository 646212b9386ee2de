"""What Akoma Ntoso calls things in United Nations documents: kinds, lines of the masthead, references, languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from verbale.document.model import CoverField
from verbale.languages import LANGUAGES, language
from verbale.problems import NotKnown

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
AKN4UN = "http://un.org/akn4un"
OWN = "urn:verbale:document:1"
"""The namespace of our proprietary data, named as the JSON Schema of the document is."""


class Kind(msgspec.Struct, frozen=True):
    """How a kind of document is named: element, subtype, name; ``short`` begins its provisional numbers."""

    element: str
    subtype: str
    name: str
    short: str
    source: str = ""
    provisional: bool = False


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("akn.toml").read_text("utf-8"))


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of documents by Verbale's names for them."""
    return msgspec.convert(_table()["kinds"], dict[str, Kind])


@cache
def kind_names() -> dict[str, str]:
    """Return the kind that each name of an Akoma Ntoso document stands for."""
    return {kind.name: key for key, kind in kinds().items()} | _table()["names"]


@cache
def cover_fields() -> dict[str, CoverField]:
    """Return the field of the masthead that an element states: ``docStatus``, ``docNumber#symbol``, ``inline:agenda item``."""
    rows = {key: value for key, value in _table()["cover"].items() if key != "source"}
    fields = msgspec.convert(rows, dict[CoverField, list[str]])
    return {written: field for field, listed in fields.items() for written in listed}


@cache
def cover_elements() -> dict[CoverField, tuple[str, str, str]]:
    """Return how each line of the masthead is written: element, what it refers to, its name."""
    found: dict[CoverField, tuple[str, str, str]] = {}
    for written, field in cover_fields().items():
        head, _, name = written.partition(":")
        element, _, refers = head.partition("#")
        found.setdefault(field, (element, refers, name))
    return found


@cache
def heading_levels() -> dict[str, int]:
    """Return the level of each heading style of published files."""
    return {key: value for key, value in _table()["headings"].items() if key != "source"}


@cache
def references() -> dict[str, tuple[str, str, str]]:
    """Return what ``refersTo`` may name: element, address, words."""
    return {key: tuple(row) for key, row in _table()["references"].items()}


@cache
def alpha3(code: str) -> str:
    """Return the three letters (ISO 639-2/T) of a language; ``und`` where there is none or it is not known."""
    if code in LANGUAGES:
        return language(code).alpha3
    return str(_table()["languages"].get(code, "und"))


@cache
def from_alpha3(code: str) -> str:
    """Return the language of three letters, or of a code or English name in any system; empty where it is not known."""
    for own, letters in _table()["languages"].items():
        if code == letters:
            return str(own)
    try:
        return language(code).code
    except NotKnown:
        return ""
