"""The grid of a table: every place covered once, and how wide the columns are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from verbale.document import Cell, Table, texts

_WIDEST = 60  # columns: a word processor takes 63


class Placed(msgspec.Struct, frozen=True):
    """A cell in its place; ``merge`` says whether it goes on below, or goes on from above and shows nothing."""

    cell: Cell
    columns: int
    merge: Literal["", "restart", "continue"] = ""


class Row(msgspec.Struct, frozen=True):
    """The cells of a row, and how many columns are left empty behind them."""

    cells: tuple[Placed, ...]
    after: int = 0


def lay(table: Table) -> tuple[list[Row], int]:
    """Return the rows of a table and the number of its columns.

    Spans end where the table or its head ends, or at a cell that comes down from above.
    """
    height, head = len(table.rows), min(max(table.header, 0), len(table.rows))
    down: dict[int, tuple[int, int]] = {}  # by column: rows still to come, and columns, of a cell from above
    rows: list[tuple[list[Placed], int]] = []
    for y, row in enumerate(table.rows):
        bottom, x = head if y < head else height, 0
        found: list[Placed] = []
        below: dict[int, tuple[int, int]] = {}
        waiting = list(reversed(row))
        while waiting or any(column >= x for column in down):
            if x in down:
                left, columns = down.pop(x)
                found.append(Placed(Cell(), columns, "continue"))
                if left > 1:
                    below[x] = left - 1, columns
            else:
                limit = min((column for column in down if column > x), default=x + _WIDEST) - x
                cell = waiting.pop() if waiting else None
                columns = limit if cell is None else min(max(cell.columns, 1), limit, _WIDEST)
                deep = 1 if cell is None else min(max(cell.rows, 1), bottom - y)
                found.append(Placed(cell or Cell(), columns, "restart" if deep > 1 else ""))
                if deep > 1:
                    below[x] = deep - 1, columns
            x += columns
        down = below
        rows.append((found, x))
    width = max((x for _, x in rows), default=0)
    return [Row(tuple(found), width - x) for found, x in rows], width


def widths(rows: Sequence[Row], columns: int, total: int) -> list[int]:
    """Return the width of each column: its share is its longest word in full, its longest cell by the square root."""
    shares = [4.0] * columns
    for row in rows:
        if len(row.cells) == columns:
            for at, placed in enumerate(row.cells):
                words = " ".join(block.text for block, _ in texts(placed.cell.content, ""))
                longest = max((min(len(word), 20) for word in words.split()), default=0)
                shares[at] = max(shares[at], longest, len(words) ** 0.6)
    edges = [0]
    for share in shares:
        edges.append(edges[-1] + round(total * share / sum(shares)))
    return [after - before for before, after in pairwise(edges)]
