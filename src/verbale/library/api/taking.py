"""What is taken away, and whether it is what was issued: dumps, and verifying a file or its hash."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from verbale.library import dumps, shapes, telling
from verbale.library.api.asking import FAULTS
from verbale.library.views import verifying

router = Router()


@router.get("/verify", response={200: shapes.Verdict, **FAULTS}, tags=["verify"])
def verify_hash(
    request: HttpRequest,
    sha256: Annotated[str, Query(pattern=r"^[0-9a-fA-F]{64}$", description="The SHA-256 of the file, in hexadecimal.")],
) -> dict[str, Any]:
    """Tell whether the bytes that have a hash were issued here."""
    return _told(verifying.of_hash(sha256.lower()))


@router.post("/verify", response={200: shapes.Verdict, **FAULTS}, tags=["verify"])
def verify_file(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> dict[str, Any]:
    """Tell whether a file was issued here, or says that it is a document which is; nothing of it is kept."""
    return _told(verifying.of_file(file))


def _told(answer: verifying.Answer) -> dict[str, Any]:
    row, expression = answer.row, answer.row and answer.row.expression
    return {
        "verdict": answer.verdict,
        "sha256": answer.sha256,
        "name": answer.name,
        "url": telling.whole(answer.address) if answer.address else "",
        "language": expression.language if expression else "",
        "version": expression.version if expression else None,
        "format": row.format if row else "",
        "entry": row.entry_id if row else None,
        "entry_hash": row.entry.hash if row else "",
    }


@router.get("/dumps", response={200: shapes.Dumps, **dict.fromkeys((404, 429, 503), shapes.Fault)}, tags=["dumps"])
def dump(request: HttpRequest) -> HttpResponse:
    """Tell which dump of everything public there is, and its files."""
    return dumps.index(request)
