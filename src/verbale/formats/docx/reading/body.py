"""The body of a part: its paragraphs, tables and text boxes as lines, in the order in which they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from verbale.document import Block, Line, Paragraph
from verbale.formats.docx.reading import tags as t
from verbale.formats.docx.reading.hinted import as_heading, is_head, is_rule, is_text, line_of, without_page
from verbale.formats.docx.reading.notes import Notes
from verbale.formats.docx.reading.numbering import Number, Numbering
from verbale.formats.docx.reading.package import Element
from verbale.formats.docx.reading.styles import ParagraphStyle, Styles, numbering
from verbale.formats.docx.reading.tables import cells, is_box, is_masthead, read_table, rows
from verbale.formats.docx.reading.words import PAGE_END, PAGE_NUMBER, Inline, Words, joined

_TOP = 12  # lines in which a masthead begins
_MOST_PAGES = 100  # ends of pages in one paragraph that part it

NoteWords = Callable[[Element, str], Iterator[Words]]


class Body:
    """Collects the lines of one part; what could not be lines is counted in ``found``."""

    def __init__(
        self,
        styles: Styles,
        numbers: Numbering,
        notes: Notes,
        inline: Inline,
        note_words: NoteWords,
        found: Counter[str],
    ) -> None:
        self._styles, self._numbers, self._notes, self._inline = styles, numbers, notes, inline
        self._note_words, self._found = note_words, found
        self._lines: list[Line] = []
        self._gap = 1  # empty lines before the next one
        self._in_text = False  # cover and title are over
        self._last: tuple[ParagraphStyle, bool] | None = None  # style of the last line, and whether it was a head
        self._carried: list[Words] = []  # words that go on in the next paragraph, for the mark between was deleted
        self._caption: Words | None = None  # a caption that awaits its table

    def lines(self, blocks: Iterable[Element]) -> list[Line]:
        """Return the lines of blocks, notes among them; they are not numbered."""
        self._blocks(blocks)
        if self._carried:
            words = joined(self._carried, "")
            self._line(words.cut(0, len(words.text)), words, self._styles.paragraph(None), None, None)
        self._end_page()
        self._no_table()
        return self._lines

    def _blocks(self, blocks: Iterable[Element]) -> None:
        for block in blocks:
            tag = block.tag
            if tag == t.P:
                self._paragraph(block)
            elif tag == t.TABLE:
                self._table(block)
            else:
                self._blocks(self._unwrapped(block, tag))

    def _unwrapped(self, block: Element, tag: str) -> Iterable[Element]:
        """Return the blocks inside a wrapper; what is no block is none."""
        if tag in t.WRAPPERS or tag in {t.CONTROL, t.INSERTED, t.MOVED_TO}:
            return [*block]
        if tag == t.ALTERNATE:
            return [*next(iter(block), ())]
        if tag == f"{t.W}altChunk":
            self._found["outside"] += 1
        elif tag in t.MATH:
            self._found["formulas"] += 1
        return ()

    # Paragraphs ------------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(t.PPR)
        if properties is not None and _is_on(properties.find(t.ON_NEW_PAGE)):
            self._end_page()
        style, words, number = self._read(paragraph, properties)
        boxes, rules = self._inline.boxes(), self._inline.rules
        for box in boxes:
            self._blocks(box)
        if words is None:
            return
        text = words.text
        if PAGE_END not in text:
            self._line(words.cut(0, len(text)), words, style, number, properties)
        else:
            start = 0
            ends = [at for at, letter in enumerate(text) if letter == PAGE_END][:_MOST_PAGES]
            for end in [*ends, len(text)]:
                self._line(words.cut(start, end), words, style, number, properties)
                if end < len(text):
                    self._end_page()
                start, number = end + 1, None
        if rules:
            self._add(Line("", gap=1, style="rule"))
        if properties is not None and properties.find(t.SECTION) is not None:
            self._end_page()
            self._notes.begin_section()

    def _read(
        self, paragraph: Element, properties: Element | None
    ) -> tuple[ParagraphStyle, Words | None, Number | None]:
        """Return the style, the words and the number of a paragraph; no words where they go on in the next one."""
        id_, outline, deleted = None, None, False
        own: tuple[str | None, int | None] = (None, None)
        for child in () if properties is None else properties:
            tag = child.tag
            if tag == t.PSTYLE:
                id_ = child.get(t.VAL)
            elif tag == t.NUMPR:
                own = numbering(child)
            elif tag == t.OUTLINE:
                outline = child.get(t.VAL)
            elif tag == t.RPR:
                deleted = child.find(t.DELETED) is not None
        style = self._styles.paragraph(id_)
        if style.hint is None and outline is not None and outline.isdecimal() and int(outline) < 9:
            style = as_heading(style, int(outline))
        words = self._inline.read(paragraph, style)
        if deleted:
            self._found["changes"] += 1
            self._carried.append(words)
            return style, None, None
        if self._carried:
            words, self._carried = joined([*self._carried, words], ""), []
        if PAGE_NUMBER in words.text:
            words = without_page(words)
        return style, words, self._numbers.count(*own, style)

    def _line(
        self, words: Words, whole: Words, style: ParagraphStyle, number: Number | None, properties: Element | None
    ) -> None:
        """Add the line that a paragraph, or its part on one page, is; ``whole`` is the paragraph with its spaces."""
        if not words.text and not words.marks:
            if is_rule(whole, style, properties):
                self._add(Line("", gap=1, style="rule"))
            else:
                self._gap += 1
        elif style.hint == "table":
            self._no_table()
            self._caption = words
        else:
            line = line_of(words, style, number)
            gap = max(self._gap, 0 if self._goes_on(line, style, properties) else 1)
            self._add(Line(line.text, 0, gap, line.marks, line.style, line.level, line.mark))
            self._last = style, is_head(line)

    def _goes_on(self, line: Line, style: ParagraphStyle, properties: Element | None) -> bool:
        """Tell whether a line is one of a title with the line before it: both stand out alike, with no space between."""
        if self._last is None or not (self._last[1] and is_head(line)):
            return False
        before = self._last[0]
        spacing = None if properties is None else properties.find(t.SPACING)
        space = style.before if spacing is None else spacing.get(f"{t.W}before", style.before)
        return before.id == style.id and not before.after and str(space) == "0"

    def _add(self, line: Line) -> None:
        self._no_table()
        self._lines.append(line)
        self._gap = 0
        self._in_text = self._in_text or is_text(line)
        if self._in_text and line.style != "heading":
            self._add_notes()

    def _no_table(self) -> None:
        """Add the caption that no table followed as the line that it is."""
        if self._caption is not None:
            words, self._caption = self._caption, None
            self._add(Line(words.text, gap=1, marks=words.marks))

    def _end_page(self) -> None:
        self._add_notes()
        self._last = None
        self._gap = max(self._gap, 1)

    def _add_notes(self) -> None:
        for marker, words in self._notes.take(self._note_words):
            self._lines.append(Line(words.text, gap=1, marks=words.marks, style="note", mark=marker))

    # Tables ----------------------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        on_top = not self._in_text and len(self._lines) < _TOP
        if is_box(table, self._styles) or (on_top and is_masthead(table, self._styles)):
            for row in rows(table):
                for cell in cells(row):
                    self._gap = max(self._gap, 1)
                    self._blocks(cell)
            self._gap = max(self._gap, 1)
            return
        caption, self._caption = self._caption, None
        if caption is not None and caption.marks:
            self._add(Line(caption.text, gap=1, marks=caption.marks))
            caption = None
        read = read_table(table, "" if caption is None else caption.flowed().text, self._cell, self._found)
        if read.rows:
            self._add(Line("", gap=1, style="table", table=read))

    def _cell(self, cell: Element) -> tuple[Block, ...]:
        return tuple(self._cell_blocks(cell))

    def _cell_blocks(self, blocks: Iterable[Element]) -> Iterator[Block]:
        for block in blocks:
            tag = block.tag
            if tag == t.P:
                style, words, number = self._read(block, block.find(t.PPR))
                for box in self._inline.boxes():
                    yield from self._cell_blocks(box)
                if words is not None and (found := _in_cell(words, style, number)):
                    yield found
            elif tag == t.TABLE:
                table = read_table(block, "", self._cell, self._found)
                if table.rows:
                    yield table
            else:
                yield from self._cell_blocks(self._unwrapped(block, tag))


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(t.VAL) not in {"0", "false", "off"}


def _in_cell(words: Words, style: ParagraphStyle, number: Number | None) -> Paragraph | None:
    whole = words.cut(0, len(words.text)).flowed()
    if not whole.text and not whole.marks:
        return None
    line = line_of(Words(whole.text.replace(PAGE_END, " "), whole.marks), style, number)
    if line.style == "heading":
        return Paragraph("", line.text, line.marks)
    role: Literal["", "quotation", "rule"] = (
        "quotation" if line.style == "quotation" else "rule" if line.style == "rule" else ""
    )
    return Paragraph("", line.text, line.marks, line.mark, line.level, role)
