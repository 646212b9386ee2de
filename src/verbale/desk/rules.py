"""The desk's knowledge that is data: clocks and series."""

from __future__ import annotations

import datetime
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from verbale.archive.organization import authorities
from verbale.communications.forms import session_code
from verbale.document import Document
from verbale.problems import BadInput


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("verbale.desk") / "data" / f"{name}.toml").read_text("utf-8"))


def due(state: str, at: datetime.datetime) -> datetime.datetime | None:
    """Return when the next move is due for what came to a state at a moment; None where nothing is."""
    rule = _table("clocks")["state"].get(state)
    return at + datetime.timedelta(hours=rule["hours"]) if rule else None


def session_clock() -> dict[str, int]:
    """Return the weeks before a session by which a document is due, issued, and for how long it is processed."""
    return {name: weeks for name, weeks in _table("clocks")["session"].items() if isinstance(weeks, int)}


def series_of(document: Document, year: int) -> str:
    """Return the pattern of the series in which a communication is numbered, as `register.reserve` takes it.

    Raises BadInput where the document names no body, or no session where the series has one.
    """
    body, session = document.body or "", session_code(document.session)
    pattern: str = _series(body)["pattern"]
    if not body or ("{session}" in pattern and not session):
        raise BadInput(
            f"The document names no {'session' if body else 'body'}, so its series is not known.",
            where="session" if body else "body",
            advice="Correct the reading, or name the series.",
            wording=("refusal.no-session" if body else "refusal.no-body", {}),
        )
    return pattern.replace("{body}", body).replace("{session}", session).replace("{year}", str(year))


def job_series(document: Document, year: int) -> str:
    """Return the series of job numbers for a document ("GE.26")."""
    station = _series(document.body or "")["station"]
    return f"{station}.{year % 100:02}" if station else f"{year % 100:02}"


def _series(body: str) -> dict[str, str]:
    table, known = _table("series"), authorities().bodies.get(body)
    style = known.style if known else "geneva"
    found: dict[str, str] = table["body"].get(body) or table["style"].get(style) or table["style"]["plenary"]
    return found
