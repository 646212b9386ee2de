"""PDFs to read in tests: typeset, drawn by hand, scanned; and what their lines say. All are made up: SPECIMEN."""

from __future__ import annotations

import collections
import io
import re

import pikepdf
import typst

from verbale.document import Line, Sheet
from verbale.formats.pdf.fonts import fontbook
from verbale.formats.pdf.reading.pages import read_here

FACES = {"ar": ("Amiri", "Noto Serif"), "zh": ("Noto Serif SC",)}


def typeset(body: str, language: str = "en", *, page: str = "margin: 2cm", size: int = 10, more: str = "") -> bytes:
    """A PDF of typst markup, in a face of the language."""
    families = ", ".join(f'"{family}"' for family in FACES.get(language, ("Noto Serif",)))
    head = f'#set page({page})\n#set text(font: ({families},), size: {size}pt, lang: "{language}")\n{more}\n'
    compiler = typst.Compiler(
        {"main.typ": (head + body).encode()}, font_paths=fontbook(()).fonts, ignore_system_fonts=True
    )
    return compiler.compile(format="pdf")


def drawn(*pages: str, fonts: tuple[str, ...] = ("Times-Roman", "Times-Bold", "Times-Italic")) -> bytes:
    """A PDF of content streams; /F0, /F1, ... are the fonts."""
    made = pikepdf.Pdf.new()
    faces = {
        f"/F{at}": made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name(f"/{name}"),
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )
        for at, name in enumerate(fonts)
    }
    for content in pages:
        made.add_blank_page(page_size=(612, 792))
        made.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(faces))
        made.pages[-1].Contents = pikepdf.Stream(made, content.encode("cp1252"))
    return saved(made)


def at(x: float, y: float, text: str, size: float = 10, font: int = 0) -> str:
    """A line of a content stream: words at a place, y up from the bottom."""
    return f"BT /F{font} {size} Tf {x} {y} Td ({text}) Tj ET\n"


def saved(made: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()


def bare(data: bytes) -> bytes:
    """The PDF without what is attached to it."""
    with pikepdf.open(io.BytesIO(data)) as made:
        for name in list(made.attachments):
            del made.attachments[name]
        return saved(made)


def lines(data: bytes) -> list[Line]:
    sheet = read_here(data)
    assert isinstance(sheet, Sheet)
    assert sheet.wrapped
    return list(sheet.lines)


def texts(data: bytes, style: str | None = None) -> list[str]:
    return [line.text for line in lines(data) if style is None or line.style == style]


def marked(line: Line, kind: str) -> list[str]:
    return [line.text[mark.start : mark.end] for mark in line.marks if mark.kind == kind]


def words(text: str) -> collections.Counter[str]:
    plain = re.sub("[\u0640\u064b-\u0652]", "", text)
    return collections.Counter(re.findall(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+", plain))


def scanned() -> bytes:
    made = pikepdf.Pdf.new()
    made.add_blank_page(page_size=(612, 792))
    picture = pikepdf.Stream(made, b"\x00\xff" * 32)
    picture.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=8, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray,
        )
    )  # fmt: skip
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
    made.pages[0].Contents = pikepdf.Stream(made, b"q 612 0 0 792 0 0 cm /I Do Q")
    return saved(made)
