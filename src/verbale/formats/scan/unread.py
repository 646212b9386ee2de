"""Ink that no line covers: stamps, signatures, drawings; where they stand, so that a person looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verbale.formats.scan.cells import Piece, pieces_of_ink
from verbale.formats.scan.tesseract import Row
from verbale.formats.scan.words import Box, box_of, height_of, pieces

_CELL = 30  # dots: a tenth of an inch
_INKED = 12  # dots of ink in a cell, fewer is dirt
_RULE = 10  # cells in one row or column: a drawn line
_LEAST = 4  # cells of a piece
_MOST = 20  # pieces of a page that are named
_APART = 2.0  # of the height of letters: words further apart leave a gap uncovered
_MARGIN = 10  # dots around a line that belong to it


def unread(dark: Any, rows: Sequence[Row], reach: tuple[int, int] = (2, 2)) -> list[Box]:
    """Return boxes around pieces of ink that no line covers, the largest first, at most twenty.

    ``dark`` tells for each dot whether it is ink; pieces hang together that are up to ``reach`` tenths of an inch apart, down and
    across. What touches the edge of the page is its shadow.
    """
    left = dark.copy()
    for row in rows:
        for box in map(box_of, pieces(row, _APART * height_of(row))):
            high, wide = slice(max(box.top - _MARGIN, 0), box.bottom + _MARGIN), slice(max(box.left - _MARGIN, 0), None)
            left[high, wide][:, : box.right - box.left + 2 * _MARGIN] = False
    height, width = left.shape
    found = [
        piece
        for piece in pieces_of_ink(left, _CELL, least=_INKED, reach=reach)
        if len(piece.cells) >= _LEAST and not _is_rule(piece) and not _is_edge(piece, width // _CELL, height // _CELL)
    ]
    found.sort(key=lambda piece: -len(piece.cells))
    return [Box(p.left * _CELL, p.top * _CELL, p.right * _CELL, p.bottom * _CELL) for p in found[:_MOST]]


def _is_rule(piece: Piece) -> bool:
    return min(piece.right - piece.left, piece.bottom - piece.top) == 1 and len(piece.cells) > _RULE


def _is_edge(piece: Piece, width: int, height: int) -> bool:
    return piece.left == 0 or piece.top == 0 or piece.right == width or piece.bottom == height
