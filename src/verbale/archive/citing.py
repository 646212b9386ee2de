"""What cites what: the edges of a language version, and whether the document at their end is here."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Literal

import msgspec
from django.db.models import QuerySet

from verbale import symbols
from verbale.archive.access import released
from verbale.archive.models import CitationEdge, Expression, Name
from verbale.archive.organization import authorities
from verbale.document import Citation
from verbale.problems import BadSymbol


class Edge(msgspec.Struct, frozen=True):
    """A symbol that a language version cites, and how often."""

    symbol: str
    key: str
    kind: str
    times: int


class Cited(msgspec.Struct, frozen=True):
    """A cited symbol: "held" here, "known" as the symbol of a body in the authority files, or "unknown"."""

    symbol: str
    key: str
    kind: str
    times: int
    standing: Literal["held", "known", "unknown"]


def key_of(symbol: str) -> str:
    """Return the key to compare symbols by; a treaty's code and what is no symbol are keys of their own."""
    try:
        return symbols.parse(symbol).key
    except BadSymbol:
        return symbol.replace(" ", "").upper()


def edges(citations: Iterable[Citation]) -> tuple[Edge, ...]:
    """Return one edge for each document that is cited, in the order of first citing."""
    by_key: dict[str, Citation] = {}
    times: Counter[str] = Counter()
    for citation in citations:
        key = key_of(citation.symbol)
        by_key.setdefault(key, citation)
        times[key] += 1
    return tuple(Edge(c.symbol, key, c.kind, times[key]) for key, c in by_key.items())


def cited(expression: Expression, at: datetime.datetime) -> tuple[Cited, ...]:
    """Return what a language version cites; held is what anyone may read at this moment."""
    rows = list(expression.citations.order_by("pk"))
    names = Name.objects.filter(key__in=[row.key for row in rows], work__expressions__in=released(at))
    held = set(names.values_list("key", flat=True))
    bodies = authorities().bodies
    return tuple(
        Cited(
            row.symbol,
            row.key,
            row.kind,
            row.times,
            "held" if row.key in held else "known" if _body(row.symbol) in bodies else "unknown",
        )
        for row in rows
    )


def citing(key: str, at: datetime.datetime) -> QuerySet[CitationEdge]:
    """Return the edges that lead to a document from what anyone may read at this moment."""
    return CitationEdge.objects.filter(key=key, expression__in=released(at)).select_related("expression__work")


def _body(symbol: str) -> str:
    try:
        return symbols.parse(symbol).body
    except BadSymbol:
        return ""
