"""From a text to a symbol: lenient where only one reading is possible, strict where a symbol is given out.

`parse` is for what others wrote, `mint` for what we are about to give to a new document.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from verbale.problems import BadSymbol
from verbale.symbols.grammar import LONGEST, read, tidy
from verbale.symbols.repair import propose
from verbale.symbols.symbol import Symbol


def parse(text: str) -> Symbol:
    """Read a text as a document symbol; ``str()`` of the result is its canonical form.

    Repaired is what is certain: case, spaces, dashes, invisible signs, punctuation at the end. Any other text raises
    `BadSymbol` with the part that is wrong and the likely repair.
    """
    if len(text) > 2 * LONGEST:
        raise BadSymbol(f"A symbol has at most {LONGEST} characters, this text has {len(text)}.", part=text[:40])
    return _parse(text)


@lru_cache(maxsize=16384)
def _parse(text: str) -> Symbol:
    try:
        return read(tidy(text))
    except BadSymbol as error:
        raise BadSymbol(error.text, part=error.part, repair=propose(text.strip())) from None


_OUTDATED = re.compile(r"\[[A-Z-]+\]|\(E?S-\d+\)|c\.\d")


def mint(text: str, bodies: Collection[str] = ()) -> Symbol:
    """Read a text as the symbol of a new document: canonical to the letter, every word known, no star.

    ``bodies`` are the beginnings of symbols that authority files know beside the tables here (``LII/LC``). Raises `BadSymbol`
    as `parse` does, and for whatever is only tolerated in what others wrote.
    """
    symbol = parse(text)
    if symbol.stars:
        raise BadSymbol(
            "A star marks a reissue and is no part of a new symbol.", part="*", repair=symbol.text.rstrip("*")
        )
    if symbol.text != text:
        raise BadSymbol(f"“{text}” is not written in the canonical form.", part=text, repair=symbol.text)
    if found := _OUTDATED.search(text):
        raise BadSymbol(f"“{found[0]}” is the writing of catalogues, not of documents.", part=found[0])
    for single in symbol.joint or (symbol,):
        for part in single.parts:
            if not (part.known or (part.kind in ("organ", "body") and _begins(part.body, bodies))):
                raise BadSymbol(
                    f"“{part.text}” is in no table of symbols.",
                    part=part.text,
                    advice="If it is official, add it to the authority file of its organization, or a row to the tables of symbols.",
                )
        if not (single.number or single.state):
            raise BadSymbol("The number of the document is missing.", part="number")
    return symbol


def _begins(body: str, bodies: Collection[str]) -> bool:
    return any(known == body or known.startswith(f"{body}/") for known in bodies)
