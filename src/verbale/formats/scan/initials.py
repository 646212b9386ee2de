"""Symbols whose first letters are printed large, as on the masthead of the United Nations: "A" and, half as high, "/HRC/43/G/25".

Tesseract takes a line as high as its highest letter, and loses the rest. So such a word is cut in two, and each part is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verbale.formats.scan.extra import numpy
from verbale.formats.scan.figures import as_symbol, is_symbol
from verbale.formats.scan.parts import read_pictures
from verbale.formats.scan.tesseract import Row, Word
from verbale.formats.scan.words import Box, box_of, confidence, height_of, pieces

_DOUBTFUL = 0.85  # of a word: one that was surely read is not cut
_APART = 2.5  # of the height of letters: a gap before what stands beside a symbol
_INK = 128
_NEAR = 3  # dots: how far from where letters should part the gap between them is looked for
_RAISED = 0.2  # of the height: so far do small letters keep from the top of the large one, at least
_SHARE = 0.5  # of the width: how far large letters reach, at most


def with_initials(rows: Sequence[Row], pixels: Any) -> list[Row]:
    """Return the lines of a page with symbols read whole that begin with large letters."""
    doubtful = [part for row in rows for part in pieces(row, _APART * height_of(row)) if confidence(part) < _DOUBTFUL]
    read = read_initials(pixels, [box_of(part) for part in doubtful])
    whole = {id(part[0]): word for part, word in zip(doubtful, read, strict=True) if word}
    gone = {id(other) for part in doubtful if id(part[0]) in whole for other in part[1:]}
    return [tuple(whole.get(id(word), word) for word in row if id(word) not in gone) for row in rows]


def read_initials(pixels: Any, boxes: Sequence[Box]) -> list[Word | None]:
    """Return for each box on a page the symbol that it holds, if that begins with large letters."""
    halves = [_halves(_ink(pixels, box)) for box in boxes]
    # Large letters and small ones on one picture would spoil each other again.
    firsts = iter(read_pictures([both[0] for both in halves if both], "en"))
    rests = iter(read_pictures([both[1] for both in halves if both], "en"))
    return [_joined(box, next(firsts), next(rests)) if both else None for box, both in zip(boxes, halves, strict=True)]


def _joined(box: Box, first: Sequence[Row], rest: Sequence[Row]) -> Word | None:
    halves = [[word for row in half for word in row] for half in (first, rest)]
    large, small = ("".join(word.text for word in half).strip("./") for half in halves)
    # The stroke between them is read as a letter too: "J", "I".
    text = next((one for one in (f"{large}/{small}", as_symbol(f"{large}{small}")) if is_symbol(one)), "")
    if not text:
        return None
    return Word(text, confidence([*halves[0], *halves[1]]), box.left, box.top, box.right, box.bottom)


def _ink(pixels: Any, box: Box) -> Any:
    """Return the dots in a box, up to its ink."""
    np = numpy()
    part = pixels[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right]
    down, across = np.nonzero(part < _INK)
    return part[down.min() : down.max() + 1, across.min() : across.max() + 1] if down.size else part[:0, :0]


def _halves(ink: Any) -> tuple[Any, Any] | None:
    """Return the large letters and the small ones of a word as pictures, or None where all are of one size."""
    np = numpy()
    height, width = ink.shape
    if not height or width < 2 * height:
        return None
    dark = ink < _INK
    inked = dark.any(axis=0)
    tops = np.where(inked, dark.argmax(axis=0), height)
    small = int(np.median(tops[width // 2 :][inked[width // 2 :]]))
    large = np.flatnonzero(tops < small // 2)
    if small < _RAISED * height or large[-1] > _SHARE * width:
        return None
    # An "A" has its top in its middle and its foot as far to the right as to the left.
    peak = np.flatnonzero(tops <= tops.min() + 2)
    end = max(int(large[-1]) + 1, 2 * int(peak.mean()), _NEAR)
    if end >= width - 2 * _NEAR:
        return None
    end += int(dark[:, end - _NEAR : end + 2 * _NEAR].sum(axis=0).argmin()) - _NEAR
    return ink[:, :end], ink[max(small - 2 * _NEAR, 0) :, end:]
