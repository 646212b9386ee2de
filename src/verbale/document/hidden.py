"""What a file carries beside what it shows: values for the formats that find it, and the XMP packet that many hold."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

Kind = Literal[
    "property",
    "place",
    "comment",
    "change",
    "revision",
    "embedded",
    "macro",
    "script",
    "outside",
    "hidden-text",
    "unread",
]
"""What it is.

===============  =====================================================================================
``property``     author, program, company, dates, camera: metadata in fields
``place``        where a picture was taken
``comment``      a comment or annotation
``change``       a tracked change
``revision``     traces of earlier states: revision ids, earlier versions still in the file
``embedded``     a file or data inside the file
``macro``        a program of an office document
``script``       a program of a page or PDF
``outside``      something that is fetched from elsewhere, or a path on the author's machine
``hidden-text``  words that are in the file and are not shown
``unread``       it could not be looked at: nothing is known of what is hidden
===============  =====================================================================================
"""

MOST, LONGEST = 1000, 500


class Hidden(msgspec.Struct, frozen=True):
    """One thing that a file carries and does not show: its kind, name ("Author"), value, and the part that holds it."""

    kind: Kind
    name: str
    value: str
    where: str = ""


def bounded(found: Iterable[Hidden]) -> tuple[Hidden, ...]:
    """Return at most 1,000 things, each once, with values of at most 500 characters on one line."""
    kept: dict[Hidden, None] = {}
    for one in found:
        kept[Hidden(one.kind, _plain(one.name), _plain(one.value), _plain(one.where))] = None
        if len(kept) >= MOST:
            break
    return tuple(kept)


def _plain(text: str) -> str:
    """One line of printable characters, shortened; what fits in no text becomes U+FFFD."""
    text = text[: 4 * LONGEST].encode("utf-8", "replace").decode("utf-8")
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


# A leaf of RDF, and a property written as an attribute; names are those of the packet ("dc:creator", "rdf:li").
_LEAF = re.compile(r"<([\w.-]{1,60}:[\w.-]{1,60})(?:\s[^<>]{0,2000})?>([^<>]{1,4000})(?=<)")
_OPEN = re.compile(r"<([\w.-]{1,60}:[\w.-]{1,60})[\s>]")
_ATTRIBUTE = re.compile(r"""\s([\w.-]{1,60}:[\w.-]{1,60})=(?:"([^"<>]{1,4000})"|'([^'<>]{1,4000})')""")
_STRUCTURE = ("rdf:", "x:", "xmlns:", "xml:")


def of_xmp(packet: bytes, where: str) -> Iterator[Hidden]:
    """Yield the properties of an XMP packet (ISO 16684-1), whatever its encoding or faults."""
    text = _decoded(packet)
    names = [(found.start(), found[1]) for found in _OPEN.finditer(text) if not found[1].startswith(_STRUCTURE)]
    at = -1
    for found in sorted((*_LEAF.finditer(text), *_ATTRIBUTE.finditer(text)), key=lambda one: one.start()):
        name, value = found[1], next(filter(None, found.groups()[1:]), "").strip()
        while at + 1 < len(names) and names[at + 1][0] <= found.start():
            at += 1
        if found.re is _LEAF and name.startswith("rdf:"):
            name = names[at][1] if at >= 0 else name
        if value and not name.startswith(_STRUCTURE):
            yield Hidden("place" if "GPS" in name else "property", name, html.unescape(value), where)


def _decoded(packet: bytes) -> str:
    head = packet[:200]
    if head.count(b"\0") > len(head) // 3:
        return packet.decode("utf-16-be" if head[:1] == b"\0" else "utf-16-le", "replace")
    return packet.decode("utf-8", "replace")
