"""Symbols inside running text: a regular expression for finding them, and a cheap test for a line.

The expression is in RE2 syntax (no look-around), so a search is linear in the length of the text.
Finding is not judging: every hit goes through `verbale.symbols.parse`.
"""

from __future__ import annotations

import re
from functools import cache

from verbale.symbols.grammar import DASHES, INVISIBLE, LONGEST, SPACES, plain
from verbale.symbols.vocabulary import bracket_names, organs

_ZERO = f"[{INVISIBLE}]*"
_SPACE = f"[{SPACES}]"
_DASH = f"[{DASHES}]".replace("[-", r"[\-")
_OPEN, _CLOSE = f"{_ZERO}[(（]{_ZERO}", f"{_ZERO}[)）]"
_ROMAN = "[IVXLC]+"
_VALUE = rf"(?:\d{{1,9}}[A-Z]?(?:{_DASH}\d{{1,5}})?|{_ROMAN}|[A-Z])"
_WORD = r"(?:[A-Z][A-Za-z]{0,15}|add|corr|rev|amend)"
_COMPONENT = rf"(?:\d{{1,9}}(?:{_DASH}\d{{1,5}})?[A-Z]?|E?S{_DASH}\d{{1,2}}|{_WORD}(?:\.{_ZERO}{_VALUE})?)"


@cache
def pattern() -> str:
    r"""Return the regular expression of a symbol that begins with a known organ, in RE2 syntax without groups that capture.

    A hit holds all tails (``(III)``, ``(Part II)``, ``/Add.1``, ``-S/1995/1035``, ``*``) and no punctuation after them; dashes and
    spaces of every kind and invisible signs inside are allowed. One thing RE2 cannot see is what follows: a lone letter that is
    also an organ (A, E, S, T) is left out after ``A/RES/49/221``, for it may begin the next symbol; `complete` adds it.
    Python's ``re`` needs its flag ``ASCII``.
    """
    parts = rf"{_ROMAN}(?:{_SPACE}?(?:{_DASH}|and|&){_SPACE}?{_ROMAN})?|\d{{1,3}}[A-Z]?"
    mark = rf"(?i:{bracket_names(_SPACE)})\.?{_SPACE}?(?:{parts})?"
    # A number stands in a bracket without a space (COP(9)), a year only in resolutions of the Security Council.
    bracket = rf"(?:{_SPACE}?{_OPEN}(?:(?:E?S{_DASH})?{_ROMAN}|{mark}){_CLOSE}|{_OPEN}\d{{1,3}}{_CLOSE})"
    several = rf"[A-Z](?:{_DASH}[A-Z]|{_SPACE}(?:and|to){_SPACE}[A-Z])\b"
    letters = rf"{_SPACE}(?:{several}|[A-Z]{bracket}|[B-DF-RU-Z]\b)"
    names = "|".join(sorted(organs(), key=len, reverse=True))
    council = rf"S{_ZERO}/{_ZERO}RES{_ZERO}/{_ZERO}\d{{1,5}}{_SPACE}?{_OPEN}\d{{4}}{_CLOSE}"
    # What stands before an organ may make it another organization's: LII/LC/RES/11/4 is not LC/RES/11/4.
    other = rf"(?:[A-Z]{{2,8}}{_ZERO}/{_ZERO})?(?:{names})(?:\.\d{{1,3}})?(?:{_ZERO}/{_ZERO}{_COMPONENT}{bracket}*)+(?:{letters})?{bracket}*"
    single = rf"(?:{council}|{other})"
    return rf"\b{single}(?:{_SPACE}?{_DASH}{_SPACE}?{single})*\*{{0,3}}"


_LONE = re.compile(rf"{_SPACE}[AEST](?![\w/])")


def complete(text: str, start: int, end: int) -> int:
    """Return the end of a hit of `pattern` in ``text``, moved over a lone letter after a resolution (``49/221 A``)."""
    hit = text[start:end]
    if ("/RES/" in hit or "/DEC/" in hit) and hit[-1].isdigit() and (found := _LONE.match(text, end)):
        return found.end()
    return end


@cache
def _line() -> re.Pattern[str]:
    rest = r"/[\w.,()\[\] -]+"
    return re.compile(
        rf"\(?(?:(?i:{'|'.join(organs())})(?:\.\d+)?|[A-Z]{{3,12}}{rest})(?:{rest})+\*{{0,3}}[.,;:)]*", re.ASCII
    )


def looks_like(text: str) -> bool:
    """Say cheaply whether a whole line can be a symbol; only `parse` knows whether it is one.

    It begins with a known organ, or, with two slashes at least, with capitals that may be another organization's.
    """
    if not 3 <= len(text) <= LONGEST or "/" not in text:
        return False
    line = plain(text).strip()
    return _line().fullmatch(line) is not None and any(c.isdigit() for c in line)
