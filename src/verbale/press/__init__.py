"""The press: the pure way of a document. Read it, check it, concord it, issue it in six languages.

Nothing here knows that anything is ever stored, and nothing reads a clock: the day of issue is an argument.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from verbale import citations, formats, recognizer
from verbale.authorities import Authorities, authorities
from verbale.concordance import concord
from verbale.document import Document, Reading, Sheet, WriteOptions, Writing
from verbale.formats import scan
from verbale.languages import identify
from verbale.press import rules
from verbale.press.issuing import issue
from verbale.press.translating import begin, matches_in, memory, merge, pairs_of, terms_in, to_xliff
from verbale.press.wording import in_language
from verbale.problems import Problem

__all__ = [
    "begin", "check", "concord", "describe", "in_language", "issue", "language_of", "matches_in", "memory", "merge", "pairs_of", "read",
    "terms_in", "to_xliff", "write",
]  # fmt: skip


def read(data: bytes, name: str = "", known: Authorities | None = None, *, ocr: bool = False) -> Reading:
    """Read a file into a document: its format is told by its content, then by the suffix of ``name``.

    The document comes with its citations marked, with problems, and with evidence for each field. With ``ocr`` the pages of
    a PDF that are pictures are read by tesseract (``verbale[ocr]``), which the problems say page by page. Raises BadInput
    (UnknownFormat) where the bytes cannot be read at all.
    """
    source = formats.of_file(data, name).read(data)
    if ocr and isinstance(source, Sheet):
        source = _with_scans(source, data)
    if isinstance(source, Document):
        return Reading(source)
    reading = source if isinstance(source, Reading) else recognizer.recognize(source, known or authorities(), name)
    return Reading(citations.mark(reading.document), reading.problems, reading.evidence)


def _with_scans(sheet: Sheet, data: bytes) -> Sheet:
    """Return the sheet of a PDF with the pages read by OCR that hold a picture and no line, and no others."""
    if not sheet.pictures:
        return sheet
    scanned = scan.read(data, pages=sheet.pictures)
    lines = sorted((*sheet.lines, *scanned.lines), key=lambda line: line.page or 0)
    numbered = tuple(msgspec.structs.replace(line, number=number) for number, line in enumerate(lines, 1))
    kept = tuple(problem for problem in sheet.problems if problem.code != "read-page-scanned")
    return Sheet(numbered, wrapped=True, problems=(*kept, *scanned.problems))


def check(document: Document, known: Authorities | None = None) -> tuple[Problem, ...]:
    """Return every fault of the document at once, each with its place and what to do."""
    return rules.check(document, known or authorities())


def write(document: Document, format: str, options: WriteOptions | None = None) -> Writing:
    """Write the document in a format by name ("pdf", "html", "markdown", ...).

    Raises UnknownFormat where there is no such format, CannotWrite where the document cannot be written in it.
    """
    return formats.by_name(format).write(document, options)


def describe(
    versions: Document | Sequence[Document],
    format: str,
    options: WriteOptions | None = None,
    known: Authorities | None = None,
) -> Writing:
    """Describe a document in all its languages by a format ("marcxml", "bibtex", "jsonld", ...)."""
    given = (versions,) if isinstance(versions, Document) else tuple(versions)
    return formats.by_name(format).describe(given, options, (), known)


def language_of(text: str) -> str:
    """Return the language of a running text, English where nothing tells."""
    return identify(text, default="en")[0] or "en"
