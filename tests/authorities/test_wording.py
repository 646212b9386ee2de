"""Official wording: forms in sentences, the Council's agenda and sessions, and the real texts they must agree with."""

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest

from verbale.authorities import authorities
from verbale.authorities.grammar import fuse_lam
from verbale.authorities.names import fold
from verbale.languages import LANGUAGES

KNOWN = authorities()


@pytest.mark.parametrize(
    ("code", "language", "case", "form"),
    [
        (
            "OHCHR",
            "es",
            "addressed",
            "a la Oficina del Alto Comisionado de las Naciones Unidas para los Derechos Humanos",
        ),
        ("OHCHR", "fr", "addressed", "au Haut-Commissariat des Nations Unies aux droits de l’homme"),
        ("OHCHR", "ar", "addressed", "إلى مفوضية الأمم المتحدة لحقوق الإنسان"),
        ("OHCHR", "zh", "addressed", "联合国人权事务高级专员办事处"),
        (
            "OHCHR",
            "ru",
            "addressed",
            "в адрес Управления Верховного комиссара Организации Объединенных Наций по правам человека",
        ),
        ("SG", "es", "to", "al Secretario General"),
        ("SG", "es", "object", "al Secretario General"),
        ("SG", "fr", "object", "le Secrétaire général"),
        ("SG", "ru", "addressed", "на имя Генерального секретаря"),
        ("SG", "ru", "to", "Генеральному секретарю"),
        ("SG", "en", "addressed", "to the Secretary-General"),
        ("PRESIDENT-S", "fr", "addressed", "au Président du Conseil de sécurité"),
        ("PRESIDENT-S", "ar", "addressed", "إلى رئيس مجلس الأمن"),
        ("PRESIDENT-S", "zh", "name", "安全理事会主席"),
        ("PRESIDENT-A/HRC", "ru", "addressed", "на имя Председателя Совета по правам человека"),
        ("PRESIDENT-A", "fr", "of", "du Président de l’Assemblée générale"),
        ("PRESIDENT-A", "es", "to", "al Presidente de la Asamblea General"),
        ("SECRETARIAT-A/HRC", "en", "the", "the secretariat of the Human Rights Council"),
        ("UNOG", "fr", "to", "à l’Office des Nations Unies à Genève"),
    ],
)
def test_offices_in_sentences(code: str, language: str, case: Any, form: str) -> None:
    assert KNOWN.offices[code].form(language, case) == form


def test_feminine_forms() -> None:
    president = KNOWN.offices["PRESIDENT-A"]
    assert president.form("fr", "addressed", feminine=True) == "à la Présidente de l’Assemblée générale"
    assert president.form("es", "of", feminine=True) == "de la Presidenta de la Asamblea General"
    assert president.form("ar", "addressed", feminine=True) == "إلى رئيسة الجمعية العامة"
    assert president.form("en", feminine=True) == president.form("en")
    assert (
        KNOWN.capacities["permanent-representative"].form("es", "the", feminine=True) == "la Representante Permanente"
    )


@pytest.mark.parametrize(
    ("body", "language", "of"),
    [
        ("A/HRC", "fr", "du Conseil des droits de l’homme"),
        ("A/HRC", "es", "del Consejo de Derechos Humanos"),
        ("A/HRC", "ru", "Совета по правам человека"),
        ("A/HRC", "ar", "لمجلس حقوق الإنسان"),
        ("A/HRC", "zh", "人权理事会"),
        ("A/HRC", "en", "of the Human Rights Council"),
        ("A", "fr", "de l’Assemblée générale"),
        ("A", "ar", "للجمعية العامة"),
        ("A/HRC/AC", "ar", "للجنة الاستشارية"),
        ("HRI", "fr", "des Instruments internationaux relatifs aux droits de l’homme"),
        ("HRI", "es", "de los Instrumentos Internacionales de Derechos Humanos"),
    ],
)
def test_bodies_in_sentences(body: str, language: str, of: str) -> None:
    assert KNOWN.bodies[body].of(language) == of


@pytest.mark.parametrize(
    ("name", "fused"), [("المجلس", "للمجلس"), ("اللجنة", "للجنة"), ("لجنة", "للجنة"), ("مجلس", "لمجلس")]
)
def test_lam_joins(name: str, fused: str) -> None:
    assert fuse_lam(name) == fused


def test_names_of_states_follow_the_day() -> None:
    turkey = KNOWN.states["TUR"]
    assert turkey.name("en", datetime.date(2020, 3, 18)) == "Turkey"
    assert turkey.of("fr", datetime.date(2022, 6, 1)) == "de la Türkiye"
    assert turkey.name("en") == "Türkiye"
    assert KNOWN.states["PSE"].name("en", datetime.date(1950, 1, 1)) == "Palestine"
    assert KNOWN.states["CIV"].name("fr") == "Côte d’Ivoire"


@pytest.mark.parametrize(
    ("on", "language", "title"),
    [
        (datetime.date(2020, 8, 24), "en", "intolerance, follow-up"),
        (datetime.date(2023, 10, 11), "en", "intolerance: follow-up"),
        (None, "fr", "Racisme, discrimination raciale"),
        (datetime.date(2014, 3, 28), "fr", "qui y est associée − suivi"),
        (datetime.date(2020, 7, 6), "fr", "qui y est associée\u00a0: suivi"),
        (datetime.date(2020, 7, 6), "ar", "، ومتابعة"),
        (datetime.date(2020, 7, 6), "es", "intolerancia: seguimiento"),
    ],
)
def test_the_title_of_item_9_drifts(on: datetime.date | None, language: str, title: str) -> None:
    assert title in (KNOWN.agenda_title("A/HRC", "9", language, on) or "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_agenda_titles_are_found_again(language: str) -> None:
    for item in range(1, 11):
        for on in (None, datetime.date(2012, 6, 1), datetime.date(2020, 6, 1)):
            title = KNOWN.agenda_title("A/HRC", str(item), language, on)
            assert title is not None
            assert KNOWN.find_agenda_item("A/HRC", title, language) == str(item)
            assert title in KNOWN.agenda_titles("A/HRC", str(item))


def test_what_is_on_no_agenda() -> None:
    assert KNOWN.agenda_title("A/HRC", "11", "en") is None
    assert KNOWN.agenda_title("A", "4", "en") is None
    assert KNOWN.find_agenda_item("A/HRC", "Sundry matters") is None


def test_session_43_was_planned_and_met_otherwise() -> None:
    session = KNOWN.session("A/HRC", 43)
    assert session is not None
    assert session.planned == ((datetime.date(2020, 2, 24), datetime.date(2020, 3, 20)),)
    assert [end for _, end in session.actual] == [datetime.date(2020, 3, 13), datetime.date(2020, 6, 23)]
    assert (session.kind, session.number, session.year) == ("regular", 43, 2020)


def test_sessions_of_the_council_follow_each_other() -> None:
    regular = [KNOWN.sessions["A/HRC", str(n)] for n in range(1, 61)]
    special = [KNOWN.sessions["A/HRC", f"S-{n}"] for n in range(1, 39)]
    for row in (regular, special):
        opened = [one.planned[0][0] for one in row]
        assert opened == sorted(opened)
        assert all(first <= last for one in row for first, last in (*one.planned, *one.actual))
    assert {one.kind for one in special} == {"special"}


@pytest.mark.parametrize(("code", "year"), [("1", 1946), (31, 1976), (75, 2020), ("80", 2025)])
def test_general_assembly_opens_by_rule(code: str | int, year: int) -> None:
    session = KNOWN.session("A", code)
    assert session is not None
    assert (session.year, session.planned) == (year, ())


def test_annual_and_unknown_sessions() -> None:
    annual = KNOWN.session("E", 2015)
    assert annual is not None
    assert (annual.kind, annual.year, annual.number) == ("annual", 2015, None)
    assert KNOWN.session("A/HRC", 999) is None
    assert KNOWN.session("A/HRC", "S-99") is None
    assert KNOWN.session("Q", 1) is None


def test_every_row_names_its_source_and_marks_what_is_unconfirmed() -> None:
    for table in (KNOWN.bodies, KNOWN.offices, KNOWN.seats, KNOWN.capacities, KNOWN.organizations):
        for code, row in table.items():
            assert row.source, code
            assert set(row.names) == set(LANGUAGES), code
            assert set(row.provisional) <= set(LANGUAGES), code
            if row.source == "general knowledge":
                assert set(row.provisional) == set(LANGUAGES), code
    for item in KNOWN.agenda:
        assert item.source
        assert set(item.names) == set(LANGUAGES)


def test_names_are_clean() -> None:
    script = {
        "ar": "[\u0600-\u06ff]",
        "zh": "[\u4e00-\u9fff]",
        "ru": "[\u0400-\u04ff]",
        "en": "[a-z]",
        "fr": "[a-z]",
        "es": "[a-z]",
    }
    for table in (KNOWN.bodies, KNOWN.offices, KNOWN.seats, KNOWN.capacities):
        for code, row in table.items():
            for language in LANGUAGES:
                for text in row.spellings(language):
                    if text in row.noun(language).also or re.search("[A-Z]{4}", text):
                        continue
                    assert re.search(script[language], text), (code, text)
                    assert "'" not in text, (code, text)
                    assert "  " not in text, (code, text)


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("to the United Nations Office at Geneva", "en"),
        ("to the United Nations Office and other international organizations in Geneva", "en"),
        ("to the United Nations Office at Geneva and other international organizations in Geneva", "en"),
        ("to the United Nations Office at Geneva and other international organizations in Switzerland", "en"),
        ("to the United Nations", "en"),
        ("to the United Nations (Vienna)", "en"),
        ("auprès de l’Organisation des Nations Unies", "fr"),
        ("ante la Oficina de las Naciones Unidas y otras organizaciones internacionales en Ginebra", "es"),
        ("ante la Oficina de las Naciones Unidas en Ginebra", "es"),
        ("при Организации Объединенных Наций", "ru"),
        ("لدى الأمم المتحدة", "ar"),
    ],
)
def test_seats_are_worded_exactly_as_real_titles_print_them(printed: str, language: str) -> None:
    seat = KNOWN.find_seat(printed, language)
    assert seat is not None
    assert KNOWN.seats[seat].name(language) == printed


def test_chinese_seat_stands_inside_the_capacity() -> None:
    mission, seat = KNOWN.capacities["permanent-mission"], KNOWN.seats["UNOG"]
    assert mission.form("zh").format(seat=seat.form("zh")) == "常驻联合国日内瓦办事处代表团"


@pytest.mark.shared
def test_printed_titles_can_be_worded(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "data/titles.jsonl").read_text("utf-8").splitlines()]
    assert rows
    for row in rows:
        sender, on = row["sender"], datetime.date.fromisoformat(row["dated"])
        seat = KNOWN.find_seat(sender["to"], "en")
        assert seat is not None
        assert KNOWN.seats[seat].name("en") == sender["to"]
        capacity = KNOWN.find_capacity(sender["capacity"], "en")
        assert capacity is not None
        assert KNOWN.capacities[capacity].name("en") == sender["capacity"]
        assert KNOWN.states[sender["state"]].of("en", on) == f"of {sender['printed']}"
        offices = KNOWN.find_offices(row["addressed"], "en")
        joint = " and to " if " and to " in row["addressed"] else " and "
        assert joint.join(KNOWN.offices[code].form("en", "the") for code in offices) == row["addressed"]


@pytest.mark.shared
def test_mastheads_in_print_name_known_items(shared: Path) -> None:
    found = 0
    for line in (shared / "data/covers.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)["gold"]
        title = gold.get("agenda_title")
        if not title or not gold["symbol"].startswith("A/HRC/"):
            continue
        number = re.search(r"\d+", gold["agenda_item"])
        assert number is not None
        assert KNOWN.find_agenda_item("A/HRC", title, gold["language"]) == number.group(), title
        on = datetime.date.fromisoformat(gold["date"])
        assert fold(KNOWN.agenda_title("A/HRC", number.group(), gold["language"], on) or "") == fold(title)
        found += 1
    assert found > 100
