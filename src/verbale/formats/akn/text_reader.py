"""Reading mixed content: the words of a paragraph, the marks over them, and the notes anchored in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from verbale.document import Mark
from verbale.document.model import MarkKind
from verbale.formats.akn.parsing import Element, local

_SPACE = " \t\n\r"
_AS_SPACE = str.maketrans("\t\n\r", "   ")
_TAGS: dict[str, tuple[MarkKind, ...]] = {
    "b": ("bold",), "i": ("italic",), "u": ("underline",), "sup": ("raised",), "sub": ("lowered",)
}  # fmt: skip
_CLASSES: dict[str, MarkKind] = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "link": "link",
    "language": "language",
}
_ORDER: dict[MarkKind, int] = {"link": 0, "language": 1, "untranslated": 2, "bold": 3, "italic": 4, "underline": 5,
                               "raised": 6, "lowered": 7, "note": 8, "break": 9}  # fmt: skip
_DEEPEST = 48
"""Levels of inline elements that are told apart; what is nested deeper is read as plain words."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Cited(NamedTuple):
    """A citation that our own files name: characters ``start`` to ``end``."""

    start: int
    end: int
    symbol: str
    kind: str


class Text(NamedTuple):
    """What mixed content says.

    ``notes`` are the elements of notes (or references to notes) with the offset of their anchors.
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()
    notes: tuple[tuple[int, Element], ...] = ()
    cited: tuple[Cited, ...] = ()


def read_text(element: Element, *, own: bool) -> Text:
    """Return what an element says; in files that are not our ``own``, layout spaces are drawn together."""
    keep = own and element.get(XML_SPACE) == "preserve"
    if not len(element):
        return Text((element.text or "") if keep else _drawn_together(element.text or "").strip(" "))
    return read_nodes(element.text, element, own=own, keep=keep)


def read_nodes(lead: str | None, children: Sequence[Element], *, own: bool, keep: bool = False) -> Text:
    """Return what a text and the elements after it say, each with the text behind it."""
    reader = _Reader(own, keep)
    reader.words(lead)
    reader.children(children, 0)
    return reader.finish()


def _drawn_together(raw: str) -> str:
    """Return a text with one space for each run of spaces, tabs and line ends; other spaces are the author's."""
    if "  " not in raw and "\n" not in raw and "\t" not in raw and "\r" not in raw:
        return raw
    text = " ".join(part for part in raw.translate(_AS_SPACE).split(" ") if part)
    return f"{' ' if raw[0] in _SPACE else ''}{text}{' ' if raw[-1] in _SPACE and text else ''}"


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks in the order of their place, at one place the outer before the inner."""
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, _ORDER[mark.kind])))


@dataclass
class _Reader:
    own: bool
    keep: bool
    pieces: list[str] = field(default_factory=list)
    size: int = 0
    spaced: bool = True  # the text so far is empty or ends with a space
    marks: list[Mark] = field(default_factory=list)
    notes: list[tuple[int, Element]] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)

    def words(self, raw: str | None) -> None:
        if not raw:
            return
        text = raw
        if not self.keep:
            text = _drawn_together(raw)
            if self.spaced and text[:1] == " ":
                text = text[1:]
            if not text:
                return
            self.spaced = text[-1] == " "
        self.pieces.append(text)
        self.size += len(text)

    def children(self, children: Sequence[Element], depth: int) -> None:
        for child in children:
            self.child(child, depth)
            self.words(child.tail)

    def child(self, element: Element, depth: int) -> None:
        tag = local(element)
        match tag:
            case "authorialNote" | "noteRef":
                self.notes.append((self.size, element))
                return
            case "eol":
                self._break()
                return
            case "img" | "":
                return
            case "outcome" if local(element.getparent()) == "outcome":
                # The parts of a vote stand on lines of their own.
                self._break()
            case _:
                pass
        start = self.size
        if depth < _DEEPEST:
            self.words(element.text)
            self.children(element, depth + 1)
        else:
            self.words("".join(element.itertext()))
        if self.size > start:
            self._mark(element, tag, start)

    def _break(self) -> None:
        if not self.own and not self.spaced:
            self.words(" ")
        self.marks.append(Mark("break", self.size, self.size))

    def _mark(self, element: Element, tag: str, start: int) -> None:
        for kind in _TAGS.get(tag, ()):
            self._add(kind, start, "")
        names = element.get("class") if tag == "span" else None
        for name in dict.fromkeys(names.split()) if names else ():
            if name in _CLASSES:
                self._add(_CLASSES[name], start, element.get("title", "") if name in {"link", "language"} else "")
        match tag:
            case "a":
                self._add("link", start, element.get("href", ""))
            case "ref" | "entity" if self.own and element.get("title"):
                self._cite(start, element.get("title"), element.get("class", ""))
            case "ref":
                self._add("link", start, element.get("href", ""))
            case "inline" if element.get("name") == "untranslated":
                self._add("untranslated", start, "")
            case _:
                pass
        if tongue := element.get(XML_LANG):
            self._add("language", start, tongue)

    def _add(self, kind: MarkKind, start: int, value: str) -> None:
        """Add a mark up to here, or draw out the one of the same kind that ends where this begins."""
        for at in range(len(self.marks) - 1, -1, -1):
            old = self.marks[at]
            if old.kind == kind and old.value == value and old.end >= start:
                self.marks[at] = Mark(kind, min(old.start, start), max(old.end, self.size), value)
                return
            if old.end < start and old.kind == kind:
                break
        self.marks.append(Mark(kind, start, self.size, value))

    def _cite(self, start: int, symbol: str, kind: str) -> None:
        # A citation that overlaps others was cut; its pieces follow one another closely.
        for at in range(len(self.cited) - 1, max(len(self.cited) - 9, -1), -1):
            old = self.cited[at]
            if old.symbol == symbol and old.kind == kind and old.end == start:
                self.cited[at] = Cited(old.start, self.size, symbol, kind)
                return
        self.cited.append(Cited(start, self.size, symbol, kind))

    def finish(self) -> Text:
        text = "".join(self.pieces)
        if not self.keep and text[-1:] == " ":
            text = text[:-1]
        if not (self.marks or self.notes or self.cited):
            return Text(text)
        size = len(text)
        marks = (
            mark if mark.end <= size else Mark(mark.kind, min(mark.start, size), size, mark.value)
            for mark in self.marks
        )
        return Text(
            text,
            ordered(mark for mark in marks if mark.start < mark.end or mark.kind == "break"),
            tuple((min(at, size), note) for at, note in self.notes),
            self._citations(),
        )

    def _citations(self) -> tuple[Cited, ...]:
        """Return the citations in their order; of several over the same characters the outer, met last, comes first."""
        found = self.cited[::-1]
        found.sort(key=lambda one: (one.start, one.end))
        return tuple(found)
