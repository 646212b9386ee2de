"""The order in which a page is read.

Programs write a page mostly in the order it is read, but draw heads, feet and boxes when it suits them, and some go line
by line across columns. So the order of the file is kept, and corrected where the page plainly says otherwise: pieces that
follow each other down the page are blocks, and a block that stands above another comes before it.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from verbale.formats.pdf.reading.pieces import Piece, join

_NUMBER = re.compile(
    r"[(\[]?(?:\d{1,4}|[IVXLCivxlc]{1,6}|[A-Za-z\u0400-\u04ff\u0621-\u064a]\u0640?)[.)\]]{0,2}|[\u2013\u2014\u2022\u25aa\u25cf\u00b7*-]|\d{1,3} ?[/\u2013-]|[一二三四五六七八九十]{1,3}、"
)
_WIDE = 3.0  # of the size: a gap that parts columns even where no other line has it
_MOST_CELLS = 60  # pieces of one row
_FEW, _MANY = 6, 400  # rows that make columns; blocks that are put in order
_LONG = 14  # characters of a piece of running text, at least


class Row(msgspec.Struct, frozen=True, gc=False):
    """Pieces on one baseline in reading order; several are cells, parted by gaps that other rows have too.

    The edges are those of all pieces, the baseline is the first one's, the size the largest.
    """

    pieces: tuple[Piece, ...]
    left: float
    right: float
    base: float
    size: float


def row_of(pieces: Sequence[Piece]) -> Row:
    """Return pieces as a row."""
    first = pieces[0]
    if len(pieces) == 1:
        return Row((first,), first.left, first.right, first.base, first.size)
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    return Row(tuple(pieces), left, right, first.base, max(piece.size for piece in pieces))


def in_order(pieces: Sequence[Piece]) -> list[Row]:
    """Return the pieces of a page as rows, in reading order."""
    rows = _without_columns([row_of(group) for group in _level(pieces)])
    if any(after.base < before.base - 0.5 * after.size for before, after in pairwise(rows)):
        rows = [row for block in _sorted(_blocks(rows)) for row in block]
    return [_joined(rows, at) for at in range(len(rows))]


def _level(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces that follow each other in the file on one baseline, without overlap, in reading order."""
    group: list[Piece] = []
    for piece in pieces:
        if group and not (
            len(group) < _MOST_CELLS
            and abs(piece.base - group[-1].base) <= 0.35 * max(piece.size, group[-1].size)
            and all(piece.left >= other.right - 1 or piece.right <= other.left + 1 for other in group)
        ):
            yield _across(group)
            group = []
        group.append(piece)
    if group:
        yield _across(group)


def _across(group: list[Piece]) -> list[Piece]:
    if len(group) == 1:
        return group
    leftward = sum(len(piece.text) if piece.leftward else -len(piece.text) for piece in group) > 0
    return sorted(group, key=lambda piece: piece.left, reverse=leftward)


def _gap(first: Piece, second: Piece) -> tuple[float, float]:
    return (first.right, second.left) if first.left < second.left else (second.right, first.left)


def _joined(rows: Sequence[Row], at: int) -> Row:
    """Join the pieces of a row that no column parts: a number and its paragraph, words that were set wide apart."""
    row = rows[at]
    if len(row.pieces) == 1:
        return row
    near = [rows[beside] for beside in (at - 2, at - 1, at + 1, at + 2) if 0 <= beside < len(rows)]
    cells: list[list[Piece]] = [[row.pieces[0]]]
    for before, piece in pairwise(row.pieces):
        start, end = _gap(before, piece)
        size = max(before.size, piece.size)
        is_number = len(cells) == 1 and len(cells[0]) == 1 and _NUMBER.fullmatch(before.text) is not None
        if is_number:
            # A list of numbered lines has gaps in one place too, but a table has more of them.
            parted = end - start > 2 * _WIDE * size or (
                end - start > _WIDE * size and _is_shared((start, end), near, size, 3)
            )
        else:
            parted = end - start > _WIDE * size or _is_shared((start, end), near, size, 2)
        if parted:
            cells.append([piece])
        else:
            cells[-1].append(piece)
    return row_of([join(cell) for cell in cells])


def _is_shared(gap: tuple[float, float], rows: Sequence[Row], size: float, least: int) -> bool:
    """Tell whether a row close by, of ``least`` pieces or more, has a gap in the same place."""
    for row in rows:
        if len(row.pieces) < least:
            continue
        for first, second in pairwise(row.pieces):
            start, end = _gap(first, second)
            if min(end, gap[1]) - max(start, gap[0]) > 0.5 * size:
                return True
    return False


# Columns of running text that the file has line by line.


def _without_columns(rows: list[Row]) -> list[Row]:
    """Return rows with columns of running text one after the other, where the file goes across them line by line."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        edge = _edge(rows[at])
        end = at
        while edge and end < len(rows) and _parted_at(rows[end], edge):
            end += 1
        if edge and end - at >= _FEW and _runs_on(rows[at:end]):
            columns = list(zip(*(row.pieces for row in rows[at:end] if len(row.pieces) == 2), strict=True))
            halves = [[row_of((piece,)) for piece in column] for column in columns]
            for row in rows[at:end]:
                if len(row.pieces) == 1:
                    halves[0 if _is_first(row.pieces[0], edge, columns[0][0]) else 1].append(row)
            for half in halves:
                found += sorted(half, key=lambda row: row.base)
            at = end
        else:
            found.append(rows[at])
            at += 1
    return found


def _edge(row: Row) -> float:
    """Return the middle of the gap between the two pieces of a row, or 0."""
    if len(row.pieces) != 2 or min(len(piece.text) for piece in row.pieces) < _LONG:
        return 0.0
    start, end = _gap(*row.pieces)
    return (start + end) / 2


def _parted_at(row: Row, edge: float) -> bool:
    if len(row.pieces) > 2 or any(piece.left < edge < piece.right for piece in row.pieces):
        return False
    return len(row.pieces) == 1 or (row.pieces[0].left < edge) != (row.pieces[1].left < edge)


def _is_first(piece: Piece, edge: float, first: Piece) -> bool:
    return (piece.left < edge) == (first.left < edge)


def _runs_on(rows: Sequence[Row]) -> bool:
    """Tell whether rows of two pieces are lines of two columns of text, not cells: nearly all lines are full on both sides."""
    pairs = [row.pieces for row in rows if len(row.pieces) == 2]
    if len(pairs) < _FEW or 2 * len(pairs) < len(rows):
        return False
    for side in (0, 1):
        widths = [pair[side].right - pair[side].left for pair in pairs]
        full = sum(width > 0.85 * max(widths) for width in widths)
        words = sum(pair[side].text.count(" ") >= 2 or len(pair[side].text) > _LONG for pair in pairs)
        if full < 0.6 * len(pairs) or words < 0.8 * len(pairs):
            return False
    return True


# Blocks, and which comes first.


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """Return rows that follow each other down the page as blocks."""
    blocks = [[rows[0]]]
    for before, row in pairwise(rows):
        down = row.base - before.base
        if -0.4 * row.size <= down <= 3.0 * max(row.size, before.size):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


class _Box(msgspec.Struct, frozen=True):
    left: float
    top: float
    right: float
    bottom: float


def _box(block: Sequence[Row]) -> _Box:
    return _Box(
        min(row.left for row in block),
        min(piece.top for row in block for piece in row.pieces),
        max(row.right for row in block),
        max(piece.bottom for row in block for piece in row.pieces),
    )


def _sorted(blocks: list[list[Row]]) -> list[list[Row]]:
    """Return blocks so that each stands behind those above it; the order of the file decides where none is above."""
    if len(blocks) > _MANY:
        return sorted(blocks, key=lambda block: block[0].base)
    boxes = [_box(block) for block in blocks]
    alone = [
        not any(one is not two and one.top < two.bottom - 1 and two.top < one.bottom - 1 for two in boxes)
        for one in boxes
    ]
    waits = [0] * len(blocks)
    after: list[list[int]] = [[] for _ in blocks]
    for first, one in enumerate(boxes):
        for second, two in enumerate(boxes):
            over = one.bottom <= two.top + 2 and one.top < two.top
            if over and (alone[first] or alone[second] or (one.left < two.right and two.left < one.right)):
                after[first].append(second)
                waits[second] += 1
    ready = [at for at, count in enumerate(waits) if not count]
    found: list[list[Row]] = []
    while ready:
        at = heapq.heappop(ready)
        found.append(blocks[at])
        for following in after[at]:
            waits[following] -= 1
            if not waits[following]:
                heapq.heappush(ready, following)
    return found
