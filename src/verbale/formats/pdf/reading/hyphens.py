"""Words that a line end cut: whether the hyphen is the word's own, and the word made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

SOFT = "\xad"

_CUT = re.compile(r"([^\W\d_]+)[-\u2010\xad]$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_JOINS = frozenset({"and", "or", "to", "et", "ou", "y", "e", "o", "u", "и", "или"})  # "pre- and post-"
_OFTEN = 0.04  # of the lines: where so many end in a hyphen, a program hyphenates


class Hyphens(msgspec.Struct, frozen=True):
    """How a document hyphenates: its words in small letters, and what a hyphen is that no other word explains."""

    words: frozenset[str] = frozenset()
    soft: bool = False


def is_cut(before: str, after: str) -> bool:
    """Tell whether a line ends within a word that the next line goes on with."""
    if before[-1:] not in {"-", "\u2010", SOFT} or not before[-2:-1].isalnum():
        return False
    return after[:1].isalnum() and after.partition(" ")[0].casefold() not in _JOINS


def hyphens_of(texts: Sequence[str]) -> Hyphens:
    """Return how the lines of a document are hyphenated."""
    pairs = [(one, two) for one, two in pairwise(texts) if two[:1].islower() and is_cut(one, two)]
    if not pairs:
        return Hyphens()
    words = frozenset("\n".join(texts).casefold().split())
    explained = [own for before, after in pairs if (own := _explained(before, after, words)) is not None]
    soft = len(pairs) > _OFTEN * len(texts) or 2 * explained.count(False) > len(explained) > 1
    return Hyphens(words, soft)


def keeps_hyphen(before: str, after: str, hyphens: Hyphens) -> bool:
    """Tell whether the hyphen at the end of ``before`` belongs to the word: other places in the document show it."""
    if before[-1] == SOFT:
        return False
    if not after[0].islower() or not before[-2].isalpha():
        return True
    own = _explained(before, after, hyphens.words)
    return not hyphens.soft if own is None else own


def _explained(before: str, after: str, words: frozenset[str]) -> bool | None:
    first, second = _CUT.search(before), _GOES_ON.match(after)
    if first is None or second is None:
        return True
    start, end = first[1].casefold(), second[0].casefold()
    if start + end in words:
        return False
    return True if f"{start}-{end}" in words else None
