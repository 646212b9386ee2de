"""Notes and letters as they are sent: what stands above their text is the letterhead, not a masthead, and no title.

A Mission sets its name, its city, a reference, the day, "NOTE VERBALE" and whom it writes to above the text, in any order.
The text is known by its first words: the compliments of a note, the address of a letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec

from verbale.authorities import Authorities
from verbale.document import Line, Sheet
from verbale.languages.folding import plain
from verbale.recognizer.cover import Stated, Top, top_lines
from verbale.recognizer.cues import Body, cues, edges, names
from verbale.recognizer.lines import differ_in_size, is_wide, joined
from verbale.recognizer.masthead import job_number, read_line
from verbale.recognizer.title import begins_title

Kind = Literal["note-verbale", "letter"]

_REGION = 40  # lines in which the text begins
_FIRST = 500  # characters in which a paragraph says its compliments
_BEGINNINGS: tuple[tuple[str, Kind], ...] = (("compliments.parts", "note-verbale"), ("honour.parts", "letter"))
_LONGEST = 150  # characters of a line of a letterhead
_ADDRESS = 70  # characters of the line that addresses the reader
_FULL = 0.7  # of the width: a line as long goes on in the next
_STOPS = ",:!\u060c\uff0c\uff1a\uff01"
_MASTHEAD = frozenset({"distribution", "original", "only", "advance", "session", "agenda"})
_PARTS = 4  # of a symbol whose body is not known; what has fewer is a reference


class Beginning(msgspec.Struct, frozen=True):
    """The line that the text of a communication begins with, and what it begins."""

    at: int
    kind: Kind


def beginning(lines: Sequence[Line]) -> Beginning | None:
    """Return where the text of a note or letter begins, by its first words; None where no line is such a beginning."""
    first = lines[:_REGION]
    for at, line in enumerate(first):
        if _is_address(line.text) and at + 1 < len(lines):
            return Beginning(at, "letter")
        here = plain(line.text[:_FIRST])
        over = _over(first, at) if here else ""
        for cue, kind in _BEGINNINGS:
            if _of(cue).search(here) or (over and _begins_in_first(cue, over, first[at + 1])):
                return Beginning(_first_line(first, at), kind)
    return None


@cache
def _of(cue: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in cues().heads[cue]))


def _begins_in_first(cue: str, over: str, after: Line) -> bool:
    """Tell whether a cue goes over from one line to the next; one that stands there whole begins there."""
    if not _of(cue).search(over):
        return False
    key = plain(after.text[:_FIRST])
    return any(word in over and word not in key for word in cues().heads[cue])


def _over(lines: Sequence[Line], at: int) -> str:
    """Return the words of a line and the next, where a sentence may go on from one to the other; else nothing."""
    if len(lines[at].text) > _FIRST or at + 1 == len(lines) or lines[at + 1].gap:
        return ""
    return plain(joined([lines[at], lines[at + 1]]).text[: 2 * _FIRST])


def read_letterhead(sheet: Sheet, authorities: Authorities) -> tuple[Top, Kind] | None:
    """Return the letterhead as a cover that states nothing, with the lines after it; None where it is no letterhead.

    Where a line above the text is one of a masthead or the title of a communication, it is none.
    """
    head, blocks, after = top_lines(sheet)
    begins = beginning(head)
    if begins is None:
        return None
    known = names(authorities)
    above = head[: begins.at]
    if any(_is_ours(line, known, authorities) for line in above):
        return None
    stated = [Stated(line, "job-number" if job_number(line.text) else "other") for line in above if line.text]
    return Top(tuple(stated), (*head[begins.at :], *after), tuple(blocks[begins.at :])), begins.kind


def _is_ours(line: Line, known: Mapping[str, Body], authorities: Authorities) -> bool:
    """Tell whether a line is of a masthead or a title, or of a text, and so of no letterhead."""
    if line.style in {"table", "note", "quotation"} or len(line.text) > _LONGEST:
        return True
    statement = read_line(line.text, known)
    if statement and (symbol := statement.symbol):
        return authorities.body_of(symbol) is not None or str(symbol).count("/") >= _PARTS - 1
    if statement and statement.field in _MASTHEAD and (statement.field != "distribution" or statement.distribution):
        return True
    return begins_title(edges(line.text), firmly=True) and any(letter.isdecimal() for letter in line.text)


def _is_address(text: str) -> bool:
    if not text or len(text) > _ADDRESS or text[-1] not in _STOPS:
        return False
    key = plain(text[:-1]).strip()
    head = next((head for head in cues().heads["address"] if key.startswith(head)), "")
    begins = head and not (head[-1].isalpha() and key[len(head) : len(head) + 1].isalpha())
    return bool(begins) or key.endswith(cues().tails["address"])


def _first_line(lines: Sequence[Line], at: int) -> int:
    """Return the first line of the paragraph that the line at ``at`` is of."""
    width = max(len(line.text) for line in lines[at : at + 4])
    while at and _runs_into(lines[at - 1], lines[at], width):
        at -= 1
    return at


def _runs_into(before: Line, line: Line, width: int) -> bool:
    if line.gap or before.style != line.style or before.page != line.page or differ_in_size(before, line):
        return False
    if before.text.isupper() or job_number(before.text):
        return False
    first = line.text[:1]
    return first.islower() or (len(before.text) > _FULL * width and not (is_wide(first) and before.text[-1:] in _STOPS))
