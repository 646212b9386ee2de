"""Titles, paragraphs, notes and annexes in six languages. All are SPECIMEN texts."""

from __future__ import annotations

import pytest

from verbale.authorities import authorities
from verbale.document import Document, Heading, Paragraph, Reading
from verbale.formats import markdown, text
from verbale.recognizer import recognize


def reading(source: str, *, plain: bool = False) -> Reading:
    return recognize((text if plain else markdown).read(source.encode()), authorities())


def read(source: str, *, plain: bool = False) -> Document:
    return reading(source, plain=plain).document


def texts(blocks: object) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph | Heading)]  # type: ignore[attr-defined]


RESOLUTIONS = {
    "en": ("Resolution adopted by the General Assembly on 3 May 2031", "99/7. SPECIMEN lighthouses",
           "The General Assembly,", "Recalling its lighthouses,", "1. Decides to light them;",
           "48th plenary meeting 3 May 2031"),
    "fr": ("Résolution adoptée par l’Assemblée générale le 3 mai 2031", "99/7. Phares SPÉCIMEN",
           "L’Assemblée générale,", "Rappelant ses phares,", "1. Décide de les allumer ;", "48e séance plénière 3 mai 2031"),
    "es": ("Resolución aprobada por la Asamblea General el 3 de mayo de 2031", "99/7. Faros ESPÉCIMEN",
           "La Asamblea General,", "Recordando sus faros,", "1. Decide encenderlos;",
           "48ª sesión plenaria 3 de mayo de 2031"),
    "ru": ("Резолюция, принятая Генеральной Ассамблеей 3 мая 2031 года", "99/7. Маяки (ОБРАЗЕЦ)",
           "Генеральная Ассамблея,", "напоминая о своих маяках,", "1. постановляет зажечь их;",
           "48-е пленарное заседание 3 мая 2031 года"),
    "ar": ("قرار اتخذته الجمعية العامة في 3 أيار/مايو 2031", "99/7 المنارات (نموذج)", "إن الجمعية العامة،",
           "إذ تشير إلى مناراتها،", "1 - تقرر إضاءتها؛", "الجلسة العامة 48 3 أيار/مايو 2031"),
    "zh": ("2031年5月3日大会决议", "99/7. 灯塔（样本）", "大会，", "回顾其灯塔，", "1. 决定点亮灯塔；", "第48次全体会议 2031年5月3日"),
}  # fmt: skip


@pytest.mark.parametrize("language", RESOLUTIONS)
def test_resolutions_in_every_language(language: str) -> None:
    document = read("A/RES/99/7\n\n" + "\n\n".join(RESOLUTIONS[language]))
    adopted, title, *rest = RESOLUTIONS[language]
    assert document.kind == "resolution"
    assert document.title == title
    assert [line.text for line in document.cover] == ["A/RES/99/7", adopted]
    paragraphs = [block for block in document.content if isinstance(block, Paragraph)]
    assert [block.role for block in paragraphs] == ["preambular", "preambular", "operative", "place-date"]
    assert [f"{block.number} {block.text}".strip() for block in paragraphs] == rest
    assert [block.id for block in paragraphs] == ["p1", "p2", "p3", "p4"]


@pytest.mark.parametrize(
    ("symbol", "title", "kind"),
    [
        ("A/HRC/71/2/Corr.1", "Corrigendum", "corrigendum"),
        ("A/HRC/71/2/Add.1", "Report of the SPECIMEN", "addendum"),
        ("A/HRC/71/L.4", "SPECIMEN: draft resolution", "draft"),
        ("A/HRC/71/NGO/4", "Written statement submitted by a SPECIMEN", "statement"),
        ("A/HRC/71/SR.4", "Summary record of the SPECIMEN meeting", "summary-record"),
        ("A/HRC/DEC/71/101", "SPECIMEN", "decision"),
        ("S/PRST/2031/3", "Statement by the President of the Security Council", "presidential-statement"),
        ("A/HRC/71/4", "Доклад ОБРАЗЕЦ", "report"),
        ("A/HRC/71/4", "أمين المظالم: مشروع قرار", "draft"),
        ("A/HRC/71/4", "秘书长的说明", "note"),
        ("A/HRC/71/4", "Carta de fecha 4 de marzo de 2031 del Representante ESPÉCIMEN", "letter"),
        ("A/HRC/71/4", "SPECIMEN", "document"),
    ],
)
def test_kinds(symbol: str, title: str, kind: str) -> None:
    assert read(f"{symbol}\n\n# {title}\n\nText of the specimen, which goes on for a sentence or so.").kind == kind


WRAPPED = """A/HRC/71/12

Human Rights Council
Seventy-first session
Agenda item 3

SPECIMEN report on lighthouses
Note by the Secretariat
The Secretariat has the honour to transmit to the Council the self-
contained report of the keeper, prepared pursuant to its own reso-
lution, on the situation of lighthouses, lamps and those who keep
them burning.

I. Introduction
1. The keeper visited nine lighthouses in the course of the year,
some of them twice.
2.
The keeper thanks the sea.
(a) Calm waters were met in the north of the imaginary archipelago;
(b) Storms were met elsewhere.

II. Conclusions
"""


def test_wrapped_lines_become_paragraphs_with_their_numbers() -> None:
    document = read(WRAPPED, plain=True)
    assert (document.title, document.subtitle) == ("SPECIMEN report on lighthouses", "Note by the Secretariat")
    found = [
        (type(block).__name__, getattr(block, "number", ""), getattr(block, "text", "")) for block in document.content
    ]
    assert found[1:] == [
        ("Heading", "I.", "Introduction"),
        ("Paragraph", "1.", "The keeper visited nine lighthouses in the course of the year, some of them twice."),
        ("Paragraph", "2.", "The keeper thanks the sea."),
        ("Paragraph", "(a)", "Calm waters were met in the north of the imaginary archipelago;"),
        ("Paragraph", "(b)", "Storms were met elsewhere."),
        ("Heading", "II.", "Conclusions"),
    ]
    assert found[0][2].startswith("The Secretariat has the honour to transmit to the Council the self-contained report")
    assert found[0][2].endswith("them burning.")


NOTED = {
    "en": "The lamp,1 which burns,2 was lit.",
    "fr": "La lampe1, qui brûle2, fut allumée.",
    "es": "La lámpara1, que arde2, fue encendida.",
    "ru": "Лампа1, которая горит2, была зажжена.",
    "ar": "أضيء المصباح(1) الذي يشتعل(2).",
    "zh": "灯，1 燃烧的2 被点亮。",
}


@pytest.mark.parametrize("language", NOTED)
def test_numbers_glued_to_words_anchor_the_notes_behind_the_rule(language: str) -> None:
    document = read(
        f"A/HRC/71/12\n\nOf lamps (SPECIMEN)\n\n{NOTED[language]}\n____________\n1 A/HRC/70/1.\n2 () S/2030/4.\n",
        plain=True,
    )
    (paragraph,) = document.content
    assert isinstance(paragraph, Paragraph)
    assert [note.marker for note in document.notes] == ["1", "2"]
    assert [texts(note.content) for note in document.notes] == [["A/HRC/70/1."], ["S/2030/4."]]
    assert [mark.value for mark in paragraph.marks] == ["n1", "n2"]
    assert not any(letter.isdecimal() for letter in paragraph.text)


def test_a_number_without_a_note_stays_a_number() -> None:
    document = read("A/HRC/71/12\n\nSPECIMEN\n\nThe rules of COVID19 and of A/HRC/L.3 hold, but not those of 20301.")
    assert texts(document.content) == ["The rules of COVID19 and of A/HRC/L.3 hold, but not those of 20301."]


def test_digits_of_a_year_and_of_a_symbol_are_not_taken_for_the_marker() -> None:
    source = (
        "A/HRC/71/12\n\nOf lamps (SPECIMEN)\n\nAs in E/2030/L.1 of 4 May 20301 the lamp burns.2\n____\n1 One.\n2 Two.\n"
    )
    (paragraph,) = read(source, plain=True).content
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "As in E/2030/L.1 of 4 May 2030 the lamp burns."
    assert [(mark.start, mark.value) for mark in paragraph.marks] == [(30, "n1"), (46, "n2")]


STARRED = """# SPECIMEN title\\*

The lamp and its annex\\*\\* were seen.[^1]

---

\\* Late submission.

\\*\\* Reproduced as received.

[^1]: See **A/HRC/70/1**.
"""


def test_notes_of_markdown() -> None:
    document = read(STARRED)
    assert document.title == "SPECIMEN title"
    assert [mark.value for mark in document.title_marks] == ["n1"]
    assert [note.marker for note in document.notes] == ["*", "**", "1"]
    (paragraph,) = document.content
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "The lamp and its annex were seen."
    assert {mark.value: mark.start for mark in paragraph.marks} == {"n2": 22, "n3": 33}


def test_a_marker_without_its_note_is_reported() -> None:
    found = reading("# Of lamps (SPECIMEN)\n\nThe lamp[^7] burns.")
    assert texts(found.document.content) == ["The lamp burns."]
    assert [problem.text for problem in found.problems if problem.code == "read-note-absent"] == [
        "Nothing is noted under 7."
    ]


ANNEXES = {
    "en": (
        "Annex I",
        "Annex to the letter dated 4 March 2031 from the Keeper to the SPECIMEN",
        "Statement of the keeper",
    ),
    "fr": ("Annexe I", "Annexe à la lettre datée du 4 mars 2031, SPÉCIMEN", "Déclaration du gardien"),
    "es": ("Anexo I", "Anexo de la carta de fecha 4 de marzo de 2031, ESPÉCIMEN", "Declaración del guardián"),
    "ru": ("Приложение I", "Приложение к письму от 4 марта 2031 года, ОБРАЗЕЦ", "Заявление смотрителя"),
    "ar": ("المرفق الأول", "مرفق الرسالة المؤرخة 4 آذار/مارس 2031، نموذج", "بيان الحارس"),
    "zh": ("附件一", "2031年3月4日给样本的信的附件", "看守人的声明"),
}


@pytest.mark.parametrize("bold", [True, False])
@pytest.mark.parametrize("language", ANNEXES)
def test_annexes_in_every_language(language: str, bold: bool) -> None:
    short, long, title = ANNEXES[language]
    form = "**{}**" if bold or language == "zh" else "{}"
    labels = [form.format(label) for label in (short, long)]
    document = read(
        f"# Of lamps (SPECIMEN)\n\nText.\n\n{labels[0]}\n\n{form.format(title)}\n\nOne.\n\n{labels[1]}\n\n{form.format(title)}\n\nTwo."
    )
    assert [(annex.id, annex.label, annex.title) for annex in document.annexes] == [
        ("annex1", short, title), ("annex2", long, title),
    ]  # fmt: skip
    assert [texts(annex.content) for annex in document.annexes] == [["One."], ["Two."]]
    assert [annex.content[0].id for annex in document.annexes] == ["a1-p1", "a2-p1"]


def test_an_annex_keeps_its_own_language_and_notes() -> None:
    document = read("""# Specimen

The Mission has the honour to transmit the statement of the keeper of the lighthouse.

**Annex**

[Original: Spanish]

**Declaración del guardián**

El guardián de los faros declara que la lámpara[^a] está encendida desde hace muchos años.

[^a]: Véase la lámpara.
""")
    (annex,) = document.annexes
    assert (document.masthead.language, annex.language, annex.original) == ("en", "es", "es")
    assert annex.title == "Declaración del guardián"
    assert [(note.id, note.marker) for note in annex.notes] == [("a1-n1", "a")]
    assert document.notes == ()


def test_a_sentence_about_an_annex_is_no_annex() -> None:
    document = read(
        "# Of lamps (SPECIMEN)\n\nAnnex I contains the list of lamps.\n\nAnexo significa lo que se dice.\n\nAnnexes were read."
    )
    assert document.annexes == ()


def test_paragraphs_in_another_language_say_so() -> None:
    document = read("""# Of lamps (SPECIMEN)

The keeper of the lighthouse has the honour to report on the lamps of the year.

Le gardien du phare a l’honneur de présenter son rapport sur les lampes de l’année.

Смотритель маяка имеет честь представить доклад о лампах за год.
""")
    assert [getattr(block, "language", "") for block in document.content] == ["", "fr", "ru"]


def test_tables_and_lists_of_markdown() -> None:
    document = read("# Of lamps (SPECIMEN)\n\n1. One\n2. Two\n   - Half\n\n| a | b |\n|---|---|\n| 1 | **2** |\n")
    one, two, half, table = document.content
    assert [(b.number, b.level, b.text) for b in (one, two, half)] == [
        ("1.", 0, "One"),
        ("2.", 0, "Two"),
        ("-", 1, "Half"),
    ]
    assert (table.id, table.header) == ("t1", 1)
    assert [[texts(cell.content) for cell in row] for row in table.rows] == [[["a"], ["b"]], [["1"], ["2"]]]
    assert table.rows[1][1].content[0].id == "t1r2c2"


def test_the_specimens_that_ship_are_read_as_notes_verbales(specimens: dict[str, bytes], league: object) -> None:
    for language, data in specimens.items():
        found = recognize(markdown.read(data), league)  # type: ignore[arg-type]
        document = found.document
        assert document.specimen, language
        assert document.masthead.language == language
        assert document.kind == "note-verbale"
        assert document.communication is not None
        assert document.communication.sender.state.startswith("X"), language
        assert [passage.formula for passage in document.communication.passages][:2] == ["transmission", "request"]
        assert len(document.annexes) == 1


def test_soft_line_ends_part_no_paragraph_and_hard_ones_only_lines() -> None:
    document = read(
        "# Of lamps (SPECIMEN)\n\nThe lamp\nburns.\n\nLighthouse Bay,  \n4 March 2031\n\n灯塔多年来一直\n亮着。\n"
    )
    first, second, third = document.content
    assert [block.text for block in (first, second, third)] == [  # type: ignore[union-attr]
        "The lamp burns.", "Lighthouse Bay, 4 March 2031", "灯塔多年来一直亮着。",
    ]  # fmt: skip
    assert [(mark.kind, mark.start) for mark in second.marks] == [("break", 16)]  # type: ignore[union-attr]


def test_lines_of_plain_text_that_are_paragraphs_stay_apart() -> None:
    long = "The keeper of the lighthouse has the honour to report on the lamps of the year. " * 4
    document = read(f"A/HRC/71/12\nOf lamps (SPECIMEN)\n{long}\nShort.\n{long}\nShort again.\n", plain=True)
    assert texts(document.content) == [long.strip(), "Short.", long.strip(), "Short again."]
