"""Stretches in the letters of another script than the version's: a clause that was left, inside a sentence that was not.

Whole sentences are told by their words (`verbale.concordance.checks.language`); letters tell less than a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from verbale.concordance.agreement import finding, own_words, spots
from verbale.concordance.model import Alignment, Finding
from verbale.languages import LANGUAGES, language

_RUNS = {
    "Arab": re.compile(r"[\u0620-\u064a](?:[\u0620-\u065f\s,،.0-9/-]*[\u0620-\u064a]){19,}"),
    "Cyrl": re.compile(r"[\u0400-\u04ff](?:[\u0400-\u04ff\s,.0-9/-]*[\u0400-\u04ff]){19,}"),
    "Hans": re.compile(r"[\u3400-\u9fff](?:[\u3400-\u9fff，、0-9]*[\u3400-\u9fff]){7,}"),
    "Latn": re.compile(r"(?:(?<=\s)|^)(?:[A-Za-z\u00c0-\u017f’'-]+[\s,]+){5,}[A-Za-z\u00c0-\u017f’'-]+"),
}
"""Stretches long enough to say something: twenty letters, eight characters of Chinese, six words of Latin letters."""

_ANY = {
    "Arab": re.compile(r"[a-z]{2,}[\s,]+[a-z]{2}|[\u0400-\u04ff\u3400-\u9fff]"),
    "Cyrl": re.compile(r"[a-z]{2,}[\s,]+[a-z]{2}|[\u0620-\u064a\u3400-\u9fff]"),
    "Hans": re.compile(r"[a-z]{2,}[\s,]+[a-z]{2}|[\u0400-\u04ff\u0620-\u064a]"),
    "Latn": re.compile(r"[\u0400-\u04ff\u0620-\u064a\u3400-\u9fff]"),
}
"""What there must be in a text of a script for a stretch of another to be looked for."""

_SMALL = re.compile(r"(?<!\w)[a-z\u00df-\u017f]{2,}")
_PRINTED = re.compile(r"\([^()]*\)|（[^（）]*）|“[^“”]*”|”[^“”]*“|«[^«»]*»|《[^《》]*》")
_FEW = 4


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield the passages with a stretch in another script that is not marked so, in brackets or quoted."""
    for row in alignment.rows:
        for spoken, places in row.places.items():
            if spoken not in LANGUAGES:
                continue
            own = language(spoken).script
            for place in places:
                passage = alignment.passages[spoken][place]
                if passage.tongue != spoken or passage.part in ("cover", "note"):
                    continue
                at = _stretch(own_words(passage), own)
                if at and not _elsewhere(alignment, row.places, spoken, passage.text[slice(*at)]):
                    yield finding(
                        "concord-language-differs", "error", f"Words in another script stand in the {spoken} version.",
                        spots(alignment, row, {spoken: (place, *at)}), odd=(spoken,), most=language(spoken).name_en,
                        told=passage.text[slice(*at)], advice="Translate them, or mark them as a quotation.",
                    )  # fmt: skip


def _stretch(text: str, own: str) -> tuple[int, int] | None:
    """Return the first stretch of a text in another script than its own."""
    if text.isascii() or not _ANY[own].search(text):
        return None
    for script, pattern in _RUNS.items():
        if script == own:
            continue
        bare = _PRINTED.sub(lambda found: " " * len(found[0]), text) if script == "Latn" else text
        for found in pattern.finditer(bare):
            if script != "Latn" or len(_SMALL.findall(found[0])) >= _FEW:
                return found.span()
    return None


def _elsewhere(alignment: Alignment, places: Mapping[str, tuple[int, ...]], spoken: str, words: str) -> bool:
    """Say whether another version of another script has the same words: they are printed so."""
    return any(
        words in alignment.passages[other][place].text
        for other, standing in places.items()
        if other != spoken and other in LANGUAGES and language(other).script == language(spoken).script
        for place in standing
    )
