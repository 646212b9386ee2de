"""Names of bodies and titles of treaties that are nearly, but not quite, those of the authority files.

Where most versions name a body or cite a treaty and one does not, the words in its place that are most like the official
name are shown beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from verbale.authorities import authorities
from verbale.citations.instruments import instruments
from verbale.concordance.agreement import Place, finding, spots
from verbale.concordance.model import Alignment, Fact, Finding, Row
from verbale.languages.folding import fold, plain

_LIKE, _LONG = 92.0, {"zh": 8}
"""How like the official name words must be, in hundredths, and how long a name is that can be told by its likeness."""
_LONG_NAME = 24
_LETTER = re.compile("[^\\W\\d_\u3400-\u9fff]")


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield where one version words a name otherwise that the others have in their official wording."""
    for row in alignment.rows:
        if len(row.places) < 4:
            continue
        said = {language: _named(alignment, row, language) for language in row.places}
        for value in dict.fromkeys(value for own in said.values() for value in own):
            odd = [language for language, own in said.items() if value not in own]
            if len(odd) == 1 and (near := _nearest(alignment, row, odd[0], value)):
                official, place = near
                words = alignment.passages[odd[0]][place[0]].text[place[1] : place[2]]
                at: dict[str, Place] = {language: own[value] for language, own in said.items() if value in own}
                yield finding(
                    "concord-wording-differs", "note",
                    f"{odd[0]} says “{words}”; the official wording is “{official}”.",
                    spots(alignment, row, {**at, odd[0]: place}), odd=odd, most=official, told=words,
                    advice="Use the official wording.",
                )  # fmt: skip


def _named(alignment: Alignment, row: Row, language: str) -> dict[str, Place]:
    """The bodies and treaties that a version names in a row, with the place of each."""
    found: dict[str, Place] = {}
    for place in row.places[language]:
        for fact in alignment.passages[language][place].facts:
            if _official(fact):
                found.setdefault(fact.value, (place, fact.start, fact.end))
    return found


def _official(fact: Fact) -> bool:
    if fact.kind == "name":
        return fact.value in authorities().bodies
    return fact.kind == "citation" and "/" not in fact.value


def _nearest(alignment: Alignment, row: Row, language: str, value: str) -> tuple[str, Place] | None:
    """The official name that words of the version are like, and their place; None where nothing is."""
    for place in row.places[language]:
        text = fold(alignment.passages[language][place].text)
        for name in _names(value, language):
            if len(name) < _LONG.get(language, _LONG_NAME) or len(name) > len(text):
                continue
            like = fuzz.partial_ratio_alignment(fold(name), text, score_cutoff=_LIKE)
            if like is not None and like.score < 100:
                start, end = _whole(text, like.dest_start, like.dest_end)
                if _letters(name) not in _letters(text):
                    return name, (place, start, end)
    return None


def _names(value: str, language: str) -> tuple[str, ...]:
    body = authorities().bodies.get(value)
    if body is not None:
        return (body.name(language),) if getattr(body, language, "") else ()
    return instruments(language).get(value, ())


def _letters(text: str) -> str:
    """A name without case and punctuation, which editions treat as they like."""
    return "".join(filter(str.isalnum, plain(text)))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Places widened to whole words, which Chinese does not set apart."""
    while start and _LETTER.match(text[start - 1]) and _LETTER.match(text[start]):
        start -= 1
    while end < len(text) and _LETTER.match(text[end]) and _LETTER.match(text[end - 1]):
        end += 1
    return start, end
