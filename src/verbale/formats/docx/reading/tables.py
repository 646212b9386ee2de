"""Tables: their cells, and which of them only lay out a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from verbale.document import Block, Cell, Table
from verbale.formats.docx.names import TABLE
from verbale.formats.docx.reading import tags as t
from verbale.formats.docx.reading.package import Element
from verbale.formats.docx.reading.styles import Styles
from verbale.languages import LANGUAGES, phrase
from verbale.problems import BadSymbol
from verbale.symbols import parse

_MOST_COLUMNS = 1000
_MASTHEAD = 1500  # characters of the tables of a masthead
_LETTERHEAD = 600
_MOST_LINES = 100
_OFF = frozenset({"0", "false", "off"})


def rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, those inside content controls too."""
    yield from _inside(table, t.ROW)


def cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, those inside content controls too."""
    yield from _inside(row, t.CELL)


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in t.WRAPPERS or child.tag in {t.CONTROL, t.INSERTED, t.MOVED_TO}:
            yield from _inside(child, wanted)


def read_table(
    table: Element, caption: str, blocks: Callable[[Element], tuple[Block, ...]], found: Counter[str]
) -> Table:
    """Return a table; ``blocks`` reads a cell. Rows whose deletion was tracked are left out and counted in ``found``."""
    grid: list[list[tuple[Element, int, list[int]]]] = []
    above: dict[int, list[int]] = {}  # by column: the count of rows of the cell that goes on downwards
    header = 0
    for row in rows(table):
        properties = row.find(t.ROW_PR)
        if properties is not None and any(True for _ in properties.iterchildren(t.DELETED, t.INSERTED)):
            found["changes"] += 1
            if properties.find(t.DELETED) is not None:
                continue
        header += _heads(properties) and header == len(grid)
        column = _number(properties, "gridBefore")
        line: list[tuple[Element, int, list[int]]] = []
        for cell in cells(row):
            pr = cell.find(t.CELL_PR)
            columns = min(max(_number(pr, "gridSpan"), 1), _MOST_COLUMNS)
            merge = None if pr is None else pr.find(f"{t.W}vMerge")
            goes_on = merge is not None and merge.get(t.VAL) != "restart"
            if goes_on and column in above:
                above[column][0] += 1
            else:
                count = [1]
                line.append((cell, columns, count))
                above.pop(column, None)
                if merge is not None:
                    above[column] = count
            column += columns
        grid.append(line)
    read = tuple(tuple(Cell(blocks(cell), columns, count[0]) for cell, columns, count in line) for line in grid)
    return Table("", read, header, caption)


def _heads(properties: Element | None) -> bool:
    head = None if properties is None else properties.find(f"{t.W}tblHeader")
    return head is not None and head.get(t.VAL) not in _OFF


def _number(properties: Element | None, name: str) -> int:
    found = None if properties is None else properties.find(t.W + name)
    value = "" if found is None else found.get(t.VAL) or ""
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def is_box(table: Element, styles: Styles) -> bool:
    """Tell whether a table is but a frame round text: one column, no head."""
    if _is_data(table, styles):
        return False
    for at, row in enumerate(rows(table)):
        if at == 0 and _heads(row.find(t.ROW_PR)):
            return False
        if len(list(cells(row))) > 1:
            return False
    return True


def is_masthead(table: Element, styles: Styles) -> bool:
    """Tell whether a table at the top of a document lays out its masthead, or a letterhead.

    A masthead has a line that names the distribution or the organization, or is a symbol; a letterhead is short and has
    no lines between its cells.
    """
    if _is_data(table, styles) or any(_heads(row.find(t.ROW_PR)) for row in rows(table)):
        return False
    size, states = 0, False
    for count, paragraph in enumerate(table.iter(t.P)):
        text = "".join(piece.text or "" for piece in paragraph.iter(t.TEXT)).strip()
        size += len(text)
        if size > _MASTHEAD or count > _MOST_LINES:
            return False
        states = states or _states(text)
    return states or (size <= _LETTERHEAD and not _is_ruled(table, styles))


def _is_data(table: Element, styles: Styles) -> bool:
    return _style(table, styles) == TABLE.casefold()


def _style(table: Element, styles: Styles) -> str:
    named = table.find(f"{t.W}tblPr/{t.W}tblStyle")
    return "" if named is None else styles.name(named.get(t.VAL) or "").casefold()


def _is_ruled(table: Element, styles: Styles) -> bool:
    borders = table.find(f"{t.W}tblPr/{t.W}tblBorders")
    if borders is not None:
        return any(one.get(t.VAL) not in {"nil", "none", None} for one in borders)
    return _style(table, styles) not in {"", "normal table", "table normal"}


def _states(text: str) -> bool:
    if not text or len(text) > 80:
        return False
    if text.casefold().startswith("distr") or text in {phrase("organization", language) for language in LANGUAGES}:
        return True
    if "/" not in text or not text[0].isupper():
        return False
    try:
        parse(text.rstrip("* "))
    except BadSymbol:
        return False
    return True
