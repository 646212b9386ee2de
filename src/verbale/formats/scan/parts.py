"""Parts of a page read by themselves, all in one go: set one under the other on a picture of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from verbale.formats.scan.cleaning import DOTS
from verbale.formats.scan.extra import numpy
from verbale.formats.scan.tesseract import BLOCK, Row, Word, read_rows
from verbale.formats.scan.words import Box, box_of

AROUND = 16
"""Dots of the page that are taken around a part."""

_MOST = 80  # parts of a page that are read again


def read_parts(pixels: Any, boxes: Sequence[Box], language: str) -> list[list[Row]]:
    """Return the lines read in each box of a page; of more than 80 boxes, those behind are not read."""
    if not boxes:
        return []
    np = numpy()
    height, width = pixels.shape
    parts = [
        Box(
            max(box.left - AROUND, 0),
            max(box.top - AROUND, 0),
            min(box.right + AROUND, width),
            min(box.bottom + AROUND, height),
        )
        for box in boxes[:_MOST]
    ]
    sheet = np.full(
        (sum(p.bottom - p.top + AROUND for p in parts), max(p.right - p.left for p in parts)), 255, np.uint8
    )
    starts, down = [], 0
    for part in parts:
        sheet[down : down + part.bottom - part.top, : part.right - part.left] = pixels[
            part.top : part.bottom, part.left : part.right
        ]
        starts.append(down)
        down += part.bottom - part.top + AROUND
    found: list[list[Row]] = [[] for _ in boxes]
    for row in read_rows(sheet, DOTS, [language], BLOCK):
        box = box_of(row)
        at = max(at for at, start in enumerate(starts) if start <= max((box.top + box.bottom) // 2, 0))
        found[at].append(tuple(_moved(word, parts[at].left, parts[at].top - starts[at]) for word in row))
    return found


def _moved(word: Word, across: int, down: int) -> Word:
    return msgspec.structs.replace(
        word, left=word.left + across, top=word.top + down, right=word.right + across, bottom=word.bottom + down
    )
