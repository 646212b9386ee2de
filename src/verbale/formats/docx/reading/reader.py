"""From the parts of a package to neutral lines: headers, body, notes and footers in printed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from verbale.document import Line, Sheet
from verbale.formats.docx.reading import tags as t
from verbale.formats.docx.reading.body import Body
from verbale.formats.docx.reading.hinted import key
from verbale.formats.docx.reading.losses import losses
from verbale.formats.docx.reading.notes import Notes
from verbale.formats.docx.reading.numbering import Numbering
from verbale.formats.docx.reading.package import Element, Package
from verbale.formats.docx.reading.styles import Styles
from verbale.formats.docx.reading.words import Inline, Words
from verbale.problems import BadInput, Problem


def read_sheet(package: Package) -> Sheet:
    """Return the lines of the document in printed order, and what could not be lines as problems.

    The header of the first page comes first; other headers and footers come last, as running lines, where they say more
    than the page and what has been said. Notes follow the text that anchors them, but never stand inside a cover or
    title. Raises BadInput where the part that holds the text is damaged.
    """
    return _Reader(package).sheet()


class _Reader:
    """What all parts of one document share."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._found: Counter[str] = Counter()
        self._damaged: list[Problem] = []
        root = package.tree(package.main)
        body = None if root is None or root.tag != f"{t.W}document" else root.find(f"{t.W}body")
        if body is None:
            raise BadInput("The file holds no text document.", where=package.main, advice="Send it as .docx or PDF.")
        self._body = body
        self._relations = package.relations(package.main)
        self._sections = [one for one in body.iter(t.SECTION) if one.getparent().tag in {t.PPR, f"{t.W}body"}]
        self._found["outside"] = sum(one.outside and one.kind != "hyperlink" for one in self._relations.values())
        self._styles = Styles(self._related("styles"))
        self._numbers = Numbering(self._related("numbering"), self._styles)
        self._notes = Notes(
            {"footnote": self._related("footnotes"), "endnote": self._related("endnotes")},
            self._related("settings"),
            self._sections[0] if self._sections else None,
        )
        self._note_inlines: dict[str, Inline] = {}

    def sheet(self) -> Sheet:
        """Read all parts, and return their lines."""
        first, others = self._margins()
        lines = [line for name in first for line in self._margin(name)]
        lines += self._lines(self._body, Inline(self._styles, self._relations, self._notes, self._found))
        said = {key(line.text) for line in lines}
        for name in others:
            for line in self._margin(name):
                if line.text and key(line.text) not in said:
                    said.add(key(line.text))
                    lines.append(Line(line.text, gap=line.gap, marks=line.marks, style="running"))
        numbered = tuple(
            msgspec.structs.replace(line, number=number, gap=line.gap if number > 1 else 0)
            for number, line in enumerate(lines, 1)
        )
        return Sheet(numbered, False, (*self._damaged, *losses(self._found, self._package)))

    def _lines(self, blocks: Element, inline: Inline) -> list[Line]:
        body = Body(self._styles, self._numbers, self._notes, inline, self._note_words, self._found)
        return body.lines(blocks)

    def _related(self, kind: str) -> Element | None:
        name = next((one.target for one in self._relations.values() if one.kind == kind and not one.outside), "")
        return self._side_part(name) if name else None

    def _side_part(self, name: str) -> Element | None:
        """Return a part that the text can be read without; a damaged one is a problem, a hostile one an error."""
        try:
            return self._package.tree(name)
        except BadInput as error:
            if not error.text.startswith("The document is damaged"):
                raise
            advice = "Look whether notes, numbers or headers are missing."
            self._damaged.append(Problem("read-part-damaged", "warning", error.text, name, advice))
            return None

    def _margins(self) -> tuple[list[str], list[str]]:
        """Return the header part of the first page, and all other parts of headers and footers."""
        first: list[str] = []
        others: list[str] = []
        for at, section in enumerate(self._sections):
            title = section.find(f"{t.W}titlePg")
            on_first = "first" if title is not None and title.get(t.VAL) not in {"0", "false"} else "default"
            for reference in section.iterchildren(f"{t.W}headerReference", f"{t.W}footerReference"):
                relation = self._relations.get(reference.get(f"{t.R}id") or "")
                if relation is None or relation.outside:
                    continue
                is_header = reference.tag == f"{t.W}headerReference"
                is_first = not at and is_header and (reference.get(t.TYPE) or "default") == on_first
                (first if is_first else others).append(relation.target)
        return list(dict.fromkeys(first)), [name for name in dict.fromkeys(others) if name not in first]

    def _margin(self, name: str) -> list[Line]:
        root = self._side_part(name)
        if root is None:
            return []
        relations = self._package.relations(name)
        return self._lines(root, Inline(self._styles, relations, self._notes, self._found, running=True))

    def _note_words(self, element: Element, kind: str) -> Iterator[Words]:
        if kind not in self._note_inlines:
            name = next((one.target for one in self._relations.values() if one.kind == f"{kind}s"), "")
            self._note_inlines[kind] = Inline(self._styles, self._package.relations(name), self._notes, self._found)
        for paragraph in element.iter(t.P):
            named = paragraph.find(f"{t.PPR}/{t.PSTYLE}")
            style = self._styles.paragraph(None if named is None else named.get(t.VAL))
            yield self._note_inlines[kind].read(paragraph, style)
