"""One character changed in any column of any table of any application: the models say which there are, not this file."""

from __future__ import annotations

import random
from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

from tests.archive.made import fill, one_of_each
from tests.archive.test_verify import FULL, others, raw
from verbale.archive import guards, log
from verbale.archive.models import Entry, Terms
from verbale.archive.verify import verify

Place = tuple[str, str, str, object]


def columns() -> Iterator[Place]:
    """Every column, with the key of a row of its table: that in which it holds most."""
    for model in (*log.issued_models(), Entry, Terms):
        table, key = model._meta.db_table, model._meta.pk.column
        keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        assert keys, f"no row of {table} to try"
        for field in model._meta.concrete_fields:
            yield table, field.column, key, max(keys, key=lambda pk: len(raw(table, field.column, key, pk) or ""))


def changed(place: Place, new: str) -> set[str]:
    """The codes that verifying tells after a change with the guard away; it is undone. Empty: the database refused it."""
    table, column, key, pk = place
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    found: set[str] = set()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if table in guards.guarded(table.partition("_")[0]):
                cursor.execute(f"DROP TRIGGER {table}_no_update{on}")
            cursor.execute("PRAGMA defer_foreign_keys = ON" if not on else "SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE "{key}" = %s', [new, pk])
            found = {p.code for p in verify().problems if p.severity == "error"} - {"verify-guard"} or {"unseen"}
            transaction.set_rollback(True)
    except DatabaseError:
        return set()
    return found


def test_a_changed_character_of_any_column_of_any_table_is_found(database: str) -> None:
    fill()
    one_of_each()
    assert verify().problems == ()
    dice = random.Random(17)  # noqa: S311  # places to try, no secrets
    places = list(columns())
    if not FULL and connection.vendor != "sqlite":
        places = dice.sample(places, 40)
    tried = set()
    for place in places:
        table, column, key, pk = place
        old = raw(table, column, key, pk) or ""
        every = range(len(old))
        for at in every if FULL else dice.sample(every, min(1, len(old))):
            for other in others(old[at]) if FULL else [next(others(old[at]))]:
                new = old[:at] + other + old[at + 1 :]
                found = changed(place, new)
                assert found != {"unseen"}, f"{table}.{column}: {old!r} became {new!r} unseen"
                if found:
                    tried.add(table)
    assert len(tried) > 15
    assert verify().problems == ()
    if connection.vendor == "sqlite":
        assert tried == {model._meta.db_table for model in (*log.issued_models(), Entry, Terms)}
