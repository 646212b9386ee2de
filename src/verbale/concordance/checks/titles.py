"""Quoted titles: where most versions quote one, the others do, in whatever marks."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.concordance.agreement import Place, finding, spots, stated
from verbale.concordance.model import Alignment, Finding, Row

_LONG, _LONG_HAN = 25, 10
"""How long a quotation is that is taken for a title."""
_QUOTES = frozenset('“”«»《》"„‟')


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield the rows in which all versions but one quote a title, and that one quotes and emphasises nothing."""
    for row in alignment.rows:
        said = stated(alignment, row, "title")
        if len(said) < 4:
            continue
        odd = [language for language, own in said.items() if not own]
        long = [
            language
            for language, own in said.items()
            if any(fact.end - fact.start >= (_LONG_HAN if language == "zh" else _LONG) for _, fact in own)
        ]
        if len(odd) != 1 or len(long) != len(said) - 1 or _set_apart(alignment, row, odd[0]):
            continue
        at: dict[str, Place] = {
            language: (own[0][0], own[0][1].start, own[0][1].end) for language, own in said.items() if own
        }
        yield finding(
            "concord-title-differs", "note", f"A title is quoted in all versions but {odd[0]}.",
            spots(alignment, row, at), odd=odd, most="quoted", advice="Put it in quotation marks, or put it in.",
        )  # fmt: skip


def _set_apart(alignment: Alignment, row: Row, language: str) -> bool:
    """Whether a version quotes something short there, or has something in italics behind its opening."""
    passages = [alignment.passages[language][place] for place in row.places[language]]
    return any(
        not _QUOTES.isdisjoint(passage.text) or any(mark.kind == "italic" and mark.start for mark in passage.marks)
        for passage in passages
    )
