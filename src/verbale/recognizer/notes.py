"""Footnotes: which lines they are, and where in the text they are anchored."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from verbale.document import Block, Line, Mark, Table
from verbale.recognizer.cues import cues
from verbale.recognizer.lines import WIDE, part, with_text

_STARS = "*\u2217\uff0a"
_STARRED = re.compile(rf"([{_STARS}]{{1,4}})(?:\s+|(?=[^\W\d_])|$)")
_NUMBERED = re.compile(r"(\d{1,3})(?:/|\s?\(\))?\s+(?=\S)")
_LONE = re.compile(r"\d{1,2}")
_SKIPPED = 30  # numbers that the notes of tables and of other pages may have taken
_ROW = re.compile(rf"(?:[{_STARS}]\s+)+[{_STARS}]|[{_STARS}]{{5,}}")

# Glued to a word, to other stars ("*, **"), or behind a space at the end of a line; Chinese goes on without a space.
_STAR_ANCHOR = re.compile(
    rf"(?:(?<=[{_STARS}])[, ]{{1,2}}|(?<=\S) ?(?=[{_STARS} ,]+$)|(?<=\S))([{_STARS}]{{1,4}})(?![{_STARS}])(?![^\W{WIDE}])"
)
_LAST_STARS = re.compile(rf"[{_STARS} ,]*[{_STARS}]$")
_CLOSING = '"”’»)\\]）》」'
_POINT = ".,;:，。、；："
# Digits glued to a word, to the point or bracket behind it, to a year or a resolution; in brackets or with a stroke;
# raised.
_NUMBER_ANCHOR = re.compile(
    rf"(?:(?<=[^\W\d_])|(?<=[^\d\s{_POINT}][{_POINT}])|(?<=[{_CLOSING}])"
    rf"|(?<![\d/])(?:19|20)\d\d[{_POINT}]?|\d/\d{{1,4}}[,;，、；])"
    r"(\d{1,3})(?![\d/])(?!\.\d)(?=\W|$)"
    r"|(?<=\S)\((\d{1,3})\)|(?<=\S) (\d{1,3})/(?=[\s.,;:]|$)|(?<=\S)([\u00b2\u00b3\u00b9\u2070-\u2079]{1,3})"
)
_WEAK = re.compile(rf"(?<=[{WIDE}])(\d{{1,2}})(?=([\u4e00-\u9fff]))|(?<![\d/])\d{{1,3}}/(\d{{4,6}})(?![\d/])")
_RAISED = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")


class RawNote(msgspec.Struct, frozen=True):
    """A note: its marker, its words, and the part of the document it stood in (0: the document, 1: its first annex)."""

    marker: str
    lines: tuple[Line, ...]
    part: int


class Anchor(msgspec.Struct, frozen=True):
    """Where a note is anchored: the line at ``index``, and the characters there that are its marker."""

    index: int
    start: int
    end: int


def take_notes(lines: Sequence[Line], number: int) -> tuple[list[Line], list[RawNote]]:
    """Part the lines of part ``number`` into those of the text and the notes.

    A note begins with stars, or with a number behind a rule; a marker on a line of its own waits for the next line. The
    rule before notes and the one at the end are no part of the text.
    """
    text: list[Line] = []
    notes: list[RawNote] = []
    waiting: list[Line] = []
    ruled, last = False, 0
    for line in lines:
        if line.style == "rule":
            ruled, last = True, 0
            text.append(line)
            continue
        found = _note(line, ruled=ruled, last=last, text=text)
        if found is None:
            if waiting and line.style == "" and len(line.text) < 2000:
                notes.append(RawNote(waiting.pop(0).text, (line,), number))
            elif notes and line.style == "" and line.level and ruled:
                old = notes.pop()
                notes.append(RawNote(old.marker, (*old.lines, line), number))
            else:
                ruled = ruled and line.style == "item"
                text.append(line)
            continue
        marker, words = found
        if not words.text:
            waiting.append(line)
            continue
        while text and text[-1].style == "rule":
            text.pop()
            ruled = True
        last = int(marker) if marker.isdecimal() else last
        notes.append(RawNote(marker, (words,), number))
    while text and text[-1].style == "rule":
        text.pop()
    return text + waiting, notes


def _note(line: Line, *, ruled: bool, last: int, text: Sequence[Line]) -> tuple[str, Line] | None:
    """Return the marker and the words of a line that is a note; the words are empty where only the marker is there."""
    if line.style == "note":
        return line.mark, line
    first = line.text[:1]
    if line.style == "item":
        return (line.mark, line) if ruled and line.mark == "*" else None
    if first and first in _STARS:
        stars = _STARRED.match(line.text)
        glued = stars and stars[0] == stars[1] and stars.end() < len(line.text)
        if not stars or (glued and not ruled) or _ROW.match(line.text):
            return None
        return "*" * len(stars[1]), _behind(line, stars.end())
    if "0" <= first <= "9" and line.style == "":
        numbered = _NUMBERED.match(line.text) if ruled else None
        if numbered and last < int(numbered[1]) <= last + _SKIPPED:
            return numbered[1], _behind(line, numbered.end())
        if _LONE.fullmatch(line.text) and any(_anchors(before.text, line.text) for before in text[-12:]):
            return line.text, _behind(line, len(line.text))
    return None


def _anchors(text: str, number: str) -> bool:
    return any(found == number for found, _, _ in _numbers(text))


def _weak_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers that are markers if a note asks for one, in the order of the text.

    Digits between two Chinese characters that count nothing, and those behind the number of a resolution (71/20519 is
    resolution 71/205 and note 19, since no body has adopted a thousand resolutions at a session).
    """
    for hit in _WEAK.finditer(text):
        if hit[1] and hit[2] not in cues().heads["counted.parts"]:
            yield hit[1], *hit.span(1)
        for cut in (1, 2, 3) if hit[3] else ():
            if hit[3][cut] != "0" and len(hit[3]) - cut <= 3:
                yield hit[3][cut:], hit.start(3) + cut, hit.end()


def _behind(line: Line, at: int) -> Line:
    return part(line, at, len(line.text), gap=line.gap)


def _numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers that may be markers of notes, with the characters that each is."""
    for hit in _NUMBER_ANCHOR.finditer(text):
        start = hit.start(1) if hit[1] else hit.start()
        if text[start - 1] == "." and "/" in text[max(start - 30, 0) : start].rpartition(" ")[2]:
            continue  # the "L.3" of a symbol
        found = hit[1] or hit[2] or hit[3] or hit[4]
        yield found.translate(_RAISED), start, hit.end()


def find_anchors(lines: Sequence[Line], parts: Sequence[int], notes: Sequence[RawNote]) -> list[Anchor | None]:
    """Return for each note where it is anchored in ``lines``; ``parts`` tells the part that each line belongs to.

    Marks that the format gave and stars of the same count come first, in the note's own part before others. Then digits
    glued to a word are taken in the order of the notes, and where there are none, digits glued to other digits.
    """
    if not notes:
        return []
    stated = _stated(lines, parts, stars=any(note.marker[:1] == "*" for note in notes))
    found = [places.popleft() if (places := stated.get((note.marker, note.part))) else None for note in notes]
    left: dict[str, deque[Anchor]] = {}
    for (marker, _), places in stated.items():
        left.setdefault(marker, deque()).extend(places)
    for at, note in enumerate(notes):
        if found[at] is None and left.get(note.marker):
            found[at] = left[note.marker].popleft()
    if any(note.marker.isdecimal() and anchor is None for note, anchor in zip(notes, found, strict=True)):
        return _in_order(lines, notes, found)
    return found


def _stated(lines: Sequence[Line], parts: Sequence[int], *, stars: bool) -> dict[tuple[str, int], deque[Anchor]]:
    """Return the anchors of each marker in each part that the format marked or raised, and those that are stars."""
    marked: dict[tuple[str, int], deque[Anchor]] = {}
    raised: dict[tuple[str, int], deque[Anchor]] = {}
    for index, line in enumerate(lines):
        for mark in line.marks:
            if mark.kind == "note":
                marked.setdefault((mark.value, parts[index]), deque()).append(Anchor(index, mark.start, mark.end))
            elif mark.kind == "raised":
                marker = line.text[mark.start : mark.end].strip("()[] ")
                raised.setdefault((marker, parts[index]), deque()).append(Anchor(index, mark.start, mark.end))
        if stars and any(star in line.text for star in _STARS):
            for hit in _STAR_ANCHOR.finditer(line.text):
                anchor = Anchor(index, hit.start(), hit.end())
                marked.setdefault(("*" * len(hit[1]), parts[index]), deque()).append(anchor)
    explicit = {marker for marker, _ in marked}
    return marked | {key: places for key, places in raised.items() if key[0] not in explicit}


def _in_order(lines: Sequence[Line], notes: Sequence[RawNote], found: Sequence[Anchor | None]) -> list[Anchor | None]:
    """Return the anchors with those of numbered notes that are still sought: each behind the one before it."""
    glued: dict[str, list[tuple[int, int, int]]] = {}
    weak: dict[str, list[tuple[int, int, int]]] = {}
    for index, line in enumerate(lines):
        for number, start, end in _numbers(line.text):
            glued.setdefault(number, []).append((index, start, end))
        for number, start, end in _weak_numbers(line.text):
            weak.setdefault(number, []).append((index, start, end))
    reached = (-1, -1, -1)
    ordered: list[Anchor | None] = []
    for note, anchor in zip(notes, found, strict=True):
        chosen = anchor
        for listed in (glued.get(note.marker, ()), weak.get(note.marker, ())):
            at = bisect_right(listed, reached)
            if chosen is None and at < len(listed):
                chosen = Anchor(*listed[at])
        if chosen is not None and note.marker.isdecimal():
            reached = max(reached, (chosen.index, chosen.start, chosen.end))
        ordered.append(chosen)
    return ordered


def anchored(line: Line, anchors: Sequence[tuple[int, int, str]]) -> Line:
    """Return the line with note marks in the place of the markers; an anchor is a start, an end and the note's id."""
    if not anchors:
        kept = tuple(mark for mark in line.marks if mark.kind != "note")
        return line if len(kept) == len(line.marks) else with_text(line, line.text, kept)
    cuts = sorted(anchors)
    starts = [start for start, _, _ in cuts]
    gone = [0]
    pieces: list[str] = []
    at = 0
    new: list[Mark] = []
    for start, end, id_ in cuts:
        pieces.append(line.text[at:start])
        new.append(Mark("note", start - gone[-1], start - gone[-1], id_))
        gone.append(gone[-1] + end - start)
        at = end
    pieces.append(line.text[at:])

    def moved(offset: int) -> int:
        nth = bisect_right(starts, offset)
        if nth and offset < cuts[nth - 1][1]:
            return cuts[nth - 1][0] - gone[nth - 1]
        return offset - gone[nth]

    for mark in line.marks:
        if mark.kind == "note":
            continue
        start, end = moved(mark.start), moved(mark.end)
        if start < end or mark.kind == "break":
            new.append(Mark(mark.kind, start, end, mark.value))
    return with_text(line, "".join(pieces), tuple(sorted(new, key=lambda mark: (mark.start, mark.end))))


def anchored_cells(line: Line, ids: Mapping[str, str]) -> Line:
    """Return a table with the note marks in its cells naming the notes; ``ids`` gives the note of each marker."""

    def named(block: Block) -> Block:
        if isinstance(block, Table):
            return block
        marks = (
            Mark("note", mark.start, mark.end, ids.get(mark.value, "")) if mark.kind == "note" else mark
            for mark in block.marks
        )
        return msgspec.structs.replace(block, marks=tuple(mark for mark in marks if mark.kind != "note" or mark.value))

    if line.table is None:
        return line
    rows = tuple(
        tuple(msgspec.structs.replace(cell, content=tuple(map(named, cell.content))) for cell in row)
        for row in line.table.rows
    )
    return msgspec.structs.replace(line, table=msgspec.structs.replace(line.table, rows=rows))


def without_stars(line: Line) -> tuple[Line, str]:
    """Return a title without the stars at its end that anchor no note, and these stars."""
    found = _LAST_STARS.search(line.text)
    if not found or not found.start():
        return line, ""
    return part(line, 0, found.start(), gap=line.gap), found[0].strip(" ,")
