"""Documents: lists of them, one of them with its language versions and files, the text of one, what cites what."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from verbale.archive.access import released
from verbale.archive.citing import cited, citing, key_of
from verbale.archive.files import stored
from verbale.languages import LANGUAGES
from verbale.library import lists, lookup, shapes, telling
from verbale.library.api import asking
from verbale.library.api.asking import FAULTS, FAULTS_OF_ONE, PAGE, Fields, Key, Limit, Reader, Symbol
from verbale.problems import NotKnown

router = Router(tags=["documents"])


@router.get("/documents", response={200: shapes.Documents, **FAULTS}, exclude_unset=True)
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
    at, wanted = timezone.now(), asking.fields(fields)
    said = {"body": body, "session": session, "sender": state, "kind": kind}
    works = lists.documents(at, **{name: value for name, value in said.items() if value})
    if item:
        works = works.filter(agenda__contains=json.dumps(item, ensure_ascii=False))
    if language:
        works = works.filter(Exists(released(at).filter(work=OuterRef("pk"), language=language)))
    rows, following = asking.page(works, after, limit, reader)
    return {"documents": [telling.document(row, wanted) for row in rows], "next": following}


@router.get("/documents/{path:symbol}/versions", response={200: shapes.Versions, **FAULTS_OF_ONE})
def versions(request: HttpRequest, symbol: Symbol) -> dict[str, Any]:
    """Give all language versions of a document, and their files."""
    found = asking.document(symbol)
    return {"versions": [telling.version(found, one) for of in found.versions.values() for one in of]}


@router.get("/documents/{path:symbol}/text", response={200: shapes.Whole, **FAULTS_OF_ONE})
def text(
    request: HttpRequest,
    symbol: Symbol,
    language: Annotated[Literal["", *LANGUAGES], Query(description="English, or the first, unless it is said.")] = "",
    version: Annotated[int | None, Query(ge=1, le=10**6, description="The newest, unless it is said.")] = None,
) -> dict[str, Any]:
    """Give a language version with all its words, as the archive keeps them."""
    found = asking.document(symbol)
    one = found.version(language or found.main.language, version)
    return {**telling.version(found, one), "document": _kept(found, one)}


def _kept(found: lookup.Found, one: lookup.Version) -> Any:
    row = one.files.get("json")
    if row is None:
        raise NotKnown(f"{found.work} is not here as JSON in this language.", where=one.language)
    return json.loads(stored(row.path).read_bytes())


@router.get("/documents/{path:symbol}/citations", response={200: shapes.Citations, **FAULTS_OF_ONE}, exclude_unset=True)
def citations(
    request: HttpRequest,
    symbol: Symbol,
    reader: Reader = "en",
    fields: Fields = "",
    after: Key = "",
    limit: Limit = PAGE,
) -> dict[str, Any]:
    """Give what a document cites, and the documents that cite it, those that came in last first."""
    at, found, wanted = timezone.now(), asking.document(symbol), asking.fields(fields)
    names = {key_of(name) for name in found.work.names.values_list("symbol", flat=True)} | {found.work.key}
    edges = [citing(key, at).values("expression__work") for key in sorted(names)]
    works = lists.documents(at, pk__in=edges[0].union(*edges[1:])).exclude(pk=found.work.pk)
    rows, following = asking.page(works, after, limit, reader)
    cites = [
        {name: getattr(edge, name) for name in shapes.Cited.model_fields} for edge in cited(found.main.expression, at)
    ]
    return {"cites": cites, "cited_by": [telling.document(row, wanted) for row in rows], "next": following}


@router.get("/documents/{path:symbol}", response={200: shapes.Document, **FAULTS_OF_ONE}, exclude_unset=True)
def document(request: HttpRequest, symbol: Symbol, reader: Reader = "en", fields: Fields = "") -> dict[str, Any]:
    """Give a document, with the newest version of each language and its files."""
    found, wanted = asking.document(symbol), asking.fields(fields)
    (row,) = lists.rows([found.work], reader, timezone.now())
    newest = (
        [telling.version(found, of[0]) for of in found.versions.values()] if not wanted or "versions" in wanted else []
    )
    return {**telling.document(row, wanted), **({"versions": newest} if newest else {})}
