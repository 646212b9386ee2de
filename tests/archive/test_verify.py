"""Verifying: every change behind the archive's back is found, what a kill leaves is no fault, and mending finishes it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ocfl
import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction

from tests.archive.made import AT, BY, fill, later, plain
from verbale.archive import guards, log, register
from verbale.archive import ocfl as room
from verbale.archive.canonical import canonical, sha256
from verbale.archive.deposit import deposit
from verbale.archive.errors import Conflict
from verbale.archive.models import Entry, Expression, Rendition, Work
from verbale.archive.verify import mend, verify

WHO = {"by": BY, "at": AT}
FULL = os.environ.get("VERBALE_TEST_THOROUGH") == "yes"


def codes() -> set[str]:
    return {problem.code for problem in verify().problems if problem.severity == "error"}


def test_a_sound_archive_has_no_problem(database: str) -> None:
    assert verify().problems == ()
    fill()
    seen: list[str] = []
    found = verify(each=seen.append)
    assert found.problems == ()
    assert found.fault is None
    assert (found.entries, found.objects) == (12, 3)
    assert found.rows == sum(m.objects.count() for m in log.issued_models())
    assert seen == ["guards", "log", "rows", "files", "places", "terms"]
    assert ocfl.StorageRoot(root=str(settings.ARCHIVE / "ocfl")).validate()


# --- rows ---------------------------------------------------------------------------------------------------------


def _behind(table: str, verb: str, sql: str, *values: object) -> bool:
    """Do to a table what no verb does, with its guard away meanwhile; whether its constraints let it."""
    vendor = connection.vendor
    off = "PRAGMA defer_foreign_keys = ON" if vendor == "sqlite" else "SET CONSTRAINTS ALL DEFERRED"
    on = "" if vendor == "sqlite" else f" ON {table}"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
            cursor.execute(off)
            cursor.execute(sql, values)
            if vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no trigger is made while any waits
            for statement in guards.statements(table, vendor) if table in _guarded() else ():
                cursor.execute(statement)
    except DatabaseError:
        return False
    return True


def _guarded() -> list[str]:
    return [table for label in guards.labels() for table in guards.guarded(label)]


def _sample(places: list[tuple[str, str, object, int]], most: int) -> list[tuple[str, str, object, int]]:
    dice = random.Random(7)  # noqa: S311  # places to try, no secrets
    return places if FULL else dice.sample(places, min(most, len(places)))


@pytest.mark.parametrize("table", ["archive_entry", "archive_rendition", None])
def test_every_changed_character_of_a_row_is_found(database: str, table: str | None) -> None:
    """Each column of each row at each place (or many of them), one character made another."""
    fill()
    places = []
    for model in apps.get_app_config("archive").get_models():
        name, key = model._meta.db_table, model._meta.pk.column
        if table is not None and name != table:
            continue
        for row in model.objects.order_by("pk"):
            for field in model._meta.concrete_fields:
                value = raw(name, field.column, key, row.pk)
                places += [(name, field.column, row.pk, at) for at in range(len(value or ""))]
    tried = 0
    for name, column, pk, at in _sample(places, 24):
        key = next(m for m in apps.get_app_config("archive").get_models() if m._meta.db_table == name)._meta.pk.column
        old = raw(name, column, key, pk)
        for new in {old[:at] + other + old[at + 1 :] for other in others(old[at])}:
            where = pk if column != key else new
            change = f'UPDATE {name} SET "{column}" = %s WHERE "{key}" = %s'
            if _behind(name, "update", change, new, pk):
                tried += 1
                assert codes(), f"{name} {pk} {column} at {at}: {old!r} became {new!r} unseen"
                assert _behind(name, "update", change, old, where)
    assert tried > 20
    assert verify().problems == ()


def others(character: str) -> Iterator[str]:
    yield chr(ord(character) ^ 1)
    yield "T" if character == " " else " "


def raw(table: str, column: str, key: str, pk: object) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT CAST("{column}" AS text) FROM {table} WHERE "{key}" = %s', [pk])
        return cursor.fetchone()[0]


LOST = {
    "the last entry": "DELETE FROM archive_entry WHERE number = 12",
    "an entry in the middle": "DELETE FROM archive_entry WHERE number = 4",
    "a rendition": "DELETE FROM archive_rendition WHERE id = 3",
    "a gap": "DELETE FROM archive_gap",
    "a state": "DELETE FROM archive_standing WHERE state = 'void'",
    "search terms": "DELETE FROM archive_terms WHERE expression_id = 1",
    "a stored version": "DELETE FROM archive_stored WHERE id = 2",
}


@pytest.mark.parametrize("what", LOST)
def test_a_row_that_is_gone_is_found(database: str, what: str) -> None:
    fill()
    table = LOST[what].split()[2]
    if _behind(table, "delete", LOST[what]):
        assert codes()
    else:
        assert "entry" in what, "only an entry that rows belong to is held by them"
        assert codes() == set()


def test_a_row_from_elsewhere_is_found(database: str) -> None:
    """Adding is what tables allow; rows that no verb added fit no entry."""
    fill()
    one = Rendition.objects.order_by("pk")[0]
    Rendition.objects.create(
        entry_id=one.entry_id, expression=one.expression, format="docx", name="x.docx", media_type="x",
        sha256=one.sha256, size=one.size, path=one.path,
    )  # fmt: skip
    fault = verify().fault
    assert fault is not None
    assert fault.code == "verify-rows"
    assert "archive_rendition" in fault.text
    assert fault.where == f"entry {one.entry_id}, deposit A/HRC/43/G/1"


FILES_ALONE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


# --- files --------------------------------------------------------------------------------------------------------


def _files() -> list[Path]:
    return sorted(p for p in (settings.ARCHIVE / "ocfl").rglob("*") if p.is_file())


@FILES_ALONE
def test_every_changed_byte_of_a_file_is_found(database: str) -> None:
    fill()
    dice = random.Random(11)  # noqa: S311  # places to try, no secrets
    for path in _files():
        good = path.read_bytes()
        every = range(len(good))
        for at in every if FULL else {0, len(good) - 1, *dice.sample(every, min(3, len(good)))}:
            path.write_bytes(good[:at] + bytes([good[at] ^ (1 << dice.randrange(8))]) + good[at + 1 :])
            assert codes(), f"{path.name} at {at}"
        for bad in (b"", good[:-1], good + b"\n"):
            path.write_bytes(bad)
            assert codes(), f"{path.name}: {len(bad)} bytes"
        path.write_bytes(good)
    assert verify().problems == ()


@FILES_ALONE
def test_every_lost_file_is_found(database: str) -> None:
    fill()
    for path in _files():
        good = path.read_bytes()
        path.unlink()
        assert codes(), path
        path.write_bytes(good)
    assert verify().problems == ()


@FILES_ALONE
def test_a_file_from_elsewhere_is_found(database: str) -> None:
    fill()
    folders = [settings.ARCHIVE / "ocfl", *(p for p in (settings.ARCHIVE / "ocfl").rglob("*") if p.is_dir())]
    for folder in folders:
        (folder / "stray").write_bytes(b"")
        assert codes(), folder
        (folder / "stray").unlink()


@FILES_ALONE
def test_nothing_is_added_to_an_object_that_was_changed(database: str) -> None:
    deposit(plain("A/HRC/43/G/1"), **WHO)
    inventory = next(p for p in _files() if p.name == "inventory.json" and p.parent.name.startswith("verbale"))
    inventory.write_bytes(inventory.read_bytes().replace(b"en/", b"fr/"))
    with pytest.raises(Conflict, match="not as it was written"):
        deposit(plain("A/HRC/43/G/1", "fr"), **WHO)
    assert Expression.objects.count() == 1


@FILES_ALONE
def test_a_lost_object_and_a_lost_archive_are_found(database: str) -> None:
    fill()
    folder = next(p.parent for p in _files() if p.name == "inventory.json" and p.parent.name.startswith("verbale"))
    shutil.move(folder, settings.ARCHIVE.parent / "away")
    assert {"verify-object", "verify-place"} <= codes()
    shutil.rmtree(settings.ARCHIVE)
    assert {"verify-object", "verify-place"} <= codes()


@FILES_ALONE
def test_a_consistent_forgery_of_an_object_is_found(database: str) -> None:
    """Content, inventories and digests rewritten so that OCFL itself is content: the log is not."""
    fill()
    path = next(p for p in _files() if p.parent.name == "content")
    folder, old, bad = path.parents[2], path.name, b"SPECIMEN, forged"
    new = sha256(bad)
    path.with_name(new).write_bytes(bad)
    path.unlink()
    for inventory in folder.rglob("inventory.json"):
        data = inventory.read_bytes().replace(old.encode(), new.encode())
        inventory.write_bytes(canonical(json.loads(data)).encode())
        (inventory.parent / "inventory.json.sha256").write_bytes(room.sidecar(inventory.read_bytes()))
    assert ocfl.StorageRoot(root=str(settings.ARCHIVE / "ocfl")).validate()
    assert "verify-object" in codes()


@FILES_ALONE
def test_a_copy_is_verified_where_it_lies(database: str, tmp_path: Path) -> None:
    fill()
    shutil.copytree(settings.ARCHIVE, tmp_path / "copy")
    assert verify(tmp_path / "copy").problems == ()
    victim = next(p for p in (tmp_path / "copy").rglob("content/*"))
    victim.write_bytes(victim.read_bytes() + b"x")
    fault = verify(tmp_path / "copy").fault
    assert fault is not None
    assert fault.code == "verify-content"
    assert fault.where.endswith(victim.name)
    assert verify().problems == ()


# --- stopped processes --------------------------------------------------------------------------------------------


def _child(work: Callable[[], object], stop: Callable[[], None]) -> int:
    """Do ``work`` in a process of its own that ``stop`` prepares to die; return how it ended."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        stop()
        try:
            work()
        finally:
            os._exit(0)
    return pid


def _dying_at(step: int) -> Callable[[], None]:
    """Kill this process just before its file-system operation number ``step``."""
    count = [0]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("os.rename", "os.mkdir", "os.rmdir") or (event == "open" and "archive" in str(arguments[0])):
            count[0] += 1
            if count[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


def _work(number: int = 1) -> None:
    symbol = f"A/HRC/43/G/{number}"
    deposit(plain(symbol, "en", "fr"), by=BY, at=AT)
    deposit(plain(symbol, "ru", "es"), by=BY, at=later(1))
    deposit(plain(symbol, "fr", words="SPECIMEN, corrigé", stars="*"), by=BY, at=later(2))


def _whole() -> None:
    """Nothing is half there: no fault, and each deposit with all its files or not at all."""
    assert verify().fault is None
    assert [e.renditions.count() for e in Expression.objects.all()] == [2] * Expression.objects.count()
    assert {work.expressions.count() for work in Work.objects.all()} <= {2, 4, 5}


def test_a_process_killed_at_any_file_operation_leaves_no_fault(database: str) -> None:
    for number, step in enumerate(range(1, 400) if FULL else range(1, 400, 9), 1):
        pid = _child(lambda number=number: _work(number), _dying_at(step))
        _, status = os.waitpid(pid, 0)
        _whole()
        if not os.WIFSIGNALED(status):
            break
        if number % 2:
            mend()
            _whole()
            assert {p.code for p in verify().problems} <= {"verify-orphan"}
        _work(number)
    assert number > 6
    _done(number)


def test_a_process_killed_at_any_time_leaves_no_fault(database: str) -> None:
    dice = random.Random(3)  # noqa: S311  # places to try, no secrets
    count = 50 if FULL else 8
    for number in range(1, count + 1):
        pid = _child(lambda number=number: _work(number), lambda: None)
        time.sleep(dice.uniform(0.0, 0.2))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        _whole()
        _work(number)
    _done(count)


def _done(count: int) -> None:
    """After all, everything is there once, and the store is valid for others too."""
    mend()
    assert (Entry.objects.count(), Work.objects.count(), Expression.objects.count()) == (3 * count, count, 5 * count)
    assert verify().problems == ()
    assert ocfl.StorageRoot(root=str(settings.ARCHIVE / "ocfl")).validate()


def test_what_a_stopped_deposit_left_is_taken_over_by_the_same_deposit(database: str) -> None:
    with transaction.atomic():
        deposit(plain("A/HRC/43/G/1"), **WHO)
        transaction.set_rollback(True)
    assert [p.code for p in verify().problems] == ["verify-orphan"]
    deposit(plain("A/HRC/43/G/1"), **WHO)
    assert verify().problems == ()


def test_numbers_of_a_killed_registrar_are_given_or_not(database: str) -> None:
    def work() -> None:
        for n in range(50):
            register.reserve("A/HRC/43/G", subject=str(n), **WHO)

    dice = random.Random(5)  # noqa: S311  # places to try, no secrets
    for _ in range(6):
        pid = _child(work, lambda: None)
        time.sleep(dice.uniform(0.0, 0.3))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    work()
    assert [line.first for line in register.account("A/HRC/43/G")] == list(range(1, 51))
    assert verify().problems == ()
