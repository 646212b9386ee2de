"""A document as the template takes it: plain lists and dictionaries, in the order of the page.

The template decides how things look; everything it must know is decided here: languages and directions of runs,
heading levels, which notes hang where, the grid of each table. Strings reach the page as strings and are never parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from verbale.document import (
    Annex,
    Block,
    Cell,
    CoverLine,
    Document,
    Heading,
    Mark,
    Note,
    Paragraph,
    Segment,
    Table,
    segments,
    texts,
)
from verbale.document.cover import printed
from verbale.document.printing import (
    clean,
    direction,
    is_blank,
    is_empty,
    meant_levels,
    name,
    original,
    outline,
    pieces,
    safe_link,
    spoken,
)
from verbale.languages import LANGUAGES

Data = dict[str, Any]

_ORGAN = re.compile(r"((?:^|(?<=[-\u2013\u2011]))[A-Z]+(?=/))")
_LONG_WORD = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]{60,}")
_LONG = 20_000  # characters of a paragraph, from which its lines are broken in one pass
_OPEN = {"ltr": "\u2066", "rtl": "\u2067"}
_CLOSE = "\u2069"

# The lines of the masthead, by where they stand: top left, top right, under them at the left and at the right.
_PLACES = {
    "organization": "organization",
    "symbol": "symbol",
    "organ": "organ",
    "distribution": "side",
    "advance": "side",
    "issued": "side",
    "language": "side",
    "original": "side",
    "only": "side",
    "job-number": "job",
}


def lay_out(document: Document, text: Callable[[str], str]) -> Data:
    """Return what the template prints; ``text`` has the last word on every string (it spells out what no font draws)."""
    language = document.masthead.language or "en"
    levels = iter(outline(meant_levels(document)))
    main = _Part(text, language, {note.id: note for note in document.notes}, levels)
    cover: dict[str, list[Data]] = {}
    for line in _masthead(document):
        spot = _PLACES.get(line.field, "below")
        tongue = spoken(line.text, language, "en")
        stretches = main.runs(line.text, line.marks, tongue)
        if line.field == "symbol":
            stretches = [piece for stretch in stretches for piece in _lettered(stretch)]
        entry = {"field": line.field, "runs": stretches, **main.tongue(tongue)}
        cover.setdefault(spot, []).append(entry)
    title = main.heading(document.title, document.title_marks)
    return {
        **main.tongue(language),
        "name": text(name(document)),
        "symbol": text(f"{document.symbol or ''}{document.masthead.stars}"),
        "cover": cover,
        "title": title,
        "subtitle": main.runs(document.subtitle, (), language),
        "body": main.blocks(document.content),
        "loose": main.loose(),
        "annexes": [_annex(annex, text, language, levels) for annex in document.annexes],
    }


def _masthead(document: Document) -> tuple[CoverLine, ...]:
    lines = printed(document) if document.masthead.language in LANGUAGES else document.cover
    job = document.masthead.job_number
    if job and not any(line.field == "job-number" for line in lines):
        lines += (CoverLine("job-number", job),)
    return lines


def _lettered(stretch: Data) -> list[Data]:
    # The organ's letters of a symbol are printed large: "A" of A/HRC/43/1, both of A/50/752-S/1995/1035.
    if "text" not in stretch:
        return [stretch]
    pieces = _ORGAN.split(stretch["text"])
    plain = {**stretch, "keep": False}
    return [{**plain, "text": piece, "large": bool(at % 2)} for at, piece in enumerate(pieces) if piece]


def _annex(annex: Annex, text: Callable[[str], str], language: str, levels: Iterator[int]) -> Data:
    own = annex.language or language
    part = _Part(text, own, {note.id: note for note in annex.notes}, levels)
    return {
        **part.tongue(own),
        "label": part.heading(annex.label, annex.label_marks, spoken(annex.label, own, language)),
        "title": part.heading(annex.title, annex.title_marks, spoken(annex.title, own, language)),
        "original": text(original(annex, language)),
        "body": part.blocks(annex.content),
        "loose": part.loose(),
    }


class _Part:
    """The content of the document or of one annex: its language, the notes not yet hung, the heading levels to come."""

    def __init__(
        self, text: Callable[[str], str], language: str, notes: dict[str, Note], levels: Iterator[int]
    ) -> None:
        self._text, self._language, self._notes, self._levels = text, language, notes, levels
        self._markers = {note.id: note.marker for note in notes.values()}

    def tongue(self, language: str) -> Data:
        """Return the language as the typesetter takes it, two or three letters, and its direction."""
        primary = language.split("-", maxsplit=1)[0].lower()
        return {"lang": primary if re.fullmatch("[a-z]{2,3}", primary) else "en", "dir": direction(language)}

    def blocks(self, content: Sequence[Block], *, inner: bool = False) -> list[Data]:
        """Return the blocks; headings ``inner`` to a cell or note are paragraphs in bold."""
        return [data for block in content if (data := self._block(block, inner))]

    def heading(self, words: str, marks: Sequence[Mark], language: str = "") -> Data | None:
        if is_blank(words):
            return None
        own = language or self._language
        return {"level": next(self._levels), "runs": self.runs(words, marks, own), **self.tongue(own)}

    def loose(self) -> list[Data]:
        """Return the notes that nothing anchored, to be printed after the part."""
        left = list(self._notes.values())
        self._notes = {}
        return [self._note(note) for note in left]

    def _block(self, block: Block, inner: bool) -> Data | None:
        language = block.language or self._language
        match block:
            case Paragraph() | Heading() if is_empty(block) and getattr(block, "role", "") != "rule":
                return None
            case Heading() if not inner:
                style = {"kind": "heading", "level": next(self._levels), "rank": block.level}
            case Paragraph() | Heading():
                style = {"kind": "paragraph", "level": 0, "role": "heading"}
                if isinstance(block, Paragraph):
                    style |= {"level": min(max(block.level, 0), 6), "role": block.role}
            case Table():
                return {"kind": "table", **self.tongue(language), **self._table(block, language)}
        number = self._text(clean(block.number))
        words = self.runs(block.text, block.marks, language)
        return {**style, "number": number, "runs": words, "long": len(block.text) > _LONG, **self.tongue(language)}

    def runs(self, words: str, marks: Sequence[Mark], language: str) -> list[Data]:
        """Return the stretches of a text; those of another direction are isolated from their neighbours."""
        found: list[Data] = []
        base = direction(language)
        inside = ""  # the direction of the isolate that is open
        waiting = ""  # the language of the untranslated passage that is open
        for segment in segments(words, marks):
            if waiting and not (segment.untranslated or segment.note):
                found.append({"tag": waiting})
                waiting = ""
            own = direction(segment.language) if segment.language else base
            if inside and own != inside:
                found.append({"text": _CLOSE})
                inside = ""
            if own != base and not inside:
                found.append({"text": _OPEN[own]})
                inside = own
            if segment.note:
                found += self._anchor(segment.note)
            elif segment.line_break:
                found.append({"break": True})
            else:
                found += self._stretch(segment)
            waiting = (segment.language or language) if segment.untranslated else waiting
        if inside:
            found.append({"text": _CLOSE})
        return [*found, {"tag": waiting}] if waiting else found

    def _stretch(self, segment: Segment) -> Iterator[Data]:
        style: Data = {kind: True for kind in _STYLES if getattr(segment, kind)}
        if segment.language:
            style["lang"] = self.tongue(segment.language)["lang"]
        if link := safe_link(segment.link):
            style["link"] = link
        for piece, is_symbol in pieces(clean(segment.text)):
            keep = {"keep": True} if is_symbol and len(piece) < 40 else {}
            yield {"text": self._text(_LONG_WORD.sub(_broken, piece)), **style, **keep}

    def _anchor(self, note_id: str) -> list[Data]:
        if note_id not in self._markers:
            return []
        note = self._notes.pop(note_id, None)
        return [{"again": self._text(self._markers[note_id])} if note is None else {"note": self._note(note)}]

    def _note(self, note: Note) -> Data:
        language = next((block.language for block in note.content if block.language), self._language)
        marker = self._text(clean(note.marker)) or "*"
        return {"marker": marker, "body": self.blocks(note.content, inner=True), **self.tongue(language)}

    def _table(self, table: Table, language: str) -> Data:
        rows, width = _grid(table)
        cells = [
            [{"columns": c.columns, "rows": c.rows, "body": self.blocks(c.content, inner=True)} for c in row]
            for row in rows
        ]
        return {
            "caption": self.runs(table.caption, (), language),
            "rows": cells,
            "header": min(max(table.header, 0), len(rows)),
            "widths": _widths(rows, width),
        }


_STYLES = ("bold", "italic", "underline", "raised", "lowered", "untranslated")


def _broken(word: re.Match[str]) -> str:
    return "\u200b".join(word[0][at : at + 30] for at in range(0, len(word[0]), 30))


def _grid(table: Table) -> tuple[list[list[Cell]], int]:
    """Return the rows with every place of the grid covered once, and the number of columns.

    Spans end where the table or its head ends, or at a cell that comes down from above; empty cells fill a ragged row.
    """
    height, head = len(table.rows), min(max(table.header, 0), len(table.rows))
    taken: set[tuple[int, int]] = set()
    rows: list[list[tuple[int, Cell]]] = []
    for y, row in enumerate(table.rows):
        bottom, x, found = head if y < head else height, 0, []
        for cell in row:
            while (x, y) in taken:
                x += 1
            wanted, deep = min(max(cell.columns, 1), 60), min(max(cell.rows, 1), bottom - y)
            columns = next((n for n in range(1, wanted) if (x + n, y) in taken), wanted)
            taken |= {(x + dx, y + dy) for dx in range(columns) for dy in range(deep)}
            found.append((x, Cell(cell.content, columns, deep)))
            x += columns
        rows.append(found)
    width = max((x for x, _ in taken), default=-1) + 1
    for y, placed in enumerate(rows):
        placed += [(x, Cell()) for x in range(width) if (x, y) not in taken]
        placed.sort(key=lambda at: at[0])
    return [[cell for _, cell in placed] for placed in rows], width


def _widths(rows: list[list[Cell]], width: int) -> list[float]:
    """Return a share for each column: its longest word in full, its longest cell by the square root."""
    shares = [4.0] * width
    for row in rows:
        if len(row) == width:
            for column, cell in enumerate(row):
                words = " ".join(block.text for block, _ in texts(cell.content, ""))
                longest = max((min(len(word), 20) for word in words.split()), default=0)
                shares[column] = max(shares[column], longest, len(words) ** 0.6)
    return shares
