"""Dumps: everything public in files to take away, so that nobody needs to ask for page after page.

``documents.jsonl.gz`` has a line of JSON for each document, as the API tells of it; ``versions.jsonl.gz`` one for each
newest language version, with the whole document as the archive keeps it under ``document``. ``SHA256SUMS`` has their
checksums, ``about.json`` the moment and the last log entry. Once something is withdrawn or restricted an older dump is
given out no more: the next one is without it.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from verbale.archive import log
from verbale.archive.files import stored
from verbale.archive.models import Ruling
from verbale.library import lists, lookup, telling

NAMES = ("documents.jsonl.gz", "versions.jsonl.gz")
_BATCH = 200
_LATER = 3600
"""Seconds after which to ask again for a dump that is not there."""


class Dumped(msgspec.Struct, frozen=True):
    """A file of a dump."""

    name: str
    size: int
    sha256: str
    lines: int


class About(msgspec.Struct, frozen=True):
    """A dump: when it was made, the last entry of the log then, and its files."""

    at: datetime.datetime
    entry: int
    files: tuple[Dumped, ...]


def root() -> Path:
    """Return the folder of the dump that is given out."""
    return settings.DATA / "dumps"


def dump(at: datetime.datetime, into: Path | None = None) -> About:
    """Write all that is public at a moment into a folder, in place of what it held before; return what was written."""
    into = into or root()
    into.mkdir(parents=True, exist_ok=True)
    last = log.head()
    with tempfile.TemporaryDirectory(dir=into) as folder:
        made = Path(folder)
        lines = dict.fromkeys(NAMES, 0)
        with _file(made / NAMES[0]) as documents, _file(made / NAMES[1]) as versions:
            for document, of in _documents(at):
                documents.write(msgspec.json.encode(document) + b"\n")
                lines[NAMES[0]] += 1
                for line in of:
                    versions.write(line + b"\n")
                    lines[NAMES[1]] += 1
        files = tuple(Dumped(name, (made / name).stat().st_size, _sha256(made / name), lines[name]) for name in NAMES)
        about = About(at, last.number if last else 0, files)
        sums = "".join(f"{one.sha256}  {one.name}\n" for one in files)
        (made / "SHA256SUMS").write_text(sums, "ascii")
        (made / "about.json").write_bytes(msgspec.json.format(msgspec.json.encode(about)) + b"\n")
        for name in (*NAMES, "SHA256SUMS", "about.json"):
            (made / name).replace(into / name)
    return about


def _documents(at: datetime.datetime) -> Iterator[tuple[dict[str, Any], list[bytes]]]:
    """Yield what is told of each document, and its newest language versions as lines."""
    after = 0
    while works := list(lists.documents(at, pk__gt=after).order_by("pk")[:_BATCH]):
        for row in lists.rows(works, "en", at):
            found = lookup.found(row.work, at)
            newest = [of[0] for of in found.versions.values()]
            told = [telling.version(found, one) for one in newest]
            yield (
                {**telling.document(row), "versions": told},
                list(map(_line, newest, told, [row.work.key] * len(told))),
            )
        after = works[-1].pk


def _line(version: lookup.Version, told: dict[str, Any], key: str) -> bytes:
    kept = version.files.get("json")
    document = json.loads(stored(kept.path).read_bytes()) if kept else None
    return msgspec.json.encode({"key": key, **told, "document": document})


def _file(path: Path) -> gzip.GzipFile:
    return gzip.GzipFile(path, "wb", mtime=0)  # so that the same content is the same file


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# -- giving them out --------------------------------------------------------------------------------------------


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Tell which dump there is, and its files."""
    about = _about()
    if about is None:
        return _absent()
    base = telling.whole("/dumps/")
    files = [{**msgspec.to_builtins(one), "url": f"{base}{one.name}"} for one in about.files]
    return JsonResponse({"at": about.at, "entry": about.entry, "files": files, "sums": f"{base}SHA256SUMS"})


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """Give a file of the dump."""
    if name not in (*NAMES, "SHA256SUMS", "about.json"):
        raise Http404
    if _about() is None:
        return _absent()
    kinds = {".gz": "application/gzip", ".json": "application/json"}
    where = root() / name
    return FileResponse(where.open("rb"), content_type=kinds.get(where.suffix, "text/plain; charset=us-ascii"))


def _about() -> About | None:
    """Return the dump that may be given out; None where there is none, or something in it is public no more."""
    try:
        about = msgspec.json.decode((root() / "about.json").read_bytes(), type=About)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    closed = Ruling.objects.filter(entry_id__gt=about.entry).exclude(access="public").filter(step__gt=1)
    return None if closed.exists() else about


def _absent() -> HttpResponse:
    told = {"type": "urn:verbale:error:no-dump", "title": "There is no dump now", "status": 503, "code": "no-dump",
            "detail": "The next one is being waited for: something was withdrawn since the last, or none was made."}  # fmt: skip
    response = JsonResponse(told, status=503, content_type="application/problem+json")
    response.headers["Retry-After"] = str(_LATER)
    return response


urlpatterns = [path("dumps/", index, name="dumps"), path("dumps/<str:name>", file, name="dump")]
