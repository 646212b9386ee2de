"""What names tell: those of paragraph styles, and the places of letters in fonts of pictures."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from verbale.document.lines import Style

_BUILT_IN = re.compile(r"heading([1-9])")
_LIST = re.compile(r"list(?:bullet|number|continue|paragraph)?([2-9])?")
_SYMBOL_FONTS = ("symbol", "wingdings")


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("verbale.formats.docx.reading").joinpath("hints.toml").read_text("utf-8"))


def of_style(name: str) -> tuple[Style | None, int]:
    """Return how lines of a paragraph style of this name stand out, and their level; None where the name does not tell.

    "caption" is told as "table". The levels of headings count as in other formats: 1 and 2 are above the first heading
    of the text, a title has 4 and what stands under it 5.
    """
    key = "".join(name.casefold().replace("_", " ").split())
    if found := _BUILT_IN.fullmatch(key):
        return "heading", int(found[1]) + 1
    if found := _LIST.fullmatch(key):
        return "item", int(found[1] or 1) - 1
    tables = _tables()
    if isinstance(level := tables["heading"].get(key), int) and "_" in name:
        return "heading", level + 1
    for kind, style in _KINDS:
        if isinstance(level := tables[kind].get(key), int):
            return style, level
    return None, 0


_KINDS: tuple[tuple[str, Style], ...] = (("title", "heading"), ("quotation", "quotation"), ("caption", "table"))


def character(code: int, font: str) -> str:
    """Return the character that a font of pictures draws at a code (0x20 to 0xFF, or from U+F020); "" if not known."""
    place = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    family = font.casefold()
    if family == "symbol":
        low, high = _tables()["symbols"]["symbol"]
        row, at = (low, place - 0x20) if place < 0xA0 else (high, place - 0xA0)
        sign = row[at] if 0 <= at < len(row) else ""
        return "" if sign == "\ufffd" else str(sign)
    if family.startswith("wingdings"):
        return str(_tables()["wingdings"]["signs"].get(f"{place:02X}", ""))
    return chr(code) if code < 0xE000 else ""


def is_of_pictures(font: str) -> bool:
    """Tell whether the letters of a font are pictures."""
    return font.casefold().startswith((*_SYMBOL_FONTS, "webdings", "zapfdingbats"))
