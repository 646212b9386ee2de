"""What a passage says that its source does not, and the other way round: looked at while one writes.

Only what is the same in every language is compared: citations, dates, figures, names of States and bodies. The proof
compares all languages at once (`verbale.desk.proofs`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from verbale.authorities import Authorities, Glossary
from verbale.concordance import Fact
from verbale.concordance.facts import facts

_KINDS = ("citation", "date", "number", "name")


class Term(msgspec.Struct, frozen=True):
    """A term found in a source, at characters ``start`` to ``end`` of it, and what it is called in the other language.

    ``avoid`` are terms that are no longer used there.
    """

    start: int
    end: int
    text: str
    preferred: str
    others: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


class Compared(msgspec.Struct, frozen=True):
    """What of a source is missing in a passage, and what the passage has that the source has not."""

    missing: tuple[Fact, ...] = ()
    added: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.missing or self.added)


def compared(source: str, source_language: str, text: str, language: str, body: str, known: Authorities) -> Compared:
    """Return what a passage and its source do not have in common; nothing where the passage is empty."""
    if not text.strip():
        return Compared()
    there = [fact for fact in facts(source, source_language, body or None, known=known) if fact.kind in _KINDS]
    here = [fact for fact in facts(text, language, body or None, known=known) if fact.kind in _KINDS]
    return Compared(_rest(there, here), _rest(here, there))


def _rest(some: Sequence[Fact], others: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts that stand oftener in some than in others."""
    left = Counter((fact.kind, fact.value) for fact in others)
    rest = []
    for fact in some:
        if left[fact.kind, fact.value]:
            left[fact.kind, fact.value] -= 1
        else:
            rest.append(fact)
    return tuple(rest)


def terms(source: str, source_language: str, language: str, known: Authorities, glossary: Glossary) -> tuple[Term, ...]:
    """Return the terms of a glossary that stand in a source, with what they are called in a language."""
    found = []
    for fact in facts(source, source_language, known=known, terms=glossary):
        concept = glossary.find(fact.value) if fact.kind == "term" else None
        if concept is None or not concept.of(language):
            continue
        others = tuple(term.text for term in concept.of(language, "admitted"))
        avoid = tuple(term.text for term in concept.of(language, "deprecated"))
        found.append(Term(fact.start, fact.end, fact.text, concept.preferred(language), others, avoid))
    return tuple(found)
