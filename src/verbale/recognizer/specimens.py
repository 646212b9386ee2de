"""The mark of made-up documents, which every rendition of them bears on top."""

from __future__ import annotations

from functools import cache

import msgspec

from verbale.document import Sheet
from verbale.languages import LANGUAGES, phrase
from verbale.languages.folding import plain

_TOP = 8  # lines in which the mark stands, under a letterhead perhaps


def take_specimen(sheet: Sheet) -> tuple[Sheet, bool]:
    """Return the sheet without the mark of a specimen, and whether it bore one."""
    for at, line in enumerate(sheet.lines[:_TOP]):
        if line.text and len(line.text) < 200 and plain(line.text).strip(" .*[]()") in _marks():
            return msgspec.structs.replace(sheet, lines=(*sheet.lines[:at], *sheet.lines[at + 1 :])), True
    return sheet, False


@cache
def _marks() -> frozenset[str]:
    return frozenset(plain(phrase("specimen", language)).strip(" .*[]()") for language in LANGUAGES)
