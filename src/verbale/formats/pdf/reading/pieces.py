"""Pieces: words that stand together on one line of a page, with where they stand and how they look.

Everything after this file works on pieces alone, whichever way a page was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from verbale.document import Mark
from verbale.document.model import MarkKind

_RAISED = 0.85  # of the size of the words beside it: raised and lowered characters are at most so large
_RISE = 0.1  # of the size: how far they leave the baseline at least
_FULL_RISE = 0.22  # the same for characters that are not smaller
_WORD_GAP = 0.15  # of the size: two runs further apart are two words
WIDE_GAP = 0.6  # the same beside a Chinese character

WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
SPACED_OUT = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")


class Run(msgspec.Struct, frozen=True, gc=False):
    """Characters of one text object on one line: their text, left and right edge, baseline (down from the top), size.

    ``apart`` says that a space stands before them in the text.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
    apart: bool


class Piece(msgspec.Struct, frozen=True, gc=False):
    """Words on one baseline without a wide gap in them; ``leftward`` says that they run from right to left."""

    text: str
    marks: tuple[Mark, ...]
    left: float
    right: float
    base: float
    size: float
    leftward: bool = False

    @property
    def top(self) -> float:
        """The upper edge in points from the top of the page, by the size."""
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge in points from the top of the page, by the size."""
        return self.base + 0.22 * self.size


def piece_of(runs: Sequence[Run]) -> Piece:
    """Return runs that stand together as a piece; raised, lowered, bold and italic characters are its marks."""
    if len(runs) == 1:
        run = runs[0]
        whole = len(run.text)
        return Piece(
            run.text,
            tuple(merged([(kind, 0, whole) for kind in _kinds(run, run)])),
            run.left,
            run.right,
            run.base,
            run.size,
        )
    main = max(runs, key=lambda run: (len(run.text) > 3, run.size, len(run.text)))
    texts: list[str] = []
    spans: list[tuple[MarkKind, int, int]] = []
    size = 0
    before: Run | None = None
    for run in runs:
        if before is not None and (
            run.apart or run.left - before.right > _gap(before.text[-1], run.text[0]) * main.size
        ):
            texts.append(" ")
            size += 1
        end = size + len(run.text)
        spans += [(kind, size, end) for kind in _kinds(run, main)]
        texts.append(run.text)
        size, before = end, run
    return Piece(
        "".join(texts),
        tuple(merged(spans)),
        runs[0].left,
        runs[-1].right,
        main.base,
        main.size,
    )


def _gap(before: str, after: str) -> float:
    """Return how wide a gap parts two words: Chinese characters stand a little apart from what is beside them."""
    return WIDE_GAP if WIDE.match(before) or WIDE.match(after) else _WORD_GAP


def _kinds(run: Run, main: Run) -> Iterator[MarkKind]:
    if run.bold:
        yield "bold"
    if run.italic:
        yield "italic"
    rise = main.base - run.base
    least = (_RISE if run.size <= _RAISED * main.size else _FULL_RISE) * main.size
    if abs(rise) >= least and run is not main:
        yield "raised" if rise > 0 else "lowered"


def merged(spans: Sequence[tuple[MarkKind, int, int]]) -> list[Mark]:
    """Return spans of kind, start and end as marks, those of one kind that meet or are a space apart as one."""
    open_: dict[MarkKind, tuple[int, int]] = {}
    found: list[Mark] = []
    for kind, start, end in spans:
        last = open_.get(kind)
        if last and start - last[1] <= (0 if kind in {"raised", "lowered"} else 1):
            open_[kind] = (last[0], end)
            continue
        if last:
            found.append(Mark(kind, *last))
        open_[kind] = (start, end)
    found += [Mark(kind, *last) for kind, last in open_.items()]
    return sorted(found, key=lambda mark: (mark.start, mark.end))


def join(pieces: Sequence[Piece], between: str = " ") -> Piece:
    """Return pieces of one line, in reading order, as one, with ``between`` them."""
    if len(pieces) == 1:
        return pieces[0]
    main = max(pieces, key=lambda piece: len(piece.text))
    texts: list[str] = []
    marks: list[tuple[MarkKind, int, int]] = []
    at = 0
    for piece in pieces:
        if texts:
            texts.append(between)
            at += len(between)
        marks += [(mark.kind, mark.start + at, mark.end + at) for mark in piece.marks]
        texts.append(piece.text)
        at += len(piece.text)
    return Piece(
        "".join(texts),
        tuple(merged(marks)),
        min(piece.left for piece in pieces),
        max(piece.right for piece in pieces),
        main.base,
        main.size,
        any(piece.leftward for piece in pieces),
    )
