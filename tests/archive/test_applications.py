"""What the archive does for the rows of its own tables it does for those of every application with Issued models."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings

from tests.archive.made import AT, BY, fill
from verbale.archive import guards, log
from verbale.archive.verify import verify


@pytest.fixture
def shelf(database: str) -> Iterator[None]:
    """The database with the tables of an application more, and a row in each of them."""
    with override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, "tests.archive.shelf"]):
        call_command("migrate", "shelf", verbosity=0)
        store("SPECIMEN 1")
        yield


def model(name: str) -> type:
    return apps.get_model("shelf", name)


@log.turn()
def store(label: str) -> None:
    number = log.begin()
    box = model("Box").objects.create(entry_id=number, label=label, opened=AT.date())
    model("Paper").objects.create(entry_id=number, box=box, sheets=3)
    log.write(number, "store", label, {}, by=BY, at=AT)
    model("Lamp").objects.create(lit=1)
    model("Plate").objects.create(text=label)


def test_rows_of_every_application_are_in_the_entry_and_are_verified(shelf: None) -> None:
    fill()
    store("SPECIMEN 2")
    assert '"shelf_box"' in log.head().rows
    found = verify()
    assert found.problems == ()
    assert found.rows == sum(m.objects.count() for m in log.issued_models())
    tables = [m._meta.db_table for m in log.issued_models()]
    assert tables == sorted(tables)
    assert {"shelf_box", "shelf_paper", "archive_work"} <= set(tables)
    assert "shelf_lamp" not in tables


@pytest.mark.parametrize("change", ["label = 'SPECIMEN 9'", "opened = NULL"])
def test_a_change_in_another_application_is_found(shelf: None, change: str) -> None:
    on = "" if connection.vendor == "sqlite" else " ON shelf_box"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER shelf_box_no_update{on}")
        cursor.execute(f"UPDATE shelf_box SET {change}")
        with connection.schema_editor() as editor:
            guards.install(apps, editor, label="shelf")
    fault = verify().fault
    assert fault is not None
    assert (fault.code, fault.text) == ("verify-rows", "Rows of shelf_box are not as they were added.")


def test_the_guards_of_another_application_stand(shelf: None) -> None:
    assert guards.labels() == sorted({m._meta.app_label for m in log.issued_models()})
    assert sorted(guards.guarded("shelf")) == ["shelf_box", "shelf_paper", "shelf_plate"]
    for table in guards.guarded("shelf"):
        for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
                connection.cursor().execute(sql)
    model("Lamp").objects.update(lit=2)
    on = "" if connection.vendor == "sqlite" else " ON shelf_plate"
    connection.cursor().execute(f"DROP TRIGGER shelf_plate_no_delete{on}")
    assert guards.missing(connection) == ["shelf_plate_no_delete"]
    assert guards.missing(connection, ["archive"]) == []
    fault = verify().fault
    assert fault is not None
    assert (fault.code, fault.where) == ("verify-guard", "shelf_plate_no_delete")


def test_rows_of_an_application_that_is_gone_are_missed(shelf: None) -> None:
    with override_settings(INSTALLED_APPS=[name for name in settings.INSTALLED_APPS if "shelf" not in name]):
        fault = verify().fault
        assert fault is not None
        assert fault.code == "verify-rows"
        assert "shelf_box" in fault.text


def test_writing_an_entry_costs_few_queries_however_many_tables_there_are(shelf: None) -> None:
    with transaction.atomic():
        number = log.begin()
        box = model("Box").objects.create(entry_id=number, label="SPECIMEN", opened=None)
        with CaptureQueriesContext(connection) as seen:
            assert set(log.digests(number)) == {"shelf_box"}
        assert box.pk
        assert len([q for q in seen.captured_queries if "SELECT" in q["sql"]]) == 2
        transaction.set_rollback(True)
