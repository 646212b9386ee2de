"""What holds for every row of the table of formats: round trips by declaration, and total readers."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import verbale
from tests.strategies import documents
from verbale.document import Block, Document, Segment, Table, change_blocks, places, segments, text
from verbale.document.cover import printed
from verbale.formats import FORMATS, Format, by_name, of_file
from verbale.problems import BadInput, UnknownFormat, VerbaleError

READERS = [f for f in FORMATS if f.reader]
BOTH = [f for f in FORMATS if f.reader and f.writer]
CALM = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def ids(row: Format) -> str:
    return row.name


def meaning(document: Document) -> tuple[Document, list[list[Segment]]]:
    """The document without its marks and citations, and its texts cut at the marks: marks that touch may be joined."""

    def bare(block: Block) -> Block:
        return block if isinstance(block, Table) else msgspec.structs.replace(block, marks=())

    marked = [(p.block.text, p.block.marks) for p in places(document)]
    marked += [(line.text, line.marks) for line in document.cover]
    marked.append((document.title, document.title_marks))
    for annex in document.annexes:
        marked += [(annex.label, annex.label_marks), (annex.title, annex.title_marks)]
    cut = [joined(segments(body, marks)) for body, marks in marked]
    plain = msgspec.structs.replace(
        change_blocks(document, bare),
        citations=(),
        title_marks=(),
        cover=tuple(msgspec.structs.replace(line, marks=()) for line in document.cover),
    )
    annexes = tuple(msgspec.structs.replace(a, label_marks=(), title_marks=()) for a in plain.annexes)
    return msgspec.structs.replace(plain, annexes=annexes), cut


def joined(cut: list[Segment]) -> list[Segment]:
    """Segments under the same marks side by side, as one."""
    found: list[Segment] = []
    for segment in cut:
        alike = found and segment.text and msgspec.structs.replace(found[-1], text=segment.text) == segment
        before = found.pop().text if alike else ""
        found.append(msgspec.structs.replace(segment, text=before + segment.text))
    return found


def letters(document: Document) -> Counter[str]:
    return Counter(c for c in text(document) if c.isalnum())


@pytest.mark.parametrize("row", BOTH, ids=ids)
@CALM
@given(document=documents())
def test_what_a_format_keeps_survives_writing_and_reading(row: Format, document: Document) -> None:
    document = msgspec.structs.replace(document, cover=printed(document))
    written = row.write(document)
    again = verbale.read(written.data, f"document{row.suffixes[0]}").document
    if "all" in row.keeps:
        assert meaning(again) == meaning(document)
        return
    # A text format hands lines to the recognizer, which may take a one-letter title for text; no letter may be lost.
    assert letters(document) - letters(again) == Counter()


@pytest.mark.parametrize("row", [f for f in FORMATS if f.writer], ids=ids)
@CALM
@given(document=documents())
def test_writing_twice_gives_the_same_bytes(row: Format, document: Document) -> None:
    assert row.write(document).data == row.write(document).data


@pytest.mark.parametrize("row", READERS, ids=ids)
@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=2000))
def test_any_bytes_end_in_a_document_or_a_named_error(row: Format, data: bytes) -> None:
    with contextlib.suppress(VerbaleError):
        row.read(data)


@settings(max_examples=300, deadline=None)
@given(data=st.one_of(st.binary(max_size=3000), st.text(max_size=1500).map(lambda s: s.encode("utf-8", "replace"))))
def test_any_file_ends_in_a_reading_or_a_named_error(data: bytes) -> None:
    try:
        reading = verbale.read(data, "file")
    except BadInput:
        return
    for problem in reading.problems:
        assert problem.code
        assert problem.text
    assert verbale.from_json(verbale.to_json(reading.document)) == reading.document


HOSTILE = {
    "one line": b"word " * 2_000_000,
    "one word": b"x" * 10_000_000,
    "stars": b"*" * 1_000_000,
    "brackets": b"[" * 500_000,
    "quotes": b">" * 500_000,
    "short lines": b"a\n" * 300_000,
    "empty lines": b"\n" * 2_000_000,
    "digits": b"1/1, " * 300_000,
    "resolutions": b"resolutions 1/1, " * 100_000,
    "notes": b"text[^1]\n\n" * 50_000,
    "nulls": b"a\0" * 500_000,
    "tables": b"|a|b|\n|-|-|\n" * 20_000,
    "arabic": "قرار 1 ".encode() * 300_000,
    "chinese": "第1号".encode() * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_large_and_hostile_texts_end_in_bounded_time(name: str) -> None:
    started = time.monotonic()
    for suffix in (".md", ".txt"):
        with contextlib.suppress(BadInput):
            verbale.read(HOSTILE[name], f"file{suffix}")
    # Not a speed test: what is not linear here takes hours.
    assert time.monotonic() - started < 120


@pytest.mark.parametrize(
    ("data", "name", "row"),
    [
        (b"text", "note.md", "markdown"),
        (b"text", "note.txt", "text"),
        (b"text", "note", "text"),
        (b'{"verbale":"1"}', "note.txt", "json"),
        ("текст".encode("utf-16"), "note", "text"),
    ],
)
def test_what_a_file_is_decides_how_it_is_read(data: bytes, name: str, row: str) -> None:
    assert of_file(data, name).name == row


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0rest", b"{\\rtf1}", b"\x00\x01\x02\x03" * 9])
def test_other_files_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        verbale.read(data, "file.bin")
    assert caught.value.advice


def test_formats_are_found_by_name_and_suffix() -> None:
    assert by_name("PDF").name == by_name(".pdf").name == "pdf"
    with pytest.raises(UnknownFormat, match="Formats: markdown"):
        by_name("wordstar")


def test_a_row_names_what_it_keeps() -> None:
    known = {"all", "cover", "text", "marks", "notes", "annexes", "tables", "fields"}
    for row in FORMATS:
        assert row.keeps <= known
        assert bool(row.keeps) == bool(row.writer)
        assert row.reader or row.writer or row.describer


@pytest.mark.shared
def test_real_texts_are_read_and_come_back_as_json(shared: Path) -> None:
    for path in sorted((shared / "data" / "documents").glob("*.txt")):
        document = verbale.read(path.read_bytes(), path.name).document
        assert verbale.from_json(verbale.to_json(document)) == document
        assert msgspec.json.decode(verbale.to_json(document))["verbale"] == "1"
