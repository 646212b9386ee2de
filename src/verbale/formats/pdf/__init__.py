"""PDF: the page that a delegate holds, for print (PDF/A-3a) and for screen readers (PDF/UA-1), with the JSON inside.

``write`` sets the document with typst. The same document gives the same bytes: time stamps come from the date of issue,
fonts from packages. The attached JSON is the record; the text layer of a PDF is not, least of all in Arabic.

The typesetter keeps threads of its own: start worker processes by "spawn" or "forkserver", for a fork after the first
PDF hangs.
"""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import category

import msgspec
import segno
import typst

from verbale.document import Document, WriteOptions, Writing, to_json
from verbale.document.printing import address, clean, doubts, linked
from verbale.formats.pdf.fonts import Fontbook, fontbook, undrawn
from verbale.formats.pdf.layout import lay_out
from verbale.formats.pdf.reading import hidden, read
from verbale.languages import LANGUAGES, phrase
from verbale.problems import CannotWrite, Problem

__all__ = ["hidden", "read", "write"]

_STANDARDS: Any = ["a-3a", "ua-1"]
_TEMPLATES = ("main.typ", "text.typ")

# Typesetting has no time limit of its own; five million characters are some two thousand pages.
_LIMIT = 5_000_000

# The time stamp of a document without a date of issue: a fixed one, so that the bytes are the same again.
_UNDATED = datetime.date(2000, 1, 1)

# A code that is to be read from paper holds no more.
_LONGEST_ADDRESS = 300
_NO_CODE = Problem(
    "write-address-too-long",
    "warning",
    f"The public address is longer than {_LONGEST_ADDRESS} characters, so no QR code is printed.",
    advice="Give a shorter address.",
)


def write(document: Document, options: WriteOptions) -> Writing:
    """Return the document as PDF/A-3a and PDF/UA-1, with its JSON attached as the source.

    Characters that no font draws are spelled out ("[U+1F600]") and reported; give folders of fonts that hold them in
    ``options.fonts``. Raises CannotWrite where the text is longer than five million characters.
    """
    source = to_json(document)
    if len(source) > _LIMIT:
        raise CannotWrite(
            f"The document is too long to be set as pages: its JSON has {len(source)} bytes, the limit is {_LIMIT}.",
            advice="Write it as HTML or Markdown, or cut the annexes into documents of their own.",
        )
    book = fontbook(options.fonts)
    linked_document = linked(document)
    page = lay_out(linked_document, str)
    missing = undrawn(set(json.dumps(page, ensure_ascii=False)), book)
    if missing:
        page = lay_out(linked_document, lambda text: _spelled(text, missing))
    target = address(document, options)
    unfit = len(target) > _LONGEST_ADDRESS
    target = "" if unfit else target
    data = {
        **page,
        **_particulars(document, target),
        "faces": {k: msgspec.to_builtins(v) for k, v in book.faces.items()},
    }
    pdf = _typeset(
        {"document": json.dumps(data, ensure_ascii=False), "source": source.decode(), "qr": _code(target)},
        document.masthead.issued or _UNDATED,
        book,
    )
    lost = (_NO_CODE,) if unfit else ()
    return Writing(pdf, (*doubts(document), *_no_glyph(missing), *lost))


def _particulars(document: Document, target: str) -> dict[str, Any]:
    language = document.masthead.language
    mark = phrase("specimen", language if language in LANGUAGES else "en") if document.specimen else ""
    keywords = [document.symbol, *(f"item {item.number}" for item in document.agenda), mark]
    return {
        "address": target,
        "specimen": mark,
        "description": clean(mark),
        "author": clean(document.masthead.organization),
        "keywords": [clean(word) for word in keywords if word],
        "attachment": "document.json",
    }


def _code(target: str) -> str:
    if not target:
        return ""
    image = io.BytesIO()
    segno.make(target, error="m", micro=False).save(image, kind="svg", border=0, xmldecl=False)
    return image.getvalue().decode()


@cache
def _sources() -> dict[str, bytes]:
    return {name: files("verbale.formats.pdf").joinpath(name).read_bytes() for name in _TEMPLATES}


def _typeset(inputs: dict[str, str], on: datetime.date, book: Fontbook) -> bytes:
    # A compiler is cheap (half a millisecond) and one may not be shared between threads; the fonts are what costs.
    sources: Any = _sources()
    try:
        pdf = typst.Compiler(sources, font_paths=book.fonts, ignore_system_fonts=True, sys_inputs=inputs).compile(
            format="pdf",
            pdf_standards=_STANDARDS,
            timestamp=datetime.datetime(on.year, on.month, on.day, tzinfo=datetime.UTC),
        )
    except typst.TypstError as error:
        raise CannotWrite(
            f"The typesetter refused the document: {error.message}.",
            advice="Write it as HTML, and report this document: it should not happen.",
        ) from error
    if not isinstance(pdf, bytes):
        raise CannotWrite("The typesetter returned no PDF.", advice="Write it as HTML.")
    return pdf


def _spelled(text: str, missing: set[str]) -> str:
    return "".join((f"[U+{ord(c):04X}]" if _is_visible(c) else "") if c in missing else c for c in text)


def _is_visible(character: str) -> bool:
    # Format characters and variation selectors draw nothing where a font has them.
    return category(character) != "Cf" and not "\ufe00" <= character <= "\ufe0f"


def _no_glyph(missing: set[str]) -> Iterator[Problem]:
    visible = sorted(filter(_is_visible, missing))
    if visible:
        yield Problem(
            "write-no-glyph",
            "warning",
            f"No font draws {', '.join(f'{c} (U+{ord(c):04X})' for c in visible)}; the codes are printed instead.",
            advice="Name folders of fonts that hold these characters.",
        )
