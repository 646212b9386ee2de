"""What a picture file carries beside the picture: Exif, places, XMP, comments; of JPEG, PNG and TIFF.

The files are walked by their own lengths and nothing is decoded of the picture, so that neither Pillow nor numpy is needed.
"""

from __future__ import annotations

import struct
import tomllib
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from verbale.document.hidden import Hidden, Kind, bounded, of_xmp
from verbale.problems import BadInput

_MOST_TAGS, _MOST_DIRECTORIES, _MOST_VALUES = 512, 64, 64
_LARGEST_TEXT = 1 << 20
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_EXIF, _GPS, _XMP, _IPTC, _SUBDIRECTORIES = 34665, 34853, 700, 33723, 330
_PNG = b"\x89PNG\r\n\x1a\n"
_XMP_IN_JPEG, _XMP_MORE = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"


def hidden(data: bytes) -> tuple[Hidden, ...]:
    """Return what a JPEG, PNG or TIFF file carries beside the picture; raises BadInput where it is none of them."""
    if data.startswith(b"\xff\xd8"):
        return bounded(_jpeg(data))
    if data.startswith(_PNG):
        return bounded(_png(data))
    if data.startswith((b"II*\0", b"MM\0*")):
        return bounded(_tiff(data, "TIFF"))
    raise BadInput("This is no JPEG, PNG or TIFF file.", advice="Send the file again.")


def _jpeg(data: bytes) -> Iterator[Hidden]:
    at, end = 2, len(data)
    while at + 4 <= end and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker in (0xD9, 0xDA):  # the picture itself begins, or nothing is left
            break
        body = data[at + 4 : at + 2 + length]
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            yield from _tiff(body[6:], "Exif")
        elif marker == 0xE1 and body.startswith((_XMP_IN_JPEG, _XMP_MORE)):
            yield from of_xmp(body[body.find(b"<") :] if b"<" in body else b"", "XMP")
        elif marker == 0xED:
            yield Hidden("property", "IPTC", _words(body.partition(b"\0")[2]), "Photoshop")
        elif marker == 0xFE:
            yield Hidden("comment", "comment", _words(body), "JPEG")
        at += 2 + max(length, 2)


def _png(data: bytes) -> Iterator[Hidden]:
    at = len(_PNG)
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        match kind:
            case b"tEXt":
                name, _, text = body.partition(b"\0")
                yield _said(name, text.decode("latin-1"))
            case b"zTXt":
                name, _, text = body.partition(b"\0")
                yield _said(name, _inflated(text[1:]).decode("latin-1"))
            case b"iTXt":
                yield from _international(body)
            case b"eXIf":
                yield from _tiff(body, "Exif")
            case b"tIME" if len(body) == 7:
                yield Hidden(
                    "property", "time", "{}-{:02}-{:02} {:02}:{:02}:{:02}".format(*struct.unpack(">H5B", body)), "PNG"
                )
        at += 12 + length


def _international(body: bytes) -> Iterator[Hidden]:
    name, _, rest = body.partition(b"\0")
    packed, rest = rest[:1] == b"\1", rest[2:]
    text = rest.partition(b"\0")[2].partition(b"\0")[2]
    text = _inflated(text) if packed else text
    if name == b"XML:com.adobe.xmp":
        yield from of_xmp(text, "XMP")
    else:
        yield _said(name, text.decode("utf-8", "replace"))


def _said(name: bytes, text: str) -> Hidden:
    return Hidden("property", name.decode("latin-1"), text, "PNG")


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST_TEXT)
    except zlib.error:
        return b""


@cache
def _names() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("verbale.formats.scan").joinpath("hidden.toml").read_text("utf-8"))


def _tiff(data: bytes, where: str) -> Iterator[Hidden]:
    """Walk the directories of a TIFF structure, as a file of its own or inside another; each once."""
    if not data.startswith((b"II*\0", b"MM\0*")) or len(data) < 8:
        return
    order = "<" if data.startswith(b"II") else ">"
    waiting: list[tuple[int, str]] = [(struct.unpack_from(f"{order}I", data, 4)[0], "tiff")]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at, table = waiting.pop()
        if at in seen or at < 8 or at + 2 > len(data):
            continue
        seen.add(at)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        for tag, kind, values, place in _entries(data, at, min(count, _MOST_TAGS), order):
            value = _value(data, kind, values, place, order)
            if tag in (_EXIF, _GPS, _SUBDIRECTORIES) and table == "tiff":
                directory = {_EXIF: "exif", _GPS: "gps"}.get(tag, "tiff")
                waiting += [(place, directory) for place in _numbers(value, kind, order)]
            elif tag == _XMP and table == "tiff":
                yield from of_xmp(value, "XMP")
            elif tag == _IPTC and table == "tiff":
                yield Hidden("property", "IPTC", _words(value), where)
            elif name := _names()[table].get(str(tag)):
                what: Kind = "place" if table == "gps" else "property"
                yield Hidden(what, name, _written(value, kind, order, name), where)
        after = at + 2 + 12 * count
        if table == "tiff" and after + 4 <= len(data):
            waiting.append((struct.unpack_from(f"{order}I", data, after)[0], "tiff"))


def _entries(data: bytes, at: int, count: int, order: str) -> Iterator[tuple[int, int, int, int]]:
    for number in range(count):
        place = at + 2 + 12 * number
        if place + 12 > len(data):
            return
        tag, kind, values = struct.unpack_from(f"{order}HHI", data, place)
        yield tag, kind, values, place + 8


def _value(data: bytes, kind: int, values: int, place: int, order: str) -> bytes:
    """The bytes of a value: in the entry itself where they fit, else where it points to."""
    size = _SIZES.get(kind, 1) * values
    if size > 4:
        (place,) = struct.unpack_from(f"{order}I", data, place)
    return data[place : place + min(size, _LARGEST_TEXT)]


def _numbers(value: bytes, kind: int, order: str) -> list[int]:
    form = {1: "B", 3: "H", 4: "I", 9: "i", 13: "I"}.get(kind)
    size = _SIZES.get(kind, 1)
    if form is None:
        return []
    return [
        struct.unpack_from(order + form, value, at)[0]
        for at in range(0, min(len(value), size * _MOST_VALUES) - size + 1, size)
    ]


def _written(value: bytes, kind: int, order: str, name: str) -> str:
    if name == "MakerNote":
        return f"{len(value)} bytes"
    if name.startswith("XP"):  # Windows writes UTF-16 into bytes
        return value.decode("utf-16-le", "replace")
    if kind in (5, 10):
        pairs = zip(*(iter(_numbers(value, 4 if kind == 5 else 9, order)),) * 2, strict=False)
        return " ".join(f"{above / below:.6g}" if below else f"{above}/0" for above, below in pairs)
    if kind in (2, 7):
        return _words(value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0"))
    return " ".join(map(str, _numbers(value, kind, order)))


def _words(value: bytes) -> str:
    """Bytes as text, of whatever encoding."""
    try:
        return value.decode("utf-8").strip("\0 ")
    except UnicodeDecodeError:
        return value.decode("latin-1").strip("\0 ")
