"""The content of a document or an annex as WordprocessingML: runs, blocks, tables and footnotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from verbale.document import Block, Cell, Heading, Mark, Note, Paragraph, Segment, Table, segments, texts
from verbale.document.printing import clean, direction, is_blank, is_empty, safe_link
from verbale.formats.docx.writing.grid import Placed, lay, widths
from verbale.formats.docx.writing.markup import PLAIN, Look, attributes, escape, paragraph, region, run_properties, runs
from verbale.problems import CannotWrite

_BULLETS = frozenset("•–—-·‣*○▪")
_INSET = 1134  # twentieths of a point, as all lengths of a page
_TEXT_WIDTH = 7370
_DEEPEST = 8  # tables in tables that a word processor bears
_ROLES = {"quotation": "Quote", "signature": "Signature", "place-date": "Date", "vote": "Vote", "rule": "Rule"}


class Pages:
    """What the parts of one file share: the languages its styles are set for, its links and its footnotes.

    ``links`` are those of the text; the footnotes are a part of the package with links of its own.
    """

    def __init__(self, home: frozenset[str]) -> None:
        self.home = home
        self.links: dict[str, str] = {}
        self.note_links: dict[str, str] = {}
        self.footnotes: list[str] = []
        self.numbered = 0  # notes that the word processor numbers, through all parts

    def add(self, body: str) -> int:
        """Add a footnote, and return its id; the first two are the separators."""
        number = len(self.footnotes) + 1
        self.footnotes.append(f'<w:footnote w:id="{number}">{body}</w:footnote>')
        return number


class Part:
    """The document's own content, or one annex: its language, its notes, the heading levels to come."""

    def __init__(
        self,
        language: str,
        notes: Sequence[Note],
        levels: Iterator[int],
        pages: Pages,
        links: dict[str, str] | None = None,
    ) -> None:
        self.language, self._levels, self._pages = language, levels, pages
        self._links = pages.links if links is None else links
        self._notes = {note.id: note for note in notes}
        self._markers = {note.id: clean(note.marker).strip() or "*" for note in notes}
        self._anchored: dict[str, int] = {}
        self._counts: Counter[str] = Counter()
        self._nested = 0  # tables that are open

    def expect(self, content: Sequence[Block], *marks: Sequence[Mark]) -> None:
        """Count the anchors of each note, for one that is anchored twice is referred to the second time."""
        for some in (*marks, *(block.marks for block, _ in texts(content, ""))):
            self._counts.update(mark.value for mark in some if mark.kind == "note")

    # Runs ------------------------------------------------------------------------------------------------------------

    def runs(self, words: str, marks: Sequence[Mark], language: str) -> str:
        """Return a text of ``language`` with its marks; the language of a passage not translated is printed behind it."""
        found: list[str] = []
        cut = segments(words, marks)
        waiting = ""
        for at, segment in enumerate(cut):
            if waiting and not (segment.untranslated or segment.note):
                found.append(self._tag(waiting))
                waiting = ""
            following = cut[at + 1] if at + 1 < len(cut) else Segment("")
            found.append(self._stretch(segment, language, breaks=following.line_break))
            waiting = (segment.language or language) if segment.untranslated else waiting
        if waiting:
            found.append(self._tag(waiting))
        return "".join(found)

    def _stretch(self, segment: Segment, around: str, *, breaks: bool) -> str:
        if segment.note:
            return self.anchor(segment.note)
        if segment.line_break:
            return "<w:r><w:br/></w:r>"
        foreign = bool(region(segment.language))
        language = segment.language if foreign else around
        link = safe_link(segment.link)
        style = _STYLES[segment.untranslated, foreign]
        look = Look(style, segment.bold, segment.italic, segment.underline, segment.raised, segment.lowered, bool(link))
        # The line end stands for the space before it.
        text = segment.text[:-1] if breaks and segment.text.endswith(" ") else segment.text
        written = self.say(text, language, look)
        if not (written and link):
            return written
        return f'<w:hyperlink r:id="{self._links.setdefault(link, f"link{len(self._links) + 1}")}" w:history="1">{written}</w:hyperlink>'

    def _tag(self, language: str) -> str:
        return self.say(f"[{language}]", "en", Look("LanguageTag")) if region(language) else ""

    def say(self, text: str, language: str, look: Look = PLAIN) -> str:
        """Return the runs of a text that looks the same throughout."""
        return runs(text, look, language, self._pages.home)

    def anchor(self, note_id: str) -> str:
        """Return the reference of a note, with the note at its first; nothing where there is no such note.

        A note whose marker is the number it would have anyway is numbered by the word processor.
        """
        note = self._notes.get(note_id)
        if note is None:
            return ""
        marker = self._markers[note_id]
        properties, printed = _signed(marker), f'<w:t xml:space="preserve">{escape(marker)}</w:t>'
        if note_id in self._anchored:
            field = f" NOTEREF _Note{self._anchored[note_id]} \\h "
            return f'<w:fldSimple w:instr="{field}"><w:r>{properties}{printed}</w:r></w:fldSimple>'
        is_counted = marker == str(self._pages.numbered + 1)
        self._pages.numbered += is_counted
        sign = f"<w:r>{properties}{'<w:footnoteRef/>' if is_counted else printed}</w:r>"
        number = self._anchored[note_id] = self._pages.add(self.note(note, sign, self._pages.note_links))
        own = "" if is_counted else ' w:customMarkFollows="1"'
        reference = f'<w:r>{properties}<w:footnoteReference{own} w:id="{number}"/>{"" if is_counted else printed}</w:r>'
        if self._counts[note_id] < 2:
            return reference
        start = f'<w:bookmarkStart w:id="{number}" w:name="_Note{number}"/>'
        return f'{start}{reference}<w:bookmarkEnd w:id="{number}"/>'

    def note(self, note: Note, sign: str, links: dict[str, str]) -> str:
        """Return the paragraphs of a note, its sign before the first."""
        language = next((block.language for block in note.content if block.language), self.language)
        inside = Part(language, (), iter(()), self._pages, links)
        found: list[str] = []
        for block, own in texts(note.content, language):
            number = "" if is_blank(block.number) else f"{block.number} "
            words = self.say(number, own) + inside.runs(block.text, block.marks, own)
            first = f'{sign}<w:r><w:t xml:space="preserve"> </w:t></w:r>' if not found else ""
            found.append(paragraph("FootnoteText", first + words, own))
        return "".join(found) or paragraph("FootnoteText", sign, language)

    def loose(self) -> str:
        """Return the notes that nothing anchored, below a line."""
        left = [note for note in self._notes.values() if note.id not in self._anchored]
        if not left:
            return ""
        found = [paragraph("NoteRule", "", self.language)]
        for note in left:
            marker = self._markers[note.id]
            sign = f'<w:r>{_signed(marker)}<w:t xml:space="preserve">{escape(marker)}</w:t></w:r>'
            found.append(self.note(note, sign, self._links))
        return "".join(found)

    # Blocks ----------------------------------------------------------------------------------------------------------

    def blocks(self, content: Sequence[Block]) -> str:
        """Return blocks; behind each table stands an empty paragraph, without which it would grow into the next."""
        return "".join(
            self._table(block) + paragraph("TableText", "") if isinstance(block, Table) else self._text(block)
            for block in content
        )

    def heading(
        self, style: str, words: str, marks: Sequence[Mark], language: str, *, on_new_page: bool = False
    ) -> str:
        """Return a heading of the document's frame: its title, or the label or title of an annex."""
        return paragraph(
            style, self.runs(words, marks, language), language, on_new_page=on_new_page, outline=next(self._levels) - 1
        )

    def _text(self, block: Paragraph | Heading) -> str:
        language = block.language or self.language
        if is_empty(block):
            return paragraph("Rule", "", language) if isinstance(block, Paragraph) and block.role == "rule" else ""
        number, words = block.number, self.runs(block.text, block.marks, language)
        if isinstance(block, Heading):
            before = self.say(f"{number} ", language) if not is_blank(number) else ""
            rank = min(max(block.level, 1), 6)
            return paragraph(f"Heading{rank}", before + words, language, outline=next(self._levels) - 1)
        if not is_blank(number):
            return paragraph(_list_style(block), self._number(number, language) + words, language)
        style = _ROLES.get(block.role, "BodyText")
        # Chinese print sets the first line in by two characters.
        inset = _FIRST_LINE if language.startswith("zh") and style == "BodyText" else ""
        return paragraph(style, words, language, placed=inset)

    def _number(self, number: str, language: str) -> str:
        return self.say(number, language) + "<w:r><w:tab/></w:r>"

    # Tables ----------------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> str:
        if self._nested > _DEEPEST:
            raise CannotWrite(
                f"Tables are nested deeper than {_DEEPEST}.",
                where=table.id,
                advice="Make tables of their own of the inner ones.",
            )
        language = table.language or self.language
        rows, columns = lay(table)
        if not columns:
            return ""
        head = min(max(table.header, 0), len(rows))
        shares = widths(rows, columns, _TEXT_WIDTH)
        caption = ""
        if not is_blank(table.caption):
            caption = paragraph("Caption", self.runs(table.caption, (), language), language)
        look = "".join(attributes({"w:val": "0420" if head else "0400", "w:firstRow": str(int(bool(head)))}))
        properties = (
            '<w:tblStyle w:val="VerbaleTable"/>'
            + ("<w:bidiVisual/>" if direction(language) == "rtl" else "")
            + f'<w:tblW w:w="{sum(shares)}" w:type="dxa"/><w:tblInd w:w="{_INSET}" w:type="dxa"/>'
            + f'<w:tblLayout w:type="fixed"/><w:tblLook{look} w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            + 'w:noHBand="1" w:noVBand="1"/>'
            + (f'<w:tblCaption w:val="{escape(table.caption)}"/>' if caption else "")
        )
        grid = "".join(f'<w:gridCol w:w="{share}"/>' for share in shares)
        body = []
        for y, row in enumerate(rows):
            at, written = 0, []
            for placed in row.cells:
                wide = sum(shares[at : at + placed.columns])
                written.append(self._cell(placed, wide, language, is_head=y < head))
                at += placed.columns
            ahead = (f'<w:gridAfter w:val="{row.after}"/>' if row.after else "") + "<w:cantSplit/>"
            ahead += "<w:tblHeader/>" if y < head else ""
            empty = f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="dxa"/></w:tcPr>{paragraph("TableText", "")}</w:tc>'
            body.append(f"<w:tr><w:trPr>{ahead}</w:trPr>{''.join(written) or empty}</w:tr>")
        return f"{caption}<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"

    def _cell(self, placed: Placed, wide: int, language: str, *, is_head: bool) -> str:
        properties = f'<w:tcW w:w="{wide}" w:type="dxa"/>'
        if placed.columns > 1:
            properties += f'<w:gridSpan w:val="{placed.columns}"/>'
        if placed.merge:
            properties += f'<w:vMerge w:val="{placed.merge}"/>'
        style = "TableHead" if is_head else "TableText"
        body = self._in_cell(placed.cell, style, language)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"

    def _in_cell(self, cell: Cell, style: str, language: str) -> str:
        found = []
        for block in cell.content:
            own = block.language or language
            if isinstance(block, Table):
                # A cell ends with a paragraph, whatever stands in it.
                self._nested += 1
                found.append(self._table(block) + paragraph("TableText", ""))
                self._nested -= 1
            elif not is_empty(block):
                words = self.runs(block.text, block.marks, own)
                if isinstance(block, Heading):
                    whole = Mark("bold", 0, len(block.text))
                    words = self.runs(block.text, (whole, *block.marks), own)
                if is_blank(block.number):
                    found.append(paragraph(style, words, own))
                else:
                    found.append(
                        paragraph(
                            _list_style(block),
                            self._number(block.number, own) + words,
                            own,
                            align="left",
                            placed=_FLUSH,
                        )
                    )
        return "".join(found) or paragraph(style, "", language)


_STYLES = {
    (False, False): "",
    (False, True): "Foreign",
    (True, False): "Untranslated",
    (True, True): "UntranslatedForeign",
}
_FIRST_LINE = '<w:ind w:firstLineChars="200" w:firstLine="420"/>'
_FLUSH = '<w:spacing w:before="40" w:after="40"/><w:ind w:left="0" w:right="0" w:firstLine="0"/>'


def _list_style(block: Paragraph | Heading) -> str:
    level = min(max(block.level, 0), 4) if isinstance(block, Paragraph) else 0
    kind = "ListBullet" if block.number.strip() in _BULLETS else "ListNumber"
    return f"{kind}{level + 1}" if level else kind


def _signed(marker: str) -> str:
    # A star is raised by its own shape.
    return run_properties(Look("FootnoteReference", baseline=marker.startswith("*")))
