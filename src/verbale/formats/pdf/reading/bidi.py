"""From the order on the page to the order of reading, where some letters run from right to left.

A page tells where characters stand, not in which order they were typed. This file goes back: the Unicode bidirectional
algorithm (UAX #9) run the other way, for one line. What it can not undo is rare: a number that stands between Latin and
Arabic words could be typed before or after the Latin ones.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from unicodedata import bidirectional

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_CLASSES = {"L": "L", "R": "R", "AL": "R", "EN": "1", "AN": "1", "CS": ",", "ES": "-", "ET": "$", "NSM": "m"}
_SUFFIXES = "%‰°٪"  # signs that follow a number; other signs of class ET go before it
_NUMBER = re.compile("[$]*1+(?:[,-]1+)*%*")
_AFTER_LETTER = re.compile("[$]*1+(?:,1+)*%*")  # behind an Arabic letter a hyphen parts two numbers (UAX #9, W2 and W4)
_LEFTWARD = re.compile("t*R(?:[^Lt]*R)?")
_OPEN, _CLOSE = "([{«‹<", ")]}»›>"
_ENDS = frozenset(" .,;:!?،؛؟…”\"'")


@lru_cache(maxsize=4096)
def class_of(characters: str) -> str:
    """Return the class of a character, or of the first of several that one glyph stands for, as one letter."""
    return "%" if characters[0] in _SUFFIXES else _CLASSES.get(bidirectional(characters[0]), " ")


def reading_order(glyphs: Sequence[str], *, leftward: bool, tails: Container[int] = ()) -> list[int]:
    """Return the indexes of glyphs, given from left to right, in the order they are read.

    ``leftward`` says that the line as a whole runs from right to left; ``tails`` are the glyphs that hang on the left end
    of right-to-left words in a line that does not, as the markers of notes do.
    """
    classes = "".join(map(class_of, glyphs))
    if "R" not in classes and not leftward:
        return list(range(len(glyphs)))
    if leftward:
        order: list[int] = []
        end = len(glyphs)
        for start, stop in reversed(list(_cut_short(glyphs, _rightward_runs(glyphs, classes)))):
            order += range(end - 1, stop - 1, -1)
            order += range(start, stop)
            end = start
        return order + list(range(end - 1, -1, -1))
    classes = "".join("t" if at in tails else one for at, one in enumerate(classes))
    order = []
    at = 0
    for hit in _LEFTWARD.finditer(classes):
        order += range(at, hit.start())
        order += (hit.start() + one for one in reading_order(glyphs[hit.start() : hit.end()], leftward=True))
        at = hit.end()
    return order + list(range(at, len(glyphs)))


def _rightward_runs(glyphs: Sequence[str], classes: str) -> Iterator[tuple[int, int]]:
    """Yield where runs begin and end that keep their order in a line from right to left: Latin words and numbers."""
    for start, stop in _between_letters(classes):
        part = classes[start:stop]
        first, last = part.find("L"), part.rfind("L")
        if first < 0:
            # A hyphen joins two numbers unless an Arabic letter stands before them, to their right.
            pattern = _AFTER_LETTER if "R" in classes[stop : stop + 2] or "R" in classes[stop:] else _NUMBER
            for hit in pattern.finditer(part):
                yield start + hit.start(), start + hit.end()
            continue
        low, high = _with_numbers(glyphs[start:stop], part, first, last + 1)
        for hit in _NUMBER.finditer(part, 0, low):
            yield start + hit.start(), start + hit.end()
        yield start + low, start + high
        for hit in _AFTER_LETTER.finditer(part, high):
            yield start + hit.start(), start + hit.end()


def _cut_short(glyphs: Sequence[str], runs: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield runs, the last of the line with the slash that it ends in where it goes on in the next line: "A/HRC/73/"."""
    for start, stop in runs:
        after = "".join(glyphs[stop : stop + 2])
        ends_line = not "".join(glyphs[:start]).strip()
        yield (start, stop + 1) if ends_line and after[:1] == "/" and not after[1:].isalpha() else (start, stop)


def _between_letters(classes: str) -> Iterator[tuple[int, int]]:
    for hit in re.finditer("[^R]+", classes):
        yield hit.span()


def _with_numbers(glyphs: Sequence[str], classes: str, low: int, high: int) -> tuple[int, int]:
    """Extend a run of Latin words over numbers beside it, unless a bracket that opens or closes elsewhere is between."""
    while hit := re.match("[^1L]*([$]*1+(?:[,-]1+)*%*)", classes[high:]):
        if not _balanced(glyphs[low : high + hit.end()]):
            break
        high += hit.end()
    while hit := re.match("[^1L]{0,2}?(%*1+(?:[,-]1+)*[$]*)", classes[low - 1 :: -1] if low else ""):
        if not _balanced(glyphs[low - hit.end() : high]):
            break
        low -= hit.end()
    return low, high


def _balanced(glyphs: Sequence[str]) -> bool:
    brackets = [glyph for glyph in glyphs if glyph in _OPEN or glyph in _CLOSE]
    return len(brackets) % 2 == 0


def with_brackets_turned(text: str) -> str:
    """Return a line with its brackets the right way round, by what stands before and behind each.

    Which way a bracket is drawn depends on the direction of its line, and programs disagree what to call it then.
    """
    if not any(letter in text for letter in "()[]{}«»‹›<>"):
        return text
    letters = list(text)
    open_: list[str] = []
    for at, letter in enumerate(letters):
        kind = _OPEN.find(letter)
        kind = _CLOSE.find(letter) if kind < 0 else kind
        if kind < 0:
            continue
        before = letters[at - 1] if at else " "
        after = letters[at + 1] if at + 1 < len(letters) else " "
        starts = (before == " " or before in _OPEN) and after != " "
        ends = before != " " and (after in _ENDS or after in _CLOSE or after in _OPEN)
        if starts == ends:
            starts = _OPEN[kind] not in open_
        if starts:
            open_.append(_OPEN[kind])
        elif _OPEN[kind] in open_:
            open_.remove(_OPEN[kind])
        letters[at] = _OPEN[kind] if starts else _CLOSE[kind]
    return "".join(letters)
