"""Mastheads: symbol, date, distribution, session and agenda items; annexes and the language they are in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from verbale.concordance.agreement import finding, most, spots
from verbale.concordance.model import Alignment, Finding, Row, Spot
from verbale.document import Document


def _session(document: Document) -> str:
    session = document.session
    if session is None:
        return ""
    return f"{session.kind} {session.number or session.year or ''}".strip() if session.number or session.year else ""


_FIELDS: dict[str, Callable[[Document], str]] = {
    "symbol": lambda document: document.symbol or "",
    "issued": lambda document: document.masthead.issued.isoformat() if document.masthead.issued else "",
    "distribution": lambda document: document.masthead.distribution,
    "original": lambda document: ", ".join(sorted(document.masthead.originals)),
    "session": _session,
    "agenda": lambda document: ", ".join(sorted(item.number for item in document.agenda)),
}
_WORDS = {"issued": "date of issue", "original": "original language", "agenda": "agenda item"}


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield the fields of the masthead and the annexes that differ."""
    for field, value in _FIELDS.items():
        said = {language: value(document) for language, document in alignment.documents.items()}
        yield from _differing(alignment, field, said)
    counts = {language: len(document.annexes) for language, document in alignment.documents.items()}
    if len(set(counts.values())) > 1:
        usual, odd = most(counts)
        text = f"The versions have {', '.join(f'{count} ({language})' for language, count in counts.items())} annexes."
        yield finding(
            "concord-annex-absent", "error", text, [Spot(language) for language in counts], odd=odd,
            most="" if usual is None else str(usual), told=str(counts), advice="Add the annex where it is missing.",
        )  # fmt: skip
        return
    for number in range(max(counts.values(), default=0)):
        originals = {language: document.annexes[number].original for language, document in alignment.documents.items()}
        if len(set(originals.values())) > 1:
            usual_one, odd = most(originals)
            shown = [Spot(one, document.annexes[number].id, document.annexes[number].label)
                     for one, document in alignment.documents.items()]  # fmt: skip
            yield finding(
                "concord-annex-language", "warning", f"The language of annex {number + 1} is not stated alike.", shown,
                odd=odd, most=usual_one or "", told=str(originals), advice="State the language in which it was received.",
            )  # fmt: skip


def _differing(alignment: Alignment, field: str, said: dict[str, str]) -> Iterator[Finding]:
    stated = {language: value for language, value in said.items() if value}
    if len(stated) < 2 or len(set(stated.values())) == 1:  # what one version alone states, or none, is no difference
        return
    usual, odd = most(stated)
    told = "; ".join(f"{language} {stated[language]}" for language in (odd or stated))
    shown = [
        spot if spot.id else Spot(spot.language, field if said[spot.language] else "", said[spot.language])
        for spot in spots(alignment, _row(alignment, field))
    ]
    name = _WORDS.get(field, field)
    text = f"The {name} differs: {told}{f'; most have {usual}' if usual else ''}."
    yield finding(
        "concord-masthead-differs", "error" if field == "symbol" else "warning", text, shown, odd=odd, most=usual or "",
        told=told, advice=f"State the same {name} in all versions.",
    )  # fmt: skip


def _row(alignment: Alignment, field: str) -> Row | None:
    for row in alignment.rows:
        language, places = next(iter(row.places.items()))
        if alignment.passages[language][places[0]].id == field:
            return row
    return None
