"""From a text to a symbol: lenient where only one reading is possible, strict where a symbol is given out.

`parse` is for what others wrote, `mint` for what we are about to give a new document.
"""

from __future__ import annotations

from functools import lru_cache

from verbale.problems import BadSymbol
from verbale.symbols.grammar import LONGEST, read, tidy
from verbale.symbols.symbol import Symbol


def parse(text: str) -> Symbol:
    """Read a text as a document symbol; ``str()`` of the result is its canonical form.

    Repaired is what is certain: case, spaces, dashes, invisible signs, punctuation at the end, the case and dots of known words.
    Raises `BadSymbol` with the part that is wrong and the likely repair.
    """
    if len(text) > 2 * LONGEST:
        raise BadSymbol(f"A symbol has at most {LONGEST} characters, this text has {len(text)}.", part=text[:40])
    return _parse(text)


@lru_cache(maxsize=16384)
def _parse(text: str) -> Symbol:
    return read(tidy(text))
