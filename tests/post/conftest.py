"""Fixtures of the tests of what goes out."""

from tests.databases import database, migrated_file, migrated_server, postgresql

__all__ = ["database", "migrated_file", "migrated_server", "postgresql"]
