"""How the API describes itself, and what all its answers have in common.

The description is made from the views; added to it are the media type of faults, the headers that every answer has, and
the schema of the model, under names that begin with ``model.``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from verbale.archive.canonical import sha256
from verbale.document import schema
from verbale.library.rates import HEADERS

_MODEL = "#/components/schemas/model."
_INTEGER, _TEXT = {"type": "integer", "minimum": 0}, {"type": "string"}
_LIMITS = {
    "RateLimit-Policy": {"description": "Requests that a window allows, and its seconds.", "schema": _TEXT},
    "RateLimit-Limit": {"description": "Requests that a window allows.", "schema": _INTEGER},
    "RateLimit-Remaining": {"description": "Requests left in this window.", "schema": _INTEGER},
    "RateLimit-Reset": {"description": "Seconds until the next window begins.", "schema": _INTEGER},
}
_AGAIN = {"Retry-After": {"description": "Seconds after which to ask again.", "schema": _INTEGER}}


class Api(NinjaAPI):
    """An API that answers HEAD as GET without the body, and tells 405 as any other fault."""

    @property
    def urls(self) -> Any:
        """The addresses."""
        patterns, *names = super().urls
        for pattern in patterns:
            pattern.callback = _honest(pattern.callback)
        return (patterns, *names)

    def get_openapi_schema(self, **given: Any) -> Any:
        """Return the description."""
        told = super().get_openapi_schema(**given)
        for operation in (one for path in told["paths"].values() for one in path.values()):
            for status, response in operation["responses"].items():
                response["headers"] = {**_LIMITS, **(_AGAIN if int(status) in (429, 503) else {})}
                if int(status) >= 400:
                    response["content"] = {"application/problem+json": response["content"]["application/json"]}
        schemas = told["components"]["schemas"]
        schemas |= _model()
        schemas["Whole"]["properties"]["document"]["$ref"] = f"{_MODEL}Document"
        return told


def _model() -> dict[str, Any]:
    """Return the schemas of the model, each under its own name."""
    text = json.dumps(schema()["$defs"]).replace('"#/$defs/', f'"{_MODEL}')
    return {f"model.{name}": one for name, one in json.loads(text).items()}


def _honest(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @csrf_exempt  # nobody is signed in here
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        method = request.method
        if method == "HEAD":
            request.method = "GET"
        response = view(request, *args, **given)
        request.method = method  # by which the server knows that no body goes out
        if response.status_code == 405:
            response.content = b""  # told by `verbale.pages.errors`
        return response

    return answered


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the pages of other sites ask too, and read what is left of the limit; who has the answer already is told so."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        response = view(request, *args, **given)
        if response.status_code == 200 and request.method == "GET":
            response.headers["ETag"] = quote_etag(sha256(response.content)[:32])
            whole, response = response, get_conditional_response(request, response.headers["ETag"], None, response)
            for name in HEADERS:
                response.headers[name] = whole.headers[name]
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = ", ".join((*HEADERS, "Retry-After", "ETag"))
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return asked
