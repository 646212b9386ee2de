"""Two readings of one line made one: in the data of its own script, and in English, for symbols and names in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from verbale.formats.scan.tesseract import Row, Word
from verbale.formats.scan.words import LATIN, NUMBER, SYMBOL, confidence

_SURE, _BETTER = 0.85, 0.15  # a Latin word that stands in: how sure it is, and how much surer than what stood there
_DIM, _FIRM = 0.3, 0.8  # the same for a symbol; what stood there is kept if it is so sure
_WHOLE = 0.75  # of a line that may be either
_OTHER = re.compile("[\u0400-\u04ff\u0620-\u064a\u3400-\u9fff]")
_LOOKALIKES = frozenset("АВЕЅІЈКМНОРСТУХасеорухјѕі")
_FAIR = 0.7  # of a number of which the other reading has only some figures


def with_latin(row: Row, latin: Sequence[Row]) -> Row:
    """Return a line read in another script with the Latin words that a second reading of it is surer of in their places.

    A language's own data reads symbols and English in a masthead as letters of its script; English data reads nothing else.
    """
    whole = tuple(word for other in latin for word in other)
    others = [word for word in whole if LATIN.search(word.text) or NUMBER.fullmatch(word.text)]
    better = tuple(_better(row, [word for word in others if _is_level(row, word)]))
    return whole if confidence(whole) >= _WHOLE and not _has_own_letters(better) else better


def _has_own_letters(row: Row) -> bool:
    """Tell whether a word of a line has letters of another script that look like no Latin one."""
    return not set(_OTHER.findall("".join(word.text for word in row))) <= _LOOKALIKES


def is_ambiguous(row: Row) -> bool:
    """Tell whether a line of Russian may be Latin: none of its words has a letter that looks like no Latin one."""
    return not _has_own_letters(row) and any(_OTHER.search(word.text) for word in row)


def _is_level(row: Row, word: Word) -> bool:
    return median(one.top for one in row) < (word.top + word.bottom) / 2 < median(one.bottom for one in row)


def _better(row: Row, others: Sequence[Word]) -> Iterator[Word]:
    """Yield the words of a row; where words of both readings cover each other, those that are better."""
    left = set(range(len(others)))
    for own in _groups(row, others):
        over = [at for at in left if any(_covers(word, others[at]) for word in own)]
        left.difference_update(over)
        yield from _chosen(own, sorted((others[at] for at in over), key=lambda word: word.left))


def _groups(row: Row, others: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words of a row, together those that one word of the other reading covers."""
    group: list[Word] = []
    for word in row:
        if group and not any(_covers(word, other) and _covers(group[-1], other) for other in others):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _covers(one: Word, two: Word) -> bool:
    over = min(one.right, two.right) - max(one.left, two.left)
    return over > 0.5 * min(one.right - one.left, two.right - two.left)


def _chosen(own: list[Word], others: list[Word]) -> list[Word]:
    if not others:
        return own
    sure, other = confidence(own), confidence(others)
    if other >= _SURE and other - sure >= _BETTER:
        return others
    if any(SYMBOL.fullmatch(word.text) for word in others) and other >= _DIM and sure < _FIRM:
        return others
    some, whole = ("".join(word.text for word in words) for words in (own, others))
    if NUMBER.fullmatch(some) and NUMBER.fullmatch(whole) and _lacks(some, whole) and other >= _FAIR:
        return others
    return own


def _lacks(some: str, whole: str) -> bool:
    """Tell whether a number is another one with figures left out."""
    figures = iter(whole)
    return len(some) < len(whole) and all(figure in figures for figure in some)
