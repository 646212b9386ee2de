"""Finding citations: a table of made-up sentences in six languages, each with all that it cites."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from verbale.citations import find
from verbale.problems import NotKnown

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["what"].replace(" ", "-") for case in CASES])
@pytest.mark.parametrize("language", LANGUAGES)
def test_finds_what_a_sentence_cites_and_nothing_else(case: dict, language: str) -> None:
    text, *expected = case[language]
    found = find(text, language, case["body"] or None)
    assert [f"{citation.text} = {citation.symbol}" for citation in found] == expected
    for citation in found:
        assert text[citation.start : citation.end] == citation.text
