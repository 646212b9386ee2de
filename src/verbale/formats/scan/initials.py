"""Symbols whose first letters are printed large, as on the masthead of the United Nations: "A" and, half as high, "/HRC/43/G/25".

Tesseract takes a line as high as its highest letter, and loses the rest. So such a word is cut in two, and each part is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from verbale.formats.scan.extra import numpy
from verbale.formats.scan.figures import is_symbol
from verbale.formats.scan.parts import read_pictures
from verbale.formats.scan.tesseract import Row, Word
from verbale.formats.scan.words import confidence

_DOUBTFUL = 0.85  # of a word: one that was surely read is not cut
_INK = 128
_RAISED = 0.2  # of the height: so far do small letters keep from the top of the large one, at least
_SHARE = 0.5  # of the width: how far large letters reach, at most


def with_initials(rows: Sequence[Row], pixels: Any) -> list[Row]:
    """Return the lines of a page with symbols read whole that begin with large letters."""
    words = [(word, cut) for row in rows for word in row if word.confidence < _DOUBTFUL and (cut := _cut(pixels, word))]
    pictures = [picture for word, (across, down) in words for picture in _halves(pixels, word, across, down)]
    read = read_pictures(pictures, "en")
    found: dict[int, Word] = {}
    for at, (word, _) in enumerate(words):
        first, rest = ("".join(each.text for row in half for each in row) for half in read[2 * at : 2 * at + 2])
        text = f"{first.strip('./')}/{rest.lstrip('./')}"
        if is_symbol(text):
            sure = confidence([each for half in read[2 * at : 2 * at + 2] for row in half for each in row])
            found[id(word)] = msgspec.structs.replace(word, text=text, confidence=sure)
    return [tuple(found.get(id(word), word) for word in row) for row in rows]


def _cut(pixels: Any, word: Word) -> tuple[int, int] | None:
    """Return where large letters end and where the small ones have their top, in dots of the word's box, or None."""
    np = numpy()
    dark = pixels[max(word.top, 0) : word.bottom, max(word.left, 0) : word.right] < _INK
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


def _halves(pixels: Any, word: Word, across: int, down: int) -> tuple[Any, Any]:
    box = pixels[max(word.top, 0) : word.bottom, max(word.left, 0) : word.right]
    return box[:, :across], box[max(down - 6, 0) :, across:]
