"""The verb that opens a paragraph of a resolution is emphasised in all versions, or in none."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.concordance.agreement import Place, finding, spots
from verbale.concordance.model import Alignment, Finding, Passage, Row

_LONGEST = 60
"""How many characters an emphasised opening has at most; more is a stretch set apart for another reason."""
_KINDS = ("italic", "bold", "underline")
_USUAL = 3
"""How many paragraphs of a version open so, where it marks its verbs at all."""


_MANY = 3
"""More paragraphs than this are told together."""


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield the paragraphs whose opening is emphasised in all versions but one, or in one alone."""
    openings = {
        language: [_opening(passage) for passage in passages] for language, passages in alignment.passages.items()
    }
    usual = {language for language, found in openings.items() if sum(end > 0 for end in found) >= _USUAL}
    if len(usual) < 3:
        return
    found: dict[str, list[tuple[Row, dict[str, Place]]]] = {}
    for row in alignment.rows:
        ends = {language: openings[language][places[0]] for language, places in row.places.items() if language in usual}
        plain = [language for language, end in ends.items() if not end and not _emphasised(alignment, row, language)]
        if len(plain) == 1 and sum(end > 0 for end in ends.values()) >= max(2, len(ends) - 2):
            at = {language: (row.places[language][0], 0, end) for language, end in ends.items()}
            found.setdefault(plain[0], []).append((row, at))
    for odd, places in found.items():
        many = len(places) > _MANY
        for row, at in places[:1] if many else places:
            more = f" So it is in {len(places)} paragraphs; this is the first." if many else ""
            yield finding(
                "concord-emphasis-differs", "note", f"The opening words are emphasised in all versions but {odd}.{more}",
                spots(alignment, row, at), odd=(odd,), most="emphasised", advice="Emphasise them as the others do.",
            )  # fmt: skip


def _emphasised(alignment: Alignment, row: Row, language: str) -> bool:
    """Whether something is emphasised in the row: in Chinese the verb may stand behind other words."""
    return any(
        mark.kind in _KINDS for place in row.places[language] for mark in alignment.passages[language][place].marks
    )


def _opening(passage: Passage) -> int:
    """Where the emphasis ends with which a passage opens; 0 without one."""
    for mark in passage.marks:
        if mark.kind in _KINDS and not passage.text[: mark.start].strip():
            return mark.end if mark.end - mark.start <= _LONGEST and mark.end < len(passage.text) else 0
    return 0
