"""The public API: everything public for programs, under ``/api/``, described by OpenAPI 3.1 at ``/api/openapi.json``.

Lists come in pages: ``next`` of one is ``after`` of the following, empty at the end; it is a key, so that what comes in
meanwhile moves nothing. ``fields`` names what is wanted of each document, by commas. What goes wrong is told as a problem
in JSON (RFC 9457). Everybody may ask 600 times a minute; every answer says what is left of it in ``RateLimit-*`` headers,
and 429 says in ``Retry-After`` when to come again. No key is needed, and any page may ask (CORS).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query

from verbale.archive.access import released
from verbale.archive.citing import cited, citing, key_of
from verbale.archive.organization import authorities
from verbale.languages import LANGUAGES
from verbale.library import lists, lookup, shapes, telling
from verbale.library.addresses import read
from verbale.library.rates import limited
from verbale.library.search import answers
from verbale.library.search.layout import FACETS
from verbale.pages import faults
from verbale.problems import BadSymbol, NotKnown

PAGE, MOST = 50, 100
"""Documents on a page, unless ``limit`` says otherwise, and the most that it may say."""

Symbol = Annotated[
    str, Path(pattern=shapes.PLAIN, max_length=shapes.LONGEST, description="A document symbol, as people write it.")
]
Key = Annotated[str, Query(pattern=r"^\d{0,18}$", description="The next of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Reader = Annotated[Literal[LANGUAGES], Query(description="The language in which titles are wanted.")]
_FIELD = f"(?:{'|'.join(shapes.Document.model_fields)})"
Fields = Annotated[
    str, Query(pattern=f"^(?:{_FIELD}(?: ?, ?{_FIELD})*)?$", description="Fields of a document, by commas.")
]
FAULTS = {422: shapes.Fault, 429: shapes.Fault}
FAULTS_OF_ONE = {404: shapes.Fault, 410: shapes.Gone, **FAULTS}


class _Api(NinjaAPI):
    """An API whose description says in which media type it tells what went wrong."""

    def get_openapi_schema(self, **given: Any) -> Any:
        """Return the description."""
        schema = super().get_openapi_schema(**given)
        for path in schema["paths"].values():
            for status, response in path["get"]["responses"].items():
                if int(status) >= 400:
                    response["content"] = {"application/problem+json": response["content"]["application/json"]}
        return schema


api = _Api(title="Verbale: the library", version="1", description=__doc__, urls_namespace="library-api", docs_url=None)


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the pages of other sites ask too, and read what is left of the limit."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        response = view(request, *args, **given)
        response.headers["Access-Control-Allow-Origin"] = "*"
        names = ("RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After")
        response.headers["Access-Control-Expose-Headers"] = ", ".join(names)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return asked


api.add_decorator(limited(), mode="view")
api.add_decorator(open_to_all, mode="view")


# What goes wrong.


@api.exception_handler(lookup.Withdrawn)
def gone(request: HttpRequest, error: lookup.Withdrawn) -> HttpResponse:
    """Tell who withdrew a document, when and why."""
    body = {"type": "urn:verbale:error:withdrawn", "title": "Withdrawn", "status": 410,
            "code": error.code, "detail": error.text, "by": error.by, "at": error.at, "reason": error.reason}  # fmt: skip
    return JsonResponse(body, status=410, content_type="application/problem+json")


faults.tell(api)


# Documents.


@api.get("/documents", response={200: shapes.Documents, **FAULTS}, tags=["documents"], exclude_unset=True)
def documents(
    request: HttpRequest,
    body: shapes.Text = "",
    session: shapes.Text = "",
    item: shapes.Text = "",
    state: shapes.Text = "",
    kind: shapes.Text = "",
    language: Literal["", *LANGUAGES] = "",
    reader: Reader = "en",
    fields: Fields = "",
    after: Key = "",
    limit: Limit = PAGE,
) -> dict[str, Any]:
    """List documents, those that came in last first: of a body, a session, an agenda item, a State, a kind, a language."""
    at, wanted = timezone.now(), _fields(fields)
    said = {"body": body, "session": session, "sender": state, "kind": kind}
    works = lists.documents(at, **{name: value for name, value in said.items() if value})
    if item:
        works = works.filter(agenda__contains=json.dumps(item, ensure_ascii=False))
    if language:
        works = works.filter(Exists(released(at).filter(work=OuterRef("pk"), language=language)))
    rows, following = _page(works, after, limit, reader)
    return {"documents": [telling.document(row, wanted) for row in rows], "next": following}


@api.get("/documents/{path:symbol}/versions", response={200: shapes.Versions, **FAULTS_OF_ONE}, tags=["documents"])
def versions(request: HttpRequest, symbol: Symbol) -> dict[str, Any]:
    """Give all language versions of a document, and their files."""
    found = _found(symbol)
    return {"versions": [telling.version(found, one) for of in found.versions.values() for one in of]}


@api.get(
    "/documents/{path:symbol}/citations",
    response={200: shapes.Citations, **FAULTS_OF_ONE},
    tags=["documents"],
    exclude_unset=True,
)
def citations(
    request: HttpRequest,
    symbol: Symbol,
    reader: Reader = "en",
    fields: Fields = "",
    after: Key = "",
    limit: Limit = PAGE,
) -> dict[str, Any]:
    """Give what a document cites, and the documents that cite it, those that came in last first."""
    at, found, wanted = timezone.now(), _found(symbol), _fields(fields)
    names = {key_of(name) for name in found.work.names.values_list("symbol", flat=True)} | {found.work.key}
    edges = [citing(key, at).values("expression__work") for key in sorted(names)]
    works = lists.documents(at, pk__in=edges[0].union(*edges[1:])).exclude(pk=found.work.pk)
    rows, following = _page(works, after, limit, reader)
    cites = [
        {name: getattr(edge, name) for name in shapes.Cited.model_fields} for edge in cited(found.main.expression, at)
    ]
    return {"cites": cites, "cited_by": [telling.document(row, wanted) for row in rows], "next": following}


@api.get(
    "/documents/{path:symbol}",
    response={200: shapes.Document, **FAULTS_OF_ONE},
    tags=["documents"],
    exclude_unset=True,
)
def document(request: HttpRequest, symbol: Symbol, reader: Reader = "en", fields: Fields = "") -> dict[str, Any]:
    """Give a document, with the newest version of each language and its files."""
    found, wanted = _found(symbol), _fields(fields)
    (row,) = lists.rows([found.work], reader, timezone.now())
    newest = (
        [telling.version(found, of[0]) for of in found.versions.values()] if not wanted or "versions" in wanted else []
    )
    return {**telling.document(row, wanted), **({"versions": newest} if newest else {})}


# Search, bodies, sessions.


@api.get("/search", response={200: shapes.Answer, **FAULTS}, tags=["search"], exclude_unset=True)
def search(
    request: HttpRequest,
    q: shapes.Text = "",
    body: shapes.Text = "",
    session: shapes.Text = "",
    item: shapes.Text = "",
    kind: shapes.Text = "",
    state: shapes.Text = "",
    lang: shapes.Text = "",
    year: shapes.Text = "",
    distribution: shapes.Text = "",
    series: shapes.Text = "",
    sort: Literal["", "relevance", "date"] = "",
    reader: Reader = "en",
    fields: Fields = "",
    after: Annotated[str, Query(pattern=r"^(\d{1,18}(\.\d{1,18})?)?$")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = answers.PAGE,
) -> dict[str, Any]:
    """Search as the page does, in the same question language: words, "phrases", -without, field:value."""
    given = dict(zip(FACETS, (body, session, item, kind, state, lang, year, distribution, series), strict=True))
    wanted, chosen = answers.from_query({"q": q, "sort": sort, **given}), _fields(fields)
    found = answers.search(wanted, reader, timezone.now(), after=after, size=limit)
    return {
        "total": found.total,
        "sort": found.sort,
        "hits": [
            {
                "document": telling.document(hit.row, chosen),
                "url": telling.whole(hit.address),
                "passages": _passages(hit),
            }
            for hit in found.hits
        ],
        "facets": {
            facet.name: [{"value": one.value, "count": one.count} for one in facet.values] for facet in found.facets
        },
        "doubts": [str(part) for part in found.doubts],
        "waiting": found.waiting,
        "next": found.after or None,
    }


def _passages(hit: answers.Hit) -> list[dict[str, Any]]:
    return [
        {"language": one.language, "pieces": [{"text": p.text, "marked": p.marked} for p in one.pieces]}
        for one in hit.passages
    ]


@api.get("/bodies", response={200: shapes.Bodies, 429: shapes.Fault}, tags=["places"])
def bodies(request: HttpRequest) -> dict[str, Any]:
    """List the bodies that have documents here."""
    known = authorities().bodies
    return {
        "bodies": [
            {
                "id": one.key[0],
                "names": dict(known[one.key[0]].names) if one.key[0] in known else {},
                "documents": one.count,
            }
            for one in lists.counts(timezone.now(), "body")
        ]
    }


@api.get("/sessions", response={200: shapes.Sessions, **FAULTS}, tags=["places"])
def sessions(request: HttpRequest, body: shapes.Text = "") -> dict[str, Any]:
    """List the sessions that have documents here, of all bodies or of one."""
    known, found = authorities(), []
    for one in lists.counts(timezone.now(), "body", "session", **({"body": body} if body else {})):
        of, code = one.key
        record = known.session(of, code)
        dates = (record and (record.actual or record.planned)) or ()
        found.append({"body": of, "code": code, "dates": list(dates), "documents": one.count})
    return {"sessions": found}


# How documents are told of.


def _found(symbol: str) -> lookup.Found:
    """Return the document of a symbol; raises NotKnown where there is none, as where it is no symbol at all."""
    try:
        address = read(symbol)
    except BadSymbol as error:
        raise NotKnown(error.text, where=symbol, advice=error.advice) from error
    return lookup.find(address.keys, timezone.now())


def _fields(said: str) -> frozenset[str]:
    """Return the fields that are wanted, none for all."""
    return frozenset(name.strip() for name in said.split(",") if name)


def _page(works: Any, after: str, limit: int, reader: str) -> tuple[list[lists.Row], str | None]:
    """Return a page of documents, those added last first, and the key of the next."""
    works = works.order_by("-pk")
    found = list((works.filter(pk__lt=int(after)) if after else works)[: limit + 1])
    following = str(found[limit - 1].pk) if len(found) > limit else None
    return lists.rows(found[:limit], reader, timezone.now()), following
