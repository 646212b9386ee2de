"""Tables of a page: which hold data and which only lay the page out, and the rows of those that hold data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from verbale.document import Cell, Line, Mark, Paragraph, Table

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_LARGE = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote"})
_SAID = frozenset({"caption", "th", "thead"})
_IN_TABLE = _GROUPS | {"tr", "caption", "colgroup", "col"}
_IN_ROW = frozenset({"td", "th"})
_LONG = 1500  # characters in a cell, more than which is a column of a page
_MOST = 1000  # rows or columns that a cell may cover


def _rows_of(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the rows of a table with whether they stand in its head."""
    for child in table.iterchildren(etree.Element):
        if child.tag == "tr":
            yield child, False
        elif child.tag in _GROUPS:
            yield from ((row, child.tag == "thead") for row in child.iterchildren("tr"))


def _cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row."""
    yield from row.iterchildren("td", "th")


def holds_data(table: etree._Element, *, first: bool) -> bool:
    """Tell whether a table holds data: it says so by a caption or a head, or it has several rows and columns of short cells.

    ``first`` says that nothing stands before it on the page: the box of a masthead is a table of several rows and columns too.
    """
    if table.get("role") in {"presentation", "none"}:
        return False
    inner = {str(element.tag) for element in table.iterdescendants(etree.Element)}
    if inner & _LARGE or _has_strays(table):
        return False
    if inner & _SAID or table.get("summary"):
        return True
    sizes = [[_size(cell) for cell in _cells_of(row)] for row, _ in _rows_of(table)]
    widths = [len(row) for row in sizes]
    if len(sizes) < 2 or max(widths, default=0) < 2 or max(map(max, filter(None, sizes))) > _LONG:
        return False
    return not first or len(sizes) > 6


def _has_strays(table: etree._Element) -> bool:
    """Tell whether anything stands in the table but in no cell of it."""
    for one in (table, *table.iterchildren(*_GROUPS), *(row for row, _ in _rows_of(table))):
        inside = _IN_ROW if one.tag == "tr" else _IN_TABLE
        if (one.text or "").strip() or any((child.tail or "").strip() or child.tag not in inside for child in one):
            return True
    return False


def _size(cell: etree._Element) -> int:
    return sum(map(len, cell.itertext()))


def make_table(table: etree._Element, read: Callable[[etree._Element], list[Line]]) -> Table:
    """Return a table of data; ``read`` gives the lines of a cell or of the caption."""
    rows: list[tuple[Cell, ...]] = []
    header = 0
    for row, in_head in _rows_of(table):
        cells = list(_cells_of(row))
        if not cells:
            continue
        if header == len(rows) and (in_head or all(cell.tag == "th" for cell in cells)):
            header += 1
        rows.append(tuple(Cell(_content(read(cell)), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells))
    captions = (line.text for caption in table.iterchildren("caption") for line in read(caption))
    return Table("", tuple(rows), header, " ".join(" ".join(captions).split()))


def _content(lines: list[Line]) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(line) for line in lines if line.text)


def _paragraph(line: Line) -> Paragraph:
    # A cell has no notes of its own in the model: the marker of a note stays a marker, raised.
    at = [mark for mark in line.marks if mark.kind == "note"]
    text, marks = line.text.replace("\n", " "), [mark for mark in line.marks if mark.kind != "note"]
    for note in reversed(at):
        size = len(note.value)
        text = text[: note.start] + note.value + text[note.start :]
        marks = [_moved(mark, note.start, size) for mark in marks]
        marks.append(Mark("raised", note.start, note.start + size))
    ordered = tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))
    return Paragraph("", text, ordered, line.mark if line.style == "item" else "", line.level)


def _moved(mark: Mark, at: int, by: int) -> Mark:
    start = mark.start + by if mark.start >= at else mark.start
    end = mark.end + by if mark.end > at or (mark.end == at and mark.start == at) else mark.end
    return Mark(mark.kind, start, end, mark.value)


def _span(cell: etree._Element, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return min(max(int(said), 1), _MOST) if said.isdecimal() and len(said) < 6 else 1
