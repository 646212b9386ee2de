"""What a report tells of a document: how many passages, how many rows they make, and the findings, without the texts."""

from __future__ import annotations

import msgspec

from verbale.concordance.model import Accepted, Concordance, Finding
from verbale.problems import Problem


class Compared(msgspec.Struct, frozen=True):
    """A document that was concorded.

    ``passages`` counts those of each language, ``rows`` the rows they make and ``whole`` those that stand in every
    language; ``sure`` is the mean certainty of the rows. ``problems`` tell of files that could not be compared.
    """

    symbol: str
    title: str = ""
    languages: tuple[str, ...] = ()
    passages: dict[str, int] = {}
    rows: int = 0
    whole: int = 0
    sure: float = 1.0
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    problems: tuple[Problem, ...] = ()


def compared(concordance: Concordance, problems: tuple[Problem, ...] = ()) -> Compared:
    """Return what a report tells of a concordance."""
    alignment = concordance.alignment
    documents = alignment.documents
    shown = documents.get("en") or next(iter(documents.values()))
    return Compared(
        concordance.symbol,
        shown.title,
        concordance.languages,
        {language: len(passages) for language, passages in alignment.passages.items()},
        len(alignment.rows),
        sum(len(row.places) == len(concordance.languages) for row in alignment.rows),
        round(sum(row.sure for row in alignment.rows) / len(alignment.rows), 3) if alignment.rows else 1.0,
        concordance.findings,
        concordance.accepted,
        problems,
    )
