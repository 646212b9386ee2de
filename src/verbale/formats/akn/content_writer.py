"""Writing the body of a document: paragraphs in their lists, headings, tables, notes at their anchors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from verbale.document import Annex, Block, Cell, Citation, Document, Heading, Mark, Note, Paragraph, Table
from verbale.formats.akn.ids import Counted, EIds
from verbale.formats.akn.markup import attribute, escape, space, tongue
from verbale.formats.akn.text_writer import Span, write_text

_DEEPEST = 8
"""Levels of lists that are nested; what stands deeper says its level itself."""
_CLOSING = frozenset({"place-date", "vote", "signature"})


@dataclass
class Whole:
    """What holds for all parts of a file: the names given, the notes written, the citations of each block."""

    citations: dict[str, list[Citation]]
    eids: set[str] = field(default_factory=set)
    guids: set[str] = field(default_factory=set)
    written: dict[str, str] = field(default_factory=dict)  # note id -> eId
    lost: list[str] = field(default_factory=list)  # ids that no attribute can hold
    notes: dict[str, tuple[Note, str, int]] = field(default_factory=dict)  # note id -> note, prefix of its part, place

    def guid(self, id_: str, counted: str) -> str:
        """Return the attribute that keeps the id of a block where a reader would count another."""
        if id_ == counted:
            return ""
        if not id_ or any(letter.isspace() for letter in id_) or id_ in self.guids:
            self.lost.append(id_)
            return ""
        self.guids.add(id_)
        return attribute("GUID", id_)


def whole(document: Document) -> Whole:
    """Return what holds for all parts of a document's file before any is written."""
    citations: dict[str, list[Citation]] = {}
    for citation in document.citations:
        citations.setdefault(citation.block, []).append(citation)
    found = Whole(citations)
    parts: list[tuple[int, Document | Annex]] = [(0, document), *enumerate(document.annexes, 1)]
    for number, part in parts:
        for nth, note in enumerate(part.notes, 1):
            found.notes.setdefault(note.id, (note, f"att_{number}__" if number else "", nth))
    return found


class Part:
    """Writes the parts of a document's text in the order in which they stand; ``number`` 0 is the document itself."""

    def __init__(self, file: Whole, number: int, content: Sequence[Block], *, operative: bool) -> None:
        self._file, self._number, self._operative = file, number, operative
        numbered = any(isinstance(b, Paragraph) and b.level == 0 and b.number[:1].isdecimal() for b in content)
        self.eids = EIds(f"att_{number}__" if number else "", file.eids, numbered=numbered)
        self._ids = Counted(f"a{number}-" if number else "")
        self._preamble, self._body, self._closing = _parted(content) if not number else ([], content, [])

    # -- parts ---------------------------------------------------------------------------------------------------

    def preamble(self) -> str:
        """Return the preamble: the opening formula and the preambular paragraphs."""
        if not self._preamble:
            return ""
        out = []
        for nth, block in enumerate(self._preamble):
            tag = "container" if nth else "formula"
            name = "preambular" if nth else "enactingFormula"
            head = f' name="{name}" eId="{self.eids.next(tag)}"{self._guid(block)}'
            out.append(f"<{tag}{head}>{self._p(block)}</{tag}>")
        return f'<preamble eId="{self.eids.named("preamble")}">{"".join(out)}</preamble>'

    def body(self, language: str = "") -> str:
        """Return the body; one without any block holds an empty paragraph, as the schema demands."""
        blocks = "".join(self._tree(_nested(self._body), "")) or '<p class="empty"/>'
        return f'<mainBody eId="{self.eids.named("body")}"{tongue(language)}>{blocks}</mainBody>'

    def conclusions(self) -> str:
        """Return the conclusions: place and date, the vote, signatures."""
        if not self._closing:
            return ""
        out = []
        for block in self._closing:
            eid = self.eids.under("conclusions", "p")
            out.append(self._p(block, f' eId="{eid}" class="{block.role}"{self._guid(block)}'))
        return f'<conclusions eId="{self.eids.named("conclusions")}">{"".join(out)}</conclusions>'

    def words(self, text: str, marks: Sequence[Mark], block: str = "", parts: Sequence[Span] = ()) -> str:
        """Return a text with its marks, citations and notes, and with ``parts`` of it in further elements."""
        cited = [c for c in self._file.citations.get(block, ()) if holds(text, c)] if block else ()
        return write_text(text, marks, cited, self._anchor, parts)

    def unanchored(self, notes: Sequence[Note]) -> str:
        """Return the notes that no text anchors, for the metadata."""
        loose = [note for note in notes if note.id not in self._file.written]
        return "".join(self._note(note.id, "note") for note in loose)

    # -- blocks --------------------------------------------------------------------------------------------------

    def _tree(self, nodes: Sequence[_Node], parent: str) -> list[str]:
        return [self._block(node, parent) for node in nodes]

    def _block(self, node: _Node, parent: str) -> str:
        block = node.block
        match block:
            case Table():
                return self._table(block, self._ids)
            case Heading():
                guid = self._file.guid(block.id, self._ids.next("h"))
                words = f"<heading{_own(block)}>{self._words(block)}</heading>"
                return f'<paragraph eId="{self.eids.next("heading")}" class="heading-{block.level}"{guid}>{_num(block.number)}{words}</paragraph>'
            case Paragraph():
                return self._paragraph(block, node, parent)

    def _paragraph(self, block: Paragraph, node: _Node, parent: str) -> str:
        tag = "point" if parent else "paragraph"
        eid = self.eids.under(parent, "point") if parent else self.eids.paragraph(block.number)
        usual = "operative" if self._operative and block.number else ""
        names = _names(block, usual, node.depth)
        head = f'<{tag} eId="{eid}"{names}{self._guid(block)}>{_num(block.number)}'
        words = self._p(block)
        if not node.below:
            return f"{head}<content>{words}</content></{tag}>"
        points = "".join(self._tree(node.below, eid))
        return f'{head}<list eId="{self.eids.under(eid, "list")}"><intro>{words}</intro>{points}</list></{tag}>'

    def _p(self, block: Paragraph | Heading, attributes: str = "") -> str:
        return f"<p{attributes}{_own(block)}>{self._words(block)}</p>"

    def _words(self, block: Paragraph | Heading) -> str:
        return self.words(block.text, block.marks, block.id)

    def _guid(self, block: Paragraph) -> str:
        return self._file.guid(block.id, self._ids.next("p"))

    def _inner(self, content: Sequence[Block], ids: Counted) -> str:
        """Return the blocks of a cell or a note, which no hierarchy may hold."""
        out = []
        for block in content:
            match block:
                case Table():
                    out.append(self._table(block, ids))
                    continue
                case Heading():
                    names = f' class="heading-{block.level}"'
                    guid = self._file.guid(block.id, ids.next("h"))
                case Paragraph():
                    names = _names(block, "", 0)
                    guid = self._file.guid(block.id, ids.next("p"))
            if block.number:
                out.append(f"<tblock{names}{guid}>{_num(block.number)}{self._p(block)}</tblock>")
            else:
                out.append(self._p(block, names + guid))
        return "".join(out)

    def _table(self, table: Table, ids: Counted) -> str:
        counted = ids.next("t")
        guid = self._file.guid(table.id, counted)
        id_ = table.id if guid or table.id == counted else counted
        caption = f"<caption{space(table.caption)}>{escape(table.caption)}</caption>" if table.caption else ""
        rows = "".join(
            self._row(row, r, id_, "th" if r <= table.header else "td") for r, row in enumerate(table.rows, 1)
        )
        empty = "" if table.rows else ' class="empty"'
        eid = self.eids.next("table")
        return f'<table eId="{eid}"{empty}{guid}{tongue(table.language)}>{caption}{rows or "<tr><td/></tr>"}</table>'

    def _row(self, row: Sequence[Cell], nth: int, table: str, tag: str) -> str:
        if not row:
            return '<tr class="empty"><td/></tr>'
        cells = []
        for column, cell in enumerate(row, 1):
            spans = f' colspan="{cell.columns}"' if cell.columns != 1 else ""
            spans += f' rowspan="{cell.rows}"' if cell.rows != 1 else ""
            words = self._inner(cell.content, Counted(f"{table}r{nth}c{column}", cell=True))
            cells.append(f"<{tag}{spans}>{words}</{tag}>")
        return f"<tr>{''.join(cells)}</tr>"

    # -- notes ---------------------------------------------------------------------------------------------------

    def _anchor(self, id_: str) -> str:
        if id_ not in self._file.notes:
            return f'<noteRef href="#" class="absent"{attribute("title", id_)}/>'
        if eid := self._file.written.get(id_):
            return f'<noteRef href="#{eid}"{attribute("marker", self._file.notes[id_][0].marker)}/>'
        return self._note(id_, "authorialNote")

    def _note(self, id_: str, tag: str) -> str:
        note, prefix, nth = self._file.notes[id_]
        eid = f"{prefix}authorialNote_{nth}"
        # Named before its words are written: a note may refer to itself.
        self._file.written[id_] = eid
        self._file.eids.add(eid)
        number = int(prefix[4:-2]) if prefix else 0
        guid = self._file.guid(note.id, f"a{number}-n{nth}" if number else f"n{nth}")
        words = self._inner(note.content, Counted(f"{note.id}-")) or '<p class="empty"/>'
        marker = attribute("marker", note.marker)
        return f'<{tag} eId="{eid}"{marker} placement="bottom"{guid}>{words}</{tag}>'


@dataclass
class _Node:
    """A block, how deep in lists it stands, and the points below it."""

    block: Block
    depth: int = 0
    below: list[_Node] = field(default_factory=list)


def _nested(content: Sequence[Block]) -> list[_Node]:
    """Return the blocks as a tree: a paragraph one level deeper than the one before it is a point below it."""
    roots: list[_Node] = []
    path: list[tuple[int, _Node]] = []
    for block in content:
        node = _Node(block)
        if not isinstance(block, Paragraph):
            path = []
            roots.append(node)
            continue
        while path and path[-1][0] >= block.level:
            path.pop()
        if path and path[-1][0] == block.level - 1 and len(path) < _DEEPEST:
            node.depth = path[-1][1].depth + 1
            path[-1][1].below.append(node)
        else:
            path = []
            roots.append(node)
        path.append((block.level, node))
    return roots


def _parted(content: Sequence[Block]) -> tuple[list[Paragraph], Sequence[Block], list[Paragraph]]:
    """Return preambular paragraphs, the body, and what closes it: place, date, vote and signatures."""
    preamble = list(_plain(content, frozenset({"preambular"})))
    rest = content[len(preamble) :]
    closing = list(_plain(reversed(rest), _CLOSING))[::-1]
    return preamble, rest[: len(rest) - len(closing)], closing


def _plain(blocks: Iterable[Block], roles: frozenset[str]) -> Iterator[Paragraph]:
    """Yield the first paragraphs of the roles that have neither number nor level."""
    for block in blocks:
        if not isinstance(block, Paragraph) or block.role not in roles or block.number or block.level:
            return
        yield block


def holds(text: str, citation: Citation) -> bool:
    """Tell whether a citation lies within a text and quotes it."""
    return 0 <= citation.start < citation.end and text[citation.start : citation.end] == citation.text


def _names(block: Paragraph, usual: str, depth: int) -> str:
    names: list[str] = [block.role or "plain"] if block.role != usual else []
    if block.level != depth:
        names.append(f"level-{block.level}")
    return f' class="{" ".join(names)}"' if names else ""


def _num(number: str) -> str:
    return f"<num{space(number)}>{escape(number)}</num>" if number else ""


def _own(block: Paragraph | Heading) -> str:
    return tongue(block.language) + space(block.text)
