"""Search, and suggestions while one types; the same question language as on the page."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from verbale.library import shapes, telling
from verbale.library.api import asking
from verbale.library.api.asking import FAULTS, MOST, Fields, Reader
from verbale.library.search import answers, suggestions
from verbale.library.search.layout import FACETS

router = Router(tags=["search"])


@router.get("/search", response={200: shapes.Answer, **FAULTS}, exclude_unset=True)
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
    wanted, chosen = answers.from_query({"q": q, "sort": sort, **given}), asking.fields(fields)
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


@router.get("/suggestions", response={200: shapes.Suggestions, **FAULTS})
def suggest(request: HttpRequest, q: shapes.Text = "", reader: Reader = "en") -> dict[str, Any]:
    """Give what begins as a question does: symbols and titles of documents, States, bodies."""
    found = suggestions.suggest(q, reader, timezone.now())
    return {
        "suggestions": [
            {"kind": one.kind, "text": one.text, "hint": one.hint, "url": telling.whole(one.address)} for one in found
        ]
    }
