"""Small changes to files that readers find hard: flipped bits, cuts, splices, repeats, hostile fragments."""

from __future__ import annotations

import random

HOSTILE = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"]]>",
    b"<![CDATA[", b"<div>" * 200, b"[" * 500, b"*" * 500, b">" * 200, b"\n" * 300, b"|a|b|\n|-|-|\n", b"[^1]", b"A/HRC/43/G/",
    b"resolutions 1/1, " * 30, b"999999999999999999999", b"-1", b"/Kids [1 0 R]", b"endobj", b"stream\r\n", b"%PDF-1.7",
    b"PK\x03\x04", b'{"verbale":"1"', "قرار".encode(), "第1号".encode(), "\u202e".encode(), b"1" * 5000, b"/" * 2000,
)  # fmt: skip


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` changed in one to four places."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(7):
            case 0 if changed:
                changed[at % len(changed)] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + chance.choice((1, 7, 100, 5000))]
            case 2:
                changed[at:at] = chance.choice(HOSTILE)
            case 3:
                piece = changed[at : at + chance.choice((3, 40, 700))]
                changed[at:at] = piece * chance.choice((1, 2, 20))
            case 4:
                del changed[at:]
            case 5 if changed:
                changed[at % len(changed)] = chance.randrange(256)
            case _:
                other = chance.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + 200]
    return bytes(changed[:4_000_000])
