"""Files that mean harm, in every format that is read: nothing is run or fetched, and memory and time stay bounded.

What belongs to one format alone is tested beside it: test_docx_hostile, test_pdf_hostile, and the hostile parts of
test_html_reading, test_akn_reading, test_markdown and test_text.
"""

from __future__ import annotations

import http.server
import io
import json
import subprocess
import sys
import threading
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pikepdf
import pytest

import verbale
from tests.formats.made_pdf import at, drawn, saved
from tests.formats.office import PACKAGE, SPACES, R, office, par, parts_of, table, zipped
from verbale.document import Document, Masthead, Paragraph
from verbale.formats import FORMATS

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
WORD = "the-word-of-the-keeper"
SPECIMEN = Document(
    symbol="LII/LC/12/G/1",
    kind="note-verbale",
    title="SPECIMEN",
    masthead=Masthead(language="en"),
    content=(Paragraph("p1", "SPECIMEN. The lamp burns; the keeper has told the Council so twice."),),
)


def akn(body: str, before: str = "") -> bytes:
    return f'{before}<akomaNtoso xmlns="{AKN}"><doc name="x"><mainBody>{body}</mainBody></doc></akomaNtoso>'.encode()


# -- nothing is fetched, nothing is run --------------------------------------------------------------------------------


class Asked(http.server.BaseHTTPRequestHandler):
    """Notes that it was asked, and answers with the secret."""

    paths: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.paths.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(WORD.encode())

    def log_message(self, format: str, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[str]:
    """The address of a server that notes every question in ``Asked.paths``."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    with urllib.request.urlopen(f"{url}/entity") as answer:  # noqa: S310 - our own server
        assert answer.read().decode() == WORD
    Asked.paths.clear()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()


def akn_by_entity(url: str) -> bytes:
    return akn("<p>&x;</p>", f'<!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "{url}/entity">]>')


def akn_by_dtd(url: str) -> bytes:
    return akn("<p>lamp</p>", f'<!DOCTYPE akomaNtoso SYSTEM "{url}/dtd">')


def akn_by_reference(url: str) -> bytes:
    body = f'<p xmlns:xi="http://www.w3.org/2001/XInclude">lamp <xi:include href="{url}/x" parse="text"/><img src="{url}/i"/></p>'
    before = f'<?xml-stylesheet type="text/xsl" href="{url}/style"?>'
    schema = f'mainBody xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="{AKN} {url}/schema"'
    return akn(body, before).replace(b"<mainBody", b"<" + schema.encode(), 1)


def docx_by_everything(url: str) -> bytes:
    body = par(
        '<w:r><w:drawing><a:blip r:link="image"/></w:drawing></w:r><w:r><w:object><o:OLEObject Type="Link" r:id="ole"/></w:object></w:r>'
        f'<w:fldSimple w:instr="INCLUDETEXT {url}/field"/><w:r><w:t>lamp</w:t></w:r>'
    )
    kinds = ("image", "oleObject", "subDocument", "aFChunk", "attachedTemplate", "styles", "footnotes", "numbering")
    rows = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{url}/{kind}" TargetMode="External"/>' for kind in kinds
    )
    parts = parts_of(office(body + '<w:altChunk r:id="aFChunk"/><w:p><w:subDoc r:id="subDocument"/></w:p>'))
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'.encode()
    )
    return zipped(parts)


def docx_by_entity(url: str) -> bytes:
    before = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{url}/entity">]>'
    return office("", raw=f"{before}<w:document {SPACES}><w:body>{par('&x;')}</w:body></w:document>")


def html_by_everything(url: str) -> bytes:
    return (
        f'<!doctype html [<!ENTITY x SYSTEM "{url}/entity">]><html><head><base href="{url}/"><link rel=stylesheet href="css">'
        f'<meta http-equiv=refresh content="0;url={url}/refresh"><style>@import "{url}/import";</style>'
        f'<script src="{url}/script"></script></head><body onload="fetch(\'{url}\')"><p>lamp &x;</p><img src="{url}/img">'
        f'<iframe src="{url}/frame"></iframe><object data="{url}/object"></object><video src="{url}/video"></video></body></html>'
    ).encode()


def xhtml_by_entity(url: str) -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "{url}/dtd" [<!ENTITY x SYSTEM "{url}/entity">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>lamp &x;</p></body></html>'
    ).encode()


def markdown_by_everything(url: str) -> bytes:
    return f"![lamp]({url}/image)\n\n[lamp][1] <{url}/auto> <img src='{url}/html'>\n\n[1]: {url}/reference\n".encode()


def pdf_by_everything(url: str) -> bytes:
    with pikepdf.open(io.BytesIO(drawn(at(72, 700, "lamp")))) as made:
        name, text = pikepdf.Name, pikepdf.Dictionary
        link = text(S=name.URI, URI=f"{url}/uri")
        script = text(S=name.JavaScript, JS=f"app.launchURL('{url}/script'); this.exportDataObject('x');")
        elsewhere = text(Type=name.Filespec, FS=name.URL, F=f"{url}/stream")
        made.Root.OpenAction = link
        made.Root.AA = text(WC=script)
        made.Root.Names = text(JavaScript=text(Names=pikepdf.Array(["x", script])))
        page = made.pages[0]
        page.AA = text(O=text(S=name.SubmitForm, F=elsewhere))
        page.Annots = pikepdf.Array([text(Type=name.Annot, Subtype=name.Link, Rect=[0, 0, 600, 700], A=link)])
        outside = pikepdf.Stream(made, b"")
        outside.F = elsewhere
        page.Contents = pikepdf.Array([page.Contents, made.make_indirect(outside)])
        made.attachments["virus.exe"] = b"MZ" + bytes(1000)
        return saved(made)


OUTWARD: dict[str, Callable[[str], bytes]] = {
    "entity.xml": akn_by_entity, "dtd.xml": akn_by_dtd, "reference.xml": akn_by_reference,
    "all.docx": docx_by_everything, "entity.docx": docx_by_entity,
    "all.html": html_by_everything, "entity.xhtml": xhtml_by_entity,
    "all.md": markdown_by_everything, "all.txt": html_by_everything, "all.pdf": pdf_by_everything,
}  # fmt: skip

DECLARED = {"entity.xml", "dtd.xml", "entity.docx"}


@pytest.mark.parametrize("name", OUTWARD)
def test_nothing_is_fetched(name: str, web: str, tmp_path: Path) -> None:
    (tmp_path / "entity").write_text(WORD)
    for url in (web, tmp_path.as_uri()):
        if name in DECLARED:
            with pytest.raises(verbale.BadInput, match="document type"):
                verbale.read(OUTWARD[name](url), name)
            continue
        reading = verbale.read(OUTWARD[name](url), name)
        assert "lamp" in verbale.to_json(reading.document).decode()
        # What was read is written, and its addresses stay addresses.
        for row in FORMATS:
            if row.writer:
                assert WORD.encode() not in row.write(reading.document).data
    assert Asked.paths == []


def test_what_would_run_is_no_text_and_the_rest_is_read() -> None:
    page = b"<html><body><script>alert('boom')</script><p onclick='boom()'>lamp</p><style>boom</style></body></html>"
    macros = office(par("lamp"), extra={"word/vbaProject.bin": b"boom", "word/embeddings/boom.bin": b"boom"})
    for data, name in ((page, "x.html"), (pdf_by_everything("file:///boom"), "x.pdf"), (macros, "x.docm")):
        assert "lamp" in words(data, name)
        assert "boom" not in words(data, name)


def words(data: bytes, name: str) -> str:
    return verbale.to_json(verbale.read(data, name).document).decode()


# -- what a file is called and how its letters are coded ---------------------------------------------------------------

KNOWN_BY_CONTENT = ("akn", "docx", "html", "pdf", "json")


@pytest.mark.parametrize("row", [row for row in FORMATS if row.name in KNOWN_BY_CONTENT], ids=lambda row: row.name)
def test_a_wrong_suffix_changes_nothing(row) -> None:
    data = row.write(SPECIMEN).data
    right = verbale.read(data, f"x{row.suffixes[0]}").document
    assert "The lamp burns" in verbale.to_json(right).decode()
    for suffix in {"", ".exe", *(suffix for other in FORMATS for suffix in other.suffixes)}:
        assert verbale.read(data, f"x{suffix}").document == right


TEXTS = {
    "cp1256": "المنارة مضاءة منذ سنوات طويلة، وقد زارها الحارس مرتين في هذا العام.",
    "gb18030": "灯塔多年来一直亮着，看守人今年去过两次，并向理事会提交了报告。",
    "cp1251": "Маяк горит уже много лет, и смотритель посетил его дважды в этом году.",
    "cp1252": "Le phare est allumé depuis des années ; le gardien l’a visité à deux reprises cet été.",
}
CASES = [(text, codec) for codec, text in TEXTS.items()] + [
    (text, codec) for text in TEXTS.values() for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
]


@pytest.mark.parametrize(("text", "codec"), CASES)
def test_letters_are_read_in_each_coding_of_each_format(text: str, codec: str) -> None:
    bare = codec.endswith(("-le", "-be"))
    for suffix in (".md", ".txt"):
        if not bare:  # without mark and without Latin letters nothing tells sixteen bits
            assert text in words(text.encode(codec), f"x{suffix}")
    label = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(codec, codec)
    said = label.replace("cp", "windows-")
    marked = "\ufeff" if bare else ""
    page = f'{marked}<!doctype html><html><head><meta charset="{said}"></head><body><p>{text}</p></body></html>'
    assert text in words(page.encode(codec), "x.html")
    coded = f'{marked}<?xml version="1.0" encoding="{said}"?>' + akn(f"<p>{text}</p>").decode()
    assert text in words(coded.encode(codec), "x.xml")
    part = (
        f'{marked}<?xml version="1.0" encoding="{said}"?><w:document {SPACES}><w:body>{par(text)}</w:body></w:document>'
    )
    data = zipped({**parts_of(office(par("x"))), "word/document.xml": part.encode(codec)})
    assert text in words(data, "x.docx")


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
def test_codings_mixed_in_one_file_lose_no_line_and_are_told(suffix: str) -> None:
    pieces = [text.encode(codec) for codec, text in TEXTS.items()]
    data = b"\n\n".join([*(f"line {n} in Latin letters".encode() for n in range(9)), *pieces, "Маяк горит.".encode()])
    data = b"<html><pre>" + data + b"</pre></html>" if suffix == ".html" else data
    reading = verbale.read(data, f"x{suffix}")
    assert {problem.code for problem in reading.problems} & {"read-encoding-guessed", "read-bytes-broken"}
    assert all(f"line {n} in Latin letters" in verbale.to_json(reading.document).decode() for n in range(9))


def test_json_in_another_coding_is_refused_by_name() -> None:
    for codec in ("utf-16", "utf-16-le", "utf-32"):
        with pytest.raises(verbale.BadInput) as caught:
            verbale.read(verbale.to_json(SPECIMEN).decode().encode(codec), "x.json")
        assert caught.value.advice


# -- bounded time and memory -------------------------------------------------------------------------------------------


def laughs(inner: str, levels: int, factor: int) -> str:
    """Entities of entities: a few lines that expand to ``factor ** levels`` words."""
    made = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * factor}'>" for n in range(1, levels))
    return f"<!DOCTYPE {inner} [<!ENTITY a0 'ha'>{made}]>"


def zip_bomb() -> bytes:
    """Four parts of which each is a hundred megabytes of nothing."""
    names = ("styles", "numbering", "footnotes", "endnotes")
    parts = parts_of(office(par("x"), **dict.fromkeys(names, "<w:x/>")))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            with file.open(name, "w") as written:
                written.write(part)
                for _ in range(100 if Path(name).stem in names else 0):
                    written.write(b" " * (1 << 20))
    return data.getvalue()


def pages(count: int, tail: str = "") -> str:
    return f"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count {count}>>{tail}"


def pdf(*objects: str, trailer: str = "/Root 1 0 R") -> bytes:
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer<<{trailer}>>\n%%EOF".encode()


def stream(entries: str, data: str) -> str:
    return f"<<{entries}/Length {len(data)}>>stream\n{data}\nendstream"


def pdf_of_drawings_in_drawings() -> bytes:
    """Every form draws the next one ten times; the last draws the first."""
    forms = [
        stream(f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {5 + n % 12} 0 R>>>>", "/X Do " * 10)
        for n in range(12)
    ]
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream("", "/X Do"), *forms
    )


def pdf_with(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(drawn(at(72, 700, "lamp")))) as made:
        change(made)
        return saved(made)


def picture_bomb(made: pikepdf.Pdf) -> None:
    picture = pikepdf.Stream(made, bytes(1 << 20))
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width = picture.Height = 100_000
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    made.pages[0].Resources.XObject = pikepdf.Dictionary(I=made.make_indirect(picture))
    made.pages[0].Contents = pikepdf.Stream(made, b"600 0 0 700 0 0 cm /I Do")


def attachment_of(data: bytes) -> Callable[[pikepdf.Pdf], None]:
    def attach(made: pikepdf.Pdf) -> None:
        made.attachments["document.json"] = data

    return attach


def mixed_tables(deep: int) -> bytes:
    cell = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>"
    return office(table(f"<w:tr><w:tc>{cell * deep}{par('x')}{'</w:tc></w:tr></w:tbl>' * deep}</w:tc></w:tr>"))


BOMBS: dict[str, Callable[[], bytes]] = {
    "zip.docx": zip_bomb,
    "laughs.docx": lambda: office("", raw=f"{laughs('w:document', 12, 10)}<w:document {SPACES}>&a11;</w:document>"),
    "tables.docx": lambda: mixed_tables(70),
    "laughs.xml": lambda: akn("<p>&a11;</p>", laughs("akomaNtoso", 12, 10)),
    "square.xml": lambda: akn("<p>" + "&a1;" * 100_000 + "</p>", laughs("akomaNtoso", 2, 50_000)),
    "wide.xml": lambda: akn("<p/>" * 1_000_000),
    "long.xml": lambda: akn("<p>" + "word " * 6_000_000 + "</p>"),
    "tables.xml": lambda: akn("<table><tr><td>" * 80 + "<p>x</p>" + "</td></tr></table>" * 80),
    "attributes.xml": lambda: akn("<p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"),
    "laughs.html": f"{laughs('html', 12, 10)}<html><body><p>&a11;</p></body></html>".encode,
    "tables.html": lambda: b"<html>" + b"<table><tr><td>" * 30_000,
    "wide.html": lambda: b"<html>" + b"<p>a" * 100_000,
    "quotes.md": lambda: b">" * 2_000_000,
    "lists.md": lambda: b"".join(b" " * n + b"- a\n" for n in range(2000)),
    "tables.md": lambda: b"|a" * 2000 + b"\n" + b"|-" * 2000 + b"\n" + b"|b\n" * 2000,
    "nested.json": lambda: b'{"verbale":"1","content":' + b"[" * 2_000_000,
    "numbers.json": lambda: b'{"verbale":"1","content":[' + b"1," * 3_000_000 + b"1]}",
    "objects.json": lambda: b'{"verbale":"1","content":' + b'{"a":' * 500_000 + b"1" + b"}" * 500_000 + b"}",
    "itself.pdf": lambda: pdf("<</Type/Catalog/Pages 2 0 R>>", pages(1_000_000), "3 0 R"),
    "before.pdf": lambda: pdf("<</Type/Catalog/Pages 2 0 R>>", pages(1), trailer="/Root 1 0 R/Prev 9/XRefStm 9")
    + b"\nstartxref\n9\n%%EOF",
    "length.pdf": lambda: pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 3 0 R/Contents 4 0 R/MediaBox 4 0 R>>", "<</Length 4 0 R>>stream\nx\nendstream"),
    "filters.pdf": lambda: pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>",
        stream("/Filter[" + "/RunLengthDecode" * 5000 + "]", "\x81a" * 1000)),
    "arrays.pdf": lambda: pdf("<</Type/Catalog/Pages " + "[" * 500_000 + "]" * 500_000 + ">>"),
    "drawings.pdf": pdf_of_drawings_in_drawings,
    "picture.pdf": lambda: pdf_with(picture_bomb),
    "attachment.pdf": lambda: pdf_with(attachment_of(b'{"verbale":"1","content":' + b"[" * 2_000_000)),
    "attachments.pdf": lambda: pdf_with(attachment_of(b'{"verbale"' + b" " * 100_000_000)),
    "outside.pdf": lambda: drawn(*["".join(at(x * 1e5, -x * 1e7, "far away", 1e4) for x in range(2000))] * 20),
}  # fmt: skip

READ = """
import json, re, sys, time
import verbale
for path in sys.stdin.read().split("\\n"):
    begun = time.monotonic()
    try:
        verbale.read(open(path, "rb").read(), path)
        told = "read"
    except verbale.BadInput as error:
        told = error.text
    most = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
    print(json.dumps([told, time.monotonic() - begun, most]), flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is told in kilobytes on Linux alone")
@pytest.mark.parametrize("suffix", sorted({Path(name).suffix for name in BOMBS}))
def test_time_and_memory_are_bounded(suffix: str, tmp_path: Path) -> None:
    names = [name for name in BOMBS if name.endswith(suffix)]
    for name in names:
        (tmp_path / name).write_bytes(BOMBS[name]())
    done = subprocess.run(
        [sys.executable, "-c", READ], input="\n".join(names), cwd=tmp_path, capture_output=True, text=True, timeout=600,
        check=False,
    )  # fmt: skip
    found = {name: json.loads(line) for name, line in zip(names, done.stdout.splitlines(), strict=False)}
    assert list(found) == names, f"ended at {names[len(found)]}: {done.stderr[-2000:]}"
    assert [name for name, (_, seconds, _) in found.items() if seconds > 120] == []  # what is not bounded takes hours
    assert [name for name, (_, _, kilobytes) in found.items() if kilobytes > 1_000_000] == []
    for name in names:
        if name.startswith(("laughs", "square", "zip")) and suffix != ".html":
            assert found[name][0] != "read"


@pytest.mark.parametrize("name", ["strokes.txt", "strokes.md", "strokes.html"])
def test_a_line_of_many_strokes_and_something_else_is_read_at_once(name: str) -> None:
    strokes = ("-" * 60 + " ") * 40 + "x"
    reading = verbale.read(f"SPECIMEN\n\n{strokes}\n\nA paragraph.\n".encode(), name)
    assert "A paragraph." in verbale.write(reading.document, "text").data.decode()
