"""HTML in: any page gives its words in order, with notes, marks, lists and tables; ours comes back; hostile ones are bounded."""

from __future__ import annotations

import time

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.strategies import documents
from verbale.authorities import authorities
from verbale.document import CoverLine, Document, Heading, Line, Mark, Paragraph, Sheet, Table, WriteOptions, places
from verbale.formats.html import write
from verbale.formats.html.reader import read
from verbale.languages import LANGUAGES, language
from verbale.problems import BadInput
from verbale.recognizer import recognize


def lines(body: str) -> tuple[Line, ...]:
    return read(f"<!doctype html><html lang=en><body>{body}</body></html>".encode()).lines


def shapes(body: str) -> list[tuple[str, int, str, str]]:
    """What the lines are: style, level, mark and text."""
    return [(line.style, line.level, line.mark, line.text) for line in lines(body)]


def marks(body: str) -> list[tuple[str, str, str]]:
    """The marks of the first line: kind, the words under it, value."""
    line = lines(body)[0]
    return [(mark.kind, line.text[mark.start : mark.end], mark.value) for mark in line.marks]


def codes(sheet: Sheet) -> list[str]:
    return [problem.code for problem in sheet.problems]


# -- our own pages ----------------------------------------------------------------------------------------------------


def again(document: Document) -> Document:
    return recognize(read(write(document, WriteOptions()).data), authorities()).document


def said(block: object) -> object:
    """A block without its id and without the links that the page adds to citations."""
    match block:
        case Paragraph() | Heading():
            kept = tuple(mark for mark in block.marks if mark.kind not in {"link", "note"})
            return msgspec.structs.replace(block, id="", marks=kept)
        case Table():
            rows = [[(c.columns, c.rows, [said(b) for b in c.content]) for c in row] for row in block.rows]
            return block.caption, block.header, rows
        case _:
            raise AssertionError(block)


@pytest.mark.parametrize("code", LANGUAGES)
def test_our_own_page_comes_back(code: str, made_up) -> None:
    other = "ru" if code != "ru" else "en"
    first = made_up.specimen(code, made_up.annex(other))
    job = CoverLine("job-number", f"GE.31-01234 ({language(code).letter})")
    first = msgspec.structs.replace(first, cover=(*first.cover[:-1], job))
    second = again(first)
    assert second.specimen
    assert second.symbol == first.symbol
    assert second.title == first.title
    assert second.title_marks == first.title_marks
    assert second.cover == first.cover
    assert [said(block) for block in second.content] == [said(block) for block in first.content]
    assert [block.id for block in second.content] == [block.id for block in first.content]
    assert [(note.marker, [said(b) for b in note.content]) for note in second.notes] == [
        (note.marker, [said(b) for b in note.content]) for note in first.notes
    ]
    assert [mark for mark in second.content[1].marks if mark.kind == "note"] == [first.content[1].marks[0]]
    (annex,), (before,) = second.annexes, first.annexes
    assert (annex.language, annex.label, annex.title) == (other, before.label, before.title)
    roles = [
        msgspec.structs.replace(b, role="") if isinstance(b, Paragraph) and b.role == "signature" else b
        for b in before.content
    ]
    assert [said(block) for block in annex.content] == [said(block) for block in roles]
    assert [mark.start for mark in annex.content[1].marks if mark.kind == "note"] == [
        mark.start for mark in before.content[1].marks if mark.kind == "note"
    ]
    assert annex.notes[0].marker == "1"


@pytest.mark.parametrize("code", ["ar", "en"])
def test_words_of_another_language_keep_it(code: str, made_up) -> None:
    first = made_up.untranslated(code)
    kept = {mark for mark in again(first).content[0].marks if mark.kind in {"language", "untranslated"}}
    assert kept == {mark for mark in first.content[0].marks if mark.value != code}
    assert kept


@given(documents())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_word_of_our_own_pages_is_read(document: Document) -> None:
    sheet = read(write(document, WriteOptions()).data)
    found = "".join("".join(_all_texts(sheet)).split())
    for block in (place.block for place in places(document)):
        for word in block.text.split():
            # Notes and breaks may stand inside a word.
            assert word in found or any(mark.start == mark.end for mark in block.marks) or not word.isalnum()


def _all_texts(sheet: Sheet) -> list[str]:
    texts = []
    for line in sheet.lines:
        texts += [line.mark, line.text]
        for row in line.table.rows if line.table else ():
            texts += [
                f"{block.number} {block.text}" for cell in row for block in cell.content if isinstance(block, Paragraph)
            ]
    return texts


# -- blocks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One\n  two</p><p>three", [("", 0, "", "One two"), ("", 0, "", "three")]),
        ("<h1>A</h1><h3>B</h3>c", [("heading", 1, "", "A"), ("heading", 3, "", "B"), ("", 0, "", "c")]),
        ("<div role=heading aria-level=4>A</div>", [("heading", 4, "", "A")]),
        ("a<br>b", [("", 0, "", "a\nb")]),
        ("<p>a</p><hr><p>b", [("", 0, "", "a"), ("rule", 0, "", ""), ("", 0, "", "b")]),
        ("<blockquote><p>a</p></blockquote>", [("quotation", 0, "", "a")]),
        ("<pre>a  b\nc</pre>", [("", 0, "", "a b\nc")]),
        ("<dl><dt>t</dt><dd>d</dd></dl>", [("", 0, "", "t"), ("", 1, "", "d")]),
        ("x&nbsp;y &amp;lt; &#1071;&eacute;&#x4e2d;", [("", 0, "", "x\u00a0y &lt; \u042f\u00e9\u4e2d")]),
        ("A/HRC/73/G/7&nbsp;&nbsp;&nbsp;&nbsp;Distr.: General", [("", 0, "", "A/HRC/73/G/7\tDistr.: General")]),
        ("<o:p>a</o:p><x-y>b</x-y>", [("", 0, "", "ab")]),
        ("<q>a</q>", [("", 0, "", "\u201ca\u201d")]),
        ("a&#0;b&#8;c", [("", 0, "", "a\ufffdbc")]),
    ],
)
def test_blocks(body: str, expected: list[tuple[str, int, str, str]]) -> None:
    assert shapes(body) == expected


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("<ol><li>a<li>b</ol>", ["1.", "2."]),
        ("<ol start=7><li>a<li value=20>b<li>c</ol>", ["7.", "20.", "21."]),
        ("<ol reversed><li>a<li>b</ol>", ["2.", "1."]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z.", "aa."]),
        ("<ol type=I start=4><li>a</ol>", ["IV."]),
        ("<ol style='list-style-type: lower-roman'><li>a<li>b</ol>", ["i.", "ii."]),
        ("<ol style='list-style-type:arabic-indic'><li>a</ol>", ["\u0661."]),
        ("<ol style='list-style-type:cjk-ideographic' start=12><li>a</ol>", ["十二、"]),
        ("<ul><li>a<li>b</ul>", ["\u2022", "\u2022"]),
        ("<ul style='list-style: none'><li>a</ul>", [""]),
        ("<ol type=a start=-3><li>a</ol>", ["-3."]),
    ],
)
def test_items_have_the_number_that_a_browser_prints(body: str, numbers: list[str]) -> None:
    assert [line.mark for line in lines(body)] == numbers
    assert {line.style for line in lines(body)} <= {"item", ""}


def test_lists_in_lists() -> None:
    body = "<ol><li><p>a</p><p>more</p><ul><li>b</ul><li><h3>c</h3></ol>"
    assert shapes(body) == [
        ("item", 0, "1.", "a"),
        ("", 0, "", "more"),
        ("item", 1, "\u2022", "b"),
        ("heading", 3, "", "2. c"),
    ]


def test_lines_know_the_line_of_the_source() -> None:
    sheet = read(b"<html>\n<body>\n<p>a</p>\n\n<p>b\nc</p>\n<table border=1><tr><td>x<td>y<tr><td>z<td>w</table>")
    assert [line.number for line in sheet.lines] == [3, 5, 7]


# -- marks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a <b>b</b> <i>c</i> <u>d</u>", [("bold", "b", ""), ("italic", "c", ""), ("underline", "d", "")]),
        ("43<sup>er</sup> H<sub>2</sub>O", [("raised", "er", ""), ("lowered", "2", "")]),
        ("<b>a <i>b</i></b>", [("bold", "a b", ""), ("italic", "b", "")]),
        ("<b><p>a</p></b>", [("bold", "a", "")]),
        ("<strong>a</strong><strong>b</strong>", [("bold", "ab", "")]),
        ("<span style='font-weight:700; font-style : italic'>a</span>", [("bold", "a", ""), ("italic", "a", "")]),
        ("<b>a<span style='font-weight:normal'>b</span></b>", [("bold", "a", "")]),
        ("<span style='vertical-align:super'>a</span>", [("raised", "a", "")]),
        (
            "<style>.c1{font-weight:bold}@media print{.c2{display:none}}</style><span class='c2 c1'>a</span>",
            [("bold", "a", "")],
        ),
        ("<span lang=fr>mot</span> word", [("language", "mot", "fr")]),
        ("<span lang=FR-ch>mot</span>", [("language", "mot", "fr")]),
        ("<span lang=de>Wort</span>", [("language", "Wort", "de")]),
        ("<p lang=ru>слово <span lang=en>word</span>", [("language", "слово ", "ru")]),
        ("<div lang=ru><p>слово</div>", []),
        ("a<br>b", [("break", "", "")]),
        ("<b> </b>a", []),
    ],
)
def test_marks(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert marks(body) == expected


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://docs.example/a?b=1&amp;c", "https://docs.example/a?b=1&c"),
        ("mailto:registry@x.example", "mailto:registry@x.example"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("/en/ga/73", ""),
        ("//x.example", ""),
    ],
)
def test_only_whole_safe_addresses_are_links(address: str, linked: str) -> None:
    sheet = read(f'<p><a href="{address}">here</a>'.encode())
    assert [mark.value for mark in sheet.lines[0].marks] == ([linked] if linked else [])
    assert codes(sheet) == ([] if linked else ["read-links-left-out"])


def test_a_page_that_says_its_base_has_whole_addresses() -> None:
    sheet = read(b'<base href="https://docs.example/en/"><p><a href="../ga/73">here</a>')
    assert sheet.lines[0].marks == (Mark("link", 0, 4, "https://docs.example/ga/73"),)


# -- tables -----------------------------------------------------------------------------------------------------------


def test_a_table_of_data() -> None:
    (line,) = lines(
        "<table><caption>Dues</caption><thead><tr><th>State<th colspan=2>Paid</thead>"
        "<tr><td rowspan=2><b>Valdoria</b><td>1<td>2<br>3<tr><td><p>a</p><p>b</p><td>c<sup>d</sup></table>"
    )
    table = line.table
    assert line.style == "table"
    assert table is not None
    assert (table.caption, table.header) == ("Dues", 1)
    shape = [[(c.columns, c.rows, [b.text for b in c.content]) for c in row] for row in table.rows]  # type: ignore[union-attr]
    assert shape == [
        [(1, 1, ["State"]), (2, 1, ["Paid"])],
        [(1, 2, ["Valdoria"]), (1, 1, ["1"]), (1, 1, ["2 3"])],
        [(1, 1, ["a", "b"]), (1, 1, ["cd"])],
    ]


def test_a_masthead_in_a_table_is_lines_and_those_of_a_cell_stand_close() -> None:
    body = (
        "<table border=0><tr><td>United Nations<td>A/HRC/73/G/7<tr><td>General Assembly"
        "<td><p>Distr.: General</p><p>6 May 2031</p></table><p>x"
    )
    assert [(line.text, line.gap) for line in lines(body)] == [
        ("United Nations", 1),
        ("A/HRC/73/G/7", 1),
        ("General Assembly", 1),
        ("Distr.: General", 1),
        ("6 May 2031", 0),
        ("x", 1),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "<table role=presentation><tr><th>a<th>b<tr><td>c<td>d</table>",
        "<table><tr><td><h2>a</h2><td>b<tr><td>c<td>d</table>",
        "<table><tr><td><table><tr><td>a</table><td>b<tr><td>c<td>d</table>",
        "<table><tr><td>a<td>b<td>c<td>d</table>",
        "<table><tr><td>a<tr><td>b<tr><td>c<tr><td>d</table>",
    ],
)
def test_tables_that_lay_a_page_out_are_lines(table: str) -> None:
    assert [line.text for line in lines(f"<p>x</p>{table}")] == ["x", "a", "b", "c", "d"]


# -- notes ------------------------------------------------------------------------------------------------------------

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--></head><body lang=EN-US><div class=WordSection1>
<p class=MsoTitle>SPECIMEN</p><p class=MsoNormal><span lang=FR>Texte</span><a href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference>[1]</span></a> and more.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;
</span></span><![endif]>First</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='font-family:Symbol;mso-list:Ignore'>\u00b7<span>&nbsp;
</span></span>Deeper</p></div>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%"><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a> The note.</p><p>Its second
paragraph.</p></div></div></body></html>"""


def test_a_page_saved_by_word() -> None:
    sheet = read(WORD.encode())
    assert [(line.style, line.level, line.mark, line.text) for line in sheet.lines] == [
        ("heading", 1, "", "SPECIMEN"),
        ("", 0, "", "Texte and more."),
        ("item", 0, "1.", "First"),
        ("item", 1, "\u2022", "Deeper"),
        ("rule", 0, "", ""),
        ("note", 0, "1", "The note."),
        ("", 1, "", "Its second paragraph."),
    ]
    assert sheet.lines[1].marks == (Mark("note", 5, 5, "1"),)
    note = recognize(sheet, authorities()).document.notes[0]
    assert (note.marker, [block.text for block in note.content]) == ("1", ["The note.", "Its second paragraph."])


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (  # LibreOffice
            '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
            '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> The note.</p></div>',
        ),
        (  # pandoc
            '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
            '<section><hr><ol><li id="fn1"><p>The note.<a href="#fnref1" role="doc-backlink">\u21a9\ufe0e</a></p></li></ol></section>',
        ),
        (  # MediaWiki
            '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>',
            '<ol><li id="cite_note-1"><b><a href="#cite_ref-1">^</a></b> The note.</li></ol>',
        ),
        ('<sup><a name="r1" href="#n1">1</a></sup>', '<hr><p><a name="n1" href="#r1">1</a>. The note.</p>'),
        ('[<a name="r1" href="#fn-1">1</a>]', '<hr><p>[<a name="fn-1" href="#r1">1</a>] The note.</p>'),
        ('<a id="r1" href="#n1">*</a>', '<p id="n1">* The note.</p>'),
        ('<sup><a href="#n1">1</a></sup>', "<table><tr><td><a name=n1>1</a><td>The note.</table>"),
    ],
)
def test_notes_of_other_programs(reference: str, note: str) -> None:
    found = lines(f"<p>Word{reference} more.</p>{note}")
    marker = "*" if "*" in reference else "1"
    assert found[0].text == "Word more."
    assert found[0].marks == (Mark("note", 4, 4, marker),)
    notes = [line for line in found if line.style == "note"]
    assert [line.mark for line in notes] == [marker]
    assert [line.text for line in found[1:] if line.style != "rule"] == (["The note."])


def test_links_to_headings_and_paragraphs_are_no_notes() -> None:
    body = "<p><a href='#s1'>1</a> Scope, see <a href='#p2'>2</a></p><h2 id=s1>1. Scope</h2><p id=p2>2. Text</p>"
    assert shapes(body) == [("", 0, "", "1 Scope, see 2"), ("heading", 2, "", "1. Scope"), ("", 0, "", "2. Text")]


# -- the frame of the page --------------------------------------------------------------------------------------------

SITE = """<!DOCTYPE html><html lang="en" dir="ltr"><head><title>A/HRC/73/G/7 | Documents</title><script>var a = "<p>no";</script>
<style>.x{color:red}.gone{display:none}</style></head><body><a class="skip-link" href="#main">Skip to main content</a>
<header><div class="logo"><img src="logo.png" alt="Emblem">Welcome to the documents</div></header>
<nav><ul><li><a href="/">Home</a><li><a href="/a">About us</a></ul></nav>
<div class="breadcrumb">Home &gt; Documents</div>
<div role="main"><h1>SPECIMEN: Note by the Secretariat</h1><p>The first paragraph.</p><p class="gone">Secret words.</p>
<p hidden>More secret words.</p><form><label>Find</label><input value=x><button>Go</button></form><p>The last.</p></div>
<aside>Related documents</aside><footer>Copyright, terms of use</footer></body></html>"""


def test_the_frame_of_a_web_site_is_left_out_and_said() -> None:
    sheet = read(SITE.encode())
    assert [line.text for line in sheet.lines] == [
        "SPECIMEN: Note by the Secretariat", "The first paragraph.", "Find", "The last."
    ]  # fmt: skip
    assert set(codes(sheet)) == {"read-hidden-left-out", "read-frame-left-out"}
    hidden = next(problem for problem in sheet.problems if problem.code == "read-hidden-left-out")
    assert (hidden.text[:2], hidden.severity) == ("5 ", "warning")


def test_without_a_main_part_the_frame_goes_by_its_names() -> None:
    sheet = read(SITE.replace('role="main"', 'id="main"').encode())
    assert [line.text for line in sheet.lines] == [
        "SPECIMEN: Note by the Secretariat", "The first paragraph.", "Find", "The last."
    ]  # fmt: skip


def test_deleted_words_are_left_out_and_said() -> None:
    sheet = read(b"<p><del>old</del><ins>new</ins> text")
    assert sheet.lines[0].text == "new text"
    assert codes(sheet) == ["read-deletions-left-out"]


# -- encodings --------------------------------------------------------------------------------------------------------

TEXT = {
    "ar": "مذكرة شفوية من البعثة الدائمة", "zh": "常驻代表团的普通照会", "en": "Note verbale — “SPECIMEN”",
    "fr": "Note verbale de la Mission permanente, à l’Office", "ru": "Вербальная нота Постоянного представительства",
    "es": "Nota verbal de la Misión Permanente, período",
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "label", "codec"),
    [
        ("ar", "windows-1256", "cp1256"), ("zh", "gb2312", "gb18030"), ("en", "iso-8859-1", "cp1252"),
        ("fr", "ISO-8859-1", "cp1252"), ("ru", "windows-1251", "cp1251"), ("ru", "koi8-r", "koi8-r"), ("es", "latin1", "cp1252"),
        *((code, "utf-8", "utf-8") for code in LANGUAGES),
        *((code, "windows-1252", "utf-8") for code in ("ar", "zh", "ru")),
        *((code, "utf-8", "utf-16") for code in LANGUAGES),
    ],
)  # fmt: skip
def test_pages_are_read_in_the_encoding_that_they_say(code: str, label: str, codec: str) -> None:
    for head in (f"<meta charset={label}>", f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'):
        sheet = read(f"<html><head>{head}</head><body><p>{TEXT[code]}</p></body></html>".encode(codec))
        assert [line.text for line in sheet.lines] == [TEXT[code]]
        assert not sheet.problems


def test_an_encoding_that_is_not_said_is_guessed_and_one_that_is_none_is_not_tried() -> None:
    sheet = read(f"<p>{TEXT['ru']}</p>".encode("cp1251"))
    assert [line.text for line in sheet.lines] == [TEXT["ru"]]
    assert codes(sheet) == ["read-encoding-guessed"]
    assert read(b"<meta charset=punycode><p>" + TEXT["ru"].encode("cp1251")).lines[0].text == TEXT["ru"]


def test_xhtml_closes_its_elements_in_short() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x"/></head>'
    sheet = read(f'{page}<body><p><a id="x"/>One</p><div/><p>two<br/>three</p></body></html>'.encode())
    assert [line.text for line in sheet.lines] == ["One", "two\nthree"]


# -- hostile pages ----------------------------------------------------------------------------------------------------

HOSTILE = {
    "deep divisions": "<div>" * 100_000 + "bottom",
    "deep tables": "<table><tr><td>" * 30_000 + "bottom",
    "deep lists": "<ul><li>" * 50_000 + "bottom",
    "deep and closed": "<div>" * 1500 + "bottom" + "</div>" * 1500,
    "formatting never closed": "".join(f"<b class=c{n}><p>" for n in range(20_000)) + "bottom",
    "a long line": "word " * 2_000_000 + "bottom",
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">bottom",
    "attributes without values": "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">bottom",
    "many links": "".join(f"<a href=#x{n}>1</a>" for n in range(50_000)) + "bottom",
    "notes in notes": "<li id=fn1>".join("<sup><a href=#fn1>1</a></sup>" for _ in range(5_000)) + "bottom",
    "breaks": "x <br>" * 200_000 + "bottom",
    "breaks of spaces": "<b> </b><br>" * 100_000 + "bottom",
    "unclosed comments": "bottom" + "<!--" * 100_000,
    "unclosed quotes": "bottom<p>" + '<a href="' * 100_001,
    "end tags": "</b>" * 300_000 + "bottom",
    "style sheet": "<style>" + ".a{" * 100_000 + "</style><p>bottom",
    "style sheet of no rules": "<style>" + "x@" * 2_000_000 + "</style><p>bottom",
    "style sheet of one class": "<style>"
    + "".join(f".a{{p{n}:x}}" for n in range(50_000))
    + "</style><p class=a>bottom",
    "main parts": "<main>" * 1500 + "<p></p>" * 50_000 + "bottom",
    "at-rules": "<style>" + "@media x{" * 100_000 + "</style><p>bottom",
    "style": f"<p style='{'a:b;' * 200_000}'>bottom",
    "cells": "<table border=1><tr><td>x<td>y" + "<tr><td colspan=99999999999 rowspan=-1>bottom<td>" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_bounded_time(name: str) -> None:
    start = time.perf_counter()
    sheet = read(HOSTILE[name].encode())
    assert time.perf_counter() - start < 120  # what is not linear takes hours
    assert "bottom" in "".join(_all_texts(sheet))[-600:] or name == "unclosed quotes"


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(BadInput, match="tags"):
        read(b"<i>" * 1_000_001)


def test_what_is_nested_too_deep_is_read_as_bare_text_and_said() -> None:
    sheet = read(HOSTILE["deep and closed"].encode())
    assert codes(sheet) == ["read-nesting"]
    assert codes(read(HOSTILE["deep divisions"].encode())) == ["read-nesting"]


@pytest.mark.parametrize("data", [b"", b" ", b"<!doctype html>", b"<!-- -->", b"<html></html>", b"\xff\xfe", b"<"])
def test_pages_of_nothing(data: bytes) -> None:
    assert [line.text for line in read(data).lines if line.text.strip("<")] == []


_TAGS = (
    "<p> </p> <b> </b> <table> <tr> <td> </td> </table> <ol> <li> </ol> <h2> </h2> <br> <hr> <a&#32;href=#n> </a> <sup> </sup> "
    "<li&#32;id=n> <span&#32;lang=ar> </span> <pre> </pre> <blockquote> <nav> </nav> <main> </main> &amp; &nbsp; 1 * [1] x"
)
_PLAIN = [
    tag for tag in _TAGS.split() if tag.startswith("<") and not any(name in tag for name in ("nav", "main", "a&"))
]


@given(st.lists(st.sampled_from(_PLAIN), max_size=60), st.integers(1, 20), st.randoms())
@settings(max_examples=200, deadline=None)
def test_no_word_is_lost_whatever_the_tags(tags: list[str], count: int, random) -> None:
    page = [*tags, *(f" w{n}w " for n in range(count))]
    random.shuffle(page)
    found = " ".join(_all_texts(read("".join(page).replace("&#32;", " ").encode())))
    assert [n for n in range(count) if f"w{n}w" not in found] == []


@given(
    st.lists(st.sampled_from(_TAGS.split()), max_size=60).map(" ".join)
    | st.text(max_size=200)
    | st.binary(max_size=200)
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_lines_with_sound_marks(data: str | bytes) -> None:
    sheet = read(data if isinstance(data, bytes) else data.replace("&#32;", " ").encode("utf-8", "replace"))
    for line in sheet.lines:
        assert line.text == line.text.strip()
        assert line.text or line.style in {"rule", "table", "note"}
        for mark in line.marks:
            assert 0 <= mark.start <= mark.end <= len(line.text)
            assert (mark.start == mark.end) == (mark.kind in {"note", "break"})
