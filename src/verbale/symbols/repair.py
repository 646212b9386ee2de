"""The likely repair of a text that is nearly a symbol.

Each repair mends one slip that was met in real lists (un-rules 1.4); it only proposes, for none of them is certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from verbale.problems import BadSymbol
from verbale.symbols.components import is_year
from verbale.symbols.grammar import LONGEST, read, tidy
from verbale.symbols.vocabulary import organs, slips, word

_LOOKALIKES = str.maketrans("АВЕЅІЈКМНОРСТХаеіјорсхΑΒΕΙΚΜΝΟΡΤΧ", "ABESIJKMHOPCTXaeijopcxABEIKMNOPTX")
_ROMANS = [
    tens + units for tens in ("", "X", "XX") for units in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
]


def _substitution(wrong: str, right: str) -> Callable[[str], str]:
    return lambda text: re.sub(wrong, right, text)


def _latin(text: str) -> str:
    return text.translate(_LOOKALIKES)


def _ascii(text: str) -> str:
    return text.encode("ascii", "ignore").decode()


def _from_file_name(text: str) -> str:
    """Put slashes for the underscores, or else the hyphens, of a file name: ``A-HRC-S-17-2``."""
    if "/" in text:
        return text
    slashed = text.replace("_", "/") if "_" in text else text.replace("-", "/")
    return re.sub(r"/(E?S)/(\d+)/", r"/\1-\2/", slashed)


def _unslashed(text: str) -> str:
    """Drop slashes at both ends, but not after a year: ``S/2023/`` is a template, not an old document."""
    bare = text.strip("/ ")
    return text if is_year(bare.rpartition("/")[2]) else bare


def _swapped(text: str) -> str:
    return "/".join(slips().get(piece, piece) for piece in text.split("/"))


def _century(text: str) -> str:
    return re.sub(r"^(S/RES/\d+) ?\((\d\d)\)", lambda m: f"{m[1]} ({'19' if m[2] >= '46' else '20'}{m[2]})", text)


def _roman(text: str) -> str:
    def session(found: re.Match[str]) -> str:
        number = int(found[2])
        return f"{found[1]} ({_ROMANS[number - 1]})" if 1 <= number <= len(_ROMANS) else found[0]

    return re.sub(r"^(A/RES/\d+(?: ?[A-Z])?) ?\((\d{1,2})\)", session, text)


def _under(organ: str, text: str) -> str:
    """Put an organ before a text that begins with a body or series: ``HRC/43/G/25``."""
    head = text.partition("/")[0].partition(".")[0]
    known = head not in organs() and (word(head, organ, dotted=False) or word(head, organ, dotted=True))
    return f"{organ}/{text}" if known else text


_DOTTED = "AC|CN|C|WG|SC|CONF|Sub|L|PV|SR|CRP|WP|INF|Add|Corr|Rev|Amend|ADD|CORR|REV"
_REPAIRS: tuple[Callable[[str], str], ...] = (
    _latin,
    lambda text: text.partition("\n")[0],
    _substitution(r"(?i)\.(?:pdf|docx?|html?|xml|txt|md)$", ""),
    _from_file_name,
    _substitution(r"/{2,}", "/"),
    _substitution(r"\s*/\s*", "/"),
    _unslashed,
    _substitution(r"([A-Za-z]),(?=\d)", r"\1."),
    _substitution(r"\.{2,}", "."),
    _substitution(r"-{2,}", "-"),
    _substitution(r"/(E?S)\.?(?=\d+/)", r"/\1-"),
    _substitution(r"(?<=\d)\.(?=[A-Z][A-Za-z]*\.?\d)", "/"),
    _substitution(r"(?<=\d)(?=[A-Z][A-Za-z]{0,3}\.\d)", "/"),
    _substitution(rf"(?<=[\d)])[ -](?=(?:{_DOTTED})\.?\d)", "/"),
    _substitution(rf"/({_DOTTED})[-_ /]?(?=\d)", r"/\1."),
    _substitution(r"/\((?=[A-Za-z])", " ("),
    _swapped,
    _century,
    _roman,
    _substitution(r"^S/((?:19|20)\d\d)(?=\d{1,4}$)", r"S/\1/"),
    lambda text: text + ")" * (text.count("(") - text.count(")")),
    lambda text: text.rstrip("-"),
    _substitution(r" ?\((?:19|20)\d\d\)$", ""),
    *(partial(_under, organ) for organ in "ASE"),
    _ascii,
)


def propose(text: str) -> str:
    """Return the symbol that a text was most likely meant to be, or an empty text; tries one repair, then all in a row."""
    if len(text) > LONGEST:
        return ""
    for mend in _REPAIRS:
        if (mended := mend(text)) != text and (symbol := _symbol(mended)):
            return symbol
    mended = text
    for mend in _REPAIRS:
        if (next_ := mend(mended)) != mended:
            mended = next_
            if symbol := _symbol(mended):
                return symbol
    return ""


def _symbol(text: str) -> str:
    try:
        return str(read(tidy(text)))
    except BadSymbol:
        return ""
