"""Whether all is as it was put in: guards, log, rows, files and search terms recomputed; faults named with their place.

=====================  ========  ==================================================================================
code                   severity  meaning
=====================  ========  ==================================================================================
`verify-unreadable`    error     the database or the disk cannot be read
`verify-guard`         error     a trigger that refuses changes does not stand; `mend` puts it back
`verify-log`           error     an entry is missing, or is not as it was written
`verify-head`          error     an entry whose hash is known from outside has another one
`verify-rows`          error     rows of an entry were changed, removed or added
`verify-root`          error     the storage root is not as it should be
`verify-object`        error     a stored object has a fault: its inventories, or what is beside its content
`verify-content`       error     stored bytes were changed, are missing or belong nowhere
`verify-place`         error     a row does not lead to its bytes
`verify-terms`         error     search terms are not those of the document (make them anew after an upgrade)
`verify-unfinished`    note      a process was stopped while it stored a version; `mend` finishes it
`verify-orphan`        note      a stored version that no row knows: its deposit did not come to its end
`verify-incoming`      note      what a stopped process left in ``incoming``; `mend` removes it
=====================  ========  ==================================================================================
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from django.db import DatabaseError, connection
from django.db.models import F, TextField
from django.db.models.functions import Cast

from verbale.archive import files, guards, inspect, log, ocfl
from verbale.archive.models import Entry, Expression, Issued, Rendition, Stored, SubmittedFile
from verbale.archive.terms import kept_document, terms_of
from verbale.problems import Problem, VerbaleError


class Verification(msgspec.Struct, frozen=True):
    """What was looked at, and what was found; ``problems`` in the order of finding, at most ``limit`` of them."""

    entries: int
    rows: int
    objects: int
    problems: tuple[Problem, ...]

    @property
    def fault(self) -> Problem | None:
        """The first error, or None where all is as it was put in."""
        return next((problem for problem in self.problems if problem.severity == "error"), None)


def verify(
    archive: Path | None = None,
    *,
    known: Mapping[int, str] | None = None,
    limit: int = 100,
    each: Callable[[str], None] | None = None,
) -> Verification:
    """Recompute everything and report what is not as it was put in.

    ``known`` has hashes of entries that were noted down outside (printed, published, stamped): only they show that
    somebody wrote the whole log anew. ``each`` is called with the name of each part before it is looked at.
    """
    root = archive or files.archive()
    counts: dict[str, int] = {}
    parts: dict[str, Callable[[dict[str, int]], Iterator[Problem]]] = {
        "guards": _guards,
        "log": lambda counts: _log(known or {}, counts),
        "rows": _rows,
        "files": lambda counts: _files(root, counts),
        "places": lambda _: _places(root),
        "terms": lambda _: _terms(root),
    }
    found: list[Problem] = []
    for name, part in parts.items():
        if each is not None:
            each(name)
        try:
            found += itertools.islice(part(counts), max(0, limit - len(found)))
        except (DatabaseError, OSError, ValueError) as error:
            text = f"This part cannot be read: {str(error).strip()}"
            found.append(_fault("verify-unreadable", text, name, "See whether disk and database are whole."))
    return Verification(counts.get("log", 0), counts.get("rows", 0), counts.get("files", 0), tuple(found[:limit]))


class Mended(msgspec.Struct, frozen=True):
    """What was mended: objects finished, left-overs removed, guards put back."""

    finished: int
    removed: int
    guards: int


@log.turn()
def mend() -> Mended:
    """Finish what stopped processes left in the stored files, and put guards back; nothing that is kept is changed."""
    log.begin()
    root = files.archive()
    finished = sum(ocfl.mend(root, folder) for folder in inspect.folders(root))
    return Mended(finished, ocfl.sweep(root), guards.put_back(connection))


_DATABASE = "Compare the database with a backup, and find out who had access to it."
_FILES = "Bring the files back from a copy; nothing in the archive is ever meant to change."

_ORPHAN = "Nothing: the same deposit, done again, takes it over."


def _fault(code: str, text: str, where: str, advice: str = _DATABASE) -> Problem:
    return Problem(code, "error", text, where, advice)


def _guards(_: dict[str, int]) -> Iterator[Problem]:
    for name in guards.missing(connection):
        advice = "Find out who took the trigger away; `mend` puts it back."
        yield _fault("verify-guard", "The database does not refuse changes here.", name, advice)


_COLUMNS = ("number", "at", "by", "verb", "subject", "facts", "rows", "previous", "hash")


def _raw_entries(**where: Any) -> Iterator[dict[str, Any]]:
    """Yield the entries in their order, each column as the database holds it."""
    columns = [Cast(F(name), TextField()) for name in _COLUMNS]
    for row in Entry.objects.filter(**where).order_by("number").values_list(*columns).iterator(chunk_size=2000):
        yield dict(zip(_COLUMNS, row, strict=True))


def _log(known: Mapping[int, str], counts: dict[str, int]) -> Iterator[Problem]:
    previous, due = log.START, 1
    for row in _raw_entries():
        where = f"entry {row['number']}"
        if row["number"] != str(due):
            yield _fault("verify-log", f"Entry {due} should come here.", where)
            due = int(row["number"])
        fields = {**row, "number": due}
        stated = fields.pop("hash")
        if row["previous"] != previous:
            yield _fault("verify-log", "The entry is not chained to the one before it.", where)
        if stated != log.hash_of(**fields):
            yield _fault("verify-log", "The entry is not as it was written: its hash is another.", where)
        if known.get(due, stated) != stated:
            yield _fault("verify-head", "The entry is not the one that was noted down outside.", where)
        previous, due = stated, due + 1
        counts["log"] = counts.get("log", 0) + 1
    for number in known:
        if number >= due:
            yield _fault("verify-head", "An entry that was noted down is gone.", f"entry {number}")


def _rows(counts: dict[str, int]) -> Iterator[Problem]:
    """Compare the rows of each entry, table by table, with the digests in the entry.

    Entries that are written meanwhile are left for the next time.
    """
    last = log.head()
    upto = last.number if last else 0
    tables = {
        model._meta.db_table: _Ahead(log.digests_by_entry(model, entry_id__lte=upto)) for model in log.issued_models()
    }
    for row in _raw_entries(number__lte=upto):
        number = int(row["number"])
        where, stated = f"entry {number}, {row['verb']} {row['subject']}", _stated(row["rows"])
        for table, ahead in tables.items():
            for stray in ahead.before(number):
                yield _stray(table, stray)
            if ahead.take(number) != stated.pop(table, None):
                yield _fault("verify-rows", f"Rows of {table} are not as they were added.", where)
        for table in stated:
            text = f"Rows of {table} cannot be looked at: no application that is installed has this table."
            yield _fault("verify-rows", text, where, "Install that application again.")
    for model in log.issued_models():
        rows = model._default_manager
        for stray in rows.exclude(entry_id__in=Entry.objects.values("number")).values_list("entry_id", flat=True):
            yield _stray(model._meta.db_table, stray)
        counts["rows"] = counts.get("rows", 0) + rows.count()


def _stated(rows: str) -> dict[str, str]:
    try:
        stated = json.loads(rows)
    except ValueError:
        return {}
    return stated if isinstance(stated, dict) else {}


def _stray(table: str, entry: int) -> Problem:
    return _fault("verify-rows", f"Rows of {table} belong to an entry that is not there.", f"entry {entry}")


class _Ahead:
    """Digests by entry, taken in step with the log."""

    def __init__(self, digests: Iterator[tuple[str, str]]) -> None:
        self._digests = digests
        self._next = next(digests, None)

    def before(self, number: int) -> Iterator[int]:
        """Yield, and pass over, the entries that come before ``number``."""
        while self._next is not None and int(self._next[0]) < number:
            yield int(self._next[0])
            self._next = next(self._digests, None)

    def take(self, number: int) -> str | None:
        """Return, and pass over, the digest of entry ``number``."""
        if self._next is None or int(self._next[0]) != number:
            return None
        digest = self._next[1]
        self._next = next(self._digests, None)
        return digest


def _files(root: Path, counts: dict[str, int]) -> Iterator[Problem]:
    stored = Stored.objects.order_by("object", "version")
    if not stored.exists() and not (root / ocfl.ROOT).exists():
        return
    yield from inspect.check_root(root)
    for folder in inspect.folders(root):
        counts["files"] = counts.get("files", 0) + 1
        yield from inspect.check_object(root, folder)
        rows = dict(stored.filter(object=inspect.identifier(folder)).values_list("version", "inventory"))
        versions = inspect.inventories(folder)  # after the rows: a version of this moment has none yet
        where = str(folder.relative_to(root))
        for number, digest in versions.items():
            if number not in rows:
                yield Problem(
                    "verify-orphan", "note", "No row knows this stored version.", f"{where}/v{number}", _ORPHAN
                )
            elif rows[number] != digest:
                text = "The inventory is not the one that was stored."
                yield _fault("verify-object", text, f"{where}/v{number}", _FILES)
        for number in rows.keys() - versions.keys():
            yield _fault("verify-object", "A stored version is gone.", f"{where}/v{number}", _FILES)
    for name in stored.values_list("object", flat=True).distinct():
        if not (root / ocfl.ROOT / ocfl.object_path(name)).is_dir():
            yield _fault("verify-object", "A stored object is gone.", name, _FILES)
    for place in sorted((root / ocfl.INCOMING).glob("*")):
        yield Problem(
            "verify-incoming", "note", "A stopped process left this.", f"{ocfl.INCOMING}/{place.name}", "Run `mend`."
        )


def _places(root: Path) -> Iterator[Problem]:
    """Check that every row leads to bytes of its size under its sha-256; `_files` has hashed what is there."""
    models: tuple[type[Issued], ...] = (Rendition, SubmittedFile)
    for model in models:
        columns = ("pk", "path", "sha256", "size", "name")
        for pk, path, digest, size, name in model._default_manager.order_by("pk").values_list(*columns).iterator():
            file = root / ocfl.ROOT / path
            if not path.endswith(f"/content/{digest}") or not file.is_file() or file.stat().st_size != size:
                where = f"{model._meta.db_table} {pk}, {name}"
                yield _fault("verify-place", f"The row does not lead to its bytes: {path}", where, _FILES)


def _terms(root: Path) -> Iterator[Problem]:
    for expression in Expression.objects.select_related("work", "terms").order_by("pk").iterator(chunk_size=200):
        try:
            found = terms_of(kept_document(expression, root))
        except (OSError, VerbaleError, Rendition.DoesNotExist):
            continue  # said above, where the bytes were looked at
        terms = getattr(expression, "terms", None)
        if terms is None or (terms.title, terms.text) != (found.title, found.text):
            text = "The search terms are not those of the document."
            yield _fault("verify-terms", text, str(expression), "Make them anew: `mend`.")
