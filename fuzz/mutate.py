"""Small changes to files that readers find hard: flipped bits, cuts, splices, repeats, words exchanged, hostile fragments.

What is packed is changed inside as often as outside: a reader that refuses a broken package sees nothing of the rest.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib

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
_WINDOW = 3000  # bytes around a place, in which words are exchanged


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` changed in one to four places."""
    inside = chance.random() < 0.75
    if inside and data.startswith(b"PK"):
        return _in_package(data, chance)
    if inside and data.startswith(b"%PDF"):
        return _in_stream(data, chance)
    return _changed(data, chance)


def _in_package(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    marked = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = "word/document.xml" if chance.random() < 0.6 and "word/document.xml" in parts else chance.choice(marked)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for part, text in (parts | {name: _changed(parts[name], chance)}).items():
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
