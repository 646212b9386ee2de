"""Triggers: the database itself refuses to change or delete what is kept.

On PostgreSQL one function refuses for all tables, TRUNCATE included. On SQLite a row that is *replaced* is deleted
without a word unless ``PRAGMA recursive_triggers`` is on, so the settings turn it on for every connection.

A migration that rebuilds a table on SQLite drops its triggers: end it with `install`. `missing` tells which of
them do not stand.
"""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "The archive is only added to: rows are neither changed nor deleted."

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION archive_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH {each} EXECUTE FUNCTION archive_refuse()
"""
_VERBS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def guarded(apps: Apps) -> list[str]:
    """Return the tables whose rows are never changed: all of the archive but those that are derived."""
    return [m._meta.db_table for m in apps.get_app_config("archive").get_models() if m._meta.model_name != "terms"]


def statements(table: str, vendor: str) -> list[str]:
    """Return the statements that put the guards on a table, where they do not stand."""
    form = _SQLITE if vendor == "sqlite" else _POSTGRESQL
    return [
        form.format(table=table, verb=verb, each="STATEMENT" if verb == "truncate" else "ROW", refusal=REFUSAL)
        for verb in _VERBS[vendor]
    ]


def install(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards on all tables; the operation of a migration."""
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute(_FUNCTION.format(refusal=REFUSAL))
    for table in guarded(apps):
        for statement in statements(table, vendor):
            editor.execute(statement)


def missing(apps: Apps, connection: Any) -> list[str]:
    """Return the names of the guards that should stand and do not."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    wanted = [f"{table}_no_{verb}" for table in guarded(apps) for verb in _VERBS[connection.vendor]]
    return [name for name in wanted if name not in found]
