"""Figures of articles, volumes, chapters, sessions: one that stands in a version alone where the others have another.

What dates, amounts and symbols mean is compared as values elsewhere; this catches the figures that mean nothing to those.
Both together are needed, a figure too few and one too many: a version may write in words what others write in figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from verbale.concordance.agreement import Place, finding, spots
from verbale.concordance.model import Alignment, Finding, Row
from verbale.languages.folding import fold

_FIGURE = re.compile(r"\d+")
_HALF_DAY = 12


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield the rows in which one version alone has a figure, and lacks one that the others have."""
    if len(alignment.passages) < 3:
        return
    for row in alignment.rows:
        if len(row.places) > 2:
            yield from _compared(alignment, row)


def _compared(alignment: Alignment, row: Row) -> Iterator[Finding]:
    every = {language: _figures(alignment, row, language) for language in row.places}
    counts = {language: Counter({figure: len(at) for figure, at in one.items()}) for language, one in every.items()}
    if len({frozenset(one.items()) for one in counts.values()}) == 1:
        return
    for language, own in counts.items():
        others = [one for other, one in counts.items() if other != language]
        alone = [figure for figure, times in own.items() if all(one[figure] < times for one in others)]
        alone = [figure for figure in alone if any(_free(alignment, language, at) for at in every[language][figure])]
        if not alone:
            continue
        needed = max(2, len(others) - 1)
        common = {figure for one in others for figure in one}
        lacking = [figure for figure in common if sum(one[figure] > own[figure] for one in others) >= needed]
        pair = next(((one, other) for one in alone for other in sorted(lacking) if not _same(one, other)), None)
        if pair is None:
            continue
        here, usual = pair
        at = {other: every[other][usual][0] for other in every if usual in every[other] and other != language}
        at[language] = every[language][here][0]
        text = f"{language} has the figure {here}, which no other version has, and lacks {usual}, which most have."
        yield finding(
            "concord-digits-differ", "error", text, spots(alignment, row, at), odd=[language], most=usual, told=here,
            advice="Compare the figure with the other versions.",
        )  # fmt: skip


def _figures(alignment: Alignment, row: Row, language: str) -> dict[str, list[Place]]:
    """Return the figures of a version with their places."""
    found: dict[str, list[Place]] = {}
    for place in row.places[language]:
        for hit in _FIGURE.finditer(fold(alignment.passages[language][place].text)):
            found.setdefault(str(int(hit[0])), []).append((place, hit.start(), hit.end()))
    return found


def _free(alignment: Alignment, language: str, at: Place) -> bool:
    """Say whether a figure is no part of a date or an amount."""
    facts = alignment.passages[language][at[0]].facts
    return not any(fact.kind in ("date", "number") and fact.start <= at[1] < fact.end for fact in facts)


def _same(one: str, other: str) -> bool:
    """Say whether two figures may mean the same: "90" for 1990, 3 p.m. for 15 o'clock."""
    first, second = int(one), int(other)
    return one.endswith(other) or other.endswith(one) or (abs(first - second) == _HALF_DAY and max(first, second) <= 24)
