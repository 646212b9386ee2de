"""``library`` is a client of a real server over an archive with documents in every standing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.browsing import site
from tests.databases import migrated_file, migrated_server, postgresql
from tests.desk.conftest import snapshots
from tests.library.conftest import database, shelves
from verbale.client import Library

__all__ = ["database", "migrated_file", "migrated_server", "postgresql", "shelves", "site", "snapshots"]


@pytest.fixture
def library(site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A client of the library, of which nothing was asked yet."""
    monkeypatch.setattr(settings, "ADDRESS", site)
    cache.clear()
    yield Library(site, patience=10)
    cache.clear()
