"""Fixtures of the archive's tests."""

from tests.databases import database, migrated_file, migrated_server, postgresql

__all__ = ["database", "migrated_file", "migrated_server", "postgresql"]
