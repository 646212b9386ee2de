"""Reading PDF against the raw text that PDFium gives (the limit), pdfplumber and markitdown.

Latin pages are real documents where the shared data is at hand, else typeset here; Arabic pages are typeset here, with a
symbol or a resolution in every sentence, so that it can be counted how many stand intact in what each tool returns.
"""

from __future__ import annotations

import importlib.util
import io
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import typst

from benchmarks.timing import best
from verbale.document import Sheet
from verbale.formats.pdf.fonts import fontbook
from verbale.formats.pdf.reading.pages import read_here

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = (
    "The Committee recalled the report A/HRC/{n}/{m} of the harbour of Valdoria and took note of resolution {m}/{n}."
)
ARABIC = "وأشارت اللجنة إلى الوثيقة A/HRC/{n}/{m} عن ميناء فالدوريا، وأحاطت علما بالقرار {m}/{n} (2031) بشأن المنارات."
PARAGRAPHS = 60
WORD = "الوثيقة"
MOST_PAGES = 7  # of a real document: the slow peers take a tenth of a second a page
SYMBOL = re.compile(r"A/HRC/\d+/\d+|\d+/\d+")


def main() -> None:
    shared = Path(os.getenv("VERBALE_SHARED", str(ROOT.parent / "shared"))) / "data" / "documents"
    real = [data for path in sorted(shared.glob("*.pdf")) if 0 < pages_of(data := path.read_bytes()) <= MOST_PAGES]
    latin = real or [typeset(ENGLISH, "en", "Noto Serif")]
    arabic = [typeset(ARABIC, "ar", "Amiri")]
    compare("pages without Arabic" + ("" if real else ", typeset"), latin)
    print("aim: verbale within 2 x the raw text, and 10 x as fast as pdfplumber\n")
    compare("Arabic pages", arabic)
    print("aim: verbale 4 x as fast as pdfplumber\n")
    print("symbols in Arabic lines that are intact, and Arabic words")
    for name, call in tools().items():
        text = call(arabic[0])
        words = min(text.count(WORD) / (6 * PARAGRAPHS), 1)
        print(f"  {name:24} {100 * intact(text):6.1f} % {100 * words:6.1f} %")
    print("aim: verbale 90 % of the symbols")


def typeset(sentence: str, language: str, family: str) -> bytes:
    """About ten pages of a made-up sentence, marked SPECIMEN."""
    paragraphs = [" ".join(sentence.format(n=40 + n % 30, m=m) for m in range(1, 7)) for n in range(PARAGRAPHS)]
    head = f'#set document(title: "SPECIMEN")\n#set text(font: ("{family}", "Noto Serif"), size: 10pt, lang: "{language}")\n'
    body = "\n\n".join(paragraphs)
    compiler = typst.Compiler(
        {"main.typ": f"{head}#set par(justify: true)\n{body}".encode()}, font_paths=fontbook(()).fonts
    )
    pdf = compiler.compile(format="pdf")
    assert isinstance(pdf, bytes)  # noqa: S101 - the compiler's type is that of all its formats
    return pdf


def tools() -> dict[str, Callable[[bytes], str]]:
    found: dict[str, Callable[[bytes], str]] = {"verbale": verbale_text, "pypdfium2, raw text": raw_text}
    if importlib.util.find_spec("pdfplumber"):
        found["pdfplumber"] = pdfplumber_text
    if importlib.util.find_spec("markitdown"):
        found["markitdown"] = markitdown_text
    return found


def verbale_text(data: bytes) -> str:
    sheet = read_here(data)
    return "\n".join(line.text for line in sheet.lines) if isinstance(sheet, Sheet) else ""


def raw_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return "\n".join(texts)


def pdfplumber_text(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def markitdown_text(data: bytes) -> str:
    from markitdown import MarkItDown

    return str(MarkItDown().convert_stream(io.BytesIO(data), file_extension=".pdf").text_content)


def compare(what: str, files: Sequence[bytes]) -> None:
    count = sum(map(pages_of, files))
    print(f"{what}: {len(files)} files, {count} pages")
    times = best({name: lambda call=call: [call(data) for data in files] for name, call in tools().items()}, rounds=2)
    raw, slow = times["pypdfium2, raw text"], times.get("pdfplumber")
    for name, seconds in times.items():
        beside = f"   {slow / seconds:6.1f} x as fast as pdfplumber" if slow else ""
        print(f"  {name:24} {count / seconds:8.0f} pages/s   {seconds / raw:6.2f} x the raw text{beside}")


def pages_of(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def intact(text: str) -> float:
    """The share of the planted symbols that stand in the text; those that a line end cuts behind a slash are joined."""
    whole = re.sub(r"/\s*\n\s*(?=[A-Z0-9])", "/", text)
    planted = [f"A/HRC/{40 + n % 30}/{m}" for n in range(PARAGRAPHS) for m in range(1, 7)]
    planted += [f"{m}/{40 + n % 30}" for n in range(PARAGRAPHS) for m in range(1, 7)]
    found = SYMBOL.findall(whole)
    kept = 0
    for symbol in set(planted):
        kept += min(planted.count(symbol), found.count(symbol))
    return kept / len(planted)


if __name__ == "__main__":
    main()
