"""Ink that no line covers: stamps, signatures, drawings; where they stand, so that a person looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from verbale.formats.scan.extra import numpy
from verbale.formats.scan.tesseract import Row
from verbale.formats.scan.words import Box, box_of, height_of, pieces

_CELL = 30  # dots: a tenth of an inch
_INKED = 12  # dots of ink in a cell, fewer is dirt
_RULE = 10  # cells in one row or column: a drawn line
_LEAST = 4  # cells of a piece
_MOST = 20  # pieces of a page that are named
_APART = 2.0  # of the height of letters: words further apart leave a gap uncovered
_MARGIN = 10  # dots around a line that belong to it


def unread(dark: Any, rows: Sequence[Row]) -> list[Box]:
    """Return boxes around pieces of ink that no line covers, the largest first, at most twenty.

    ``dark`` tells for each dot whether it is ink. What touches the edge of the page is its shadow.
    """
    np = numpy()
    left = dark.copy()
    for row in rows:
        for box in map(box_of, pieces(row, _APART * height_of(row))):
            left[max(box.top - _MARGIN, 0) : box.bottom + _MARGIN, max(box.left - _MARGIN, 0) : box.right + _MARGIN] = (
                False
            )
    down, across = left.shape[0] // _CELL, left.shape[1] // _CELL
    if not down or not across:
        return []
    cells = left[: down * _CELL, : across * _CELL].reshape(down, _CELL, across, _CELL).sum(axis=(1, 3))
    inked = {(int(y), int(x)) for y, x in zip(*np.nonzero(cells > _INKED), strict=True)}
    found = []
    for piece in _pieces(inked):
        rows_, columns = [y for y, _ in piece], [x for _, x in piece]
        is_rule = min(max(rows_) - min(rows_), max(columns) - min(columns)) == 0 and len(piece) > _RULE
        at_edge = min(rows_) == 0 or min(columns) == 0 or max(rows_) == down - 1 or max(columns) == across - 1
        if len(piece) >= _LEAST and not at_edge and not is_rule:
            box = Box(min(columns) * _CELL, min(rows_) * _CELL, (max(columns) + 1) * _CELL, (max(rows_) + 1) * _CELL)
            found.append((len(piece), box))
    return [box for _, box in sorted(found, key=lambda one: -one[0])[:_MOST]]


def _pieces(cells: set[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield cells that touch, or nearly: two cells apart at most."""
    left = set(cells)
    while left:
        piece = [left.pop()]
        for y, x in piece:
            near = {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-2, 3)} & left
            left -= near
            piece += near
        yield piece
