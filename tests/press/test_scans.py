"""Files of pages with text and pages that are pictures: which are read by OCR, in which order, and what is told."""

from __future__ import annotations

import io
import shutil

import pikepdf
import pytest

import verbale
from tests.conftest import missing
from verbale.problems import BadInput

TEXTS = (
    "SPECIMEN: the lighthouse of Valdoria was lit for the first time.",
    "SPECIMEN: the keepers of Alcionia rowed to the island.",
    "SPECIMEN: the harbour of Brumalia was closed in winter.",
    "SPECIMEN: the foghorn was heard as far as the cape.",
)


@pytest.fixture(scope="session")
def bench():
    """The benchmark's pages, where tesseract and the extra are installed."""
    if not shutil.which("tesseract"):
        missing("no tesseract: apt-get install tesseract-ocr")
    for name in ("numpy", "PIL"):
        try:
            __import__(name)
        except ImportError:
            missing(f"no {name}: pip install verbale[ocr]")
    from benchmarks import scanning

    return scanning


@pytest.fixture(scope="session")
def sides(bench):
    """Each text as a page with text, and as a page that is a picture."""

    def page(text: str) -> bytes:
        return bench.page("en", (text,))

    def picture(text: str) -> bytes:
        data = io.BytesIO()
        bench.drawn(page(text), 150).save(data, "PDF", resolution=150)
        return data.getvalue()

    return [(page(text), picture(text)) for text in TEXTS]


def bound(pages: list[bytes]) -> bytes:
    """Return one PDF of all pages; an empty one has nothing on it."""
    made = pikepdf.new()
    for each in pages:
        if each:
            with pikepdf.open(io.BytesIO(each)) as part:
                made.pages.extend(part.pages)
        else:
            made.add_blank_page(page_size=(595, 842))
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def words(document: verbale.Document) -> list[str]:
    found = " ".join([document.title, *(block.text for block in document.content)])
    return sorted(TEXTS, key=found.index) if all(text in found for text in TEXTS) else [found]


# t: text, p: picture, -: blank; and the pictures as the problem names them.
BOUND = {"tppt": "Pages 2\u20133:", "ptpp": "Pages 1, 3\u20134:", "ttp-p": "Pages 3, 5:", "p-ttt": "Page 1:"}


@pytest.mark.parametrize("kinds", BOUND)
def test_pictures_are_read_where_they_stand_and_nothing_else_is(sides, kinds) -> None:
    left = iter(sides)
    data = bound([b"" if kind == "-" else next(left)[kind == "p"] for kind in kinds])
    pictures = [f"page {number}" for number, kind in enumerate(kinds, 1) if kind == "p"]

    reading = verbale.read(data, "bound.pdf", ocr=True)
    assert words(reading.document) == list(TEXTS)
    assert "read-page-scanned" not in {problem.code for problem in reading.problems}
    # A page that is read by OCR says so, with words or without.
    by_ocr = [problem.where for problem in reading.problems if problem.code in {"read-by-ocr", "read-ocr-empty"}]
    assert by_ocr == pictures

    without = verbale.read(data, "bound.pdf")
    (problem,) = [problem for problem in without.problems if problem.code == "read-page-scanned"]
    assert problem.text.startswith(BOUND[kinds])
    assert problem.where == pictures[0]
    assert "OCR" in problem.advice
    assert not [problem for problem in without.problems if "ocr" in problem.code]


def test_a_file_of_text_needs_no_tesseract(sides, monkeypatch, tmp_path) -> None:
    data = bound([page for page, _ in sides[:2]])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert verbale.read(data, "text.pdf", ocr=True) == verbale.read(data, "text.pdf")
    with pytest.raises(BadInput, match="tesseract"):
        verbale.read(bound([sides[0][0], sides[1][1]]), "bound.pdf", ocr=True)


def test_a_picture_that_is_lost_leaves_the_text(sides) -> None:
    with pikepdf.open(io.BytesIO(bound([sides[0][0], sides[1][1]]))) as made:
        (picture,) = made.pages[1].Resources.XObject.values()
        picture.write(b"no picture at all", filter=pikepdf.Name.DCTDecode)
        data = io.BytesIO()
        made.save(data)
    reading = verbale.read(data.getvalue(), "broken.pdf", ocr=True)
    assert TEXTS[0] in " ".join([reading.document.title, *(block.text for block in reading.document.content)])
    (told,) = [problem for problem in reading.problems if problem.where == "page 2"]
    assert told.code in {"read-ocr-empty", "read-page-lost"}
