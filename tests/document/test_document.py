"""The model: lossless JSON with a schema, walking, and text cut at its marks."""

from __future__ import annotations

import datetime
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import documents
from verbale.document import (
    Cell,
    Document,
    Mark,
    Masthead,
    Paragraph,
    Table,
    change_blocks,
    from_json,
    places,
    schema,
    segments,
    text,
    to_json,
)  # fmt: skip
from verbale.document.walk import Segment
from verbale.problems import BadInput


@settings(max_examples=150, deadline=None)
@given(documents())
def test_json_is_lossless(document: Document) -> None:
    assert from_json(to_json(document)) == document
    assert to_json(from_json(to_json(document))) == to_json(document)


def test_json_names_its_version_and_the_fields_that_readers_rely_on() -> None:
    found = json.loads(to_json(Document()))
    assert found["verbale"] == "1"
    assert found["symbol"] is None
    assert found["session"] is None
    assert found["agenda"] == found["content"] == found["notes"] == found["annexes"] == found["citations"] == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "truncated"),
        (b"\xff\xfe\x00", "not the JSON"),
        (b"[]", "object"),
        (b"{}", "verbale"),
        (b'{"verbale":"2"}', "version"),
        (b'{"verbale":1}', "str"),
        (b'{"verbale":"1","content":[{"type":"painting"}]}', r"content\[0\]"),
        (b'{"verbale":"1","masthead":{"issued":"2020-13-01"}}', "issued"),
        (b'{"verbale":"1","content":' + b"[" * 5000 + b"]" * 5000 + b"}", "shape|not the JSON"),
    ],
)
def test_broken_json_is_named_with_its_place(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        from_json(data)
    assert caught.value.advice


def test_the_schema_describes_every_block() -> None:
    found = schema()
    assert {"Document", "Paragraph", "Heading", "Table", "Note", "Annex", "Mark", "Citation"} <= set(found["$defs"])
    assert found["$defs"]["Document"]["properties"]["verbale"] == {"const": "1"}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.data())
def test_segments_joined_are_the_text(body: str, data: st.DataObject) -> None:
    kinds = st.sampled_from(["bold", "raised", "language", "note", "break"])
    numbers = st.integers(0, len(body) + 3)
    drawn = data.draw(st.lists(st.tuples(kinds, numbers, numbers), max_size=8))
    marks = [
        Mark(kind, start if kind in {"note", "break"} else min(start, end), start if kind in {"note", "break"} else max(start, end), "x")
        for kind, start, end in drawn
    ]  # fmt: skip
    found = segments(body, marks)
    assert "".join(s.text for s in found) == body
    assert sum(bool(s.note) for s in found) == sum(m.kind == "note" for m in marks)
    bold = {i for m in marks if m.kind == "bold" for i in range(m.start, min(m.end, len(body)))}
    at = 0
    for segment in found:
        assert all((i in bold) == segment.bold for i in range(at, at + len(segment.text)))
        at += len(segment.text)


def test_marks_may_overlap_and_points_stand_where_they_are() -> None:
    found = segments("anexo como", (Mark("bold", 0, 7), Mark("italic", 3, 10), Mark("note", 5, 5, "n1")))
    assert found == [
        Segment("ane", bold=True), Segment("xo", bold=True, italic=True), Segment("", note="n1"),
        Segment(" c", bold=True, italic=True), Segment("omo", italic=True),
    ]  # fmt: skip


def test_walking_reaches_cells_notes_and_annexes() -> None:
    cell = Cell((Paragraph("c1", "in the cell"),))
    document = Document(
        masthead=Masthead(language="en", issued=datetime.date(2026, 3, 2)),
        title="Title",
        content=(Paragraph("p1", "one", number="1."), Table("t1", ((cell,),), caption="The caption")),
    )
    assert [p.block.id for p in places(document)] == ["p1", "c1"]
    assert text(document).splitlines() == ["Title", "1. one", "The caption", "in the cell"]
    louder = change_blocks(
        document, lambda b: msgspec.structs.replace(b, text=b.text.upper()) if isinstance(b, Paragraph) else b
    )
    assert "IN THE CELL" in text(louder)
    assert text(document) != text(louder)
