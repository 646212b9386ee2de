"""Pairs the passages of one language with the rows of the others: dynamic programming between what is surely the same."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from verbale.concordance.likeness import Trait, joined, likeness

_SKIP, _JOIN, _CARRIES_NUMBER = 0.7, 1.5, 1.0
"""What it costs to leave a passage alone, to join two, and that the second of two has a number of its own."""

_LONGER, _TOLD = 1.1, 8.0
"""How much longer than each of two passages is what both are one in, and how much its words must tell."""

_STRONG, _WEAK = 2.0, 0.0
"""Above the first two passages are taken for the same at once; below the second never without a look around."""

_ALIKE, _IN_A_ROW, _AHEAD, _BACK = 0.5, 3, 10, 3
"""Passages are alike again where each of so many is more alike than the first, so few ahead; so many before are laid anew."""

_MOVED, _MOVED_NEAR, _NEAR = 2.0, -0.5, 4
"""How alike two passages must be that are the same out of order; less is enough for those that are near each other."""

_WIDEST = 40
"""How far from the diagonal passages are laid, beside the difference in their number, where there are many."""

_LOOKED = 90_000

Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""Places that say the same on either side; one side may be empty."""


def pairs(rows: Sequence[Trait], traits: Sequence[Trait]) -> list[Pair]:
    """Return which rows and passages say the same, in the order of the rows; what is out of order stands beside its row."""
    return _recovered(_in_order(rows, traits), rows, traits)


def _in_order(rows: Sequence[Trait], traits: Sequence[Trait]) -> list[Pair]:
    """Return the pairs in the order of both sides.

    One walks along both sides as long as they are alike. Where they are not, one looks how many passages further on either
    side they are alike again, and lays what is between; with every stretch the cost grows by as much again.
    """
    found: list[Pair] = []
    sure = i = j = 0
    while i < len(rows) and j < len(traits):
        odds = likeness(rows[i], traits[j])
        if odds >= _WEAK:
            found.append(((i,), (j,)))
            i, j = i + 1, j + 1
            sure = len(found) if odds > _STRONG else sure
            continue
        back = _back(found, sure)
        onward = _onward(rows, traits, i, j)
        if onward is None:
            break
        del found[len(found) - back :]
        found += _shifted(_dynamic(rows[i - back : onward[0]], traits[j - back : onward[1]]), i - back, j - back)
        i, j = onward
        sure = len(found)
    if i < len(rows) or j < len(traits):
        back = _back(found, sure)
        del found[len(found) - back :]
        found += _shifted(_between(rows[i - back :], traits[j - back :]), i - back, j - back)
    return found


def _back(found: Sequence[Pair], sure: int) -> int:
    """Return how many of the last pairs are laid anew: those after what is sure and one more, one to one all of them."""
    back = 0
    while back < min(len(found) - max(0, sure - 1), _BACK) and all(len(side) == 1 for side in found[-1 - back]):
        back += 1
    return back


def _onward(rows: Sequence[Trait], traits: Sequence[Trait], i: int, j: int) -> tuple[int, int] | None:
    """Return the nearest places after ``i`` and ``j`` from which passages are alike again, several in a row."""
    for step in range(1, 2 * _AHEAD):
        for down in range(max(0, step - _AHEAD), min(step, _AHEAD) + 1):
            one, other = i + down, j + step - down
            after = min(_IN_A_ROW, len(rows) - one, len(traits) - other)
            if after < 1:
                continue
            odds = []
            for at in range(after):
                odds.append(likeness(rows[one + at], traits[other + at]))
                if odds[-1] < _ALIKE:
                    break
            else:
                if sum(odds) > _STRONG * after:
                    return one, other
    return None


def _shifted(found: Iterable[Pair], down: int, across: int) -> Iterator[Pair]:
    for left, right in found:
        yield tuple(at + down for at in left), tuple(at + across for at in right)


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


def _recovered(found: list[Pair], rows: Sequence[Trait], traits: Sequence[Trait]) -> list[Pair]:
    """Return the pairs with those joined that were left alone: first the alike, wherever they stand, then neighbours."""
    left = [at for at, pair in enumerate(found) if not pair[1]]
    right = [at for at, pair in enumerate(found) if not pair[0]]
    if not left or not right:
        return found

    def alike(ones: Sequence[int], others: Sequence[int]) -> float:
        row = joined([rows[place] for at in ones for place in found[at][0]])
        return likeness(row, joined([traits[place] for at in others for place in found[at][1]]))

    near = len(left) * len(right) > _LOOKED
    odds = sorted(
        (-alike([one], [other]), one, other)
        for one in left
        for other in right
        if not near or abs(one - other) < _WIDEST
    )
    match: dict[int, list[int]] = {}
    taken: set[int] = set()
    for unlikely, one, other in odds:
        least = _MOVED if abs(one - other) > _NEAR else _MOVED_NEAR
        if unlikely < -least and one not in match and other not in taken:
            match[one] = [other]
            taken.add(other)
    together: dict[int, list[int]] = {}
    for ones, others in _side_by_side(found, {*match, *taken}):
        if len(ones) == len(others):
            match.update((one, [other]) for one, other in zip(ones, others, strict=True))
        elif 1 in (len(ones), len(others)) and alike(ones, others) > _WEAK:
            match[ones[0]], together[ones[0]] = others, ones
            taken.update(ones[1:])
        else:
            continue
        taken.update(others)
    return [
        (
            tuple(place for one in together.get(at, [at]) for place in found[one][0]),
            tuple(place for other in match[at] for place in found[other][1]),
        )
        if at in match
        else pair
        for at, pair in enumerate(found)
        if at not in taken
    ]


def _side_by_side(found: Sequence[Pair], settled: Container[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what was left alone at the same place on either side: a passage that was not translated, say."""
    run: tuple[list[int], list[int]] = ([], [])
    for at, (one, other) in enumerate([*found, ((-1,), (-1,))]):
        if at in settled:
            continue
        if one and other:
            if run[0] and run[1]:
                yield run
            run = ([], [])
        else:
            run[0 if one else 1].append(at)
