"""Where what a citation names is to be found: the address of its document, and its Akoma Ntoso identifier."""

from __future__ import annotations

import functools

import msgspec

from verbale import symbols
from verbale.citations.grammar import table
from verbale.problems import NotKnown


class Resolved(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a symbol leads to: ``url`` at undocs.org, ``akn`` the identifier of the work; both empty where there is none.

    For a treaty ``document`` is the document in which its text was adopted or issued, and the rest is of that document.
    """

    symbol: str
    document: str = ""
    url: str = ""
    akn: str = ""


@functools.cache
def _instruments() -> dict[str, str]:
    return {row["symbol"]: row.get("document", "") for row in table("treaties.toml")["treaty"]}


def resolve(symbol: str, language: str | None = None) -> Resolved:
    """Where the document or treaty that a citation names is to be found, in a language if one is asked for.

    Raises BadSymbol for a text that is no document symbol, and NotKnown for a treaty code that is not in ``treaties.toml``.
    """
    document = symbol
    if "/" not in symbol:
        if symbol not in _instruments():
            raise NotKnown(f"{symbol!r} is no treaty in the table.", advice="See treaties.toml for the codes.")
        document = _instruments()[symbol]
        if not document:
            return Resolved(symbol)
    parsed = symbols.parse(document)
    return Resolved(symbol, str(parsed), symbols.undocs(parsed, language), symbols.akn_work(parsed))
