"""The report as JSON, a line a document, and as CSV, a line a finding."""

from __future__ import annotations

import csv as tables
import io
from collections.abc import Iterable

import msgspec

from verbale.concordance.model import Spot
from verbale.concordance.report.comparing import Compared
from verbale.languages import LANGUAGES

_AROUND = 60
COLUMNS = ("symbol", "code", "severity", "odd", "most", "text", "key", "accepted", *LANGUAGES)
"""The columns of the CSV; those of the languages have the words of each, as far as they matter."""


def json(found: Iterable[Compared]) -> bytes:
    """Return the report as JSON lines."""
    return b"".join(msgspec.json.encode(one) + b"\n" for one in found)


def csv(found: Iterable[Compared]) -> bytes:
    """Return the report as CSV in UTF-8 with a byte order mark, so that a spreadsheet knows its letters."""
    text = io.StringIO()
    lines = tables.writer(text, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for one in found:
        told = [(finding, "") for finding in one.findings] + [(it.finding, it.reason) for it in one.accepted]
        for finding, reason in told:
            words = {spot.language: excerpt(spot) for spot in finding.spots}
            lines.writerow(
                _plain(value)
                for value in (
                    one.symbol, finding.code, finding.severity, " ".join(finding.odd), finding.most, finding.text,
                    finding.key, reason, *(words.get(language, "") for language in LANGUAGES),
                )
            )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def excerpt(spot: Spot) -> str:
    """Return the words of a spot with some before and after; the whole beginning where no words are meant."""
    before, meant, after = cut(spot)
    return f"{before}{meant}{after}"


def cut(spot: Spot) -> tuple[str, str, str]:
    """Return the words before a spot, its own, and those after, shortened at either end."""
    if not spot.end:
        text = spot.text
        return (text if len(text) <= 2 * _AROUND else f"{text[: 2 * _AROUND - 1]}…"), "", ""
    before, after = spot.text[: spot.start], spot.text[spot.end :]
    before = before if len(before) <= _AROUND else f"…{before[1 - _AROUND :]}"
    after = after if len(after) <= _AROUND else f"{after[: _AROUND - 1]}…"
    return before, spot.text[spot.start : spot.end], after


def _plain(value: str) -> str:
    """Return a value that a spreadsheet takes for text, not for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
