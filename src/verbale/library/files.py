"""Sending a stored file, whole or a range of it (RFC 9110, one range)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import quote_etag

from verbale.archive.files import stored
from verbale.archive.models import Rendition
from verbale.pages.security import document, framed

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PIECE = 1 << 16


def send(request: HttpRequest, row: Rendition) -> HttpResponse:
    """Answer with the bytes of a rendition, or with the range that is asked for."""
    response = send_file(request, stored(row.path), row.sha256, _type(row), row.name)
    # A PDF is shown by the browser's own viewer, which a sandbox would stop.
    return framed(response) if row.format == "pdf" else document(response)


def send_file(request: HttpRequest, path: Path, sha256: str, content_type: str, name: str) -> HttpResponse:
    """Answer with the bytes of a file, or with the range that is asked for, and with its checksum (RFC 9530)."""
    etag, size = quote_etag(sha256), path.stat().st_size
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    span = _span(asked, size)
    if span is None:
        response: HttpResponse = FileResponse(path.open("rb"), content_type=content_type)
    elif not span:
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{size}"
    else:
        response = StreamingHttpResponse(_pieces(path, span), status=206, content_type=content_type)
        response.headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
        response.headers["Content-Length"] = str(len(span))
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"
    return response


def _type(row: Rendition) -> str:
    text = row.media_type.startswith("text/") or row.media_type.endswith(("json", "xml"))
    return f"{row.media_type}; charset=utf-8" if text else row.media_type


def _span(asked: str, size: int) -> range | None:
    """Return the bytes asked for, an empty range where there are none such, or None for the whole file."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        return range(max(size - int(found[2]), 0), size) if int(found[2]) else range(0)
    first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
    if found[2] and int(found[2]) < first:
        return None
    return range(first, last + 1)


def _pieces(path: Path, span: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(span.start)
        left = len(span)
        while left and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
