"""Whatever the lines, there is a document; what is read is well formed; and no input makes reading slow."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.authorities import authorities
from verbale.document import Document, Line, Mark, Reading, Sheet, Table, from_json, places, to_json
from verbale.formats import markdown, text
from verbale.recognizer import recognize

_WORDS = st.sampled_from(
    ("Annex", "Annexe I", "المرفق", "附件", "*", "**", "1", "1.", "(a)", "2 ()", "____", "United Nations", "Distr.", "GENERAL",
     "Distr.: General", "A/HRC/71/G/9*", "4 March 2031", "Seventy-first session", "议程项目3", "Item 3", "English only",
     "Original: English", "Summary", "The General Assembly,", "lamp,1", "lamp(2)", "lamp*", "99/7. Lamps", "Report of",
     "Note verbale dated", "GE.31-12345 (E)", "\n", "\f", "  ", "[^1]", "[^1]: x", "[Original: Spanish]", "lamps burn.")
)  # fmt: skip
_TEXTS = st.lists(_WORDS | st.text(max_size=12), max_size=6).map(" ".join)
_STYLES = st.sampled_from(("", "", "", "heading", "rule", "note", "item", "quotation", "running", "cover", "table"))
_KINDS = st.sampled_from(("bold", "raised", "note", "break", "link"))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    words = draw(_TEXTS)
    marks = []
    for _ in range(draw(st.integers(0, 2))):
        start = draw(st.integers(0, len(words)))
        kind = draw(_KINDS)
        end = start if kind in {"note", "break"} else draw(st.integers(start, len(words)))
        marks.append(Mark(kind, start, end, "1"))
    style = draw(_STYLES)
    return Line(
        words, draw(st.integers(0, 99)), draw(st.integers(0, 2)), tuple(marks), style, draw(st.integers(0, 6)),
        mark=draw(st.sampled_from(("", "1", "*"))), table=Table("", ()) if style == "table" else None,
        page=draw(st.sampled_from((None, 1, 2))), size=draw(st.sampled_from((None, 8.0, 10.0))),
    )  # fmt: skip


def well_formed(reading: Reading) -> None:
    document = reading.document
    assert from_json(to_json(document)) == document
    found = list(places(document))
    ids = [place.block.id for place in found]
    assert len(ids) == len(set(ids))
    notes = {note.id for part in (document, *document.annexes) for note in part.notes}
    for place in found:
        for mark in place.block.marks:
            assert 0 <= mark.start <= mark.end <= len(place.block.text)
            assert mark.kind != "note" or mark.value in notes


@settings(max_examples=200, deadline=None)
@given(st.lists(lines(), max_size=30), st.booleans())
def test_any_lines_make_a_document(sheet: list[Line], wrapped: bool) -> None:
    well_formed(recognize(Sheet(tuple(sheet), wrapped), authorities()))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.lists(_TEXTS, max_size=20).map(lambda parts: "\n".join(parts).encode()))
def test_any_bytes_make_a_document(data: bytes) -> None:
    for room in (text, markdown):
        well_formed(recognize(room.read(data), authorities()))


def test_the_same_lines_make_the_same_document() -> None:
    sheet = text.read(b"A/HRC/71/1\n\nSPECIMEN lamps\n\nThe lamp,1 burns.\n____\n1 Note.\n")
    assert recognize(sheet, authorities()) == recognize(sheet, authorities())


def test_large_and_hostile_inputs_end() -> None:
    # No clock: what is quadratic in one of these would not end.
    hostile: list[bytes] = [
        b"word " * 400_000, b"*" * 2_000_000, b"lamp* " * 300_000, b"lamp1 " * 300_000 + b"\n____\n" + b"1 x\n" * 2_000,
        b"* x\n" * 20_000, b"Annex I\n\n" * 20_000, b"Distr.\n" * 50_000, b"/A" * 1_000_000, b"1 May 2030 " * 100_000,
        b"".join(b"%d x\n" % n for n in range(20_000)), "附件\n".encode() * 20_000, b"[Original: English]\n" * 20_000,
    ]  # fmt: skip
    for data in hostile:
        assert isinstance(recognize(text.read(data), authorities()).document, Document)
