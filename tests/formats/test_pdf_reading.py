"""Reading PDF: the order of lines, what stands out, Arabic with its symbols, pages without text."""

from __future__ import annotations

import io
import json
import re

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.made_pdf import at, bare, drawn, lines, marked, saved, scanned, texts, typeset, words
from verbale.document import Line, Sheet, WriteOptions, from_json
from verbale.formats.pdf import write
from verbale.formats.pdf.reading import read
from verbale.formats.pdf.reading.bidi import reading_order, with_brackets_turned
from verbale.formats.pdf.reading.pages import read_here
from verbale.formats.text import write as write_text
from verbale.languages import LANGUAGES

# Verbale's own PDFs.


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_pdf_gives_back_the_document(language, made_up):
    document = made_up.specimen(language, made_up.annex("fr"))
    assert read_here(write(document, WriteOptions()).data) == document


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_pdf_gives_back_its_words_without_the_attachment(language, made_up):
    document = made_up.specimen(language, made_up.annex("en"))
    found = lines(bare(write(document, WriteOptions()).data))
    expected = words(re.sub(r"_{3,}", "", write_text(document, WriteOptions()).data.decode()))
    here = words("\n".join(line.text for line in found))
    assert (expected & here).total() >= (0.96 if language == "ar" else 0.99) * expected.total()
    joined = "".join(line.text for line in found).replace(" ", "")
    assert document.title.replace(" ", "") in joined
    assert [line.text for line in found if line.text == "A/HRC/73/G/7"]


def test_an_attachment_that_is_no_document_is_passed_over_and_said(made_up):
    with pikepdf.open(io.BytesIO(bare(write(made_up.specimen("en"), WriteOptions()).data))) as made:
        made.attachments["document.json"] = b'{"verbale": "999"}'
        made.attachments["other.json"] = b'{"verbale"'
        sheet = read_here(saved(made))
    assert isinstance(sheet, Sheet)
    assert "Human Rights Council" in [line.text for line in sheet.lines]
    assert {problem.code for problem in sheet.problems} == {"read-source-unreadable"}


# Lines.


def test_lines_say_where_they_stand():
    found = lines(typeset("First line of a SPECIMEN.\n\nSecond paragraph.\n#pagebreak()\nNext page."))
    assert [line.number for line in found] == [1, 2, 3]
    assert [line.page for line in found] == [1, 1, 2]
    assert [line.gap > 0 for line in found] == [False, True, False]
    left, top, right, bottom = found[0].box
    assert left == pytest.approx(56.7, abs=1)
    assert 50 < top < bottom < 75
    assert left + 50 < right < left + 200
    assert found[0].size == pytest.approx(10, abs=0.1)


def test_a_masthead_drawn_last_comes_first():
    page = (
        at(72, 40, "GE.31-01234\\(E\\)")
        + at(72, 560, "Human Rights Council", 12, 1)
        + at(72, 546, "Seventy-third session", 10, 1)
        + at(110, 500, "Report on lighthouses", 14, 1)
        + at(110, 740, "United Nations", 14) + at(430, 740, "A/HRC/73/15", 10)
        + at(110, 700, "General Assembly", 20, 1) + at(430, 703, "Distr.: General", 10)
        + at(430, 691, "6 May 2031", 10)
    )  # fmt: skip
    assert texts(drawn(page)) == [
        "United Nations", "A/HRC/73/15", "General Assembly", "Distr.: General", "6 May 2031",
        "Human Rights Council", "Seventy-third session", "Report on lighthouses", "GE.31-01234(E)",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar"])
def test_columns_are_read_one_after_the_other(language):
    sentence = {
        "en": "The harbour of Valdoria keeps its lights burning through the long winter nights",
        "fr": "Le port de la Valdorie garde ses feux allumés pendant les longues nuits de l’hiver",
        "es": "El puerto de Valdoria mantiene encendidas sus luces durante las noches de invierno",
        "ru": "Гавань Вальдории поддерживает свои огни в течение долгих зимних ночей на побережье",
        "ar": "يحافظ ميناء فالدوريا على أضوائه مضاءة طوال ليالي الشتاء الطويلة على الساحل الشمالي",
    }[language]
    body = "\n\n".join(f"{sentence} no{n}." for n in range(1, 61))
    found = " ".join(texts(typeset(body, language, page="columns: 2, margin: 2cm", more="#set par(justify: true)")))
    assert [int(n) for n in re.findall(r"no(\d+)", found)] == list(range(1, 61))


def test_columns_written_line_by_line_are_parted():
    left = [f"left column line {n} of running text goes here" for n in range(1, 11)]
    right = [f"right column line {n} of running text is here" for n in range(1, 11)]
    page = at(72, 742, "A heading over both columns of the page", 14, 1)
    for n, (one, two) in enumerate(zip(left, right, strict=True)):
        page += at(72, 700 - 12 * n, one) + at(320, 700 - 12 * n, two)
    assert texts(drawn(page)) == ["A heading over both columns of the page", *left, *right]


def test_rows_of_a_table_keep_their_cells_apart():
    page = at(72, 400, "The table shows what was paid in each year of the plan.")
    for n, year in enumerate(("Year", "2031", "2032", "2033")):
        page += at(72, 370 - 14 * n, year) + at(200, 370 - 14 * n, "paid in Valdoria") + at(350, 370 - 14 * n, "late")
    assert "2032\tpaid in Valdoria\tlate" in texts(drawn(page))


def test_a_number_and_its_paragraph_are_one_line():
    page = at(72, 700, "1.") + at(100, 700, "The Committee met.") + at(72, 686, "2.") + at(100, 686, "It adjourned.")
    assert texts(drawn(page)) == ["1. The Committee met.", "2. It adjourned."]


def test_running_heads_and_page_numbers_are_told_apart():
    head = {1: "A/HRC/73/15", 2: "A/HRC/73/15", 3: "A/HRC/73/15"}
    pages = [
        at(72 if n % 2 else 480, 760, head[n], 9, 1)
        + "".join(at(72, 700 - 12 * k, f"page {n} line {k} of the text") for k in range(20))
        + at(72 if n % 2 else 530, 30, str(n), 9)
        for n in (1, 2, 3)
    ]
    found = lines(drawn(*pages))
    assert [(line.page, line.text) for line in found if line.style == "running"] == [
        (1, "1"), (2, "A/HRC/73/15"), (2, "2"), (3, "A/HRC/73/15"), (3, "3"),
    ]  # fmt: skip
    assert sum(line.style == "" for line in found) == 61  # the first page's head is its masthead


def test_text_that_comes_again_on_each_page_is_no_head():
    pages = ["".join(at(72, 740 - 12 * k, f"Line {k} of a text that stands on every page.") for k in range(30))] * 3
    assert texts(drawn(*pages), "running") == []
    assert len(texts(drawn(*pages))) == 90


def test_a_note_that_goes_on_at_the_foot_of_the_next_page_is_one():
    sentences = " ".join(f"sentence {n} of the long note." for n in range(120))
    body = "\n\n".join(f"Paragraph {n} of the text fills the page." for n in range(24))
    found = lines(typeset(f"{body}\n\nAn anchor#footnote[{sentences}] stands here.\n\n{body}"))
    (note,) = [line for line in found if line.style == "note"]
    assert re.findall(r"sentence (\d+)", note.text) == [str(n) for n in range(120)]


def test_notes_at_the_foot_have_their_marker_and_are_whole():
    body = (
        "The Council took note of the report#footnote[See A/HRC/73/2, paras. 1 to 4, and the statement of the "
        "Minister of Harbours, which runs over more than one line so that the note has two of them.] of the experts."
        "\n\nIt adjourned#footnote[A/HRC/73/3.] at noon."
    )
    found = lines(typeset(body))
    notes = [line for line in found if line.style == "note"]
    assert [note.mark for note in notes] == ["1", "2"]
    assert notes[0].text.startswith("See A/HRC/73/2, paras. 1 to 4, and")
    assert notes[0].text.endswith("so that the note has two of them.")
    anchors = [word for line in found if not line.style for word in marked(line, "raised")]
    assert anchors == ["1", "2"]


def test_starred_note_under_the_text():
    page = at(72, 700, "Report of the Working Group*", 14, 1) + "".join(
        at(72, 660 - 12 * n, f"line {n} of the report of the Working Group") for n in range(8)
    )
    page += at(72, 90, "* Reproduced as received.", 8) + at(72, 60, "GE.31-01234\\(E\\)", 10)
    (note,) = [line for line in lines(drawn(page)) if line.style == "note"]
    assert (note.mark, note.text) == ("*", "Reproduced as received.")


def test_look_of_words_is_marked():
    page = (
        at(72, 700, "Recalling", 10, 2) + at(115, 700, "its resolution 60/251 of 15 March") + at(72, 680, "Bold", 10, 1)
    )
    first, second = lines(drawn(page))
    assert (first.text, marked(first, "italic")) == ("Recalling its resolution 60/251 of 15 March", ["Recalling"])
    assert marked(second, "bold") == ["Bold"]


@pytest.mark.parametrize(
    ("body", "raised"),
    [("43#super[er] período", ["er"]), ("1#super[er] octobre 2031", ["er"]), ("a closing point.#super[12]", ["12"])],
)
def test_raised_characters_are_marked(body, raised):
    (line,) = lines(typeset(body))
    assert marked(line, "raised") == raised


def test_headings_have_levels_by_size():
    text = "The Committee met in the harbour of Valdoria and heard the reports of its members on lights. " * 3
    body = f'{text}\n\n#text(14pt, weight: "bold")[I. Introduction]\n\n{text}\n\n#text(12pt)[A. Lights]\n\n{text}'
    found = [(line.text, line.level) for line in lines(typeset(body)) if line.style == "heading"]
    assert found == [("I. Introduction", 2), ("A. Lights", 3)]


def test_a_page_that_begins_with_cells_in_two_sizes():
    first = at(72, 400, "The Committee met in the harbour of Valdoria.")
    second = at(72, 400, "Lights", 10) + at(300, 400, "Buoys", 14)
    assert texts(drawn(first, second)) == ["The Committee met in the harbour of Valdoria.", "Lights\tBuoys"]


def test_words_that_line_ends_cut_are_whole():
    parts = [
        "the interinstitutional coordination of harbours was praised by all interinsti-",
        "tutional bodies, and the decision-making of States, as in all decision-",
        "making bodies, went on as before",
    ]
    assert " ".join(texts(drawn("".join(at(72, 700 - 12 * n, part) for n, part in enumerate(parts))))) == (
        "the interinstitutional coordination of harbours was praised by all interinstitutional bodies, "
        "and the decision-making of States, as in all decision-making bodies, went on as before"
    )


def test_spaced_capitals_and_chinese_without_made_up_spaces():
    assert texts(typeset("#text(tracking: 3pt)[SPECIMEN]")) == ["SPECIMEN"]
    (line,) = lines(typeset("2031年2月24日至3月20日 A/HRC/73/2 样本", "zh"))
    assert line.text == "2031年2月24日至3月20日 A/HRC/73/2 样本"


def test_a_page_that_is_turned_is_read_upright():
    with pikepdf.open(io.BytesIO(drawn(at(72, 560, "First line of the table") + at(72, 540, "Second line")))) as made:
        page = made.pages[0]
        page.MediaBox = [0, 0, 612, 792]
        page.Rotate = 90
        # Upright on the turned page: up the sheet before it is turned.
        page.Contents = pikepdf.Stream(made, b"q 0 1 -1 0 612 0 cm " + page.Contents.read_bytes() + b" Q")
        found = lines(saved(made))
    assert [line.text for line in found] == ["First line of the table", "Second line"]
    assert found[0].box[1] < found[1].box[1]
    assert found[0].box[0] == pytest.approx(72, abs=2)


def test_writing_up_the_margin_belongs_to_the_page():
    page = at(72, 700, "The text of the page stands here.") + "BT /F0 8 Tf 0 1 -1 0 30 300 Tm (31-01234) Tj ET\n"
    assert [(line.text, line.style) for line in lines(drawn(page))] == [
        ("The text of the page stands here.", ""),
        ("31-01234", "running"),
    ]


# Arabic.

ARABIC = [
    "إذ يشير إلى قرار الجمعية العامة 60/251 المؤرخ 15 آذار/مارس 2006،",
    "وإذ يحيط علما بالوثيقة A/HRC/73/G/7 المؤرخة 6 أيار/مايو 2031،",
    "وإذ يشير أيضا إلى قراراته 2042 (2012) و 2118 (2013) و 2254 (2015)،",
    "عرضت اللجنة تقريرها (A/HRC/WG.6/34/SVN/2) في 4 شباط/فبراير 2031.",
    "البند 17 (ج) من جدول الأعمال",
    "يوافق على «نشر الوثيقة» في إطار البند 4 (انظر S/PRST/2011/16).",
    "تبلغ النسبة 12,5% من المجموع البالغ 2,000 دولار.",
    "شكراً جزيلاً للدول الأعضاء، ولا سيما الأقل نموا",
]


@pytest.mark.parametrize("text", ARABIC)
@pytest.mark.parametrize("justify", ["true", "false"])
def test_arabic_lines_with_symbols_and_numbers(text, justify):
    found = texts(typeset(re.sub(r"([#$*_\[\]<>@])", r"\\\1", text), "ar", more=f"#set par(justify: {justify})"))
    assert " ".join(found) == text


def test_arabic_strokes_that_lengthen_words_are_left_out():
    (line,) = texts(typeset("الأمــم المتحـدة، هـ) لـ 5", "ar"))
    assert line == "الأمم المتحدة، هـ) لـ 5"


def test_arabic_in_an_english_line():
    (line,) = texts(
        typeset("the words مجلس حقوق الإنسان of 2031 stand here", "en", more='#set text(font: ("Noto Serif", "Amiri"))')
    )
    assert line == "the words مجلس حقوق الإنسان of 2031 stand here"


AMIRI = '#set text(font: ("Noto Serif", "Noto Serif CJK SC", "Amiri"))'
NAME = "بيان مصلحة المنارات في الجزر البعيدة بشأن ضوء الرأس المتخيل"


@pytest.mark.parametrize("width", range(6, 15, 2))
def test_an_arabic_name_that_fills_lines_of_an_english_paragraph(width):
    body = f"The Mission of Valdoria has the honour to transmit {NAME}. It asks that the text be circulated."
    found = texts(typeset(body, page=f"width: {width}cm, height: 20cm, margin: 1cm", more=AMIRI))
    assert " ".join(found) == body


def test_spaced_capitals_and_chinese_dates_on_a_page_with_arabic():
    found = texts(typeset(f"#text(tracking: 3pt)[SPECIMEN]\n\n2031年2月24日至3月20日\n\n{NAME}", "zh", more=AMIRI))
    assert found == ["SPECIMEN", "2031年2月24日至3月20日", NAME]


def test_latin_text_below_larger_arabic_is_no_note():
    latin = "1 The Committee met in the harbour of Valdoria and heard reports.\n\n" * 12
    found = lines(typeset(f"#text(13pt)[{NAME * 12}]\n\n#text(9pt)[{latin}]", more=AMIRI))
    assert {line.style for line in found} == {""}


def test_a_heading_at_the_head_of_a_page_is_no_running_head():
    text = "The Mission transmits an annex on lights to the Committee of Valdoria, as it did before."
    pages = [
        at(72, 750, head, 16, 1) + "".join(at(72, 714 - 12 * n, f"{head} {n}: {text}") for n in range(8))
        for head in ("Note", "annex", "lights")
    ]
    found = lines(drawn(*pages))
    assert [(line.text, line.style) for line in found if line.size > 15 and line.page > 1] == [
        ("annex", "heading"), ("lights", "heading"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "read_"),
    [
        ("A/HRC/43/15 \u0631\u0627\u0631\u0642", "\u0631\u0627\u0631\u0642"[::-1] + " A/HRC/43/15"),
        (")2012( 2042 \u0648", "\u0648 2042 (2012)"),
        ("2031 \u0628 12 \u0627", "\u0627 12 \u0628 2031"),
        ("Human Rights 12", "Human Rights 12"),
        ("15-12 \u0627", "\u0627 12-15"),
        ("A/HRC/73/ \u0627", "\u0627 A/HRC/73/"),
        ("\u062a 50% \u0627", "\u0627 50% \u062a"),
    ],
)
def test_order_of_reading(seen, read_):
    order = reading_order(list(seen), leftward=True)
    assert sorted(order) == list(range(len(seen)))
    assert with_brackets_turned("".join(seen[one] for one in order)) == read_


@given(st.text(st.sampled_from("ab1 2/-.,()%\u0627\u0628\u0662\u00ab\u00bb"), max_size=30), st.booleans())
@settings(max_examples=200)
def test_order_of_reading_loses_nothing(seen, leftward):
    assert sorted(reading_order(list(seen), leftward=leftward)) == list(range(len(seen)))


# Pages without text.


def test_a_scanned_page_is_reported():
    sheet = read_here(scanned())
    assert sheet.lines == ()
    assert [(problem.code, problem.where) for problem in sheet.problems] == [("read-page-scanned", "page 1")]


def test_a_scanned_page_is_handed_to_who_can_see():
    seen = []

    def see(picture):
        seen.append(picture)
        return [Line("read by eye", page=picture.page)]

    sheet = read_here(scanned(), see)
    assert [(line.number, line.text) for line in sheet.lines] == [(1, "read by eye")]
    assert sheet.problems == ()
    (picture,) = seen
    assert picture.width == pytest.approx(612 * picture.scale, abs=1)
    assert len(picture.grey) == picture.width * picture.height
    assert {0, 255} <= set(picture.grey)


def test_an_empty_page_is_no_scan():
    assert read_here(drawn("")) == Sheet((), wrapped=True)


# Real documents.


@pytest.mark.shared
def test_real_documents_show_their_symbol_title_and_heads(shared):
    asked = 0
    for path in sorted((shared / "data/documents").glob("*.gold.json")):
        gold = json.loads(path.read_text())
        for name in (name for name in gold["files"] if name.endswith(".pdf")):
            sheet = read((path.parent / name).read_bytes())
            if not sheet.lines:
                assert sheet.problems[0].code == "read-page-scanned"
                continue
            dense = re.sub(r"\W", "", "".join(line.text for line in sheet.lines if line.page == 1)).casefold()
            for field in ("symbol", "title"):
                wanted = re.sub(r"\W", "", str(gold["fields"].get(field) or "")).casefold()
                assert wanted in dense, (name, field)
                asked += bool(wanted)
            for page in range(2, max(line.page for line in sheet.lines) + 1):
                assert any(line.style == "running" for line in sheet.lines if line.page == page), (name, page)
    assert asked >= 20


def test_from_json_is_what_is_attached(made_up):
    """The attachment that reading trusts is the JSON that ``from_json`` reads."""
    document = made_up.untranslated("ru")
    with pikepdf.open(io.BytesIO(write(document, WriteOptions()).data)) as made:
        (name,) = made.attachments
        assert from_json(made.attachments[name].get_file().read_bytes()) == document
