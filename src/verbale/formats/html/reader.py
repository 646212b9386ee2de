"""Reading a page of HTML: every block a neutral line, with the hints that its markup gives.

Any page will do: one that Verbale wrote, one from a web site with its frame around the document, one that a word processor
saved. What is not shown, and what is the page's and not the document's, is left out and counted in a problem.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import urljoin

import msgspec
from lxml import etree

from verbale.document import Line, Mark, Sheet
from verbale.document.lines import Style
from verbale.document.model import MarkKind
from verbale.document.printing import safe_link
from verbale.formats.html.reading_elements import (
    address_of,
    base_of,
    code_of,
    has_blocks,
    heading_level,
    is_number,
    is_typed,
    label_level,
    language_around,
    typed_level,
)
from verbale.formats.html.reading_notes import Notes, find_notes
from verbale.formats.html.reading_numbers import kind_of, printed, start_of, typed, value_of
from verbale.formats.html.reading_parts import content_of, is_frame, problems_of, words_in
from verbale.formats.html.reading_source import read_page
from verbale.formats.html.reading_style import Rules, is_hidden, look_of, properties, read_rules
from verbale.formats.html.reading_tables import holds_data, make_table
from verbale.formats.html.reading_words import Look, Run, vocabulary, words

_DEEPEST = 120  # elements inside each other; what is deeper is read as bare text


class _Place(msgspec.Struct, frozen=True):
    """Where the reader is: what lines there are like."""

    look: Look = {}
    language: str = ""
    style: Style = ""
    level: int = 0
    lists: int = 0
    depth: int = 0
    note: str = ""
    verbatim: bool = False
    close: bool = False
    head: bool = False
    under: int = 0
    whole: bool = False


class _Facts(msgspec.Struct, frozen=True):
    """What is known of the whole page before it is read."""

    rules: Rules
    notes: Notes
    base: str
    own: str
    typed: bool
    whole: bool


def read(data: bytes) -> Sheet:
    """Return the blocks of a page as neutral lines; a line feed stands where a line was broken.

    A line's number is that of the line of the source on which its block begins. Raises BadInput where the page is too large to be
    one document.
    """
    page = read_page(data)
    if page.root is None:
        lines = tuple(Line(text, number, 1) for number, text in enumerate(page.lines, 1) if text)
        return Sheet(lines, False, page.problems)
    root = page.root
    content, whole = content_of(root)
    rules = read_rules(root)
    facts = _Facts(rules, find_notes(content, rules), base_of(root), address_of(root), is_typed(root), whole)
    reading = _Reading(facts, Counter())
    place = _Place(language=language_around(content), whole=whole)
    reading.element(content, place)
    reading.end(place)
    if not whole:
        reading.left["frame"] += words_in(root) - words_in(content)
    return Sheet(tuple(reading.lines), False, (*page.problems, *problems_of(reading.left)))


class _Reading:
    """The lines read so far, and the runs of the line that is open."""

    def __init__(self, facts: _Facts, left: Counter[str]) -> None:
        self.lines: list[Line] = []
        self.left = left
        self._facts = facts
        self._runs: list[Run] = []
        self._number = 0
        self._gap = 1
        self._item = ""
        self._noted = ""

    def end(self, place: _Place, *, paragraph: bool = False) -> None:
        """End the open line, if there are words in it."""
        text, marks = words(self._runs) if self._runs else ("", ())
        self._runs = []
        if not text:
            self._gap += paragraph
            return
        if place.head or place.note:
            marks = tuple(mark for mark in marks if not _is_dressing(mark, len(text), place))
        line = Line(text, self._number, self._gap, marks, place.style, place.level)
        if place.note:
            self._end_of_note(line, place.note)
        else:
            self.lines.append(self._item_line(line) if self._item else line)
        self._gap = 0 if place.close else 1

    def _end_of_note(self, line: Line, marker: str) -> None:
        """End a line of a note: the first has the marker, the others are a step in."""
        if self._noted != marker:
            self.lines.append(Line(line.text, line.number, 1, line.marks, "", 1))
            return
        end = _marker_end(line.text, marker)
        if end == len(line.text):
            return
        self._noted = ""
        marks = (
            Mark(m.kind, max(m.start - end, 0), m.end - end, m.value)
            for m in line.marks
            if m.end > end or m.start == m.end > 0
        )
        self.lines.append(Line(line.text[end:], line.number, 1, tuple(marks), "note", mark=marker))

    def _item_line(self, line: Line) -> Line:
        number, self._item = self._item, ""
        if line.style == "":
            return Line(line.text, line.number, line.gap, line.marks, "item", line.level, number)
        by = len(number) + 1
        marks = tuple(Mark(mark.kind, mark.start + by, mark.end + by, mark.value) for mark in line.marks)
        return Line(f"{number} {line.text}", line.number, line.gap, marks, line.style, line.level)

    def say(self, text: str | None, element: etree._Element, place: _Place) -> None:
        """Add text to the open line."""
        if not text:
            return
        if not self._runs:
            self._number = element.sourceline or 0
        if not place.verbatim:
            self._runs.append(Run(text, place.look))
            return
        for at, line in enumerate(text.replace("\t", "\u00a0\u00a0\u00a0\u00a0").split("\n")):
            if at:
                self._runs.append(Run("", kind="break"))
            self._runs.append(Run(line, place.look))

    def element(self, element: etree._Element, place: _Place) -> None:
        """Read an element and what is in it."""
        tag, known, facts = str(element.tag), vocabulary(), self._facts
        if tag in known.silent:
            return
        style = properties(element, facts.rules)
        if is_hidden(element, style):
            self.left["hidden"] += words_in(element)
        elif is_frame(element, whole=place.whole):
            self.left["frame"] += words_in(element)
        elif tag in known.pictures:
            self.left["pictures"] += bool(element.get("alt", "").strip()) or tag == "svg"
        elif tag == "del":
            self.left["deleted"] += words_in(element)
        elif element in facts.notes.references:
            self._runs.append(Run(facts.notes.references[element], kind="note"))
        elif element in facts.notes.backs or self._is_furniture(element):
            return
        elif place.depth > _DEEPEST:
            self.left["deep"] += 1
            self.say(" ".join(element.itertext()), element, place)
        elif tag == "br":
            self._runs.append(Run("", kind="break"))
        elif tag == "hr":
            self.end(place)
            if not place.note:
                self.lines.append(Line("", element.sourceline or 0, 1, style="rule"))
        elif tag in known.blocks:
            self._block(element, style, place)
        else:
            self._inline(element, style, place)

    def _is_furniture(self, element: etree._Element) -> bool:
        """Tell whether an element is of Verbale's own page: the tag of untranslated words, the address of the page."""
        if element.tag == "small":
            return bool(element.get("class") == "tag")
        return element.tag == "a" and bool(self._facts.own) and element.get("href") == self._facts.own == element.text

    def _inside(self, element: etree._Element, place: _Place) -> None:
        self.say(element.text, element, place)
        inner = msgspec.structs.replace(place, depth=place.depth + 1)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, inner)
            self.say(child.tail, child, place)

    def _inline(self, element: etree._Element, style: dict[str, str], place: _Place) -> None:
        look = look_of(element, style, place.look)
        if is_number(element, style) and not "".join(run.text for run in self._runs).strip():
            if place.style == "heading":
                self.say(" ".join("".join(element.itertext()).split()) + " ", element, place)
            else:
                self._item = typed("".join(element.itertext()))
            return
        match str(element.tag):
            case "a":
                look = self._linked(element, look)
            case "q":
                self.say("\u201c", element, place)
            case "span" if element.get("class") == "untranslated":
                look = {**look, "untranslated": ""}
        if not self._facts.typed:
            look = _spoken(look, code_of(element), place.language)
        self._inside(element, msgspec.structs.replace(place, look=look))
        if element.tag == "q":
            self.say("\u201d", element, place)

    def _linked(self, element: etree._Element, look: Look) -> Look:
        address = (element.get("href") or "").strip()
        if not address or address.startswith("#"):
            return look
        target = safe_link(address) or safe_link(urljoin(self._facts.base, address) if _is_relative(address) else "")
        if not target:
            self.left["links"] += 1
            return look
        return {**look, "link": target}

    def _block(self, element: etree._Element, style: dict[str, str], place: _Place) -> None:
        self.end(place)
        inner = self._place_in(element, style, place)
        if element.tag == "table":
            self._table(element, inner)
        elif element.tag in vocabulary().lists:
            self._list(element, style, inner)
        else:
            self._inside(element, inner)
        self.end(inner, paragraph=element.tag == "p")
        if element.tag in {"td", "th"}:
            self._gap = 1

    def _place_in(self, element: etree._Element, style: dict[str, str], place: _Place) -> _Place:
        """Return what lines inside a block are like."""
        tag, classes = str(element.tag), (element.get("class") or "").split()
        look = look_of(element, style, place.look)
        spoken = "" if self._facts.typed else code_of(element)
        language_of = place.language
        if spoken and (tag in vocabulary().sections or (tag == "div" and has_blocks(element))):
            language_of, spoken = spoken, ""
            look = {kind: value for kind, value in look.items() if kind != "language"}
        if marker := self._facts.notes.notes.get(element):
            self._open_note(marker, element)
        heading = heading_level(element, tag, classes)
        style_of, level = place.style, place.level
        if heading:
            style_of, level = "heading", heading - place.under + 1 if 0 < place.under < heading else heading
        elif tag == "blockquote":
            style_of, level = "quotation", place.level + (place.style == "quotation")
        elif tag == "dd":
            level = place.level + 1
        own = [
            int(name[6:]) for name in classes if name.startswith("level-") and name[6:].isdecimal() and len(name) < 9
        ]
        return msgspec.structs.replace(
            place,
            look=_spoken(look, spoken, language_of),
            language=language_of,
            style=style_of,
            level=own[0] if own else typed_level(style) or level,
            note=marker or place.note,
            verbatim=place.verbatim or tag == "pre" or style.get("white-space", "").startswith("pre"),
            close=place.close or tag in {"td", "th"},
            head=place.head or tag == "header",
            under=label_level(element) or place.under,
            whole=place.whole and tag not in {"main", "article"},
        )

    def _open_note(self, marker: str, element: etree._Element) -> None:
        self._noted, self._item = marker, ""
        last = next((line for line in reversed(self.lines) if line.style or not line.level), None)
        if last is None or last.style not in {"note", "rule"}:
            self.lines.append(Line("", element.sourceline or 0, 1, style="rule"))

    def _list(self, items: etree._Element, style: dict[str, str], place: _Place) -> None:
        kind = kind_of(items, style) or ("decimal" if items.tag == "ol" else "bullet")
        due, step = start_of(items)
        inner = msgspec.structs.replace(place, lists=place.lists + 1, level=place.lists, depth=place.depth + 1)
        self.say(items.text, items, inner)
        for item in items:
            if not isinstance(item.tag, str):
                continue
            if item.tag == "li":
                number = value_of(item, due)
                due = number + step
                own = kind_of(item, properties(item, self._facts.rules)) or kind
                self._item = "" if place.note or item in self._facts.notes.notes else printed(number, own)
                self.element(item, msgspec.structs.replace(inner, style=place.style if place.style != "item" else ""))
                self._item = ""
            else:
                self.element(item, inner)
            self.say(item.tail, item, place)

    def _table(self, table: etree._Element, place: _Place) -> None:
        if not holds_data(table, first=not any(line.text or line.table for line in self.lines)):
            self._inside(table, place)
            return
        found = make_table(table, self._lines_in)
        if found.rows:
            self.lines.append(Line("", table.sourceline or 0, 1, style="table", table=found))

    def _lines_in(self, element: etree._Element) -> list[Line]:
        """Return the lines in a cell of a table."""
        cell = _Reading(self._facts, self.left)
        cell._inside(element, _Place(language=language_around(element)))
        cell.end(_Place())
        return cell.lines


def _is_dressing(mark: Mark, size: int, place: _Place) -> bool:
    """Tell whether a mark is how a masthead or a note is set and not how its author wrote it."""
    if mark.kind == "language":
        return mark.end - mark.start == size
    return place.head and place.style == "" and mark.kind in {"bold", "italic", "underline"}


def _is_relative(address: str) -> bool:
    return ":" not in address.split("/", 1)[0]


def _spoken(look: Look, code: str, around: str) -> Look:
    """Return the look of words in a language that stand among those of another."""
    if not code:
        return look
    kept: dict[MarkKind, str] = {kind: value for kind, value in look.items() if kind != "language"}
    return kept if code == around else {**kept, "language": code}


def _marker_end(text: str, marker: str) -> int:
    """Return where the words of a note begin, behind its marker."""
    for form in (f"[{marker}]", f"({marker})", f"{marker}.", marker):
        if text.startswith(form) and not text[len(form) : len(form) + 1].isalnum():
            end = len(form)
            return end + len(text[end:]) - len(text[end:].lstrip(" \t\u00a0"))
    return 0
