"""Fixtures of the memory's tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from tests.databases import database, migrated_file, migrated_server, postgresql

__all__ = ["database", "migrated_file", "migrated_server", "postgresql"]


@pytest.fixture
def archive(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty archive, with a folder of its own for what is derived."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return database
