"""Names in running text: the longest wins, whatever the case, the particle or the hyphens."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.authorities import authorities, name_of, names_pattern
from verbale.authorities.finding import declined, running_names
from verbale.languages import LANGUAGES
from verbale.languages.folding import fold

KNOWN = authorities()


def named(text: str, language: str) -> str | None:
    return name_of(fold(text), KNOWN, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_is_known_is_found(language: str) -> None:
    pattern = re.compile(names_pattern(KNOWN, language))
    for name, code in running_names(KNOWN, language).items():
        assert pattern.fullmatch(name)
        assert name_of(name, KNOWN, language) == code


@pytest.mark.parametrize(
    "code", ["AZE", "PRK", "KOR", "COD", "COG", "GNQ", "GIN", "GNB", "NER", "NGA", "SDN", "SSD", "PNG"]
)
def test_neighbours_in_name_are_apart(code: str) -> None:
    for language in LANGUAGES:
        assert named(KNOWN.states[code].name(language).replace(" (le)", ""), language) == code


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Афганистаном", "ru", "AFG"), ("Соединенным Королевством Великобритании и Северной Ирландии", "ru", "GBR"),
        ("Российской Федерацией", "ru", "RUS"), ("Объединенным Арабским Эмиратам", "ru", "ARE"), ("Сьерра-Леоне", "ru", "SLE"),
        ("للعراق", "ar", "IRQ"), ("وبالعراق", "ar", "IRQ"), ("وأذربيجان", "ar", "AZE"), ("والإمارات العربية المتحدة", "ar", "ARE"),
        ("Guinée-Bissau", "fr", "GNB"), ("République islamique d’Iran", "fr", "IRN"), ("Iran", "en", "IRN"),
        ("República Bolivariana de Venezuela", "es", "VEN"), ("刚果民主共和国", "zh", "COD"), ("DRC", "en", "COD"),
        ("Human Rights Council", "en", "A/HRC"), ("Советом Безопасности", "ru", "S"),
    ],
)  # fmt: skip
def test_forms_inside_a_sentence(text: str, language: str, code: str) -> None:
    assert named(text, language) == code


@pytest.mark.parametrize(
    ("text", "language"), [("مالي", "ar"), ("Того", "ru"), ("发展中国家", "zh"), ("New Guinea", "en")]
)
def test_common_words_are_no_names(text: str, language: str) -> None:
    assert named(text, language) is None


def test_russian_cases_follow_from_the_genitive() -> None:
    assert declined("Саудовская Аравия", "Саудовской Аравии") == (
        "Саудовская Аравия", "Саудовской Аравии", "Саудовской Аравии", "Саудовскую Аравию", "Саудовской Аравией",
        "Саудовской Аравии",
    )  # fmt: skip
    assert declined("Гвинея-Бисау", "Гвинеи-Бисау")[3] == "Гвинею-Бисау"
    assert declined("Иран (Исламская Республика)", "Исламской Республики Иран") == ()


@given(text=st.text(max_size=40), language=st.sampled_from(LANGUAGES))
def test_any_text_is_a_name_or_not(text: str, language: str) -> None:
    assert named(text, language) in {None, *KNOWN.states, *KNOWN.bodies, *KNOWN.offices}
