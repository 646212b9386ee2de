"""Evidence: for each field the page, the line, the box and how sure, in six languages."""

from __future__ import annotations

import io

import msgspec
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.formats import made_up
from verbale.authorities import authorities
from verbale.document import Evidence, Line, Sheet, WriteOptions
from verbale.formats import pdf
from verbale.languages import LANGUAGES
from verbale.recognizer import recognize

MASTHEAD = (
    "SPECIMEN", "United Nations", "A/HRC/73/G/7", "General Assembly", "Distr.: General", "6 May 2031", "Original: English",
    "Human Rights Council", "Seventy-third session", "24 February-20 March 2031", "Agenda item 4",
    "Human rights situations that require the Council's attention",
)  # fmt: skip
TITLE = (
    "Note verbale dated 1 April 2031 from the Permanent Mission of Azerbaijan to the",
    "United Nations Office at Geneva addressed to the Office of the United Nations High Commissioner for Human Rights",
)
TEXT = "The keepers of the lighthouse were heard on the matter, and nothing else was said on that day of the spring."


def sheet(*sure: float) -> Sheet:
    """Return a page read by OCR, a line under the other; ``sure`` for the title's two lines and all others."""
    first, second, others = sure
    lines = [
        Line(text, at, int(text == TITLE[0] or text == TEXT), page=1, box=(50.0 + at, 20.0 * at, 300.0 + at, 20.0 * at + 12),
             size=14.0 if text in TITLE else 10.0, confidence=first if text == TITLE[0] else second if text == TITLE[1] else others)
        for at, text in enumerate((*MASTHEAD, *TITLE, TEXT), 1)
    ]  # fmt: skip
    return Sheet(tuple(lines), wrapped=True)


def read(source: Sheet) -> dict[str, Evidence]:
    return {one.field: one for one in recognize(source, authorities()).evidence}


WHERE = {
    "symbol": 3, "masthead.organ": 4, "masthead.distribution": 5, "masthead.issued": 6, "masthead.originals": 7, "body": 8,
    "session": 9, "session.number": 9, "session.dates": 10, "agenda": 11, "title": 13, "communication.kind": 13,
    "communication.dated": 13, "communication.sender.state": 13, "communication.sender.capacity": 13,
    "communication.addressees": 13,
}  # fmt: skip


@pytest.mark.parametrize("field", WHERE)
def test_a_field_names_its_page_line_and_box(field) -> None:
    found = read(sheet(0.9, 0.8, 0.97))[field]
    at = WHERE[field]
    assert found.page == 1
    assert found.lines[0] == at
    left, top, right, bottom = found.box
    assert (left, top) == (50.0 + at, 20.0 * at)
    # A title of two lines has a box around both.
    assert (right, bottom) == (
        (314.0, 292.0) if at == 13 else (301.0 + at, 252.0) if field == "agenda" else (300.0 + at, 20.0 * at + 12)
    )


def test_no_field_is_surer_than_the_lines_it_was_read_from() -> None:
    found = read(sheet(0.9, 0.4, 0.7))
    assert found["title"].confidence == 0.4
    assert found["communication.dated"].confidence == 0.4
    assert found["communication.dated"].text == "1 April 2031"
    assert {one.confidence for field, one in found.items() if field in WHERE and WHERE[field] < 13} == {0.7}
    sure = read(sheet(1.0, 1.0, 1.0))
    assert sure["symbol"].confidence == 1.0
    assert sure["title"].confidence == 0.95


@given(some.lists(some.integers(10, 100), min_size=len(MASTHEAD) + 3, max_size=len(MASTHEAD) + 3))
@settings(max_examples=50, deadline=None)
def test_every_confidence_is_capped_by_those_of_its_lines(sure) -> None:
    source = sheet(1.0, 1.0, 1.0)
    lines = tuple(
        msgspec.structs.replace(line, confidence=of / 100) for line, of in zip(source.lines, sure, strict=True)
    )
    for found in recognize(msgspec.structs.replace(source, lines=lines), authorities()).evidence:
        assert found.lines, found.field
        assert all(found.confidence <= lines[number - 1].confidence for number in found.lines), found.field


def test_what_the_salutation_states_is_evidence_of_its_paragraph() -> None:
    text = (
        "SPECIMEN\n\nThe Permanent Mission of the Republic of Azerbaijan to the United Nations Office and other international "
        "organizations in Geneva presents its compliments to the Office of the United Nations High Commissioner for Human "
        "Rights and has the honour to transmit herewith the statement on lighthouses.\n\nGeneva, 1 April 2031"
    )
    lines = [Line(one, at, 1) for at, one in enumerate(text.split("\n\n"), 1)]
    found = read(Sheet(tuple(lines)))
    for field in ("communication.kind", "communication.sender.state", "communication.addressees"):
        assert found[field].lines == (2,), field
        assert found[field].text.startswith("The Permanent Mission")
    assert (found["communication.dated"].lines, found["communication.dated"].confidence) == ((3,), 0.9)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_field_of_our_own_page_is_found_in_its_box(code) -> None:
    """Read from the lines of the PDF, not from the document that is attached to it."""
    data = pdf.write(made_up.specimen(code), WriteOptions()).data
    source = pdf.read(without_source(data))
    by_number = {line.number: line for line in source.lines}
    found = read(source)
    assert found.keys() >= {"symbol", "masthead.distribution", "masthead.originals", "session.number", "title"}
    for one in found.values():
        if not one.lines:
            continue
        line = by_number[one.lines[0]]
        assert one.page == line.page
        assert all(edge <= within for edge, within in zip(one.box[:2], line.box[:2], strict=True)), one.field
        assert all(edge >= within for edge, within in zip(one.box[2:], line.box[2:], strict=True)), one.field


def without_source(data: bytes) -> bytes:
    """Return a PDF without what is attached to it."""
    with pikepdf.open(io.BytesIO(data)) as made:
        for name in list(made.attachments):
            del made.attachments[name]
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()
