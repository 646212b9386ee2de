import pytest

from verbale.languages import LANGUAGES, language
from verbale.problems import NotKnown

SYSTEMS = {
    "ar": ["ar", "ara", "A", "Arabic", "ar-EG", "arabe", "العربية"],
    "zh": ["zh", "zho", "chi", "C", "Chinese", "zh-Hans", "zh_CN", "中文"],
    "en": ["en", "eng", "E", "English", "en-GB", "anglais", "английский"],
    "fr": ["fr", "fra", "fre", "F", "French", "Français", "francés"],
    "ru": ["ru", "rus", "R", "Russian", "русский", "俄文"],
    "es": ["es", "spa", "S", "Spanish", "es-419", "ESPAÑOL", "espanol"],
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_system_of_codes_leads_to_the_language(code: str) -> None:
    for name in SYSTEMS[code]:
        assert language(name).code == code
        assert language(name.swapcase()).code == code


def test_no_two_languages_share_a_code() -> None:
    for field in ("alpha3", "bibliographic", "letter", "undocs"):
        assert len({getattr(language(code), field) for code in LANGUAGES}) == 6
    assert "".join(language(code).letter for code in sorted(LANGUAGES)) == "AESFRC"
    assert [code for code in LANGUAGES if language(code).direction == "rtl"] == ["ar"]


@pytest.mark.parametrize("name", ["de", "german", "", "G", "xx-en", "Klingon", "zhou"])
def test_other_languages_are_not_known(name: str) -> None:
    with pytest.raises(NotKnown, match="none of the six"):
        language(name)
