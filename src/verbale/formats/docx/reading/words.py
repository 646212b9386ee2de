"""The inside of paragraphs: words, the marks over them, and where notes are anchored.

Tracked changes are read as accepted, fields as their results. What cannot be words is counted, so that the reading can
say what it left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import msgspec

from verbale.document.model import Mark, MarkKind
from verbale.formats.docx.reading import tags as t
from verbale.formats.docx.reading.drawings import is_picture, outermost, place_of
from verbale.formats.docx.reading.hints import character
from verbale.formats.docx.reading.package import Element, Relation
from verbale.formats.docx.reading.styles import Look, ParagraphStyle, Styles, properties

PAGE_NUMBER = "\0"  # stands for a page number; no text of XML holds it
PAGE_END = "\f"
_SPACES = " \t\n\f\u00a0\u3000"
_PLAIN = Look()
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_TAG = re.compile(r"\[[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*\]")
# The own mark of a note: in a run of its own, or stars before the words.
_OWN_MARK = re.compile(r"\s*(\S{1,12}\Z|[*\u2020\u2021\u00a7\u2217\uff0a]{1,4})")
_SOURCE_LINES = re.compile(r"[ \t]*\n[ \t\n]*")


class Words(msgspec.Struct, frozen=True):
    """Words and the marks over them; a line feed with a ``break`` mark behind it where a line was broken."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def cut(self, start: int, end: int) -> Words:
        """Return the words from ``start`` to ``end`` without the spaces around them."""
        text = self.text[start:end]
        first = start + len(text) - len(text.lstrip(_SPACES))
        text = text.strip(_SPACES)
        last = first + len(text)
        found = []
        for mark in self.marks:
            if mark.kind == "note":
                if start <= mark.start <= end:
                    at = min(max(mark.start, first), last) - first
                    found.append(Mark("note", at, at, mark.value))
            elif mark.kind == "break":
                if first < mark.start <= last:
                    found.append(Mark("break", mark.start - first, mark.start - first))
            elif (begin := max(mark.start, first)) < (stop := min(mark.end, last)):
                found.append(Mark(mark.kind, begin - first, stop - first, mark.value))
        return Words(text, tuple(found))

    def behind(self, text: str) -> Words:
        """Return the words with ``text`` before them."""
        by = len(text)
        return Words(text + self.text, tuple(Mark(m.kind, m.start + by, m.end + by, m.value) for m in self.marks))

    def flowed(self) -> Words:
        """Return the words on one line: a space stands for each line end, a ``break`` mark behind it."""
        return Words(self.text.replace("\n", " "), self.marks) if "\n" in self.text else self


def joined(parts: Sequence[Words], between: str = "\n") -> Words:
    """Return words one after the other: on lines of their own, or with ``between`` between them."""
    if len(parts) == 1:
        return parts[0]
    texts: list[str] = []
    marks: list[Mark] = []
    size = 0
    for part in parts:
        if texts and between:
            texts.append(between)
            size += len(between)
            marks += [Mark("break", size, size)] if between == "\n" else []
        marks += [Mark(mark.kind, mark.start + size, mark.end + size, mark.value) for mark in part.marks]
        texts.append(part.text)
        size += len(part.text)
    return Words("".join(texts), tuple(marks))


class Anchors(Protocol):
    """What tells the markers of notes: asked at each anchor, in their order."""

    def marker(self, kind: str, id_: str, custom: str) -> str:
        """Return what is printed for the note; ``custom`` is its own mark, empty where it is numbered."""


class _Field(msgspec.Struct):
    instruction: str = ""
    shows: bool = False  # its result has begun
    quiet: bool = False  # its result is not words
    link: str = ""
    noted: tuple[int, int, int, int] | None = None  # what had been read where the result, a note's marker, begins


class Inline:
    """Reads the insides of the paragraphs of one part, in their order: a field may reach over several."""

    def __init__(
        self,
        styles: Styles,
        relations: dict[str, Relation],
        anchors: Anchors,
        found: Counter[str],
        *,
        running: bool = False,
    ) -> None:
        self._styles, self._relations, self._anchors, self._found = styles, relations, anchors, found
        self._running = running  # in a header or footer
        self._fields: list[_Field] = []
        self._quiet = 0  # open fields whose words are not shown
        self._style, self._base = ParagraphStyle(), _PLAIN
        self._awaits: tuple[str, str] | None = None  # a note whose custom mark follows
        self._reset()

    def _reset(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._spans: list[tuple[int, int, tuple[tuple[MarkKind, str], ...]]] = []
        self._points: list[Mark] = []
        self._boxes: list[tuple[tuple[int, int], Element]] = []
        self.rules = 0

    def read(self, paragraph: Element, style: ParagraphStyle) -> Words:
        """Return the words of a paragraph; text boxes anchored in it are asked for with ``boxes``, lines drawn counted in ``rules``."""
        self._reset()
        self._style, self._base = style, self._styles.look((), style) if style.toggles else _PLAIN
        self._children(paragraph, "")
        self._settle()
        # A field whose result did not begin, or is a page number, ends with its paragraph at the latest.
        self._fields = [field for field in self._fields if field.shows and not field.quiet]
        self._quiet = 0
        text = "".join(self._pieces)
        if not (self._spans or self._points):
            return Words(text)
        return Words(text, _marks(self._spans, self._points))

    def boxes(self) -> list[Element]:
        """Return the text boxes that are anchored in the last paragraph, from the top of the page and its left."""
        return [box for _, box in sorted(self._boxes, key=lambda placed: placed[0])]

    def _children(self, parent: Element, link: str) -> None:
        for child in parent:
            tag = child.tag
            if tag == t.RUN:
                self._run(child, link)
            elif tag == t.HYPERLINK:
                self._children(child, self._address(child) or link)
            elif tag in t.WRAPPERS:
                self._children(child, link)
            elif tag in {t.INSERTED, t.MOVED_TO}:
                self._found["changes"] += 1
                self._children(child, link)
            elif tag in {t.DELETED, t.MOVED_FROM}:
                self._found["changes"] += 1
            elif tag == t.CONTROL:
                for content in child.iterchildren(t.CONTROLLED):
                    self._children(content, link)
            elif tag == t.SIMPLE_FIELD:
                self._open(child.get(f"{t.W}instr") or "")
                self._children(child, link)
                self._close()
            elif tag == t.ALTERNATE:
                self._children(_chosen(child), link)
            elif tag in t.MATH:
                self._found["formulas"] += 1
                self._add("".join(one.text or "" for one in child.iter(f"{t.M}t")), _PLAIN, link)
            elif tag == f"{t.W}subDoc":
                self._found["outside"] += 1

    def _address(self, element: Element) -> str:
        relation = self._relations.get(element.get(f"{t.R}id") or "")
        return relation.target if relation and relation.outside else ""

    def _run(self, run: Element, link: str) -> None:
        look = self._base
        for child in run:
            tag = child.tag
            if tag == t.TEXT:
                text = child.text
                if text:
                    if "\n" in text:
                        text = _SOURCE_LINES.sub(" ", text)
                    self._add(text, look, link)
            elif tag == t.RPR:
                look = self._styles.look(properties(child), self._style)
            else:
                self._other(child, tag, look, link)

    def _other(self, child: Element, tag: str, look: Look, link: str) -> None:
        """Read what stands in a run and is not plain text."""
        if tag in {t.TAB, t.PTAB}:
            self._add("\t", look, link)
        elif tag in {t.BREAK, t.RETURN}:
            if child.get(t.TYPE) in {"page", "column"}:
                self._add(PAGE_END, _PLAIN, "")
            elif not (self._quiet or look.hidden):
                self._add("\n", _PLAIN, link)
                self._points.append(Mark("break", self._size, self._size))
        elif tag == t.FIRM_HYPHEN:
            self._add("\u2011", look, link)
        elif tag == t.SOFT_HYPHEN:
            self._add("\u00ad", look, link)
        elif tag == t.SYMBOL:
            self._sign(child.get(f"{t.W}char") or "", child.get(f"{t.W}font") or "", look, link)
        elif tag == t.FIELD:
            self._turn(child.get(f"{t.W}fldCharType") or "")
        elif tag == t.INSTRUCTION:
            if self._fields and not self._fields[-1].shows:
                self._fields[-1].instruction += child.text or ""
        elif tag in {t.FOOTNOTE, t.ENDNOTE}:
            self._anchor(child, "footnote" if tag == t.FOOTNOTE else "endnote")
        elif tag in {t.DRAWING, t.PICTURE}:
            self._drawing(child)
        elif tag == t.OBJECT:
            self._found["objects"] += 1
        elif tag == t.ALTERNATE:
            for one in _chosen(child):
                self._other(one, one.tag, look, link)
        elif tag == t.RUBY:
            for base in child.iterchildren(f"{t.W}rubyBase"):
                self._children(base, link)
        elif tag == t.COMMENT:
            self._found["comments"] += 1

    def _add(self, text: str, look: Look, link: str) -> None:
        if self._awaits is not None and text != PAGE_END:
            text = self._own_mark(text)
        if self._quiet:
            return
        if look.hidden:
            self._found["hidden"] += len(text)
            return
        if look.is_tag and _TAG.fullmatch(text):
            return
        if look.struck:
            self._found["struck"] += 1
        if look.font or _PRIVATE.search(text):
            text = self._drawn(text, look.font)
        start = self._size
        self._pieces.append(text)
        self._size += len(text)
        marks = look.marks
        if self._fields and self._fields[-1].link:
            link = self._fields[-1].link
        if link:
            marks = (*marks, ("link", link))
        if marks:
            self._spans.append((start, self._size, marks))

    def _drawn(self, text: str, font: str) -> str:
        """Return what letters of a font of pictures show; only those at private code points are pictures."""

        def one(hit: re.Match[str]) -> str:
            sign = character(ord(hit[0]), font) if font else ""
            self._found["signs"] += not sign
            return sign or hit[0]

        return _PRIVATE.sub(one, text)

    def _sign(self, code: str, font: str, look: Look, link: str) -> None:
        try:
            place = int(code, 16) & 0xFFFF
        except ValueError:
            return
        sign = character(place, font)
        self._found["signs"] += not sign
        self._add(sign or chr(0xF000 | place & 0xFF), _PLAIN if look.font else look, link)

    # Fields ----------------------------------------------------------------------------------------------------------

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
            self._quiet += 1
        elif kind == "separate" and self._fields and not self._fields[-1].shows:
            instruction = self._fields.pop().instruction
            self._quiet -= 1
            self._open(instruction)
        elif kind == "end" and self._fields:
            if not self._fields[-1].shows:
                # A field without a result: a page number that was never laid out shows nothing else.
                instruction = self._fields.pop().instruction
                self._quiet -= 1
                self._open(instruction)
            self._close()

    def _open(self, instruction: str) -> None:
        """Begin the result of a field."""
        name = instruction.split(maxsplit=1)[0].upper() if instruction.strip() else ""
        field = _Field(instruction, shows=True, link=self._fields[-1].link if self._fields else "")
        if name == "HYPERLINK":
            found = _LINK.match(instruction)
            field.link = (found[1] or found[2] or "") if found else ""
        elif name in _PAGES and self._running:
            self._add(PAGE_NUMBER, _PLAIN, "")
            field.quiet = True
            self._quiet += 1
        elif name == "NOTEREF":
            field.noted = len(self._pieces), self._size, len(self._spans), len(self._points)
        self._fields.append(field)

    def _close(self) -> None:
        field = self._fields.pop()
        self._quiet -= field.quiet
        if field.noted is not None:
            pieces, self._size, spans, points = field.noted
            marker = "".join(self._pieces[pieces:]).strip()
            del self._pieces[pieces:], self._spans[spans:], self._points[points:]
            if marker:
                self._points.append(Mark("note", self._size, self._size, marker))

    # Notes -----------------------------------------------------------------------------------------------------------

    def _anchor(self, reference: Element, kind: str) -> None:
        self._settle()
        id_ = reference.get(t.ID) or ""
        if self._quiet:
            return
        if reference.get(f"{t.W}customMarkFollows") in {"1", "true", "on"}:
            self._awaits = (kind, id_)
        else:
            self._note(kind, id_, "")

    def _own_mark(self, text: str) -> str:
        """Take the mark of the note that awaits it, and return the text behind it."""
        found = _OWN_MARK.match(text)
        self._settle(found[1] if found else "")
        return text[found.end() :] if found else text

    def _settle(self, custom: str = "") -> None:
        """Anchor the note that awaits its own mark; one that has none gets the number that it would have."""
        if self._awaits is not None:
            (kind, id_), self._awaits = self._awaits, None
            self._note(kind, id_, custom)

    def _note(self, kind: str, id_: str, custom: str) -> None:
        marker = self._anchors.marker(kind, id_, custom)
        self._points.append(Mark("note", self._size, self._size, marker))

    # Drawings --------------------------------------------------------------------------------------------------------

    def _drawing(self, drawing: Element) -> None:
        boxes = list(outermost(drawing))
        if boxes:
            place = place_of(drawing)
            self._boxes += [(place, box) for box in boxes]
            return
        if any(shape.get(f"{t.O}hr") in {"t", "true", "1"} for shape in drawing):
            self.rules += 1
        elif is_picture(drawing):
            self._found["pictures"] += 1


def _chosen(alternate: Element) -> Element:
    """Return the first choice among alternatives, else the fallback: each says the same."""
    found = alternate.find(t.CHOICE)
    if found is None:
        found = alternate.find(t.FALLBACK)
    return () if found is None else found


def _marks(
    spans: Sequence[tuple[int, int, tuple[tuple[MarkKind, str], ...]]], points: Sequence[Mark]
) -> tuple[Mark, ...]:
    """Return marks for spans in their order; one that goes on where it ended is one mark."""
    open_: dict[tuple[MarkKind, str], tuple[int, int]] = {}
    found = list(points)
    for start, end, keys in spans:
        for key in keys:
            old = open_.get(key)
            if old is not None and old[1] == start:
                open_[key] = (old[0], end)
            else:
                if old is not None:
                    found.append(Mark(key[0], *old, key[1]))
                open_[key] = (start, end)
    found += [Mark(kind, *place, value) for (kind, value), place in open_.items()]
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))
