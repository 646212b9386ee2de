"""The table of States: complete, clean, and right by the grammar of six languages."""

import itertools
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from verbale.authorities import authorities

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
FORMS = ("short", "formal", "of", "formal_of")

with resources.files("verbale").joinpath("authorities/data/states.toml").open("rb") as file:
    STATES: list[dict[str, Any]] = tomllib.load(file)["state"]
BY_CODE = {state["code"]: state for state in STATES}

# UNTERM's list form puts the proper name first: "Iran (Islamic Republic of)".
INVERTED = {"BOL", "FSM", "IRN", "NLD", "VEN"}

# Russian names that have no case endings.
INDECLINABLE = "BDI BFA BGD CHL COG CPV DJI FJI HTI KIR LSO MAR MCO MLI MWI NIC NRU PER PLW SLE SMR SOM STP SWZ TGO TUV VUT WSM ZWE"


def lines(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Gives code and names in one language, of every State and period."""
    for state in STATES:
        for period in state["names"]:
            yield state["code"], period[language]


def at(state: dict[str, Any], day: date) -> dict[str, Any] | None:
    """Gives the period of a State that holds on a day."""
    for period in state["names"]:
        if period.get("from", date.min) <= day <= period.get("until", date.max):
            found: dict[str, Any] = period
            return found
    return None


def of(code: str, language: str, day: date) -> str:
    period = at(BY_CODE[code], day)
    assert period is not None, f"{code} has no name on {day}"
    form: str = period[language]["of"]
    return form


def test_all_members_and_observers() -> None:
    status = [state["status"] for state in STATES]
    assert status.count("member") == 193
    assert [state["code"] for state in STATES if state["status"] == "observer"] == ["PSE", "VAT"]
    assert set(status) == {"member", "observer", "former"}


def test_codes() -> None:
    assert len(BY_CODE) == len(STATES)
    for state in STATES:
        assert re.fullmatch("[A-Z]{3}", state["code"])
        assert re.fullmatch("[A-Z]{2}", state["cc"])
        assert re.fullmatch("[1-9][0-9]{0,2}", state["m49"])
        assert state["source"]
    current = [state for state in STATES if state["status"] != "former"]
    for key in ("cc", "m49"):
        assert len({state[key] for state in current}) == len(current)
    assert [state["code"] for state in current] == sorted(state["code"] for state in current)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_complete(language: str) -> None:
    known = {*FORMS, "article", "also", "source", "provisional"}
    for code, names in lines(language):
        assert names.keys() <= known, code
        for form in FORMS:
            assert names[form], (code, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_clean(language: str) -> None:
    for code, names in lines(language):
        for form in FORMS:
            text = names[form]
            assert text == " ".join(text.split()) == unicodedata.normalize("NFC", text), (code, text)
            assert not set(text) & set("*’‘;:/"), (code, text)
            inverted = form == "short" and code in INVERTED
            assert inverted or not set(text) & set("()（）,"), (code, text)


@pytest.mark.parametrize(
    ("language", "script"),
    [("en", "LATIN"), ("fr", "LATIN"), ("es", "LATIN"), ("ru", "CYRILLIC"), ("ar", "ARABIC"), ("zh", "CJK")],
)
def test_each_language_in_its_script(language: str, script: str) -> None:
    for code, names in lines(language):
        for form in FORMS:
            letters = [letter for letter in names[form] if letter.isalpha()]
            assert all(unicodedata.name(letter).startswith(script) for letter in letters), (code, names[form])


def with_article(names: dict[str, Any]) -> str:
    article = names.get("article", "")
    return article + ("" if not article or article.endswith("'") else " ") + names["short"]


def french_of(noun: str) -> str:
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if noun.startswith(article):
            return contracted + noun.removeprefix(article)
    if noun.startswith(("la ", "l'")):
        return f"de {noun}"
    vowel = unicodedata.normalize("NFD", noun)[0] in "AEIOUH"
    return f"d'{noun}" if vowel else f"de {noun}"


def spanish_of(noun: str) -> str:
    return "del " + noun.removeprefix("el ") if noun.startswith("el ") else f"de {noun}"


def english_of(noun: str) -> str:
    return f"of {noun}"


def arabic_of(noun: str) -> str:
    return "لل" + noun.removeprefix("ال") if noun.startswith("ال") else "ل" + noun


@pytest.mark.parametrize(
    ("language", "rule"), [("en", english_of), ("fr", french_of), ("es", spanish_of), ("ar", arabic_of)]
)
def test_of_follows_from_article_and_noun(language: str, rule: Any) -> None:
    for code, names in lines(language):
        inverted = "(" in names["short"]
        assert names["of"] == rule(names["formal"] if inverted else with_article(names)), code
        assert names["formal_of"] == rule(names["formal"]), code


def test_articles() -> None:
    articles = {"en": {"the"}, "fr": {"le", "la", "les", "l'"}, "es": {"el", "la", "los", "las"}}
    for language, allowed in articles.items():
        assert {names["article"] for _, names in lines(language) if "article" in names} == allowed
    for code, names in lines("fr"):
        elided = names.get("article") == "l'"
        vowel = unicodedata.normalize("NFD", names["short"])[0] in "AEIOUaeiou"
        assert elided <= vowel, code
        assert not (vowel and names.get("article") in ("le", "la")), code
    for language in ("ru", "ar", "zh"):
        assert not any("article" in names for _, names in lines(language))


def test_chinese_has_no_cases() -> None:
    for code, names in lines("zh"):
        assert (names["of"], names["formal_of"]) == (names["short"], names["formal"]), code


def test_russian_genitive() -> None:
    same = {code for code, names in lines("ru") if names["of"] == names["short"]}
    assert " ".join(sorted(same)) == INDECLINABLE
    for code, names in lines("ru"):
        if names["formal"] == names["short"]:
            assert names["formal_of"] == names["of"], code
        else:
            assert names["formal_of"] != names["formal"], code


def test_russian_formal_names_decline_their_head_only() -> None:
    heads = {
        "Республика": "Республики",
        "Королевство": "Королевства",
        "Государство": "Государства",
        "Княжество": "Княжества",
    }
    for code, names in lines("ru"):
        words = names["formal"].split()
        for head, genitive in heads.items():
            if head in words and not (code == "MKD" and "бывшая" in words):
                after = words[words.index(head) + 1 :]
                declined = names["formal_of"].split()
                assert declined[len(declined) - len(after) - 1 :] == [genitive, *after], code


def test_periods_follow_one_another() -> None:
    for state in STATES:
        for before, after in itertools.pairwise(state["names"]):
            assert after["from"] == before["until"] + timedelta(days=1), state["code"]
        assert ("until" in state["names"][-1]) == (state["status"] == "former"), state["code"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_states_share_a_name_on_any_day(language: str) -> None:
    days = {date(1946, 1, 1), date(2026, 1, 1)}
    for state in STATES:
        for period in state["names"]:
            days |= {period[key] for key in ("from", "until") if key in period}
    for day in days:
        for form in FORMS:
            owners: dict[str, str] = {}
            for state in STATES:
                if period := at(state, day):
                    owner = owners.setdefault(period[language][form], state["code"])
                    assert owner == state["code"], (day, period[language][form])


@pytest.mark.parametrize(
    ("code", "day", "language", "expected"),
    [
        ("TUR", date(2022, 5, 31), "en", "of Turkey"),
        ("TUR", date(2022, 6, 1), "en", "of Türkiye"),
        ("TUR", date(2022, 6, 1), "fr", "de la Türkiye"),
        ("SWZ", date(2017, 9, 1), "es", "de Swazilandia"),
        ("SWZ", date(2019, 1, 1), "ru", "Эсватини"),
        ("CZE", date(2015, 3, 2), "fr", "de la République tchèque"),
        ("CZE", date(2017, 1, 1), "fr", "de la Tchéquie"),
        ("MKD", date(2019, 2, 13), "ru", "бывшей югославской Республики Македония"),
        ("MKD", date(2019, 2, 14), "ar", "لمقدونيا الشمالية"),
        ("LBY", date(2011, 2, 25), "en", "of the Libyan Arab Jamahiriya"),
        ("LBY", date(2012, 1, 1), "zh", "利比亚"),
        ("CPV", date(2013, 1, 1), "fr", "du Cap-Vert"),
        ("NLD", date(2020, 12, 7), "ru", "Нидерландов"),
        ("NLD", date(2024, 1, 1), "en", "of the Kingdom of the Netherlands"),
        ("COD", date(1996, 1, 1), "es", "del Zaire"),
        ("BOL", date(2008, 1, 1), "fr", "de la Bolivie"),
        ("BOL", date(2020, 1, 1), "es", "del Estado Plurinacional de Bolivia"),
        ("VEN", date(1998, 1, 1), "ru", "Венесуэлы"),
        ("PSE", date(2010, 1, 1), "en", "of Palestine"),
        ("PSE", date(2013, 1, 1), "ar", "لدولة فلسطين"),
        ("UKR", date(1990, 1, 1), "en", "of the Ukrainian Soviet Socialist Republic"),
        ("UKR", date(2015, 1, 20), "fr", "de l'Ukraine"),
        ("SCG", date(2005, 1, 1), "ru", "Сербии и Черногории"),
        ("SUN", date(1980, 1, 1), "es", "de la Unión de Repúblicas Socialistas Soviéticas"),
    ],
)
def test_names_change_with_time(code: str, day: date, language: str, expected: str) -> None:
    assert of(code, language, day) == expected


@pytest.mark.parametrize(
    ("code", "en", "fr", "es", "ru", "ar", "zh"),
    [
        ("AZE", "of Azerbaijan", "de l'Azerbaïdjan", "de Azerbaiyán", "Азербайджана", "لأذربيجان", "阿塞拜疆"),
        ("ARG", "of Argentina", "de l'Argentine", "de la Argentina", "Аргентины", "للأرجنتين", "阿根廷"),
        ("BRA", "of Brazil", "du Brésil", "del Brasil", "Бразилии", "للبرازيل", "巴西"),
        ("CUB", "of Cuba", "de Cuba", "de Cuba", "Кубы", "لكوبا", "古巴"),
        ("GMB", "of the Gambia", "de la Gambie", "de Gambia", "Гамбии", "لغامبيا", "冈比亚"),
        ("HTI", "of Haiti", "d'Haïti", "de Haití", "Гаити", "لهايتي", "海地"),
        ("ISR", "of Israel", "d'Israël", "de Israel", "Израиля", "لإسرائيل", "以色列"),
        ("LBN", "of Lebanon", "du Liban", "del Líbano", "Ливана", "للبنان", "黎巴嫩"),
        ("MWI", "of Malawi", "du Malawi", "de Malawi", "Малави", "لملاوي", "马拉维"),
        ("PHL", "of the Philippines", "des Philippines", "de Filipinas", "Филиппин", "للفلبين", "菲律宾"),
        ("SLV", "of El Salvador", "d'El Salvador", "de El Salvador", "Сальвадора", "للسلفادور", "萨尔瓦多"),
        ("UKR", "of Ukraine", "de l'Ukraine", "de Ucrania", "Украины", "لأوكرانيا", "乌克兰"),
        ("YEM", "of Yemen", "du Yémen", "del Yemen", "Йемена", "لليمن", "也门"),
        (
            "VAT",
            "of the Holy See",
            "du Saint-Siège",
            "de la Santa Sede",
            "Святого Престола",
            "للكرسي الرسولي",
            "罗马教廷",
        ),
        (
            "RUS",
            "of the Russian Federation",
            "de la Fédération de Russie",
            "de la Federación de Rusia",
            "Российской Федерации",
            "للاتحاد الروسي",
            "俄罗斯联邦",
        ),
        (
            "IRN",
            "of the Islamic Republic of Iran",
            "de la République islamique d'Iran",
            "de la República Islámica del Irán",
            "Исламской Республики Иран",
            "لجمهورية إيران الإسلامية",
            "伊朗伊斯兰共和国",
        ),
    ],
)
def test_of_in_six_languages(code: str, en: str, fr: str, es: str, ru: str, ar: str, zh: str) -> None:
    expected = dict(zip(LANGUAGES, (en, fr, es, ru, ar, zh), strict=True))
    assert {language: of(code, language, date(2021, 1, 1)) for language in LANGUAGES} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_form_leads_to_its_state(language: str) -> None:
    un = authorities()
    for code, names in lines(language):
        for text in [*(names[form] for form in FORMS), *names.get("also", ())]:
            assert un.find_state(text, language) == code, text


@pytest.mark.shared
def test_senders_of_real_titles(shared: Path) -> None:
    for row in map(json.loads, (shared / "data/titles.jsonl").read_text("utf-8").splitlines()):
        period = at(BY_CODE[row["sender"]["state"]], date.fromisoformat(row["dated"]))
        assert period is not None
        title = row["title"].replace("’", "'")
        forms = (period["en"]["of"], period["en"]["formal_of"])
        assert any(f" {form} to the United Nations" in title for form in forms), row


@pytest.mark.shared
@pytest.mark.parametrize("language", LANGUAGES)
def test_current_names_agree_with_unterm(shared: Path, language: str) -> None:
    for row in json.loads((shared / "data/state_names_unterm.json").read_text("utf-8")):
        if row["iso3"] in BY_CODE:
            printed = " ".join(row["formal"][language].replace("’", "'").removesuffix("*").split())
            assert BY_CODE[row["iso3"]]["names"][-1][language]["formal"] == printed, row["iso3"]
