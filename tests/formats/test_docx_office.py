"""DOCX in a word processor: the order of the schema, and LibreOffice, which opens it with as many pages as our PDF has."""

from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata
from importlib.resources import files
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests.conftest import missing
from tests.formats.office import parts_of
from tests.strategies import documents
from verbale.document import Document, Sheet, WriteOptions, places
from verbale.formats import pdf
from verbale.formats.docx import read, write
from verbale.languages import LANGUAGES

PLAIN = WriteOptions()
OTHER = {"ar": "en", "zh": "ar", "en": "ar", "fr": "en", "ru": "zh", "es": "en"}

# The order of the children of each element as the schema has it (ECMA-376 part 1, annex A.1), those that we write.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore pBdr tabs suppressAutoHyphens bidi spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders tcMar vAlign",
    "trPr": "gridAfter cantSplit tblHeader",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg bidi",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "settings": "zoom mirrorMargins defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl footnotePr compat themeFontLang",
    "pBdr": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p tbl",
    "p": "pPr r hyperlink fldSimple bookmarkStart bookmarkEnd",
}  # fmt: skip
MANY = {"tbl", "tr", "tc", "p", "sectPr", "style"}
MIXED = {
    "tc": {"p", "tbl"},
    "p": {"r", "hyperlink", "fldSimple", "bookmarkStart", "bookmarkEnd"},
    "sectPr": {"headerReference", "footerReference"},
}


def out_of_order(root: etree._Element) -> list[str]:
    found = []
    for element in root.iter():
        name = etree.QName(element).localname
        if name not in ORDER or (name == "footnotePr"):
            continue
        order = ORDER[name].split()
        children = [etree.QName(child).localname for child in element]
        places_ = [-1 if child in MIXED.get(name, ()) else order.index(child) for child in children]
        firm = [place for place in places_ if place >= 0]
        if firm != sorted(firm) or (name not in MANY and len(set(firm)) != len(firm)):
            found.append(f"{name}: {' '.join(children)}")
        if name == "tc" and children[-1:] != ["p"]:
            found.append("a cell that ends without a paragraph")
        if name == "tr" and "tc" not in children:
            found.append("a row without a cell")
    return found


@given(documents())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_elements_stand_in_the_order_of_the_schema_and_ids_are_one_of_a_kind(document: Document) -> None:
    parts = parts_of(write(document, PLAIN).data)
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            assert out_of_order(etree.fromstring(part)) == [], name
    styles = etree.fromstring(parts["word/styles.xml"])
    named = {value for key, value in _attributes(styles) if key == "styleId"}
    for name in ("word/document.xml", "word/footnotes.xml", "word/header2.xml", "word/footer1.xml"):
        root = etree.fromstring(parts[name])
        used = [
            e.get(f"{{{e.nsmap['w']}}}val")
            for e in root.iter()
            if etree.QName(e).localname in {"pStyle", "rStyle", "tblStyle"}
        ]
        assert set(used) <= named
    w = f"{{{styles.nsmap['w']}}}"
    notes = [note.get(f"{w}id") for note in etree.fromstring(parts["word/footnotes.xml"])]
    anchors = etree.fromstring(parts["word/document.xml"]).iter(f"{w}footnoteReference")
    assert len(notes) == len(set(notes))
    assert {anchor.get(f"{w}id") for anchor in anchors} == set(notes) - {"-1", "0"}


def _attributes(root: etree._Element) -> list[tuple[str, str]]:
    return [(etree.QName(key).localname, value) for element in root.iter() for key, value in element.attrib.items()]


def test_the_order_is_seen_to_be_wrong_where_it_is() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    wrong = f'<w:body xmlns:w="{w}"><w:p><w:pPr><w:jc/><w:ind/></w:pPr></w:p><w:tbl><w:tblPr/><w:tblGrid/><w:tr/></w:tbl></w:body>'
    assert out_of_order(etree.fromstring(wrong)) == ["pPr: jc ind", "a row without a cell"]


# LibreOffice ----------------------------------------------------------------------------------------------------------

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test><edit name="family" mode="assign" binding="strong"><string>Liberation Serif</string><string>Noto Serif</string><string>Amiri</string></edit></match>
<match target="pattern"><test name="family"><string>SimSun</string></test><edit name="family" mode="assign" binding="strong"><string>Noto Serif SC</string></edit></match>
<match target="pattern"><test name="family"><string>SimHei</string></test><edit name="family" mode="assign" binding="strong"><string>Noto Sans SC</string></edit></match>
</fontconfig>"""


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """A function that has LibreOffice open files and save them in another format, with the fonts of our PDF at hand."""
    soffice = shutil.which("soffice")
    if not soffice:
        missing("no LibreOffice: apt-get install --no-install-recommends libreoffice-writer")
    folder: Path = tmp_path_factory.mktemp("office")
    packages = [files("fontpkg_noto_serif") / "files", files("fontpkg_amiri") / "files", files("pylopdf_fonts_zh_cn")]
    folders = "".join(
        f"<dir>{one}</dir>"
        for one in ["/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/liberation2", *packages]
    )
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(folders=folders, cache=folder / "cache"), "utf-8")

    def call(data: dict[str, bytes], suffix: str) -> dict[str, bytes]:
        out = folder / suffix
        out.mkdir(exist_ok=True)
        for name, content in data.items():
            (folder / f"{name}.docx").write_bytes(content)
        subprocess.run(
            [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", suffix, "--outdir", out,
             *(folder / f"{name}.docx" for name in data)],
            check=True, capture_output=True, timeout=240, env={**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)},
        )  # fmt: skip
        return {name: (out / f"{name}.{suffix}").read_bytes() for name in data}

    return call


@pytest.mark.tool
def test_libreoffice_opens_all_six_with_as_many_pages_as_our_pdf(convert, made_up) -> None:
    made = {code: made_up.specimen(code, made_up.annex(code), made_up.annex(OTHER[code])) for code in LANGUAGES}
    opened = convert({code: write(document, PLAIN).data for code, document in made.items()}, "pdf")
    for code, document in made.items():
        theirs, ours = pypdfium2.PdfDocument(opened[code]), pypdfium2.PdfDocument(pdf.write(document, PLAIN).data)
        assert len(theirs) == len(ours), code
        text = "".join(unicodedata.normalize("NFKC", page.get_textpage().get_text_bounded()) for page in theirs)
        dense = "".join(text.split())
        if code != "ar":
            words = [word for place in places(document) for word in place.block.text.split() if place.language == code]
            assert sum(unicodedata.normalize("NFKC", word) in dense for word in words) >= 0.85 * len(words), code
        assert "GE.31-01234" in dense
        theirs.close()
        ours.close()


@pytest.mark.tool
def test_what_libreoffice_saved_again_reads_as_the_same_words(convert, made_up) -> None:
    document = made_up.specimen("es", made_up.annex("es"))
    (saved,) = convert({"again": write(document, PLAIN).data}, "docx").values()
    found = read(saved)
    if isinstance(found, Sheet):
        words = {line.text for line in found.lines}
        assert {block.text for block in document.content} <= words
        assert {line.text for line in document.cover} <= words
        note = next(line for line in found.lines if line.style == "note")
        assert (note.mark, note.text) == ("*", document.notes[0].content[0].text)
    else:
        assert found == document
