"""The fonts that pages are set in: from folders of the caller's choice, then from the packages Verbale installs.

System fonts are never asked: the same document gives the same bytes on every machine.
"""

from __future__ import annotations

import struct
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from struct import unpack_from

import msgspec
import typst

# PyPI packages of fonts under the SIL Open Font License, and the folder in each that holds the files.
_PACKAGES = (("fontpkg_noto_serif", "files"), ("fontpkg_amiri", "files"), ("pylopdf_fonts_zh_cn", ""))


class Face(msgspec.Struct, frozen=True):
    """The families that print a script: regular and bold, size in points, stretch in per cent."""

    script: str
    families: tuple[str, ...]
    bold: tuple[str, ...]
    size: float
    stretch: float


class Fontbook(msgspec.Struct, frozen=True):
    """The fonts at hand: as the typesetter takes them, the files of each family, and the face for each script."""

    fonts: typst.Fonts
    families: tuple[tuple[str, ...], ...]
    faces: dict[str, Face]


@cache
def fontbook(folders: tuple[str, ...]) -> Fontbook:
    """Return the fonts of ``folders`` and of the installed packages, loaded once in a process."""
    packaged = [str(files(package).joinpath(folder)) for package, folder in _PACKAGES]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*folders, *packaged])
    paths: dict[str, list[str]] = {}
    for font in fonts.fonts():
        paths.setdefault(font.family, []).append(font.path or "")
    faces: dict[str, Face] = {}
    for face in _faces():
        if face.script not in faces and paths.keys() >= {*face.families, *face.bold}:
            faces[face.script] = face
    return Fontbook(fonts, tuple(tuple(dict.fromkeys(of_family)) for of_family in paths.values()), faces)


@cache
def _faces() -> tuple[Face, ...]:
    rows = tomllib.loads(files("verbale.formats.pdf").joinpath("faces.toml").read_text("utf-8"))["face"]
    return msgspec.convert(rows, tuple[Face, ...])


def undrawn(characters: set[str], book: Fontbook) -> set[str]:
    """Return those of ``characters`` that no family of the book draws in each of its styles."""
    left = {ord(character) for character in characters}
    for paths in book.families:
        if not left:
            break
        left -= frozenset.intersection(*map(coverage, paths))
    return {chr(code) for code in left}


@cache
def coverage(path: str) -> frozenset[int]:
    """Return the code points that the font file maps to glyphs; an unreadable file maps none."""
    try:
        return frozenset(_mapped(Path(path).read_bytes()))
    except (OSError, struct.error):
        return frozenset()


def _mapped(data: bytes) -> Iterator[int]:
    # OpenType, tables "cmap" 4 and 12. Of a collection (ttcf) the first font stands for all: they share their map.
    start = unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    for entry in range(start + 12, start + 12 + 16 * unpack_from(">H", data, start + 4)[0], 16):
        if data[entry : entry + 4] == b"cmap":
            table = unpack_from(">I", data, entry + 8)[0]
            for record in range(unpack_from(">H", data, table + 2)[0]):
                subtable = table + unpack_from(">I", data, table + 8 + 8 * record)[0]
                kind = unpack_from(">H", data, subtable)[0]
                if kind == 12:
                    yield from _groups(data, subtable)
                elif kind == 4:
                    yield from _ranges(data, subtable)


def _groups(data: bytes, at: int) -> Iterator[int]:
    for group in range(unpack_from(">I", data, at + 12)[0]):
        first, last = unpack_from(">II", data, at + 16 + 12 * group)
        yield from range(first, min(last, 0x10FFFF) + 1)


def _ranges(data: bytes, at: int) -> Iterator[int]:
    size = unpack_from(">H", data, at + 6)[0]
    ends = unpack_from(f">{size // 2}H", data, at + 14)
    starts = unpack_from(f">{size // 2}H", data, at + 16 + size)
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            yield from range(first, last + 1)
