"""The six official languages and their codes in every system that documents and catalogues use."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from verbale.languages.folding import plain
from verbale.languages.tables import table
from verbale.problems import NotKnown

LANGUAGES: tuple[str, ...] = ("ar", "zh", "en", "fr", "ru", "es")


class Language(msgspec.Struct, frozen=True):
    """One official language: its codes, its direction and script, and its names."""

    code: str
    """BCP 47, the code used everywhere in Verbale: ``es``."""
    alpha3: str
    """ISO 639-2/T, as Akoma Ntoso writes it: ``zho``."""
    bibliographic: str
    """ISO 639-2/B, as library catalogues write it: ``chi``."""
    letter: str
    """The letter of United Nations job numbers: A C E F R S."""
    undocs: str
    """The part of an undocs.org address that names the language."""
    direction: Literal["ltr", "rtl"]
    script: str
    """ISO 15924: ``Arab``, ``Hans``, ``Latn``, ``Cyrl``."""
    names: dict[str, str]
    """The name in each of the six languages."""
    printed: dict[str, str]
    """The name as mastheads in French and Spanish print it; the others print English."""

    @property
    def name_en(self) -> str:
        """The English name."""
        return self.names["en"]


@cache
def _languages() -> dict[str, Language]:
    """Languages by every code and name, in the form that :func:`plain` gives."""
    known: dict[str, Language] = {}
    for code in LANGUAGES:
        one = msgspec.convert({"code": code, **table("languages")[code]}, Language)
        for key in (code, one.alpha3, one.bibliographic, one.letter, one.undocs, *one.names.values()):
            known[plain(key)] = one
    return known


def language(code: str) -> Language:
    """Return the language that a code or name of any system stands for, whatever its case.

    Accepts BCP 47 with regions (``es-419``), ISO 639-2/T and /B, job letters, undocs.org aliases and the
    language's names in the six languages. Raises NotKnown for anything else.
    """
    known, key = _languages(), plain(code)
    found = known.get(key) or known.get(key.replace("_", "-").partition("-")[0])
    if found is None:
        raise NotKnown(
            f"{code!r} is none of the six official languages.",
            advice=f"Use one of {', '.join(LANGUAGES)}, or a code or name of these in another system.",
        )
    return found
