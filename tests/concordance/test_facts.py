"""What a passage states: the same in six languages, figures counted once, nothing read into longer words."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.authorities import authorities
from verbale.concordance.facts import facts
from verbale.concordance.model import FactKind
from verbale.document import Mark
from verbale.languages import LANGUAGES, ordinal, write_date, write_number


def stated(text: str, language: str, *kinds: FactKind) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in facts(text, language) if not kinds or one.kind in kinds]


SAME = {
    "en": "Recalling resolution 1325 (2000) of 31 October 2000, 1.5 million people (12 per cent) in Mali, its forty-third session",
    "fr": "Rappelant la résolution 1325 (2000) du 31 octobre 2000, 1,5 million de personnes (12 %) au Mali, sa quarante-troisième session",
    "es": "Recordando la resolución 1325 (2000), de 31 de octubre de 2000, 1,5 millones de personas (12 %) en Malí, su 43º período",
    "ru": "ссылаясь на резолюцию 1325 (2000) от 31 октября 2000 года, 1,5 миллиона человек (12 процентов) в Мали, свою сорок третью сессию",
    "ar": "إذ يشير إلى القرار 1325 (2000) المؤرخ 31 تشرين الأول/أكتوبر 2000، و 1,5 مليون شخص (12 في المائة)، ودورته الثالثة والأربعين",
    "zh": "回顾2000年10月31日第1325(2000)号决议，马里150万人(12%)，第四十三届会议",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_languages_state_the_same(language: str) -> None:
    found = set(stated(SAME[language], language))
    wanted = {
        ("citation", "S/RES/1325 (2000)"), ("date", "2000-10-31"), ("number", "1500000"), ("number", "12 %"), ("number", "43"),
    }  # fmt: skip
    assert found == wanted | (set() if language == "ar" else {("name", "MLI")})  # in Arabic a common word


def test_places_are_those_of_the_text() -> None:
    for language, text in SAME.items():
        for one in facts(text, language):
            assert text[one.start : one.end] == one.text


def test_figures_of_citations_and_dates_are_not_numbers() -> None:
    text = "See A/HRC/43/25, resolution 60/251 and the report of 24 to 28 February 2020."
    assert stated(text, "en", "number") == []
    assert stated(text, "en", "date") == [("date", "2020-02-24"), ("date", "2020-02-28")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("COVID-19 and the G20", "en"), ("at 10 a.m.", "en"), ("page 71", "en"), ("often attention", "en"), ("à 15 heures", "fr"),
        ("2019冠状病毒病", "zh"), ("第71页", "zh"), ("на с. 88", "ru"), ("Nigerian and Romanian", "en"), ("发展中国家", "zh"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fact(text: str, language: str) -> None:
    assert stated(text, language, "number", "date", "name") == []


def test_signs_of_notes_are_no_figures() -> None:
    text = "the Conventions of 12 August 19493 apply"
    sign = text.index("3 apply")
    assert stated(text, "en", "date") == []
    marked = facts(text, "en", marks=(Mark("raised", sign, sign + 1),))
    assert [one.value for one in marked if one.kind == "date"] == ["1949-08-12"]


def test_print_hides_nothing() -> None:
    assert stated("in\u00adto Af\u00adghanistan", "en", "name") == [("name", "AFG")]
    assert stated("في العـــراق", "ar", "name") == [("name", "IRQ")]
    (hidden,) = facts("in\u00adto Af\u00adghanistan, too", "en")
    assert hidden.text == "Af\u00adghanistan"


def test_typed_onto_a_word_a_full_date_is_one() -> None:
    assert stated("on15 November 2023", "en", "date") == [("date", "2023-11-15")]


def test_names_of_another_organization() -> None:
    known = authorities().with_organization(SPECIMEN)
    text = "The Republic of Utopia and Utopia, SPECIMEN"
    assert [one.value for one in facts(text, "en", known=known) if one.kind == "name"] == ["XUT", "XUT"]
    assert [one.value for one in facts(text, "en") if one.kind == "name"] == []


SPECIMEN = """
[[state]]
code = "XUT"
source = "SPECIMEN"
[[state.names]]
en = { short = "Utopia", formal = "the Republic of Utopia", of = "of Utopia", formal_of = "of the Republic of Utopia" }
fr = { short = "Utopie", formal = "la République d'Utopie", of = "de l'Utopie", formal_of = "de la République d'Utopie" }
es = { short = "Utopía", formal = "la República de Utopía", of = "de Utopía", formal_of = "de la República de Utopía" }
ru = { short = "Утопия", formal = "Республика Утопия", of = "Утопии", formal_of = "Республики Утопия" }
ar = { short = "يوتوبيا", formal = "جمهورية يوتوبيا", of = "ليوتوبيا", formal_of = "لجمهورية يوتوبيا" }
zh = { short = "乌托邦", formal = "乌托邦共和国", of = "乌托邦", formal_of = "乌托邦共和国" }
"""

DAYS = st.dates(datetime.date(1945, 1, 1), datetime.date(2100, 12, 31))
BEFORE = {"en": "it was", "fr": "c’était", "es": "fue", "ru": "это было", "ar": "كان ذلك", "zh": "当时"}


@settings(max_examples=200)
@given(day=DAYS, language=st.sampled_from(LANGUAGES))
def test_every_date_in_a_sentence_is_the_same_in_all_languages(day: datetime.date, language: str) -> None:
    text = f"{BEFORE[language]} {write_date(day, language)}, SPECIMEN."
    assert stated(text, language, "date", "number") == [("date", day.isoformat())]


@settings(max_examples=200)
@given(number=st.integers(3, 10**12), language=st.sampled_from(LANGUAGES))
def test_every_number_in_a_sentence_is_the_same_in_all_languages(number: int, language: str) -> None:
    found = stated(f"{BEFORE[language]} {write_number(number, language)} ({language}).", language, "date", "number")
    assert [value for _, value in found] == [str(number)]


@given(number=st.integers(1, 150), language=st.sampled_from(LANGUAGES))
def test_every_session_in_words_is_a_number(number: int, language: str) -> None:
    assert stated(f"{BEFORE[language]} {ordinal(number, language)}.", language, "number") == [("number", str(number))]


@given(text=st.text(max_size=200), language=st.sampled_from([*LANGUAGES, "de", ""]))
def test_any_text_states_something_or_nothing(text: str, language: str) -> None:
    for one in facts(text, language):
        assert text[one.start : one.end] == one.text
