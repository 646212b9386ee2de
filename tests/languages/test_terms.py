"""Search terms: what is asked for finds what was indexed, whatever its form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.languages import LANGUAGES, terms

ALIKE = {
    "ar": ["دولة الدولة والدولة للدولة بالدولة دول الدول والدول للدول", "حقوق الحقوق وحقوق لحقوق بحقوق والحقوق حق الحق",
           "قرار القرار قراره القرارات بالقرار للقرار", "أذربيجان لأذربيجان وأذربيجان اذربيجان", "وثيقة الوثيقة وثائق والوثائق",
           "الأمم أمم والأمم للأمم الأُمَم الأمــم", "انتخاب الانتخابات وانتخابات"],
    "en": ["resolution resolutions RESOLUTION", "Council council Council's", "election elections"],
    "fr": ["résolution résolutions Résolution resolution", "homme l'homme l’homme hommes", "Azerbaïdjan d'Azerbaïdjan"],
    "ru": ["права право прав правами", "человек человека людей", "резолюция резолюции резолюций", "четвёртый четвертый"],
    "es": ["resolución resoluciones resolucion", "elección elecciones", "Azerbaiyán azerbaiyan"],
}  # fmt: skip
APART = {
    "ar": "دولة حق قرار وثيقة انتخاب بلد لجنة كامل",
    "en": "resolution council election decision territory",
    "fr": "résolution homme conseil élection territoire",
    "ru": "право человек резолюция решение территория",
    "es": "resolución consejo elección territorio",
}


@pytest.mark.parametrize("lang", ALIKE)
def test_forms_of_one_word_are_one_term(lang: str) -> None:
    for words in ALIKE[lang]:
        assert len({term for word in words.split() for term in terms(word, lang)}) == 1, words
    assert len(set(terms(APART[lang], lang))) == len(APART[lang].split())


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("ar", "مدني مدنيين المدنيين مدنيون مدنية"), ("ar", "محلي المحليين"), ("ar", "جهد جهود الجهود للجهود بجهود"),
        ("ar", "وفد الوفود والوفود"), ("ar", "حد حدود الحدود"), ("ar", "نص نصوص"), ("ar", "تعيين التعيين"),
        ("ar", "حكومة حكومات للحكومات"), ("ru", "ассамблея ассамблеи ассамблею ассамблей ассамблеей"),
        ("ru", "идея идеи идей идеям"), ("ru", "музей музея музеи музеев"),
    ],
)  # fmt: skip
def test_forms_of_a_word_are_one_term(lang: str, forms: str) -> None:
    assert len({tuple(terms(form, lang)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [("ar", "قبل", "قبول"), ("ar", "عبر", "عبور"), ("ar", "مليون", "ملي"), ("ru", "все", "всё-таки")],
)
def test_other_words_are_other_terms(lang: str, one: str, other: str) -> None:
    assert terms(one, lang) != terms(other, lang)


def test_chinese_is_pairs_so_that_a_word_is_found_inside_a_sentence() -> None:
    assert terms("联合国人权理事会", "zh") == ["联合", "合国", "国人", "人权", "权理", "理事", "事会"]
    assert terms("理事会", "zh") == ["理事", "事会"]
    assert terms("第43届", "zh") == ["第", "43", "届"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_and_symbols_stay_whole_in_every_language(lang: str) -> None:
    text = "(A/HRC/43/G/45*), 60/251; S/RES/822 (1993)، 3\u00a0444\u00a0250 ٤٣ and/or."
    assert terms(text, lang)[:6] == ["a/hrc/43/g/45", "60/251", "s/res/822", "1993", "3444250", "43"]
    assert terms("S/2015/46.", lang) == ["s/2015/46"]


def test_scripts_mixed_in_one_text() -> None:
    assert terms("联合国Human Rights مجلس права", "zh") == ["联合", "合国", "human", "right", "مجلس", "прав"]
    assert terms("见A/ES-10/273和Add.1", "zh")[:2] == ["见", "a/es-10/273"]


@pytest.mark.parametrize("text", ["", "   ", "—*…", "()/-"])
def test_text_without_words_has_no_terms(text: str) -> None:
    assert terms(text, "en") == []


@given(text=st.text(max_size=200), lang=st.sampled_from(LANGUAGES))
def test_any_text_gives_plain_terms_and_case_does_not_matter(text: str, lang: str) -> None:
    found = terms(text, lang)
    assert all(found)
    assert not any(character.isspace() for term in found for character in term)
    assert terms(f"{text} ", lang) == found
