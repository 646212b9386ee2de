"""Reading a PDF in this process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Any

import msgspec

from verbale.document import Document, Line, Sheet, from_json
from verbale.formats.pdf.reading import arabic, runs
from verbale.formats.pdf.reading.bidi import RIGHT_TO_LEFT
from verbale.formats.pdf.reading.engine import Face, Page, Picture, attachments, opened, page_of, picture_of
from verbale.formats.pdf.reading.furniture import Sheetful
from verbale.formats.pdf.reading.order import in_order, row_of
from verbale.formats.pdf.reading.sheet import sheet_of
from verbale.problems import BadInput, Problem

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000  # of all pages
_MOST_BROKEN = 50  # pages in a row that are not there, after which the rest is not asked for
_SOURCE = b'{"verbale"'

_MEANINGLESS = re.compile("[\ue000-\uf8ff\ufffd]")

See = Callable[[Picture], Sequence[Line]]

engine_lock = Lock()  # PDFium has one state for all threads


def read_here(data: bytes, see: See | None = None) -> Sheet | Document:
    """Return the lines of a PDF, or the document whose JSON is attached to it, read in this process.

    A page that holds a picture and no text is handed to ``see``, which returns its lines; without ``see`` it is reported.
    Raises BadInput where the file is empty, encrypted, damaged or without pages. Nothing here limits time or memory.
    """
    if not data:
        raise BadInput("The file is empty.", advice="Send the file again.")
    with engine_lock, opened(data) as document:
        problems: list[Problem] = []
        for found in attachments(document):
            if found.startswith(_SOURCE):
                try:
                    return from_json(found)
                except BadInput as error:
                    advice = "The pages were read instead; see whether the file is of a newer Verbale."
                    problems.append(Problem("read-source-unreadable", "warning", str(error), "attachment", advice))
        if len(document) <= 0:
            raise BadInput("The PDF has no pages.", advice="Send the file again.")
        return _read(document, see, problems)


class _Seen(msgspec.Struct):
    """What was met on the way: the pages that were pictures, had letters of no meaning, or were not there."""

    pictures: list[int] = []
    garbled: list[int] = []
    broken: list[int] = []


def _read(document: Any, see: See | None, problems: list[Problem]) -> Sheet:
    pages: list[Sheetful] = []
    seen = _Seen()
    lines: list[Line] = []
    faces: dict[int, Face] = {}
    count, characters = len(document), 0
    number = 0
    while number < min(count, MOST_PAGES) and characters < MOST_CHARACTERS:
        number += 1
        with page_of(document, number) as page:
            if page is None:
                seen.broken.append(number)
                if seen.broken[-_MOST_BROKEN:] == list(range(number - _MOST_BROKEN + 1, number + 1)):
                    break
                continue
            characters += page.count
            pages.append(_sheetful(page, faces))
            if _is_garbled(page):
                seen.garbled.append(number)
            if not pages[-1].rows and page.pictures:
                if see:
                    lines += see(picture_of(document, number))
                else:
                    seen.pictures.append(number)
    problems += _problems(seen, number, count)
    sheet = msgspec.structs.replace(sheet_of(pages, problems), pictures=tuple(seen.pictures))
    return _with_lines(sheet, lines) if lines else sheet


def _sheetful(page: Page, faces: dict[int, Face]) -> Sheetful:
    if RIGHT_TO_LEFT.search(page.text):
        pieces = arabic.pieces(page, faces)
        if pieces:
            return Sheetful(page.number, page.height, tuple(in_order(pieces)))
    upright, turned = runs.pieces(page, faces)
    if sum(len(piece.text) for piece in turned) > sum(len(piece.text) for piece in upright):
        upright, turned = turned, upright
    rows = in_order(upright) if upright else []
    aside = tuple(row_of((piece,)) for piece in turned)
    return Sheetful(page.number, page.height, tuple(rows), aside)


def _is_garbled(page: Page) -> bool:
    """Tell whether the fonts of a page do not say what letters they draw."""
    return not page.text.isascii() and 5 * len(_MEANINGLESS.findall(page.text)) > page.count


def _with_lines(sheet: Sheet, lines: Sequence[Line]) -> Sheet:
    every = sorted([*sheet.lines, *lines], key=lambda line: line.page or 0)
    numbered = tuple(msgspec.structs.replace(line, number=number) for number, line in enumerate(every, 1))
    return msgspec.structs.replace(sheet, lines=numbered)


def _problems(seen: _Seen, number: int, count: int) -> Iterable[Problem]:
    if seen.pictures:
        text = f"{_pages(seen.pictures)}: a picture without text."
        advice = "Read it with OCR (verbale[ocr]), or send the file it was printed from."
        yield Problem("read-page-scanned", "warning", text, f"page {seen.pictures[0]}", advice)
    if seen.garbled:
        text = f"{_pages(seen.garbled)}: the fonts do not say which letters they draw."
        advice = "Read it with OCR (verbale[ocr]), or send the file it was printed from."
        yield Problem("read-page-garbled", "warning", text, f"page {seen.garbled[0]}", advice)
    if seen.broken:
        text = f"{_pages(seen.broken)}: the file does not hold what it lists."
        yield Problem("read-page-broken", "warning", text, f"page {seen.broken[0]}", "Send the file again.")
    if number < count:
        text = f"Read {number:,} of {count:,} pages."
        advice = "Send each document as a file of its own."
        yield Problem("read-pages-cut", "warning", text, f"page {number + 1}", advice)


def _pages(numbers: Sequence[int]) -> str:
    """Return page numbers as a list in which three or more in a row are a range."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    shown = ", ".join("\u2013".join(map(str, part)) for part in parts[:20])
    return f"Page{'s' if len(numbers) > 1 else ''} {shown}{', ...' if len(parts) > 20 else ''}"
