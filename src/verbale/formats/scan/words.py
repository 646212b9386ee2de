"""Words that were read: two readings of a page made one, the order of reading, the text of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean, median

import msgspec

from verbale.formats.scan.tesseract import Row, Word

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_WIDE_EDGE = re.compile(f"[{_WIDE}]")
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_LATIN = re.compile("[A-Za-z]")
_NUMBER = re.compile(r"[\d.,/:()%\u2013-]+")
SYMBOL = re.compile(r"\(?[A-Z]{1,8}(?:/[\w.()\[\]-]+){2,}[.,;:)]*", re.ASCII)
_SURE, _BETTER = 0.85, 0.15  # a Latin word that stands in: how sure it is, and how much surer than what stood there
_DIM, _FIRM = 0.3, 0.8  # the same for a symbol; what stood there is kept if it is so sure
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


# Two readings of one page.


def with_latin(row: Row, latin: Sequence[Row]) -> Row:
    """Return a line read in another script with the Latin words that a second reading of it is surer of in their places.

    A language's own data reads symbols and English in a masthead as letters of its script; English data reads nothing else.
    """
    others = [word for other in latin for word in other if _LATIN.search(word.text) or _NUMBER.fullmatch(word.text)]
    return tuple(_better(row, [word for word in others if _is_level(row, word)]))


def _is_level(row: Row, word: Word) -> bool:
    return median(one.top for one in row) < (word.top + word.bottom) / 2 < median(one.bottom for one in row)


def _better(row: Row, others: Sequence[Word]) -> Iterator[Word]:
    """Yield the words of a row; where words of both readings cover each other, those that are better."""
    left = set(range(len(others)))
    for own in _groups(row, others):
        over = [at for at in left if any(_covers(word, others[at]) for word in own)]
        left.difference_update(over)
        yield from _chosen(own, sorted((others[at] for at in over), key=lambda word: word.left))


def _groups(row: Row, others: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words of a row, together those that one word of the other reading covers."""
    group: list[Word] = []
    for word in row:
        if group and not any(_covers(word, other) and _covers(group[-1], other) for other in others):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _covers(one: Word, two: Word) -> bool:
    over = min(one.right, two.right) - max(one.left, two.left)
    return over > 0.5 * min(one.right - one.left, two.right - two.left)


def _chosen(own: list[Word], others: list[Word]) -> list[Word]:
    if not others:
        return own
    sure, other = confidence(own), confidence(others)
    if other >= _SURE and other - sure >= _BETTER:
        return others
    if any(SYMBOL.fullmatch(word.text) for word in others) and other >= _DIM and sure < _FIRM:
        return others
    # A number that covers what was read as a shorter one.
    texts = ["".join(word.text for word in words) for words in (own, others)]
    if all(map(_NUMBER.fullmatch, texts)) and len(texts[1]) > len(texts[0]) and other > sure:
        return others
    return own


# Order and text.


def in_order(row: Row) -> Row:
    """Return the words of a line in the order they are read: Latin words in an Arabic line run from left to right."""
    if not any(_ARABIC.search(word.text) for word in row):
        return row if any(_WIDE_EDGE.search(word.text) for word in row) else _rightward(row)
    found: list[Word] = []
    run: list[Word] = []
    for word in row:
        if _LATIN.search(word.text) or _NUMBER.fullmatch(word.text):
            run.append(_stopped(word))
            continue
        found += _run(run)
        run = []
        found.append(word)
    return (*found, *_run(run))


def _run(words: Sequence[Word]) -> Sequence[Word]:
    """Return words between Arabic ones in order: numbers alone follow the Arabic."""
    return _rightward(words) if any(_LATIN.search(word.text) for word in words) else words


def _stopped(word: Word) -> Word:
    """Return a Latin word of an Arabic line with the stop that stands to its left at its end."""
    stop = word.text[0]
    if stop in ".,:;" and _LATIN.match(word.text[1:]):
        return msgspec.structs.replace(word, text=word.text[1:] + stop)
    return word


def _rightward(words: Sequence[Word]) -> Row:
    return tuple(sorted(words, key=lambda word: word.left + word.right))


def text_of(words: Sequence[Word], *, height: float) -> str:
    """Return the text of words that stand in a row: no space where Chinese characters meet without a gap."""
    texts = [words[0].text] if words else []
    for before, word in pairwise(words):
        gap = max(word.left, before.left) - min(word.right, before.right)
        closes = _WIDE_EDGE.match(before.text[-1]) or _WIDE_EDGE.match(word.text[0])
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
    words = [word for word in row if word.text not in _STROKES or word.confidence > _FIRM]
    while words and _is_dirt(words[0]):
        del words[0]
    while words and _is_dirt(words[-1]):
        del words[-1]
    return tuple(words)


def _is_dirt(word: Word) -> bool:
    return word.text in _STROKES or (word.confidence < _FIRM and _NO_WORD.fullmatch(word.text) is not None)


def height_of(row: Row) -> float:
    """Return the height of the letters of a line in dots, from the top of a capital to the foot of a tail."""
    return fmean(_height(word) for word in row)


_TALL = re.compile(r"[^acemnorsuvwxzгжзиклмнопстхцчшщъыьэюявед.,:;\-–—…_'’\"“”«»·•*^°]")
_DEEP = re.compile(r"[gjpqyQруфцщ,;()\[\]/]")


def _height(word: Word) -> float:
    high = word.bottom - word.top
    if _WIDE_EDGE.match(word.text[0]):
        return high / 0.92
    tall, deep = _TALL.search(word.text), _DEEP.search(word.text)
    return high / (0.53 + 0.22 * bool(tall) + 0.22 * bool(deep))
