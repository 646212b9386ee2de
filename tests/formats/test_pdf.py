"""PDF: valid for archives and for screen readers, the same bytes again, and its words can be read back."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import unicodedata
from importlib.resources import files

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings

from tests.strategies import documents
from verbale.document import (
    Cell,
    CoverLine,
    Document,
    Heading,
    Mark,
    Masthead,
    Note,
    Paragraph,
    Table,
    WriteOptions,
    from_json,
    places,
    to_json,
)
from verbale.formats.pdf import write
from verbale.formats.pdf.fonts import coverage
from verbale.languages import LANGUAGES, phrase
from verbale.problems import CannotWrite

PLAIN = WriteOptions()
OTHER = {"ar": "en", "zh": "ar", "en": "ar", "fr": "en", "ru": "zh", "es": "en"}


def text_of(pdf: bytes) -> str:
    """All words of the PDF's text layer, in presentation forms undone."""
    opened = pypdfium2.PdfDocument(pdf)
    found = "\n".join(page.get_textpage().get_text_bounded() for page in opened)
    opened.close()
    return unicodedata.normalize("NFKC", found)


def recall(expected: str, found: str) -> float:
    """The share of the words (in Chinese: the characters) of ``expected`` that stand in ``found``."""
    dense = "".join(found.split()).replace("\ufffe", "").replace("\u00ad", "")
    words = list("".join(expected.split())) if any("\u3400" <= c <= "\u9fff" for c in expected) else expected.split()
    words = [unicodedata.normalize("NFKC", word) for word in words]
    return sum(word in dense for word in words) / len(words)


def broken(verapdf, pdf: bytes) -> list[str]:
    return [f"{profile} {line}" for profile in ("PDFA-3A", "PDFUA-1") for line in verapdf(pdf, profile)]


@pytest.mark.tool
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_pdf_is_valid_for_archives_and_screen_readers(code, made_up, verapdf) -> None:
    own = made_up.annex(code)
    document = made_up.specimen(code, own, made_up.annex(OTHER[code]))
    assert broken(verapdf, write(document, PLAIN).data) == []
    assert broken(verapdf, write(made_up.untranslated(code), PLAIN).data) == []


@pytest.mark.tool
def test_the_validator_finds_what_is_wrong(made_up, verapdf) -> None:
    def without(name: str) -> bytes:
        with pikepdf.open(io.BytesIO(write(made_up.specimen("en"), PLAIN).data)) as pdf:
            del pdf.Root[name]
            data = io.BytesIO()
            pdf.save(data, static_id=True)
            return data.getvalue()

    assert verapdf(without("/Metadata"), "PDFA-3A") == ["6.6.2.1-1"]
    assert verapdf(without("/MarkInfo"), "PDFUA-1") == ["6.2-1"]
    assert "7.1-11" in verapdf(without("/StructTreeRoot"), "PDFUA-1")


@pytest.mark.tool
@given(document=documents())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_document_gives_a_valid_pdf(verapdf, document: Document) -> None:
    writing = write(document, PLAIN)
    assert broken(verapdf, writing.data) == []
    assert writing.problems == ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_can_be_read_back(code, made_up) -> None:
    document = made_up.specimen(code, made_up.annex(code))
    found = text_of(write(document, PLAIN).data)
    least = 0.85 if code == "ar" else 0.97
    assert recall(document.title, found) >= least
    words = " ".join(place.block.text for place in places(document))
    assert recall(words, found) >= (0.85 if code == "ar" else 0.9)  # words cut at a line's end are not whole
    assert recall(" ".join(line.text for line in document.cover if line.field != "symbol"), found) >= least
    assert "A/HRC/73/G/7" in found or code == "ar"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_json_inside_is_the_document(code, made_up) -> None:
    document = made_up.specimen(code, made_up.annex(code))
    with pikepdf.open(io.BytesIO(write(document, PLAIN).data)) as pdf:
        (attached,) = pdf.attachments.values()
        data = attached.get_file().read_bytes()
        assert str(attached.obj.AFRelationship) == "/Source"
        assert str(pdf.Root.Lang).startswith(code)
        assert pdf.docinfo["/Title"] == document.title
        assert (str(pdf.Root.ViewerPreferences.get("/Direction")) == "/R2L") == (code == "ar")
    assert data == to_json(document)
    assert from_json(data) == document


def test_the_same_document_gives_the_same_bytes_in_any_process_and_thread(made_up) -> None:
    document = made_up.specimen("ar", made_up.annex("zh"))
    first = write(document, PLAIN).data
    assert write(document, PLAIN).data == first
    in_threads: list[bytes] = []
    threads = [threading.Thread(target=lambda: in_threads.append(write(document, PLAIN).data)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(in_threads) == {first}
    script = (
        "import sys; from verbale.document import from_json, WriteOptions; from verbale.formats.pdf import write;"
        "sys.stdout.buffer.write(write(from_json(sys.stdin.buffer.read()), WriteOptions()).data)"
    )
    again = subprocess.run(
        [sys.executable, "-c", script],
        input=to_json(document),
        capture_output=True,
        check=True,
        env={"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
    )
    assert again.stdout == first


def pictures(pdf: bytes) -> list[str]:
    page = pypdfium2.PdfDocument(pdf)[0]
    return [code.text for code in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())]


def test_the_code_on_page_one_holds_the_address(made_up) -> None:
    pdf = write(made_up.specimen("fr"), PLAIN).data
    assert pictures(pdf) == ["https://undocs.org/fr/A/HRC/73/G/7"]
    told = write(made_up.specimen("fr"), WriteOptions(address="https://documents.example/7?l=fr")).data
    assert pictures(told) == ["https://documents.example/7?l=fr"]
    assert pictures(write(made_up.specimen("fr", symbol=None), PLAIN).data) == []


def test_an_address_that_no_code_holds_is_reported(made_up) -> None:
    writing = write(made_up.specimen("fr"), WriteOptions(address="https://documents.example/" + "x" * 3000))
    assert pictures(writing.data) == []
    assert [problem.code for problem in writing.problems] == ["write-address-too-long"]


def links(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        notes = [note for page in opened.pages for note in page.get("/Annots", [])]
        return {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}


def test_citations_and_safe_addresses_are_links(made_up) -> None:
    assert links(write(made_up.specimen("en"), PLAIN).data) == {
        "https://undocs.org/en/A/RES/60/251",
        "https://undocs.org/en/A/HRC/73/G/7",
    }
    paragraph = Paragraph("p1", "here and there", marks=(Mark("link", 0, 4, "javascript:alert(1)"),))
    writing = write(Document(masthead=Masthead(language="en"), content=(paragraph,)), PLAIN)
    assert links(writing.data) == set()
    assert [(p.code, p.where) for p in writing.problems] == [("write-link-refused", "p1")]


def test_the_running_head_stands_on_the_outer_side_mirrored_in_arabic(made_up) -> None:
    sides = {}
    for code in ("en", "ar"):
        long = tuple(Paragraph(f"q{n}", made_up.specimen(code).content[0].text) for n in range(40))
        document = Document(
            symbol="A/HRC/73/G/7", masthead=Masthead(language=code), title=made_up.specimen(code).title, content=long,
            cover=(CoverLine("symbol", "A/HRC/73/G/7"),), specimen=True,
        )  # fmt: skip
        opened = pypdfium2.PdfDocument(write(document, PLAIN).data)
        assert len(opened) >= 3
        for number in (1, 2):
            page = opened[number]
            half, top = page.get_width() / 2, page.get_height() - 70
            left = page.get_textpage().get_text_bounded(right=half - 60, bottom=top)
            right = page.get_textpage().get_text_bounded(left=half + 60, bottom=top)
            sides[code, number + 1] = "left" if "HRC" in left else "right" if "HRC" in right else ""
            assert recall(phrase("specimen", code), text_of(write(document, PLAIN).data)) == 1
    assert sides == {("en", 2): "left", ("en", 3): "right", ("ar", 2): "right", ("ar", 3): "left"}


def test_raised_letters_are_smaller_and_higher(made_up) -> None:
    opened = pypdfium2.PdfDocument(write(made_up.specimen("es"), PLAIN).data)
    page = opened[0].get_textpage()
    found = page.get_text_bounded()
    at = found.index("73er") + 2
    digit, letter = page.get_charbox(at - 1), page.get_charbox(at)
    assert letter[1] > digit[1] + 1
    assert letter[3] - letter[1] < digit[3] - digit[1]


def test_a_note_stands_at_the_foot_of_the_page_that_anchors_it(made_up) -> None:
    pdf = pypdfium2.PdfDocument(write(made_up.specimen("en", made_up.annex("en")), PLAIN).data)
    foot = [page.get_textpage().get_text_bounded(top=150) for page in pdf]
    assert "* Reproduced as received" in foot[0]
    assert "1 Reproduced as received" in foot[1]
    assert len(pdf) == 2


def test_a_note_that_nothing_anchors_is_printed_all_the_same() -> None:
    document = Document(
        masthead=Masthead(language="en"),
        content=(Paragraph("p1", "Text"),),
        notes=(Note("n1", "*", (Paragraph("n1p1", "A forgotten note."),)),),
    )
    assert "forgotten" in text_of(write(document, PLAIN).data)


def test_what_no_font_draws_is_spelled_out_and_reported() -> None:
    document = Document(masthead=Masthead(language="en"), title="A 😀 title", content=(Paragraph("p1", "ไทย and 𝒜"),))
    writing = write(document, PLAIN)
    found = text_of(writing.data)
    for code in ("[U+1F600]", "[U+0E44][U+0E17][U+0E22]", "[U+1D49C]"):
        assert code in found
    (problem,) = writing.problems
    assert problem.code == "write-no-glyph"
    assert all(c in problem.text for c in "😀ไทย𝒜")


def test_hostile_text_does_not_change_the_page(verapdf) -> None:
    hostile = '#import "x"; $x$ *b* _i_ @a <b> // \\ \u202eabc\u2066\x00\r\n' + "x" * 3000
    document = Document(
        symbol="A/HRC/73/G/7",
        masthead=Masthead(language="en", job_number=hostile[:30]),
        title=hostile[:60],
        content=(
            Heading("h", "\u202e \u200b"),
            Heading("h2", hostile[:40], level=7),
            Paragraph("p", hostile, marks=(Mark("bold", -5, 10**9), Mark("note", 3, 3, "n"), Mark("note", 9, 9, "n"))),
            Paragraph("", "", number=hostile[:20], level=99, language="xx-unknown"),
            Table("t", ((Cell((Paragraph("c", "1"),), columns=0, rows=99),), (), (Cell(columns=10**6),)), header=9),
            Table("u", ()),
        ),
        notes=(Note("n", "", ()),),
    )  # fmt: skip
    writing = write(document, PLAIN)
    assert recall(hostile[:36] + "abc", text_of(writing.data)) == 1
    assert broken(verapdf, writing.data) == []
    assert "write-characters-dropped" in {problem.code for problem in writing.problems}


def test_a_document_without_anything_is_still_a_page(verapdf) -> None:
    assert broken(verapdf, write(Document(), PLAIN).data) == []


def test_a_text_beyond_measure_is_refused_with_advice() -> None:
    document = Document(masthead=Masthead(language="en"), content=(Paragraph("p1", "word " * 1_100_000),))
    with pytest.raises(CannotWrite, match="too long"):
        write(document, PLAIN)


def font_names(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {str(font.BaseFont).split("+")[1] for page in opened.pages for font in page.Resources.Font.values()}


def test_only_packaged_fonts_are_used_unless_a_folder_is_named(tmp_path, made_up) -> None:
    packaged = font_names(write(made_up.specimen("en"), PLAIN).data)
    assert packaged
    assert all(name.startswith("NotoSerif") for name in packaged)
    # A font of five letters renamed to another of five: no other font is at hand in every place.
    font = files("fontpkg_amiri").joinpath("files/Amiri-Regular.ttf").read_bytes()
    for encoding in ("ascii", "utf-16-be"):
        font = font.replace("Amiri".encode(encoding), "Tinos".encode(encoding))
    (tmp_path / "Tinos-Regular.ttf").write_bytes(font)
    named = font_names(write(made_up.specimen("en"), WriteOptions(fonts=(str(tmp_path),))).data)
    assert named
    assert all(name.startswith("Tinos") for name in named)


def test_a_broken_font_file_draws_nothing(tmp_path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\0\1\0\0\0\x0fcmap")
    assert coverage(str(broken)) == frozenset()
    assert coverage(str(tmp_path / "absent.ttf")) == frozenset()


def test_the_coverage_of_a_font_is_that_of_its_character_map() -> None:
    serif = files("fontpkg_noto_serif").joinpath("files")
    (upright,) = [path for path in serif.iterdir() if path.name.startswith("NotoSerif[")]
    found = coverage(str(upright))
    assert {ord(c) for c in "AzéЖя«»—№º"} <= found
    assert not {ord(c) for c in "عم中"} & found
