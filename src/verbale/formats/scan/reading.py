"""Reading one page: in which language, turned upright if need be, and what is left unread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from verbale.formats.scan.again import LATIN_SCRIPT, improved, legible, with_colour, with_missed
from verbale.formats.scan.cleaning import DOTS, Clean, clean
from verbale.formats.scan.pictures import Picture
from verbale.formats.scan.tesseract import BLOCK, LAYOUT, Row, Word, read_rows, turn_of
from verbale.formats.scan.unread import unread
from verbale.formats.scan.words import Box, box_of, confidence
from verbale.languages import identify

_POOR, _BAD = 0.75, 0.55  # of a page: below, another language is tried; below, whether it lies on its side
_HALF = 0.5  # of the ink: words read from less may be no words
_LETTERS, _SPARSE = 12, 0.1  # of a page: fewer letters in less of its ink are chance
_INK = 128  # a level: darker is ink
_SAMPLE, _LINE = 240, 60  # dots: the height of the strip by which the language is found, and of a line
_CERTAIN = 0.85  # of a strip: no other language need be tried
_TOLD = 0.5  # of a word that tells the language


class PageRead(msgspec.Struct, frozen=True):
    """The lines of a page in reading order, its language, how it was cleaned, and boxes around ink that is in no line."""

    rows: tuple[Row, ...]
    language: str
    page: Clean
    unread: tuple[Box, ...] = ()


def read_page(picture: Picture, languages: Sequence[str], before: str) -> PageRead:
    """Return the lines of a page; ``languages`` are those it may be in, ``before`` that of the page before.

    Raises TimeoutError where it takes too long.
    """
    page = clean(picture)
    if not page.dark.any():
        return PageRead((), before or languages[0], page)
    read = _read_upright(page, languages, before)
    if (_sure(read) < _BAD or _share_read(read) < _HALF) and (turn := turn_of(read.page.pixels, DOTS)):
        read = max(read, _read_upright(clean(picture, turn), languages, before), key=_worth)
    rows = with_missed(read.rows, read.page, read.language)
    if _is_photo(msgspec.structs.replace(read, rows=tuple(rows))):
        rows = []
    rows = with_colour(rows, read.page, read.language)
    return msgspec.structs.replace(read, rows=tuple(rows), unread=tuple(unread(read.page.dark, rows)))


def _is_photo(read: PageRead) -> bool:
    """Tell whether a page is ink in which a few letters were seen."""
    letters = _letters([word for row in read.rows for word in row])
    return letters < _LETTERS and _share_read(read) < _SPARSE


def _letters(words: Sequence[Word]) -> int:
    return sum(sum(map(str.isalnum, word.text)) for word in words)


def _share_read(read: PageRead) -> float:
    """Return the share of the ink on a page that words were read from."""
    dark = read.page.pixels < _INK
    boxes = (box_of([word]) for row in read.rows for word in row)
    words = sum(int(dark[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right].sum()) for box in boxes)
    return words / max(int(dark.sum()), 1)


def _worth(read: PageRead) -> float:
    """Return how much was read, by how sure it is."""
    return sum(word.confidence * len(word.text) for row in read.rows for word in row)


def _sure(read: PageRead) -> float:
    return confidence([word for row in read.rows for word in row])


def _read_upright(page: Clean, languages: Sequence[str], before: str) -> PageRead:
    if len(languages) == 1:
        return _read_in(page, languages[0])
    read = _read_in(page, before or language_of(page, languages))
    likely = _language_of_rows(read.rows, read.language)
    if likely == read.language and before and _sure(read) < _POOR:
        likely = language_of(page, languages)
    if likely == read.language or likely not in languages:
        return read
    if (likely in LATIN_SCRIPT) != (read.language in LATIN_SCRIPT):
        return _read_in(page, likely)
    return max(read, _read_in(page, likely), key=_sure)


def _read_in(page: Clean, language: str) -> PageRead:
    # The layout that tesseract finds loses lines of Arabic.
    rows = read_rows(page.pixels, DOTS, [language], BLOCK if language == "ar" else LAYOUT)
    rows = improved(rows, page, language)
    return PageRead(tuple(kept for row in rows if (kept := legible(row))), language, page)


# The language.


def language_of(page: Clean, languages: Sequence[str]) -> str:
    """Return the language of a page by a strip of it: of the scripts, that in which it is read most surely."""
    scripts = [code for code in languages if code not in LATIN_SCRIPT]
    latin = [code for code in languages if code in LATIN_SCRIPT]
    strip = _strip(page.pixels)
    best, sure, rows = "", -1.0, list[Row]()
    for code in [*latin[:1], *scripts]:
        found = read_rows(strip, DOTS, [code], BLOCK)
        words = [word for row in found for word in row]
        own = [word for word in words if code in LATIN_SCRIPT or identify(word.text)[0] == code]
        now = confidence(own) if 2 * _letters(own) > _letters(words) else 0.0
        if now > sure:
            best, sure, rows = code, now, found
        if sure > _CERTAIN:
            break
    likely = _language_of_rows(rows, best) if best in LATIN_SCRIPT else best
    return likely if likely in latin else best


def _strip(pixels: Any) -> Any:
    """Return the strip of a page that holds most ink, cut between lines."""
    ink = (pixels < 128).sum(axis=1)
    if len(ink) <= _SAMPLE:
        return pixels
    total = ink.cumsum()
    start = int((total[_SAMPLE:] - total[:-_SAMPLE]).argmax())
    edges = [max(0, start - _LINE), start + _SAMPLE]
    upper, lower = (int(at + ink[at : at + _LINE].argmin()) for at in edges)
    return pixels[upper:lower]


def _language_of_rows(rows: Sequence[Row], default: str) -> str:
    """Return the language that most of the text is in."""
    weights: dict[str, float] = {}
    for row in rows:
        text = " ".join(word.text for word in row if word.confidence > _TOLD)
        language, sure = identify(text)
        if language:
            weights[language] = weights.get(language, 0.0) + sure * len(text)
    return max(weights, key=lambda code: (weights[code], code)) if weights else default
