"""The order of a masthead: its boxes stand side by side, and what tesseract takes for columns is read in rows."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.formats.scan.tesseract import Row
from verbale.formats.scan.words import ARABIC, box_of, height_of, pieces

_COVER = 0.42  # of the height: how far down the first page a masthead reaches at most
_BOX = 0.4  # of the width: what is wider and has something beside it is a column of text
_APART = 2.5  # of the height of letters: a gap between boxes
_LEVEL = 0.6  # of the height of letters: feet of letters further apart are on two lines


def is_cover(row: Row, height: int) -> bool:
    """Tell whether a line stands where the first page, so many dots high, has its masthead."""
    return box_of(row).top < _COVER * height


def in_rows(rows: Sequence[Row], height: int, width: int) -> list[Row]:
    """Return the lines of the first page with those of its masthead from top to bottom, what stands side by side as one.

    Columns of text are left as they are.
    """
    upper = sorted((row for row in rows if is_cover(row, height)), key=lambda row: box_of(row).bottom)
    levels: list[list[Row]] = []
    for row in upper:
        if levels and box_of(row).bottom - box_of(levels[-1][0]).bottom < _LEVEL * height_of(row):
            levels[-1].append(row)
        else:
            levels.append([row])
    widest = max(
        (box_of(row).right - box_of(row).left for level in levels if len(level) > 1 for row in level), default=0
    )
    if widest > _BOX * width:
        return list(rows)
    leftward = any(ARABIC.search(word.text) for row in upper for word in row)
    merged = [_beside(level, leftward=leftward) for level in levels]
    return [*merged, *(row for row in rows if not is_cover(row, height))]


def _beside(level: Sequence[Row], *, leftward: bool) -> Row:
    boxes = [box for row in level for box in pieces(row, _APART * height_of(row))]
    boxes.sort(key=lambda box: -box_of(box).right if leftward else box_of(box).left)
    return tuple(word for box in boxes for word in box)
