"""What uploaded files hide, in each format that can hide something; and that any bytes have an answer."""

from __future__ import annotations

import io
import random
import re
import struct
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.formats import made_pdf
from tests.formats.office import SPACES, W, office, par, relations, run
from verbale import formats
from verbale.document.hidden import LONGEST, MOST, of_xmp
from verbale.press.hidden import hidden

XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmp:CreatorTool="SPECIMEN &amp; Co"
 exif:GPSLatitude='46,13.5N'>
<dc:creator><rdf:Seq><rdf:li>A. Specimen</rdf:li><rdf:li>B. Specimen</rdf:li></rdf:Seq></dc:creator>
<pdf:Producer>SPECIMEN Press</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
IN_XMP = {
    ("property", "xmp:CreatorTool", "SPECIMEN & Co"),
    ("place", "exif:GPSLatitude", "46,13.5N"),
    ("property", "dc:creator", "A. Specimen"),
    ("property", "dc:creator", "B. Specimen"),
    ("property", "pdf:Producer", "SPECIMEN Press"),
}


def told(data: bytes, name: str = "") -> set[tuple[str, str, str]]:
    return {(one.kind, one.name, one.value) for one in hidden(data, name)}


# --- office documents ---------------------------------------------------------------------------------------------


def document() -> bytes:
    body = (
        par(run("Shown.") + run("Kept from you.", "<w:vanish/>") + run("Shown too.", '<w:vanish w:val="0"/>'))
        + par(
            '<w:ins w:id="1" w:author="B. Specimen" w:date="2026-03-01T10:00:00Z"><w:r><w:t>added</w:t></w:r></w:ins>'
        )
        + par('<w:del w:id="2" w:author="C. Specimen"><w:r><w:delText>taken out</w:delText></w:r></w:del>')
        + '<w:p w:rsidR="00AA11BB" w:rsidRDefault="00CC22DD"><w:r><w:t>x</w:t></w:r></w:p>'
    )
    core = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>A. Specimen</dc:creator><dc:title/></cp:coreProperties>'
    app = '<Properties xmlns="e"><Company>SPECIMEN Mission</Company></Properties>'
    custom = '<Properties xmlns="f" xmlns:vt="v"><property name="Client"><vt:lpwstr>SPECIMEN client</vt:lpwstr></property></Properties>'
    comments = f'<w:comments {SPACES}><w:comment w:id="0" w:author="D. Specimen">{par("Is this true?")}</w:comment></w:comments>'
    settings_ = (
        f'<w:settings {SPACES}><w:rsids><w:rsidRoot w:val="00EE33FF"/></w:rsids>'
        '<w:docVars><w:docVar w:name="path" w:val="secret"/></w:docVars></w:settings>'
    )
    outside = [
        ("t", "attachedTemplate", "file:///C:/Users/specimen/note.dotm", "External"),
        ("h", "hyperlink", "https://example.org/", "External"),
        ("l", "hyperlink", "file://server/share/x.docx", "External"),
    ]
    return office(
        body,
        extra={
            "docProps/core.xml": core,
            "docProps/app.xml": app,
            "docProps/custom.xml": custom,
            "word/comments.xml": comments,
            "word/settings.xml": settings_,
            "word/_rels/settings.xml.rels": relations(outside),
            "word/vbaProject.bin": b"SPECIMEN",
            "word/embeddings/oleObject1.bin": b"SPECIMEN",
            "word/media/image1.jpg": jpeg(),
            "word/media/image2.png": b"no picture",
            "word/people.xml": '<w15:people xmlns:w15="p"><w15:person w15:author="E. Specimen"/></w15:people>',
            "word/broken.xml": "<w:broken",
        },
    )


def test_what_an_office_document_hides() -> None:
    found = told(document(), "note.docx")
    assert found >= {
        ("property", "creator", "A. Specimen"),
        ("property", "Company", "SPECIMEN Mission"),
        ("property", "Client", "SPECIMEN client"),
        ("property", "person", "E. Specimen"),
        ("property", "path", "secret"),
        ("comment", "D. Specimen", "Is this true?"),
        ("change", "B. Specimen", "ins 2026-03-01T10:00:00Z added"),
        ("change", "C. Specimen", "del taken out"),
        ("hidden-text", "hidden text", "Kept from you."),
        ("revision", "revision ids", "1"),
        ("revision", "revision ids", "2"),
        ("macro", "vbaProject.bin", ""),
        ("embedded", "oleObject1.bin", ""),
        ("outside", "attachedTemplate", "file:///C:/Users/specimen/note.dotm"),
        ("outside", "hyperlink", "file://server/share/x.docx"),
        ("property", "Artist", "SPECIMEN Photographer"),
    }
    said = " ".join(value for _, _, value in found)
    assert "Shown" not in said
    assert "https://example.org/" not in said
    where = {one.name: one.where for one in hidden(document())}
    assert where["Artist"] == "word/media/image1.jpg: Exif"
    assert where["creator"] == "docProps/core.xml"
    assert {one.where for one in hidden(document()) if one.kind == "unread"} == {"word/broken.xml"}


def test_what_is_accepted_as_clean() -> None:
    assert hidden(office(par("Only words."))) == ()
    assert hidden(b"# Only words\n", "note.md") == ()
    assert (
        hidden(b"<!doctype html><title>T</title><meta name=viewport content=x><p>Only <a href='https://a/'>words</a>")
        == ()
    )
    plain = io.BytesIO()
    Image.new("L", (4, 4)).save(plain, "PNG")
    assert hidden(plain.getvalue()) == ()


# --- PDF ----------------------------------------------------------------------------------------------------------


def pdf(*, compressed: bool = False) -> bytes:
    made = pikepdf.open(io.BytesIO(made_pdf.drawn(made_pdf.at(72, 700, "Shown."))))
    made.docinfo["/Author"] = "A. Specimen"
    made.docinfo["/Company"] = "SPECIMEN Mission"
    made.Root.Metadata = pikepdf.Stream(made, XMP, {"/Type": pikepdf.Name.Metadata, "/Subtype": pikepdf.Name.XML})
    made.attachments["draft.docx"] = pikepdf.AttachedFileSpec(made, b"SPECIMEN draft", filename="draft.docx")
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('SPECIMEN')")
    made.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array(["start", made.make_indirect(script)]))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="Is this true?", T="D. Specimen"
    )
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], Contents="link")
    made.pages[0].Annots = pikepdf.Array([made.make_indirect(note), made.make_indirect(link)])
    mode = pikepdf.ObjectStreamMode.generate if compressed else pikepdf.ObjectStreamMode.disable
    return made_pdf.saved(made, object_stream_mode=mode, compress_streams=compressed)


@pytest.mark.parametrize("compressed", [False, True])
def test_what_a_pdf_hides(compressed: bool) -> None:
    found = told(pdf(compressed=compressed))
    assert found >= IN_XMP | {
        ("property", "Author", "A. Specimen"),
        ("property", "Company", "SPECIMEN Mission"),
        ("embedded", "draft.docx", "14 bytes"),
        ("script", "start", "app.alert('SPECIMEN')"),
        ("comment", "D. Specimen", "Is this true?"),
    }
    assert not any(value == "link" for _, _, value in found)
    assert not any(kind == "revision" for kind, _, _ in found)


def test_earlier_versions_of_a_pdf_are_counted() -> None:
    data = pdf()
    xref, root = data[data.rindex(b"startxref") :].split()[1], re.findall(rb"/Root (\d+ 0 R)", data)[-1]
    added = b"\nxref\n0 0\ntrailer\n<</Size 99/Prev %s/Root %s>>\nstartxref\n%d\n%%%%EOF\n"
    again = data + added % (xref, root, len(data) + 1)
    assert ("revision", "earlier versions", "1") in told(again)


def test_a_pdf_that_cannot_be_opened_is_not_called_clean() -> None:
    for data in (
        b"%PDF-1.7\n",
        b"%PDF-1.7\n%%EOF",
        made_pdf.saved(pikepdf.open(io.BytesIO(pdf())), encryption=pikepdf.Encryption(user="x")),
    ):
        assert [one.kind for one in hidden(data, "note.pdf")] == ["unread"]


# --- pictures -----------------------------------------------------------------------------------------------------


def exif() -> Image.Exif:
    made = Image.Exif()
    made[315] = "SPECIMEN Photographer"
    made[272] = "SPECIMEN Camera"
    made.get_ifd(0x8769)[42033] = "SN-1"
    made.get_ifd(0x8769)[37500] = b"SPECIMEN" * 9
    made.get_ifd(0x8825).update({1: "N", 2: (46.0, 13.0, 30.0), 3: "E", 4: (6.0, 8.0, 0.0)})
    return made


IN_EXIF = {
    ("property", "Artist", "SPECIMEN Photographer"),
    ("property", "Model", "SPECIMEN Camera"),
    ("property", "BodySerialNumber", "SN-1"),
    ("property", "MakerNote", "72 bytes"),
    ("place", "GPSLatitude", "46 13 30"),
    ("place", "GPSLatitudeRef", "N"),
    ("place", "GPSLongitude", "6 8 0"),
    ("place", "GPSLongitudeRef", "E"),
}


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG", exif=exif(), comment=b"SPECIMEN comment", xmp=XMP)
    return out.getvalue()


def png() -> bytes:
    out, more = io.BytesIO(), PngImagePlugin.PngInfo()
    more.add_text("Author", "A. Specimen")
    more.add_text("Comment", "SPECIMEN " * 30, zip=True)
    more.add_itxt("Titre", "SPÉCIMEN", zip=True)
    more.add_itxt("XML:com.adobe.xmp", XMP.decode())
    Image.new("L", (8, 8)).save(out, "PNG", pnginfo=more, exif=exif())
    return out.getvalue()


def tiff(order: str = "<") -> bytes:
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, "TIFF", tiffinfo=exif(), software="SPECIMEN Scanner", big_tiff=False)
    return out.getvalue()


def test_what_a_jpeg_hides() -> None:
    assert told(jpeg()) >= IN_EXIF | IN_XMP | {("comment", "comment", "SPECIMEN comment")}


def test_what_a_png_hides() -> None:
    assert told(png()) >= IN_EXIF | IN_XMP | {
        ("property", "Author", "A. Specimen"),
        ("property", "Comment", ("SPECIMEN " * 30).strip()),
        ("property", "Titre", "SPÉCIMEN"),
    }


def test_what_a_tiff_hides() -> None:
    assert told(tiff()) >= {
        ("property", "Artist", "SPECIMEN Photographer"),
        ("property", "Software", "SPECIMEN Scanner"),
    }


def test_what_a_tiff_of_the_other_byte_order_hides() -> None:
    text = b"SPECIMEN Photographer\0"
    directory = struct.pack(">HHHII", 1, 315, 2, len(text), 26) + struct.pack(">I", 8)  # and then itself again
    assert told(b"MM\0*" + struct.pack(">I", 8) + directory + text) == {("property", "Artist", "SPECIMEN Photographer")}


# --- web pages ----------------------------------------------------------------------------------------------------


def test_what_a_web_page_hides() -> None:
    page = """<!doctype html><html><head><meta name="Generator" content="SPECIMEN Office"><meta charset="utf-8">
    <!-- by A. Specimen --><script>track()</script></head><body onload="go()"><p style="display: none">Kept from you.</p>
    <p hidden>And this.</p><p>Shown.</p><img src="//tracker.example/p.gif"><a href="file:///C:/specimen.doc">x</a>"""
    assert told(page.encode(), "note.html") == {
        ("property", "generator", "SPECIMEN Office"),
        ("comment", "comment", "by A. Specimen"),
        ("script", "script", "track()"),
        ("script", "body", "go()"),
        ("hidden-text", "p", "Kept from you."),
        ("hidden-text", "p", "And this."),
        ("outside", "img", "//tracker.example/p.gif"),
        ("outside", "a", "file:///C:/specimen.doc"),
    }


# --- any bytes ----------------------------------------------------------------------------------------------------

SEEDS = {"docx": document, "pdf": pdf, "jpeg": jpeg, "png": png, "tiff": tiff}


def answered(data: bytes, name: str = "") -> None:
    found = hidden(data, name)
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    for one in found:
        assert all(text.isprintable() and len(text) <= LONGEST for text in (one.name, one.value, one.where))


@given(st.binary(max_size=300), st.sampled_from(["", "a.html", "a.docx", "a.pdf", "a.png"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_have_an_answer(data: bytes, name: str) -> None:
    answered(data, name)


STARTS = [b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"<html>", b"%PDF-1.7"]


@given(st.sampled_from(STARTS), st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_behind_a_known_begin_have_an_answer(start: bytes, data: bytes) -> None:
    answered(start + data)


@pytest.mark.parametrize("kind", SEEDS)
def test_damaged_files_have_an_answer(kind: str) -> None:
    good = SEEDS[kind]()
    dice = random.Random(13)  # noqa: S311  # places to try, no secrets
    for _ in range(120):
        bad = bytearray(good)
        for _ in range(dice.randrange(1, 12)):
            bad[dice.randrange(len(bad))] = dice.randrange(256)
        answered(bytes(bad[: dice.randrange(1, len(bad))] if dice.random() < 0.3 else bad), f"a.{kind}")


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_packet_of_xmp_has_an_answer(data: bytes) -> None:
    list(of_xmp(data, "XMP"))
    list(of_xmp(XMP[: len(data)] + data + XMP[len(data) :], "XMP"))


def test_xmp_in_other_encodings() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        found = {(one.kind, one.name, one.value) for one in of_xmp(XMP.decode().encode(encoding), "XMP")}
        assert found == IN_XMP


def test_a_small_file_that_inflates_to_much_costs_little() -> None:
    bomb = zlib.compress(b"x" * 100_000_000)
    chunk = b"Comment\0\0" + bomb
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(chunk)) + b"zTXt" + chunk + b"\0" * 4
    assert len(hidden(data)[0].value) <= LONGEST


def test_every_format_that_can_hide_something_is_looked_at() -> None:
    assert {row.name for row in formats.FORMATS if row.hides} == {"docx", "html", "pdf", "scan"}


def test_thousands_of_comments_are_bounded() -> None:
    comments = "".join(f'<w:comment w:id="{n}" w:author="A {n}"/>' for n in range(3000))
    data = office(par("x"), extra={"word/comments.xml": f'<w:comments xmlns:w="{W}">{comments}</w:comments>'})
    assert len(hidden(data)) == MOST
