"""Symbols whose first letters are printed large, as on the masthead of the United Nations: "A" and, half as high, "/HRC/43/G/25".

Tesseract takes a line as high as its highest letter, and loses the rest. So such a word is cut in two, and each part is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verbale.formats.scan.extra import numpy
from verbale.formats.scan.figures import is_symbol
from verbale.formats.scan.parts import read_pictures
from verbale.formats.scan.tesseract import Row, Word
from verbale.formats.scan.words import Box, box_of, confidence, height_of, pieces

_DOUBTFUL = 0.85  # of a word: one that was surely read is not cut
_APART = 2.5  # of the height of letters: a gap before what stands beside a symbol
_INK = 128
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
    cuts = [_cut(pixels, box) for box in boxes]
    cut = [(box, *_halves(pixels, box, *at)) for box, at in zip(boxes, cuts, strict=True) if at]
    # Large letters and small ones on one picture would spoil each other again.
    firsts = read_pictures([first for _, first, _ in cut], "en")
    rests = read_pictures([rest for _, _, rest in cut], "en")
    read = iter([_joined(box, *halves) for (box, _, _), *halves in zip(cut, firsts, rests, strict=True)])
    return [next(read) if at else None for at in cuts]


def _joined(box: Box, first: Sequence[Row], rest: Sequence[Row]) -> Word | None:
    halves = [[word for row in half for word in row] for half in (first, rest)]
    text = "/".join("".join(word.text for word in half).strip("./") for half in halves)
    if not is_symbol(text):
        return None
    return Word(text, confidence([*halves[0], *halves[1]]), box.left, box.top, box.right, box.bottom)


def _cut(pixels: Any, box: Box) -> tuple[int, int] | None:
    """Return where large letters end and where the small ones have their top, in dots of the box, or None."""
    np = numpy()
    dark = pixels[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right] < _INK
    height, width = dark.shape
    inked = dark.any(axis=0)
    if width < 2 * height or not inked[width // 2 :].any():
        return None
    tops = np.where(inked, dark.argmax(axis=0), height)
    small = int(np.median(tops[width // 2 :][inked[width // 2 :]]))
    if small < _RAISED * height:
        return None
    large = np.flatnonzero(tops < small // 2)
    if not large.size or large[-1] > _SHARE * width:
        return None
    # An "A" has its top in its middle and its foot as far to the right as to the left.
    peak = np.flatnonzero(tops <= tops.min() + 2)
    end = max(int(large[-1]) + 1, 2 * int(peak.mean()) - int(np.flatnonzero(inked)[0]))
    near = dark[:, end - 3 : end + 6].sum(axis=0)
    return (end - 3 + int(near.argmin()), small) if 0 < end < width and near.size else None


def _halves(pixels: Any, box: Box, across: int, down: int) -> tuple[Any, Any]:
    part = pixels[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right]
    return part[:, :across], part[max(down - 6, 0) :, across:]
