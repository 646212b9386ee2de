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
    """Return the lines read in each box of a page, where they stand on the page."""
    height, width = pixels.shape
    places = [(max(box.left - AROUND, 0), max(box.top - AROUND, 0)) for box in boxes]
    pictures = [
        pixels[top : min(box.bottom + AROUND, height), left : min(box.right + AROUND, width)]
        for box, (left, top) in zip(boxes, places, strict=True)
    ]
    return [
        [tuple(_moved(word, left, top) for word in row) for row in rows]
        for (left, top), rows in zip(places, read_pictures(pictures, language), strict=True)
    ]


def read_pictures(pictures: Sequence[Any], language: str) -> list[list[Row]]:
    """Return the lines read on each of small pictures; of more than 80, those behind are not read."""
    found: list[list[Row]] = [[] for _ in pictures]
    pictures = pictures[:_MOST]
    if not pictures:
        return found
    height = sum(len(one) + 2 * AROUND for one in pictures)
    width = max(one.shape[1] for one in pictures) + 2 * AROUND
    sheet = numpy().full((height, width), 255, numpy().uint8)
    starts, down = [], AROUND
    for one in pictures:
        sheet[down : down + len(one), AROUND : AROUND + one.shape[1]] = one
        starts.append(down)
        down += len(one) + 2 * AROUND
    for row in read_rows(sheet, DOTS, [language], BLOCK):
        box = box_of(row)
        at = max((at for at, start in enumerate(starts) if start <= (box.top + box.bottom) // 2), default=0)
        found[at].append(tuple(_moved(word, -AROUND, -starts[at]) for word in row))
    return found


def _moved(word: Word, across: int, down: int) -> Word:
    return msgspec.structs.replace(
        word, left=word.left + across, top=word.top + down, right=word.right + across, bottom=word.bottom + down
    )
