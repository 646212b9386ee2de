import pytest

from verbale.languages import (
    LANGUAGES,
    annex_label,
    edition_line,
    only_line,
    original_line,
    phrase,
    raised,
    roman,
    wording,
    wordings,
)
from verbale.problems import MissingWording

NBSP = "\u00a0"


def test_the_block_of_the_masthead_stays_english_where_it_does_in_print() -> None:
    lines = {
        lang: (phrase("distribution.general", lang), edition_line(lang), original_line(["en"], lang))
        for lang in LANGUAGES
    }
    assert lines == {
        "ar": ("Distr.: General", "Arabic", "Original: English"),
        "zh": ("Distr.: General", "Chinese", "Original: English"),
        "en": ("Distr.: General", "", "Original: English"),
        "fr": ("Distr. générale", "Français", f"Original{NBSP}: anglais"),
        "ru": ("Distr.: General", "Russian", "Original: English"),
        "es": ("Distr. general", "Español", "Original: inglés"),
    }


def test_several_originals_and_documents_in_few_languages() -> None:
    assert original_line(["en", "fr"], "en") == "Original: English/French"
    assert original_line(["es", "ru"], "fr") == f"Original{NBSP}: espagnol/russe"
    assert original_line(["ar", "zh"], "es") == "Original: árabe/chino"
    assert only_line(["en", "fr", "es"], "en") == "English/French/Spanish only"
    assert only_line(["es"], "es") == "Español únicamente"
    assert only_line(["fr", "en"], "fr") == "Français/anglais seulement"


def test_annexes_are_numbered_as_each_language_numbers() -> None:
    assert {lang: annex_label(None, lang) for lang in LANGUAGES} == {
        "ar": "المرفق", "zh": "附件", "en": "Annex", "fr": "Annexe", "ru": "Приложение", "es": "Anexo",
    }  # fmt: skip
    assert {lang: annex_label(4, lang) for lang in LANGUAGES} == {
        "ar": "المرفق الرابع", "zh": "附件四", "en": "Annex IV", "fr": "Annexe IV", "ru": "Приложение IV", "es": "Anexo IV",
    }  # fmt: skip
    assert [roman(n) for n in (1, 9, 14, 40, 99, 144)] == ["I", "IX", "XIV", "XL", "XCIX", "CXLIV"]


def test_every_phrase_names_its_source_and_is_in_six_languages() -> None:
    known = {(one.key, one.lang) for one in wordings()}
    assert {key for key, _ in known} >= {
        "organization",
        "annex.numbered",
        "reissue",
        "as-received",
        "note-verbale",
        "specimen",
    }
    for one in wordings():
        assert one.text.strip() == one.text
        assert len(one.source) > 5
        assert one == wording(one.key, one.lang)
    assert {(key, lang) for key, _ in known for lang in LANGUAGES} - known == {("edition", "en")}


def test_what_no_source_confirms_is_provisional() -> None:
    assert {lang for lang in LANGUAGES if not wording("as-received", lang).provisional} == {"en", "es"}
    assert {lang for lang in LANGUAGES if wording("distribution.general", lang).provisional} == set()


def test_a_missing_phrase_is_an_error_and_never_english() -> None:
    for key, lang in (("edition", "en"), ("no-such-phrase", "fr"), ("annex", "de")):
        with pytest.raises(MissingWording, match=lang):
            phrase(key, lang)
    with pytest.raises(MissingWording, match="date"):
        phrase("reissue", "ru")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reissue_note_carries_its_date(lang: str) -> None:
    assert "‹D›" in phrase("reissue", lang, date="‹D›")


@pytest.mark.parametrize(
    ("text", "lang", "letters"),
    [
        ("43er período de sesiones", "es", ["er"]),
        ("1er avril, 8956e séance, Supplément no 23, 1re et 2e", "fr", ["er", "e", "o", "re", "e"]),
        ("au XXe siècle, Ier", "fr", ["e", "er"]),
        ("43rd session of 8956e", "en", []),
        ("no hay 43", "es", []),
        ("le 3 et le 4", "fr", []),
        ("43-я сессия", "ru", []),
    ],
)
def test_ordinal_letters_to_raise(text: str, lang: str, letters: list[str]) -> None:
    assert [text[start:end] for start, end in raised(text, lang)] == letters
