"""The memory on the disk: opened by any number of readers, brought up to date by one writer at a time, made anew.

::

    DATA/memory/{of which archive}/{one making}/    the engine's files
                                  /stamp            which making counts, what made it, the last log entry it knows

The stamp is written last. A process that is stopped before leaves a memory that is brought up to date once more.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec
import tantivy
from django.conf import settings
from django.db import connection
from django.db.models import Max

from verbale.archive.derived import alone, put_stamp
from verbale.archive.models import Entry, Expression, Submission
from verbale.memory import engine, gathering
from verbale.memory.imports import SENDER
from verbale.memory.units import Unit

AT_ONCE = 50
"""Changed documents that whoever asks next brings in himself; more wait for `update`."""
_FEW, _MANY = 15_000_000, 200_000_000  # bytes that the writer may fill before it writes a part of the index


class Stamp(msgspec.Struct, frozen=True):
    """What a memory knows: all log entries up to ``entry``, and what was released up to ``at``."""

    making: str
    folder: str
    entry: int
    at: datetime.datetime


class Status(msgspec.Struct, frozen=True):
    """How a memory stands: ``state`` is "current", "behind", "old" (to be made anew) or "absent"; ``size`` in bytes."""

    state: str
    folder: str
    units: int
    size: int
    entry: int
    last: int
    waiting: int


@cache
def making() -> str:
    """Return the hash of what makes units out of the archive; a memory of another is made anew."""
    made = hashlib.sha256(tantivy.__version__.encode())
    for name in ("engine.py", "gathering.py", "imports.py", "units.py", "wording.py"):
        made.update(resources.files("verbale.memory").joinpath(name).read_bytes())
    return made.hexdigest()[:16]


def root() -> Path:
    """Return the folder of the memory of this archive and this database."""
    whose = json.dumps([str(settings.ARCHIVE), settings.ORGANIZATION, str(connection.settings_dict["NAME"])])
    return Path(settings.DATA, "memory", hashlib.sha256(whose.encode()).hexdigest()[:8])


_opened: dict[Path, tuple[Stamp, tantivy.Searcher]] = {}


def opened() -> tantivy.Searcher | None:
    """Return the memory as it is now, or None where there is none that this release made."""
    folder = root()
    stamp = _stamp(folder)
    if stamp is None or stamp.making != making():
        return None
    if (held := _opened.get(folder)) is None or held[0] != stamp:
        held = _opened[folder] = (stamp, tantivy.Index.open(str(folder / stamp.folder)).searcher())
    return held[1]


def _stamp(folder: Path) -> Stamp | None:
    try:
        return msgspec.json.decode((folder / "stamp").read_bytes(), type=Stamp)
    except (OSError, msgspec.DecodeError):
        return None


def update(at: datetime.datetime) -> int:
    """Bring the memory up to what is released at a moment, and return how many units were filed.

    A memory that is not there, or that another release made, is made anew.
    """
    with alone(root()) as folder:
        return _updated(folder, at)


def rebuild(at: datetime.datetime) -> int:
    """Make the memory anew, and return how many units it holds; readers use the old one until it is done."""
    with alone(root()) as folder:
        return _rebuilt(folder, at)


def keep_up(at: datetime.datetime) -> None:
    """Do what `update` does where it is a matter of moments and nobody else is at it."""
    stamp = _stamp(root())
    if stamp is None or stamp.making != making():
        small = Expression.objects.count() <= 6 * AT_ONCE and not Submission.objects.filter(sender=SENDER).exists()
        if not small:
            return
    elif not (changed := _changed(stamp, at)) or len(changed) > AT_ONCE:
        return
    with alone(root(), wait=False) as folder:
        if folder is not None:
            _updated(folder, at)


def status(at: datetime.datetime) -> Status:
    """Tell how the memory stands at a moment."""
    folder, last = root(), _last()
    stamp = _stamp(folder)
    everything = Expression.objects.values("work").distinct().count()
    if stamp is None:
        return Status("absent", str(folder), 0, 0, 0, last, everything)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    searcher = opened()
    if searcher is None:
        return Status("old", str(folder), 0, size, stamp.entry, last, everything)
    waiting = len(_changed(stamp, at)) + _imports(stamp)
    return Status("behind" if waiting else "current", str(folder), searcher.num_docs, size, stamp.entry, last, waiting)


def _last() -> int:
    return Entry.objects.aggregate(last=Max("number"))["last"] or 0


def _changed(stamp: Stamp, at: datetime.datetime) -> set[int]:
    """The documents of which the memory may know too little."""
    new = Expression.objects.filter(entry__gt=stamp.entry)
    out = Expression.objects.filter(released__gt=stamp.at, released__lte=at)
    return {*new.values_list("work", flat=True), *out.values_list("work", flat=True)}


def _imports(stamp: Stamp) -> int:
    return Submission.objects.filter(sender=SENDER, entry__gt=stamp.entry).count()


def _rebuilt(folder: Path, at: datetime.datetime) -> int:
    entry = _last()
    target = Path(tempfile.mkdtemp(prefix=f"{entry}-", dir=folder))
    works = Expression.objects.order_by("work").values_list("work", flat=True).distinct()
    writer = tantivy.Index(engine.schema(), path=str(target)).writer(_MANY, 1)
    count = _file(writer, gathering.of_documents(works, at)) + _file(writer, gathering.of_imports())
    writer.commit()
    writer.wait_merging_threads()
    put_stamp(folder, Stamp(making(), target.name, entry, at))
    for other in folder.iterdir():
        if other.is_dir() and other != target:
            shutil.rmtree(other, ignore_errors=True)
    return count


def _updated(folder: Path, at: datetime.datetime) -> int:
    stamp = _stamp(folder)
    if stamp is None or stamp.making != making():
        return _rebuilt(folder, at)
    entry = max(_last(), stamp.entry)
    changed = _changed(stamp, at)
    count = 0
    if changed or _imports(stamp):
        index = tantivy.Index.open(str(folder / stamp.folder))
        writer = index.writer(_FEW if len(changed) < 1000 else _MANY, 1)
        writer.delete_documents_by_query(tantivy.Query.term_set_query(engine.schema(), "work", sorted(changed)))
        count = _file(writer, gathering.of_documents(sorted(changed), at))
        count += _file(writer, gathering.of_imports(stamp.entry))
        writer.commit()
        writer.wait_merging_threads()
    put_stamp(folder, msgspec.structs.replace(stamp, entry=entry, at=max(at, stamp.at)))
    return count


def _file(writer: tantivy.IndexWriter, units: Iterable[Unit]) -> int:
    count = 0
    for unit in units:
        writer.add_document(engine.filed(unit))
        count += 1
    return count
