"""Cutting and joining lines, with the marks over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from verbale.document import Line, Mark

WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_POINTS = frozenset({"note", "break"})
_NO_SPACE = re.compile(f"[{WIDE}]")
_SOFT = re.compile(rf"(?<=[{WIDE}])\n(?=[{WIDE}])")


def part(line: Line, start: int, end: int, *, gap: int = 0, down: int = 0) -> Line:
    """Return the characters ``start`` to ``end`` of a line with their marks, without spaces around.

    ``down`` counts the lines of the source between the beginning of the line and the part.
    """
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Line(
        text,
        line.number + down,
        gap,
        marks_of(line.marks, start, start + len(text)) if line.marks else (),
        line.style,
        line.level,
        line.mark,
        page=line.page,
        box=line.box,
        size=line.size,
        confidence=line.confidence,
    )


def marks_of(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """Return the marks over the characters ``start`` to ``end``, counted from ``start``."""
    found = []
    for mark in marks:
        begin, stop = max(mark.start, start), min(mark.end, end)
        if begin < stop or (mark.kind in _POINTS and start <= mark.start <= end):
            found.append(Mark(mark.kind, begin - start, stop - start, mark.value))
    return tuple(found)


def pieces(line: Line, most: int) -> Iterator[Line]:
    """Yield the lines that one block of an unwrapped sheet was broken into; behind ``most`` of them the rest as one."""
    if "\n" not in line.text:
        yield line
        return
    at = 0
    for down, text in enumerate(line.text.split("\n", most)):
        piece = part(line, at, at + len(text), gap=0 if down else line.gap, down=down)
        at += len(text) + 1
        if piece.text:
            yield piece


def whole(lines: Sequence[Line], blocks: Sequence[int]) -> list[Line]:
    """Return the lines with those that are pieces of one block joined again; ``blocks`` numbers the first lines."""
    found: list[Line] = []
    for _, group in groupby(zip(lines, blocks, strict=False), key=lambda pair: pair[1]):
        found.append(joined([line for line, _ in group]))
    return found + list(lines[len(blocks) :])


def flowed(line: Line) -> Line:
    """Return the line with its soft line ends as spaces; a hard one is a ``break`` mark behind its space."""
    if "\n" not in line.text:
        return line
    hard = {mark.start for mark in line.marks if mark.kind == "break"}
    if not hard and (closed := _SOFT.sub("", line.text)) != line.text and not line.marks:
        return with_text(line, closed.replace("\n", " "), ())
    return with_text(line, line.text.replace("\n", " "), line.marks)


def with_text(line: Line, text: str, marks: tuple[Mark, ...]) -> Line:
    """Return the line with other words."""
    return Line(
        text,
        line.number,
        line.gap,
        marks,
        line.style,
        line.level,
        line.mark,
        line.table,
        line.page,
        line.box,
        line.size,
        line.confidence,
    )


def joined(lines: Sequence[Line]) -> Line:
    """Return lines as one, with a space between two unless they meet in Chinese characters, with a figure perhaps, or at a hyphen.

    It is as sure as the least sure of them; its box is the one around those on the page of the first.
    """
    if len(lines) == 1:
        return lines[0]
    texts: list[str] = []
    marks: list[Mark] = []
    size = 0
    for line in lines:
        if texts and not meets_closely(texts[-1], line.text):
            texts.append(" ")
            size += 1
        marks += [Mark(mark.kind, mark.start + size, mark.end + size, mark.value) for mark in line.marks]
        texts.append(line.text)
        size += len(line.text)
    whole = with_text(lines[0], "".join(texts), tuple(_merged(marks)))
    if lines[0].box is None:
        return whole
    return msgspec.structs.replace(whole, box=around(lines), confidence=min(line.confidence for line in lines))


def around(lines: Sequence[Line]) -> tuple[float, float, float, float] | None:
    """Return the smallest box around those of the lines that stand on the page of the first, or None without boxes."""
    boxes = [line.box for line in lines if line.box and line.page == lines[0].page]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def meets_closely(before: str, after: str) -> bool:
    """Tell whether a line that ends a row goes on in the next without a space."""
    last, first = before[-1:], after[:1]
    wide = _NO_SPACE.match(last) is not None, _NO_SPACE.match(first) is not None
    # Chinese sets figures without a space too: 2月10 | 日.
    if all(wide) or (any(wide) and (last + first).isalnum() and (last.isdigit() or first.isdigit())):
        return True
    return (last == "-" and before[-2:-1].isalpha() and first.islower()) or (last in "/\u2013" and first.isalnum())


def differ_in_size(one: Line, other: Line) -> bool:
    """Tell whether two lines are set in types of different sizes, where the format knows them."""
    return one.size is not None and other.size is not None and abs(one.size - other.size) > 0.4


def is_wide(letter: str) -> bool:
    """Tell whether a character is Chinese or as wide."""
    return _NO_SPACE.match(letter) is not None


def _merged(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks; one that goes on behind a line end becomes one mark again."""
    last: dict[tuple[str, str], Mark] = {}
    for mark in marks:
        key = (mark.kind, mark.value)
        old = last.get(key)
        if mark.start < mark.end and old is not None and 0 <= mark.start - old.end <= 1:
            last[key] = Mark(mark.kind, old.start, mark.end, mark.value)
        else:
            if old is not None:
                yield old
            last[key] = mark
    yield from last.values()
