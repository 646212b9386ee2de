"""Names of subjects in six languages, by their address in a thesaurus; of most only the term itself is known."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from verbale.languages import LANGUAGES


@cache
def subject_names() -> Mapping[str, Mapping[str, str]]:
    """Return the names of the subjects that have some, by address and language."""
    rows = tomllib.loads((files("verbale.authorities") / "data" / "subjects.toml").read_text("utf-8"))["subject"]
    return {row["address"]: {lang: row[lang] for lang in LANGUAGES} for row in rows}
