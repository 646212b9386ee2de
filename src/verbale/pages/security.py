"""What a browser may do with our pages: nothing that does not come from here, and no scripts or styles inside them."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action {forms}; frame-ancestors {frames}"
)
# A stored document brings its own style, and nothing else.
_DOCUMENT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each answer its policy."""
    policy = _policy("'none'")

    def guarded(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return guarded


def framed(response: HttpResponse) -> HttpResponse:
    """Let our own pages show this page or file inside them (a PDF beside its reading); returns it."""
    response.headers["Content-Security-Policy"] = _policy("'self'")
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def document(response: HttpResponse) -> HttpResponse:
    """Let a document in HTML keep its own style, without scripts or forms, also inside our pages; returns it."""
    response.headers["Content-Security-Policy"] = _DOCUMENT
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _policy(frames: str) -> str:
    return _POLICY.format(forms=" ".join(["'self'", *settings.FORM_TARGETS]), frames=frames)
