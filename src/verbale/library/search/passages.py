"""Passages: the paragraphs in which the words of a question stand, with the words marked, by the analysis of the index.

Which paragraphs have what is wanted, their terms tell, a line for each (`verbale.library.search.shown`): looking for
bytes. Only in those that are shown words are cut and marked; what terms a word has is remembered, since words repeat.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from verbale.languages import terms
from verbale.library.search.shown import Block

MOST = 3
"""Passages of a document."""
_LONG, _BEFORE = 300, 90
_VOCABULARY = 1 << 18
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]+|[^\s{_HAN}]+")
_CHINESE = re.compile(f"[{_HAN}]")
_EDGE = re.compile(r"^\W+|\W+$")

Terms = tuple[str, ...]
"""Terms that stand side by side; ``*`` at an end of one stands for one character more or none."""


class Way(msgspec.Struct, frozen=True):
    """Terms to look for, and in texts of which languages."""

    terms: Terms
    languages: tuple[str, ...]


Ways = tuple[Way, ...]
"""What stands for one word of a question: its terms in several analyses, or a name in several languages."""
Span = tuple[int, int, int]
"""First character, the one behind the last, and which of what is wanted stands there."""


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a passage; ``marked`` where it was asked for."""

    text: str
    marked: bool


class Passage(msgspec.Struct, frozen=True):
    """A paragraph or a part of one: its language, the id that all languages share, and its words; a cut end is "…"."""

    language: str
    block: str
    pieces: tuple[Piece, ...]


class Sought(msgspec.Struct, frozen=True):
    """What is wanted, and how the terms of each look in a line of terms."""

    wanted: tuple[Ways, ...]
    patterns: tuple[tuple[bytes | re.Pattern[bytes], ...], ...]


def sought(wanted: Sequence[Ways]) -> Sought:
    """Return what is wanted, ready to be looked for in any number of documents."""
    return Sought(tuple(wanted), tuple(tuple(_pattern(way.terms) for way in ways) for ways in wanted))


def passages(
    lines: bytes, blocks: Callable[[], Sequence[Block]], what: Sought, most: int = MOST
) -> tuple[Passage, ...]:
    """Return the passages of a language version that show most of what is wanted, in the order of the document.

    ``lines`` are the terms of its paragraphs, ``blocks`` gives the paragraphs, where they are needed.
    """
    where = _where(lines, what.patterns, most)
    if not where:
        return ()
    given, found = blocks(), []
    for at in where:
        block = given[at]
        if spans := list(_spans(block.text, block.language, what.wanted)):
            found.append((at, _passage(block, _merged(spans))))
            if len(found) == most:
                break
    return tuple(passage for _, passage in sorted(found, key=lambda one: one[0]))


def _where(lines: bytes, wanted: Sequence[Sequence[bytes | re.Pattern[bytes]]], most: int) -> list[int]:
    """Return which lines have something of what is wanted, those with most of it first; a few more than are shown.

    A line may have a term that is of another language there than where it is asked for, so that it shows nothing.
    """
    asked = [found for patterns in wanted if (found := [one for one in patterns if _has(lines, one)])]
    if not asked:
        return []
    best: list[tuple[int, int]] = []
    whole = 0
    for at, line in enumerate(lines.split(b"\n")):
        if count := sum(any(_has(line, one) for one in ways) for ways in asked):
            best.append((-count, at))
            whole += count == len(asked)
            if whole == 2 * most:
                break
    return [at for _, at in sorted(best)[: 2 * most]]


def _has(line: bytes, pattern: bytes | re.Pattern[bytes]) -> bool:
    return pattern in line if isinstance(pattern, bytes) else pattern.search(line) is not None


def _pattern(one: Terms) -> bytes | re.Pattern[bytes]:
    """Return what finds terms that stand side by side in a line; ``*`` is one character more or none."""
    text = f" {' '.join(one)} "
    if "*" not in text:
        return text.encode()
    return re.compile(re.escape(text).replace(r"\*", "[^ ]{0,4}").encode())  # a character is up to four bytes


def marked(text: str, language: str, wanted: Sequence[Ways]) -> tuple[Piece, ...]:
    """Return a whole text (a title) with what is wanted marked."""
    return tuple(_pieces(text, _merged(_spans(text, language, wanted))))


# -- where things stand -----------------------------------------------------------------------------------------


class _Vocabulary:
    """The words of a language met so far, and of each term the words that have it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.terms: dict[str, Terms] = {}
        self.words: dict[str, set[str]] = {}

    def meet(self, words: Iterable[str]) -> None:
        """Learn words."""
        if len(self.terms) > _VOCABULARY:
            self.terms.clear()
            self.words.clear()
        for word in words:
            found = self.terms[word] = tuple(terms(word, self.language))
            for term in found:
                self.words.setdefault(term, set()).add(word)


_vocabulary = cache(_Vocabulary)


@cache
def _in_chinese(term: str) -> bool:
    return _CHINESE.search(term) is not None


def _spans(text: str, language: str, wanted: Sequence[Ways]) -> Iterator[Span]:
    known = _vocabulary(language)
    words = set(_WORD.findall(text))
    if not known.terms.keys() >= words:
        known.meet(words - known.terms.keys())
    here = [
        (way.terms, which)
        for which, ways in enumerate(wanted)
        for way in ways
        if language in way.languages and all(_may_stand(term, text, words, known) for term in way.terms)
    ]
    quick = [_standing(one, text, words, known) for one, _ in here]
    if all(starts is not None for starts in quick):
        yield from ((*span, which) for (_, which), spans in zip(here, quick, strict=True) for span in spans or ())
        return
    chinese = any(_in_chinese(term) for one, _ in here for term in one)
    telling = {word for one, _ in here for term in one for word in known.words.get(term, ())}
    tokens = list(_tokens(text, telling, known, chinese=chinese))
    for at, (term, start, _) in enumerate(tokens):
        if term:
            for one, which in here:
                run = tokens[at : at + len(one)]
                if len(run) == len(one) and all(_is(asked, there[0]) for asked, there in zip(one, run, strict=True)):
                    yield (*_trimmed(one, run, start), which)


def _standing(one: Terms, text: str, words: set[str], known: _Vocabulary) -> list[tuple[int, int]] | None:
    """Return where a single word, or a run of Chinese characters, stands; None where terms have to be compared."""
    if run := _run(one):
        return [found.span() for found in re.finditer(run, text)] or None
    if len(one) > 1 or _in_chinese(one[0]):
        return None
    return [(at, at + len(word)) for word in words & known.words[one[0]] for at in _alone(word, text)]


@lru_cache(maxsize=1 << 12)
def _run(one: Terms) -> str:
    """Return the run of Chinese characters that overlapping pairs were made of, or nothing."""
    if not all(len(term) == 2 and _CHINESE.fullmatch(term[0]) and _CHINESE.fullmatch(term[1]) for term in one):
        return ""
    return one[0] + "".join(term[1] for term in one[1:]) if all(a[1] == b[0] for a, b in pairwise(one)) else ""


def _alone(word: str, text: str) -> Iterator[int]:
    """Yield where a word stands as a whole one."""
    start = text.find(word)
    while start >= 0:
        around = f" {text[max(start - 1, 0) : start]}"[-1] + text[start + len(word) : start + len(word) + 1]
        if all(one.isspace() or _CHINESE.match(one) for one in around):
            yield start
        start = text.find(word, start + len(word))


def _may_stand(term: str, text: str, words: set[str], known: _Vocabulary) -> bool:
    if _in_chinese(term):
        return term.strip("*") in text
    return not words.isdisjoint(known.words.get(term, ()))


def _tokens(text: str, telling: set[str], known: _Vocabulary, *, chinese: bool) -> Iterator[tuple[str, int, int]]:
    """Yield the terms of a text with the characters that they were made of; an empty one for words that tell nothing."""
    for found in _WORD.finditer(text):
        word, start = found[0], found.start()
        if chinese and _CHINESE.match(word):
            for at in range(max(1, len(word) - 1)):
                yield word[at : at + 2], start + at, start + min(at + 2, len(word))
        elif word in telling:
            for term in known.terms[word]:
                yield term, start, start + len(word)
        elif known.terms[word]:
            yield "", start, start


def _is(asked: str, there: str) -> bool:
    """Tell whether a term is the one asked for; ``*`` stands for one character more or none."""
    if "*" not in asked:
        return asked == there
    bare = asked.strip("*")
    return there == bare or (asked[0] == "*" and there[1:] == bare) or (asked[-1] == "*" and there[:-1] == bare)


def _trimmed(one: Terms, run: Sequence[tuple[str, int, int]], start: int) -> tuple[int, int]:
    """Leave out the other half of a pair of Chinese characters, where a single one was asked for."""
    (first, *_), (last, _, end) = run[0], run[-1]
    start += one[0][0] == "*" and first[1:] == one[0].strip("*")
    end -= one[-1][-1] == "*" and len(last) == 2 and last[:-1] == one[-1].strip("*")
    return start, end


# -- showing ----------------------------------------------------------------------------------------------------


def _merged(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end, _ in sorted(spans, key=lambda span: span[:2]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _passage(block: Block, spans: Sequence[tuple[int, int]]) -> Passage:
    text = block.text
    if len(text) <= _LONG:
        return Passage(block.language, block.id, tuple(_pieces(text, spans)))
    start = _window(spans)
    start = 0 if start < _BEFORE else text.find(" ", start - _BEFORE, start) + 1 or start
    end = min(len(text), start + _LONG)
    if end < len(text):
        end = max(text.rfind(" ", start, end), end - 30)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    pieces = list(_pieces(text[start:end], inside))
    before, after = [Piece("… ", False)] if start else [], [Piece(" …", False)] if end < len(text) else []
    return Passage(block.language, block.id, (*before, *pieces, *after))


def _window(spans: Sequence[tuple[int, int]]) -> int:
    """Return where the stretch begins in which most stands."""
    return max(spans, key=lambda one: sum(one[0] <= start < one[0] + _LONG - _BEFORE for start, _ in spans))[0]


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for first, last in spans:
        word = text[first:last]
        bare = _EDGE.sub("", word) or word
        start = first + word.index(bare)
        if start > at:
            yield Piece(text[at:start], False)
        yield Piece(bare, True)
        at = start + len(bare)
    if at < len(text):
        yield Piece(text[at:], False)
