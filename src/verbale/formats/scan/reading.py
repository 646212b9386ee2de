"""Reading one page: in which language, once more for what is Latin, turned upright if need be, and what is left unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from verbale.formats.scan.cleaning import DOTS, Clean, clean, turned
from verbale.formats.scan.initials import with_initials
from verbale.formats.scan.parts import AROUND, read_parts
from verbale.formats.scan.pictures import Picture
from verbale.formats.scan.tesseract import BLOCK, LAYOUT, Row, read_rows, turn_of
from verbale.formats.scan.unread import unread
from verbale.formats.scan.words import SYMBOL, Box, box_of, confidence, covers, in_order, with_latin, without_dirt
from verbale.languages import identify

_POOR, _BAD = 0.75, 0.55  # of a page: below, another language is tried; below, whether it lies on its side
_LEGIBLE, _CLEAR = 0.5, 0.8  # of a line: below, it is no text; the same in coloured ink, which is mostly none
_SAMPLE, _LINE = 240, 60  # dots: the height of the strip by which the language is found, and of a line
_CERTAIN = 0.85  # of a strip: no other language need be tried
_LATIN = frozenset({"en", "fr", "es"})
_HIGHEST = 120  # dots: the highest line that is read again
_DIM = 0.6  # of a word of figures: below, it is read again
_FIRM = 0.8  # of a word of another script: below, its line is read as English too
_FIGURE = re.compile(r"\d")
_FIGURES = re.compile(r"\d.*/|/.*\d")
_FEW = 4  # letters: a line of fewer must be surer


class PageRead(msgspec.Struct, frozen=True):
    """The lines of a page in reading order, its language, how it was cleaned, and boxes around ink that is in no line.

    ``turn`` is by how many degrees it was turned clockwise before it was read.
    """

    rows: tuple[Row, ...]
    language: str
    page: Clean
    unread: tuple[Box, ...] = ()
    turn: int = 0


def read_page(picture: Picture, languages: Sequence[str], before: str) -> PageRead:
    """Return the lines of a page; ``languages`` are those it may be in, ``before`` that of the page before.

    Raises TimeoutError where it takes too long.
    """
    read = _read_upright(clean(picture), languages, before)
    if _sure(read) < _BAD and read.page.dark.any() and (turn := turn_of(read.page.pixels, DOTS)):
        other = _read_upright(clean(turned(picture, turn)), languages, before)
        read = msgspec.structs.replace(other, turn=turn) if _sure(other) > _sure(read) else read
    rows = _with_missed(read.rows, read.page, read.language)
    rows = _with_colour(rows, read.page, read.language)
    return msgspec.structs.replace(read, rows=tuple(rows), unread=tuple(unread(read.page.dark, rows)))


def _sure(read: PageRead) -> float:
    return confidence([word for row in read.rows for word in row])


def _read_upright(page: Clean, languages: Sequence[str], before: str) -> PageRead:
    if len(languages) == 1:
        return _read_in(page, languages[0])
    read = _read_in(page, before or language_of(page, languages))
    likely = _language_of_rows(read.rows, read.language)
    if likely not in languages or (likely == read.language and _sure(read) >= _POOR):
        return read
    if likely == read.language:
        likely = language_of(page, languages) if before else likely
    if likely == read.language:
        return read
    other = _read_in(page, likely)
    return other if _sure(other) > _sure(read) or likely in _LATIN > {read.language} else read


def _read_in(page: Clean, language: str) -> PageRead:
    layout = BLOCK if language == "ar" else LAYOUT
    rows = read_rows(page.pixels, DOTS, [language], layout)
    if language not in _LATIN:
        rows = _with_latin(rows, page, language)
    rows = with_initials(_with_figures(rows, page), page.pixels)
    kept = [in_order(words) for row in rows if is_legible(words := without_dirt(row))]
    return PageRead(tuple(kept), language, page)


def _with_missed(rows: Sequence[Row], page: Clean, language: str) -> list[Row]:
    """Return lines with those that the layout of the page lost: ink as high as a line is read once more by itself."""
    found = list(rows)
    boxes = [box for box in unread(page.pixels < 128, rows) if box.bottom - box.top <= _HIGHEST]
    for code in dict.fromkeys((language, "en")):
        missed = []
        for box, again in zip(boxes, read_parts(page.pixels, boxes, code), strict=True):
            legible = [
                words
                for row in again
                if is_legible(words := in_order(without_dirt(row)))
                and not any(covers(box_of(words), other) for other in rows)
            ]
            missed += [] if legible else [box]
            for words in legible:
                _insert(found, words)
        boxes = missed
    return found


def _with_latin(rows: Sequence[Row], page: Clean, language: str) -> list[Row]:
    """Return lines of another script with their Latin words: those that were hard to read are read once more as English.

    In Arabic those with figures too: its data loses some of them, and is sure of it.
    """
    unsure = [
        at
        for at, row in enumerate(rows)
        if any(word.confidence < _FIRM or (language == "ar" and _FIGURE.search(word.text)) for word in row)
    ]
    again = read_parts(page.pixels, [box_of(rows[at]) for at in unsure], "en")
    found = list(rows)
    for at, latin in zip(unsure, again, strict=True):
        found[at] = with_latin(rows[at], latin)
    return found


def _with_figures(rows: Sequence[Row], page: Clean) -> list[Row]:
    """Return lines with words of figures that were hard to read once more, by themselves, as English."""
    doubtful = [
        word
        for row in rows
        for word in row
        if word.confidence < _DIM and _FIGURES.search(word.text) and len(word.text) > 3
    ]
    again = read_parts(page.pixels, [box_of([word]) for word in doubtful], "en")
    better = {
        id(word): words
        for word, read in zip(doubtful, again, strict=True)
        if (words := tuple(each for row in read for each in without_dirt(row))) and confidence(words) > word.confidence
    }
    return [in_order(tuple(each for word in row for each in better.get(id(word), (word,)))) for row in rows]


def _with_colour(rows: Sequence[Row], page: Clean, language: str) -> list[Row]:
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


def is_legible(row: Row) -> bool:
    """Tell whether a line is text: sure enough for its length, or a symbol."""
    if any(SYMBOL.fullmatch(word.text) for word in row):
        return True
    letters = sum(map(str.isalnum, "".join(word.text for word in row)))
    return bool(letters) and confidence(row) >= _LEGIBLE + (0.25 if letters < _FEW else 0.0)


# The language.


def language_of(page: Clean, languages: Sequence[str]) -> str:
    """Return the language of a page by a strip of it: of the scripts, that in which it is read most surely."""
    scripts = [code for code in languages if code not in _LATIN]
    latin = [code for code in languages if code in _LATIN]
    strip = _strip(page.pixels)
    best, sure, rows = "", -1.0, list[Row]()
    for code in [*latin[:1], *scripts]:
        found = read_rows(strip, DOTS, [code], BLOCK)
        own = [word for row in found for word in row if code in _LATIN or identify(word.text)[0] == code]
        now = confidence(own)
        if now > sure:
            best, sure, rows = code, now, found
        if sure > _CERTAIN:
            break
    likely = _language_of_rows(rows, best) if best in _LATIN else best
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
        text = " ".join(word.text for word in row if word.confidence > _LEGIBLE)
        language, sure = identify(text)
        if language:
            weights[language] = weights.get(language, 0.0) + sure * len(text)
    return max(weights, key=lambda code: (weights[code], code)) if weights else default
