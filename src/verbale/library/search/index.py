"""The index on the disk: opened by any number of readers, brought up to date by one writer at a time, made anew.

::

    DATA/search/{of which archive}/{one making}/    the engine's files
                                  /stamp            which making counts, what made it, the last log entry it knows

The stamp is written last. A process that is stopped before leaves an index that is brought up to date once more.
"""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import tantivy
from django.conf import settings
from django.db import connection
from django.db.models import Max, Q

from verbale.archive import terms
from verbale.archive.access import with_access
from verbale.archive.models import AuthorityRecord, Entry, Expression, Ruling, Work
from verbale.library.search.filing import filed
from verbale.library.search.layout import analysis, making, schema

AT_ONCE = 200
"""Changed documents that whoever searches next brings into the index himself; more wait for `update`."""
_FEW, _MANY = 15_000_000, 200_000_000  # bytes that the writer may fill before it writes a part of the index


class Stamp(msgspec.Struct, frozen=True):
    """What an index knows: all log entries up to ``entry``, and what was released up to ``at``."""

    making: str
    analysis: str
    folder: str
    entry: int
    at: datetime.datetime


class Opened(msgspec.Struct, frozen=True):
    """An index as it is now; what came later is not seen by ``searcher``."""

    stamp: Stamp
    searcher: tantivy.Searcher


class Status(msgspec.Struct, frozen=True):
    """How an index stands: ``state`` is "current", "behind", "old" (to be made anew) or "absent"; ``size`` in bytes."""

    state: str
    folder: str
    documents: int
    size: int
    entry: int
    last: int
    waiting: int


def root() -> Path:
    """Return the folder of the index of this archive and this database."""
    whose = json.dumps([str(settings.ARCHIVE), settings.ORGANIZATION, str(connection.settings_dict["NAME"])])
    return Path(settings.DATA, "search", hashlib.sha256(whose.encode()).hexdigest()[:8])


_indexes: dict[Path, tuple[Stamp, Opened]] = {}


def opened() -> Opened | None:
    """Return the index, or None where there is none that this release made."""
    folder = root()
    stamp = _stamp(folder)
    if stamp is None or stamp.making != making():
        return None
    if (held := _indexes.get(folder)) is None or held[0] != stamp:
        index = tantivy.Index.open(str(folder / stamp.folder))
        held = _indexes[folder] = (stamp, Opened(stamp, index.searcher()))
    return held[1]


def _stamp(folder: Path) -> Stamp | None:
    try:
        return msgspec.json.decode((folder / "stamp").read_bytes(), type=Stamp)
    except (OSError, msgspec.DecodeError):
        return None


def _set(folder: Path, stamp: Stamp) -> None:
    fresh = folder / "stamp.new"
    fresh.write_bytes(msgspec.json.encode(stamp))
    fresh.replace(folder / "stamp")


@contextmanager
def _alone(*, wait: bool = True) -> Iterator[Path | None]:
    """Be the only one who writes; gives the folder, or None where somebody else is and we do not ``wait``."""
    folder = root()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield None
        else:
            yield folder


def _last() -> int:
    return Entry.objects.aggregate(last=Max("number"))["last"] or 0


def update(at: datetime.datetime) -> int:
    """Bring the index up to what is public at a moment, and return how many documents were filed.

    An index that is not there, or that another release made, is made anew.
    """
    with _alone() as folder:
        stamp = _stamp(folder)
        if stamp is None or stamp.making != making():
            return _rebuild(folder, stamp, at)
        return _update(folder, stamp, at, _changed(stamp, at))


def keep_up(at: datetime.datetime) -> int:
    """Do what `update` does where it is a matter of moments, and return how many documents still wait to be filed."""
    stamp = _stamp(root())
    current = stamp is not None and stamp.making == making()
    if current and stamp.entry == _last() and not _came_out(stamp, at).exists():
        return 0
    waiting = len(_changed(stamp, at)) if current else Work.objects.count()
    if waiting > AT_ONCE:
        return waiting
    with _alone(wait=False) as folder:
        if folder is None:
            return waiting
        stamp = _stamp(folder)
        if stamp is None or stamp.making != making():
            _rebuild(folder, stamp, at)
        else:
            _update(folder, stamp, at, _changed(stamp, at))
    return 0


def rebuild(at: datetime.datetime) -> int:
    """Make the index anew, and return how many documents it holds; readers use the old one until it is done.

    Where the terms in the archive were made by another analysis, they are made anew first.
    """
    with _alone() as folder:
        return _rebuild(folder, _stamp(folder), at)


def _rebuild(folder: Path, before: Stamp | None, at: datetime.datetime) -> int:
    if before is not None and before.analysis != analysis():
        terms.rebuild()
    entry = _last()
    target = Path(tempfile.mkdtemp(prefix=f"{entry}-", dir=folder))
    works = Work.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
    writer = tantivy.Index(schema(), path=str(target)).writer(_MANY, 1)
    count = _file(writer, works, at)
    writer.commit()
    writer.wait_merging_threads()
    _set(folder, Stamp(making(), analysis(), target.name, entry, at))
    for other in folder.iterdir():
        if other.is_dir() and other != target:
            shutil.rmtree(other, ignore_errors=True)
    return count


def _update(folder: Path, stamp: Stamp, at: datetime.datetime, changed: set[int]) -> int:
    entry = max(_last(), stamp.entry)
    count = 0
    if changed:
        writer = tantivy.Index.open(str(folder / stamp.folder)).writer(_FEW if len(changed) < 1000 else _MANY, 1)
        writer.delete_documents_by_query(tantivy.Query.term_set_query(schema(), "work", list(changed)))
        count = _file(writer, sorted(changed), at)
        writer.commit()
        writer.wait_merging_threads()
    _set(folder, msgspec.structs.replace(stamp, entry=entry, at=max(at, stamp.at)))
    return count


def _file(writer: tantivy.IndexWriter, works: Iterable[int], at: datetime.datetime) -> int:
    count = 0
    for one in filed(works, at):
        writer.add_document(tantivy.Document.from_dict(one, schema()))
        count += 1
    return count


def _came_out(stamp: Stamp, at: datetime.datetime) -> object:
    return Expression.objects.filter(released__gt=stamp.at, released__lte=at)


def _changed(stamp: Stamp, at: datetime.datetime) -> set[int]:
    """Return the documents of which the index may know too little."""
    since = Q(entry_id__gt=stamp.entry)
    changed = set(Work.objects.filter(since).values_list("pk", flat=True))
    changed |= set(Ruling.objects.filter(since).values_list("work", flat=True))
    changed |= set(Expression.objects.filter(since).values_list("work", flat=True))
    changed |= set(_came_out(stamp, at).values_list("work", flat=True))
    renamed = AuthorityRecord.objects.filter(since, kind__in=("state", "body")).values_list("code", flat=True)
    if codes := set(renamed):
        changed |= set(Work.objects.filter(Q(sender__in=codes) | Q(body__in=codes)).values_list("pk", flat=True))
    return changed


def hidden(stamp: Stamp) -> list[int]:
    """Return the documents that the index may still show, and nobody may see any more."""
    ruled = Ruling.objects.filter(entry_id__gt=stamp.entry).values("work")
    return list(with_access(Work.objects.filter(pk__in=ruled)).exclude(access="public").values_list("pk", flat=True))


def status(at: datetime.datetime) -> Status:
    """Tell how the index stands at a moment."""
    folder, last = root(), _last()
    stamp = _stamp(folder)
    if stamp is None:
        return Status("absent", str(folder), 0, 0, 0, last, Work.objects.count())
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    held = opened()
    if held is None:
        return Status("old", str(folder), 0, size, stamp.entry, last, Work.objects.count())
    waiting = len(_changed(stamp, at))
    state = "behind" if waiting else "current"
    return Status(state, str(folder), held.searcher.num_docs, size, stamp.entry, last, waiting)
