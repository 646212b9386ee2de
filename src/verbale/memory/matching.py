"""From a passage to its matches: exact, with other figures, and like it, each with its score; pure, over the engine alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set

import msgspec
import tantivy

from verbale.memory import engine
from verbale.memory.units import Unit
from verbale.memory.wording import EXACT, FIGURES, digest, likeness, refigured, skeleton, tidy

LEAST = 60
"""The least score that is offered where nothing else is asked for."""

May = Callable[[Set[int]], Set[int]]
"""Of the documents that matches come from, those that whoever asks may see."""


class Match(msgspec.Struct, frozen=True):
    """How a passage was put into another language before.

    ``score`` is 100 for the same words, 99 where only figures differ and ``target`` has them replaced (``replaced``), else
    how like the passages are. ``context`` says that the passage stood between the same two. ``symbol`` (or the name of the
    memory that was imported), ``dated``, ``place`` and ``by`` say where the words stand, since when and whose they are.
    """

    score: int
    source: str
    target: str
    context: bool = False
    replaced: bool = False
    symbol: str = ""
    dated: str = ""
    place: str = ""
    by: str = ""
    imported: bool = False


def matches(
    searcher: tantivy.Searcher,
    text: str,
    source: str,
    target: str,
    *,
    around: tuple[str, str] = ("", ""),
    least: int = LEAST,
    most: int = 5,
    may: May = lambda works: works,
) -> list[Match]:
    """Return the matches of a passage, the best first, each wording once; ``around`` are the passages before and behind it.

    The same words come before all others, of them those between the same passages first, and then the newest.
    """
    if not tidy(text):
        return []
    beside = tuple(digest(tidy(one)) if one else "" for one in around)
    units: list[Unit] = []
    for page in engine.same(searcher, text, source, target):
        units += _allowed(page, may)
        if len(units) >= engine.WIDTH:
            break
    found = [_matched(unit, text, source, target, beside) for unit in units]
    if sum(match.score == EXACT for match in found) < most:
        units = _allowed(engine.like(searcher, text, source, target), may)
        found += [_matched(unit, text, source, target, beside) for unit in units]
    good = sorted((match for match in found if match.score >= least), key=lambda m: m.dated, reverse=True)
    good.sort(key=lambda match: (match.score, match.context), reverse=True)
    return list(_once(good))[:most]


def _allowed(units: list[Unit], may: May) -> list[Unit]:
    seen = may({unit.work for unit in units if unit.work})
    return [unit for unit in units if not unit.work or unit.work in seen]


def _matched(unit: Unit, text: str, source: str, target: str, beside: tuple[str, ...]) -> Match:
    old, words = unit.texts[source], unit.texts[target]
    score, replaced = likeness(old, text), False
    if score < EXACT and skeleton(old) == skeleton(text) and (other := refigured(old, text, words)) is not None:
        score, words, replaced = FIGURES, other, True
    context = score == EXACT and any(beside) and unit.around.get(source) == beside
    return Match(
        score, old, words, context, replaced, unit.symbol, unit.dated, unit.places.get(target, ""),
        unit.by.get(target, ""), not unit.work,
    )  # fmt: skip


def _once(found: Iterable[Match]) -> Iterator[Match]:
    """Yield each wording once: the same source and target say nothing new."""
    seen: set[tuple[str, str]] = set()
    for match in found:
        key = (tidy(match.source), tidy(match.target))
        if key not in seen:
            seen.add(key)
            yield match
