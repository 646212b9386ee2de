"""Authority files as TOML: the ones shipped here, by kind, and what another organization brings."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

from verbale.problems import BadInput

Kind = Literal["organization", "body", "state", "office", "seat", "capacity", "session", "agenda"]
Row = dict[str, Any]
Source = Callable[[Kind], list[Row]]
"""Gives the rows of one kind; the shipped files are read only when their kind is asked for."""

_STEMS: dict[Kind, str] = {
    "organization": "organizations",
    "body": "bodies",
    "state": "states",
    "office": "offices",
    "seat": "seats",
    "capacity": "capacities",
    "session": "sessions",
    "agenda": "agendas",
}

_KEYS: dict[Kind, tuple[str, ...]] = {"body": ("id",), "session": ("body", "code"), "agenda": ("body", "item")}
KINDS: tuple[Kind, ...] = tuple(_STEMS)


def keys_of(kind: Kind) -> tuple[str, ...]:
    """Gives the fields whose values, set apart by spaces, are the code of a row of this kind: "A/HRC 43"."""
    return _KEYS.get(kind, ("code",))


def code_of(kind: Kind, row: Mapping[str, Any]) -> str:
    """Gives the code of a row of this kind."""
    return " ".join(str(row.get(key, "")) for key in keys_of(kind))


@cache
def shipped(kind: Kind) -> list[Row]:
    """Gives the United Nations' rows of one kind: of ``data/<kind>*.toml`` and of ``data/<kind>/*.toml``."""
    return [row for text in _texts(_STEMS[kind]) for row in tomllib.loads(text).get(kind, [])]


def _texts(stem: str) -> Iterator[str]:
    data = resources.files("verbale.authorities") / "data"
    folder = data / stem
    files = [f for f in data.iterdir() if f.name.startswith(stem)] + (list(folder.iterdir()) if folder.is_dir() else [])
    for file in sorted(files, key=lambda f: f.name):
        if file.name.endswith(".toml"):
            # Documents print the curly apostrophe; files may hold the straight one, which here never quotes a string.
            yield file.read_text(encoding="utf-8").replace("'", "’")


def from_toml(text: str) -> Source:
    """Reads the authority file of an organization; raises BadInput with the line where TOML breaks."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The authority file is not TOML: {error}.", advice="Mend that line.") from error
    unknown = sorted(tables.keys() - _STEMS.keys())
    if unknown:
        raise BadInput(
            f"The authority file has tables of unknown kinds: {', '.join(unknown)}.",
            advice=f"The kinds are {', '.join(_STEMS)}.",
        )
    for kind, rows in tables.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadInput(f"{kind!r} of the authority file is not a list of tables.", advice=f"Write [[{kind}]].")
    return lambda kind: tables.get(kind, [])
