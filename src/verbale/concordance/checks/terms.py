"""Terms of the glossary: used in all versions where most use them, and none that is no longer used.

A term counts as used where its words stand in the row in any form and order. A version that has most of them says it
otherwise; one that has none says something else, as it may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from verbale.authorities import Concept
from verbale.concordance.agreement import Place, finding, spots, stated
from verbale.concordance.model import Alignment, Fact, Finding, Row
from verbale.languages.folding import fold, plain

_WORD = re.compile(r"\w+")
_ENDINGS = {"ru": 3, "ar": 2, "fr": 2, "es": 2, "en": 1}
"""How many letters at the end of a word its forms may differ in."""
_SHORT, _NEARLY = 4, 0.6


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield where one version says otherwise what the others say with a term, and where a term is no longer used."""
    concepts = {concept.key: concept for concept in alignment.terms.concepts}
    for row in alignment.rows:
        said = stated(alignment, row, "term")
        for key in dict.fromkeys(fact.value for own in said.values() for _, fact in own):
            if key in concepts:
                own = {language: [one for one in found if one[1].value == key] for language, found in said.items()}
                yield from _old(alignment, row, concepts[key], own)
                yield from _other(alignment, row, concepts[key], own)


def _old(
    alignment: Alignment, row: Row, concept: Concept, said: dict[str, list[tuple[int, Fact]]]
) -> Iterator[Finding]:
    for language, own in said.items():
        old = {fold(term.text).lower() for term in concept.of(language, "deprecated")}
        for place, fact in own:
            if fold(fact.text).lower() in old:
                better = concept.preferred(language)
                yield finding(
                    "concord-term-differs", "warning", f"{language} says “{fact.text}”; the glossary says “{better}”.",
                    spots(alignment, row, {language: (place, fact.start, fact.end)}), odd=(language,), most=better,
                    told=fact.text, advice="Use the preferred term.",
                )  # fmt: skip
                break


def _other(
    alignment: Alignment, row: Row, concept: Concept, said: dict[str, list[tuple[int, Fact]]]
) -> Iterator[Finding]:
    odd = [language for language, own in said.items() if not own]
    if len(said) < 4 or len(odd) != 1 or not concept.of(odd[0]):
        return
    text = plain("\n".join(alignment.passages[odd[0]][place].text for place in row.places[odd[0]]))
    text = text.replace(" ", "") if odd[0] == "zh" else text
    shares = [
        sum(word in text for word in words) / len(words)
        for words in _stems(concept.key, _forms(concept, odd[0]), odd[0])
    ]
    if not _NEARLY <= max(shares) < 1:
        return
    at: dict[str, Place] = {
        language: (own[0][0], own[0][1].start, own[0][1].end) for language, own in said.items() if own
    }
    better = concept.preferred(odd[0])
    yield finding(
        "concord-term-differs", "note",
        f"{odd[0]} does not use the term of the glossary where the others do: “{better}”.",
        spots(alignment, row, at), odd=odd, most=better, told=concept.key, advice="Use the preferred term.",
    )  # fmt: skip


def _forms(concept: Concept, language: str) -> tuple[str, ...]:
    return tuple(form for term in concept.of(language) for form in (term.text, *term.forms))


@lru_cache(maxsize=1 << 10)
def _stems(key: str, forms: tuple[str, ...], language: str) -> tuple[tuple[str, ...], ...]:
    """For each form the beginnings of its words; in Chinese, which has none, its pairs of characters."""
    if language == "zh":
        return tuple(tuple(map(str.__add__, form, form[1:])) for form in map(plain, forms))
    return tuple(tuple(_stem(word, language) for word in _WORD.findall(plain(form))) for form in forms)


def _stem(word: str, language: str) -> str:
    if language == "ar":
        word = word.removeprefix("ال")
    return word[: max(min(_SHORT, len(word)), len(word) - _ENDINGS[language])]
