"""Footnotes: those that a version lacks or has alone, their markers, and where they are anchored."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.concordance.agreement import finding, most, spots
from verbale.concordance.checks.structure import lacking, numbering, text_rows
from verbale.concordance.model import Alignment, Finding


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield what differs in the footnotes."""
    rows = text_rows(alignment, "note")
    for row in rows:
        if len(row.places) < len(alignment.passages):
            yield lacking(alignment, [row], "footnote", "concord-note-absent", "concord-note-added")
    yield from numbering(
        alignment, rows, "concord-note-marker", "The marker of the footnote differs", "Number the footnotes alike."
    )
    yield from _anchors(alignment)


def note_rows(alignment: Alignment) -> dict[tuple[str, str], int]:
    """Return the row of each note, by the number of the row among all, for its language and id."""
    found: dict[tuple[str, str], int] = {}
    for number, row in enumerate(alignment.rows):
        for language, places in row.places.items():
            for place in places:
                note = alignment.passages[language][place].note
                if note:
                    found.setdefault((language, note), number)
    return found


def _anchors(alignment: Alignment) -> Iterator[Finding]:
    """Notes that all versions have and that stand at another passage in some."""
    of_note = note_rows(alignment)
    where: dict[int, dict[str, int]] = {}
    for number, row in enumerate(alignment.rows):
        for language, places in row.places.items():
            for place in places:
                for mark in alignment.passages[language][place].marks:
                    if mark.kind == "note" and (language, mark.value) in of_note:
                        where.setdefault(of_note[language, mark.value], {}).setdefault(language, number)
    for note, standing in where.items():
        row = alignment.rows[note]
        told = {language: standing.get(language) for language in row.places}
        if len(set(told.values())) == 1:
            continue
        usual, odd = most(told)
        if usual is None and odd:
            continue  # most versions do not anchor it: nothing to be held to
        named = ", ".join(odd)
        text = (
            f"The footnote is anchored elsewhere in {named}."
            if odd
            else "The footnote is anchored at different places."
        )
        if odd and all(told[language] is None for language in odd):
            text = f"The footnote has no anchor in {named}."
        yield finding(
            "concord-note-anchor", "warning", text, spots(alignment, alignment.rows[usual] if usual is not None else row),
            odd=odd, most="the anchor in this passage" if odd else "",
            advice="Put the mark of the footnote where most versions have it.", told=f"{note}",
        )  # fmt: skip
