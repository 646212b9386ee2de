"""Reading PDF: lines of born-digital pages, in reading order, with what stands out; or the JSON that Verbale attached.

::

    engine      PDFium, asked about many characters at once
    runs        the quick way from a page to pieces
    arabic      the careful way, where letters run from right to left
    pieces      words that stand together on a line
    order       the order in which a page is read
    furniture   running heads, notes at the foot
    sheet       the lines of the whole document
"""

from __future__ import annotations

from verbale.document import Document, Sheet, from_json
from verbale.formats.pdf.reading.engine import Face, attachments, opened, page_of
from verbale.formats.pdf.reading.furniture import Sheetful
from verbale.formats.pdf.reading.order import in_order
from verbale.formats.pdf.reading.runs import pieces
from verbale.formats.pdf.reading.sheet import sheet_of

__all__ = ["read_here"]


def read_here(data: bytes) -> Sheet | Document:
    with opened(data) as document:
        pages = []
        faces: dict[int, Face] = {}
        for n in range(1, len(document) + 1):
            with page_of(document, n) as page:
                up, turned = pieces(page, faces)
                pages.append(Sheetful(n, page.height, tuple(in_order(up)) if up else ()))
    return sheet_of(pages, ())
