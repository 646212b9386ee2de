"""The database itself refuses to change or delete what is kept, whoever asks."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.archive.made import fill
from verbale.archive import guards
from verbale.archive.models import Terms
from verbale.archive.verify import verify


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return guards.REFUSAL in str(error)
    return False


def test_no_row_can_be_changed_or_deleted(database: str) -> None:
    fill()
    before = _rows()
    for table in guards.guarded("archive"):
        assert before[table], f"no row of {table} to try"
        model = next(m for m in apps.get_app_config("archive").get_models() if m._meta.db_table == table)
        for field in model._meta.concrete_fields:
            same = f'"{field.column}" = "{field.column}"'
            assert refused(f"UPDATE {table} SET {same}"), same
        assert refused(f"DELETE FROM {table}")
    assert _rows() == before


def test_no_row_can_be_replaced_or_truncated(database: str) -> None:
    fill()
    before = _rows()
    for table in guards.guarded("archive"):
        if connection.vendor == "sqlite":
            assert refused(f"REPLACE INTO {table} SELECT * FROM {table}")
        else:
            assert refused(f"TRUNCATE {table} CASCADE")
    assert _rows() == before


def test_changing_by_the_models_is_refused_too(database: str) -> None:
    fill()
    for model in apps.get_app_config("archive").get_models():
        if model is Terms:
            continue
        row = model._default_manager.order_by("pk").first()
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_update=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            model._default_manager.filter(pk=row.pk)._raw_delete("default")


def test_a_guard_that_is_gone_is_found(database: str) -> None:
    fill()
    on = "" if connection.vendor == "sqlite" else " ON archive_rendition"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER archive_rendition_no_update{on}")
    fault = verify().fault
    assert fault is not None
    assert (fault.code, fault.where) == ("verify-guard", "archive_rendition_no_update")


def _rows() -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in guards.guarded("archive"):
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found[table] = cursor.fetchall()
    return found
