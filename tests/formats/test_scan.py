"""Scans: six languages, clean and degraded; how sure each word is; stamps, bombs, and pictures that are no documents."""

from __future__ import annotations

import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.conftest import missing
from verbale.authorities import authorities
from verbale.document import Document, Sheet, WriteOptions
from verbale.formats import pdf
from verbale.formats.scan import pictures, read
from verbale.formats.scan.drawing import MOST_PIXELS
from verbale.formats.scan.figures import mended
from verbale.formats.scan.tesseract import TRAINED, Word
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, BadSymbol, NotKnown
from verbale.recognizer import recognize
from verbale.symbols import parse

pytestmark = pytest.mark.tool

SYMBOL = "A/HRC/73/G/7"
TEXTS = {
    "ar": (
        "البعثة الدائمة لفالدوريا لدى مكتب الأمم المتحدة",
        "تتشرف البعثة الدائمة بأن تحيل طيه بيان وزارة الشؤون الخارجية بشأن حماية المنارات في 12 آذار/مارس 2031 وتطلب تعميمه.",
    ),
    "zh": (
        "瓦尔多里亚常驻联合国日内瓦办事处代表团",
        "常驻代表团谨随函转交外交部关于保护灯塔的声明，并请将本普通照会及其附件作为人权理事会2031年第七十三届会议的文件分发。",
    ),
    "en": (
        "Permanent Mission of Valdoria to the United Nations Office",
        (
            "The Permanent Mission has the honour to transmit herewith the statement of the Ministry of Foreign Affairs on the "
            "protection of 12 lighthouses, and requests that it be circulated in March 2031."
        ),
    ),
    "fr": (
        "Mission permanente de la Valdorie auprès de l’Office des Nations Unies",
        (
            "La Mission permanente a l’honneur de faire tenir ci-joint la déclaration du Ministère des affaires étrangères sur la "
            "protection de 12 phares, et prie le Secrétariat de la distribuer en mars 2031."
        ),
    ),
    "ru": (
        "Постоянное представительство Вальдории при Отделении",
        (
            "Постоянное представительство имеет честь препроводить заявление Министерства иностранных дел о защите 12 маяков и "
            "просит распространить его в марте 2031 года."
        ),
    ),
    "es": (
        "Misión Permanente de Valdoria ante la Oficina de las Naciones Unidas",
        (
            "La Misión Permanente tiene el honor de presentar la declaración del Ministerio de Relaciones Exteriores sobre la "
            "protección de 12 faros, y pide que se distribuya en marzo de 2031."
        ),
    ),
}
LEAST = {"ar": 0.85, "zh": 0.93, "en": 0.97, "fr": 0.97, "ru": 0.94, "es": 0.97}
"""Character accuracy of a scanned page at the least."""
FIRST = datetime.date(2031, 2, 24), datetime.date(2031, 3, 20)


@pytest.fixture(scope="session")
def bench():
    """The benchmark's pages and damage, where all is there that reading scans needs."""
    packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in sorted(TRAINED.values()))
    program = shutil.which("tesseract")
    if not program:
        missing(f"no tesseract: apt-get install tesseract-ocr {packages}")
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True).stdout.split()
    if absent := set(TRAINED.values()) - set(told):
        missing(f"tesseract has no data for {', '.join(sorted(absent))}: apt-get install {packages}")
    for name in ("numpy", "PIL", "pypdfium2"):
        try:
            __import__(name)
        except ImportError:
            missing(f"no {name}: pip install verbale[ocr]")
    from benchmarks import scanning

    return scanning


def lines_of(language: str, count: int = 4) -> tuple[str, ...]:
    return ("SPECIMEN", SYMBOL, *TEXTS[language])[:count]


@pytest.fixture(scope="session")
def picture(bench):
    """A function of language, damage and number of lines: the upper part of a page with these lines, and its dots per inch."""

    @cache
    def drawn(language: str, damage: str = "clean", count: int = 4):
        how = bench.DAMAGE[damage]
        page = bench.drawn(bench.page(language, lines_of(language, count)), how.dpi)
        return bench.degraded(page.crop((0, 0, page.width, page.height * (5 + count * count) // 60)), how), how.dpi

    return drawn


@pytest.fixture(scope="session")
def reading(bench, picture):
    """A function of language and damage: the sheet that is read from such a page, its language told."""

    @cache
    def sheet(language: str, damage: str = "clean") -> Sheet:
        return read(bench.encoded(*picture(language, damage)), languages=[language])

    return sheet


class Scan(msgspec.Struct):
    """A page that our own PDF writer set, as a scanner has it; what is printed on it, and what was read."""

    document: Document
    page: Any
    printed: str
    sheet: Sheet


@pytest.fixture(scope="session")
def scanned(bench, made_up):
    """A function of language: the upper part of a made-up note, turned, noisy, stamped, and read untold of its language."""

    @cache
    def scan(language: str) -> Scan:
        document, how = made_up.specimen(language), bench.DAMAGE["scanned"]
        page = upper_part(bench.drawn(pdf.write(document, WriteOptions()).data, how.dpi))
        printed = [line.text for line in document.cover if line.field != "job-number"]
        printed += [document.title, *(block.text for block in document.content)]
        sheet = read(bench.encoded(bench.degraded(page, how), how.dpi))
        return Scan(document, page, "\n".join(printed), sheet)

    return scan


def upper_part(page):
    """Return a page down to the first two inches of white, which stand before its notes."""
    import numpy

    inked = numpy.flatnonzero((numpy.asarray(page.convert("L")) < 128).any(axis=1))
    gap = int((numpy.diff(inked) > 400).argmax())
    return page.crop((0, 0, page.width, int(inked[gap]) + 60))


def text(sheet: Sheet) -> str:
    return "\n".join(line.text for line in sheet.lines)


def codes(sheet: Sheet) -> set[str]:
    return {problem.code for problem in sheet.problems}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_scan_of_our_own_page_is_read_with_confidence_and_place(bench, scanned, code) -> None:
    scan = scanned(code)
    assert bench.accuracy(scan.printed, text(scan.sheet)) >= LEAST[code]
    assert scan.sheet.wrapped
    assert [line.number for line in scan.sheet.lines] == list(range(1, len(scan.sheet.lines) + 1))
    width, height = (edge * 72 / 200 for edge in scan.page.size)
    for line in scan.sheet.lines:
        left, top, right, bottom = line.box
        assert line.page == 1
        assert 0 < left < right < width
        assert 0 < top < bottom < height
        assert 0 < line.confidence < 1
    (told,) = [problem for problem in scan.sheet.problems if problem.code == "read-by-ocr"]
    assert repr(code) in told.text
    assert told.where == "page 1"
    assert re.search(r"confidence of 0\.[7-9]\d", told.text)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_masthead_of_a_scan_gives_its_fields(scanned, code) -> None:
    scan = scanned(code)
    found = recognize(scan.sheet, authorities()).document
    # The symbol begins with a letter twice as high as the rest.
    assert found.symbol == SYMBOL
    assert (found.masthead.language, found.masthead.distribution) == (code, "general")
    assert found.masthead.originals == ("en",)
    assert found.body == "A/HRC"
    if code in {"zh", "en", "fr", "ru"}:
        assert found.session.number == 73
    if code in {"en", "fr"}:
        assert found.session.dates == (FIRST,)
        assert found.agenda == scan.document.agenda


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_under_the_stamp_is_read_or_told(scanned, code) -> None:
    """Each line with a doubtful word is named with its words, how sure each is, and the place; the stamp is no text."""
    sheet = scanned(code).sheet
    doubts = [problem for problem in sheet.problems if problem.code == "read-ocr-doubtful"]
    for problem in doubts:
        number = int(re.match(r"line (\d+), page 1, box [\d. ]+$", problem.where)[1])
        words = re.findall(r"“(.+?)” \((0\.\d\d)\)", problem.text)
        assert words
        assert all(word in sheet.lines[number - 1].text for word, _ in words)
        assert all(float(sure) < 0.61 for _, sure in words)
    unsure = {line.number for line in sheet.lines if line.confidence < 0.6}
    assert unsure <= {int(problem.where.split()[1].rstrip(",")) for problem in doubts}
    assert "read-ocr-unread" in codes(sheet)


def test_a_worn_page_is_read_no_worse_than_tesseract_reads_it(bench, picture) -> None:
    """One page for all: the benchmark has six languages."""
    data, truth = bench.encoded(*picture("fr", "copied")), "\n".join(lines_of("fr"))
    sheet = read(data)
    assert "'fr'" in next(problem.text for problem in sheet.problems if problem.code == "read-by-ocr")
    found = bench.accuracy(truth, text(sheet))
    assert found >= 0.95
    assert found >= bench.accuracy(truth, bench.tesseract(data, "fra"))


def test_boxes_stand_on_the_page_as_it_came(reading) -> None:
    sheets = [reading("en", damage) for damage in ("scanned", "clean")]
    turned, level = (next(line for line in sheet.lines if line.text.startswith("Permanent")) for sheet in sheets)
    # The page was turned by 1.5 degrees around its middle: the line falls to the right, its left end is higher.
    assert turned.box[3] - turned.box[1] > level.box[3] - level.box[1] + 5
    middles = [[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] for box in (turned.box, level.box)]
    assert all(abs(one - two) < 12 for one, two in zip(*middles, strict=True))


def test_a_stamp_and_a_signature_are_no_lines_but_are_told(bench, reading) -> None:
    sheet = reading("en", "scanned")
    assert bench.accuracy("\n".join(lines_of("en")), text(sheet)) > 0.98
    marks = [problem for problem in sheet.problems if problem.code == "read-ocr-unread"]
    boxes = [[float(edge) for edge in problem.where.split("box ")[1].split()] for problem in marks]
    wide = max(boxes, key=lambda box: box[2] - box[0])
    assert 90 < wide[2] - wide[0] < 130  # the stamp is an inch and a half wide
    assert 340 < wide[0] < 370
    assert all(problem.where.startswith("page 1, box ") for problem in marks)


def test_words_that_are_hard_to_read_are_named_with_their_place(bench, picture, reading) -> None:
    from PIL import ImageDraw

    page, dpi = picture("en")
    struck_out = page.copy()
    line = next(one for one in reading("en").lines if one.text == SYMBOL)
    left, top, right, bottom = (edge * dpi / 72 for edge in line.box)
    # A stroke of the pen through a symbol.
    ImageDraw.Draw(struck_out).line((left - 20, bottom - 6, right + 10, top + 10), fill="black", width=7)
    sheet = read(bench.encoded(struck_out, dpi), languages=["en"])
    spoilt = [problem for problem in sheet.problems if problem.code in {"read-ocr-doubtful", "read-ocr-unread"}]
    places = [[float(edge) for edge in problem.where.split("box ")[1].split()] for problem in spoilt]
    assert any(abs(place[1] - line.box[1]) < 12 for place in places)
    others = [one.confidence for one in sheet.lines if one.text.startswith(("SPECIMEN", "Permanent"))]
    struck = [one.confidence for one in sheet.lines if abs(one.box[1] - line.box[1]) < 6]
    assert min(others) > 0.85
    assert all(one < 0.85 for one in struck)


def test_a_letterhead_and_words_in_colour_are_read(bench, picture) -> None:
    import numpy
    from PIL import Image

    page, dpi = picture("en")
    dots = numpy.asarray(page).copy()
    upper = dots[: dots.shape[0] // 2]
    upper[upper.max(axis=2) < 128] = (40, 60, 190)
    sheet = read(bench.encoded(Image.fromarray(dots), dpi), languages=["en"])
    assert bench.accuracy("\n".join(lines_of("en")), text(sheet)) > 0.98


# Files of all kinds.


def kinds(page, dpi: int) -> dict[str, bytes]:
    import numpy
    from PIL import Image, ImageOps

    def saved(picture, format_: str, **options) -> bytes:
        data = io.BytesIO()
        picture.save(data, format_, **options)
        return data.getvalue()

    grey = page.convert("L")
    clear = Image.new("RGBA", page.size)
    clear.putalpha(ImageOps.invert(grey))
    deep = Image.fromarray(numpy.asarray(grey).astype(numpy.uint16) * 257)
    sideways = Image.Exif()
    sideways[0x0112] = 6
    fax = grey.resize((round(page.width * 204 / dpi), round(page.height * 98 / dpi)), Image.Resampling.BOX)
    return {
        "black and white TIFF": saved(grey.convert("1", dither=0), "TIFF", compression="group4", dpi=(dpi, dpi)),
        "fax, dots not square": saved(fax, "TIFF", dpi=(204, 98)),
        "transparent PNG": saved(clear, "PNG", dpi=(dpi, dpi)),
        "PNG of 16 bits": saved(deep, "PNG", dpi=(dpi, dpi)),
        "PNG of 8 colours": saved(page.quantize(8), "PNG", dpi=(dpi, dpi)),
        "JPEG for print": saved(page.convert("CMYK"), "JPEG", dpi=(dpi, dpi)),
        "JPEG of a camera": saved(page.rotate(90, expand=True), "JPEG", exif=sideways, quality=90, dpi=(dpi, dpi)),
        "PDF": saved(page, "PDF", resolution=dpi),
    }


def test_every_kind_of_picture_gives_the_same_words(bench, picture) -> None:
    page, dpi = picture("en", count=3)
    truth = "\n".join(lines_of("en", 3))
    for name, data in kinds(page, dpi).items():
        assert bench.accuracy(truth, text(read(data, languages=["en"]))) > 0.97, name


def test_a_page_on_its_side_is_turned(bench, picture) -> None:
    page, dpi = picture("fr")
    sheet = read(bench.encoded(page.rotate(90, expand=True), dpi), languages=["fr"])
    assert bench.accuracy("\n".join(lines_of("fr")), text(sheet)) > 0.97
    title = next(line for line in sheet.lines if line.text.startswith("Mission"))
    # Boxes are those of the page as it came: a line that runs up.
    assert title.box[3] - title.box[1] > 5 * (title.box[2] - title.box[0])


def in_one(pages, format_: str, dpi: int = 300) -> bytes:
    data = io.BytesIO()
    pages[0].save(data, format_, save_all=True, append_images=pages[1:], resolution=dpi, dpi=(dpi, dpi))
    return data.getvalue()


@pytest.mark.parametrize(("format_", "code"), [("TIFF", "fr"), ("PDF", "ru")])
def test_pages_keep_their_numbers_and_each_its_language(picture, format_, code) -> None:
    data = in_one([picture(each, count=3)[0] for each in ("en", code, "en")], format_)
    sheet = read(data, pages=[2, 3])
    assert [line.page for line in sheet.lines if line.text == SYMBOL] == [2, 3]
    told = {problem.where: problem.text for problem in sheet.problems if problem.code == "read-by-ocr"}
    assert repr(code) in told["page 2"]
    assert "'en'" in told["page 3"]
    with pytest.raises(BadInput, match="no page 4"):
        read(data, pages=[4])


def test_running_heads_and_page_numbers_are_marked_on_later_pages(bench) -> None:
    page = bench.drawn(bench.page("en", (SYMBOL, *TEXTS["en"])), 150)
    sheet = read(in_one([page, page], "PDF", 150), languages=["en"])
    assert [(line.page, line.style) for line in sheet.lines if line.text == SYMBOL] == [(1, ""), (2, "running")]


def test_words_that_a_line_end_cut_are_whole_and_paragraphs_apart(bench) -> None:
    words = "The lighthouse-keepers of Valdoria and the multi-lingual staff of the Permanent Mission transmit incompre-"
    page = bench.page("en", (words, "hensible documents.", "A second paragraph of the same page stands on a line."))
    crop = bench.drawn(page, 300).crop((0, 0, 2480, 900))
    sheet = read(bench.encoded(crop, 300), languages=["en"])
    assert "incomprehensible" in text(sheet)
    assert "lighthouse-keepers" in text(sheet)
    gaps = {line.text.split()[0]: line.gap for line in sheet.lines}
    assert gaps["A"] == 1


# What cannot be read.


def png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tiff_in_a_circle() -> bytes:
    """A picture whose directory names itself as the next."""
    entries = [(256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)]
    entries += [(278, 4, 1, 8), (279, 4, 1, 64)]
    body = b"".join(
        tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + n.to_bytes(4, "little") + value.to_bytes(4, "little")
        for tag, kind, n, value in entries
    )
    directory = len(entries).to_bytes(2, "little") + body + (72).to_bytes(4, "little")
    return b"II*\0" + (72).to_bytes(4, "little") + bytes(64) + directory


def pdf_of(page: dict[str, object], content: bytes = b"", **resources: object) -> pikepdf.Pdf:
    made = pikepdf.new()
    made.add_blank_page(page_size=page.pop("size", (595, 842)))
    made.pages[0].Contents = made.make_stream(content)
    made.pages[0].Resources = pikepdf.Dictionary(**resources)
    return made


def bytes_of(made: pikepdf.Pdf, **options: object) -> bytes:
    data = io.BytesIO()
    made.save(data, **options)
    return data.getvalue()


def laughs() -> bytes:
    """A page that draws a form that draws a form ..., ten times at each of twelve steps."""
    made = pdf_of({})
    form = made.make_stream(
        b"0 0 5 5 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 900]
    )
    for _ in range(12):
        form = made.make_stream(
            b"/F Do " * 10,
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 900],
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form)),
        )  # fmt: skip
    made.pages[0].Contents = made.make_stream(b"/F Do")
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    return bytes_of(made)


UNREADABLE = {
    "nothing": (b"", "damaged"),
    "text": (b"SPECIMEN: no picture at all", "damaged"),
    "half a picture": (png(3000, 4000, bytes(4001 * 3000))[:2000], "damaged"),
    "a PNG of ten thousand million dots": (png(100_000, 100_000, bytes(1000)), "larger than any sheet"),
    "a PNG that unpacks to more than it says": (png(10, 10, bytes(50_000_000)), None),
    "a TIFF in a circle": (tiff_in_a_circle(), None),
    "a PDF that is none": (b"%PDF-1.7\n" + bytes(1000), "damaged"),
    "a GIF": (b"GIF89a" + bytes(100), "damaged"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_scan_is_refused_or_empty(bench, name) -> None:
    data, message = UNREADABLE[name]
    if message:
        with pytest.raises(BadInput, match=message) as refused:
            read(data, languages=["en"])
        assert refused.value.advice
    else:
        assert read(data, languages=["en"]).lines == ()


def test_an_encrypted_pdf_is_named_so(bench) -> None:
    data = bytes_of(pdf_of({}), encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(BadInput, match="encrypted"):
        read(data)


def test_a_page_as_large_as_a_wall_is_drawn_small(bench) -> None:
    made = pdf_of({"size": (14_400, 14_400)}, b"0 0 1 rg 100 100 14000 14000 re f")
    count, wall = pictures.draw(bytes_of(made), 1)
    assert count == 1
    assert wall.pixels.shape[0] * wall.pixels.shape[1] < 1.01 * MOST_PIXELS
    assert wall.dpi < 72


def test_a_blank_page_is_told(bench) -> None:
    sheet = read(bytes_of(pdf_of({})), languages=["en"])
    assert sheet.lines == ()
    assert codes(sheet) == {"read-ocr-empty"}


def test_a_page_that_is_never_done_is_stopped(bench, monkeypatch) -> None:
    monkeypatch.setattr(pictures, "_SECONDS", 1)
    with pytest.raises(BadInput, match="too long"):
        read(laughs())


def test_a_damaged_page_is_lost_and_the_others_are_read(picture) -> None:
    with pikepdf.open(io.BytesIO(in_one([picture("en", count=3)[0]], "PDF"))) as made:
        made.pages.append(made.pages[0])
        made.pages[0].MediaBox = pikepdf.Array([0, 0, 0, 0])
        del made.pages[0].Contents
        broken = bytes_of(made)
    sheet = read(broken, languages=["en"])
    assert SYMBOL in text(sheet)
    assert {line.page for line in sheet.lines} == {2}


def test_a_photograph_gives_no_garbage(bench) -> None:
    import numpy
    from PIL import Image, ImageFilter

    grain = numpy.random.default_rng(7).integers(0, 255, (60, 80, 3), dtype=numpy.uint8)
    photo = Image.fromarray(grain).resize((800, 600), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(6))
    sheet = read(bench.encoded(photo, 200), languages=["en"])
    assert sheet.lines == ()
    assert "read-ocr-empty" in codes(sheet)


# What must be installed.


def test_without_tesseract_the_error_says_how_to_install_it(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="tesseract") as refused:
        read(b"%PDF-")
    assert "apt-get install tesseract-ocr tesseract-ocr-ara tesseract-ocr-chi-sim" in refused.value.advice


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands before the program")
def test_without_the_data_of_a_language_the_error_names_it(bench, picture, monkeypatch, tmp_path) -> None:
    program = shutil.which("tesseract")
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True).stdout
    folder = Path(told.split('"')[1])
    (tmp_path / "data").mkdir()
    (tmp_path / "data/eng.traineddata").symlink_to(folder / "eng.traineddata")
    (tmp_path / "data/configs").symlink_to(folder / "configs")
    script = tmp_path / "tesseract"
    script.write_text(f'#!/bin/sh\nexec {program} --tessdata-dir {tmp_path}/data "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(BadInput, match="no data for ar") as refused:
        read(b"%PDF-", languages=["ar", "en"])
    assert "tesseract-ocr-ara" in refused.value.advice
    assert SYMBOL in text(read(bench.encoded(*picture("en", count=3))))


def test_a_language_that_is_none_of_the_six_is_not_known(bench) -> None:
    with pytest.raises(NotKnown):
        read(b"%PDF-", languages=["xx"])


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_numpy_and_pillow_are_not_imported_before_a_scan_is_read() -> None:
    code = "import sys, verbale, verbale.formats.scan; print([n for n in ('numpy', 'PIL') if n in sys.modules])"
    assert run(code).strip() == "[]"


def test_without_the_extra_the_error_names_it(bench) -> None:
    page = png(40, 40, bytes(41 * 40))
    code = f"""
import sys
sys.modules["numpy"] = None
from verbale.formats.scan import read
from verbale.problems import BadInput
try:
    read({page!r})
except BadInput as error:
    print(error)
"""
    assert "numpy" in run(code)
    assert 'pip install "verbale[ocr]"' in run(code)


# Symbols that were nearly read.

MENDED = {
    "A/HRC/43/G/Z5": "A/HRC/43/G/25",
    "A/HRC/43/G/2O,": "A/HRC/43/G/20,",
    "(A/HRC/43/G/l2)": "(A/HRC/43/G/12)",
    "A/RES/6O/25l": "A/RES/60/251",
    "А/НRС/43/G/25": "A/HRC/43/G/25",
    "A/HRC/4З/G/25": "A/HRC/43/G/25",
    "AIHRC/43/G/25": "A/HRC/43/G/25",
    "A/HRCI43/G/25": "A/HRC/43/G/25",
    "E/CN.4/2OO1/5": "E/CN.4/2001/5",
    "A/HRC/S-l/2": "A/HRC/S-1/2",
    "A/C.3/43/L.l2/Rev.I": "A/C.3/43/L.12/Rev.1",
    "A/HRC/ 43/G/ 25.": "A/HRC/43/G/25.",
    "LII/LC/l2/G/1": "LII/LC/12/G/1",
}
LEFT = (
    "A/HRC/43/G/25",
    "A/RES/49/221B",
    "and/or",
    "24/7",
    "s/he/it",
    "10/12/2O20",
    "see A/ HRC",
    "km/h",
    "A/HPС",
    "АО/НИ/О1",
)


def row_of(words: str) -> tuple[Word, ...]:
    return tuple(Word(word, 0.9, 10 * at, 0, 10 * at + 9, 9) for at, word in enumerate(words.split()))


@pytest.mark.parametrize("words", MENDED)
def test_what_is_nearly_a_symbol_is_made_one_and_told(words) -> None:
    found = mended(row_of(words))
    assert " ".join(word.text for word in found.row) == MENDED[words]
    assert found.changes == ((words, MENDED[words]),)


@pytest.mark.parametrize("words", LEFT)
def test_what_is_a_symbol_or_none_is_left_alone(words) -> None:
    found = mended(row_of(words))
    assert " ".join(word.text for word in found.row) == words
    assert found.changes == ()


@given(some.text(alphabet="AEHRCSGL0123456789OlI/. -ЗА", max_size=24))
@settings(max_examples=200)
def test_a_mended_word_is_a_symbol_and_stays_one(words) -> None:
    found = mended(row_of(words))
    for _, now in found.changes:
        try:
            parse(now.strip("()[].,;:"))
        except BadSymbol:
            pytest.fail(f"{now} is no symbol")
    assert mended(found.row).row == found.row
