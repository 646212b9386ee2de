"""Small changes to files that readers find hard: flipped bits, cuts, splices, repeats, words exchanged, hostile fragments.

What is packed is changed inside more often than outside, and trees are changed as trees: a reader that refuses what is
broken sees nothing of the rest.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

HOSTILE = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"]]>",
    b"<![CDATA[", b"<div>" * 200, b"[" * 500, b"*" * 500, b">" * 200, b"\n" * 300, b"|a|b|\n|-|-|\n", b"[^1]", b"A/HRC/43/G/",
    b"resolutions 1/1, " * 30, b"999999999999999999999", b"-1", b"/Kids [1 0 R]", b"endobj", b"stream\r\n", b"%PDF-1.7",
    b"PK\x03\x04", b'{"verbale":"1"', "قرار".encode(), "第1号".encode(), "\u202e".encode(), b"1" * 5000, b"/" * 2000,
    b"<table><tr><td>" * 50, b"<w:tbl><w:tr><w:tc>" * 30, b"\xc2\xa0", b"\r", b"\x0c", b"null", b"1e999", "\u0663".encode(),
    "\u00b2".encode(), b"&#x10ffff;", b"&#0;", b"[2031]", b"Add.1-99999999", b"99 February 0000", b"MCMXCIX. ", b"(aa) ",
)  # fmt: skip
MOST = 4_000_000

_TOKEN = re.compile(rb'<[^<>]*>|"[^"]*"|[^\s<>"]+|\s+|.', re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_CONTROLS = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd]")
_WINDOW = 3000  # bytes around a place, in which words are exchanged


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` changed in one to four places."""
    inside = chance.random() < 0.75
    if inside and data.startswith(b"PK"):
        return _in_package(data, chance)
    if inside and data.startswith(b"%PDF"):
        return _in_stream(data, chance)
    return _in_tree(data, chance) if inside else _changed(data, chance)


def _in_tree(data: bytes, chance: random.Random) -> bytes:
    """Return XML or JSON that still is XML or JSON, with one to four branches changed; anything else changed as bytes."""
    try:
        if data.startswith((b"<?xml", b"<w:", b"<akoma")):
            return _branches(etree.fromstring(data), chance)
        if data.startswith((b"{", b"[")):
            return _values(json.loads(data), chance)
    except (etree.XMLSyntaxError, ValueError):
        pass
    return _changed(data, chance)


def _branches(root: Any, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        elements = [element for element in root.iter(etree.Element) if element is not root]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(7):
            case 0:
                one.getparent().remove(one)
            case 1:
                one.getparent().extend(
                    [etree.fromstring(etree.tostring(one, with_tail=False)) for _ in range(chance.choice((1, 50)))]
                )
            case 2 if one not in other.iterancestors() and one is not other:
                other.append(one)
            case 3:
                one.text = _legible(chance)
            case 4:
                one.tag = other.tag
            case 5:
                for name in list(one.attrib)[: chance.randint(1, 3)]:
                    one.set(name, chance.choice([_legible(chance), *other.attrib.values()]))
            case _:
                for name, value in other.attrib.items():
                    one.set(name, value)
    return etree.tostring(root)


def _values(value: Any, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        places = list(_places(value))
        if not places:
            break
        holder, key = chance.choice(places)
        other, place = chance.choice(places)
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1:
                holder[key] = _legible(chance)
            case 2:
                holder[key] = chance.choice((0, -1, 10**9, 2**70, 1.5, True, None, [], {}, ""))
            case 3 if isinstance(holder, list):
                holder[key:key] = [holder[key]] * chance.choice((1, 50))
            case _:
                holder[key] = json.loads(json.dumps(other[place]))
    return json.dumps(value, ensure_ascii=chance.random() < 0.5).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every list or object in a value with each of its keys."""
    rows = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for key, inner in rows:
        yield value, key
        yield from _places(inner)


def _legible(chance: random.Random) -> str:
    """Return a hostile fragment as XML may hold it."""
    return _CONTROLS.sub("", chance.choice(HOSTILE).decode("utf-8", "replace"))


def _in_package(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    marked = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = "word/document.xml" if chance.random() < 0.6 and "word/document.xml" in parts else chance.choice(marked)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for part, text in (parts | {name: _in_tree(parts[name], chance)}).items():
            package.writestr(zipfile.ZipInfo(part), text)
    return made.getvalue()


def _in_stream(data: bytes, chance: random.Random) -> bytes:
    found = list(_STREAM.finditer(data))
    if not found:
        return _changed(data, chance)
    start, end = chance.choice(found).span(1)
    try:
        text = zlib.decompress(data[start:end])
    except zlib.error:
        return data[:start] + _changed(data[start:end], chance) + data[end:]
    packed = zlib.compress(_changed(text, chance), 9)
    # As long as before where it can be: what stands behind keeps its place.
    return data[:start] + packed.ljust(end - start, b"\0") + data[end:]


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(10):
            case 0 if changed:
                changed[at % len(changed)] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + chance.choice((1, 7, 100, 5000))]
            case 2 | 3:
                changed[at:at] = chance.choice(HOSTILE)
            case 4:
                piece = changed[at : at + chance.choice((3, 40, 700))]
                changed[at:at] = piece * chance.choice((1, 2, 20))
            case 5 if chance.random() < 0.3:
                del changed[at:]
            case 6 if changed:
                changed[at % len(changed)] = chance.randrange(256)
            case 7 | 8:
                changed[at : at + _WINDOW] = _exchanged(bytes(changed[at : at + _WINDOW]), chance)
            case _:
                other = chance.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + 200]
    return bytes(changed[:MOST])


def _exchanged(text: bytes, chance: random.Random) -> bytes:
    """Return the text with a word, tag or string left out, repeated, or in the place of another of its sort."""
    tokens: list[bytes] = _TOKEN.findall(text)
    if not tokens:
        return text
    at = chance.randrange(len(tokens))
    match chance.randrange(3):
        case 0:
            del tokens[at]
        case 1:
            tokens[at:at] = [tokens[at]] * chance.choice((1, 3, 100))
        case _:
            alike = [token for token in tokens if token[:1] == tokens[at][:1]]
            tokens[at] = chance.choice(alike)
    return b"".join(tokens)
