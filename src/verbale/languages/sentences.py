"""Where sentences end: rules for six languages, as the tools of translators have them (SRX), and a small machine over them.

The first rule that fits a place decides. Patterns keep to what regular expressions of Python, Java and ICU have in common, so
that the file of rules (`verbale.formats.translation.srx`) and this machine cut alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import msgspec

from verbale.languages.tables import table

_SMALL = "a-zß-öø-ÿœа-яё"
_CAPITAL = "A-ZÀ-ÖØ-ÞŒА-ЯЁ"
_LETTER = f"{_SMALL}{_CAPITAL}ء-ي"
_NO_LETTER_BEFORE = f"(?<![{_LETTER}])"
_CLOSING = "[\"'»”’)\\]]"
_ENDS = "[.?!…؟]+"
_RUN = f"(?<![.?!…؟]){_ENDS}"
_END = rf"{_RUN}(?:[\s\u00a0][»”]|{_CLOSING})*"
"""A run of stops from its begin, and what closes behind it: no place can be matched in two ways, so the time is linear."""
_CHINESE_CLOSING = "”’」』）》〉】)\\]"
_CHINESE_ENDS = "。！？；…"


class Rule(msgspec.Struct, frozen=True):
    """A rule: between what ``before`` matches and what ``after`` matches a sentence ends, or does not."""

    breaks: bool
    before: str
    after: str


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language, the first that fits counts; a language without any has those of English."""
    if language == "zh":
        return (
            Rule(
                True,
                f"(?<![{_CHINESE_ENDS}])[{_CHINESE_ENDS}]+[{_CHINESE_CLOSING}]*",
                f"[^{_CHINESE_ENDS}{_CHINESE_CLOSING}]",
            ),
        )
    known = table("sentences")
    words = known.get(language, known["en"])
    space = "[\\s\\u00a0]"
    never, figures, may = (_listed(words[name]) for name in ("abbreviations", "before_figures", "may_end"))
    return (
        # The number of a paragraph, and initials.
        Rule(False, "^\\(?(?:[0-9]{1,3}|[A-Za-z]|[IVXivx]{1,5})\\.", space),
        Rule(False, f"{_NO_LETTER_BEFORE}[{_CAPITAL}ء-ي]\\.", space),
        Rule(False, f"{_NO_LETTER_BEFORE}(?:{never})\\.", space),
        Rule(False, f"{_NO_LETTER_BEFORE}(?:{figures})\\.", f"{space}*[0-9IVX]"),
        Rule(False, f"{_NO_LETTER_BEFORE}(?:{may})\\.", f"{space}+[^{_CAPITAL}«“ء-ي]"),
        Rule(False, _END, f"{space}+[{_SMALL}]"),
        # A space before the closing quotation mark, as French has it.
        Rule(False, _RUN, f"{space}»"),
        Rule(True, _END, f"{space}+"),
    )


def _listed(words: Sequence[str]) -> str:
    """Return a pattern for any of some abbreviations, the longest first; spaces in them may be of any kind."""
    found = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", "[\\s\\u00a0]") for word in found)


@cache
def _machine(language: str) -> tuple[tuple[bool, re.Pattern[str]], ...]:
    return tuple((rule.breaks, re.compile(f"(?:{rule.before})(?={rule.after})")) for rule in rules(language))


def sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a text as pairs of offsets, without the spaces around them."""
    decided: dict[int, bool] = {}
    for breaks, pattern in _machine(language):
        for match in pattern.finditer(text):
            decided.setdefault(match.end(), breaks)
    cuts = [0, *sorted(place for place, breaks in decided.items() if breaks), len(text)]
    found = []
    for start, end in pairwise(cuts):
        words = text[start:end]
        if inner := words.strip():
            begin = start + len(words) - len(words.lstrip())
            found.append((begin, begin + len(inner)))
    return tuple(found)
