"""The formats: one row each, reading beside writing. To add a format is to add a room and a row."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import PurePath

import msgspec

from verbale.document import Document, Sheet, WriteOptions, Writing
from verbale.problems import BadInput, UnknownFormat

Read = Callable[[bytes], "Sheet | Document"]
Write = Callable[[Document, WriteOptions], Writing]


class Format(msgspec.Struct, frozen=True):
    """A format: its name, media type and suffixes, whether it reads and writes, and what it keeps.

    ``keeps`` names the parts of the model that survive writing and reading: "all", or of "cover", "text", "marks",
    "notes", "annexes", "tables", "fields". The room of the format is ``verbale.formats.<room>``.
    """

    name: str
    title: str
    media_type: str
    suffixes: tuple[str, ...]
    reads: bool = False
    writes: bool = False
    keeps: frozenset[str] = frozenset()
    magic: tuple[bytes, ...] = ()

    def read(self, data: bytes) -> Sheet | Document:
        """Read ``data``: neutral lines for the recognizer, or a whole document where the format holds one.

        Raises UnknownFormat where this format is only written, BadInput where the data is not of this format.
        """
        if not self.reads:
            raise UnknownFormat(f"Verbale writes {self.title} but does not read it.", advice=_readable())
        call: Read = self._room().read
        return call(data)

    def write(self, document: Document, options: WriteOptions | None = None) -> Writing:
        """Write the document; raises UnknownFormat where this format is only read, CannotWrite where it cannot be."""
        if not self.writes:
            raise UnknownFormat(f"Verbale reads {self.title} but does not write it.", advice=_writable())
        call: Write = self._room().write
        return call(document, options or WriteOptions())

    def _room(self):  # type: ignore[no-untyped-def] # a module, known by its two functions
        # Imported when first used: a reader of Markdown need not load the typesetter.
        return importlib.import_module(f"verbale.formats.{self.name}")


FORMATS: tuple[Format, ...] = (
    Format(
        "markdown",
        "Markdown",
        "text/markdown",
        (".md", ".markdown"),
        reads=True,
        writes=True,
        keeps=frozenset({"cover", "text", "marks", "notes", "annexes", "tables", "fields"}),
    ),
    Format(
        "text",
        "plain text",
        "text/plain",
        (".txt", ".text"),
        reads=True,
        writes=True,
        keeps=frozenset({"cover", "text", "fields"}),
    ),
    Format(
        "html",
        "HTML",
        "text/html",
        (".html", ".htm"),
        writes=True,
        keeps=frozenset({"cover", "text", "marks", "notes", "annexes", "tables"}),
        magic=(b"<!doctype html", b"<html"),
    ),
    Format(
        "pdf",
        "PDF",
        "application/pdf",
        (".pdf",),
        writes=True,
        keeps=frozenset({"cover", "text", "marks", "notes", "annexes", "tables"}),
        magic=(b"%PDF-",),
    ),
    Format(
        "json",
        "JSON",
        "application/json",
        (".json",),
        reads=True,
        writes=True,
        keeps=frozenset({"all"}),
        magic=(b'{"verbale"',),
    ),
)


def by_name(name: str) -> Format:
    """Return the format called ``name`` ("pdf", "markdown"), or that has it as suffix; raises UnknownFormat."""
    wanted = name.strip().lower()
    for row in FORMATS:
        if wanted == row.name or f".{wanted.lstrip('.')}" in row.suffixes:
            return row
    raise UnknownFormat(f"There is no format {name!r}.", advice=f"Formats: {', '.join(f.name for f in FORMATS)}.")


def of_file(data: bytes, name: str) -> Format:
    """Return the format of a file: by what it begins with, then by its suffix, then text if it is text.

    What a file is decides, not what it is called. Raises BadInput where the file is empty or of no known format.
    """
    if not data:
        raise BadInput("The file is empty.", where=name, advice="Send the file again.")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for row in FORMATS:
        if any(start.startswith(magic.lower()) for magic in row.magic):
            return row
    suffix = PurePath(name).suffix.lower()
    for row in FORMATS:
        if suffix in row.suffixes and not row.magic:
            return row
    if suffix == ".json":
        return by_name("json")
    for magic, what in _KNOWN.items():
        if data.startswith(magic):
            raise UnknownFormat(f"This is {what}, which Verbale does not read.", where=name, advice=_readable())
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data[:8192]:
        return by_name("text")
    raise UnknownFormat("This file is of no format that Verbale knows.", where=name, advice=_readable())


_KNOWN = {
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document (.doc)",
    b"{\\rtf": "a rich text document (.rtf)",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"II*\0": "a picture (TIFF)",
    b"\x1f\x8b": "a compressed file (gzip)",
}


def _readable() -> str:
    return f"Verbale reads {', '.join(f.title for f in FORMATS if f.reads)}."


def _writable() -> str:
    return f"Verbale writes {', '.join(f.title for f in FORMATS if f.writes)}."
