"""Words that stay as they were received: an annex in the language of submission is the same in every version."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.concordance.agreement import finding, most, spots
from verbale.concordance.model import Alignment, Finding


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield passages of annexes that several versions have in one language, and not in the same words."""
    for row in alignment.rows:
        tongues: dict[str, dict[str, str]] = {}
        for language, places in row.places.items():
            passages = [alignment.passages[language][place] for place in places]
            if passages[0].annex:
                words = " ".join(" ".join(passage.text.split()) for passage in passages)
                tongues.setdefault(passages[0].tongue, {})[language] = words
        for tongue, said in tongues.items():
            if len(said) > 1 and len(set(said.values())) > 1:
                usual, odd = most(said)
                named = ", ".join(odd) or ", ".join(said)
                yield finding(
                    "concord-received-changed", "error", f"Words received in {tongue} are not the same: look at {named}.",
                    spots(alignment, row), odd=odd, most=usual or "", told="\n".join(said.values()),
                    advice="Restore the words as they were received.",
                )  # fmt: skip
