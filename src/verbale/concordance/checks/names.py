"""States that most versions name and one does not, or names for another; lists that each language sorts anew are right.

A version may say "the Malian authorities" for "the authorities of Mali", or leave out the State after its city. Where it
names no other State instead, both are right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from verbale.authorities import Authorities, authorities
from verbale.authorities.finding import doubtful_pattern, running_names
from verbale.concordance.checks.stated import Kind, odd_values
from verbale.concordance.model import Alignment, Fact, Finding, Passage
from verbale.languages import LANGUAGES
from verbale.languages.folding import fold, plain

_WORD = re.compile(r"\w+")
_CODE = re.compile("[A-Z]{3}")
"""What the code of a State looks like that another organization's authority file names."""
_HALF, _MOST = 0.5, 0.75
"""The share of a word that an adjective has at least, and surely."""
_SHORTEST, _SHARED = 4, 3
"""How many letters of a word of a name an adjective shares at least, and how many States may share a word."""


def counts(fact: Fact) -> bool:
    """Whether a name is that of a State; bodies are named in full, in short or by a pronoun as the language likes."""
    known = authorities()
    code = fact.value
    return code in known.states or (
        bool(_CODE.fullmatch(code)) and code not in known.bodies and code not in known.offices
    )


def same(stated: str, wanted: str) -> bool:
    """Whether two codes are one."""
    return stated == wanted


def hidden(passage: Passage, fact: Fact) -> bool:
    """Whether the passage has a word that begins like one of the State's own, outside of the names of other States."""
    return _has_word(passage, fact, _HALF)


def said(passage: Passage, fact: Fact) -> bool:
    """Whether the passage has a word that begins much like one of the State's own."""
    return _has_word(passage, fact, _MOST)


def _has_word(passage: Passage, fact: Fact, share: float) -> bool:
    if passage.tongue not in LANGUAGES:
        return True
    text = passage.text
    for one in passage.facts:
        if one.kind == "name":
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    text = plain(text)
    before = "" if passage.tongue in ("ar", "zh") else " "
    words = text if passage.tongue == "zh" else " " + " ".join(_WORD.findall(text))
    own = _own_words(authorities(), passage.tongue)[fact.value]
    return any(before + _stem(word, passage.tongue, share) in words for word in own)


@lru_cache(maxsize=16)
def _own_words(known: Authorities, language: str) -> dict[str, tuple[str, ...]]:
    """The words that name one State alone, and no body (where it has none, those of a few), by code."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name, code in running_names(known, language).items():
        if code in known.states:
            for word in [name] if language == "zh" else _WORD.findall(plain(name)):
                owners[word].add(code)
    rows = (*known.organizations.values(), *known.bodies.values())
    common = " " + " ".join(plain(row.name(language)) for row in rows if getattr(row, language))  # the United Nations
    found: dict[str, tuple[str, ...]] = {}
    least = 2 if language == "zh" else _SHORTEST
    for code in known.states:
        words = [word for word, codes in owners.items() if code in codes and len(word) >= least]
        own = [word for word in words if len(owners[word]) == 1 and " " + _stem(word, language, _HALF) not in common]
        few = [word for word in words if len(owners[word]) <= _SHARED]
        whole = " ".join(_WORD.findall(plain(known.states[code].name(language))))  # it may be a common word, too
        found[code] = tuple({whole, *(own or few)})
    return defaultdict(tuple, found)


def _stem(word: str, language: str, share: float) -> str:
    """The beginning of a word that its adjective has, too; a name of several words is taken whole."""
    if " " in word:
        return word
    if language == "zh":
        return word.removesuffix("国") if len(word) == 2 else word[:2]
    bare = word.removeprefix("ال") if language == "ar" else word
    least = _SHORTEST if len(bare) != _SHORTEST + 1 or share > _HALF else _SHORTEST - 1  # Kenya, keniano
    return bare[: max(least, int(len(bare) * share))]


def by_the_way(passage: Passage, fact: Fact) -> bool:
    """Whether a State stands in brackets, as after its city."""
    return passage.text[fact.start - 1 : fact.start] in {"(", "（"} and passage.text[fact.end : fact.end + 1] in {
        ")",
        "）",
    }


def unsure(passage: Passage, fact: Fact) -> bool:
    """Whether the passage has a word that may be the name of a State."""
    return passage.tongue in LANGUAGES and bool(doubtful_pattern(passage.tongue).search(fold(passage.text)))


KIND = Kind(
    "name",
    "concord-state-differs",
    "States",
    "Compare the names with the original, and name the same States in all versions.",
    counts,
    counts,
    same,
    same,
    hidden,
    said,
    by_the_way,
    unsure,
    everywhere=True,
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield where a version states other States than most."""
    return odd_values(alignment, KIND)
