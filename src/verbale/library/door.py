"""The door before the framework: what is on the shelf is handed out here, and only for the rest is Django asked."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper

from django.db import DatabaseError, connection

from verbale.archive.files import stored
from verbale.languages import LANGUAGES
from verbale.library import shelf
from verbale.library.addresses import SUFFIXES

LOOK_EVERY = 1.0
"""Seconds for which a page may be handed out without a look at the log: so long a withdrawn one may still be seen."""

_PATH = re.compile(
    rf"/(?:(?:{'|'.join(LANGUAGES)})/)?(?P<name>.+?)"
    rf"(?P<suffix>\.(?:{'|'.join(map(re.escape, sorted(SUFFIXES, key=len, reverse=True)))}))?"
)
_log = logging.getLogger("verbale.library")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def before(application: Application) -> Application:
    """Return the application with the door before it."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        kept = _kept(environ) if environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        return _hand_out(kept, environ, start_response) if kept else application(environ, start_response)

    return answer


def _kept(environ: dict[str, Any]) -> shelf.Kept | None:
    """Return what the shelf has for a request that asks for nothing out of the ordinary."""
    if environ.get("QUERY_STRING") or environ.get("HTTP_RANGE"):
        return None
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    found = _PATH.fullmatch(path)
    if found is None or not (found["suffix"] or _takes_html(environ.get("HTTP_ACCEPT", ""))):
        return None
    return shelf.take(path, found["name"]) if _look() else None


def _takes_html(accept: str) -> bool:
    return not accept or accept == "*/*" or accept.startswith("text/html")


def _look() -> bool:
    """Look at the log where it is time; from a shelf that nobody can look after nothing is handed out."""
    try:
        if shelf.look(LOOK_EVERY):
            connection.close()
    except (DatabaseError, OSError) as error:
        _log.warning("The shelf cannot be looked after: %s", error)
        return False
    return True


def _hand_out(kept: shelf.Kept, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    tags = [tag.strip().removeprefix("W/") for tag in environ.get("HTTP_IF_NONE_MATCH", "").split(",")]
    if kept.etag in tags or "*" in tags:
        wanted = ("etag", "last-modified", "cache-control", "vary", "date", "content-location", "expires")
        start_response("304 Not Modified", [pair for pair in kept.headers if pair[0].lower() in wanted])
        return []
    path: Path | None = stored(kept.file) if kept.file else None
    size = path.stat().st_size if path else len(kept.body)
    rest = [pair for pair in kept.headers if pair[0].lower() != "content-length"]
    start_response("200 OK", [*rest, ("Content-Length", str(size))])
    if environ["REQUEST_METHOD"] == "HEAD":
        return []
    if path is None:
        return [kept.body]
    return environ.get("wsgi.file_wrapper", FileWrapper)(path.open("rb"), 1 << 16)
