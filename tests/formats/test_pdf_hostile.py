"""PDFs that are not what they should be, or are built to break a reader: lines, a document or a named error, in time."""

from __future__ import annotations

import io
import threading

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.made_pdf import at, drawn, saved, scanned, typeset
from verbale.document import Document, Sheet
from verbale.formats.pdf.reading import Limits, read
from verbale.formats.pdf.reading.pages import read_here
from verbale.problems import BadInput


def tree(kids: str, count: int) -> bytes:
    return (
        f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {count}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    ).encode()


def encrypted() -> bytes:
    with pikepdf.open(io.BytesIO(drawn(at(72, 700, "secret")))) as made:
        return saved(made, encryption=pikepdf.Encryption(owner="a", user="b"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (b"no PDF at all", "damaged"),
        (encrypted(), "encrypted"),
        (saved(pikepdf.Pdf.new()), "no pages"),
    ],
)
def test_what_can_not_be_read_is_named(data, says):
    with pytest.raises(BadInput, match=says) as caught:
        read(data)
    assert caught.value.advice


def test_a_file_that_lists_itself_ends():
    sheet = read(tree("2 0 R 2 0 R", 100_000))
    assert sheet.lines == ()
    assert {problem.code for problem in sheet.problems} == {"read-page-broken", "read-pages-cut"}


def test_a_hundred_thousand_pages_are_cut():
    with pikepdf.open(io.BytesIO(drawn(at(72, 700, "the same page again")))) as made:
        made.Root.Pages.Kids = pikepdf.Array([made.Root.Pages.Kids[0]] * 100_000)
        made.Root.Pages.Count = 100_000
        sheet = read(saved(made))
    assert len(sheet.lines) == 2000
    assert [(problem.code, problem.where) for problem in sheet.problems] == [("read-pages-cut", "page 2001")]


def bomb(megabytes: int) -> bytes:
    """A small file of one page whose content is huge."""
    return drawn("BT /F0 1 Tf 72 700 Td " + "(abcdefghij) Tj 0 -1 Td " * (megabytes * 43_690) + "ET")


@pytest.mark.parametrize("limits", [Limits(seconds=1, memory=4 << 30), Limits(seconds=60, memory=300 << 20)])
def test_what_takes_too_much_is_stopped_and_the_next_file_is_read(limits):
    with pytest.raises(BadInput, match=r"stopped|more memory"):
        read(bomb(120), limits)
    assert [line.text for line in read(drawn(at(72, 700, "SPECIMEN"))).lines] == ["SPECIMEN"]


def test_the_process_of_its_own_gives_the_same():
    data = typeset("إذ يشير إلى قرار الجمعية العامة 60/251 المؤرخ 15 آذار/مارس 2006،", "ar")
    assert read(data) == read_here(data)


def test_threads_take_turns():
    files = {name: drawn(at(72, 700, name)) for name in ("one", "two", "three", "four")}
    found = {}
    threads = [
        threading.Thread(target=lambda n=n, d=d: found.update({n: read(d).lines[0].text})) for n, d in files.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {name: name for name in files}


SMALL = drawn(
    at(72, 700, "Recalling its resolution 60/251", 10, 1) + at(72, 686, "and A/HRC/73/G/7"), at(72, 700, "next")
)
OTHERS = (SMALL, scanned(), typeset("إذ يشير إلى A/HRC/73/G/7#footnote[2031]", "ar"))


@given(st.sampled_from(OTHERS), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), min_size=1, max_size=6))
@settings(max_examples=120, deadline=None)
def test_a_file_that_was_tampered_with_gives_lines_or_a_named_error(data, changes):
    for place, patch in changes:
        start = int(place * len(data))
        data = data[:start] + patch + data[start + len(patch) :]
    assert isinstance(outcome(data), Sheet | Document | BadInput)


def outcome(data: bytes) -> Sheet | Document | BadInput:
    try:
        return read(data, Limits(seconds=5))
    except BadInput as error:
        return error


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_bytes_behind_a_pdf_header(tail):
    assert isinstance(outcome(b"%PDF-1.7\n" + tail), Sheet | Document | BadInput)
