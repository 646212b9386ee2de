"""One spelling for what print and extraction spell in many ways: digits, dashes, spaces, letters, accents.

Three strengths. :func:`fold` keeps every character at its offset. :func:`tidy` also drops what cannot be seen.
:func:`plain` also drops case and accents, and is for keys only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FOLDED = {
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D], "-"),
    **dict.fromkeys([0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0x2018, 0x2019, 0x02BC, 0x00B4], "'"),
    **{zero + n: str(n) for zero in (0x0660, 0x06F0) for n in range(10)},
    **{0xFF01 + n: chr(0x21 + n) for n in range(94)},
    **{ord(old): new for old, new in zip("ёЁأإآٱىةᵉʳ", "еЕاااايهer", strict=True)},
}
_FOLDABLE = re.compile(f"[{''.join(re.escape(chr(code)) for code in _FOLDED)}]")
_INVISIBLE = re.compile("[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKS = re.compile("(?<!и)[\u0300-\u036f]")  # й is a letter of its own


def fold(text: str) -> str:
    """Return the text with one form of each digit, dash, space, quote and variant letter, every offset unchanged."""
    if text.isascii() and "\t" not in text:
        return text
    return _remembered(text) if len(text) < _LONG else _folded(text)


def _folded(text: str) -> str:
    return _FOLDABLE.sub(lambda found: _FOLDED[ord(found.group())], text)


_LONG = 4000
_remembered = lru_cache(maxsize=1 << 12)(_folded)
"""A passage is folded by whoever looks for something in it."""


def tidy(text: str) -> str:
    """Return the folded text without bidi controls, soft hyphens, kashida and Arabic vowel marks, single-spaced."""
    if not text.isascii():
        text = _INVISIBLE.sub("", fold(unicodedata.normalize("NFC", text)))
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return the tidy text in lower case without accents: a key to look things up by."""
    text = tidy(text).casefold()
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text)))
