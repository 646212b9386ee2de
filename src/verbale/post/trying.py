"""Trying again: how often, after how long, and by one sender at a time."""

from __future__ import annotations

import datetime
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from django.db import connection

TRIES = 12
"""How often what fails is tried, each time after twice as many minutes: for nearly three days."""


def after(tries: int, last: datetime.datetime) -> datetime.datetime:
    """Return when something that failed so often, at last at a moment, may be tried again."""
    return last + datetime.timedelta(minutes=2**tries)


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Keep all others from a work by its name, or give False where somebody is at it."""
    if connection.vendor == "postgresql":
        lock = crc32(name.encode())
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
            (mine,) = cursor.fetchone()
        try:
            yield mine
        finally:
            if mine:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
        return
    with Path(f"{connection.settings_dict['NAME']}-{name}").open("ab") as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
