"""Walking down the cover: each line from the top with what it states, to where the title begins.

The order of the lines differs by organ, year and extractor, so none is assumed. What a line states decides; a line that
states nothing is part of the cover if one that can only stand on a cover follows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from verbale.authorities import Authorities
from verbale.document import Line, Sheet
from verbale.document.model import CoverField
from verbale.recognizer.agenda import title_lines
from verbale.recognizer.cues import Body, edges, names
from verbale.recognizer.lines import joined, part, pieces
from verbale.recognizer.masthead import Statement, parted, read_line
from verbale.recognizer.title import begins_title

_HEAD = 160  # physical lines in which a cover is looked for
_PATIENCE = {True: 8, False: 4}  # lines without a statement after which the cover is over, wrapped and not
_SCRAPS = 40  # characters of what a stamp or a speck left between the lines of a cover
_TEXT = 700  # characters of a line that is text, and before which the cover ended
_FIRM: frozenset[CoverField] = frozenset({"symbol", "distribution", "original", "only", "advance"})
_TEXTUAL = frozenset({"table", "note", "item", "quotation"})  # styles of lines with which the text has begun


class Stated(msgspec.Struct, frozen=True):
    """A line of the cover, the field it belongs to and what it states; a wrapped line is joined."""

    line: Line
    field: CoverField
    statement: Statement | None = None


class Top(msgspec.Struct, frozen=True):
    """The cover in its order, and the lines after it.

    The first lines of ``rest`` are pieces of blocks: ``blocks`` says of which, one number for each.
    """

    stated: tuple[Stated, ...]
    rest: tuple[Line, ...]
    blocks: tuple[int, ...]


def read_cover(sheet: Sheet, authorities: Authorities) -> Top:
    """Return the lines of the cover with what they state, and all lines after it."""
    head, blocks, after = top_lines(sheet)
    known = names(authorities)
    stated, end = _walk(head, known, authorities, wrapped=sheet.wrapped)
    if not any(one.field in {"symbol", "distribution"} for one in stated):
        start, stop, late = _late_box(head, end, known)
        if late:
            # An extractor that took the text before the masthead: the box is put back on top.
            kept = (*range(end, start), *range(stop, len(head)))
            lines = (*(head[at] for at in kept), *after)
            return Top((*late, *stated), lines, tuple(blocks[at] for at in kept))
    return Top(tuple(stated), (*head[end:], *after), tuple(blocks[end:]))


def top_lines(sheet: Sheet) -> tuple[list[Line], list[int], Sequence[Line]]:
    """Cut the first blocks of a sheet into physical lines; return them, the block of each, and the blocks that follow."""
    head: list[Line] = []
    blocks: list[int] = []
    for index, line in enumerate(sheet.lines):
        if len(head) >= _HEAD:
            return head, blocks, sheet.lines[index:]
        head += pieces(line, _HEAD)
        blocks += [index] * (len(head) - len(blocks))
    return head, blocks, ()


def _walk(
    head: Sequence[Line], known: Mapping[str, Body], authorities: Authorities, *, wrapped: bool
) -> tuple[list[Stated], int]:
    stated: list[Stated] = []
    at = end = 0  # end: behind the last line that stated something
    while at < len(head) and at - end <= _PATIENCE[wrapped]:
        line = head[at]
        if line.style in _TEXTUAL or len(line.text) > _TEXT:
            break
        read, used = _read(head, at, known) if line.style != "rule" else ([], 1)
        if not read or not _belongs(read[0], stated, head[end:at]):
            at += 1
            continue
        stated += _between(head[end:at], read[0].field, wrapped=wrapped)
        stated += [_in_place(one, stated) for one in read]
        at = end = at + used
        if read[-1].field == "agenda" and (statement := read[-1].statement):
            titles, used = title_lines(head[at:], statement.codes, _body(stated), authorities, wrapped=wrapped)
            stated += [Stated(title, "agenda-title") for title in titles]
            at = end = at + used
    return stated, end


def _read(head: Sequence[Line], at: int, known: Mapping[str, Body]) -> tuple[list[Stated], int]:
    """Return what the line states, alone, with the next line or in its parts; and how many lines that took."""
    read, used = _whole(head, at, known)
    spans = parted(head[at].text, known) if not read else ()
    if len(spans) < 2:
        return read, used
    line = head[at]
    parts = [part(line, start, stop, gap=0 if start else line.gap) for start, stop in spans]
    lines = [*parts, *head[at + 1 : at + 3]]
    nth = 0
    while nth < len(parts):
        one, used = _whole(lines, nth, known)
        read += one or [Stated(lines[nth], "other")]
        nth += used
    return (read, 1 + nth - len(parts)) if any(one.statement for one in read) else ([], 1)


def _whole(head: Sequence[Line], at: int, known: Mapping[str, Body]) -> tuple[list[Stated], int]:
    """Return what the line states, alone or with the next one or two, over which a name or "Distr." may be printed."""
    line = head[at]
    statement = read_line(line.text, known)
    if statement and (statement.field != "distribution" or statement.distribution):
        return [Stated(line, statement.field, statement)], 1
    for count in (2, 3):
        lines = head[at : at + count]
        if len(lines) < count or len(lines[-1].text) > 60 or lines[-1].gap or lines[0].style != lines[-1].style:
            break
        whole = joined(lines)
        found = read_line(whole.text, known)
        if found and found.field in {"organization", "organ", "body", "distribution"}:
            return [Stated(whole, found.field, found)], count
    return ([Stated(line, statement.field, statement)] if statement else []), 1


def _belongs(one: Stated, stated: Sequence[Stated], between: Sequence[Line]) -> bool:
    """Tell whether a line goes on with the cover: behind lines that stated nothing only what no text would hold."""
    statement = one.statement
    fields = {each.field for each in stated}
    if statement is None:
        return False
    opened = [line for line in between if line.style != "rule"]
    match one.field:
        case "issued":
            return not opened and ("issued" not in fields or _awaits_dates(stated))
        case "session-dates":
            return (
                not opened
                and bool(fields & {"session", "body", "organ"})
                and "session-dates" not in fields - _second(stated)
            )
        case "session":
            first = "session" not in fields and "agenda" not in fields
            if opened and begins_title(edges(opened[0].text)):
                return False  # "Report of the Council on its / twelfth special session"
            return first or _second(stated) == {"session-dates"}
        case "agenda":
            return len(opened) <= 4 and ("agenda" not in fields or bool(_second(stated)))
        case "symbol" if "symbol" in fields:
            return not opened
        case "job-number":
            return not opened
        case _:
            # Behind a session and a title it is a box that an extractor took late: see _late_box.
            scraps = sum(len(line.text) for line in opened) < _SCRAPS
            return not opened or (one.field in _FIRM and (scraps or not fields & {"session", "agenda"}))


def _second(stated: Sequence[Stated]) -> set[CoverField]:
    """Return the fields that may come a second time: a document of two bodies has two sessions."""
    joint = any(one.statement and one.statement.symbol and one.statement.symbol.joint for one in stated)
    last = next((one.field for one in reversed(stated) if one.field in {"session", "body", "organ"}), "")
    several = sum(one.field == "session" for one in stated) <= 1 and last == "body"
    return {"session-dates"} if joint or several else set()


def _awaits_dates(stated: Sequence[Stated]) -> bool:
    return bool(stated) and stated[-1].field == "session"


def _in_place(one: Stated, stated: Sequence[Stated]) -> Stated:
    """Read a single date under the session as the session's."""
    if one.field == "issued" and _awaits_dates(stated):
        return Stated(one.line, "session-dates", one.statement)
    return one


def _between(lines: Sequence[Line], following: CoverField, *, wrapped: bool) -> list[Stated]:
    """Return the lines before a statement that stated nothing: a name that no authority file holds, before a session."""
    kept = [line for line in lines if line.text and line.style != "rule"]
    if not kept:
        return []
    if following == "session" and len(kept) <= 5 and (not wrapped or all(not line.gap for line in kept[1:])):
        names = [joined(kept)] if wrapped else kept
        return [Stated(line, "body") for line in names]
    return [Stated(line, "other") for line in kept]


def _body(stated: Sequence[Stated]) -> str:
    """Return the body whose agenda it is: by the symbol, else the last name."""
    for one in stated:
        if one.statement and one.statement.symbol:
            return one.statement.symbol.body
    named = [one.statement.body.id for one in stated if one.statement and one.statement.body]
    return named[-1] if named else ""


def _late_box(head: Sequence[Line], end: int, known: Mapping[str, Body]) -> tuple[int, int, list[Stated]]:
    """Find a masthead box behind the title: lines around a line of distribution that all state something."""
    for at in range(end, min(len(head), end + 80)):
        late, used = _read(head, at, known) if len(head[at].text) < 90 else ([], 1)
        if not any(one.field == "distribution" for one in late):
            continue
        start, stop = at, at + used
        while start > end and (before := _read(head, start - 1, known)[0]) and len(before) < 3:
            start, late = start - 1, before + late
        while stop < len(head) and (after := _read(head, stop, known))[0]:
            if {one.field for one in after[0]} & {one.field for one in late}:
                break
            stop, late = stop + after[1], late + after[0]
        return start, stop, late
    return end, end, []
