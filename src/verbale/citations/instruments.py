"""The names of treaties, declarations and the Charter in plain words, as far as ``treaties.toml`` tells them."""

from __future__ import annotations

import re
from functools import cache

from verbale.citations.grammar import table

_OPTIONAL = re.compile(r"\(\?:[^()]*\)\?|\[[^\]]*\]\?|\\?[^()\\]\?")
_GROUP = re.compile(r"\(\?:([^()|]*)(?:\|[^()]*)?\)")
_CLASS = re.compile(r"\[(.)[^\]]*\]")


@cache
def instruments(language: str) -> dict[str, tuple[str, ...]]:
    """Return the names of each instrument in a language, by its symbol; the first form of words that are declined."""
    return {
        row["symbol"]: tuple(filter(None, map(_plain, _alternatives(row[language]))))
        for row in table("treaties.toml")["treaty"]
        if language in row
    }


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern that stand in no group."""
    found, depth = [""], 0
    for letter in pattern:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            found.append("")
        else:
            found[-1] += letter
    return found


def _plain(pattern: str) -> str:
    """A pattern in its simplest form: without what is optional, with the first of what may stand."""
    pattern = pattern.replace("\\b", "")
    before = ""
    while before != pattern:
        before = pattern
        pattern = _OPTIONAL.sub("", pattern)
        pattern = _GROUP.sub(r"\1", pattern)
    return _CLASS.sub(r"\1", pattern).replace("\\", "").strip()
