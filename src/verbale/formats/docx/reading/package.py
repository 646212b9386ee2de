"""The package: an office document is a ZIP of XML parts. What is hostile or damaged about one is refused here.

Only the parts asked for are inflated, each within limits; pictures, macros and embedded files are never opened, and
nothing outside the file is ever fetched.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from typing import Any

import msgspec
from lxml import etree

from verbale.problems import BadInput

Element = Any  # lxml elements carry no types

LARGEST = 64 * 1024 * 1024  # bytes of a file
LARGEST_PART = 48 * 1024 * 1024  # bytes of a part, inflated
LARGEST_SUM = 96 * 1024 * 1024  # bytes of all parts read, inflated
MOST_TAGS = 3_000_000  # of a part: what a tree in memory costs goes by them
MOST_PARTS = 5000
MOST_RATIO = 250  # of a large part to its compressed size; text packs to a tenth, tables to a sixtieth
_LARGE = 4 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# The strict variant of the standard has namespaces of its own and is otherwise the same.
_STRICT = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/relationships|officeDocument/math)"
)
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": _OFFICE.rstrip("/").encode(),
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_SAVE_AGAIN = "Open it in a word processor, save it as .docx and send that."


class Relation(msgspec.Struct, frozen=True):
    """A relation of a part: its kind ("hyperlink", "header"), and the part or the outside address it leads to."""

    kind: str
    target: str
    outside: bool = False


class Package:
    """A word-processing document as its parts; ``main`` is the name of the part that holds the text."""

    def __init__(self, data: bytes) -> None:
        """Open the package; raises BadInput, naming the fault, where it cannot be or must not be read."""
        _refuse(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._infos = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _damaged(str(error)) from error
        self._read = 0
        self.names = tuple(self._infos)
        self.main = self._main()

    def _main(self) -> str:
        relations = self.relations("")
        name = next((one.target for one in relations.values() if one.kind == "officeDocument"), "word/document.xml")
        if name.startswith(("xl/", "ppt/")) or name not in self._infos:
            kind = {"x": "a spreadsheet", "p": "a presentation"}.get(name[:1], "no text document")
            raise BadInput(f"This ZIP file holds {kind}.", advice="Send the document as .docx or PDF.")
        return name

    def bytes_of(self, name: str) -> bytes | None:
        """Return a part as it stands, or None where there is none; raises BadInput beyond the limits."""
        info = self._infos.get(name)
        if info is None:
            return None
        self._read += info.file_size
        if info.file_size > LARGEST_PART or self._read > LARGEST_SUM:
            raise BadInput(
                f"The part {name} inflates to {info.file_size:,} bytes; a document has at most {LARGEST_PART:,}.",
                advice="This may be a ZIP bomb. Send each document as a file of its own.",
            )
        if info.file_size > _LARGE and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise BadInput(
                f"The part {name} inflates to {info.file_size // max(info.compress_size, 1)} times its size.",
                advice="This looks like a ZIP bomb; it was not opened.",
            )
        if info.flag_bits & 1:
            raise BadInput("The file is encrypted.", where=name, advice="Remove the password and send it again.")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise _damaged("it is compressed in a way that no office document is", name)
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError) as error:
            raise _damaged(str(error), name) from error

    def tree(self, name: str) -> Element | None:
        """Return the root element of a part, or None where there is no such part.

        Raises BadInput where it is no well-formed XML, declares a document type (with which entities could be smuggled
        in) or is nested deeper than 256 elements.
        """
        data = self.bytes_of(name)
        if data is None:
            return None
        if any(sign in data for sign in _DOCTYPES):
            raise BadInput(
                "A part declares a document type, which no office document does.", where=name, advice=_SAVE_AGAIN
            )
        if (tags := data.count(b"<")) > MOST_TAGS:
            raise BadInput(
                f"The part has {tags:,} tags; a document has at most {MOST_TAGS:,}.",
                where=name,
                advice="Send each document as a file of its own.",
            )
        if b"purl.oclc.org" in data[:4096]:
            data = _STRICT.sub(lambda hit: _TRANSITIONAL[hit[1]], data)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _damaged(str(error), name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise BadInput(
                "A part declares a document type, which no office document does.", where=name, advice=_SAVE_AGAIN
            )
        return root

    def relations(self, name: str) -> dict[str, Relation]:
        """Return the relations of a part by their ids; of the package itself for the name ""."""
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for one in () if root is None else root:
            kind = (one.get("Type") or "").rpartition("/")[2]
            target, outside = one.get("Target") or "", one.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id") or ""] = Relation(kind, target, outside)
        return found


def holds_text(data: bytes) -> bool:
    """Tell by the names in a ZIP file whether it is a word-processing document, or an encrypted office document."""
    if data.startswith(_OLE):
        return _ENCRYPTED in data
    return data.startswith(b"PK\x03\x04") and (b"word/document" in data or b"word/_rels/" in data)


def _refuse(data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise BadInput("The document is encrypted.", advice="Remove the password and send it again.")
        raise BadInput("This is an old office document (.doc).", advice=_SAVE_AGAIN)
    if not data.startswith(b"PK\x03\x04"):
        raise BadInput("This is no .docx document: it does not begin like one.", advice=_SAVE_AGAIN)
    if len(data) > LARGEST:
        raise BadInput(
            f"The file has {len(data):,} bytes; a document has at most {LARGEST:,}.",
            advice="Compress or take out its pictures.",
        )
    # Each entry of the directory begins so; counted before the directory is read, which would take memory for each.
    if (parts := data.count(b"PK\x01\x02")) > MOST_PARTS:
        raise BadInput(
            f"The ZIP file has {parts:,} entries; an office document has at most {MOST_PARTS:,}.", advice=_SAVE_AGAIN
        )


def _damaged(why: str, where: str = "") -> BadInput:
    return BadInput(f"The document is damaged: {why}.", where=where, advice=_SAVE_AGAIN)
