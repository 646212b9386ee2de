"""The content of a document or an annex as HTML: runs, blocks, tables and notes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from verbale.document import Block, Cell, Heading, Mark, Note, Paragraph, Segment, Table, segments
from verbale.document.printing import direction, is_blank, is_empty, pieces, safe_link
from verbale.formats.html.markup import element, escape

_TAGS = {"raised": "sup", "lowered": "sub", "italic": "i", "bold": "b", "underline": "u"}
_SECTIONS = (("thead", "th"), ("tbody", "td"))


class Names:
    """The ids of one page: each is given out once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, wanted: str) -> str:
        """Return ``wanted`` as an id that the page does not have yet, a letter first and no spaces."""
        stem = re.sub(r"[^\w.-]+", "-", wanted) or "part"
        stem = stem if stem[0].isalpha() else f"b-{stem}"
        found, count = stem, 1
        while found in self._given:
            count += 1
            found = f"{stem}-{count}"
        self._given.add(found)
        return found


class Part:
    """The document's own content, or one annex: its language, its notes, the heading levels to come."""

    def __init__(self, language: str, notes: Sequence[Note], levels: Iterator[int], names: Names) -> None:
        self.language = language
        self._notes, self._levels, self._names = notes, levels, names
        self._note_names = {note.id: names.new(note.id) for note in notes}
        self._markers = {note.id: note.marker.strip() or "*" for note in notes}
        self._anchors: dict[str, list[str]] = {}

    def tongue(self, language: str) -> dict[str, str]:
        """Return the attributes of a block in ``language``: none where it is the language of the part."""
        if not language or language == self.language:
            return {}
        return {"lang": language, "dir": direction(language)}

    def blocks(self, content: Sequence[Block], *, inner: bool = False) -> str:
        """Return the blocks; headings ``inner`` to a cell or a note are paragraphs in bold."""
        return "\n".join(markup for block in content if (markup := self._block(block, inner)))

    def _block(self, block: Block, inner: bool) -> str:
        language = block.language or self.language
        if isinstance(block, Table):
            return self._table(block, language)
        role = block.role if isinstance(block, Paragraph) else ""
        if is_empty(block):
            return "<hr>" if role == "rule" else ""
        tag = f"h{next(self._levels)}" if isinstance(block, Heading) and not inner else "p"
        words = self.runs(block.text, block.marks, language)
        if not is_blank(block.number):
            words = f"{element('span', escape(block.number), {'class': 'number'})} {words}"
        if isinstance(block, Heading) and inner:
            words = element("b", words)
        level = f"level-{min(block.level, 3)}" if isinstance(block, Paragraph) and block.level > 0 else ""
        attributes = {
            "id": self._names.new(block.id),
            "class": " ".join(name for name in (level, role) if name),
            **self.tongue(language),
        }
        if role == "quotation":
            return element("blockquote", element("p", words), attributes)
        return element(tag, words, attributes)

    def runs(self, words: str, marks: Sequence[Mark], language: str) -> str:
        """Return a text of ``language`` with its marks; a stretch of another language stands in an element of its own."""
        found: list[str] = []
        stretch: list[str] = []
        tongue, untranslated = "", False
        for segment in [*segments(words, marks), Segment("")]:
            is_point = bool(segment.note or segment.line_break)
            if untranslated and not segment.untranslated and not is_point:
                stretch.append(element("small", f"[{escape(label('untranslated', self.language))}]", _TAG))
            if not is_point and segment.language != tongue:
                found.append(self._foreign("".join(stretch), tongue, language))
                stretch, tongue = [], segment.language
            untranslated = segment.untranslated if not is_point else untranslated
            stretch.append(self._stretch(segment))
        return "".join([*found, self._foreign("".join(stretch), tongue, language)])

    def _foreign(self, markup: str, language: str, around: str) -> str:
        if not markup or not language or language == around:
            return markup
        tag = "span" if direction(language) == direction(around) else "bdi"
        return element(tag, markup, {"lang": language, "dir": direction(language)})

    def _stretch(self, segment: Segment) -> str:
        if segment.note:
            return self._anchor(segment.note)
        if segment.line_break:
            return "<br>"
        words = "".join(
            element("bdi", escape(piece), {"dir": "ltr", "class": "keep"}) if is_symbol else escape(piece)
            for piece, is_symbol in pieces(segment.text)
        )
        for kind, tag in _TAGS.items():
            if words and getattr(segment, kind):
                words = element(tag, words)
        if words and segment.untranslated:
            words = element("span", words, {"class": "untranslated"})
        link = safe_link(segment.link)
        return element("a", words, {"href": link}) if words and link else words

    def anchors(self, marks: Sequence[Mark]) -> str:
        """Return the references of the notes among ``marks``."""
        return "".join(self._anchor(mark.value) for mark in marks if mark.kind == "note")

    def _anchor(self, note_id: str) -> str:
        if note_id not in self._markers:
            return ""
        marker, target = self._markers[note_id], self._note_names[note_id]
        name = self._names.new(f"{target}-ref")
        self._anchors.setdefault(note_id, []).append(name)
        words = label("note", self.language, marker)
        attributes = {"id": name, "href": f"#{target}", "role": "doc-noteref", "aria-label": words}
        return element("sup", element("a", escape(marker), attributes))

    def endnotes(self, of: str = "") -> str:
        """Return the notes of the part, each with a way back to its anchor; ``of`` names the annex they belong to."""
        if not self._notes:
            return ""
        items = "\n".join(map(self._note, self._notes))
        name = label("notes", self.language) + (f" – {of}" if of.strip() else "")
        attributes = {"class": "notes", "role": "doc-endnotes", "aria-label": name}
        return element("section", f"\n<ol>\n{items}\n</ol>\n", attributes)

    def _note(self, note: Note) -> str:
        marker = self._markers[note.id]
        shown = element("span", escape(marker))
        if anchors := self._anchors.get(note.id):
            words = label("back", self.language, marker)
            shown = element(
                "a", escape(marker), {"href": f"#{anchors[0]}", "role": "doc-backlink", "aria-label": words}
            )
        body = element("div", self.blocks(note.content, inner=True))
        return element("li", shown + body, {"id": self._note_names[note.id]})

    def _table(self, table: Table, language: str) -> str:
        head = min(max(table.header, 0), len(table.rows))
        parts = []
        if not is_blank(table.caption):
            parts.append(element("caption", escape(table.caption)))
        for (section, tag), rows in zip(_SECTIONS, (table.rows[:head], table.rows[head:]), strict=True):
            if rows:
                lines = (element("tr", "".join(self._cell(cell, tag) for cell in row)) for row in rows)
                parts.append(element(section, "\n".join(lines)))
        name = table.caption if not is_blank(table.caption) else label("table", self.language)
        body = element("table", "\n".join(parts), {"id": self._names.new(table.id), **self.tongue(language)})
        return element("div", body, {"class": "wide", "role": "group", "tabindex": "0", "aria-label": name})

    def _cell(self, cell: Cell, tag: str) -> str:
        body = self.blocks(cell.content, inner=True)
        spans = {
            "colspan": str(min(cell.columns, 1000)) if cell.columns > 1 else "",
            "rowspan": str(min(cell.rows, 65534)) if cell.rows > 1 else "",
        }
        if tag == "th" and body:
            return element("th", body, {"scope": "colgroup" if cell.columns > 1 else "col", **spans})
        return element("td", body, spans)


_TAG = {"class": "tag"}


@cache
def _labels() -> dict[str, dict[str, str]]:
    rows = tomllib.loads(files("verbale.formats.html").joinpath("labels.toml").read_text("utf-8"))
    return {key: row for key, row in rows.items() if isinstance(row, dict)}


def label(key: str, language: str, marker: str = "") -> str:
    """Return what the page calls a thing in ``language``; a page in none of the six languages speaks English."""
    words = _labels()[key]
    return words.get(language, words["en"]).format(marker=marker)
