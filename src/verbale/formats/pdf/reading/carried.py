"""What a PDF carries beside its pages: properties, XMP, attachments, comments, scripts, earlier versions of itself.

Found in the file by PDFium, and in its bytes: PDFium does not give the XMP packet, and a script that only an annotation or
a page has is told by its key.
"""

from __future__ import annotations

import ctypes
import itertools
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from verbale.document.hidden import Hidden, Kind, bounded, of_xmp
from verbale.formats.pdf.reading.engine import opened
from verbale.formats.pdf.reading.pages import engine_lock

# ISO 32000-1 table 317, and what word processors add to it.
_PROPERTIES = (
    "Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate", "Company", "Manager",
    "Category", "Comments", "SourceModified", "Trapped",
)  # fmt: skip
_SHOWN = {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_POPUP}  # no words of their own
_KINDS = {value: name.removeprefix("FPDF_ANNOT_").lower() for name, value in vars(pdfium).items()
          if name.startswith("FPDF_ANNOT_") and isinstance(value, int)}  # fmt: skip
_MOST_PAGES, _MOST_ON_PAGE, _LONGEST = 2000, 500, 4000
_METADATA = re.compile(rb"/Subtype\s*/XML")
_STREAM = re.compile(rb"stream\r?\n")
_LARGEST_PACKET, _MOST_PACKETS = 4 * 1024 * 1024, 50
_LARGEST_TEXT = 16 * 1024 * 1024
_ACTIONS = {
    b"/JavaScript": "JavaScript",
    b"/Launch": "Launch",
    b"/SubmitForm": "SubmitForm",
    b"/RichMedia": "RichMedia",
}


def hidden_here(data: bytes) -> tuple[Hidden, ...]:
    """Return what a PDF carries beside its pages, looked at in this process; raises BadInput where it cannot be opened."""
    with engine_lock, opened(data) as document:
        found = list(_by_engine(document))
    return bounded([*found, *_in_bytes(data, scripts=any(one.kind == "script" for one in found))])


def _by_engine(document: Any) -> Iterator[Hidden]:
    for name in _PROPERTIES:
        if value := _text(pdfium.FPDF_GetMetaText, document, name.encode()):
            yield Hidden("property", name, value, "Info")
    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(document), _MOST_ON_PAGE)):
        attachment = pdfium.FPDFDoc_GetAttachment(document, index)
        name = _text(pdfium.FPDFAttachment_GetName, attachment)
        size = ctypes.c_ulong()
        pdfium.FPDFAttachment_GetFile(attachment, None, 0, size)
        yield Hidden("embedded", name or f"attachment {index + 1}", f"{size.value} bytes", "attachments")
    for index in range(min(pdfium.FPDFDoc_GetJavaScriptActionCount(document), _MOST_ON_PAGE)):
        action = pdfium.FPDFDoc_GetJavaScriptAction(document, index)
        if not action:
            continue
        name = _text(pdfium.FPDFJavaScriptAction_GetName, action)
        script = _text(pdfium.FPDFJavaScriptAction_GetScript, action)
        pdfium.FPDFDoc_CloseJavaScriptAction(action)
        yield Hidden("script", name or "JavaScript", script, "document")
    ends = pdfium.FPDF_GetTrailerEnds(document, None, 0)
    if ends > 1:
        yield Hidden("revision", "earlier versions", str(ends - 1), "end of the file")
    for number in range(min(len(document), _MOST_PAGES)):
        yield from _comments(document, number)


def _comments(document: Any, number: int) -> Iterator[Hidden]:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return
    try:
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ON_PAGE)):
            note = pdfium.FPDFPage_GetAnnot(page, index)
            if not note:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(note)
            if kind not in _SHOWN:
                said, by = (_text(pdfium.FPDFAnnot_GetStringValue, note, key) for key in (b"Contents", b"T"))
                what: Kind = "embedded" if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT else "comment"
                yield Hidden(what, by or _KINDS.get(kind, "annotation"), said, f"page {number + 1}")
            pdfium.FPDFPage_CloseAnnot(note)
    finally:
        pdfium.FPDF_ClosePage(page)


def _text(ask: Callable[..., int], *of: Any) -> str:
    """Return a text of the engine, which is asked for its length first; at most 4,000 characters are kept."""
    size = ask(*of, None, 0)
    if not 2 < size <= _LARGEST_TEXT:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(*of, buffer, size)
    return (
        bytes(memoryview(buffer).cast("B")[: min(size - 2, 2 * _LONGEST)]).decode("utf-16-le", "replace").strip("\0 ")
    )


def _in_bytes(data: bytes, *, scripts: bool) -> Iterator[Hidden]:
    for found in itertools.islice(_METADATA.finditer(data), _MOST_PACKETS):
        start = _STREAM.search(data, found.end(), found.end() + 1000)
        if start is not None:
            yield from of_xmp(_packet(data[start.end() : start.end() + _LARGEST_PACKET]), "XMP")
    for key, name in _ACTIONS.items():
        if not (scripts and name == "JavaScript") and re.search(key + rb"[^A-Za-z]", data):
            yield Hidden("script", name, "", "document")


def _packet(stream: bytes) -> bytes:
    """The packet at the begin of a stream, inflated where it is compressed."""
    if not stream.lstrip().startswith(b"<"):
        try:
            stream = zlib.decompressobj().decompress(stream, _LARGEST_PACKET)
        except zlib.error:
            return b""
    start = stream.find(b"<x:xmpmeta")
    end = stream.find(b"</x:xmpmeta>", start)
    return stream[start:end] if 0 <= start < end else b""
