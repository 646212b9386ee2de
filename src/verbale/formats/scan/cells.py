"""Ink seen from afar: a page as cells of a tenth of an inch, and the pieces of ink that hang together on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from verbale.formats.scan.extra import numpy


class Piece(msgspec.Struct, frozen=True):
    """Cells with ink that hang together, as row and column, and the edges of the box around them in cells."""

    cells: tuple[tuple[int, int], ...]
    left: int
    top: int
    right: int
    bottom: int


def pieces_of_ink(ink: Any, size: int, *, least: int, reach: tuple[int, int]) -> list[Piece]:
    """Return the pieces of ink on a page; ``ink`` tells for each dot whether it has some.

    A cell is ``size`` dots wide and high and counts with at least ``least`` dots of ink; cells hang together that are at most
    ``reach`` cells apart, down and across.
    """
    np = numpy()
    down, across = ink.shape[0] // size, ink.shape[1] // size
    if not down or not across:
        return []
    counts = ink[: down * size, : across * size].reshape(down, size, across, size).sum(axis=(1, 3))
    inked = {(int(y), int(x)) for y, x in zip(*np.nonzero(counts >= least), strict=True)}
    found = []
    for cells in _together(inked, reach):
        rows, columns = [y for y, _ in cells], [x for _, x in cells]
        found.append(Piece(tuple(cells), min(columns), min(rows), max(columns) + 1, max(rows) + 1))
    return found


def _together(cells: set[tuple[int, int]], reach: tuple[int, int]) -> Iterator[list[tuple[int, int]]]:
    left = set(cells)
    near_by = [(y, x) for y in range(-reach[0], reach[0] + 1) for x in range(-reach[1], reach[1] + 1)]
    while left:
        piece = [left.pop()]
        for y, x in piece:
            near = {(y + down, x + across) for down, across in near_by} & left
            left -= near
            piece += near
        yield piece
