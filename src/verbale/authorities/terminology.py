"""Glossaries: concepts and the terms that name them in each language, the shipped one and those that others bring.

A glossary says which term is preferred, which are admitted beside it and which are no longer used. ``forms`` are other
forms of a term (plural, declined), for finding only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec

from verbale.languages import LANGUAGES
from verbale.problems import BadInput

Standing = Literal["preferred", "admitted", "deprecated"]
STANDINGS: tuple[Standing, ...] = ("preferred", "admitted", "deprecated")


class Term(msgspec.Struct, frozen=True, omit_defaults=True):
    """A term of one language: how it stands, its other forms, and where it was seen."""

    text: str
    standing: Standing = "preferred"
    forms: tuple[str, ...] = ()
    source: str = ""
    provisional: bool = False


class Concept(msgspec.Struct, frozen=True, omit_defaults=True):
    """What terms of several languages name; ``key`` is the same in all. ``terms`` and ``definitions`` go by language."""

    key: str
    terms: Mapping[str, tuple[Term, ...]]
    definitions: Mapping[str, str] = {}
    subject: str = ""
    source: str = ""
    note: str = ""

    def of(self, language: str, *standings: Standing) -> tuple[Term, ...]:
        """Gives the terms of a language, of these standings (none named: all), the preferred first."""
        wanted = standings or STANDINGS
        terms = [term for term in self.terms.get(language, ()) if term.standing in wanted]
        return tuple(sorted(terms, key=lambda term: STANDINGS.index(term.standing)))

    def preferred(self, language: str) -> str:
        """Gives the preferred term of a language; empty where it has none."""
        return next((term.text for term in self.of(language, "preferred")), "")


class Glossary(msgspec.Struct, frozen=True, omit_defaults=True):
    """Concepts in their order, with the name and source of the whole."""

    concepts: tuple[Concept, ...] = ()
    name: str = ""
    source: str = ""

    def __hash__(self) -> int:
        return hash((self.name, len(self.concepts)))

    def find(self, key: str) -> Concept | None:
        """Gives the concept with this key, or None."""
        return next((concept for concept in self.concepts if concept.key == key), None)

    def joined(self, other: Glossary) -> Glossary:
        """Gives both glossaries as one; of two concepts with one key the other's counts."""
        concepts = {concept.key: concept for concept in (*self.concepts, *other.concepts)}
        return Glossary(tuple(concepts.values()), other.name or self.name, other.source or self.source)


@cache
def glossary() -> Glossary:
    """Gives the glossary shipped here: terms of United Nations documents in six languages."""
    file = resources.files("verbale.authorities") / "data" / "glossary.toml"
    return read_glossary(file.read_text(encoding="utf-8"))


def read_glossary(toml: str) -> Glossary:
    """Reads a glossary in TOML, of the shape of ``data/glossary.toml``; raises BadInput, which names the concept."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The glossary is not TOML: {error}.", advice="Mend that line.") from error
    rows = table.get("concept", [])
    if not isinstance(rows, list):
        raise BadInput("The concepts of the glossary are no list of tables.", advice="Write [[concept]].")
    return Glossary(tuple(map(_concept, rows)), str(table.get("name", "")), str(table.get("source", "")))


def _concept(row: Mapping[str, Any]) -> Concept:
    try:
        terms = {language: tuple(_terms(row, language)) for language in LANGUAGES if language in row}
        rest = {name: value for name, value in row.items() if name not in terms and name != "provisional"}
        return msgspec.convert({**rest, "terms": msgspec.to_builtins(terms)}, Concept)
    except (msgspec.ValidationError, TypeError, AttributeError) as error:
        raise BadInput(
            f"The concept {row.get('key', '')!r} of the glossary does not have the right shape: {error}.",
            advice='Write a term as en = "note verbale" or en = { preferred = "...", admitted = ["..."] }.',
        ) from error


def _terms(row: Mapping[str, Any], language: str) -> Iterator[Term]:
    stated = row[language]
    entry = {"preferred": stated} if isinstance(stated, str) else stated
    provisional = language in row.get("provisional", ())
    for standing in STANDINGS:
        texts = entry.get(standing, [])
        for text in [texts] if isinstance(texts, str) else texts:
            forms = tuple(entry.get("forms", ())) if standing == "preferred" else ()
            yield Term(text, standing, forms, str(entry.get("source", "")), provisional)
