"""Words that were read: boxes around them, the order of reading, the text of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

import msgspec

from verbale.formats.scan.tesseract import Row, Word

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
LATIN = re.compile("[A-Za-z]")
NUMBER = re.compile(r"[\d.,/:()%\u2013-]+")
WIDE = re.compile(f"[{_WIDE}]")
SYMBOL = re.compile(r"\(?[A-Z]{1,8}(?:/[\w.()\[\]-]+){2,}[.,;:)]*", re.ASCII)
_FIRM = 0.8  # of a stroke or stop: below, it is dirt
_SPECK = 13  # dots: what is smaller both ways is no letter
_SPACE = 1.0  # of the height: a gap beside a Chinese character that is a space
_STROKES = frozenset("|_\\~^`'‘")
_NO_WORD = re.compile(r"[^\w\u0600-\u06ff]+")


def confidence(words: Sequence[Word]) -> float:
    """Return how sure words are, by their length."""
    size = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / size if size else 0.0


class Box(msgspec.Struct, frozen=True):
    """The smallest box around words, in dots."""

    left: int
    top: int
    right: int
    bottom: int


def box_of(words: Sequence[Word]) -> Box:
    """Return the box around words."""
    return Box(
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def covers(box: Box, row: Row) -> bool:
    """Tell whether a box lies over a word of a line."""
    return any(
        min(box.right, word.right) - max(box.left, word.left) > 2
        and min(box.bottom, word.bottom) - max(box.top, word.top) > 0.3 * (word.bottom - word.top)
        for word in row
    )


# Order and text.


def in_order(row: Row) -> Row:
    """Return the words of a line in the order they are read: Latin words in an Arabic line run from left to right."""
    if not any(ARABIC.search(word.text) for word in row):
        return row if any(WIDE.search(word.text) for word in row) else _rightward(row)
    found: list[Word] = []
    run: list[Word] = []
    for word in row:
        if LATIN.search(word.text) or NUMBER.fullmatch(word.text):
            run.append(_stopped(word))
            continue
        found += _run(run)
        run = []
        found.append(word)
    return (*found, *_run(run))


def _run(words: Sequence[Word]) -> Sequence[Word]:
    """Return words between Arabic ones in order: numbers alone follow the Arabic."""
    return _rightward(words) if any(LATIN.search(word.text) for word in words) else words


def _stopped(word: Word) -> Word:
    """Return a Latin word of an Arabic line with the stop that stands to its left at its end."""
    stop = word.text[0]
    if stop in ".,:;" and LATIN.match(word.text[1:]):
        return msgspec.structs.replace(word, text=word.text[1:] + stop)
    return word


def _rightward(words: Sequence[Word]) -> Row:
    return tuple(sorted(words, key=lambda word: word.left + word.right))


def text_of(words: Sequence[Word], *, height: float) -> str:
    """Return the text of words that stand in a row: no space where Chinese characters meet without a gap."""
    texts = [words[0].text] if words else []
    for before, word in pairwise(words):
        gap = max(word.left, before.left) - min(word.right, before.right)
        closes = WIDE.match(before.text[-1]) or WIDE.match(word.text[0])
        texts.append(word.text if closes and gap < _SPACE * height else f" {word.text}")
    return "".join(texts)


def pieces(row: Row, gap: float) -> list[Row]:
    """Return the words of a line parted where they stand further apart than ``gap`` dots."""
    found: list[list[Word]] = []
    for word in row:
        if found and max(word.left, found[-1][-1].left) - min(word.right, found[-1][-1].right) <= gap:
            found[-1].append(word)
        else:
            found.append([word])
    return [tuple(words) for words in found]


def without_dirt(row: Row) -> Row:
    """Return the words of a line without specks and edges of a stamp: strokes, and what is no word at its ends."""
    words = [word for word in row if not _is_speck(word) and (word.text not in _STROKES or word.confidence > _FIRM)]
    while words and _is_dirt(words[0]):
        del words[0]
    while words and _is_dirt(words[-1]):
        del words[-1]
    return tuple(words)


def _is_speck(word: Word) -> bool:
    return word.text.isalnum() and max(word.right - word.left, word.bottom - word.top) < _SPECK


def _is_dirt(word: Word) -> bool:
    return word.text in _STROKES or (word.confidence < _FIRM and _NO_WORD.fullmatch(word.text) is not None)


def height_of(row: Row) -> float:
    """Return the height of the letters of a line in dots, from the top of a capital to the foot of a tail."""
    return fmean(_height(word) for word in row)


_ARABIC_HEIGHT = 1.2  # of the type size: a box around an Arabic word reaches over its marks
_TALL = re.compile(r"[^acemnorsuvwxzгжзиклмнопстхцчшщъыьэюявед.,:;\-–—…_'’\"“”«»·•*^°]")
_DEEP = re.compile(r"[gjpqyQруфцщ,;()\[\]/]")


def _height(word: Word) -> float:
    high = word.bottom - word.top
    if ARABIC.search(word.text):
        return high / _ARABIC_HEIGHT
    if WIDE.match(word.text[0]):
        return high / 0.92
    tall, deep = _TALL.search(word.text), _DEEP.search(word.text)
    return high / (0.53 + 0.22 * bool(tall) + 0.22 * bool(deep))
