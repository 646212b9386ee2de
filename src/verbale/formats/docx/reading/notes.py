"""Footnotes and endnotes: what is printed for each, and their words, in the order in which they are anchored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import msgspec

from verbale.formats.docx.reading import tags as t
from verbale.formats.docx.reading.numerals import numeral
from verbale.formats.docx.reading.package import Element
from verbale.formats.docx.reading.words import Words, joined

_KINDS = {"footnote": "decimal", "endnote": "lowerRoman"}  # the forms in which they are numbered unless told otherwise


class Anchored(msgspec.Struct, frozen=True):
    """A note that was anchored: what is printed for it, and where its words are."""

    marker: str
    kind: str
    id: str
    is_own: bool  # the mark is not a number that was counted


class Notes:
    """The notes of a document; ``settings`` and the section say how they are numbered."""

    def __init__(self, roots: dict[str, Element | None], settings: Element | None, section: Element | None) -> None:
        self._elements = {
            kind: {one.get(t.ID) or "": one for one in (() if root is None else root) if one.tag == t.W + kind}
            for kind, root in roots.items()
        }
        self._forms: dict[str, str] = {}
        self._starts: dict[str, int] = {}
        self._anew: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._pending: list[Anchored] = []
        self._markers: dict[tuple[str, str], str] = {}
        for kind, form in _KINDS.items():
            self._forms[kind], self._starts[kind] = form, 1
            for source in (settings, section):
                if source is not None:
                    self._tell(kind, source.find(f"{t.W}{kind}Pr"))

    def _tell(self, kind: str, properties: Element | None) -> None:
        for one in () if properties is None else properties:
            value = one.get(t.VAL) or ""
            if one.tag == f"{t.W}numFmt":
                self._forms[kind] = value
            elif one.tag == f"{t.W}numStart" and value.isdecimal():
                self._starts[kind] = int(value[:5])
            elif one.tag == f"{t.W}numRestart" and value == "eachSect":
                self._anew.add(kind)

    def marker(self, kind: str, id_: str, custom: str) -> str:
        """Return what is printed for the next note; it waits to be taken. A note that was anchored before is the same."""
        if (kind, id_) in self._markers:
            return self._markers[kind, id_]
        marker = custom
        if not marker:
            marker = numeral(self._starts[kind] + self._counts[kind], self._forms[kind]) or "*"
            self._counts[kind] += 1
        self._markers[kind, id_] = marker
        self._pending.append(Anchored(marker, kind, id_, bool(custom)))
        return marker

    def begin_section(self) -> None:
        """Count anew those notes that are numbered by sections."""
        for kind in self._anew:
            self._counts[kind] = 0

    def take(self, read: Callable[[Element, str], Iterator[Words]]) -> Iterator[tuple[str, Words]]:
        """Yield the marker and the words of each note that waits; ``read`` reads the paragraphs of a note of a kind."""
        pending, self._pending = self._pending, []
        for one in pending:
            element = self._elements[one.kind].get(one.id)
            if element is None:
                continue
            paragraphs = [words.cut(0, len(words.text)) for words in read(element, one.kind)]
            words = joined([one for one in paragraphs if one.text] or [Words()])
            if one.is_own and words.text.startswith(one.marker):
                words = words.cut(len(one.marker), len(words.text))
            if _repeats(words, one.marker):
                # LibreOffice sets the mark before a note that has it already.
                words = words.cut(len(one.marker), len(words.text))
            yield one.marker, words


def _repeats(words: Words, marker: str) -> bool:
    raised = any(mark.kind == "raised" and not mark.start and mark.end == len(marker) for mark in words.marks)
    return raised and words.text.startswith(marker)
