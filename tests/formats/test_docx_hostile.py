"""DOCX that is broken or means harm: a named fault, or a reading of bounded size; nothing is run or fetched."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zipfile

import pytest

from tests.formats.office import SPACES, office, par, parts_of, run, style, table, zipped
from verbale.document import Sheet
from verbale.formats.docx import holds_text, read
from verbale.problems import BadInput

GOOD = office(par("The keeper of the lighthouse."), styles=style("S", "heading 1"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
DOCTYPE = '<!DOCTYPE w:document [<!ENTITY x "boom"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)


def document(body: str, before: str = "") -> bytes:
    return office("", raw=f"{before}<w:document {SPACES}><w:body>{body}</w:body></w:document>")


def claimed(size: int) -> bytes:
    """The good file with its text claiming to inflate to ``size`` bytes."""
    data = bytearray(GOOD)
    at = data.rindex(b"word/document.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, at + 24, size)
    return bytes(data)


def flagged(offset: int, value: int) -> bytes:
    """The good file with a field of the directory entry of its text changed."""
    data = bytearray(GOOD)
    struct.pack_into("<H", data, data.rindex(b"word/document.xml") - 46 + offset, value)
    return bytes(data)


def crowded() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, part in parts_of(GOOD).items():
            file.writestr(name, part)
        for number in range(6000):
            file.writestr(f"word/x{number}", b"")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE, "old office document"),
        (b"%PDF-1.7", "does not begin like one"),
        (b"", "does not begin like one"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (GOOD[:-10], "damaged"),
        (flagged(8, 1), "encrypted"),
        (flagged(10, 99), "damaged"),
        (claimed(3_000_000_000), "inflates to"),
        (crowded(), "entries"),
        (zipped({"a.txt": "x"}), "no text document"),
        (zipped({"_rels/.rels": parts_of(GOOD)["_rels/.rels"].replace(b"word/document", b"xl/workbook"), "xl/workbook.xml": "<x/>"}), "spreadsheet"),
        (office("", raw="<html/>"), "no text document"),
        (office("", raw="<w:document"), "damaged"),
        (document(par("&#0;")), "damaged"),
        (document(par("&x;"), DOCTYPE), "document type"),
        (document(par("&f;"), DOCTYPE), "document type"),
        (document(par("&a11;"), LAUGHS), "document type"),
        (document("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000), "damaged"),
        (document("<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000), "damaged"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_by_name(data: bytes, fault: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(data)
    assert fault in caught.value.text
    assert caught.value.advice


def test_a_document_type_in_another_encoding_is_refused_too() -> None:
    raw = (DOCTYPE + f"<w:document {SPACES}><w:body>{par('&x;')}</w:body></w:document>").encode("utf-16")
    data = zipped({**parts_of(GOOD), "word/document.xml": raw})
    with pytest.raises(BadInput, match="document type"):
        read(data)


def test_a_part_that_inflates_a_thousandfold_is_refused() -> None:
    bomb = f"<w:document {SPACES}><w:body>{par(' ' * 8_000_000)}</w:body></w:document>"
    with pytest.raises(BadInput, match="times its size"):
        read(office("", raw=bomb))
    # The same in a part that the text does not need is no less hostile.
    with pytest.raises(BadInput, match="times its size"):
        read(office(par("x"), styles=style("S", " " * 8_000_000)))


def test_more_tags_than_a_tree_can_hold_are_refused() -> None:
    draw = random.Random(1)  # noqa: S311 - noise, not a secret
    noise = "".join(f'<w:p w:rsidR="{draw.getrandbits(32):08X}"/><w:p/><w:p/><w:p/>' for _ in range(800_000))
    with pytest.raises(BadInput, match="tags"):
        read(document(noise))


def test_an_encrypted_document_is_told_as_one() -> None:
    assert holds_text(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert not holds_text(OLE)


def test_damaged_side_parts_cost_only_themselves() -> None:
    parts = parts_of(office(par("kept"), styles=style("S", "x"), footnotes="<w:footnote/>"))
    parts["word/styles.xml"] = b"<w:styles"
    found = read(zipped(parts))
    assert isinstance(found, Sheet)
    assert [line.text for line in found.lines] == ["kept"]
    assert [(problem.code, problem.where) for problem in found.problems] == [("read-part-damaged", "word/styles.xml")]


def test_names_that_climb_out_of_the_package_lead_nowhere() -> None:
    parts = parts_of(GOOD)
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"styles.xml", b"../../../etc/passwd"
    )
    assert isinstance(read(zipped(parts)), Sheet)


def test_circles_end() -> None:
    styles = style("A", "A", inside='<w:basedOn w:val="B"/>') + style(
        "B", "B", inside='<w:basedOn w:val="A"/><w:rPr><w:i/></w:rPr>'
    )
    link = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    styles += style("L", "L", "numbering", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = par("round", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', style="A")
    found = read(office(body, styles=styles, numbering=link))
    assert isinstance(found, Sheet)
    assert [(line.text, line.marks[0].kind) for line in found.lines] == [("round", "italic")]


@pytest.mark.parametrize(
    ("opened", "closed", "depth"),
    [
        ("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", 83),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 125),
        ("<w:ins>", "</w:ins>", 251),
        ("<w:p><w:r><w:drawing><w:txbxContent>", "</w:txbxContent></w:drawing></w:r></w:p>", 62),
    ],
)
def test_nesting_is_read_as_deep_as_the_parser_goes_and_refused_beyond(opened: str, closed: str, depth: int) -> None:
    found = read(document(par("x" * 300) + opened * depth + par("deep") + closed * depth))
    assert isinstance(found, Sheet)
    assert "deep" in str(found.lines)
    with pytest.raises(BadInput, match="damaged"):
        read(document(opened * (depth + 5) + par("deep") + closed * (depth + 5)))


@pytest.mark.parametrize(
    "body",
    [
        par('<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>' * 20_000 + run("end")),
        par('<w:fldSimple w:instr="NOTEREF x"><w:r><w:t>1</w:t></w:r></w:fldSimple>' * 10_000 + run("end")),
        par("a", "<w:rPr><w:del/></w:rPr>") * 10_000 + par("end"),
        par(('<w:r><w:br w:type="page"/></w:r>' + run("x", "<w:b/>")) * 10_000 + run("end")),
        par("<w:r><w:drawing>" + "<w:txbxContent><w:p/></w:txbxContent>" * 20_000 + "</w:drawing></w:r>" + run("end")),
        table(*["<w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999'/></w:tcPr><w:p/></w:tc></w:tr>"] * 3000) + par("end"),
        par('<w:r><w:footnoteReference w:id="1"/></w:r>' * 20_000 + run("end")),
        "".join(par(f"t{n}", f'<w:numPr><w:ilvl w:val="99"/><w:numId w:val="{n}"/></w:numPr>') for n in range(3000)) + par("end"),
    ],
)  # fmt: skip
def test_what_would_grow_with_the_square_of_its_size_does_not(body: str) -> None:
    data = office(body, footnotes='<w:footnote w:id="1">' + par("n" * 5000) + "</w:footnote>")
    found = read(data)
    assert isinstance(found, Sheet)
    assert "end" in "".join(line.text for line in found.lines if line.style != "note")
    assert sum(len(line.text) for line in found.lines) < 200_000


def test_a_thousand_broken_files_are_read_or_refused() -> None:
    draw = random.Random(7)  # noqa: S311 - noise, not a secret
    whole = office(
        par(run("a", "<w:b/>") + '<w:r><w:footnoteReference w:id="1"/></w:r>') + table("<w:tr><w:tc><w:p/></w:tc></w:tr>"),
        styles=style("S", "heading 1"), footnotes='<w:footnote w:id="1"><w:p/></w:footnote>', numbering="<w:num/>",
    )  # fmt: skip
    parts = parts_of(whole)
    for number in range(1000):
        if number % 2:
            broken = bytearray(whole)
            for _ in range(draw.randint(1, 8)):
                broken[draw.randrange(len(broken))] = draw.randrange(256)
            data = bytes(broken)
        else:
            name = draw.choice(list(parts))
            text = bytearray(parts[name])
            start = draw.randrange(len(text) + 1)
            text[start : start + draw.randint(0, 40)] = draw.choice(
                (b"", b"<w:p>", b"\xff", b'w:val="99999999999"', b"</w:r>")
            )
            data = zipped({**parts, name: bytes(text)})
        with contextlib.suppress(BadInput):
            assert isinstance(read(data), Sheet)
