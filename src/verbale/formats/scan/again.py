"""Parts of a page that are read a second time: words in Latin letters, symbols, lines that were missed, ink in colour."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verbale.formats.scan.cleaning import DOTS, Clean
from verbale.formats.scan.initials import read_initials, with_initials
from verbale.formats.scan.latin import is_ambiguous, with_latin
from verbale.formats.scan.parts import AROUND, read_parts
from verbale.formats.scan.tesseract import LAYOUT, Row, Word, read_rows
from verbale.formats.scan.unread import unread
from verbale.formats.scan.words import (
    SYMBOL,
    WIDE,
    Box,
    box_of,
    confidence,
    covers,
    height_of,
    in_order,
    pieces,
    without_dirt,
)

LATIN_SCRIPT = frozenset({"en", "fr", "es"})
"""The languages of the six in Latin letters."""

_LEGIBLE, _CLEAR = 0.5, 0.8  # of a line: below, it is no text; the same in coloured ink, which is mostly none
_FEW, _SHORT, _SURER = 4, 2, 0.3  # letters of a line, of a word: fewer must be so much surer
_APART = 2.5  # of the height of letters: words further apart are parts of a line
_MORE = 4  # times as many letters has a line that was missed as what was read in its place
_HIGHEST = 150  # dots: the highest line that is looked for in ink that was missed
_HARD, _ALL = 0.7, 0.9  # of a line: below, it is read by itself; of its letters, the least that a second reading has
_FIRM = 0.8  # of a word of another script: below, its line is read as English too
_DIM, _CLEARER = 0.6, 0.2  # of a word of figures: below, it is read by itself, and how much surer that must be
_FIGURE = re.compile(r"\d")
_FIGURES = re.compile(r"\d.*/|/.*\d")


def legible(row: Row) -> Row:
    """Return what is text of a line, in the order of reading; parts that stand far from each other are judged one by one."""
    if not row:
        return row
    parts = map(without_dirt, pieces(in_order(row), _APART * height_of(row)))
    return tuple(word for part in parts if _is_legible(part) for word in part)


def _is_legible(row: Row) -> bool:
    """Tell whether a line is text: sure enough for its length, or a symbol."""
    if any(SYMBOL.fullmatch(word.text) for word in row):
        return True
    text = "".join(word.text for word in row)
    letters = sum(map(str.isalnum, text))
    scattered = len(row) > 1 and letters < _SHORT * len(row) and not WIDE.search(text)
    return bool(letters) and confidence(row) >= _LEGIBLE + _SURER * ((letters < _FEW) + scattered)


def improved(rows: Sequence[Row], page: Clean, language: str) -> list[Row]:
    """Return the lines of a page with what a second reading is surer of: Latin words in other scripts, and symbols."""
    found = _with_parted(rows, page, language)
    found = found if language in LATIN_SCRIPT else _with_latin(found, page, language)
    return with_initials(_with_figures(found, page), page.pixels)


def _with_parted(rows: Sequence[Row], page: Clean, language: str) -> list[Row]:
    """Read lines that were hard to read once more by themselves: a stamp over two lines makes them one."""
    hard = [at for at, row in enumerate(rows) if confidence(row) < _HARD]
    again = dict(zip(hard, read_parts(page.pixels, [box_of(rows[at]) for at in hard], language), strict=True))
    found: list[Row] = []
    for at, row in enumerate(rows):
        read = again.get(at, [])
        words = [word for part in read for word in part]
        surer = confidence(words) > confidence(row) + _CLEARER * (len(read) < 2)
        found += read if surer and _size(words) >= _ALL * _size(row) else [row]
    return found


def _size(words: Sequence[Word]) -> int:
    return sum(sum(map(str.isalnum, word.text)) for word in words)


def _with_latin(rows: Sequence[Row], page: Clean, language: str) -> list[Row]:
    """Read lines once more as English: those that were hard to read, and those that may be either.

    In Arabic those with figures too: its data loses some of them, and is sure of it.
    """
    unsure = [
        at
        for at, row in enumerate(rows)
        if is_ambiguous(row)
        or any(word.confidence < _FIRM or (language == "ar" and _FIGURE.search(word.text)) for word in row)
    ]
    again = read_parts(page.pixels, [box_of(rows[at]) for at in unsure], "en")
    found = list(rows)
    for at, latin in zip(unsure, again, strict=True):
        found[at] = with_latin(rows[at], latin)
    return found


def _with_figures(rows: Sequence[Row], page: Clean) -> list[Row]:
    """Read words of figures that were hard to read once more, each by itself, as English."""
    doubtful = [
        word
        for row in rows
        for word in row
        if word.confidence < _DIM and _FIGURES.search(word.text) and len(word.text) > _FEW
    ]
    again = read_parts(page.pixels, [box_of([word]) for word in doubtful], "en")
    better = {
        id(word): read[0][0]
        for word, read in zip(doubtful, again, strict=True)
        if sum(map(len, read)) == 1 and read[0][0].confidence > word.confidence + _CLEARER
    }
    return [tuple(better.get(id(word), word) for word in row) for row in rows]


def with_missed(rows: Sequence[Row], page: Clean, language: str) -> list[Row]:
    """Return lines with those that the layout of the page lost: ink as high as a line is read by itself."""
    boxes = [box for box in unread(page.pixels < 128, rows, (1, 3)) if box.bottom - box.top <= _HIGHEST]
    symbols = read_initials(page.pixels, boxes)
    found = list(rows)
    for word in filter(None, symbols):
        _insert(found, (word,))
    boxes = [box for box, word in zip(boxes, symbols, strict=True) if not word]
    for code in dict.fromkeys((language, "en")):
        missed: list[Box] = []
        for box, again in zip(boxes, read_parts(page.pixels, boxes, code), strict=True):
            lines = [
                words
                for row in again
                if (words := legible(row)) and _size(_covered(found, words)) * _MORE <= _size(words)
            ]
            missed += [] if lines else [box]
            for words in lines:
                dropped = _covered(found, words)
                found = [kept for each in found if (kept := tuple(word for word in each if word not in dropped))]
                _insert(found, words)
        boxes = missed
    return found


def _covered(rows: Sequence[Row], words: Row) -> list[Word]:
    """Return the words of lines over which a line lies that was read after them."""
    box = box_of(words)
    return [word for row in rows for word in row if covers(box, (word,))]


def with_colour(rows: Sequence[Row], page: Clean, language: str) -> list[Row]:
    """Return lines with those that are printed in colour; a stamp or a signature is none."""
    found = list(rows)
    for row in read_rows(page.colour, DOTS, [language], LAYOUT) if page.colour is not None else ():
        words = in_order(without_dirt(row))
        letters = sum(map(str.isalnum, "".join(word.text for word in words)))
        if letters >= _FEW and confidence(words) >= _CLEAR:
            _insert(found, words)
    return found


def _insert(rows: list[Row], words: Row) -> None:
    """Put a line where it stands: before the first that is wholly below it."""
    bottom = box_of(words).bottom - AROUND // 2
    rows.insert(next((at for at, other in enumerate(rows) if box_of(other).top >= bottom), len(rows)), words)
