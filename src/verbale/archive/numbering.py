"""How a series writes its numbers: from a name or pattern to symbols and job numbers, and back.

A pattern has ``{n}`` where the number goes. A name alone is enough where the number comes last::

    A/HRC/43/G            A/HRC/43/G/{n}            A/HRC/43/G/25
    A/C.3/75/L.           A/C.3/75/L.{n}            A/C.3/75/L.12
    A/HRC/43/G/25/Corr.   A/HRC/43/G/25/Corr.{n}    A/HRC/43/G/25/Corr.1
                          S/RES/{n} (2020)          S/RES/2510 (2020)

Job numbers have five digits after a duty station and a year ("GE.20-{n}", "V.20-{n}", "20-{n}"), and the letter of
their language behind them: ``GE.20-11017 (S)``.
"""

from __future__ import annotations

import re

import msgspec

from verbale import symbols
from verbale.archive.organization import authorities
from verbale.languages import language
from verbale.problems import BadSymbol

_SYMBOL = re.compile(r"(.*[/.])([1-9]\d*)((?: ?\([^()]+\))*)")
_JOB = re.compile(r"(?:[A-Z]{1,3}\.)?\d\d-\{n\}")
_JOB_DIGITS = 5


class Pattern(msgspec.Struct, frozen=True):
    """A series and what its pattern says of it."""

    text: str
    kind: str
    body: str = ""
    session: str = ""
    year: int | None = None
    series: str = ""


def pattern(name: str) -> Pattern:
    """Return the pattern that a name or pattern of a series stands for.

    Raises BadSymbol where its numbers would not be symbols that may be given to a document.
    """
    name = name.strip()
    if "{n}" not in name and re.fullmatch(r"(?:[A-Z]{1,3}\.)?\d\d", name):
        name = f"{name}-{{n}}"
    if _JOB.fullmatch(name):
        return Pattern(name, "job")
    text = name if "{n}" in name else name + ("{n}" if name.endswith(".") else "/{n}")
    first = symbols.mint(text.replace("{n}", "1"), authorities().bodies)
    if split(str(first)) != (text, 1):
        raise BadSymbol(
            f"“{name}” is no series: the number must be the last part of its symbols.",
            part=name,
            wording=("refusal.no-series-name", {"series": name}),
            advice='Name it like "A/HRC/43/G", "A/C.3/75/L." or "S/RES/{n} (2020)".',
        )
    return Pattern(text, "symbol", first.body, first.session or "", first.year, first.series or "")


def split(symbol: str) -> tuple[str, int] | None:
    """Return the pattern and the number of a symbol, or None where it does not end in a number of a series."""
    found = _SYMBOL.fullmatch(symbol)
    return (f"{found[1]}{{n}}{found[3]}", int(found[2])) if found else None


def written(text: str, number: int, lang: str = "") -> str:
    """Return the symbol that a pattern makes of a number, or the job number in a language."""
    if _JOB.fullmatch(text):
        job = text.replace("{n}", f"{number:0{_JOB_DIGITS}}")
        return f"{job} ({language(lang).letter})" if lang else job
    return text.replace("{n}", str(number))
