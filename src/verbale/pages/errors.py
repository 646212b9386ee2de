"""What a person, or a program, is told when something cannot be done: a page in their language, never a traceback.

An error of Verbale that a view lets go becomes a page, or under ``/api/`` a problem in JSON (RFC 9457), with the status
of its code. Its title and advice are in the catalogue under ``error.CODE``. Between them a page says the wording that it
brings (``wording=("refusal.changed", {"by": name})``); an error of the core brings none, and its own words stand there,
marked as English. Programs are told in English.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from verbale.pages import wording
from verbale.pages.context import frame
from verbale.pages.language import current, of_browser, speaking
from verbale.problems import VerbaleError

STATUS = {
    "bad-input": 422,
    "bad-symbol": 422,
    "cannot-write": 422,
    "conflict": 409,
    "not-allowed": 403,
    "not-known": 404,
    "refused": 409,
    "wrong-state": 409,
}
"""The HTTP status of an error by its code, or by that of the nearest class above it; all others are our own fault."""

_log = logging.getLogger("verbale.pages")


def status_of(error: VerbaleError) -> int:
    """Return the HTTP status of an error."""
    return next((STATUS[kind.code] for kind in _kinds(error) if kind.code in STATUS), 500)


def _kinds(error: VerbaleError) -> list[type[VerbaleError]]:
    return [kind for kind in type(error).__mro__ if issubclass(kind, VerbaleError)]


def told(error: VerbaleError) -> tuple[str, str]:
    """Return the words that an error brings, remedy and all, and the language they are in."""
    if error.wording is None:
        return f"{error.text} {error.advice}".rstrip(), "en"
    key, slots = error.wording
    return wording.say(key, current(), **slots), current()


def explained(error: VerbaleError) -> tuple[str, str]:
    """Return what an error says in the language of the page, and its own English words where it says no more than its kind."""
    text, lang = told(error)
    if lang == current():
        return text, ""
    key = _key(error, status_of(error))
    return " ".join(wording.say(f"{key}.{part}", current()) for part in ("title", "advice")), text


def title(error: VerbaleError) -> str:
    """Return what kind of error it is, in the language of the page."""
    return wording.say(f"{_key(error, status_of(error))}.title", current())


def refuse(form: Form, error: VerbaleError) -> None:
    """Add an error to a form, so that it is shown again as it was filled in; beside the field that it names, if any."""
    text, lang = told(error)
    if lang != current():
        text = f"{title(error)}. \u2068{text}\u2069"
    form.add_error(error.where if error.where in form.fields else None, text)


def _key(error: VerbaleError | None, status: int, name: str = "") -> str:
    """Return the key of the words for an error: that of its name, of its code or of the nearest class above, of its status."""
    codes = [kind.code for kind in _kinds(error)] if error and status != 401 else []
    return next(key for code in (name, *codes, status, 500) if wording.has(f"{(key := f'error.{code}')}.title"))


class Middleware:
    """Answers what views refuse, an empty "method not allowed", and what is too large, before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.UPLOAD_LIMIT:
            return answer(request, 413)
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            page = answer(request, 405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an error of Verbale; leave all others to Django."""
        if not isinstance(error, VerbaleError):
            return None
        status = status_of(error)
        if status == 500:
            _log.error("%s: %s", request.path, error, exc_info=error)
            return answer(request, 500)
        if error.code == "not-allowed" and not request.user.is_authenticated:
            status = 401
        return answer(request, status, error)


def answer(request: HttpRequest, status: int, error: VerbaleError | None = None, *, name: str = "") -> HttpResponse:
    """Return the page, or under ``/api/`` the JSON, that tells of an error; ``name`` is that of its wording, if any."""
    key = _key(error, status, name)
    with speaking(getattr(request, "language", None) or of_browser(request)):
        facts: dict[str, Any] = {
            "title": wording.say(f"{key}.title", current()),
            "advice": wording.say(f"{key}.advice", current()),
            "status": status,
            "error": error,
        }
        if error:
            facts["text"], facts["text_language"] = told(error)
        if request.path.startswith("/api/"):
            response: HttpResponse = _problem(facts, error)
        elif status == 500:  # the database may be what fails: nothing that asks it
            response = HttpResponse(render_to_string("pages/error.html", {**frame(), **facts}), status=status)
        else:
            response = render(request, "pages/error.html", facts, status=status)
        if not request.path.startswith("/api/"):
            response.headers["Content-Language"] = current()
    if status == 401:
        response.headers["WWW-Authenticate"] = "Session"
    return response


def _problem(facts: dict[str, Any], error: VerbaleError | None) -> JsonResponse:
    code = error.code if error else str(facts["status"])
    body = {"type": f"urn:verbale:error:{code}", "title": facts["title"], "status": facts["status"], "code": code}
    if error:
        body |= {"detail": error.text, "where": error.where, "advice": error.advice or facts["advice"]}
    else:
        body["detail"] = facts["advice"]
    return JsonResponse(body, status=facts["status"], content_type="application/problem+json")


# What Django calls (`verbale.server.urls` and the settings name these).


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell of a request that makes no sense, or of one that is too large."""
    return answer(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell of a page that is not for who asks."""
    return answer(request, 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell of a form without its token: it is too old, or comes from elsewhere."""
    return answer(request, 403, name="form-expired")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell of an address where nothing is."""
    return answer(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Tell of too many tries."""
    return answer(request, 429)


def failed(request: HttpRequest) -> HttpResponse:
    """Tell of a fault of our own."""
    return answer(request, 500)
