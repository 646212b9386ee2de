"""Writing Markdown: the masthead, the title, the text, its notes, and each annex, between rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

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
    Table,
    WriteOptions,
    Writing,
)
from verbale.formats.markdown.spans import escape, inline
from verbale.languages import phrase
from verbale.problems import Problem

_RULE = "---"
_LISTED = re.compile(r"\d{1,9}[.)]|[-*+]")
_STARS = re.compile(r"\*+")
_LABEL = re.compile(r"[^\]\s^\[]{1,12}")

_HEADINGS = {"organ": "# ", "body": "## ", "session": "### ", "agenda-title": "### "}
_GROUPED = frozenset({"distribution", "issued", "language", "original", "only"})
_BOX = _GROUPED | {"organization", "organ", "symbol", "advance", "job-number"}


def write(document: Document, options: WriteOptions) -> Writing:
    """Return the document as Markdown in UTF-8, and what Markdown could not keep.

    The layout is that of an official document: organ, masthead lines, body, session, agenda item and title as headings,
    then the text; a rule stands before the notes and at the end.
    """
    labels = _labels(document.notes, "")
    parts = [f"**{phrase('specimen', document.masthead.language or 'en')}**"] if document.specimen else []
    if document.symbol and all(line.field != "symbol" for line in document.cover):
        parts.append(escape(document.symbol))
    parts += _cover(document.cover, labels)
    if document.title:
        parts.append("#### " + _strong(document.title, document.title_marks, labels))
    if document.subtitle:
        parts.append("###### " + _strong(document.subtitle, (), labels))
    parts += _blocks(document.content, labels)
    parts += _notes(document.notes, labels)
    for number, annex in enumerate(document.annexes, 1):
        parts += _annex(annex, number, document.masthead.language)
    parts.append(_RULE)
    return Writing("\n\n".join(parts).encode() + b"\n", tuple(_lost(document)))


def _cover(lines: Sequence[CoverLine], labels: dict[str, str]) -> Iterator[str]:
    """Yield the blocks of the masthead: the lines of distribution, date and language as one, a rule below the box."""
    boxed = False
    lines = _with_job_numbers_in_the_box(lines)
    for grouped, members in groupby(lines, key=lambda line: line.field in _GROUPED):
        if grouped:
            boxed = True
            yield "  \n".join(inline(line.text, line.marks, labels) for line in members)
            continue
        for line in members:
            if boxed and line.field not in _BOX:
                boxed = False
                yield _RULE
            yield _HEADINGS.get(line.field, "") + inline(line.text, line.marks, labels)


def _with_job_numbers_in_the_box(lines: Sequence[CoverLine]) -> Sequence[CoverLine]:
    """Return the lines with the job number from the foot of the page behind the lines of distribution and date."""
    last = max((at for at, line in enumerate(lines) if line.field in _GROUPED), default=None)
    if last is None:
        return lines
    foot = [line for line in lines[last + 1 :] if line.field == "job-number"]
    return [*lines[: last + 1], *foot, *(line for line in lines[last + 1 :] if line.field != "job-number")]


def _blocks(blocks: Sequence[Block], labels: dict[str, str]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(role="rule", text=""):
                yield _RULE
            case Paragraph():
                yield _numbered(block, labels)
            case Heading():
                text = inline(block.text, block.marks, labels)
                yield "#" * min(block.level + 1, 5) + " " + (f"{escape(block.number)} {text}" if block.number else text)
            case Table():
                if block.caption:
                    yield escape(block.caption)
                yield _table(block, labels)


def _numbered(block: Paragraph, labels: dict[str, str]) -> str:
    text = inline(block.text, block.marks, labels)
    if block.number:
        text = f"{block.number if _LISTED.fullmatch(block.number) else escape(block.number)} {text}"
    if block.role == "quotation":
        text = "> " + text.replace("\n", "\n> ")
    return text


def _table(table: Table, labels: dict[str, str]) -> str:
    columns = max((len(row) for row in table.rows), default=0)
    rows = [_row([_cell(cell, labels) for cell in row], columns) for row in table.rows]
    head = rows[:1] if table.header else [_row([], columns)]
    return "\n".join([*head, _row([_RULE] * columns, columns), *rows[len(head) if table.header else 0 :]])


def _row(cells: list[str], columns: int) -> str:
    return "| " + " | ".join(cells + [""] * (columns - len(cells))) + " |"


def _cell(cell: Cell, labels: dict[str, str]) -> str:
    text = "<br>".join(_blocks(cell.content, labels))
    return text.replace("|", "\\|").replace("  \n", "<br>").replace("\n", " ")


def _notes(notes: Sequence[Note], labels: dict[str, str]) -> Iterator[str]:
    if notes:
        yield _RULE
    for note in notes:
        text = "<br>".join(_blocks(note.content, labels))
        label = labels[note.id]
        yield f"{label}: {text}" if label.startswith("[") else f"{label} {text}"


def _annex(annex: Annex, number: int, language: str) -> Iterator[str]:
    labels = _labels(annex.notes, f"a{number}-")
    if annex.label:
        yield _strong(annex.label, annex.label_marks, labels)
    if annex.original:
        yield escape(phrase("annex.original", language or "en", languages=[annex.original]))
    if annex.title:
        yield _strong(annex.title, annex.title_marks, labels)
    yield from _blocks(annex.content, labels)
    yield from _notes(annex.notes, labels)


def _strong(text: str, marks: Sequence[Mark], labels: dict[str, str]) -> str:
    whole = Mark("bold", 0, len(text))
    return inline(text, [whole, *(mark for mark in marks if mark.kind != "bold")], labels)


def _labels(notes: Sequence[Note], prefix: str) -> dict[str, str]:
    """Return what is printed for each note: its stars, or a Markdown note with its marker as label."""
    return {note.id: _label(note, prefix) for note in notes}


def _label(note: Note, prefix: str) -> str:
    if _STARS.fullmatch(note.marker):
        return escape(note.marker)
    return f"[^{prefix}{note.marker if _LABEL.fullmatch(note.marker) else note.id}]"


def _lost(document: Document) -> Iterator[Problem]:
    """Yield a problem for each table whose cells cover several rows or columns."""
    parts: list[Sequence[Block]] = [document.content, *(annex.content for annex in document.annexes)]
    for blocks in parts:
        for block in blocks:
            if isinstance(block, Table) and any(c.columns > 1 or c.rows > 1 for row in block.rows for c in row):
                text = "Markdown has no cells over several rows or columns; each stands once."
                yield Problem("write-spans-lost", "note", text, block.id, "Write HTML, PDF or JSON to keep the table.")
