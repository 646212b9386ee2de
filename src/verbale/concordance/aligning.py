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

import msgspec

from verbale.authorities import Authorities, Glossary, glossary
from verbale.concordance.likeness import Trait, joined, likeness, trait
from verbale.concordance.model import Alignment, Passage, Row
from verbale.concordance.passages import passages
from verbale.document import Document

_SKIP, _JOIN, _CARRIES_NUMBER = 0.7, 1.5, 1.0
"""What it costs to leave a passage alone, to join two, and that the second of two has a number of its own."""

_LONGER, _TOLD = 1.1, 8.0
"""How much longer than each of two passages is what both are one in, and how much its words must tell."""

_STRONG, _WEAK = 2.0, 0.0
"""Above the first two passages are taken for the same at once; below the second never without a look around."""

_MOVED = 2.0
"""How alike two passages must be that are the same out of order."""

_WIDEST = 40
"""How far from the diagonal passages are laid, beside the difference in their number, where there are many."""

_LOOKED = 90_000

Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""Places that say the same on either side; one side may be empty."""


class _Line(msgspec.Struct):
    """A row while it grows: its trait, the places of each language, and how alike they are to the trait."""

    trait: Trait
    places: dict[str, tuple[int, ...]]
    odds: float = 6.0


def align(versions: Sequence[Document], known: Authorities | None = None, terms: Glossary | None = None) -> Alignment:
    """Return the versions of a document side by side, in the order given."""
    documents = {version.masthead.language: version for version in versions}
    told = {language: passages(document, known, terms) for language, document in documents.items()}
    ids = _ids_tell(told)
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
    found: list[_Line] = []
    for left, right in _recovered(list(_pairs(rows, traits)), rows, traits):
        given = tuple(places[at] for at in right)
        if not left:
            found.append(_Line(joined([traits[at] for at in right]), {language: given}))
            continue
        line = _merged([lines[at] for at in left])
        if right:
            line.odds = min(line.odds, likeness(line.trait, joined([traits[at] for at in right])))
            line.places = {**line.places, language: given}
        found.append(line)
    return found


def _merged(lines: Sequence[_Line]) -> _Line:
    if len(lines) == 1:
        return lines[0]
    places: dict[str, tuple[int, ...]] = {}
    for line in lines:
        for language, own in line.places.items():
            places[language] = places.get(language, ()) + own
    return _Line(joined([line.trait for line in lines]), places, min(line.odds for line in lines))


def _pairs(rows: Sequence[Trait], traits: Sequence[Trait]) -> Iterator[Pair]:
    """Yield which rows and passages say the same, in order; what is the same at both ends is not looked at twice."""
    start = _alike(rows, traits)
    end = _alike(rows[start:][::-1], traits[start:][::-1])
    yield from (((at,), (at,)) for at in range(start))
    last, other = len(rows) - end, len(traits) - end
    for left, right in _between(rows[start:last], traits[start:other]):
        yield tuple(at + start for at in left), tuple(at + start for at in right)
    yield from (((last + at,), (other + at,)) for at in range(end))


def _alike(rows: Sequence[Trait], traits: Sequence[Trait]) -> int:
    """Return how many passages are surely the same from the beginning; all, where nothing speaks against it."""
    sure = 0
    for at, (one, other) in enumerate(zip(rows, traits, strict=False)):
        odds = likeness(one, other)
        if odds < _WEAK:
            return max(0, sure - 1)
        if odds > _STRONG:
            sure = at + 1
    return sure if len(rows) != len(traits) else len(rows)


def _between(rows: Sequence[Trait], traits: Sequence[Trait]) -> Iterator[Pair]:
    """Yield the pairs of a stretch in which something differs, cut at passages that nothing else is like."""
    if len(rows) * len(traits) <= _LOOKED // 10:
        yield from _dynamic(rows, traits)
        return
    before = (-1, -1)
    for anchor in (*_anchors(rows, traits), (len(rows), len(traits))):
        one, other = before[0] + 1, before[1] + 1
        for left, right in _dynamic(rows[one : anchor[0]], traits[other : anchor[1]]):
            yield tuple(at + one for at in left), tuple(at + other for at in right)
        if anchor[0] < len(rows):
            yield (anchor[0],), (anchor[1],)
        before = anchor


def _anchors(rows: Sequence[Trait], traits: Sequence[Trait]) -> list[tuple[int, int]]:
    """Return the places of passages that share a word that no other passage has, and are alike, in rising order."""
    once = [Counter(word for one in side for word in one.words) for side in (rows, traits)]
    where = {word: at for at, one in enumerate(traits) for word in one.words if once[1][word] == 1}
    found = []
    for at, one in enumerate(rows):
        votes = Counter(where[word] for word in one.words if once[0][word] == 1 and word in where)
        for other, times in votes.most_common(1):
            if times > 1 and likeness(one, traits[other]) > _STRONG:
                found.append((at, other))
    return _rising(found)


def _rising(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs that rise on both sides."""
    tails: list[int] = []
    back: list[int] = []
    for number, (_, other) in enumerate(found):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if found[tails[middle]][1] < other else (low, middle)
        back.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [number]
    run = []
    at = tails[-1] if tails else -1
    while at >= 0:
        run.append(found[at])
        at = back[at]
    return run[::-1]


def _dynamic(rows: Sequence[Trait], traits: Sequence[Trait]) -> Iterator[Pair]:
    """Yield the pairs that together are most alike: one to one, one to two, two to one, or one alone."""
    high, wide = len(rows), len(traits)
    if not high or not wide:
        yield from (((at,), ()) for at in range(high))
        yield from (((), (at,)) for at in range(wide))
        return
    band = abs(high - wide) + _WIDEST
    lowest = -math.inf
    best = [[lowest] * (wide + 1) for _ in range(high + 1)]
    steps = [[(0, 0)] * (wide + 1) for _ in range(high + 1)]
    best[0][0] = 0.0
    for i in range(high + 1):
        middle = i * wide // high
        for j in range(max(0, middle - band), min(wide, middle + band) + 1):
            odds, step = best[i][j], steps[i][j]
            if i and best[i - 1][j] - _SKIP > odds:
                odds, step = best[i - 1][j] - _SKIP, (1, 0)
            if j and best[i][j - 1] - _SKIP > odds:
                odds, step = best[i][j - 1] - _SKIP, (0, 1)
            if i and j and best[i - 1][j - 1] > lowest:
                value = best[i - 1][j - 1] + likeness(rows[i - 1], traits[j - 1])
                if value > odds:
                    odds, step = value, (1, 1)
            if i > 1 and j and best[i - 2][j - 1] > lowest:
                value = best[i - 2][j - 1] + _as_one(rows[i - 2], rows[i - 1], traits[j - 1])
                if value > odds:
                    odds, step = value, (2, 1)
            if i and j > 1 and best[i - 1][j - 2] > lowest:
                value = best[i - 1][j - 2] + _as_one(traits[j - 2], traits[j - 1], rows[i - 1])
                if value > odds:
                    odds, step = value, (1, 2)
            best[i][j], steps[i][j] = odds, step
    found: list[Pair] = []
    i, j = high, wide
    while i or j:
        down, across = steps[i][j]
        found.append((tuple(range(i - down, i)), tuple(range(j - across, j))))
        i, j = i - down, j - across
    yield from reversed(found)


def _as_one(first: Trait, second: Trait, other: Trait) -> float:
    """Return how likely two passages in a row are one on the other side."""
    if (
        first.kind != second.kind
        or first.part != second.part
        or other.size < _LONGER * max(first.size, second.size)
        or other.tells < _TOLD
    ):
        return -math.inf
    return likeness(joined([first, second]), other) - _JOIN - (_CARRIES_NUMBER if second.number else 0.0)


def _recovered(pairs: list[Pair], rows: Sequence[Trait], traits: Sequence[Trait]) -> list[Pair]:
    """Return the pairs with those joined that were left alone: first the alike, wherever they stand, then neighbours."""
    left = [at for at, pair in enumerate(pairs) if not pair[1]]
    right = [at for at, pair in enumerate(pairs) if not pair[0]]
    if not left or not right:
        return pairs
    near = len(left) * len(right) > _LOOKED
    odds = sorted(
        (
            (
                -likeness(joined([rows[n] for n in pairs[one][0]]), joined([traits[n] for n in pairs[other][1]])),
                one,
                other,
            )
            for one in left
            for other in right
            if not near or abs(one - other) < _WIDEST
        ),
    )
    match: dict[int, int] = {}
    taken: set[int] = set()
    for unlikely, one, other in odds:
        if unlikely < -_MOVED and one not in match and other not in taken:
            match[one] = other
            taken.add(other)
    for one, other in _side_by_side(pairs, match, taken):
        match[one] = other
        taken.add(other)
    return [(pair[0], pairs[match[at]][1]) if at in match else pair for at, pair in enumerate(pairs) if at not in taken]


def _side_by_side(pairs: Sequence[Pair], match: Mapping[int, int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield what was left alone at the same place on either side, one for one: a passage that was not translated, say."""
    run: tuple[list[int], list[int]] = ([], [])
    for at, (one, other) in enumerate([*pairs, ((-1,), (-1,))]):
        if at in match or at in taken:
            continue
        if one and other:
            if len(run[0]) == len(run[1]):
                yield from zip(*run, strict=True)
            run = ([], [])
        else:
            run[0 if one else 1].append(at)
