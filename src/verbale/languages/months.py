"""Names of months and weekdays as patterns: the part that reading one date and reading ranges share."""

from __future__ import annotations

import re
from functools import cache

from verbale.languages.codes import LANGUAGES
from verbale.languages.folding import plain
from verbale.languages.tables import table

GAP = "[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
"""White space of any kind, and the controls that stand between words of right-to-left text."""

_VARIANTS = ("أإآا", "ىي", "ةه", "её", "áa", "ée", "èe", "íi", "óo", "ûu", "úu")


def loose(words: str) -> str:
    """Return a pattern for words as typed with or without accents and hamza, and with any spaces between."""
    out = []
    for letter in words:
        variants = next((v for v in _VARIANTS if letter in v), "")
        out.append(f"{GAP}{{1,3}}" if letter == " " else f"[{variants}]" if variants else re.escape(letter))
    return "".join(out)


def one_of(words: list[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(loose(word) for word in sorted(set(words), key=len, reverse=True))


def languages_of(lang: str | None) -> tuple[str, ...]:
    """Return the languages whose dates a text in ``lang`` may hold: its own, and English (mastheads print it)."""
    return LANGUAGES if lang is None else ("en",) if lang == "en" else (lang, "en")


def _names(lang: str) -> list[tuple[int, str]]:
    """Return every name of a month with its number; Arabic double names also count one by one."""
    entry = table("dates")[lang]
    names = [(number, part) for number, name in enumerate(entry["months"], 1) for part in name.split("/")]
    return names + [(int(number), name) for number, others in entry.get("also", {}).items() for name in others]


@cache
def months(lang: str | None) -> str:
    """Return a pattern for the name of a month in the languages that go with ``lang``; Arabic single or double."""
    langs = languages_of(lang)
    one = one_of([name for each in langs for _, name in _names(each)])
    arabic = one_of([name for _, name in _names("ar")])
    double = f"|(?:{arabic}){GAP}{{0,2}}/{GAP}{{0,2}}(?:{arabic})" if "ar" in langs else ""
    return f"(?:{double.removeprefix('|')}{'|' if double else ''}{one})"


@cache
def _numbers() -> dict[str, int]:
    return {plain(name): number for lang in LANGUAGES for number, name in _names(lang)}


def month_number(name: str) -> int:
    """Return the number of a month that :func:`months` matched; a double name counts by its first half."""
    return _numbers()[plain(name.partition("/")[0])]


@cache
def weekdays(lang: str | None) -> str:
    """Return a pattern for the name of a weekday."""
    return f"(?:{one_of([day for one in languages_of(lang) for day in table('dates')[one]['weekdays']])})"
