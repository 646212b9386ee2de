"""Offices of bodies: "the President of the Human Rights Council" from "the President" and the Council's own forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from verbale.authorities.grammar import Noun
from verbale.authorities.model import Body, Office, OfficeRow
from verbale.languages import LANGUAGES
from verbale.problems import NotKnown


def offices_of(row: OfficeRow, bodies: Mapping[str, Body]) -> Iterator[Office]:
    """Yields the office of a row, or one office for each of its bodies; raises NotKnown for a body that is missing."""
    if not row.bodies:
        yield _office(row, row.code, {language: getattr(row, language) for language in LANGUAGES})
    for id_ in row.bodies:
        if (body := bodies.get(id_)) is None:
            raise NotKnown(f"The office {row.code!r} names the body {id_!r}, which is in no authority file.")
        names = {
            language: _joined(row.noun(language), body, language)
            for language in LANGUAGES
            if getattr(row, language) and getattr(body, language)
        }
        yield _office(row, f"{row.code}-{id_}", names)


def _office(row: OfficeRow, code: str, names: Mapping[str, Noun | str]) -> Office:
    return Office(code=code, source=row.source, provisional=row.provisional, **names)


def _joined(head: Noun, body: Body, language: str) -> Noun:
    """The head in all its forms, each followed (in Chinese: preceded) by the body."""

    def join(text: str) -> str:
        match language:
            case "zh":
                return body.name("zh") + text
            case "ar":
                return f"{text} {body.name('ar')}"
            case _:
                return f"{text} {body.of(language)}"

    forms = {field: join(text) for field, text in msgspec.structs.asdict(head).items() if text and field != "also"}
    return Noun(**forms, also=tuple(join(text) for text in head.also))
