"""DOCX as others write it: every word once and in order, with its marks, notes, numbers and tables."""

from __future__ import annotations

import pytest

from tests.formats.office import office, par, row, run, style, table
from verbale.document import Line, Mark, Sheet, Table
from verbale.formats.docx import read


def sheet(body: str = "", **parts) -> Sheet:
    found = read(office(body, **parts))
    assert isinstance(found, Sheet)
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    return found


def lines(body: str, **parts) -> tuple[Line, ...]:
    return sheet(body, **parts).lines


def texts(body: str, **parts) -> list[str]:
    return [line.text for line in lines(body, **parts)]


def codes(body: str, **parts) -> list[str]:
    return [problem.code for problem in sheet(body, **parts).problems]


# Runs -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "marks"),
    [
        ("<w:b/>", [("bold", "")]),
        ('<w:b w:val="0"/>', []),
        ('<w:b w:val="true"/><w:i/>', [("bold", ""), ("italic", "")]),
        ('<w:u w:val="single"/>', [("underline", "")]),
        ('<w:u w:val="none"/>', []),
        ('<w:vertAlign w:val="superscript"/>', [("raised", "")]),
        ('<w:vertAlign w:val="subscript"/>', [("lowered", "")]),
        ('<w:rStyle w:val="Strong"/>', [("bold", "")]),
        ('<w:rStyle w:val="Strong"/><w:b w:val="0"/>', []),
        ('<w:rStyle w:val="French"/>', [("language", "fr")]),
        ('<w:lang w:val="fr-FR"/>', []),  # what a spelling checker guesses is no mark
    ],
)
def test_how_a_run_looks_is_a_mark(properties: str, marks: list[tuple[str, str]]) -> None:
    styles = style("Strong", "Strong", "character", "<w:rPr><w:b/></w:rPr>")
    styles += style("French", "Mot étranger", "character", '<w:rPr><w:lang w:val="fr-FR"/></w:rPr>')
    (line,) = lines(par(run("one ") + run("two", properties) + run(" three")), styles=styles)
    assert line.text == "one two three"
    assert [(m.kind, m.value, line.text[m.start : m.end]) for m in line.marks] == [(*mark, "two") for mark in marks]


def test_marks_that_go_on_from_run_to_run_are_one() -> None:
    (line,) = lines(par(run("a", "<w:b/>") + run("b", "<w:b/><w:i/>") + run("c")))
    assert line.marks == (Mark("bold", 0, 2), Mark("italic", 1, 2))


def test_bold_of_a_paragraph_style_and_of_a_character_style_cancel_each_other() -> None:
    styles = style("Base", "Base", inside="<w:rPr><w:b/></w:rPr>")
    styles += style("Loud", "Loud", inside='<w:basedOn w:val="Base"/>')
    styles += style("Strong", "Strong", "character", "<w:rPr><w:b/></w:rPr>")
    (line,) = lines(par(run("loud ") + run("soft", '<w:rStyle w:val="Strong"/>'), style="Loud"), styles=styles)
    assert line.marks == (Mark("bold", 0, 5),)


def test_links_are_read_from_elements_and_from_fields() -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    underlined = run("one", '<w:u w:val="single"/>')
    instruction = (
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://b.example/2" \\o "tip" </w:instrText></w:r>'
    )
    body = par(
        f'<w:hyperlink r:id="l1">{underlined}</w:hyperlink>'
        + run(" ")
        + field("begin") + instruction + field("separate") + run("two") + field("end")
        + '<w:hyperlink w:anchor="inside"><w:r><w:t> three</w:t></w:r></w:hyperlink>'
    )  # fmt: skip
    (line,) = lines(body, links={"l1": "https://a.example/1"})
    assert line.text == "one two three"
    assert Mark("link", 0, 3, "https://a.example/1") in line.marks
    assert Mark("link", 4, 7, "https://b.example/2") in line.marks
    assert sum(mark.kind == "link" for mark in line.marks) == 2


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a\u2011b\u00adc"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', "α"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b7</w:t></w:r>', "•"),
        ("<w:smartTag><w:r><w:t>in</w:t></w:r></w:smartTag><w:r><w:t> out</w:t></w:r>", "in out"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>chosen</w:t></w:r></w:sdtContent></w:sdt>", "chosen"),
        ('<w:customXml><w:bdo w:val="ltr"><w:r><w:t>x</w:t></w:r></w:bdo></w:customXml>', "x"),
        ('<w:fldSimple w:instr=" DATE "><w:r><w:t>6 May 2031</w:t></w:r></w:fldSimple>', "6 May 2031"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>", "漢"),
        ("<w:r><w:t>a\n   b</w:t></w:r>", "a b"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        ("<w:r><w:t>مذكرة </w:t></w:r><w:r><w:t>A/HRC/73/G/7</w:t></w:r>", "مذكرة A/HRC/73/G/7"),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph_is_read_as_text(inside: str, text: str) -> None:
    assert texts(par(inside)) == [text]


def test_a_line_end_by_hand_is_a_break() -> None:
    (line,) = lines(par("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>"))
    assert (line.text, line.marks) == ("one\ntwo", (Mark("break", 4, 4),))


def test_a_page_end_parts_a_paragraph() -> None:
    body = par('<w:r><w:t>one </w:t></w:r><w:r><w:br w:type="page"/></w:r>' + run("two", "<w:b/>"))
    first, second = lines(body)
    assert (first.text, first.marks, second.text, second.marks) == ("one", (), "two", (Mark("bold", 0, 3),))


def test_a_field_that_nobody_ended_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText></w:r>'
    assert texts(par(begin) + par("all the rest") + par('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("x"))) == [
        "all the rest",
        "x",
    ]


# Paragraphs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "inside", "hint", "level"),
    [
        ("heading 1", "", "heading", 2),
        ("Heading 3", "", "heading", 4),
        ("Title", "", "heading", 4),
        ("Subtitle", "", "heading", 5),
        ("_ H _Ch_G", "", "heading", 2),
        ("_ H_1_G", "", "heading", 3),
        ("Chapitre", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', "heading", 3),
        ("Corps", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', "", 0),
        ("_ Single Txt_G", "", "", 0),
        ("Intense Quote", "", "quotation", 0),
        ("toc 2", "", "item", 1),
    ],
)
def test_the_style_of_a_paragraph_is_a_hint(name: str, inside: str, hint: str, level: int) -> None:
    (line,) = lines(par("Lighthouses", style="S"), styles=style("S", name, inside=inside))
    assert (line.text, line.style, line.level) == ("Lighthouses", hint, level)


def test_an_outline_level_of_its_own_makes_a_heading() -> None:
    (line,) = lines(par("Lighthouses", '<w:outlineLvl w:val="0"/>'))
    assert (line.style, line.level) == ("heading", 2)


def test_that_a_heading_is_bold_is_no_emphasis() -> None:
    styles = style("H", "heading 1", inside="<w:rPr><w:b/></w:rPr>")
    assert lines(par("Whole", style="H"), styles=styles)[0].marks == ()
    assert lines(par(run("Whole", "<w:b/>"), style="H"), styles=styles)[0].marks == ()


def test_empty_paragraphs_are_the_gap() -> None:
    found = lines(par("one") + par("") + par("") + par("two"))
    assert [line.gap for line in found] == [0, 2]


def test_a_title_typed_in_two_paragraphs_is_close() -> None:
    _, second, third = lines(par(run("Letter dated", "<w:b/>")) + par(run("1 April", "<w:b/>")) + par("text"))
    assert (second.gap, third.gap) == (0, 1)


@pytest.mark.parametrize(
    "rule",
    [
        par("", '<w:pBdr><w:bottom w:val="single"/></w:pBdr>'),
        par('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/><w:tab/></w:r>'),
        par("__________"),
        par('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>'),
    ],
)
def test_a_line_across_the_page_is_a_rule(rule: str) -> None:
    assert [line.style for line in lines(par("a") + rule + par("b"))] == ["", "rule", ""]


# Notes ----------------------------------------------------------------------------------------------------------------


def footnote(id_: int, *paragraphs: str) -> str:
    return f'<w:footnote w:id="{id_}">{"".join(paragraphs)}</w:footnote>'


def anchor(id_: int, own: str = "") -> str:
    mark = ' w:customMarkFollows="1"' if own else ""
    printed = f"<w:t>{own}</w:t>" if own else ""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference{mark} w:id="{id_}"/>{printed}</w:r>'


LONG = "The Permanent Mission of Valdoria presents its compliments and has the honour to transmit the report."


def test_notes_are_numbered_and_own_marks_are_kept() -> None:
    body = par(run("See") + anchor(3) + run(" and") + anchor(1, "*") + run(" also") + anchor(2) + run(f". {LONG}"))
    notes = footnote(1, par("<w:r><w:tab/><w:t>*</w:t><w:tab/><w:t>starred</w:t></w:r>"))
    notes += footnote(2, par("<w:r><w:footnoteRef/></w:r>" + run(" second")))
    notes += footnote(3, par("<w:r><w:footnoteRef/></w:r>" + run(" first", "<w:i/>")), par("more"))
    text, *found = lines(body, footnotes=notes)
    assert text.text == f"See and also. {LONG}"
    assert [(m.start, m.value) for m in text.marks if m.kind == "note"] == [(3, "1"), (7, "*"), (12, "2")]
    assert [(n.style, n.mark, n.text) for n in found] == [
        ("note", "1", "first\nmore"),
        ("note", "*", "starred"),
        ("note", "2", "second"),
    ]
    assert not any(mark.kind == "raised" for mark in text.marks)


def test_notes_of_cover_and_title_wait_for_the_text() -> None:
    body = par(run("A/HRC/73/G/7") + anchor(1, "*")) + par(run("Report of the Lighthouse Keeper", "<w:b/>")) + par(LONG)
    found = lines(body, footnotes=footnote(1, par("<w:r><w:t>* Reissued.</w:t></w:r>")))
    assert [line.style for line in found] == ["", "", "", "note"]
    assert (found[3].mark, found[3].text) == ("*", "Reissued.")


def test_endnotes_have_roman_numbers_and_follow_the_settings() -> None:
    reference = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    note = f'<w:endnote w:id="2">{par("at the end")}</w:endnote>'
    text, end = lines(par(run(LONG) + reference), endnotes=note)
    assert (text.marks[0].value, end.mark, end.text) == ("i", "i", "at the end")


def test_a_note_that_is_anchored_a_thousand_times_is_read_once() -> None:
    body = par(run(LONG) + anchor(1) * 1000)
    found = lines(body, footnotes=footnote(1, par("w" * 10_000)))
    assert [line.style for line in found] == ["", "note"]


def test_a_note_without_words_anchors_all_the_same() -> None:
    (line,) = lines(par(run(LONG) + anchor(7)))
    assert line.marks == (Mark("note", len(LONG), len(LONG), "1"),)


# Numbers --------------------------------------------------------------------------------------------------------------


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(text: str, number: int, at: int = 0) -> str:
    return par(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(*levels: str, more: str = "") -> str:
    abstract = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'


def test_numbers_that_the_word_processor_counts_are_printed() -> None:
    body = listed("a", 1) + listed("b", 1) + listed("c", 1, 1) + listed("d", 1, 1) + listed("e", 1) + listed("f", 1, 1)
    lists = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"))
    found = lines(body, numbering=lists)
    assert [(line.style, line.mark, line.level) for line in found] == [
        ("item", "1.", 0), ("item", "2.", 0), ("item", "(a)", 1), ("item", "(b)", 1), ("item", "3.", 0), ("item", "(a)", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "marks"),
    [
        ("upperRoman", "%1.", ["I.", "II.", "III.", "IV."]),
        ("russianLower", "%1)", ["а)", "б)", "в)", "г)"]),
        ("arabicAbjad", "(%1)", ["(أ)", "(ب)", "(ج)", "(د)"]),
        ("chineseCounting", "%1、", ["一、", "二、", "三、", "四、"]),
        ("decimalZero", "%1", ["01", "02", "03", "04"]),
        ("bullet", "\uf0b7", ["•"] * 4),
        ("bullet", "–", ["–"] * 4),
        ("none", "", [""] * 4),
    ],
)
def test_forms_of_numbers(form: str, text: str, marks: list[str]) -> None:
    more = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>' if text == "\uf0b7" else ""
    lists = numbering(level(0, form, text) if not more else level(0, form, text).replace("</w:lvl>", f"{more}</w:lvl>"))
    found = lines("".join(listed(word, 1) for word in "wxyz"), numbering=lists)
    assert [line.mark for line in found] == marks
    assert [line.text for line in found] == list("wxyz")


def test_a_list_begins_anew_where_it_is_told_to() -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    lists = numbering(level(0, "decimal", "%1."), more=again)
    found = lines(listed("a", 1) + listed("b", 2) + listed("c", 2) + listed("d", 1), numbering=lists)
    assert [line.mark for line in found] == ["1.", "5.", "6.", "7."]


def test_numbers_of_headings_stand_before_their_words() -> None:
    styles = style("H", "heading 1", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    (line,) = lines(par("Lighthouses", style="H"), styles=styles, numbering=numbering(level(0, "upperRoman", "%1.")))
    assert (line.text, line.style) == ("I. Lighthouses", "heading")


def test_numbers_of_styles_count_at_the_level_linked_to_the_style() -> None:
    link = '<w:pStyle w:val="B"/>'
    styles = style("B", "B", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", link))
    found = lines(listed("a", 1) + par("b", style="B") + par("c", style="B"), styles=styles, numbering=lists)
    assert [(line.mark, line.level) for line in found] == [("1.", 0), ("1.1", 1), ("1.2", 1)]


# Tables ---------------------------------------------------------------------------------------------------------------


def grid(found: Table) -> list[list[tuple[str, int, int]]]:
    return [
        [(" | ".join(getattr(b, "text", "#") for b in cell.content), cell.columns, cell.rows) for cell in line]
        for line in found.rows
    ]


def test_a_table_keeps_its_head_and_its_spans() -> None:
    def tc(text: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(text)}</w:tc>"

    body = par(LONG) + table(
        row("h1", "h2", "h3", properties="<w:tblHeader/>"),
        row(tc("down", '<w:vMerge w:val="restart"/>'), tc("wide", '<w:gridSpan w:val="2"/>')),
        row(tc("", "<w:vMerge/>"), "x", "y"),
    )
    found = lines(body)[1].table
    assert found is not None
    assert found.header == 1
    assert grid(found) == [
        [("h1", 1, 1), ("h2", 1, 1), ("h3", 1, 1)],
        [("down", 1, 2), ("wide", 2, 1)],
        [("x", 1, 1), ("y", 1, 1)],
    ]


def test_cells_hold_numbers_marks_and_tables() -> None:
    lists = numbering(level(0, "decimal", "%1."))
    inner = f"<w:tc>{table(row('in', 'ner'))}{par('')}</w:tc>"
    found = lines(
        par(LONG) + table(row(f"<w:tc>{listed('a', 1)}</w:tc>", inner, f"<w:tc>{par(run('b', '<w:b/>'))}</w:tc>")),
        numbering=lists,
    )
    first, second, third = (found[1].table or Table("", ())).rows[0]
    assert (first.content[0].number, first.content[0].text) == ("1.", "a")
    assert isinstance(second.content[0], Table)
    assert third.content[0].marks == (Mark("bold", 0, 1),)


def test_a_caption_belongs_to_the_table_below_it() -> None:
    styles = style("C", "caption")
    found = lines(par(LONG) + par("Towers", style="C") + table(row("a", "b")) + par("Loose", style="C"), styles=styles)
    assert [(line.text, line.table.caption if line.table else None) for line in found] == [
        (LONG, None), ("", "Towers"), ("Loose", None),
    ]  # fmt: skip


def test_a_frame_of_one_column_is_no_table() -> None:
    assert texts(par(LONG) + table(row(par("Summary") + par("It shines.")))) == [LONG, "Summary", "It shines."]


def test_rows_whose_deletion_was_tracked_are_gone() -> None:
    found = sheet(
        par(LONG) + table(row("a", "b"), row("c", "d", properties="<w:del/>"), row("e", "f", properties="<w:ins/>"))
    )
    assert found.lines[1].table
    assert [[text for text, _, _ in line] for line in grid(found.lines[1].table)] == [["a", "b"], ["e", "f"]]
    assert [problem.code for problem in found.problems] == ["read-tracked-changes"]
