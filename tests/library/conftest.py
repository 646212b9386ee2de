"""Fixtures of the library's tests: ``shelves`` is an archive with documents in every standing, as `made.build` makes it.

Each test has a copy of its own, once on SQLite and once on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.browsing import chromium, site
from tests.databases import migrated_file, migrated_server, postgresql
from tests.desk.conftest import Snapshots, snapshots
from tests.library.made import build

__all__ = ["chromium", "migrated_file", "migrated_server", "postgresql", "site", "snapshots"]


@pytest.fixture(params=["sqlite", "postgresql"])
def shelves(
    request: pytest.FixtureRequest, snapshots: Snapshots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An archive as `build` makes it, and an empty shelf; gives the database's address."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    with snapshots.copy(request.param, "library", build, tmp_path) as at:
        yield at


@pytest.fixture(autouse=True)
def uncounted() -> None:
    """Nobody has asked yet: who asks too often is told so, whatever test asked before."""
    cache.clear()


@pytest.fixture
def database(shelves: str) -> str:
    """What ``site`` serves."""
    return shelves


@pytest.fixture
def reader() -> Client:
    """Somebody who is not known."""
    return Client(SERVER_NAME="localhost")
