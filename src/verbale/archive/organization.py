"""Whose archive this is: the authority files of the organization that the settings name, as amended here.

Three layers: the files of the core, the TOML file of the organization, and what an administrator has amended since
(`verbale.archive.authority_files`).
"""

from __future__ import annotations

import datetime
import json
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import connection
from django.utils import timezone

from verbale.archive.models import AuthorityRecord
from verbale.authorities import Authorities, Kind, Row, keys_of
from verbale.authorities import authorities as of_the_un

_NEWEST = """
SELECT hash FROM archive_entry WHERE number = (SELECT MAX(entry_id) FROM archive_authorityrecord)
"""


class Step(msgspec.Struct, frozen=True):
    """An amendment of a record: from which day to which it holds, and its row, or None where the record is retired."""

    kind: Kind
    code: str
    row: Row | None
    valid_from: datetime.date | None
    valid_to: datetime.date | None

    def holds(self, on: datetime.date) -> bool:
        """Whether it holds on a day."""
        return (self.valid_from or on) <= on <= (self.valid_to or on)


def authorities(on: datetime.date | None = None) -> Authorities:
    """Return the authority files as they hold on a day; without one, today.

    Whatever was amended is in force at once in all processes: one small query tells whether there is anything new.
    """
    return in_force(_steps(_newest()), on or timezone.localdate())


def as_last_amended() -> Authorities:
    """Return the authority files with every record as it was last amended, whenever that is to hold."""
    return in_force(steps(), None)


def unamended() -> Authorities:
    """Return the authority files as the core and the organization's own file have them."""
    return _of(settings.ORGANIZATION)


def in_force(steps: tuple[Step, ...], on: datetime.date | None) -> Authorities:
    """Return the authority files with these amendments, of each record the last one that holds on a day (None: the last)."""
    last = {(step.kind, step.code): step for step in steps if on is None or step.holds(on)}
    return _amended(settings.ORGANIZATION, msgspec.json.encode(list(last.values()))) if last else unamended()


def steps() -> tuple[Step, ...]:
    """Return all amendments, oldest first."""
    return _steps(_newest())


def _newest() -> str:
    """The hash of the log entry of the newest amendment, which no other archive has; empty where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        found = cursor.fetchone()
    return found[0] if found else ""


@lru_cache(maxsize=4)
def _steps(newest: str) -> tuple[Step, ...]:
    columns = ("kind", "code", "data", "valid_from", "valid_to")
    rows = AuthorityRecord.objects.order_by("pk").values_list(*columns) if newest else ()
    return tuple(Step(kind, code, json.loads(data) if data else None, *dates) for kind, code, data, *dates in rows)


@lru_cache(maxsize=16)
def _amended(path: str, chosen: bytes) -> Authorities:
    by_kind: dict[Kind, list[Row]] = {}
    for step in msgspec.json.decode(chosen, type=tuple[Step, ...]):
        by_kind.setdefault(step.kind, []).append(step.row or retired(step.kind, step.code))
    return _of(path).with_source(lambda kind: by_kind.get(kind, []))


def retired(kind: Kind, code: str) -> Row:
    """Return the row that takes a record out."""
    keys = keys_of(kind)
    return {**dict(zip(keys, code.split(" ", len(keys) - 1), strict=True)), "retired": True}


@cache
def _of(path: str) -> Authorities:
    return of_the_un().with_organization(Path(path).read_text("utf-8")) if path else of_the_un()
