"""Concords a document: its language versions laid side by side, every check run, one cause told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from verbale.authorities import Authorities, Glossary
from verbale.concordance.aligning import align
from verbale.concordance.checks import CHECKS
from verbale.concordance.model import Accepted, Concordance, Finding
from verbale.document import Document
from verbale.problems import BadInput

_FIGURES = ("concord-citation-differs", "concord-date-differs", "concord-figure-differs")
_ORDER = {"error": 0, "warning": 1, "note": 2}


def concord(
    versions: Sequence[Document],
    known: Authorities | None = None,
    glossary: Glossary | None = None,
    accepted: Mapping[str, str] | None = None,
    *,
    same_ids: bool | None = None,
) -> Concordance:
    """Return how far the language versions of a document say the same.

    ``accepted`` are keys of findings that are meant, with the reason; they stand apart. ``same_ids`` says whether blocks that
    say the same bear the same id (see :func:`align`). Raises BadInput where two versions
    are of one language, or there is none.
    """
    _distinct(versions)
    alignment = align(versions, known, glossary, same_ids=same_ids)
    found = _once([one for check in CHECKS for one in check(alignment)]) if len(versions) > 1 else []
    reasons = accepted or {}
    return Concordance(
        next((version.symbol for version in versions if version.symbol), "") or "",
        tuple(alignment.passages),
        alignment,
        tuple(one for one in found if one.key not in reasons),
        tuple(Accepted(one, reasons[one.key]) for one in found if one.key in reasons),
    )


def _distinct(versions: Sequence[Document]) -> None:
    languages = [version.masthead.language for version in versions]
    if not languages:
        raise BadInput("There is nothing to concord.", advice="Give the language versions of one document.")
    for language in languages:
        if languages.count(language) > 1 or not language:
            name = f"in {language!r}" if language else "whose language is not known"
            text = f"There are {languages.count(language)} versions {name}."
            raise BadInput(text, advice="Give one version of each language.")


def _once(found: Sequence[Finding]) -> list[Finding]:
    """Return the findings in the order of their weight, each cause once.

    What is said of a passage whose words were to be kept as received is said once. Equal findings get keys of their own.
    """
    changed = {_where(one) for one in found if one.code == "concord-received-changed"}
    told = {(_where(one), language) for one in found if one.code in _FIGURES for language in one.odd}
    foreign: set[tuple[tuple[str, ...], str]] = set()
    kept: dict[str, Finding] = {}
    for one in found:
        if _where(one) in changed and one.code != "concord-received-changed":
            continue
        if one.code == "concord-digits-differ" and (_where(one), one.odd[0]) in told:
            continue
        if one.code == "concord-language-differs":
            if (_where(one), one.odd[0]) in foreign:
                continue
            foreign.add((_where(one), one.odd[0]))
        key, times = one.key, 1
        while one.key in kept:
            times += 1
            one = msgspec.structs.replace(one, key=f"{key}-{times}")  # noqa: PLW2901 - the same finding, known apart
        kept[one.key] = one
    return sorted(kept.values(), key=lambda one: _ORDER[one.severity])


def _where(finding: Finding) -> tuple[str, ...]:
    return tuple(spot.id for spot in finding.spots)
