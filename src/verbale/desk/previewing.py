"""How a communication will look as an issued document, before it is one: never kept, never with a number or a date."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from verbale import press
from verbale.archive.organization import authorities
from verbale.desk import rules
from verbale.document import CoverLine, Document
from verbale.document.cover import compose
from verbale.pages.wording import say
from verbale.problems import BadInput


def preview(document: Document, language: str, on: datetime.date) -> Document:
    """Return a language version as it would be issued; where its number goes, "…" stands, and a line says what this is.

    ``on`` is the day as of which names and titles hold. Raises MissingWording and NotKnown as issuing does.
    """
    series = _series(document, on.year)
    if series:
        symbol = series.replace("{n}", "1")
        (version,) = press.issue(
            document, on=on, symbol=symbol, languages=(language,), formats=(), authorities=authorities()
        ).versions
    else:
        version, _ = press.in_language(document, language, authorities())
        version = msgspec.structs.replace(version, cover=compose(version, authorities()))
    lines = [_unnumbered(line, series) for line in version.cover if line.field != "issued"]
    mark = CoverLine("advance", say("mission.not-issued", language))
    head = msgspec.structs.replace(version.masthead, issued=None)
    return msgspec.structs.replace(version, symbol=None, masthead=head, cover=(mark, *lines))


def _unnumbered(line: CoverLine, series: str) -> CoverLine:
    given: dict[str, Any] = {"text": series.replace("{n}", "…")} if line.field == "symbol" else {}
    return msgspec.structs.replace(line, **given)


def _series(document: Document, year: int) -> str:
    """Return the pattern of the series in which it would be numbered; empty where body or session are not known."""
    try:
        return rules.series_of(document, year)
    except BadInput:
        return ""
