"""The names and templates of this room against the authority files, which say what the official ones are."""

from __future__ import annotations

import pytest

from verbale.authorities import authorities
from verbale.citations import find

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
NUMBERS = {
    "S": "1325 (2000)",
    "A": "60/251",
    "E": "2013/40",
    "A/HRC": "34/12",
    "E/CN.4": "1995/24",
    "E/CN.4/Sub.2": "1998/4",
    "T": "2103 (XXXVI)",
    "E/ESCAP": "72/7",
}
SENTENCES = {
    "en": "resolution {number} of {name}",
    "fr": "la résolution {number} {of}",
    "es": "la resolución {number} {of}",
    "ru": "резолюция {number} {of}",
    "ar": "قرار {name} {number}",
    "zh": "{name}第{number}号决议",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("body", [body for body in NUMBERS if body in authorities().bodies])
def test_official_names_are_understood_and_lead_to_official_symbols(body: str, language: str) -> None:
    known, number = authorities().bodies[body], NUMBERS[body]
    text = SENTENCES[language].format(number=number, name=known.name(language), of=known.of(language))
    official = known.resolutions.partition("{")[0] or f"{body}/RES/"
    assert [citation.symbol for citation in find(text, language, "A/HRC")] == [official + number]


def test_the_main_bodies_are_in_the_authority_files() -> None:
    assert {"S", "A", "E", "A/HRC", "E/CN.4"} <= set(authorities().bodies)
