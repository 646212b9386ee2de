"""From paragraphs to blocks: numbers, headings, tables, what a paragraph of a resolution does, ids, languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from verbale.document import Block, Cell, Heading, Line, Mark, Paragraph, Table
from verbale.languages import identify
from verbale.languages.folding import plain
from verbale.recognizer.cues import Body, cues
from verbale.recognizer.lines import part
from verbale.recognizer.title import is_opening, is_section

Role = Literal["", "preambular", "operative", "quotation", "signature", "place-date", "vote", "sponsors", "rule"]

_NUMBER = re.compile(
    r"(\d{1,4}[.)]|\d{1,4} ?[-\u2013](?=\s)|\([a-zA-Z]{1,4}\)|[a-z]{1,4}\)|\([\u0621-\u064a]\u0640?\)|\([\u0430-\u044f]\)|[\u0430-\u044f]\)"
    r"|\(\d{1,3}\)|[\u2013\u2014\u2022\u00b7-](?=\s))\s+(?=\S)"
)
_NUMBER_FIRST = frozenset("0123456789(-\u2013\u2014\u2022\u00b7")
_HEADING = re.compile(
    r"(?:([IVXLC]{1,6})\.|([A-Z])\.|([一二三四五六七八九十]{1,3})、|((?:اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا) ?[-\u2013]))\s*(?=\S)"
)
_DIGIT = re.compile(r"\d")
_USUAL = {"en": (" the ", " of "), "fr": (" les ", " des ", " du "), "es": (" los ", " las ", " del ", " y ")}
_LEAST = 24  # characters that tell a language
_SURE = 0.6


class Numbering(msgspec.Struct, frozen=True):
    """What the blocks of a part share: the ``prefix`` of their ids ("a1-" in the first annex) and the language.

    ``resolution`` says that it may be one; ``marked`` that the format marks headings, so that no words are taken for one.
    """

    prefix: str
    language: str
    resolution: bool = False
    marked: bool = False


def read_blocks(lines: Sequence[Line], numbering: Numbering, names: Mapping[str, Body]) -> tuple[Block, ...]:
    """Return the blocks that lines are, with ids counted by kind: p1, p2, ..., h1, t1."""
    blocks: list[Block] = []
    counts = {"p": 0, "h": 0, "t": 0}
    state: Role = ""
    for line in lines:
        if not line.text and not line.marks and line.style not in {"table", "rule", "item"}:
            continue
        if line.style == "table" and line.table is not None:
            counts["t"] += 1
            blocks.append(_table(line.table, f"{numbering.prefix}t{counts['t']}"))
            continue
        heading = _heading(line, marked=numbering.marked)
        if heading:
            counts["h"] += 1
            number, words, level = heading
            id_ = f"{numbering.prefix}h{counts['h']}"
            blocks.append(
                Heading(id_, words.text, words.marks, number, level, _language(words.text, numbering.language))
            )
            continue
        counts["p"] += 1
        paragraph = _paragraph(line, f"{numbering.prefix}p{counts['p']}", numbering.language)
        if numbering.resolution:
            state = _state(state, paragraph, line.text, names)
            paragraph = _with_role(paragraph, state)
        blocks.append(paragraph)
    return tuple(blocks)


def _heading(line: Line, *, marked: bool) -> tuple[str, Line, int] | None:
    """Return the number, the words and the level of a heading."""
    size = len(line.text)
    if line.style == "heading":
        found = _HEADING.match(line.text)
        words = part(line, found.end(), size) if found else line
        return (found[0].strip() if found else "", words, max(line.level - 1, 1))
    if line.style or marked or size > 160 or not line.text or line.text[-1] in ".;:,。；：，،؛":
        return None
    found = _HEADING.match(line.text)
    if found and size < 120:
        level = 2 if found[2] and found[2] not in "IVX" else 1
        return found[0].strip(), part(line, found.end(), size), level
    return ("", line, 1) if is_section(line.text) else None


def _paragraph(line: Line, id_: str, language: str) -> Paragraph:
    if line.style == "rule":
        return Paragraph(id_, "", role="rule")
    number, level, words = line.mark if line.style == "item" else "", line.level, line
    if (not number and line.text[:1] in _NUMBER_FIRST) or line.text[1:2] == ")":
        found = _NUMBER.match(line.text)
        if found:
            number, words = found[1], part(line, found.end(), len(line.text))
            level = max(level, _depth(number))
    role: Role = "quotation" if line.style == "quotation" else ""
    return Paragraph(id_, words.text, words.marks, number, level, role, _language(words.text, language))


def _depth(number: str) -> int:
    bare = number.strip("().- \u2013")
    if bare.isdecimal():
        return 0
    return 2 if number[0] == "(" and len(bare) > 1 and set(bare) <= set("ivx") else 1


def _language(text: str, own: str) -> str:
    """Return the language of a text where it is plainly not that of its part, else nothing."""
    if len(text) < _LEAST or _is_usual(text, own):
        return ""
    language, sure = identify(text, own)
    return language if language and language != own and sure >= _SURE else ""


def _is_usual(text: str, own: str) -> bool:
    """Tell by a few words that a text is in its own language: the quick test that passes over most paragraphs."""
    sample = text[:400]
    return any(word in sample for word in _USUAL.get(own, ())) and not any(
        word in sample for code, words in _USUAL.items() if code != own for word in words
    )


def _state(state: Role, paragraph: Paragraph, text: str, names: Mapping[str, Body]) -> Role:
    """Return what paragraphs are from here on: preambular behind the opening formula, operative from a number on."""
    if state == "" and is_opening(text, names):
        return "preambular"
    if state == "preambular" and paragraph.number[:1].isdecimal():
        return "operative"
    return state


def _with_role(paragraph: Paragraph, state: Role) -> Paragraph:
    role = _role_by_words(paragraph) or paragraph.role
    if not role and not (state == "operative" and not paragraph.number):
        role = state
    return msgspec.structs.replace(paragraph, role=role) if role != paragraph.role else paragraph


def _role_by_words(paragraph: Paragraph) -> Role:
    text = paragraph.text
    if text[:1] in {"[", "("}:
        key = plain(text[:40])
        return (
            "vote"
            if key.startswith(cues().heads["vote"])
            else "signature"
            if key.startswith(cues().heads["signature"])
            else ""
        )
    if len(text) < 80 and not paragraph.number and _DIGIT.search(text):
        key = plain(text)
        return "place-date" if any(sign in key for sign in cues().heads["meeting.parts"]) else ""
    return ""


def _table(table: Table, id_: str) -> Table:
    rows = tuple(
        tuple(
            Cell(
                tuple(_in_cell(block, f"{id_}r{r}c{c}", n) for n, block in enumerate(cell.content, 1)),
                cell.columns,
                cell.rows,
            )
            for c, cell in enumerate(row, 1)
        )
        for r, row in enumerate(table.rows, 1)
    )
    return msgspec.structs.replace(table, id=id_, rows=rows)


def _in_cell(block: Block, id_: str, nth: int) -> Block:
    return msgspec.structs.replace(block, id=id_ if nth == 1 else f"{id_}-{nth}")


def text_marks(line: Line) -> tuple[Mark, ...]:
    """Return the marks of a title or label without the bold type that all of it has."""
    whole = len(line.text)
    return tuple(mark for mark in line.marks if not (mark.kind == "bold" and mark.start <= 1 and mark.end >= whole - 1))
