"""The room's knowledge, kept as TOML beside the code and read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the TOML table ``data/<name>.toml`` of this room; treat it as read-only."""
    file = resources.files("verbale.languages") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
