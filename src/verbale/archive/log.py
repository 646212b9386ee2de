"""The log: append-only, each entry chained to the one before it.

A verb of the archive is one transaction in its turn, which begins with `begin` and ends with `write`::

    with log.turn():
        number = log.begin()
        Ruling.objects.create(entry_id=number, ...)
        log.write(number, "withdraw", "A/HRC/43/G/25", {"reason": ...}, by=..., at=...)

`begin` lets one writer in at a time, in the order of coming, on both databases; whatever a verb looked up after it
still holds when it writes. An entry that cannot be written undoes its verb.
"""

from __future__ import annotations

import datetime
import fcntl
import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import F, TextField
from django.db.models.functions import Cast

from verbale.archive.canonical import canonical, instant, sha256
from verbale.archive.errors import NotAllowed
from verbale.archive.models import Entry, Issued

START = "0" * 64
"""What the first entry takes for the hash of the entry before it."""

_LOCK = 0x7665726261  # "verba": the advisory lock of all writers on PostgreSQL


@contextmanager
def turn() -> Iterator[None]:
    """Do a verb when its turn comes: a transaction, for which writers to SQLite queue; inside another, a part of it.

    SQLite itself has no queue: whoever happens to look when it is free may write, and on a slow disk somebody may
    look in vain until he gives up. So a writer first takes the one place before the door, then the door; nobody who
    comes out goes in again before the one who waits there.
    """
    with ExitStack() as held:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            path = connection.settings_dict["NAME"]
            door = held.enter_context(Path(f"{path}-door").open("ab"))
            with Path(f"{path}-queue").open("ab") as queue:
                fcntl.flock(queue, fcntl.LOCK_EX)
                fcntl.flock(door, fcntl.LOCK_EX)
        held.enter_context(transaction.atomic())
        yield


def begin() -> int:
    """Wait until no other verb is being done, and return the number of the entry that this one will write.

    Must be called inside a transaction, which keeps all others waiting until it ends. On SQLite it does so by itself
    (``transaction_mode`` IMMEDIATE).
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A verb of the archive is done inside a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return newest()[0] + 1


def head() -> Entry | None:
    """Return the last entry; whoever knows its number and hash can prove the whole log up to it."""
    return Entry.objects.order_by("-number").first()


def newest() -> tuple[int, str]:
    """Return the number and the hash of the last entry, as quickly as can be: many answers begin with this question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, hash FROM archive_entry ORDER BY number DESC LIMIT 1")
        found = cursor.fetchone()
    return (found[0], found[1]) if found else (0, "")


def write(number: int, verb: str, subject: str, facts: dict[str, Any], *, by: str, at: datetime.datetime) -> Entry:
    """Write the entry ``number`` over the rows that were added under it.

    ``by`` is the lasting name of the actor. Raises NotAllowed where there is none.
    """
    if not by:
        raise NotAllowed(f"Nobody is named who would {verb} {subject}.", advice="Say who acts.")
    _, before = newest()
    entry = Entry(
        number=number,
        at=at,
        by=by,
        verb=verb,
        subject=subject,
        facts=canonical(facts),
        rows=canonical(digests(number)),
        previous=before or START,
    )
    entry.hash = hash_of(
        number=number,
        at=instant(at),
        by=by,
        verb=verb,
        subject=subject,
        facts=entry.facts,
        rows=entry.rows,
        previous=entry.previous,
    )
    entry.save(force_insert=True)
    return entry


@turn()
def record(verb: str, subject: str, facts: dict[str, Any], *, by: str, at: datetime.datetime) -> Entry:
    """Write an entry for a verb of another room, which adds no rows here; call it inside that verb's transaction."""
    return write(begin(), verb, subject, facts, by=by, at=at)


def hash_of(**fields: Any) -> str:
    """Return the hash of an entry: the sha-256 of the canonical JSON of all its other columns, as stored."""
    return sha256(canonical(fields))


def digests(number: int) -> dict[str, str]:
    """Return the digest of the rows that an entry added, by table; tables without any are left out."""
    by_table = {model._meta.db_table: model for model in issued_models()}
    with connection.cursor() as cursor:
        cursor.execute(_which(tuple(by_table)), [number] * len(by_table))
        found: dict[str, str] = {}
        for (table,) in cursor.fetchall():
            fields, statement = _rows_of(by_table[table])
            cursor.execute(statement, [number])
            found[table] = sha256(canonical([fields, *cursor.fetchall()]))
    return found


@cache
def _which(tables: tuple[str, ...]) -> str:
    """The statement that names the tables with rows of an entry."""
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table} WHERE entry_id = %s)"  # noqa: S608  # our own names
        for table in tables
    )


@cache
def _rows_of(model: type[Issued]) -> tuple[list[str], str]:
    """The names of a table's columns, and the statement that gives the rows of an entry as `digests_by_entry` does."""
    columns = _columns(model)
    cast = ", ".join(f'CAST("{column}" AS text)' for column in columns.values())
    table, key = model._meta.db_table, model._meta.pk.column
    # The key with its table: alone it would be the text selected, and "10" comes before "9".
    statement = f'SELECT {cast} FROM "{table}" WHERE entry_id = %s ORDER BY "{table}"."{key}"'  # noqa: S608  # our own names
    return list(columns), statement


def _columns(model: type[Issued]) -> dict[str, str]:
    """The columns of a table by the names of its fields, that of the entry first."""
    columns = {field.attname: field.column for field in model._meta.concrete_fields}
    return {"entry_id": columns.pop("entry_id"), **columns}


def issued_models() -> list[type[Issued]]:
    """Return the models of all installed applications whose rows belong to entries, in the order of their tables."""
    found = [model for model in apps.get_models() if issubclass(model, Issued) and not model._meta.proxy]
    return sorted(found, key=lambda model: model._meta.db_table)


def digests_by_entry(model: type[Issued], **where: Any) -> Iterator[tuple[str, str]]:
    """Yield (number of the entry, digest of its rows) for a table, in the order of entries.

    Rows are taken as the database holds them, each column as text, so that a change that Django would read over
    changes the digest too.
    """
    fields = list(_columns(model))
    columns = [Cast(F(name), TextField()) for name in fields]
    rows: models.QuerySet[Any, Any] = model._default_manager.filter(**where).order_by("entry_id", "pk")
    ordered = rows.values_list(*columns).iterator(chunk_size=2000)
    for number, group in itertools.groupby(ordered, key=lambda row: row[0]):
        yield number, sha256(canonical([fields, *group]))
