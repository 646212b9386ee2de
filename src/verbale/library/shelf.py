"""The shelf: answers kept on the disk by their address, and taken off when the log says something that concerns them.

::

    DATA/pages/{of what they are made}/{document}/{address}     headers as a line of JSON, then the body
                                      /stamp                    the last log entry that was looked at, and the moment

The folder is named by code, templates, words and settings, so a new release begins with an empty shelf and clears those
before it away. Whoever is about to give an answer first looks whether the log went on (`look`): of every document that an entry added to, and of all that
cite it, are cited by it, or are changed by it, the answers are thrown away. An answer that was made before such an
entry and comes after it is not kept.
"""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import json
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import msgspec
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Max, Q
from django.utils import timezone

from verbale.archive.models import AuthorityRecord, CitationEdge, Entry, Expression, Name, Ruling, Work
from verbale.library.lookup import name_of

_MOST = 200
"""Entries after which the whole shelf is cleared: looking at each would take longer than making the pages again."""


class Kept(msgspec.Struct, frozen=True):
    """An answer from the shelf; ``file`` is where its bytes are, where they are not here."""

    headers: list[tuple[str, str]]
    etag: str
    body: bytes
    file: str


class _Stamp(msgspec.Struct, frozen=True):
    entry: int
    at: datetime.datetime


@cache
def _fingerprint() -> str:
    """The hash of all that pages are made of besides the documents: code, templates, words, style."""
    digest = hashlib.sha256(settings.ADDRESS.encode())
    for label in ("pages", "library"):
        folder = Path(apps.get_app_config(label).path)
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".html", ".toml", ".css", ".js", ".py"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _whose() -> str:
    """The hash of the archive and the database that the pages are of."""
    whose = json.dumps([str(settings.ARCHIVE), settings.ORGANIZATION, str(connection.settings_dict["NAME"])])
    return hashlib.sha256(whose.encode()).hexdigest()[:8]


def folder() -> Path:
    """Return the folder of the shelf, for this code, this database and this archive."""
    return Path(settings.DATA, "pages", f"{_fingerprint()}-{_whose()}")


def _place(name: str) -> Path:
    return folder() / hashlib.sha256(name.encode()).hexdigest()[:32]


def _file(path: str, name: str) -> Path:
    return _place(name) / hashlib.sha256(path.encode()).hexdigest()[:32]


def take(path: str, name: str) -> Kept | None:
    """Return the answer that is kept for an address of a document, or None."""
    try:
        data = _file(path, name).read_bytes()
    except OSError:
        return None
    head, _, body = data.partition(b"\n")
    said = json.loads(head)
    return Kept([tuple(header) for header in said["headers"]], said["etag"], body, said["file"])


def keep(path: str, name: str, headers: Sequence[tuple[str, str]], body: bytes, file: str, entry: int) -> None:
    """Keep an answer that knows of all log entries up to ``entry``, unless the shelf knows of later ones.

    Raises OSError where it cannot be kept.
    """
    said = {"headers": headers, "etag": dict(headers)["ETag"], "file": file}
    with _alone() as stamp:
        if stamp.entry > entry:
            return
        target = _file(path, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_bytes(json.dumps(said).encode() + b"\n" + body)
        fresh.replace(target)


@contextmanager
def _alone() -> Iterator[_Stamp]:
    """Have the shelf for oneself; gives its stamp."""
    root = folder()
    root.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _stamp(root)


def _stamp(root: Path) -> _Stamp:
    try:
        return msgspec.json.decode((root / "stamp").read_bytes(), type=_Stamp)
    except (OSError, msgspec.DecodeError):
        return _Stamp(0, datetime.datetime.min.replace(tzinfo=datetime.UTC))


_looked: dict[Path, float] = {}


def look(every: float = 0) -> int:
    """Throw away what the log has made old since the last look, at most once in so many seconds.

    Returns the number of the last entry; 0 where nobody looked. Raises OSError where the shelf cannot be written.
    """
    root = folder()
    if every and time.monotonic() - _looked.get(root, float("-inf")) < every:
        return 0
    now, last = timezone.now(), Entry.objects.aggregate(last=Max("number"))["last"] or 0
    known = _stamp(root)
    due = Expression.objects.filter(released__gt=known.at, released__lte=now)
    if last != known.entry or due.exists():
        with _alone() as stamp:
            _throw_away(root, stamp, last, now)
            (root / "stamp.new").write_bytes(msgspec.json.encode(_Stamp(last, now)))
            (root / "stamp.new").replace(root / "stamp")
    _looked[root] = time.monotonic()
    return last


def _throw_away(root: Path, stamp: _Stamp, last: int, now: datetime.datetime) -> None:
    since = Q(entry_id__gt=stamp.entry)
    all_of_it = (
        not stamp.entry
        or last - stamp.entry > _MOST
        or last < stamp.entry
        or AuthorityRecord.objects.filter(since).exists()
    )
    if all_of_it:
        places = [place for place in root.iterdir() if place.is_dir()]
        if not stamp.entry:
            places += [old for old in root.parent.glob(f"*-{_whose()}") if old != root]
    else:
        places = [_place(name_of(work)) for work in concerned(since, stamp.at, now)]
    for place in places:
        shutil.rmtree(place, ignore_errors=True)


def concerned(since: Q, after: datetime.datetime, now: datetime.datetime) -> set[Work]:
    """Return the documents whose pages say something else since: those changed, and those that they have to do with."""
    came = since | Q(released__gt=after, released__lte=now)
    changed = set(Work.objects.filter(since))
    changed |= {ruling.work for ruling in Ruling.objects.filter(since).select_related("work")}
    changed |= {row.work for row in Expression.objects.filter(came).select_related("work")}
    keys = set(Name.objects.filter(work__in=changed).values_list("key", flat=True)) | {work.key for work in changed}
    cited = CitationEdge.objects.filter(expression__work__in=changed).values_list("key", flat=True)
    near = Q(names__key__in=set(cited)) | Q(expressions__citations__key__in=keys)
    near |= Q(base__in=keys) | Q(key__in={work.base for work in changed if work.base})
    return changed | set(Work.objects.filter(near).distinct())
