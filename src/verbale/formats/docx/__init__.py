"""DOCX: the office document, read as neutral lines and written as the pages that a word processor opens.

``write`` puts the document's JSON beside the text. ``read`` gives that document back only where writing it again would
show exactly what the file shows: a file that someone has changed since is read as it stands.
"""

from __future__ import annotations

import msgspec

from verbale.document import Document, Sheet, WriteOptions, Writing, from_json
from verbale.document.printing import doubts
from verbale.formats.docx.hidden import hidden, pictures
from verbale.formats.docx.names import RECORD
from verbale.formats.docx.reading.package import Element, Package, holds_text
from verbale.formats.docx.reading.reader import read_sheet
from verbale.formats.docx.writing.package import package
from verbale.problems import Problem, VerbaleError

__all__ = ["hidden", "holds_text", "pictures", "read", "write"]


def read(data: bytes) -> Sheet | Document:
    """Return the lines of an office document, or the document itself from an unchanged file that Verbale wrote.

    Tracked changes are read as accepted. Comments, hidden text, pictures, macros and embedded objects are left out, and
    reported. Raises BadInput, naming the fault, where the file is encrypted, damaged, hostile or no text document.
    """
    opened = Package(data)
    sheet = read_sheet(opened)
    record = _record(opened)
    if record is None:
        return sheet
    try:
        document = from_json(record.text or "")
        again = package(document, WriteOptions(address=record.get("address") or ""), record=False)
        if _shown(read_sheet(Package(again))) == _shown(sheet):
            return document
        text = "The file was changed after Verbale wrote it, so it was read as it stands."
        problem = Problem("read-record-differs", "note", text, "", "Check the fields against the document.")
    except (VerbaleError, RecursionError) as error:
        text = f"The record in the file cannot be used: {error}"
        problem = Problem("read-record-broken", "warning", text, "", "Check the fields against the document.")
    return msgspec.structs.replace(sheet, problems=(*sheet.problems, problem))


def write(document: Document, options: WriteOptions) -> Writing:
    """Return the document as WordprocessingML, with its JSON inside, and what the pages could not keep.

    The same document gives the same bytes. Raises CannotWrite where it is longer than some five thousand pages.
    """
    return Writing(package(document, options), doubts(document))


def _record(opened: Package) -> Element | None:
    """Return the element that holds the document's JSON and the address that its pages name, or None."""
    for relation in opened.relations(opened.main).values():
        if relation.kind == "customXml":
            root = opened.tree(relation.target)
            if root is not None and root.tag == f"{{{RECORD}}}document":
                return root
    return None


def _shown(sheet: Sheet) -> tuple[object, ...]:
    """Return what a reader sees of a sheet: everything but how far apart its lines stand."""
    return tuple(msgspec.structs.replace(line, gap=0) for line in sheet.lines), sheet.problems
