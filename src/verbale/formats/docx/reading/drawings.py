"""Drawings in a paragraph: the text boxes in them, where they stand, and whether they are pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.formats.docx.names import CODE
from verbale.formats.docx.reading import tags as t
from verbale.formats.docx.reading.package import Element

_OFFSETS = (f"{t.WP}positionV", f"{t.WP}positionH")
_PICTURES = (f"{t.A}blip", f"{t.V}imagedata", f"{t.A}graphicData")
_MARGINS = re.compile(r"margin-(top|left):(-?[\d.]+)pt")


def outermost(parent: Element) -> Iterator[Element]:
    """Yield the text boxes in a drawing, not those inside them."""
    for child in parent:
        if child.tag == t.BOX:
            yield child
        else:
            yield from outermost(child)


def is_picture(drawing: Element) -> bool:
    """Tell whether a drawing is a picture, other than the code that our writer sets at the foot of the first page."""
    ours = any(one.get("name") == CODE for one in drawing.iter(f"{t.WP}docPr"))
    return not ours and any(True for _ in drawing.iter(*_PICTURES))


def place_of(drawing: Element) -> tuple[int, int]:
    """Return how far down (in centimetres) and to the right a drawing stands, where it says so."""
    found = [0, 0]
    for anchor in drawing.iter(*_OFFSETS):
        offset = anchor.find(f"{t.WP}posOffset")
        if offset is not None and (offset.text or "").strip().lstrip("-").isdecimal():
            down = anchor.tag == _OFFSETS[0]
            found[not down] = int(offset.text) // (360_000 if down else 1)
    for side, points in _MARGINS.findall("".join(shape.get("style") or "" for shape in drawing)):
        found[side == "left"] = int(float(points) / (28.35 if side == "top" else 1))
    return found[0], found[1]
