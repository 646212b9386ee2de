"""What the APIs tell when something cannot be done: one way for all of them, problems in JSON (RFC 9457)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from verbale.pages.errors import answer, status_of
from verbale.problems import BadInput, VerbaleError


def tell(api: NinjaAPI) -> None:
    """Let an API tell of errors of Verbale, of what has not the shape described, and of what the framework stops."""
    api.add_exception_handler(VerbaleError, refused)
    api.add_exception_handler(ValidationError, misshapen)
    api.add_exception_handler(HttpError, stopped)
    api.add_exception_handler(Http404, absent)


def refused(request: HttpRequest, error: VerbaleError) -> HttpResponse:
    """Tell of an error of Verbale with the status of its code; our own faults go on to the server."""
    if status_of(error) == 500:
        raise error
    return answer(request, status_of(error), error)


def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Tell, all at once, what in a request has not the shape that the description asks for."""
    faults = {".".join(str(part) for part in fault["loc"][1:]): fault["msg"] for fault in error.errors}
    told = "; ".join(f"{place}: {text}" for place, text in faults.items())
    bad = BadInput(f"The request is not as described: {told}.", where=", ".join(faults), advice="See openapi.json.")
    return answer(request, 422, bad)


def stopped(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Tell of a missing or unknown key, or of a body that is no JSON."""
    response = answer(request, error.status_code)
    if error.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def absent(request: HttpRequest, error: Http404) -> HttpResponse:
    """Tell of an address where nothing is."""
    return answer(request, 404)
