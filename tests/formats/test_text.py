"""Plain text: bytes of any kind become lines, and a document's words come back from its plain text."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import documents
from verbale.authorities import authorities
from verbale.document import Document, Mark, Note, Paragraph, Sheet, WriteOptions
from verbale.document import text as words
from verbale.formats import text
from verbale.problems import BadInput
from verbale.recognizer import recognize

SAMPLES = {
    "ar": ("cp1256", "المنارة مضاءة منذ سنوات طويلة، وقد زارها الحارس مرتين في هذا العام."),
    "zh": ("gb18030", "灯塔多年来一直亮着，看守人今年去过两次，并向理事会提交了报告。"),
    "ru": ("cp1251", "Маяк горит уже много лет, и смотритель посетил его дважды в этом году."),
    "fr": ("cp1252", "Le phare est allumé depuis des années ; le gardien l’a visité à deux reprises cet été."),
    "es": ("cp1252", "El faro está encendido desde hace años; el guardián lo visitó dos veces según el año."),
}


@pytest.mark.parametrize("language", SAMPLES)
def test_code_pages_are_guessed_and_said_to_be(language: str) -> None:
    encoding, sample = SAMPLES[language]
    sheet = text.read(sample.encode(encoding))
    assert [line.text for line in sheet.lines] == [sample]
    assert [problem.code for problem in sheet.problems] == ["read-encoding-guessed"]
    assert encoding in sheet.problems[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("language", SAMPLES)
def test_unicode_needs_no_guess(language: str, encoding: str) -> None:
    sample = SAMPLES[language][1]
    sheet = text.read(sample.encode(encoding))
    assert [line.text for line in sheet.lines] == [sample]
    assert sheet.problems == ()


def test_sixteen_bits_without_a_mark_are_told_by_their_zeros() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        sheet = text.read(("A lamp burns.\n" * 9).encode(encoding))
        assert {line.text for line in sheet.lines} == {"A lamp burns."}


def test_a_few_broken_bytes_leave_the_rest_utf_8() -> None:
    sheet = text.read(("Маяк горит. " * 20).encode() + b"\xff")
    assert sheet.lines[0].text.startswith("Маяк горит.")
    assert [problem.code for problem in sheet.problems] == ["read-bytes-broken"]


def test_controls_are_left_out_and_reported() -> None:
    sheet = text.read(b"A\x00 la\x07mp\r\nburns\x0b on\r")
    assert [line.text for line in sheet.lines] == ["A lamp", "burns", "on"]
    assert [problem.code for problem in sheet.problems] == ["read-controls-removed"]


def test_lines_know_their_number_gap_rule_and_page() -> None:
    sheet = text.read(b"One\n\n\nTwo\n________\nThree\fFour\n")
    assert [(line.text, line.number, line.gap, line.style, line.page) for line in sheet.lines] == [
        ("One", 1, 0, "", 1),
        ("Two", 4, 2, "", 1),
        ("________", 5, 0, "rule", 1),
        ("Three", 6, 0, "", 1),
        ("Four", 6, 0, "", 2),
    ]


@pytest.mark.parametrize(
    ("line", "wrapped"),
    [("A line about as long as those of a typed page, of which there are many in a text.\n", True),
     ("A paragraph that stands on one line, however long it is, as converters write it. " * 4 + "\n", False),
     ("灯塔多年来一直亮着，看守人今年去过两次，并向理事会提交了报告，报告说灯塔仍亮。\n", True),
     ("灯塔多年来一直亮着，看守人今年去过两次，并向理事会提交了报告。" * 5 + "\n", False)],
)  # fmt: skip
def test_wrapped_text_is_told_from_paragraphs(line: str, wrapped: bool) -> None:
    assert text.read((line * 12).encode()).wrapped is wrapped


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=500))
def test_any_bytes_are_lines(data: bytes) -> None:
    sheet = text.read(data)
    assert isinstance(sheet, Sheet)
    assert all(
        line.text == line.text.strip() and "\n" not in line.text and "\0" not in line.text for line in sheet.lines
    )


def test_large_inputs_end_and_larger_ones_are_refused() -> None:
    for data in (
        b"a" * 10_000_000,
        b"\x00" * 5_000_000,
        b"\xff" * 5_000_000,
        bytes(range(256)) * 20_000,
        b"-" * 5_000_000,
    ):
        assert isinstance(text.read(data), Sheet)
    with pytest.raises(BadInput, match="lines"):
        text.read(b"x\n" * 250_001)


def test_what_is_written() -> None:
    document = Document(
        title="A SPECIMEN",
        content=(
            Paragraph("p1", "With an annex.", marks=(Mark("note", 13, 13, "n1"), Mark("bold", 0, 4)), number="1."),
        ),
        notes=(Note("n1", "*", (Paragraph("n1-p1", "As received."),)),),
    )
    writing = text.write(document, WriteOptions())
    assert writing.data.decode() == "A SPECIMEN\n\n1. With an annex*.\n\n__________\n\n* As received.\n"
    assert [problem.code for problem in writing.problems] == ["write-marks-lost"]


@settings(max_examples=100, deadline=None)
@given(documents())
def test_no_letter_is_lost(document: Document) -> None:
    data = text.write(document, WriteOptions()).data
    found = recognize(text.read(data), authorities()).document
    first = Counter("".join([words(document), document.symbol or ""]))
    second = Counter(words(found))
    for letter in " \n\t*12":  # markers stand glued to a word in the one and are marks in the other
        del first[letter], second[letter]
    assert first == second
    assert found.specimen
