"""Fixtures of the imports' tests: an empty archive on both databases, and a folder of made-up documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bulk.made import fill
from tests.databases import database, migrated_file, migrated_server, postgresql

__all__ = ["database", "migrated_file", "migrated_server", "postgresql"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents in six languages, and one in which everything is doubtful or broken."""
    return fill(tmp_path / "given")
