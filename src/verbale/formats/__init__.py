"""The formats: one row each, reading beside writing. To add a format is to add a room and a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

import msgspec

from verbale.authorities import Authorities
from verbale.document import Document, Hidden, Reading, Rendition, Sheet, WriteOptions, Writing
from verbale.formats import akn, docx, dublincore, html, json, jsonld, marcxml, markdown, pdf, scan, text
from verbale.formats.citation import bibtex, csl, ris
from verbale.problems import BadInput, UnknownFormat

Read = Callable[[bytes], "Sheet | Document | Reading"]
Write = Callable[[Document, WriteOptions], Writing]
Describe = Callable[[Sequence[Document], WriteOptions, Sequence[Rendition], Authorities | None], Writing]
Hides = Callable[[bytes], tuple[Hidden, ...]]
Inside = Callable[[bytes], Iterable[tuple[str, bytes]]]


class Format(msgspec.Struct, frozen=True):
    """A format: its name, media type and suffixes, how it is read and written, and what it keeps.

    A format with a ``describer`` is no rendition of a language version: one file describes a document in all its languages.

    ``keeps`` names the parts of the model that survive writing and reading: "all", or of "cover", "text", "marks",
    "notes", "annexes", "tables", "fields". ``magic`` is how its files begin and ``inside`` what stands near their begin, both
    in lower case; ``holds`` looks deeper where these do not tell. A ``binary`` format is known by them alone, whatever the
    file is called. ``hides`` finds what its files carry and do not show, and ``pictures`` gives the pictures in them, which
    may hide something of their own.
    """

    name: str
    title: str
    media_type: str
    suffixes: tuple[str, ...]
    reader: Read | None = None
    writer: Write | None = None
    describer: Describe | None = None
    keeps: frozenset[str] = frozenset()
    magic: tuple[bytes, ...] = ()
    inside: tuple[bytes, ...] = ()
    binary: bool = False
    holds: Callable[[bytes], bool] | None = None
    hides: Hides | None = None
    pictures: Inside | None = None

    def read(self, data: bytes) -> Sheet | Document | Reading:
        """Read ``data``: neutral lines for the recognizer, or a whole document (with problems) where the format holds one.

        Raises UnknownFormat where this format is only written, BadInput where the data is not of this format.
        """
        if self.reader is None:
            raise UnknownFormat(f"Verbale writes {self.title} but does not read it.", advice=_readable())
        return self.reader(data)

    def write(self, document: Document, options: WriteOptions | None = None) -> Writing:
        """Write the document; raises UnknownFormat where this format is only read, CannotWrite where it cannot be."""
        if self.writer is None:
            raise UnknownFormat(f"Verbale reads {self.title} but does not write it.", advice=_writable())
        return self.writer(document, options or WriteOptions())

    def describe(
        self,
        versions: Sequence[Document],
        options: WriteOptions | None = None,
        renditions: Sequence[Rendition] = (),
        known: Authorities | None = None,
    ) -> Writing:
        """Describe a document in all its languages, with its files where they are given.

        Raises UnknownFormat where this format is no description, CannotWrite where the versions are none of one document.
        """
        if self.describer is None:
            raise UnknownFormat(f"{self.title} describes no documents.", advice=_describing())
        return self.describer(versions, options or WriteOptions(), renditions, known)


FORMATS: tuple[Format, ...] = (
    Format(
        "markdown",
        "Markdown",
        "text/markdown",
        (".md", ".markdown"),
        reader=markdown.read,
        writer=markdown.write,
        keeps=frozenset({"cover", "text", "marks", "notes", "annexes", "tables", "fields"}),
    ),
    Format(
        "text",
        "plain text",
        "text/plain",
        (".txt", ".text"),
        reader=text.read,
        writer=text.write,
        keeps=frozenset({"cover", "text", "fields"}),
    ),
    Format(
        "akn",
        "Akoma Ntoso",
        "application/akn+xml",
        (".xml", ".akn"),
        reader=akn.read,
        writer=akn.write,
        keeps=frozenset({"all"}),
        inside=(b"<akomantoso",),
    ),
    Format(
        "docx",
        "DOCX",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx", ".docm"),
        reader=docx.read,
        writer=docx.write,
        keeps=frozenset({"all"}),
        binary=True,
        holds=docx.holds_text,
        hides=docx.hidden,
        pictures=docx.pictures,
    ),
    Format(
        "html",
        "HTML",
        "text/html",
        (".html", ".htm"),
        reader=html.read,
        writer=html.write,
        keeps=frozenset({"cover", "text", "marks", "notes", "annexes", "tables", "fields"}),
        magic=(b"<head", b"<meta", b"<body"),
        inside=(b"<!doctype html", b"<html"),
        hides=html.hidden,
    ),
    Format(
        "pdf",
        "PDF",
        "application/pdf",
        (".pdf",),
        reader=pdf.read,
        writer=pdf.write,
        keeps=frozenset({"cover", "text", "marks", "notes", "annexes", "tables"}),
        magic=(b"%pdf-",),
        binary=True,
        hides=pdf.hidden,
    ),
    Format(
        "json",
        "JSON",
        "application/json",
        (".json",),
        reader=json.read,
        writer=json.write,
        keeps=frozenset({"all"}),
        magic=(b'{"verbale"',),
    ),
    Format(
        "scan",
        "pictures of pages",
        "image/tiff",
        (".tif", ".tiff", ".png", ".jpg", ".jpeg"),
        reader=scan.read,
        magic=(b"\x89png", b"\xff\xd8\xff", b"ii*\0", b"mm\0*"),
        binary=True,
        hides=scan.hidden,
    ),
    Format("marcxml", "MARCXML", "application/marcxml+xml", (".marcxml",), describer=marcxml.describe),
    Format("jsonld", "JSON-LD", "application/ld+json", (".jsonld",), describer=jsonld.describe),
    Format("dublincore", "Dublin Core", "application/xml", (".dc.xml",), describer=dublincore.describe),
    Format("bibtex", "BibTeX", "application/x-bibtex", (".bib",), describer=bibtex.describe),
    Format("ris", "RIS", "application/x-research-info-systems", (".ris",), describer=ris.describe),
    Format("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", (".csl.json",), describer=csl.describe),
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
    start = data[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    head = data[:16].lower()
    for row in FORMATS:
        if any(head.startswith(magic) or start.startswith(magic) for magic in row.magic) or any(
            magic in start for magic in row.inside
        ):
            return row
        if row.holds is not None and row.holds(data):
            return row
    suffix = PurePath(name).suffix.lower()
    for row in FORMATS:
        if suffix in row.suffixes and not row.binary and row.reader:
            return row
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
    b"\x1f\x8b": "a compressed file (gzip)",
}


def _readable() -> str:
    return f"Verbale reads {', '.join(f.title for f in FORMATS if f.reader)}."


def _describing() -> str:
    return f"Descriptions: {', '.join(f.name for f in FORMATS if f.describer)}."


def _writable() -> str:
    return f"Verbale writes {', '.join(f.title for f in FORMATS if f.writer)}."
