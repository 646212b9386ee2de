"""PDFium, asked about many characters at once.

A page has some three thousand characters, and a call from Python to C costs more than what PDFium does in it. So the
functions here take all positions of a page together and run the calls in C loops (``map``) with bare foreign functions
that convert nothing; results land in one buffer.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import Any, cast

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium

from verbale.problems import BadInput

_MOST_IN_ATTACHMENT = 64 * 1024 * 1024
MOST_ON_PAGE = 100_000  # characters that are read of a page
_MOST_PIXELS = 40_000_000
_PASSWORD = 4
_BOLD = 600  # weight
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6  # font descriptor flags
_FILL_AND_STROKE = 2  # text render mode: how word processors make bold type of a face that has none


def _bare(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a foreign function that takes addresses as plain integers: a third of the cost of the bound one."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_AT, _INT, _OUT = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_count = _bare(pdfium.FPDFText_CountChars, _INT, _AT)
_text = _bare(pdfium.FPDFText_GetText, _INT, _AT, _INT, _INT, _OUT)
_unicode = _bare(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _AT, _INT)
_character_of = _bare(pdfium.FPDFText_GetCharIndexFromTextIndex, _INT, _AT, _INT)
_generated = _bare(pdfium.FPDFText_IsGenerated, _INT, _AT, _INT)
_object = _bare(pdfium.FPDFText_GetTextObject, _AT, _AT, _INT)
_size = _bare(pdfium.FPDFText_GetFontSize, ctypes.c_double, _AT, _INT)
_box = _bare(pdfium.FPDFText_GetLooseCharBox, _INT, _AT, _INT, _OUT)
_tight = _bare(pdfium.FPDFText_GetCharBox, _INT, _AT, _INT, _OUT, _OUT, _OUT, _OUT)
_origin = _bare(pdfium.FPDFText_GetCharOrigin, _INT, _AT, _INT, _OUT, _OUT)
_matrix = _bare(pdfium.FPDFText_GetMatrix, _INT, _AT, _INT, _OUT)
_font = _bare(pdfium.FPDFTextObj_GetFont, _AT, _AT)
_mode = _bare(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _AT)
_font_name = _bare(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, _AT, _OUT, ctypes.c_size_t)
_font_flags = _bare(pdfium.FPDFFont_GetFlags, _INT, _AT)
_font_weight = _bare(pdfium.FPDFFont_GetWeight, _INT, _AT)


class Face(msgspec.Struct, frozen=True):
    """A font of a document."""

    name: str
    bold: bool
    italic: bool


class Page(msgspec.Struct, frozen=True):
    """A page open for reading: the address of its text, its size in points, its turn in quarters, its left and top edge.

    ``count`` is the number of characters that PDFium knows, ``text`` what it makes of them; where the two differ in
    length, :meth:`characters` tells the character at a place in the text. ``pictures`` tells whether a page without text
    draws pictures.
    """

    at: int
    number: int
    width: float
    height: float
    turn: int
    left: float
    top: float
    count: int
    text: str
    pictures: bool = False

    def characters(self, places: Sequence[int]) -> Sequence[int]:
        """Return the indexes of the characters that stand at ``places`` in the text."""
        if self.count == len(self.text):
            return places
        return [max(at, 0) for at in map(_character_of, repeat(self.at), places)]

    def objects(self, characters: Sequence[int]) -> list[int | None]:
        """Return the text objects that characters belong to; one that PDFium made up belongs to none."""
        return list(map(_object, repeat(self.at), characters))

    def codes(self, characters: Sequence[int]) -> list[int]:
        """Return the Unicode code of each character."""
        return list(map(_unicode, repeat(self.at), characters))

    def made_up(self, characters: Sequence[int]) -> list[int]:
        """Return for each character whether PDFium made it up: a space for a gap, a line end."""
        return list(map(_generated, repeat(self.at), characters))

    def sizes(self, characters: Sequence[int]) -> list[float]:
        """Return the type size of each character before its matrix."""
        return list(map(_size, repeat(self.at), characters))

    def boxes(self, characters: Sequence[int]) -> list[float]:
        """Return left, top, right, bottom of each character by its advance width, up from the bottom of the page."""
        return _floats(_box, self.at, characters, 4)

    def matrices(self, characters: Sequence[int]) -> list[float]:
        """Return the six numbers of each character's matrix; the last two are where its text object begins."""
        return _floats(_matrix, self.at, characters, 6)

    def origins(self, characters: Sequence[int]) -> list[float]:
        """Return x and y of the point on the baseline where each character begins."""
        return _doubles(_origin, self.at, characters, 2)

    def tight(self, characters: Sequence[int]) -> list[float]:
        """Return left, right, bottom, top of the ink of each character."""
        return _doubles(_tight, self.at, characters, 4)


def _floats(function: Any, at: int, characters: Sequence[int], each: int) -> list[float]:
    buffer = (ctypes.c_float * (each * len(characters)))()
    start, step = ctypes.addressof(buffer), 4 * each
    places = range(start, start + step * len(characters), step)
    deque(map(function, repeat(at), characters, places), maxlen=0)
    # A view makes a list in a third of the time that the array takes.
    found: Any = memoryview(buffer).cast("B").cast("f").tolist()
    return cast("list[float]", found)


def _doubles(function: Any, at: int, characters: Sequence[int], each: int) -> list[float]:
    buffer = (ctypes.c_double * (each * len(characters)))()
    start, step = ctypes.addressof(buffer), 8 * each
    end = start + step * len(characters)
    deque(
        map(function, repeat(at), characters, *(range(start + 8 * n, end + 8 * n, step) for n in range(each))), maxlen=0
    )
    found: Any = memoryview(buffer).cast("B").cast("d").tolist()
    return cast("list[float]", found)


def face_of(object_: int, known: dict[int, Face]) -> Face:
    """Return the face of a text object; ``known`` keeps what was asked, by the address of the font."""
    font: int = _font(object_) or 0
    face = known.get(font)
    if face is None:
        face = known[font] = _face(font) if font else Face("", bold=False, italic=False)
    return face


def is_stroked(object_: int) -> bool:
    """Tell whether the outline of the letters is drawn too, which makes them bold."""
    return bool(_mode(object_) == _FILL_AND_STROKE)


def _face(font: int) -> Face:
    buffer = ctypes.create_string_buffer(128)
    _font_name(font, ctypes.addressof(buffer), 128)
    name = buffer.value.decode(errors="replace")
    key, flags = name.lower(), max(_font_flags(font), 0)
    bold = any(word in key for word in ("bold", "black", "heavy")) or bool(flags & _FORCE_BOLD)
    italic = any(word in key for word in ("italic", "oblique")) or bool(flags & _ITALIC)
    return Face(name, bold, italic)


class Picture(msgspec.Struct, frozen=True):
    """A page as a picture: its number, width and height in pixels, pixels per point, a byte of grey for each pixel."""

    page: int
    width: int
    height: int
    scale: float
    grey: bytes


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Open a PDF; raises BadInput where it is encrypted or not a PDF that can be read."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # The code is that of the last error, which may be of another file.
        if error.err_code == _PASSWORD and b"/Encrypt" in data:
            raise BadInput(
                "The PDF is encrypted.", advice="Send it without a password; Verbale asks for none."
            ) from error
        raise BadInput(
            "The PDF is damaged, or has no pages: no list of pages can be read in it.", advice="Send the file again."
        ) from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def page_of(document: Any, number: int) -> Iterator[Page | None]:
    """Open the page ``number``, counted from 1, or None where the file holds no such page."""
    handle = pdfium.FPDF_LoadPage(document, number - 1)
    if not handle:
        yield None
        return
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        yield _page(handle, text, number) if text else None
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(handle)


def _page(handle: Any, text: Any, number: int) -> Page:
    at = ctypes.cast(text, ctypes.c_void_p).value or 0
    count = min(max(_count(at), 0), MOST_ON_PAGE)
    edges = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, edges)
    width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    turn = max(pdfium.FPDFPage_GetRotation(handle), 0)
    words = _text_of(at, count)
    pictures = not words.strip() and _has_pictures(handle)
    return Page(at, number, width, height, turn, edges.left, edges.top, count, words, pictures)


def _has_pictures(handle: Any) -> bool:
    objects = range(min(pdfium.FPDFPage_CountObjects(handle), 1000))
    kinds = {pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(handle, at)) for at in objects}
    return bool(kinds & {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})


def _text_of(at: int, count: int) -> str:
    # A character is at most two units, and a zero ends the text.
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    units = _text(at, 0, count, ctypes.addressof(buffer)) if count else 0
    return bytes(memoryview(buffer).cast("B")[: 2 * max(units - 1, 0)]).decode("utf-16-le", errors="replace")


def attachments(document: Any) -> Iterator[bytes]:
    """Yield the files embedded in the PDF, those of more than 64 MB left out."""
    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(document), 64)):
        attachment = pdfium.FPDFDoc_GetAttachment(document, index)
        size = ctypes.c_ulong()
        pdfium.FPDFAttachment_GetFile(attachment, None, 0, size)
        if 0 < size.value <= _MOST_IN_ATTACHMENT:
            buffer = ctypes.create_string_buffer(size.value)
            if pdfium.FPDFAttachment_GetFile(attachment, buffer, size.value, size):
                yield buffer.raw


def picture_of(document: Any, number: int, dots: int = 300) -> Picture:
    """Return the page ``number`` as a picture of ``dots`` per inch, fewer where it would be of more than 40 megapixels."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(dots / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            rows = memoryview(bytes(bitmap.buffer))
            grey = b"".join(rows[at * bitmap.stride :][: bitmap.width] for at in range(bitmap.height))
            return Picture(number, bitmap.width, bitmap.height, scale, grey)
        finally:
            bitmap.close()
    finally:
        page.close()
