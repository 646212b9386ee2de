"""Glossaries: concepts by key, terms by standing, and what is wrong with a file told at its concept."""

import pytest

from verbale.authorities import Concept, Glossary, Term, glossary, read_glossary
from verbale.languages import LANGUAGES
from verbale.problems import BadInput

TOML = """
name = "SPECIMEN"
[[concept]]
key = "lamp"
subject = "light"
provisional = ["fr"]
en = { preferred = "lamp", admitted = ["lantern"], deprecated = ["torch"], forms = ["lamps"], source = "S/1" }
fr = "lampe"
"""


def test_the_shipped_glossary_has_all_six_languages_and_sources() -> None:
    concepts = glossary().concepts
    assert len({concept.key for concept in concepts}) == len(concepts) >= 20
    for concept in concepts:
        assert concept.source
        assert concept.subject
        assert all(concept.preferred(language) for language in LANGUAGES), concept.key


def test_terms_stand_by_their_standing() -> None:
    (lamp,) = read_glossary(TOML).concepts
    assert [(term.text, term.standing) for term in lamp.of("en")] == [
        ("lamp", "preferred"), ("lantern", "admitted"), ("torch", "deprecated"),
    ]  # fmt: skip
    assert lamp.preferred("en") == "lamp"
    assert lamp.preferred("ru") == ""
    assert lamp.of("en", "preferred") == (Term("lamp", forms=("lamps",), source="S/1"),)
    assert lamp.of("fr") == (Term("lampe", provisional=True),)


def test_of_two_glossaries_the_second_counts() -> None:
    other = Glossary((Concept("lamp", {"en": (Term("luminaire"),)}), Concept("shade", {})), "second")
    both = read_glossary(TOML).joined(other)
    assert [concept.key for concept in both.concepts] == ["lamp", "shade"]
    assert (both.name, both.concepts[0].preferred("en")) == ("second", "luminaire")
    assert both.find("shade") is not None
    assert both.find("x") is None


@pytest.mark.parametrize(
    "toml", ["[[concept]\n", "concept = 3", '[[concept]]\nkey = "lamp"\nen = 3\n', '[[concept]]\nen = "lamp"\n']
)
def test_what_is_wrong_is_told(toml: str) -> None:
    with pytest.raises(BadInput, match="glossary"):
        read_glossary(toml)
