"""Reading the body of a document: hierarchy, lists, tables and notes become blocks, and no word is left behind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args, get_type_hints

import msgspec
from msgspec.structs import replace

from verbale.document import Block, Cell, Citation, Heading, Mark, Note, Paragraph, Table
from verbale.formats.akn.ids import Counted
from verbale.formats.akn.parsing import Element, local
from verbale.formats.akn.text_reader import XML_LANG, Text, ordered, read_nodes, read_text
from verbale.formats.akn.vocabulary import heading_levels

ROLES = frozenset(get_args(get_type_hints(Paragraph)["role"])) - {""}

_TEXTS = frozenset({"p", "block", "listIntroduction", "listWrapUp", "longTitle"})
_HEADS = frozenset({"heading", "subheading", "crossHeading"})
_SECTIONS = frozenset(
    {"section", "part", "chapter", "title", "article", "book", "tome", "division", "subsection", "subpart", "subchapter",
     "subtitle", "subdivision", "hcontainer"}
)  # fmt: skip
_POINTS = frozenset({"point", "indent", "item", "li", "sublist"})
_HIERARCHY = _SECTIONS | _POINTS | frozenset(
    {"paragraph", "subparagraph", "clause", "subclause", "alinea", "rule", "subrule", "proviso", "list", "level", "tblock",
     "transitional", "blockList", "ul", "ol"}
)  # fmt: skip
_CONTAINERS = _HIERARCHY | frozenset(
    {"content", "intro", "wrapUp", "container", "formula", "recitals", "recital", "citations", "citation", "foreign", "toc",
     "blockContainer", "preamble", "preface", "mainBody", "body", "conclusions", "embeddedStructure", "components",
     "component", "statement", "doc", "interstitial", "debateBody", "debateSection", "speech", "collectionBody"}
)  # fmt: skip
_BLOCKS = _TEXTS | _HEADS | _CONTAINERS | {"table", "num"}
_SKIPPED = frozenset({"meta", "img", "documentRef", "componentRef", ""})
_PLAIN = "plain"
_NUMBER = re.compile(
    r"(\d{1,3}[.)]|\d{1,3} ?[-\u2013](?=\s|\Z)|\([a-z]{1,4}\)|\(\d{1,2}\)|[a-z]{1,4}\)|\([\u0621-\u064a]\u0640?\)"
    r"|\(?[\u0430-\u044f]\)|[\u2022\u00b7\u2013\u2014\uf0b7])(\s+|\Z)"
)
_FIRST = frozenset(
    "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹(abcdefghijklmnopqrstuvwxyzабвгдежзиклмнопрстуф\u2022\u00b7\u2013\u2014\uf0b7"
)
_DEEPEST = 60


@dataclass
class Notes:
    """The notes of a file as they are met, each with the part it belongs to and its place among the notes there."""

    root: Element
    own: bool
    found: list[tuple[int, int, Note]] = field(default_factory=list)
    _counts: Counter[int] = field(default_factory=Counter)
    _names: dict[str, str] | None = None

    def of(self, part: int) -> tuple[Note, ...]:
        """Return the notes of a part in their order: 0 is the document, 1 its first annex."""
        mine = [(nth, note) for owner, nth, note in self.found if owner == part]
        return tuple(note for _, note in sorted(mine, key=lambda one: one[0]))

    def place(self, element: Element, part: int) -> tuple[int, int]:
        """Return the part of a note and its place there: by its eId in our own files, else where it stands."""
        if self.own and (named := _numbers(element.get("eId", ""))):
            return named
        self._counts[part] += 1
        return part, self._counts[part]

    def named(self, element: Element) -> str:
        """Return the id of the note that a reference names."""
        if self._names is None:
            self._names = {}
            for note in self.root.iter("{*}authorialNote", "{*}note"):
                eid = note.get("eId", "")
                if numbers := _numbers(eid):
                    self._names[eid] = note.get("GUID", "") if self.own and note.get("GUID") else note_id(*numbers)
        return self._names.get(element.get("href", "").lstrip("#"), "")


def note_id(part: int, nth: int) -> str:
    """Return the id that the nth note of a part has unless it says otherwise."""
    return f"a{part}-n{nth}" if part else f"n{nth}"


def _numbers(eid: str) -> tuple[int, int] | None:
    """Return part and place in the eId of a note: ``att_2__authorialNote_1`` is the first of the second annex."""
    head, _, tail = eid.rpartition("authorialNote_")
    if not tail.isdecimal():
        return None
    part = head.removeprefix("att_").removesuffix("__")
    return (int(part) if part.isdecimal() else 0), int(tail)


@dataclass
class _Number:
    """A printed number that waits for its paragraph or heading."""

    text: str = ""

    def take(self) -> str:
        text, self.text = self.text, ""
        return text


class Context(msgspec.Struct, frozen=True):
    """Where a block stands: the part and its ids, depth of lists and sections, the role that its paragraphs have."""

    notes: Notes
    cited: list[Citation]
    ids: Counted
    part: int = 0
    level: int = 0
    section: int = 1
    depth: int = 0
    role: str = ""
    operative: bool = False  # numbered paragraphs are operative
    carried: _Number = msgspec.field(default_factory=_Number)  # a number whose paragraph comes in the next element

    @property
    def own(self) -> bool:
        """Whether the file was written by us."""
        return self.notes.own


def read_blocks(elements: Sequence[Element], context: Context) -> tuple[Block, ...]:
    """Return the blocks that elements hold, in their order."""
    blocks = [block for element in elements for block in _blocks(element, context, _Number())]
    return (*blocks, *_left(context))


def _blocks(element: Element, context: Context, number: _Number) -> Iterator[Block]:
    tag = local(element)
    if tag in _SKIPPED:
        return
    if context.depth > _DEEPEST:
        yield from _paragraph(read_nodes("".join(element.itertext()), (), own=False), element, context, number)
        return
    if tag == "table":
        yield from _left(context)
        yield _table(element, context)
    elif tag in _HEADS and not (tag == "crossHeading" and element.get("refersTo") == "#preamble"):
        yield _heading(element, context, number)
    elif tag == "num":
        number.text = " ".join(filter(None, (number.text, read_text(element, own=context.own).text)))
    elif tag in _HIERARCHY:
        yield from _hierarchical(element, tag, context, number if tag == "list" else _Number())
    elif tag in _CONTAINERS and _is_container(element):
        yield from _mixed(element, _inside(element, tag, context), number)
    elif any(local(child) in _BLOCKS for child in element):
        yield from _mixed(element, replace(context, depth=context.depth + 1), number)
    else:
        if tag == "crossHeading":
            context = replace(context, role="preambular")
        yield from _paragraph(read_text(element, own=context.own), element, context, number)


def _is_container(element: Element) -> bool:
    return len(element) > 0 and any(local(child) in _BLOCKS for child in element)


def _inside(element: Element, tag: str, context: Context) -> Context:
    """Return the context of the children of a container."""
    deeper = context.depth + 1
    if (
        tag in {"formula", "container"}
        and context.role != "preambular"
        and local(element.getparent()) == "embeddedStructure"
    ):
        return replace(context, depth=deeper, role="preambular")
    return replace(context, depth=deeper)


def _hierarchical(element: Element, tag: str, context: Context, number: _Number) -> Iterator[Block]:
    deeper = context.depth + 1
    is_section = tag in _SECTIONS and any(local(child) in _HEADS for child in element)
    inner = replace(context, depth=deeper, section=context.section + is_section)
    heads = replace(context, depth=deeper)
    below = replace(inner, level=context.level + 1)
    if tag in {"ul", "ol", "blockList"}:
        inner = below
    yield from _mixed(element, inner, number, heads=heads, points=below if tag in {"list", "sublist"} else None)
    if number.text and tag != "list":
        yield from _paragraph(Text(), element, context, number)


def _mixed(
    element: Element, context: Context, number: _Number, *, heads: Context | None = None, points: Context | None = None
) -> Iterator[Block]:
    """Yield the blocks among the children of an element; words and inline elements between them are paragraphs."""
    lead, loose = element.text, list[Element]()

    def between() -> Iterator[Block]:
        if loose or (lead and lead.strip()):
            yield from _paragraph(read_nodes(lead, loose, own=context.own), element, context, number)

    for child in element:
        tag = local(child)
        if tag in _BLOCKS or tag in _SKIPPED:
            yield from between()
            where = context
            if heads and tag in _HEADS:
                where = heads
            elif points and tag in _POINTS:
                where = points
            yield from _blocks(child, where, number)
            lead, loose = child.tail, []
        else:
            loose.append(child)
    yield from between()


def marks_of(text: Text, block: str, context: Context) -> tuple[Mark, ...]:
    """Return the marks of a text with those of its notes, and keep its notes and citations."""
    for one in text.cited:
        context.cited.append(Citation(one.start, one.end, text.text[one.start : one.end], one.symbol, one.kind, block))
    if not text.notes:
        return text.marks
    points = [Mark("note", at, at, read_note(element, context)) for at, element in text.notes]
    return ordered((*text.marks, *points))


def read_note(element: Element, context: Context) -> str:
    """Keep a note and return its id; of a reference to a note only the id."""
    if local(element) == "noteRef":
        is_absent = context.own and element.get("class") == "absent"
        return str(element.get("title", "")) if is_absent else context.notes.named(element)
    part, nth = context.notes.place(element, context.part)
    id_ = (element.get("GUID") if context.own else None) or note_id(part, nth)
    # The place is held before the note is read: a note may hold another.
    at = len(context.notes.found)
    context.notes.found.append((part, nth, Note(id_, "", ())))
    inside = Context(context.notes, context.cited, Counted(f"{id_}-"), part, depth=context.depth + 1)
    content = (*_mixed(element, inside, _Number()), *_left(inside)) if context.depth < _DEEPEST else ()
    context.notes.found[at] = (part, nth, Note(id_, element.get("marker", ""), content))
    return id_


def _id(element: Element, counted: str, context: Context) -> str:
    return (element.get("GUID") if context.own else None) or counted


def _paragraph(text: Text, element: Element, context: Context, number: _Number) -> Iterator[Block]:
    if not (text.text or text.notes or number.text or context.own) or (context.own and element.get("class") == "empty"):
        return
    holder = _holder(element) if context.own else element
    names = (holder.get("class") or "").split() if context.own else ()
    level = next((int(name[6:]) for name in names if name[:6] == "level-" and name[6:].isdecimal()), context.level)
    printed = number.take()
    if not context.own:
        printed, text = _with_number(printed, text)
        if printed or not text.text:
            yield from _left(context)
        if printed and not (text.text or text.notes):
            # Some publishers part a number from its paragraph.
            context.carried.text = printed
            return
        printed = printed or context.carried.take()
        level = level or _depth(printed)
    if heading := next((name for name in names if name[:8] == "heading-"), ""):
        id_ = _id(holder, context.ids.next("h"), context)
        yield Heading(
            id_, text.text, marks_of(text, id_, context), printed, _int(heading[8:]), _tongue(element, context)
        )
        return
    role = context.role or ("operative" if context.operative and printed else "")
    role = next((name if name in ROLES else "" for name in names if name in ROLES or name == _PLAIN), role)
    id_ = _id(holder, context.ids.next("p"), context)
    marks = marks_of(text, id_, context)
    yield Paragraph(id_, text.text, marks, printed, level, role, _tongue(element, context))  # type: ignore[arg-type] # of ROLES


def _left(context: Context) -> Iterator[Block]:
    """Yield a number that no paragraph followed, as a paragraph of its own."""
    if printed := context.carried.take():
        yield Paragraph(context.ids.next("p"), "", (), printed, context.level or _depth(printed))


def _holder(element: Element) -> Element:
    """Return the element that bears id and class of a paragraph: its container in the hierarchy, else itself."""
    above = element.getparent()
    if local(element) == "p" and local(above) in {"content", "intro"}:
        above = above.getparent()
        return above.getparent() if local(above) == "list" else above
    return above if local(above) in {"tblock", "container", "formula"} else element


def _int(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() else 1


def _tongue(element: Element, context: Context) -> str:
    return str(element.get(XML_LANG, "")) if context.own else ""


def _with_number(number: str, text: Text) -> tuple[str, Text]:
    """Return the number and the words of a paragraph whose number was left among its words, before a tab or a space."""
    if number or text.text[:1] not in _FIRST:
        return number, text
    found = _NUMBER.match(text.text)
    if not found:
        return number, text
    start = found.end()
    moved = ordered(
        Mark(mark.kind, max(mark.start - start, 0), max(mark.end - start, 0), mark.value)
        for mark in text.marks
        if mark.end > start or mark.start >= start
    )
    notes = tuple((max(offset - start, 0), note) for offset, note in text.notes)
    return found[1], Text(text.text[start:], moved, notes)


def _depth(number: str) -> int:
    """Return the level that a printed number has by its kind: 0 for figures, 1 for letters, 2 for small Roman ones."""
    bare = number.strip("(). -\u2013\u2022")
    if not number or bare.isdecimal() or (bare.isupper() and number[0] != "("):
        return 0
    return 2 if len(bare) > 1 and set(bare) <= set("ivx") else 1


def _heading(element: Element, context: Context, number: _Number) -> Heading:
    holder = element.getparent() if element.getparent() is not None else element
    names = (holder.get("class") or "").split()
    stated = next((name for name in names if name[:8] == "heading-"), "") if context.own else ""
    known = next((heading_levels()[name] for name in names if name in heading_levels()), 0)
    level = _int(stated[8:]) if stated else known or context.section
    text = read_text(element, own=context.own)
    printed = number.take()
    if not context.own:
        printed, text = _with_number(printed or context.carried.take(), text)
    id_ = _id(holder, context.ids.next("h"), context)
    return Heading(id_, text.text, marks_of(text, id_, context), printed, level, _tongue(element, context))


def _table(element: Element, context: Context) -> Table:
    id_ = _id(element, context.ids.next("t"), context)
    caption = element.find("{*}caption")
    words = read_text(caption, own=context.own) if caption is not None else Text()
    for _, note in words.notes:
        read_note(note, context)
    rows: list[tuple[Cell, ...]] = []
    header = 0
    is_empty = context.own and element.get("class") == "empty"
    for r, row in enumerate(() if is_empty else [row for row in element.iter("{*}tr") if _table_of(row) is element], 1):
        cells = (
            [] if context.own and row.get("class") == "empty" else [cell for cell in row if local(cell) in {"td", "th"}]
        )
        header += header == len(rows) and bool(cells) and all(local(cell) == "th" for cell in cells)
        rows.append(tuple(_cell(cell, f"{id_}r{r}c{c}", context) for c, cell in enumerate(cells, 1)))
    return Table(id_, tuple(rows), header, words.text, _tongue(element, context))


def _table_of(row: Element) -> Element:
    above = row.getparent()
    while local(above) in {"tbody", "thead", "tfoot"}:
        above = above.getparent()
    return above


def _cell(element: Element, id_: str, context: Context) -> Cell:
    ids, below = Counted(id_, cell=True), context.depth + 1
    inside = replace(context, ids=ids, level=0, role="", operative=False, depth=below, carried=_Number())
    content = (*_mixed(element, inside, _Number()), *_left(inside))
    return Cell(content, _span(element.attrib, "colspan"), _span(element.attrib, "rowspan"))


def _span(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and text != "0" and len(text) < 6 else 1
