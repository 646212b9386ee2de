"""Passages: the paragraphs in which the words of a question stand, with the words marked, by the analysis of the index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from verbale.document import Document, places
from verbale.languages import terms

MOST = 3
"""Passages of a document."""
_LONG, _BEFORE = 300, 90
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]+|[^\s{_HAN}]+")
_EDGE = re.compile(r"^\W+|\W+$")

Terms = tuple[str, ...]


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a passage; ``marked`` where it was asked for."""

    text: str
    marked: bool


class Passage(msgspec.Struct, frozen=True):
    """A paragraph or a part of one: its language, the id that all languages share, and its words; a cut end is "…"."""

    language: str
    block: str
    pieces: tuple[Piece, ...]


class _Found(msgspec.Struct, frozen=True):
    text: str
    language: str
    block: str
    spans: tuple[tuple[int, int], ...]
    kinds: frozenset[Terms]


def passages(document: Document, wanted: Sequence[Terms], most: int = MOST) -> tuple[Passage, ...]:
    """Return the passages of a language version that show most of what is wanted, in the order of the document."""
    if not wanted:
        return ()
    found: list[_Found] = []
    for place in places(document):
        text, lang = place.block.text, place.language
        spans = list(_spans(text, lang, wanted))
        if spans:
            kinds = frozenset(kind for _, _, kind in spans)
            found.append(_Found(text, lang, place.block.id, _merged(spans), kinds))
    shown: list[_Found] = []
    told: set[Terms] = set()
    while found and len(shown) < most:
        best = max(found, key=lambda one: (len(one.kinds - told), sum(map(len, one.kinds))))
        if shown and not best.kinds - told and len(shown) >= most - 1:
            break
        shown.append(best)
        told |= best.kinds
        found = [one for one in found if one is not best]
    order = {one.id: at for at, one in enumerate(place.block for place in places(document))}
    return tuple(_passage(one) for one in sorted(shown, key=lambda one: order[one.block]))


def marked(text: str, language: str, wanted: Sequence[Terms]) -> tuple[Piece, ...]:
    """Return a whole text (a title) with what is wanted marked."""
    return tuple(_pieces(text, _merged(_spans(text, language, wanted))))


def _spans(text: str, language: str, wanted: Sequence[Terms]) -> Iterator[tuple[int, int, Terms]]:
    """Yield where what is wanted stands in a text: first character, the one behind the last, and what it is."""
    words = list(_tokens(text, language))
    firsts: dict[str, list[Terms]] = {}
    loose = []
    for one in wanted:
        if "*" in one[0]:
            loose.append(one)
        else:
            firsts.setdefault(one[0], []).append(one)
    for at, (term, start, _) in enumerate(words):
        for one in (*firsts.get(term, ()), *loose):
            run = words[at : at + len(one)]
            if len(run) == len(one) and all(_is(asked, there[0]) for asked, there in zip(one, run, strict=True)):
                yield _cut(one, run, start)


def _cut(one: Terms, run: Sequence[tuple[str, int, int]], start: int) -> tuple[int, int, Terms]:
    """Leave the other half of a pair of Chinese characters out, where a single one was asked for."""
    end = run[-1][2]
    if one[0].startswith("*") and len(run[0][0]) == 2:
        start += 1 if run[0][0][1] == one[0].strip("*") else 0
    if one[-1].endswith("*") and len(run[-1][0]) == 2 and run[-1][0][0] == one[-1].strip("*"):
        end -= 1
    return start, end, one


def _is(asked: str, there: str) -> bool:
    if "*" not in asked:
        return asked == there
    bare = asked.strip("*")
    before = len(there) - len(bare) if asked.startswith("*") else 0
    after = len(there) - len(bare) if asked.endswith("*") else 0
    return there == bare or (before == 1 and there.endswith(bare)) or (after == 1 and there.startswith(bare))


def _tokens(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Yield the terms of a text with the characters that they were made of."""
    for found in _WORD.finditer(text):
        start, word = found.start(), found[0]
        if _is_han(word):
            for at in range(max(1, len(word) - 1)):
                yield word[at : at + 2], start + at, start + min(at + 2, len(word))
            continue
        for term in _terms(word, language):
            yield term, start, start + len(word)


def _is_han(word: str) -> bool:
    return "\u3400" <= word[0] <= "\u9fff" or word[0] >= "\U00020000"


_kept: dict[tuple[str, str], Terms] = {}


def _terms(word: str, language: str) -> Terms:
    """Return the terms of a word; words repeat, so they are remembered."""
    key = (word, language)
    found = _kept.get(key)
    if found is None:
        if len(_kept) > 1 << 17:
            _kept.clear()
        found = _kept[key] = tuple(terms(word, language))
    return found


def _merged(spans: Iterable[tuple[int, int, Terms]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end, _ in sorted(spans, key=lambda span: span[:2]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _passage(found: _Found) -> Passage:
    text = found.text
    if len(text) <= _LONG:
        return Passage(found.language, found.block, tuple(_pieces(text, found.spans)))
    start = _window(found.spans)
    start = 0 if start < _BEFORE else text.find(" ", start - _BEFORE, start) + 1 or start
    end = min(len(text), start + _LONG)
    end = end if end == len(text) else max(text.rfind(" ", start, end), end - 30)
    spans = tuple((max(a, start) - start, min(b, end) - start) for a, b in found.spans if a < end and b > start)
    pieces = list(_pieces(text[start:end], spans))
    if start:
        pieces.insert(0, Piece("… ", False))
    if end < len(text):
        pieces.append(Piece(" …", False))
    return Passage(found.language, found.block, tuple(pieces))


def _window(spans: Sequence[tuple[int, int]]) -> int:
    """Return where the stretch begins in which most stands."""
    return max(spans, key=lambda one: sum(one[0] <= start < one[0] + _LONG - _BEFORE for start, _ in spans))[0]


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for first, last in spans:
        word = text[first:last]
        trimmed = _EDGE.sub("", word) or word
        start = first + word.index(trimmed)
        if start > at:
            yield Piece(text[at:start], False)
        yield Piece(trimmed, True)
        at = start + len(trimmed)
    if at < len(text):
        yield Piece(text[at:], False)
