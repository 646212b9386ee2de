"""DOCX."""

from __future__ import annotations

from verbale.document import Document, Sheet
from verbale.formats.docx.reading.package import Package, holds_text
from verbale.formats.docx.reading.reader import read_sheet

__all__ = ["holds_text", "read"]


def read(data: bytes) -> Sheet | Document:
    """Return lines."""
    return read_sheet(Package(data))
