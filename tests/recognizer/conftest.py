"""The notes of fictional States that ship with Verbale, and the authority file that knows them."""

from __future__ import annotations

from importlib.resources import files

import pytest

from verbale.authorities import Authorities, authorities


@pytest.fixture(scope="session")
def specimens() -> dict[str, bytes]:
    """The shipped notes by language."""
    found = (file for file in files("verbale").joinpath("specimens").iterdir() if file.name.startswith("note-"))
    return {file.name.removesuffix(".md")[-2:]: file.read_bytes() for file in found}


@pytest.fixture(scope="session")
def league() -> Authorities:
    """The authority files with the fictional league."""
    return authorities().with_organization(files("verbale").joinpath("specimens/league.toml").read_text("utf-8"))
