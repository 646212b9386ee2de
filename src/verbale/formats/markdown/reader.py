"""Reading Markdown: every block a neutral line, with the hints that its markup gives.

CommonMark with tables and ``[^1]`` notes. A block of HTML or of indented code is read as the paragraph that a typist
meant; what a link reference ``[label]: address`` would swallow is kept.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from verbale.document import Cell, Line, Mark, Paragraph, Sheet, Table
from verbale.document.lines import Style
from verbale.document.source import decode
from verbale.formats.markdown.inline import words
from verbale.problems import Problem

_DEEPEST = 16
_NOTE = re.compile(r"\[\^(?:a\d{1,4}-)?([^\]\s^\[]{1,16})\]:[ \t]*")


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    return parser.enable("table").disable(["reference", "html_block", "code"])


def read(data: bytes) -> Sheet:
    """Return the blocks of a Markdown file as neutral lines; a line feed stands where a line was broken.

    Raises BadInput where the file is too large to be one document.
    """
    source = decode(data)
    parser = _parser()
    tokens: list[Token] = []
    parser.block.parse(source.text.replace("\f", "\n"), parser, {}, tokens)
    problems = source.problems
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        advice = "Look whether words are missing; take out some levels of quotation or list."
        problems += (
            Problem("read-nesting", "warning", f"Blocks nested over {_DEEPEST} deep are left out.", "", advice),
        )
    return Sheet(tuple(_lines(parser, tokens)), False, problems)


def _lines(parser: MarkdownIt, tokens: Sequence[Token]) -> list[Line]:
    lines: list[Line] = []
    lists = quotes = 0
    level, item, style = 0, "", ""
    end = 0  # the source line after the last block
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        match token.type:
            case "heading_open":
                style, level = "heading", int(token.tag[1])
            case "heading_close":
                style, level = "", 0
            case "bullet_list_open" | "ordered_list_open":
                lists += 1
            case "bullet_list_close" | "ordered_list_close":
                lists -= 1
            case "list_item_open":
                item = token.info + token.markup
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "table_open":
                close = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                number, gap, end = _place(token, end)
                table = _table(parser, tokens[index:close])
                lines.append(Line("", number, gap, style="table", table=table))
                index = close
            case "hr":
                number, gap, end = _place(token, end)
                lines.append(Line("", number, gap, style="rule"))
            case "fence":
                number, gap, end = _place(token, end)
                lines.append(_verbatim(token.content, number, gap))
            case "inline":
                number, gap, end = _place(token, end)
                line = _line(parser, token.content, number, gap, style, level)
                if line.style == "" and item:
                    line = Line(line.text, number, gap, line.marks, "item", lists - 1, item)
                elif line.style == "" and (quotes or lists):
                    line = Line(line.text, number, gap, line.marks, "quotation" if quotes else "", max(lists, quotes))
                item = ""
                lines.append(line)
            case _:
                pass  # paragraphs open and close around their words
    return lines


def _place(token: Token, end: int) -> tuple[int, int, int]:
    """Return the number of the block's first line, the empty lines before it, and the line after it."""
    start, stop = token.map or (end, end)
    return start + 1, max(start - end, 0), stop


def _line(parser: MarkdownIt, source: str, number: int, gap: int, style: str, level: int) -> Line:
    known: Style = "heading" if style == "heading" else ""
    note = _NOTE.match(source) if source.startswith("[^") else None
    if note:
        found = words(parser, source[note.end() :])
        return Line(found.text, number, gap, found.marks, "note", mark=note[1])
    found = words(parser, source)
    return Line(found.text, number, gap, found.marks, known, level)


def _verbatim(content: str, number: int, gap: int) -> Line:
    text = content.rstrip("\n")
    breaks = tuple(Mark("break", at + 1, at + 1) for at, letter in enumerate(text) if letter == "\n")
    return Line(text, number, gap, breaks)


def _table(parser: MarkdownIt, tokens: Sequence[Token]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    header = 0
    for token in tokens:
        match token.type:
            case "inline":
                found = words(parser, token.content)
                row.append(Cell((Paragraph("", found.text, found.marks),) if found.text else ()))
            case "tr_close":
                rows.append(tuple(row))
                row = []
            case "thead_close":
                # A head of empty cells is what Markdown makes a table without a head put up with.
                header = int(any(cell.content for cell in rows[0]))
                rows = rows if header else []
            case _:
                pass
    return Table("", tuple(rows), header)
