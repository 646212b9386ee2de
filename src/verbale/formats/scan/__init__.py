"""Reading scans: pages that are pictures, through the program tesseract; each word with how sure it is.

::

    drawing     a program of its own: a page as dots
    pictures    pages as pictures, drawn in bounded time and memory
    cleaning    level, black on white, 300 dots per inch, coloured ink apart
    tesseract   the words on a picture
    words       two readings made one, order, text
    cover       a masthead in rows
    reading     a page: its language, its lines, what is left unread
    sheet       the lines of the whole document, and what is doubtful
    hidden      what a picture file carries beside the picture: EXIF, XMP, places

numpy and Pillow are imported where a scan is read, never before: they come with the extra ``verbale[ocr]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verbale.document import Sheet
from verbale.formats.scan.hidden import hidden
from verbale.formats.scan.pictures import Picture, draw, lost
from verbale.formats.scan.reading import PageRead, read_page
from verbale.formats.scan.sheet import sheet_of
from verbale.formats.scan.tesseract import TRAINED, installed, program, version
from verbale.languages import language
from verbale.problems import BadInput, Problem

__all__ = ["hidden", "read"]

_MOST_BYTES = 256 * 1024 * 1024
_MOST_PAGES = 200
_ORDER = ("en", "ar", "ru", "zh", "fr", "es")
"""English first: it stands for all in Latin letters while the script is looked for."""


def read(data: bytes, *, languages: Sequence[str] = (), pages: Sequence[int] | None = None) -> Sheet:
    """Return the lines of a scan (PDF, PNG, JPEG, TIFF) in reading order, each with its confidence.

    ``languages`` are those that it may be in, of the six; a single one is not questioned. ``pages`` count from 1; without
    them the first 200 are read. Boxes are in points from the upper left corner of the page as it came. What was read so is
    named page by page in the problems, with every doubtful word and every piece of ink that was not read.
    ``pages`` that cannot be read are named too, and of more than 200 the rest.

    Raises BadInput where the data is no such file, encrypted, or larger than 256 MB, where no page can be read, and where
    tesseract, the data of a language, or the extra ``verbale[ocr]`` is not installed.
    """
    if len(data) > _MOST_BYTES:
        raise BadInput(f"The file has {len(data)} bytes; a scan has at most {_MOST_BYTES}.", advice="Send it in parts.")
    asked = _languages(languages)
    found: list[tuple[int, PageRead]] = []
    problems: list[Problem] = []
    for number, picture in _pictures(data, pages):
        try:
            page = picture if isinstance(picture, Problem) else read_page(picture, asked, _last(found))
        except TimeoutError:
            page = lost(number, "took too long")
        if isinstance(page, Problem):
            problems.append(page)
        else:
            found.append((number, page))
    if problems and not found and pages is None:
        raise BadInput(problems[0].text, where=problems[0].where, advice=problems[0].advice)
    return sheet_of(found, problems, f"tesseract {version(program())}")


def _last(found: Sequence[tuple[int, PageRead]]) -> str:
    return found[-1][1].language if found else ""


def _pictures(data: bytes, pages: Sequence[int] | None) -> Iterator[tuple[int, Picture | Problem]]:
    """Yield the pages wanted, each drawn when its turn comes."""
    if pages is None:
        count, first = draw(data, 1)
        yield 1, first
        wanted, done = list(range(1, count + 1)), 1
    else:
        wanted, done = list(dict.fromkeys(pages)), 0
    for number in wanted[done:_MOST_PAGES]:
        yield number, draw(data, number)[1]
    if len(wanted) > _MOST_PAGES:
        text = f"Of {len(wanted)} pages the first {_MOST_PAGES} were read."
        number = wanted[_MOST_PAGES]
        yield number, Problem("read-pages-left", "warning", text, f"page {number}", "Name the pages to be read.")


def _languages(languages: Sequence[str]) -> tuple[str, ...]:
    """Return the languages that a scan may be in; raises BadInput where one that was asked for is not installed."""
    at_hand = installed(program())
    asked = [language(code).code for code in languages] or [code for code in _ORDER if code in at_hand]
    absent = sorted(set(asked) - at_hand) or ([] if asked else list(TRAINED))
    if absent:
        packages = " ".join(f"tesseract-ocr-{TRAINED[code].replace('_', '-')}" for code in absent)
        raise BadInput(
            f"Tesseract has no data for {', '.join(absent)}.",
            advice=f"On Debian and its kin: apt-get install {packages}.",
        )
    return tuple(asked)
