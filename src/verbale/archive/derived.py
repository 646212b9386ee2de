"""What is derived from the archive and may be made anew at any time: a folder with a stamp, and one who writes at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec


@contextmanager
def alone(folder: Path, *, wait: bool = True) -> Iterator[Path | None]:
    """Be the only one who writes into a folder; gives it, or None where somebody else is and we do not ``wait``."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield None
        else:
            yield folder


def put_stamp(folder: Path, stamp: msgspec.Struct) -> None:
    """Put the stamp of what stands in a folder in the place of the one before, whole or not at all."""
    fresh = folder / "stamp.new"
    fresh.write_bytes(msgspec.json.encode(stamp))
    fresh.replace(folder / "stamp")
