"""Covers in six languages and in the orders that print and extraction give them. All are SPECIMEN texts."""

from __future__ import annotations

import datetime

import pytest

from verbale.authorities import authorities
from verbale.document import Reading
from verbale.formats import markdown, text
from verbale.recognizer import recognize

DAY = datetime.date


def read(source: str, *, plain: bool = True) -> Reading:
    return recognize((text if plain else markdown).read(source.encode()), authorities())


MODERN = {
    "en": """A/HRC/71/G/9

United Nations

General Assembly

Distr.: General
4 March 2031
Original: English

Human Rights Council
Seventy-first session
24 February–21 March 2031
Agenda items 2 and 3
Annual report of the United Nations High Commissioner
for Human Rights and reports of the Office of the
High Commissioner and the Secretary-General
Promotion and protection of all human rights, civil,
political, economic, social and cultural rights,
including the right to development

SPECIMEN: On the protection of lighthouses
""",
    "fr": """Nations Unies
A/HRC/71/G/9
Assemblée générale
Distr. générale
4 mars 2031
Français
Original : anglais
Conseil des droits de l’homme
Soixante et onzième session
24 février-21 mars 2031
Points 2 et 3 de l’ordre du jour

SPÉCIMEN : De la protection des phares
""",
    "es": """Naciones Unidas
A/HRC/71/G/9
Asamblea General
Distr. general
4 de marzo de 2031
Español
Original: inglés
Consejo de Derechos Humanos
71er período de sesiones
24 de febrero a 21 de marzo de 2031
Temas 2 y 3 de la agenda

ESPÉCIMEN: De la protección de los faros
""",
    "ru": """Организация Объединенных Наций
A/HRC/71/G/9
Генеральная Ассамблея
Distr.: General
4 March 2031
Russian
Original: English
Совет по правам человека
Семьдесят первая сессия
24 февраля — 21 марта 2031 года
Пункты 2 и 3 повестки дня

ОБРАЗЕЦ: О защите маяков
""",
    "ar": """الأمــم المتحـدة
A/HRC/71/G/9
الجمعية العامة
Distr.: General
4 March 2031
Arabic
Original: English
مجلس حقوق الإنسان
الدورة الحادية والسبعون
24 شباط/فبراير - 21 آذار/مارس 2031
البندان 2 و 3 من جدول الأعمال

نموذج: حماية المنارات
""",
    "zh": """联 合 国
A/HRC/71/G/9
大 会
Distr.: General
4 March 2031
Chinese
Original: English
人权理事会
第七十一届会议
2031年2月24日至3月21日
议程项目2和3

样本：保护灯塔
""",
}


@pytest.mark.parametrize("plain", [True, False], ids=["text", "markdown"])
@pytest.mark.parametrize("language", MODERN)
def test_a_cover_gives_the_same_fields_in_every_language(language: str, plain: bool) -> None:
    source = MODERN[language] if plain else MODERN[language].replace("\n", "\n\n")
    document = read(source, plain=plain).document
    session = document.session
    assert document.symbol == "A/HRC/71/G/9"
    assert document.masthead.language == language
    assert document.masthead.distribution == "general"
    assert document.masthead.issued == DAY(2031, 3, 4)
    assert document.masthead.originals == ("en",)
    assert document.body == "A/HRC"
    assert session is not None
    assert (session.kind, session.number) == ("regular", 71)
    assert session.dates == ((DAY(2031, 2, 24), DAY(2031, 3, 21)),)
    assert [item.number for item in document.agenda] == ["2", "3"]


@pytest.mark.parametrize("language", MODERN)
def test_every_line_of_the_cover_is_kept_as_printed(language: str) -> None:
    document = read(MODERN[language]).document
    words = " ".join([*(line.text for line in document.cover), document.title]).split()
    assert words == MODERN[language].split()
    assert "other" not in {line.field for line in document.cover}


def test_wrapped_titles_of_several_items_are_told_apart() -> None:
    first, second = read(MODERN["en"]).document.agenda
    assert first.title.startswith("Annual report of the United Nations High Commissioner for Human Rights and reports")
    assert first.title.endswith("the Secretary-General")
    assert second.title.startswith("Promotion and protection of all human rights, civil, political, economic")


OLD = """UNITED
NATIONS

A
General Assembly

Distr.
LIMITED
A/HRC/70/L.3*
15 January 2030
ENGLISH
Original: SPANISH/ENGLISH

HUMAN RIGHTS COUNCIL
Seventieth session
Item 2 (c) of the provisional agenda

SPECIMEN ITEM IN CAPITALS OF AN
OLDER MASTHEAD
Report of the Special Rapporteur on lighthouses**

* Reissued for technical reasons.
** Late submission.

GE.30-10001 (E) 160130
"""


def test_an_old_masthead_in_capitals() -> None:
    document = read(OLD).document
    assert document.symbol == "A/HRC/70/L.3"
    assert document.masthead.stars == "*"
    assert document.masthead.distribution == "limited"
    assert document.masthead.organization == "UNITED NATIONS"
    assert document.masthead.organ == "General Assembly"
    assert (document.masthead.language, document.masthead.originals) == ("en", ("es", "en"))
    assert document.masthead.job_number == "GE.30-10001 (E)"
    assert [(item.number, item.title) for item in document.agenda] == [
        ("2(c)", "SPECIMEN ITEM IN CAPITALS OF AN OLDER MASTHEAD")
    ]
    assert document.title == "Report of the Special Rapporteur on lighthouses"
    assert [note.marker for note in document.notes] == ["*", "**"]
    assert [mark.value for mark in document.title_marks] == ["n2"]


MERGED = """United Nations A/CONF.999/PC/L.3
General Assembly Distr.: Limited
1 December 2030
Original: English
30-77708 (E) 141230
*3077708*
Preparatory Committee for the SPECIMEN
Conference on Lighthouses
Second session
8-19 January 2031
Draft objective of the Conference
Working paper by the Chairman of the Preparatory Committee
The Preparatory Committee recommends that the objective of the Conference should be to
keep every lighthouse lit, in particular those that nobody has yet built.
"""


def test_two_columns_merged_on_one_line() -> None:
    document = read(MERGED).document
    session = document.session
    assert document.symbol == "A/CONF.999/PC/L.3"
    assert document.masthead.organization == "United Nations"
    assert document.masthead.organ == "General Assembly"
    assert document.masthead.distribution == "limited"
    assert document.masthead.job_number == "30-77708 (E)"
    assert session is not None
    assert (session.number, session.dates) == (2, ((DAY(2031, 1, 8), DAY(2031, 1, 19)),))
    assert document.title == "Draft objective of the Conference"
    assert document.subtitle == "Working paper by the Chairman of the Preparatory Committee"


LATE = """GE.31-21936(E)
Human Rights Council
Seventy-first session
Agenda item 6
Universal periodic review
Report of the Working Group on the Universal Periodic
Review*
Brumalia
* The annex is being circulated without formal editing, in the language of submission only.
United Nations A/HRC/71/15
General Assembly Distr.: General
19 December 2030
Original: English
\fA/HRC/71/15
2
Introduction
1. The SPECIMEN Working Group met in a lighthouse.
"""


def test_a_box_that_the_extractor_gave_after_the_title() -> None:
    reading = read(LATE)
    document = reading.document
    assert document.symbol == "A/HRC/71/15"
    assert document.masthead.distribution == "general"
    assert document.masthead.issued == DAY(2030, 12, 19)
    assert document.title == "Report of the Working Group on the Universal Periodic Review"
    assert document.subtitle == "Brumalia"
    assert [getattr(block, "text", "") for block in document.content] == [
        "Introduction",
        "The SPECIMEN Working Group met in a lighthouse.",
    ]
    assert "read-running-heads" in {problem.code for problem in reading.problems}


@pytest.mark.parametrize(
    ("line", "languages", "language"),
    [
        ("English only", ("en",), "en"),
        ("English/French/Spanish only", ("en", "fr", "es"), ""),
        ("Arabic and English only", ("ar", "en"), ""),
        ("Español únicamente", ("es",), "es"),
        ("Français seulement", ("fr",), "fr"),
    ],
)
def test_a_document_in_few_languages_only(line: str, languages: tuple[str, ...], language: str) -> None:
    document = read(
        f"A/HRC/71/CRP.1\n21 February 2031\n{line}\n\nHuman Rights Council\nSeventy-first session\n"
    ).document
    assert document.masthead.languages == languages
    assert document.masthead.originals == ()
    assert document.masthead.issued == DAY(2031, 2, 21)
    assert not language or document.masthead.language == language


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("Agenda items 3, 4, 7, 9 and 10", ["3", "4", "7", "9", "10"]),
        ("Points 132 et 17 c) de l’ordre du jour", ["132", "17(c)"]),
        ("Tema 19 a) del programa", ["19(a)"]),
        ("Пункт 113(b) повестки дня", ["113(b)"]),
        ("البند 113 (ب) من جدول الأعمال", ["113(b)"]),
        ("议程项目132和17(c)", ["132", "17(c)"]),
    ],
)
def test_agenda_lines_with_sub_items(line: str, items: list[str]) -> None:
    document = read(f"A/99/12\n\nDistr.: General\n4 March 2031\n\n{line}\n").document
    assert [item.number for item in document.agenda] == items


def test_special_session_with_one_day() -> None:
    document = read("A/HRC/S-77/2\n\nDistr.: General\n31 May 2031\n\nHuman Rights Council\n"
                    "Seventy-seventh special session\n2 May 2031\n\nReport of the Human Rights Council on its\n"
                    "seventy-seventh special session\n").document  # fmt: skip
    session = document.session
    assert session is not None
    assert (session.kind, session.number) == ("special", 77)
    assert session.dates == ((DAY(2031, 5, 2), DAY(2031, 5, 2)),)
    assert document.masthead.issued == DAY(2031, 5, 31)
    assert document.title == "Report of the Human Rights Council on its seventy-seventh special session"


def test_a_joint_document_has_the_agenda_of_its_first_body() -> None:
    document = read("""A/HRC/68/3–E/CN.6/2028/9

United Nations

General Assembly
Economic and Social Council

Distr.: General
15 December 2027
Original: English

Human Rights Council
Sixty-eighth session
18 June–6 July 2028
Agenda item 2

Commission on the Status
of Women
Sixty-second session
12–23 March 2028
Item 3 (c) of the provisional agenda*

SPECIMEN report
""").document
    assert document.symbol == "A/HRC/68/3-E/CN.6/2028/9"
    assert document.body == "A/HRC"
    assert [item.number for item in document.agenda] == ["2"]
    assert document.session is not None
    assert document.session.number == 68


def test_no_symbol_is_guessed() -> None:
    reading = read(MODERN["es"].replace("A/HRC/71/G/9\n", ""))
    assert reading.document.symbol is None
    assert reading.document.body == "A/HRC"
    assert [problem.where for problem in reading.problems if problem.code == "read-symbol-absent"] == ["symbol"]


def test_a_resolution_that_states_its_number_and_body_states_its_symbol() -> None:
    reading = read("""RESOLUTION 9777 (2031)

Adopted by the Security Council at its 13116th meeting
on 19 September 2031

The Security Council,

Recalling that this is a SPECIMEN,

1. Decides to remain seized of the lighthouse.
""")
    assert reading.document.symbol == "S/RES/9777 (2031)"
    assert reading.document.kind == "resolution"
    assert [one.confidence for one in reading.evidence if one.field == "symbol"] == [0.9]


@pytest.mark.parametrize("language", MODERN)
def test_evidence_names_the_line_of_each_field(language: str) -> None:
    reading = read(MODERN[language])
    lines = MODERN[language].split("\n")
    evidence = {one.field: one for one in reading.evidence}
    for field in ("symbol", "masthead.distribution", "masthead.issued", "masthead.originals", "body", "title"):
        first = evidence[field].text.split(" / ")[0]
        assert lines[evidence[field].lines[0] - 1].startswith(first), field
        assert 0 < evidence[field].confidence <= 1
