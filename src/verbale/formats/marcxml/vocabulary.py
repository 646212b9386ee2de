"""The vocabulary of catalogue records: codes, places, bodies and headings of the library."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

_JOB = re.compile(r"(?:[A-Z]+\.)?\s*(\d{2})-(\d{4,6})")


class Kind(msgspec.Struct, frozen=True):
    """The content code of a kind of document, and its types from the broad to the narrow."""

    code: str
    types: tuple[str, ...]


class Place(msgspec.Struct, frozen=True):
    """Where a document was made: its name, the codes of its country, who catalogues it, the letter of its job numbers."""

    place: str
    country: str
    code: str
    unit: str
    agency: str
    letter: str


@cache
def table() -> dict[str, Any]:
    """Return ``marc.toml``."""
    return tomllib.loads(files("verbale.formats.marcxml").joinpath("marc.toml").read_text("utf-8"))


def kind(name: str) -> Kind | None:
    """Return what the library calls a kind of document, or None where it has no code for it."""
    row = table()["kinds"].get(name)
    return msgspec.convert(row, Kind) if row else None


def place(station: str) -> Place:
    """Return the place that the letters of job numbers stand for; New York where they are not known."""
    rows = table()["places"]
    return msgspec.convert(rows.get(station, rows["N"]), Place)


def job(job_number: str, where: Place, letter: str) -> str:
    """Return a job number as the library keeps it, with the letter of its language: "G3101234 E"; empty where it is none."""
    found = _JOB.match(job_number)
    return f"{where.letter}{found[1]}{found[2]} {letter}" if found else ""


def mission(capacity: str, seat: str) -> str:
    """Return what the office of a sender is called in a heading."""
    rows = table()["missions"]
    name = rows["observer" if "observer" in capacity else "mission"]
    where = next((rows[key] for key in rows if key[:2] == "UN" and seat.startswith(key)), "")
    return f"{name} {where}".rstrip()
