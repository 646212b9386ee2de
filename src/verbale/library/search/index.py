"""The index on the disk: opened by any number of readers, brought up to date by one writer at a time, made anew.

::

    DATA/search/{of which archive}/{one making}/    the engine's files, and what results show (`shown`)
                                  /stamp            which making counts, what made it, the last log entry it knows

The stamp is written last. A process that is stopped before leaves an index that is brought up to date once more.

Who may see what is a matter of the log and of the clock: an index that knows the last entry, and whose next release has
not come, shows what anyone may see and nothing else. So one look at the log is all that an answer asks of the database
(`ready`); while the index lags behind, the database is asked what has been hidden since.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import tantivy
from django.conf import settings
from django.db import connection
from django.db.models import Min, Q

from verbale.archive import log, terms
from verbale.archive.access import with_access
from verbale.archive.derived import alone, put_stamp
from verbale.archive.models import AuthorityRecord, Entry, Expression, Ruling, Work
from verbale.library.facts import Facts
from verbale.library.search import shown
from verbale.library.search.filing import filed
from verbale.library.search.layout import analysis, making, schema

AT_ONCE = 200
"""Changed documents that whoever searches next brings into the index himself; more wait for `update`."""
_FEW, _MANY = 15_000_000, 200_000_000  # bytes that the writer may fill before it writes a part of the index


class Stamp(msgspec.Struct, frozen=True):
    """What an index knows: all log entries up to ``entry``, by its ``hash``, and what was released up to ``at``.

    ``following`` is when the next language version that the log knows will come out, if any waits for its moment.
    """

    making: str
    analysis: str
    folder: str
    entry: int
    hash: str
    at: datetime.datetime
    following: datetime.datetime | None


class Opened(msgspec.Struct, frozen=True):
    """An index as it is now; what came later is not seen by ``searcher``. ``shown`` has what results show."""

    stamp: Stamp
    searcher: tantivy.Searcher
    shown: shown.Reader

    def works(self, addresses: Sequence[tantivy.DocAddress]) -> list[int]:
        """Return the primary keys of documents found."""
        return self.searcher.fast_field_values("work", list(addresses))

    def facts(self, addresses: Sequence[tantivy.DocAddress]) -> list[Facts]:
        """Return what is told of documents found."""
        return [self.shown.facts(at) for at in self.searcher.fast_field_values("shown", list(addresses))]


class Ready(msgspec.Struct, frozen=True):
    """The index to answer from; ``waiting`` documents it does not know yet, ``hidden`` ones it must not show."""

    held: Opened | None
    waiting: int = 0
    hidden: tuple[int, ...] = ()


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


_indexes: dict[Path, Opened] = {}
_stamps: dict[Path, tuple[tuple[int, int, int], Stamp]] = {}


def opened() -> Opened | None:
    """Return the index, or None where there is none that this release made."""
    folder = root()
    stamp = _stamp(folder)
    if stamp is None or stamp.making != making():
        return None
    if (held := _indexes.get(folder)) is None or held.stamp != stamp:
        searcher = tantivy.Index.open(str(folder / stamp.folder)).searcher()
        held = _indexes[folder] = Opened(stamp, searcher, shown.Reader(folder / stamp.folder))
    return held


def ready(at: datetime.datetime) -> Ready:
    """Return the index to answer from at a moment, brought up to date where that is a matter of moments."""
    waiting = keep_up(at)
    held = opened()
    if held is None or not waiting:
        return Ready(held, waiting)
    return Ready(held, waiting, tuple(hidden(held.stamp))) if _same_log(held.stamp) else Ready(None, waiting)


def _stamp(folder: Path) -> Stamp | None:
    """Return the stamp; the file is read again when it is another, since it is replaced and never changed."""
    path = folder / "stamp"
    try:
        now = path.stat()
        which = (now.st_ino, now.st_mtime_ns, now.st_size)
        if (known := _stamps.get(folder)) is None or known[0] != which:
            known = _stamps[folder] = (which, msgspec.json.decode(path.read_bytes(), type=Stamp))
    except (OSError, msgspec.DecodeError):
        return None
    return known[1]


def update(at: datetime.datetime) -> int:
    """Bring the index up to what is public at a moment, and return how many documents were filed.

    An index that is not there, or that another release made, is made anew.
    """
    with alone(root()) as folder:
        return _bring(folder, at)


def keep_up(at: datetime.datetime) -> int:
    """Do what `update` does where it is a matter of moments, and return how many documents still wait to be filed."""
    stamp = _stamp(root())
    ours = stamp is not None and stamp.making == making()
    if ours and (stamp.entry, stamp.hash) == log.newest() and not _due(stamp, at):
        return 0
    ours = ours and _same_log(stamp)
    waiting = len(_changed(stamp, at)) if ours else Work.objects.count()
    if waiting > AT_ONCE:
        return waiting
    with alone(root(), wait=False) as folder:
        if folder is None:
            return waiting
        _bring(folder, at)
    return 0


def _due(stamp: Stamp, at: datetime.datetime) -> bool:
    """Tell whether a language version came out since."""
    return stamp.following is not None and stamp.following <= at


def _same_log(stamp: Stamp) -> bool:
    """Tell whether the log still has the entry that an index knows; a database that was put back may have another."""
    return not stamp.entry or Entry.objects.filter(number=stamp.entry, hash=stamp.hash).exists()


def _bring(folder: Path, at: datetime.datetime) -> int:
    """Bring the index up to date, or make it anew, and return how many documents were filed."""
    stamp = _stamp(folder)
    if stamp is None or stamp.making != making() or not _same_log(stamp):
        return _rebuild(folder, stamp, at)
    return _update(folder, stamp, at)


def rebuild(at: datetime.datetime) -> int:
    """Make the index anew, and return how many documents it holds; readers use the old one until it is done.

    Where the terms in the archive were made by another analysis, they are made anew first.
    """
    with alone(root()) as folder:
        return _rebuild(folder, _stamp(folder), at)


def _rebuild(folder: Path, before: Stamp | None, at: datetime.datetime) -> int:
    if before is not None and before.analysis != analysis():
        terms.rebuild()
    entry, digest = log.newest()
    target = Path(tempfile.mkdtemp(prefix=f"{entry}-", dir=folder))
    works = Work.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
    writer = tantivy.Index(schema(), path=str(target)).writer(_MANY, 1)
    count = _file(writer, target, works, at)
    put_stamp(folder, Stamp(making(), analysis(), target.name, entry, digest, at, _following(at)))
    for other in folder.iterdir():
        if other.is_dir() and other != target:
            shutil.rmtree(other, ignore_errors=True)
    return count


def _update(folder: Path, stamp: Stamp, at: datetime.datetime) -> int:
    entry, digest = log.newest()  # before the rows: what comes in between is looked at twice
    at = max(at, stamp.at)
    count = 0
    if changed := _changed(stamp, at):
        target = folder / stamp.folder
        writer = tantivy.Index.open(str(target)).writer(_FEW if len(changed) < 1000 else _MANY, 1)
        writer.delete_documents_by_query(tantivy.Query.term_set_query(schema(), "work", list(changed)))
        count = _file(writer, target, sorted(changed), at)
    put_stamp(folder, msgspec.structs.replace(stamp, entry=entry, hash=digest, at=at, following=_following(at)))
    return count


def _file(writer: tantivy.IndexWriter, target: Path, works: Iterable[int], at: datetime.datetime) -> int:
    """File documents, and wait until all is on the disk: first what is shown, then the index, which points to it."""
    count = 0
    with shown.Writer(target) as beside:
        for one in filed(works, at):
            place = beside.add(one.texts, **one.facts)
            writer.add_document(tantivy.Document.from_dict({**one.fields, "shown": [place]}, schema()))
            count += 1
        beside.sync()
    writer.commit()
    writer.wait_merging_threads()
    return count


def _following(at: datetime.datetime) -> datetime.datetime | None:
    return Expression.objects.filter(released__gt=at).aggregate(first=Min("released"))["first"]


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
    folder, (last, _) = root(), log.newest()
    stamp = _stamp(folder)
    if stamp is None:
        return Status("absent", str(folder), 0, 0, 0, last, Work.objects.count())
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    held = opened()
    if held is None:
        return Status("old", str(folder), 0, size, stamp.entry, last, Work.objects.count())
    waiting = len(_changed(stamp, at)) if _same_log(stamp) else Work.objects.count()
    state = "behind" if waiting else "current"
    return Status(state, str(folder), held.searcher.num_docs, size, stamp.entry, last, waiting)
