"""Titles and set formulas: what is written in six languages is read back, and real titles come out as printed."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale import communications
from verbale.authorities import authorities
from verbale.communications import read_passage, read_title, write_passage, write_title
from verbale.communications.templates import keys
from verbale.document import Communication, Sender
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, NotKnown

UN = authorities()
SEED = Communication(
    kind="note-verbale",
    dated=datetime.date(2020, 4, 1),
    sender=Sender("AZE", "permanent-mission", "UNOG"),
    addressees=("OHCHR",),
)

TITLES = {
    "en": "Note verbale dated 1 April 2020 from the Permanent Mission of Azerbaijan to the United Nations Office at"
    " Geneva addressed to the Office of the United Nations High Commissioner for Human Rights",
    "fr": "Note verbale datée du 1er avril 2020, adressée au Haut-Commissariat des Nations Unies aux droits de l’homme"
    " par la Mission permanente de l’Azerbaïdjan auprès de l’Office des Nations Unies à Genève",
    "es": "Nota verbal de fecha 1 de abril de 2020 dirigida a la Oficina del Alto Comisionado de las Naciones Unidas para"
    " los Derechos Humanos por la Misión Permanente de Azerbaiyán ante la Oficina de las Naciones Unidas en Ginebra",
    "ru": "Вербальная нота Постоянного представительства Азербайджана при Отделении Организации Объединенных Наций в"
    " Женеве от 1 апреля 2020 года в адрес Управления Верховного комиссара Организации Объединенных Наций по правам"
    " человека",
    "ar": "مذكرة شفوية مؤرخة 1 نيسان/أبريل 2020 موجهة إلى مفوضية الأمم المتحدة لحقوق الإنسان من البعثة الدائمة"
    " لأذربيجان لدى مكتب الأمم المتحدة في جنيف",
    "zh": "2020年4月1日阿塞拜疆常驻联合国日内瓦办事处代表团给联合国人权事务高级专员办事处的普通照会",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_a_note_verbale_is_the_official_one(language: str) -> None:
    written = write_title(SEED, language, UN)
    assert written.text.replace("'", "’") == TITLES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_written_title_is_read_back(language: str) -> None:
    assert read_title(write_title(SEED, language, UN).text, language, UN) == SEED


def test_the_raised_letters_of_a_french_date_are_marked() -> None:
    written = write_title(SEED, "fr", UN)
    assert [written.text[m.start : m.end] for m in written.marks if m.kind == "raised"] == ["er"]


days = st.dates(datetime.date(1946, 1, 1), datetime.date(2099, 12, 31))
states = st.sampled_from(sorted(code for code, s in UN.states.items() if s.status != "former"))
offices = st.lists(st.sampled_from(sorted(UN.offices)), min_size=1, max_size=2, unique=True)
seats = st.sampled_from(sorted(UN.seats))
capacities = st.sampled_from(sorted(UN.capacities))
kinds = st.sampled_from(communications.KINDS)


@settings(max_examples=200, deadline=None)
@given(kinds, days, states, capacities, seats, offices, st.sampled_from(LANGUAGES))
def test_every_title_is_read_back(
    kind: str, day: datetime.date, state: str, capacity: str, seat: str, codes: list[str], language: str
) -> None:
    said = Communication(kind=kind, dated=day, sender=Sender(state, capacity, seat), addressees=tuple(codes))
    found = read_title(write_title(said, language, UN).text, language, UN)
    assert found is not None
    assert (found.kind, found.dated, found.addressees) == (said.kind, said.dated, said.addressees)
    # Two States may share a name in a language at different times, two seats a wording: what matters is what is printed.
    assert write_title(found, language, UN).text == write_title(said, language, UN).text


PASSAGES = [
    (
        "transmission",
        {"state": "AZE", "capacity": "permanent-mission", "seat": "UNOG", "addressees": "OHCHR", "object": "X"},
    ),
    ("request", {"addressees": "OHCHR", "annexes": "1", "body": "A/HRC", "session": "43", "items": "4"}),
    ("request", {"addressees": "OHCHR", "annexes": "2", "body": "A/HRC", "session": "43", "items": "3,4"}),
    ("request", {"addressees": "OHCHR", "body": "A/HRC", "session": "43", "items": "4"}),
    ("request", {"addressees": "SG", "annexes": "1", "body": "A", "items": "17(c)"}),
    ("request", {"addressees": "SG", "annexes": "1", "body": "S"}),
    ("request", {"addressees": "OHCHR", "annexes": "1", "body": "A/HRC", "session": "S-34"}),
    ("courtesy", {"addressees": "OHCHR"}),
    ("letter-transmission", {"object": "X"}),
    ("letter-request", {"annexes": "1", "body": "S"}),
    ("letter-request", {"annexes": "1", "body": "A", "session": "75", "items": "34,71"}),
    ("letter-request", {"annexes": "3", "body": "A", "session": "75", "items": "34,71", "also": "S"}),
    ("request", {"addressees": "SG", "annexes": "3", "body": "A", "also": "S"}),
    ("letter-transmission-reply", {"reference": "letter", "date": "2020-03-01", "object": "X"}),
    ("letter-transmission-reply", {"reference": "note-verbale", "date": "2020-12-31", "object": "X"}),
    (
        "transmission-reply",
        {
            "state": "AZE",
            "capacity": "permanent-mission",
            "seat": "UNOG",
            "addressees": "OHCHR",
            "object": "X",
            "reference": "note-verbale",
            "date": "2020-03-01",
        },
    ),
    ("letter-salutation", {"style": "excellency"}),
    ("letter-salutation", {"style": "madam-president"}),
    ("letter-courtesy", {"style": "president"}),
    ("letter-courtesy", {"style": "secretary-general"}),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "slots"), PASSAGES, ids=[f"{k}-{i}" for i, (k, _) in enumerate(PASSAGES)])
def test_a_written_formula_is_read_back(key: str, slots: dict[str, str], language: str) -> None:
    said = SEED if not key.startswith("letter") else Communication("letter", SEED.dated, SEED.sender, ("PRESIDENT-S",))
    written = write_passage(key, slots, said, language, UN)
    found = read_passage(written.text, language, UN)
    assert found is not None, written.text
    assert found.formula == key
    # Chinese prints the same for one annex and for several, as the United Nations does.
    same = language == "zh" and slots.get("annexes") == "2"
    # ... and does not address the reader of a letter again at its end.
    told = {name: value for name, value in slots.items() if (language, key, name) != ("zh", "letter-courtesy", "style")}
    assert found.slots == (told | {"annexes": "1"} if same else told)


def test_the_spanish_formulas_are_those_of_the_document_that_began_it() -> None:
    slots = {"addressees": "OHCHR", "annexes": "1", "body": "A/HRC", "session": "43", "items": "4"}
    assert write_passage("request", slots, SEED, "es", UN).text == (
        "La Misión Permanente pide a la Oficina del Alto Comisionado de las Naciones Unidas para los Derechos Humanos que"
        " tenga a bien hacer distribuir la presente nota verbal y su anexo como documento del 43er período de sesiones"
        " del Consejo de Derechos Humanos, en relación con el tema 4 de la agenda."
    )


def test_the_object_of_a_transmission_stands_as_it_is_and_is_marked() -> None:
    free = "the statement of the Ministry for Foreign Affairs (SPECIMEN)"
    slots = {"state": "FRA", "capacity": "permanent-mission", "seat": "UNOG", "addressees": "OHCHR", "object": free}
    written = write_passage("transmission", slots, SEED, "ru", UN)
    (mark,) = [m for m in written.marks if m.kind == "untranslated"]
    assert written.text[mark.start : mark.end] == free


def test_a_paragraph_that_says_more_than_a_formula_is_none() -> None:
    text = write_passage("courtesy", {"addressees": "OHCHR"}, SEED, "en", UN).text
    assert read_passage(f"{text} It also wishes to add a remark.", "en", UN) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The annex is being circulated without formal editing, in the language of submission only.", "en"),
        ("The annex to the present report is circulated as received.", "en"),
        ("Reproduced as received, in the languages of submission only.", "en"),
        ("Se reproduce como se recibió, en el idioma en que se presentó únicamente.", "es"),
        ("Reproducido según lo recibido.", "es"),
        ("L’annexe est distribuée telle qu’elle a été reçue.", "fr"),
    ],
)
def test_notes_that_say_as_received_are_known(text: str, language: str) -> None:
    assert communications.is_as_received(text, language)


def test_other_notes_are_not() -> None:
    assert not communications.is_as_received("Reissued for technical reasons on 28 February 2017.", "en")
    assert not communications.is_as_received("A/HRC/AC/12/2 and A/HRC/AC/13/2.", "en")


def test_codes_that_no_file_knows_are_named() -> None:
    said = Communication(dated=SEED.dated, sender=Sender("ZZZ", "permanent-mission", "UNOG"), addressees=("OHCHR",))
    with pytest.raises(NotKnown, match="ZZZ"):
        write_title(said, "en", UN)
    with pytest.raises(BadInput, match="date"):
        write_title(Communication(sender=SEED.sender, addressees=("OHCHR",)), "en", UN)


@pytest.mark.shared
def test_real_english_titles_come_out_as_printed(shared: Path) -> None:
    wrong = []
    for line in (shared / "data" / "titles.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        capacity = UN.find_capacity(row["sender"]["capacity"], "en")
        seat = UN.find_seat(row["sender"]["to"], "en")
        codes = UN.find_offices(row["addressed"].replace(" and to the ", " and the "), "en")
        said = Communication(
            kind=row["kind"],
            dated=datetime.date.fromisoformat(row["dated"]),
            sender=Sender(row["sender"]["state"], capacity or "", seat or ""),
            addressees=codes,
            severally=" and to the " in row["addressed"],
        )
        title = write_title(said, "en", UN).text
        if title != row["title"] or read_title(title, "en", UN) != said:
            wrong.append((row["title"], title))
    assert wrong == []


several = st.lists(states, min_size=2, max_size=4, unique=True)


@settings(max_examples=150, deadline=None)
@given(
    kinds,
    days,
    several,
    st.sampled_from(["permanent-mission", "permanent-representative"]),
    seats,
    st.sampled_from(LANGUAGES),
)
def test_the_title_of_a_joint_communication_is_read_back(
    kind: str, day: datetime.date, codes: list[str], capacity: str, seat: str, language: str
) -> None:
    first, *others = (Sender(code, capacity, seat) for code in codes)
    said = Communication(kind=kind, dated=day, sender=first, addressees=("SG",), others=tuple(others))
    written = write_title(said, language, UN).text
    found = read_title(written, language, UN)
    assert found is not None
    assert len(found.others) == len(others), written
    assert write_title(found, language, UN).text == written


JOINT = Communication(
    "letter", SEED.dated, Sender("EGY", "permanent-representative", "UNHQ"), ("SG",),
    others=(Sender("IRL", "permanent-representative", "UNHQ"),),
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "slots"), [row for row in PASSAGES if row[0].startswith("letter")])
def test_those_who_write_together_say_we(key: str, slots: dict[str, str], language: str) -> None:
    together, alone = (write_passage(key, slots, said, language, UN).text for said in (JOINT, Communication("letter")))
    found = read_passage(together, language, UN)
    assert found is not None, together
    assert found.formula == key
    if key != "letter-salutation" and language != "zh":
        assert together != alone


def test_those_who_send_a_letter_in_other_capacities_are_named_one_by_one() -> None:
    who = (Sender("EGY", "permanent-representative", "UNHQ"), Sender("IRQ", "charge-d-affaires", "UNHQ"))
    said = Communication("letter", SEED.dated, who[0], ("SG",), others=who[1:])
    assert write_title(said, "en", UN).text == (
        "Letter dated 1 April 2020 from the Permanent Representative of Egypt to the United Nations and the Chargé d’affaires"
        " a.i. of the Permanent Mission of Iraq to the United Nations addressed to the Secretary-General"
    )
    assert all(read_title(write_title(said, language, UN).text, language, UN) == said for language in LANGUAGES)


def test_spanish_joins_a_name_that_begins_with_i_by_e() -> None:
    who = tuple(Sender(code, "permanent-representative", "UNHQ") for code in ("EGY", "IRL"))
    said = Communication("letter", SEED.dated, who[0], ("SG",), others=who[1:])
    assert "los Representantes Permanentes de Egipto e Irlanda ante" in write_title(said, "es", UN).text


THINGS = [{"object-kind": kind, "object-state": "AZE", "object-date": "2020-03-01"} for kind in keys("object")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slots", THINGS, ids=[slots["object-kind"] for slots in THINGS])
def test_what_is_transmitted_is_put_into_every_language(slots: dict[str, str], language: str) -> None:
    letter = Communication("letter", SEED.dated, SEED.sender, ("SG",))
    written = write_passage("letter-transmission", slots, letter, language, UN)
    assert not any(mark.kind == "untranslated" for mark in written.marks)
    found = read_passage(written.text, language, UN)
    assert found is not None
    assert found.slots == slots | {"object": found.slots["object"]}


def test_a_statement_is_known_as_missions_word_it() -> None:
    text = "I have the honour to transmit herewith the text of the statement issued by the Ministry of Foreign Affairs of Azerbaijan."
    found = read_passage(text, "en", UN)
    assert found is not None
    assert (found.slots["object-kind"], found.slots["object-state"]) == ("statement-of-ministry", "AZE")
    letter = Communication("letter", SEED.dated, SEED.sender, ("SG",))
    assert write_passage(found.formula, found.slots, letter, "fr", UN).text == (
        "J’ai l’honneur de vous faire tenir ci-joint la déclaration du Ministère des affaires étrangères de la République"
        " d’Azerbaïdjan."
    )
