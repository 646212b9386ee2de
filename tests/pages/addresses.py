"""Addresses of pages that fail in every way, for the tests of errors."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from verbale.archive.errors import Conflict, NotAllowed, Refused, WrongState
from verbale.pages.security import document, framed
from verbale.problems import BadInput, BadSymbol, CannotWrite, MissingWording, NotKnown, UnknownFormat, VerbaleError
from verbale.server import urls


class Changed(Conflict):
    """An error of a code that has no words of its own."""

    code = "changed-meanwhile"


ERRORS: dict[str, tuple[Exception, int]] = {
    "state": (WrongState("It is <released>.", where="A/HRC/43/G/25", advice="Reissue it."), 409),
    "conflict": (Conflict("It is there already."), 409),
    "refused": (Refused("No."), 409),
    "changed": (Changed("It was changed.", wording=("page.place", {"number": 3, "all": "A/HRC/43/G/25"})), 409),
    "not-you": (NotAllowed("You lack the right."), 401),
    "symbol": (BadSymbol("No number.", repair="A/63/13"), 422),
    "format": (UnknownFormat("No such format."), 422),
    "input": (BadInput("It is empty."), 422),
    "unknown": (NotKnown("No such State."), 404),
    "write": (CannotWrite("No tables."), 422),
    "wording": (MissingWording("No words; inside: 12345"), 500),
    "error": (VerbaleError("Inside: 12345"), 500),
    "forbidden": (PermissionDenied(), 403),
    "bad": (BadRequest("Inside: 12345"), 400),
    "fault": (ZeroDivisionError("Inside: 12345"), 500),
}


def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise ERRORS[name][0]


@require_POST
def only_post(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


urlpatterns = [
    path("fail/<name>/", fail),
    path("api/fail/<name>/", fail),
    path("only-post/", only_post),
    path("framed/", lambda request: framed(HttpResponse("%PDF", content_type="application/pdf"))),
    path("document/", lambda request: document(HttpResponse("<p>SPECIMEN</p>"))),
    *urls.urlpatterns,  # behind, since any address may be a symbol
]
handler400, handler403, handler404, handler429, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler429,
    urls.handler500,
)
