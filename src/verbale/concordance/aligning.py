"""Lays the language versions of a document side by side, passage by passage.

Each version is laid beside the rows that the others have given so far, beginning with the one whose number of passages
most have. What lies alike at both ends costs nothing more; what is left between is laid by dynamic programming, which
may join two passages that are one elsewhere. What finds no place in order is looked for out of order: passages that
were swapped are one row all the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from verbale.authorities import Authorities, Glossary, glossary
from verbale.concordance.likeness import Trait, joined, likeness, trait
from verbale.concordance.model import Alignment, Passage, Row
from verbale.concordance.pairing import pairs
from verbale.concordance.passages import passages
from verbale.document import Document

_DOUBTFUL, _GAIN, _WEAK_AROUND = 3.0, 2.0, 100
"""Passages less alike than the first are tried crosswise, with so many others, and exchanged where that gains so much."""

_BETTER, _LONGEST_RUN = 0.4, 12
"""By how much a pair must gain from what stands alone beside it, unless that is a number; and of how much at most."""


class _Line(msgspec.Struct):
    """A row while it grows: its trait, the places of each language, and how alike they are to the trait."""

    trait: Trait
    places: dict[str, tuple[int, ...]]
    odds: float = 6.0


def align(
    versions: Sequence[Document],
    known: Authorities | None = None,
    terms: Glossary | None = None,
    *,
    same_ids: bool | None = None,
) -> Alignment:
    """Return the versions of a document side by side, in the order given.

    ``same_ids`` says whether blocks that say the same bear the same id, as in versions made of one another; without it
    the ids tell.
    """
    documents = {version.masthead.language: version for version in versions}
    told = {language: passages(document, known, terms) for language, document in documents.items()}
    ids = _ids_tell(told) if same_ids is None else same_ids
    rows: list[Row] = []
    for stream in _streams(told):
        rows += _aligned(told, stream, ids=ids)
    return Alignment(told, tuple(rows), documents, terms or glossary())


def _streams(told: Mapping[str, Sequence[Passage]]) -> Iterator[dict[str, list[int]]]:
    """Yield the places of the passages that are laid side by side: each field of the cover, other lines, text, notes."""
    fields: dict[str, dict[str, list[int]]] = {}
    for language, found in told.items():
        for place, passage in enumerate(found):
            if passage.part in ("cover", "title"):
                name = "cover" if passage.id.startswith("cover-") else passage.id
            else:
                name = "notes" if passage.note else "text"
            fields.setdefault(name, {}).setdefault(language, []).append(place)
    for name in sorted(fields, key=("organ", "session", "session-dates", "agenda", "agenda-title", "cover", "title",
                                    "subtitle", "text", "notes").index):  # fmt: skip
        yield fields[name]


def _ids_tell(told: Mapping[str, Sequence[Passage]]) -> bool:
    """Say whether the ids of blocks tell more than their order: not those that a reader counts anew in every file."""
    counted = re.compile(r"(.*?)(\d+)")
    for found in told.values():
        last: dict[str, int] = {}
        for passage in found:
            if passage.part in ("cover", "title") or passage.role == "caption":
                continue
            parts = counted.fullmatch(passage.id)
            if parts is None:
                if passage.id.endswith(("-label", "-title")):
                    continue
                return True
            if int(parts[2]) != last.get(parts[1], 0) + 1:
                return True
            last[parts[1]] = int(parts[2])
    return False


def _aligned(told: Mapping[str, Sequence[Passage]], stream: Mapping[str, list[int]], *, ids: bool) -> list[Row]:
    """Return the rows of a stream."""
    usual = Counter(len(places) for places in stream.values())
    order = sorted(stream, key=lambda language: (-usual[len(stream[language])], language != "en"))
    lines: list[_Line] = []
    for language in order:
        places = stream[language]
        traits = [trait(told[language][place], language, ids=ids) for place in places]
        lines = _laid(lines, language, places, traits)
    return [Row(line.places, round(1 / (1 + math.exp(-line.odds)), 3)) for line in lines]


def _laid(lines: list[_Line], language: str, places: Sequence[int], traits: Sequence[Trait]) -> list[_Line]:
    """Return the lines with a language laid beside them."""
    if not lines:
        return [_Line(one, {language: (place,)}) for place, one in zip(places, traits, strict=True)]
    rows = [line.trait for line in lines]
    beside = [_Beside(left, right, _one(rows, left), _one(traits, right)) for left, right in pairs(rows, traits)]
    found: list[_Line] = []
    for one, odds in _exchanged(_absorbed(beside)):
        given = tuple(places[at] for at in one.right)
        if one.passage and not one.row:
            found.append(_Line(one.passage, {language: given}))
            continue
        line = _merged([lines[at] for at in one.left])
        if one.right:
            line.odds = min(line.odds, odds)
            line.places = {**line.places, language: given}
        found.append(line)
    return found


def _one(traits: Sequence[Trait], at: Sequence[int]) -> Trait | None:
    return joined([traits[one] for one in at]) if at else None


class _Beside(NamedTuple):
    """What stands side by side: rows and passages by number, and their traits."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    row: Trait | None
    passage: Trait | None

    def odds(self, other: _Beside) -> float:
        """How likely the row here and the passage there say the same."""
        return likeness(self.row, other.passage) if self.row and other.passage else 0.0


def _absorbed(beside: Sequence[_Beside]) -> list[_Beside]:
    """Return what stands side by side, with passages that were left alone taken into a neighbour that is more alike so.

    A paragraph that is four elsewhere is found so: dynamic programming joins no more than two.
    """
    kept: list[_Beside] = []
    at = 0
    while at < len(beside):
        one = beside[at]
        at += 1
        if one.row and one.passage:
            while (more := _more(one, kept[: -_LONGEST_RUN - 1 : -1], before=True)) is not None:
                one, taken = more
                del kept[len(kept) - taken :]
            while (more := _more(one, beside[at : at + _LONGEST_RUN], before=False)) is not None:
                one, taken = more
                at += taken
        kept.append(one)
    return kept


def _more(whole: _Beside, around: Sequence[_Beside], *, before: bool) -> tuple[_Beside, int] | None:
    """Return a pair with as many of those alone beside it as make it most alike, and how many those are."""
    if not around or (around[0].row and around[0].passage):
        return None
    best, found = whole.odds(whole) + _BETTER, None
    row, passage = whole.row, whole.passage
    left, right = whole.left, whole.right
    for taken, one in enumerate(around, 1):
        more = one.row or one.passage
        if row is None or passage is None or more is None or (one.row and one.passage):
            break
        if (more.kind, more.part) != (row.kind, row.part) or bool(one.row) != bool(around[0].row):
            break
        row = joined([row, one.row]) if one.row else row
        passage = joined([passage, one.passage]) if one.passage else passage
        left = one.left + left if before else left + one.left
        right = one.right + right if before else right + one.right
        odds = likeness(row, passage)
        sign = taken == 1 and more.sign
        if odds > best or sign:
            best, found = max(best, odds), (_Beside(left, right, row, passage), taken)
    return found


def _exchanged(beside: list[_Beside]) -> Iterator[tuple[_Beside, float]]:
    """Yield what stands side by side with its odds, two passages that were swapped put right."""
    odds = [one.odds(one) for one in beside]
    weak = [at for at, one in enumerate(beside) if one.row and one.passage and odds[at] < _DOUBTFUL]
    gains = []
    for place, one in enumerate(weak):
        for other in weak[place + 1 : place + 1 + _WEAK_AROUND]:
            crossed = beside[one].odds(beside[other]), beside[other].odds(beside[one])
            gain = sum(crossed) - odds[one] - odds[other]
            if gain > _GAIN:
                gains.append((gain, one, other, crossed))
    changed: dict[int, tuple[_Beside, float]] = {}
    for _, one, other, crossed in sorted(gains, reverse=True):
        if one not in changed and other not in changed:
            first, second = beside[one], beside[other]
            changed[one] = first._replace(right=second.right, passage=second.passage), crossed[0]
            changed[other] = second._replace(right=first.right, passage=first.passage), crossed[1]
    for at, (pair, own) in enumerate(zip(beside, odds, strict=True)):
        yield changed.get(at, (pair, own))


def _merged(lines: Sequence[_Line]) -> _Line:
    if len(lines) == 1:
        return lines[0]
    places: dict[str, tuple[int, ...]] = {}
    for line in lines:
        for language, own in line.places.items():
            places[language] = places.get(language, ()) + own
    return _Line(joined([line.trait for line in lines]), places, min(line.odds for line in lines))
