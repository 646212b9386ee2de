"""Reading plain text: lines with the empty lines between them, rules, pages, and whether paragraphs are wrapped."""

from __future__ import annotations

import re

from verbale.document import Line, Sheet
from verbale.document.source import decode, is_drawn

_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
_LONGEST = 130  # columns of a typed or extracted line; a longer line is a paragraph
_SAMPLE = 4000


def read(data: bytes) -> Sheet:
    """Return the lines of plain text, in their order.

    Raises BadInput where the file is too large to be one document. Lines are ``wrapped`` unless more of them are longer
    than 130 columns than nearly as long: then every line is a paragraph.
    """
    source = decode(data)
    lines: list[Line] = []
    gap, page, paged = 0, 1, "\f" in source.text
    for number, raw in enumerate(source.text.split("\n"), 1):
        for turned, part in enumerate(raw.split("\f")):
            page += turned > 0
            text = part.strip()
            if not text:
                gap += 1
                continue
            lines.append(Line(text, number, gap, style="rule" if is_drawn(text) else "", page=page if paged else None))
            gap = 0
    return Sheet(tuple(lines), _wrapped(lines), source.problems)


def _wrapped(lines: list[Line]) -> bool:
    """Tell whether text stands in lines, of which many are about as long, or in paragraphs of one line each."""
    widths = [_width(line.text) for line in lines[:_SAMPLE]]
    return sum(width > _LONGEST for width in widths) <= sum(_LONGEST // 2 < width <= _LONGEST for width in widths)


def _width(text: str) -> int:
    size = len(text)
    if size > _LONGEST or text.isascii():
        return size
    return size + len(_WIDE.findall(text))
