"""The public API: everything public for programs, under ``/api/``, described by OpenAPI 3.1 at ``/api/openapi.json``.

Lists come in pages: ``next`` of one is ``after`` of the following, null at the end; it is a key, so that what comes in
meanwhile moves nothing. ``fields`` names what is wanted of each document, by commas. What goes wrong is told as a problem
in JSON (RFC 9457). Everybody may ask 600 times a minute; every answer says what is left of it in ``RateLimit-*`` headers,
and 429 says in ``Retry-After`` when to come again. Answers have an ``ETag``. No key is needed but for
webhooks, and any page may ask (CORS).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from verbale.library import lookup, public
from verbale.library.api import documents, hooks, places, searching, taking
from verbale.library.api.described import Api, open_to_all
from verbale.library.rates import limited
from verbale.pages import faults

api = Api(title="Verbale: the library", version="1", description=__doc__, urls_namespace="library-api", docs_url=None)
api.add_decorator(limited(), mode="view")
api.add_decorator(open_to_all, mode="view")
for part in (documents, searching, places, taking, hooks):
    api.add_router("", part.router)
faults.tell(api)


@api.exception_handler(lookup.Withdrawn)
def gone(request: HttpRequest, error: lookup.Withdrawn) -> HttpResponse:
    """Tell which office withdrew a document, when and why."""
    body = {"type": "urn:verbale:error:withdrawn", "title": "Withdrawn", "status": 410,
            "code": error.code, "detail": error.text, "by": public.office("en"), "at": error.at, "reason": error.reason}  # fmt: skip
    return JsonResponse(body, status=410, content_type="application/problem+json")
