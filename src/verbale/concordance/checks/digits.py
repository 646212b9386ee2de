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

_FIGURE = re.compile(r"\d+")
_HALF_DAY, _GROUP = 12, 3
_UNSURE = 0.5
"""Rows less sure than this are not compared: their passages may not be of one another."""


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield the rows in which one version alone has a figure, and lacks one that the others have."""
    if len(alignment.passages) < 3:
        return
    for row in alignment.rows:
        if len(row.places) > 2:
            yield from _compared(alignment, row)


def _compared(alignment: Alignment, row: Row) -> Iterator[Finding]:
    written = {
        tuple(sorted(hit for place in places for hit in _FIGURE.findall(alignment.passages[language][place].text)))
        for language, places in row.places.items()
    }
    if len(written) == 1 or row.sure < _UNSURE:
        return
    every = {language: _figures(alignment, row, language) for language in row.places}
    counts = {language: Counter({figure: len(at) for figure, at in one.items()}) for language, one in every.items()}
    if len({frozenset(one.items()) for one in counts.values()}) == 1:
        return
    free = {
        language: Counter(
            {figure: sum(_free(alignment, language, place) for place in at) for figure, at in one.items()}
        )
        for language, one in every.items()
    }
    for language, own in counts.items():
        others = [other for other in counts if other != language]
        alone = [
            figure for figure, times in free[language].items() if all(counts[one][figure] < times for one in others)
        ]
        if not alone:
            continue
        needed = max(2, len(others) - 1)
        common = {figure for one in others for figure in free[one]}
        lacking = [figure for figure in common if sum(free[one][figure] > own[figure] for one in others) >= needed]
        pair = next(((one, other) for one in alone for other in sorted(lacking) if not _same(one, other)), None)
        if pair is None:
            continue
        here, usual = pair
        at = {other: every[other][usual][0] for other in others if usual in every[other]}
        at[language] = next(place for place in every[language][here] if _free(alignment, language, place))
        text = f"{language} has the figure {here}, which no other version has, and lacks {usual}, which most have."
        yield finding(
            "concord-digits-differ", "error", text, spots(alignment, row, at), odd=[language], most=usual, told=here,
            advice="Compare the figure with the other versions.",
        )  # fmt: skip


def _figures(alignment: Alignment, row: Row, language: str) -> dict[str, list[Place]]:
    """Return the figures of a version with their places."""
    found: dict[str, list[Place]] = {}
    for place in row.places[language]:
        for hit in _FIGURE.finditer(alignment.passages[language][place].text):
            found.setdefault(str(int(hit[0])), []).append((place, hit.start(), hit.end()))
    return found


def _free(alignment: Alignment, language: str, at: Place) -> bool:
    """Say whether a figure means itself: it is no part of a date, or of an amount such as 2.5 million or 303,371,100."""
    place, start, end = at
    passage = alignment.passages[language][place]
    return not any(
        fact.start <= start < fact.end
        and (fact.kind == "date" or end - start > _GROUP or fact.value.split()[0] != str(int(passage.text[start:end])))
        for fact in passage.facts
        if fact.kind in ("date", "number")
    )


def _same(one: str, other: str) -> bool:
    """Say whether two figures may mean the same: "90" for 1990, 3 p.m. for 15 o'clock."""
    first, second = int(one), int(other)
    return one.endswith(other) or other.endswith(one) or (abs(first - second) == _HALF_DAY and max(first, second) <= 24)
