"""Rows of the desk changed behind its back: `verbale verify` finds every change that is made here."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from tests.desk.conftest import Snapshots
from tests.desk.world import AT, bring, follow, later, make, populate, submit, who
from verbale.archive import guards
from verbale.archive.models import Issued
from verbale.archive.verify import verify
from verbale.desk import links, lists, outbox, readings

PLACES = 30


def full() -> None:
    """Make rows in every table but those of letters, answers and requests of programs."""
    populate()
    case = bring(submit(), "submitted")
    readings.correct(case.reference, {"title": "SPECIMEN"}, actor=who("editor"), at=later(2))
    for hour, name in enumerate(
        ("return", "answer", "accept", "register", "translate", "deliver", "approve", "release")
    ):
        make(name, case, at=later(3 + hour))
    follow(case, "Corr", ["fr"])
    links.use(links.make(case, AT), later(1))
    lists.put_on("LII/LC", "reader@league.example", "fr", actor=who("librarian"), at=AT)
    outbox.send(later(20))


@pytest.fixture(params=["sqlite", "postgresql"])
def rows(request: pytest.FixtureRequest, snapshots: Snapshots, tmp_path: Path) -> Iterator[str]:
    with snapshots.copy(request.param, "full", full, tmp_path) as at:
        yield at


def issued() -> list[type[models.Model]]:
    """The tables of the desk that are only added to, and hold something."""
    found = [model for model in apps.get_app_config("desk").get_models() if issubclass(model, Issued)]
    return [model for model in found if model.objects.exists()]


def places() -> list[tuple[type[models.Model], object, models.Field]]:
    """Every column of one row of each table, drawn the same each time; references to other rows apart."""
    dice = random.Random(7)  # noqa: S311
    every = []
    for model in issued():
        key = dice.choice(list(model.objects.order_by("pk").values_list("pk", flat=True)))
        every += [(model, key, field) for field in model._meta.concrete_fields if not field.primary_key]
    return dice.sample(every, min(PLACES, len(every)))


def changed(value: object) -> object:
    if isinstance(value, str):
        return f"{value[:-1]}{chr(ord(value[-1]) ^ 1)}" if value else "x"
    return (value or 0) + 1


def test_every_change_of_a_row_is_found(rows: str) -> None:
    assert len(issued()) >= 10
    assert verify().problems == ()
    found, refused = 0, 0
    for model, key, field in places():
        table, column = model._meta.db_table, field.column
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{column}" FROM {table} WHERE id = %s', [key])
            (value,) = cursor.fetchone()
            with transaction.atomic():
                try:
                    with transaction.atomic():
                        behind(table, column, changed(value), key)
                except (DatabaseError, TypeError):
                    refused += 1  # the database's own rules do not let it
                    continue
                codes = {problem.code for problem in verify().problems if problem.severity == "error"}
                assert codes, (table, column)
                found += 1
                transaction.set_rollback(True)
    assert found > 3 * refused
    assert verify().problems == ()


def behind(table: str, column: str, value: object, key: object) -> None:
    """Change a row with the guard of its table away meanwhile."""
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_update{on}")
        cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [value, key])
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in guards.statements(table, connection.vendor):
            cursor.execute(statement)
    assert not guards.missing(connection)


def test_a_row_that_is_gone_is_found(rows: str) -> None:
    for model in issued():
        key = model.objects.order_by("-pk").values_list("pk", flat=True)[0]
        table = model._meta.db_table
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TRIGGER {table}_no_delete{on}")
                if connection.vendor == "sqlite":
                    cursor.execute("PRAGMA defer_foreign_keys = ON")
                try:
                    with transaction.atomic():
                        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [key])
                except DatabaseError:
                    transaction.set_rollback(True)
                    continue
                for statement in guards.statements(table, connection.vendor):
                    cursor.execute(statement)
            assert {p.code for p in verify().problems if p.severity == "error"}, table
            transaction.set_rollback(True)
