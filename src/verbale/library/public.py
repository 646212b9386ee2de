"""Answers that are the same for everyone: what views say of them, and what may be kept and sent again.

A view marks its response with `share`. On the way out nothing that belongs to a person stays on it, a browser that has
it already is told so, and the whole answer goes on the shelf (`verbale.library.shelf`), from which the next one who
asks gets it before Django is asked at all.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe, quote_etag
from django.views.decorators.http import require_safe

from verbale.archive.canonical import sha256
from verbale.languages import LANGUAGES, language
from verbale.library import shelf
from verbale.library.addresses import path_of
from verbale.library.lookup import Withdrawn
from verbale.library.reading import Tongue
from verbale.library.telling import whose
from verbale.pages.language import current, speaking
from verbale.pages.wording import say

_log = logging.getLogger("verbale.library")

KEEP = "public, max-age=60, s-maxage=2"
"""How long others may keep an answer: browsers a minute, the server before us two seconds, so that what is withdrawn
is gone."""


class Shared(msgspec.Struct, frozen=True):
    """What is said of a shared answer: on what it varies, and where on the shelf it goes, if it may.

    ``entry`` is the last log entry that it knows of; ``file`` where its bytes are kept already.
    """

    vary: str = ""
    path: str = ""
    name: str = ""
    entry: int = 0
    file: str = ""


def share(
    response: HttpResponse, *, etag: str = "", modified: datetime.datetime | None = None, **said: Any
) -> HttpResponse:
    """Mark an answer as one for everyone, and return it; without an ``etag`` its content makes one."""
    response.headers["ETag"] = quote_etag(etag or sha256(response.content)[:32])
    if modified:
        response.headers["Last-Modified"] = http_date(modified.timestamp())
    response.headers["Cache-Control"] = KEEP
    response.shared = Shared(**said)
    return response


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let shared answers go out as the same for everyone; the first of all middleware, so that it comes last."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        shared: Shared | None = getattr(response, "shared", None)
        if shared is None:
            return response
        response.cookies.clear()
        response.headers.pop("Vary", None)
        if shared.vary:
            response.headers["Vary"] = shared.vary
        if response.status_code != 200:
            return response
        if shared.path and shared.entry:
            body = b"" if shared.file else response.content
            try:
                shelf.keep(shared.path, shared.name, list(response.headers.items()), body, shared.file, shared.entry)
            except OSError as error:  # it is given out all the same
                _log.warning("The page cannot be kept: %s", error)
        modified = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        fitting = get_conditional_response(request, response.headers["ETag"], modified, response)
        if fitting is not response and response.streaming:
            response.close()  # the file, which nobody is going to read
        return fitting

    return answer


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view answer in the language of its address, and tell of what was withdrawn."""

    @require_safe
    @wraps(view)
    def seen(request: HttpRequest, lang: str, **given: Any) -> HttpResponse:
        request.language = lang
        with speaking(lang):
            response = view(request, lang, **given)
            response.headers["Content-Language"] = lang
        return response

    return seen


def gone(request: HttpRequest, error: Withdrawn) -> HttpResponse:
    """Tell who withdrew a document, when and why."""
    here = current()
    tongues = [Tongue(language(lang), path_of(error.symbol, lang), lang == here) for lang in LANGUAGES]
    context = {"gone": error, "tongues": tongues, "office": office(here)}
    response = render(request, "library/gone.html", context, status=410)
    response.headers["Content-Language"] = here
    return response


def office(lang: str) -> str:
    """Return who is named to the public for what an officer did: the office, never the person."""
    return say("library.gone.office", lang, organization=whose(lang))
