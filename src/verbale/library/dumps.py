"""Dumps: everything public in files to take away, so that nobody needs to ask for page after page.

``documents.jsonl.gz`` has a line of JSON for each document, as the API tells of it; ``versions.jsonl.gz`` one for each
newest language version, with the whole document as the archive keeps it under ``document``. The Parquet files have the
same in tables (`verbale.library.tables`). ``SHA256SUMS`` has their checksums, ``about.json`` the moment and the last log
entry, ``dcat.jsonld`` describes the dump to catalogues of data. Once something is withdrawn or restricted an older dump
is given out no more: the next one is without it.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from verbale.archive import log
from verbale.archive.citing import key_of
from verbale.archive.files import stored
from verbale.archive.models import Ruling
from verbale.document import Document, from_json
from verbale.languages import LANGUAGES
from verbale.library import files, lists, lookup, telling

LINES = ("documents.jsonl.gz", "versions.jsonl.gz")
TABLES = ("documents.parquet", "versions.parquet", "citations.parquet", "texts.parquet")
NAMES = (*LINES, *TABLES)
"""The files that have rows."""
BESIDE = ("SHA256SUMS", "dcat.jsonld", "about.json")
_MEDIA_TYPES = {
    ".gz": "application/gzip", ".parquet": "application/vnd.apache.parquet", ".json": "application/json",
    ".jsonld": "application/ld+json",
}  # fmt: skip
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
        lines = _write(made, at)
        files = tuple(Dumped(name, (made / name).stat().st_size, _sha256(made / name), lines[name]) for name in NAMES)
        about = About(at, last.number if last else 0, files)
        sums = "".join(f"{one.sha256}  {one.name}\n" for one in files)
        (made / "SHA256SUMS").write_text(sums, "ascii")
        (made / "dcat.jsonld").write_bytes(msgspec.json.format(msgspec.json.encode(_described(about))) + b"\n")
        (made / "about.json").write_bytes(msgspec.json.format(msgspec.json.encode(about)) + b"\n")
        for name in (*NAMES, *BESIDE):
            (made / name).replace(into / name)
    return about


def _write(folder: Path, at: datetime.datetime) -> dict[str, int]:
    """Write the files that have rows, and return how many each has."""
    from verbale.library.tables import SCHEMAS, Table, texts  # noqa: PLC0415  # heavy, and no page needs it

    lines = dict.fromkeys(NAMES, 0)
    with ExitStack() as open_files:
        of_documents, of_versions = (open_files.enter_context(_file(folder / name)) for name in LINES)
        tables = {
            name: open_files.enter_context(Table(folder / name, SCHEMAS[name.removesuffix(".parquet")]))
            for name in TABLES
        }
        documents, versions, citations, paragraphs = (tables[name] for name in TABLES)
        for document, of in _documents(at):
            of_documents.write(msgspec.json.encode(document) + b"\n")
            documents.add([document])
            lines[LINES[0]] += 1
            for told, data in of:
                kept = json.loads(data) if data else None
                of_versions.write(msgspec.json.encode({**told, "document": kept}) + b"\n")
                lines[LINES[1]] += 1
                versions.add([told])
                if data:
                    read = from_json(data)
                    own = {name: told[name] for name in ("key", "language", "version")}
                    citations.add({**own, **row} for row in _cited(read))
                    paragraphs.add({**own, **row} for row in texts(read))
    return lines | {name: table.lines for name, table in tables.items()}


def _documents(at: datetime.datetime) -> Iterator[tuple[dict[str, Any], list[tuple[dict[str, Any], bytes]]]]:
    """Yield what is told of each document, and of its newest language versions, each with its stored JSON or nothing."""
    after = 0
    while works := list(lists.documents(at, pk__gt=after).order_by("pk")[:_BATCH]):
        for row in lists.rows(works, "en", at):
            found = lookup.found(row.work, at)
            newest = [of[0] for of in found.versions.values()]
            told = [telling.version(found, one) for one in newest]
            yield (
                {**telling.document(row), "versions": told},
                [({"key": row.work.key, **facts}, _kept(one)) for facts, one in zip(told, newest, strict=True)],
            )
        after = works[-1].pk


def _kept(version: lookup.Version) -> bytes:
    row = version.files.get("json")
    return stored(row.path).read_bytes() if row else b""


def _cited(document: Document) -> Iterator[dict[str, Any]]:
    for position, one in enumerate(document.citations):
        yield {"position": position, **msgspec.structs.asdict(one), "cited": key_of(one.symbol)}


def _file(path: Path) -> gzip.GzipFile:
    return gzip.GzipFile(path, "wb", mtime=0)  # so that the same content is the same file


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _described(about: About) -> dict[str, Any]:
    """Return the dump as catalogues of data sets describe one (DCAT 3)."""
    base = telling.whole("/dumps/")
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": base,
        "@type": "dcat:Dataset",
        "dct:title": {"@value": telling.whose("en"), "@language": "en"},
        "dct:issued": {"@value": about.at.isoformat(), "@type": "xsd:dateTime"},
        "dct:language": [*LANGUAGES],
        "dcat:landingPage": {"@id": telling.whole("/")},
        "dcat:distribution": [
            {
                "@id": f"{base}{one.name}",
                "@type": "dcat:Distribution",
                "dct:title": one.name,
                "dcat:downloadURL": {"@id": f"{base}{one.name}"},
                "dcat:mediaType": _MEDIA_TYPES[Path(one.name).suffix],
                "dcat:byteSize": {"@value": str(one.size), "@type": "xsd:nonNegativeInteger"},
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": {"@value": one.sha256, "@type": "xsd:hexBinary"},
                },
            }
            for one in about.files
        ],
    }  # fmt: skip


# -- every night ------------------------------------------------------------------------------------------------


def due(now: datetime.datetime) -> bool:
    """Tell whether a dump is to be made: at the time of the settings, or at once where none may be given out."""
    if settings.DUMP is None:
        return False
    here = timezone.localtime(now)
    last = datetime.datetime.combine(here.date(), settings.DUMP, here.tzinfo)
    if last > here:
        last -= datetime.timedelta(days=1)
    about = given_out()
    return about.at < last if about else log.head() is not None


# -- giving them out --------------------------------------------------------------------------------------------


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Tell which dump there is, and its files."""
    about = given_out()
    if about is None:
        return _absent()
    base = telling.whole("/dumps/")
    found = [{**msgspec.to_builtins(one), "url": f"{base}{one.name}"} for one in about.files]
    return JsonResponse({"at": about.at, "entry": about.entry, "files": found, "sums": f"{base}SHA256SUMS"})


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """Give a file of the dump, or a range of it, with its checksum (RFC 9530)."""
    if name not in (*NAMES, *BESIDE):
        raise Http404
    about = given_out()
    if about is None:
        return _absent()
    where = root() / name
    known = {one.name: one.sha256 for one in about.files}
    kind = _MEDIA_TYPES.get(where.suffix, "text/plain; charset=us-ascii")
    sha256 = known.get(name) or _sha256(where)
    response = files.send_file(request, where, sha256, kind, name)
    response.headers["ETag"] = quote_etag(sha256)
    fitting = get_conditional_response(request, response.headers["ETag"], None, response)
    if fitting is not response:
        response.close()  # the file, which nobody is going to read
    return fitting


def given_out() -> About | None:
    """Return the dump that there is; None where none was made, or something in it is public no more."""
    about = _made()
    return about if about and not _closed(about) else None


def _made() -> About | None:
    try:
        return msgspec.json.decode((root() / "about.json").read_bytes(), type=About)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _closed(about: About) -> bool:
    return Ruling.objects.filter(entry_id__gt=about.entry, step__gt=1).exclude(access="public").exists()


def _absent() -> HttpResponse:
    """Tell that none was ever made, or that the next is being waited for."""
    status = 503 if _made() else 404
    why = (
        "Something was withdrawn since the last; the next one is being waited for."
        if status == 503
        else "None was made yet."
    )
    told = {"type": "urn:verbale:error:no-dump", "title": "There is no dump now", "status": status, "code": "no-dump",
            "detail": why}  # fmt: skip
    response = JsonResponse(told, status=status, content_type="application/problem+json")
    if status == 503:
        response.headers["Retry-After"] = str(_LATER)
    return response


urlpatterns = [path("dumps/", index, name="dumps"), path("dumps/<str:name>", file, name="dump")]
