"""Triggers: the database itself refuses to change or delete what is kept.

On PostgreSQL one function refuses for all tables, TRUNCATE included. On SQLite a row that is *replaced* is deleted
without a word unless ``PRAGMA recursive_triggers`` is on, so the settings turn it on for every connection.

Every table of an application that keeps `Issued` rows is guarded, unless its model says ``guarded = False``. A migration
that makes a table, or rebuilds one on SQLite, which drops its triggers, ends with `install` for its application::

    operations = [..., migrations.RunPython(partial(guards.install, label="desk"), migrations.RunPython.noop)]

`missing` tells which guards do not stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from verbale.archive.log import issued_models

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


def labels() -> list[str]:
    """Return the labels of the applications that keep `Issued` rows."""
    return sorted({model._meta.app_label for model in issued_models()})


def guarded(label: str, apps: Apps = installed) -> list[str]:
    """Return the tables of an application whose rows are never changed; ``apps`` are those of a migration.

    A model of a migration has lost what its class says, so the class itself is asked; one that is gone is not guarded.
    """
    return [
        model._meta.db_table
        for model in apps.get_app_config(label).get_models()
        if model._meta.managed and not model._meta.proxy and _is_guarded(installed.all_models[label], model)
    ]


def _is_guarded(classes: dict[str, type[models.Model]], model: type[models.Model]) -> bool:
    own = classes.get(model._meta.model_name or "")
    return own is not None and getattr(own, "guarded", True)


def statements(table: str, vendor: str) -> list[str]:
    """Return the statements that put the guards on a table, where they do not stand."""
    form = _SQLITE if vendor == "sqlite" else _POSTGRESQL
    return [
        form.format(table=table, verb=verb, each="STATEMENT" if verb == "truncate" else "ROW", refusal=REFUSAL)
        for verb in _VERBS[vendor]
    ]


def install(apps: Apps, editor: BaseDatabaseSchemaEditor, label: str = "archive") -> None:
    """Put the guards on all tables of an application, where they do not stand; the operation of a migration."""
    vendor = editor.connection.vendor
    for statement in (*_before(vendor), *(s for table in guarded(label, apps) for s in statements(table, vendor))):
        editor.execute(statement)


def put_back(connection: Any) -> int:
    """Put back the guards that do not stand, and return how many there were."""
    lost, vendor = len(missing(connection)), connection.vendor
    tables = [table for label in labels() for table in guarded(label)]
    with connection.cursor() as cursor:
        for statement in (
            (*_before(vendor), *(s for table in tables for s in statements(table, vendor))) if lost else ()
        ):
            cursor.execute(statement)
    return lost


def _before(vendor: str) -> list[str]:
    return [_FUNCTION.format(refusal=REFUSAL)] if vendor == "postgresql" else []


def missing(connection: Any, of: Iterable[str] | None = None) -> list[str]:
    """Return the names of the guards that should stand and do not, of all applications or of those labelled so."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    tables = [table for label in (labels() if of is None else of) for table in guarded(label)]
    wanted = [f"{table}_no_{verb}" for table in tables for verb in _VERBS[connection.vendor]]
    return [name for name in wanted if name not in found]
