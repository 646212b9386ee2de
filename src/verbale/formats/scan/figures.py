"""Symbols that were nearly read: letters taken for figures, strokes for slashes, spaces that are none.

Symbols and numbers survive a scanner worse than prose, for no dictionary helps. Only a word that becomes a document symbol
is touched, never one that is a symbol already, and each change is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from verbale.formats.scan.tesseract import Row, Word
from verbale.formats.scan.words import box_of
from verbale.problems import BadSymbol
from verbale.symbols import Symbol, looks_like, parse

_FIGURES = str.maketrans("OoОоlI|!ı]SZBЗ", "00001111115283")
_LATIN = str.maketrans("АВЕЅІКМНОРСТХасеорх", "ABESIKMHOPCTXaceopx")
# A run with a figure in it and no letter but such as are taken for one; S, Z and B only before a figure, for they end symbols.
_RUN = re.compile(r"(?<![^\W\d_])(?=[^\d/.-]*\d)(?:[\dOoОоlI|!ı\]З]|[SZB](?=\d))+(?![^\W\d_])")
_BEHIND = re.compile(r"(/(?:[A-Z]?S-|[A-Z][a-z]{2,4}\.|[A-Z]{1,4}\.)?)([OoОоlI|!ı]{1,3})(?=/|\Z)")  # "Add.l", "S-l"
_STROKE = re.compile(r"[Il1|!J\[\]]")
_EDGES = re.compile(r"\A([(\[“«]*)(.*?)([.,;:)\]”»]*)\Z", re.DOTALL)
_LONGEST = 60


class Mended(msgspec.Struct, frozen=True):
    """A line with its symbols mended, and what each was before."""

    row: Row
    changes: tuple[tuple[str, str], ...] = ()


def mended(row: Row) -> Mended:
    """Return a line in which words that are nearly document symbols are made such."""
    changes = []
    words = []
    for was, word in _joined(row):
        right = as_symbol(word.text)
        words.append(msgspec.structs.replace(word, text=right))
        if right != was:
            changes.append((was, right))
    return Mended(tuple(words), tuple(changes))


def _joined(row: Sequence[Word]) -> Iterator[tuple[str, Word]]:
    """Yield words with what was read; two that a space behind a slash parts and that make a symbol are one."""
    at = 0
    while at < len(row):
        size = next((size for size in (4, 3, 2) if _is_parted(row[at : at + size], size)), 1)
        words = row[at : at + size]
        box = box_of(words)
        yield (
            " ".join(word.text for word in words),
            Word(
                "".join(word.text for word in words), min(word.confidence for word in words),
                box.left, box.top, box.right, box.bottom,
            ),
        )  # fmt: skip
        at += size


def _is_parted(words: Sequence[Word], size: int) -> bool:
    """Tell whether words are the parts of one symbol: each but the last ends in a slash."""
    if len(words) < size or not all(word.text.endswith("/") for word in words[:-1]):
        return False
    hit = _EDGES.match("".join(word.text for word in words))
    return hit is not None and _read(hit[2]) is not None


def as_symbol(text: str) -> str:
    """Return what a word was most likely printed as, where that is a symbol and the word is none; else the word."""
    hit = _EDGES.match(text) if "/" in text and len(text) <= _LONGEST else None
    if hit is None or hit[2].count("/") < 2:
        return text
    core = hit[2]
    right = _RUN.sub(lambda run: run[0].translate(_FIGURES), core.translate(_LATIN) if _mixed(core) else core)
    right = _BEHIND.sub(lambda figures: figures[1] + figures[2].translate(_FIGURES), right)
    found = _read(right)
    if found is None or not _is_known(found):
        found = None if _mixed(core) else found
        slashed = [right[: stroke.start()] + "/" + right[stroke.end() :] for stroke in _STROKE.finditer(right)]
        known = [one for one in slashed if (other := _read(one)) and _is_known(other)]
        if len(known) != 1:
            return hit[1] + right + hit[3] if found else text
        right = known[0]
    return hit[1] + right + hit[3]


def _mixed(text: str) -> bool:
    """Tell whether letters of two alphabets stand in a word: a symbol has Latin ones alone."""
    return bool(re.search("[A-Za-z]", text)) and bool(re.search("[\u0400-\u04ff]", text))


def _read(text: str) -> Symbol | None:
    if not looks_like(text):
        return None
    try:
        return parse(text)
    except BadSymbol:
        return None


def is_symbol(text: str) -> bool:
    """Tell whether a text is a symbol of which every part is in the tables."""
    found = _read(text)
    return found is not None and _is_known(found)


def _is_known(symbol: Symbol) -> bool:
    return all(part.known for part in symbol.parts)
