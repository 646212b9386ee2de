"""Where documents belong: bodies, sessions and States that have some here, and the authority files whole."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any, Literal

import msgspec
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router

from verbale.archive.organization import authorities
from verbale.authorities import KINDS
from verbale.authorities.model import State
from verbale.languages import LANGUAGES
from verbale.library import lists, shapes
from verbale.library.api.asking import FAULTS, PAGE, Limit

router = Router(tags=["places"])

_ONLY_LIMIT = {429: shapes.Fault}
_APART = {*LANGUAGES, "names", "id", "code", "item"}
"""Fields of an authority record that are told in its code and names."""


@router.get("/bodies", response={200: shapes.Bodies, **_ONLY_LIMIT})
def bodies(request: HttpRequest) -> dict[str, Any]:
    """List the bodies that have documents here."""
    known = authorities().bodies
    return {
        "bodies": [
            {
                "id": one.key[0],
                "names": known[one.key[0]].names if one.key[0] in known else {},
                "documents": one.count,
            }
            for one in lists.counts(timezone.now(), "body")
        ]
    }


@router.get("/sessions", response={200: shapes.Sessions, **FAULTS})
def sessions(request: HttpRequest, body: shapes.Text = "") -> dict[str, Any]:
    """List the sessions that have documents here, of all bodies or of one."""
    known, found = authorities(), []
    for one in lists.counts(timezone.now(), "body", "session", **({"body": body} if body else {})):
        of, code = one.key
        record = known.session(of, code)
        dates = (record and (record.actual or record.planned)) or ()
        found.append({"body": of, "code": code, "dates": list(dates), "documents": one.count})
    return {"sessions": found}


@router.get("/states", response={200: shapes.States, **_ONLY_LIMIT})
def states(request: HttpRequest) -> dict[str, Any]:
    """List the States that sent documents which are here."""
    known = authorities().states
    return {
        "states": [
            {
                "code": one.key[0],
                "names": _short(known[one.key[0]]) if one.key[0] in known else {},
                "documents": one.count,
            }
            for one in lists.counts(timezone.now(), "sender")
        ]
    }


@router.get("/authorities/{kind}", response={200: shapes.Authorities, **FAULTS})
def authority_files(
    request: HttpRequest,
    kind: Annotated[Literal[KINDS], Path()],
    after: Annotated[
        str, Query(pattern=shapes.PLAIN, max_length=shapes.LONGEST, description="The next of the page before.")
    ] = "",
    limit: Limit = PAGE,
) -> dict[str, Any]:
    """Give an authority file as it holds here today, its records in the order of their codes."""
    rows = authorities().records(kind)
    found = list(islice((code for code in sorted(rows) if code > after), limit + 1))
    return {
        "records": [_record(code, rows[code]) for code in found[:limit]],
        "next": found[limit - 1] if len(found) > limit else None,
    }


def _record(code: str, row: Any) -> dict[str, Any]:
    facts = {name: value for name, value in msgspec.to_builtins(row).items() if name not in _APART}
    if isinstance(row, State):
        formal = {lang: row.formal(lang) for lang in LANGUAGES}
        return {"code": code, "names": _short(row), "formal": formal, "facts": facts}
    return {"code": code, "names": getattr(row, "names", {}), "formal": {}, "facts": facts}


def _short(state: State) -> dict[str, str]:
    return {lang: state.name(lang) for lang in LANGUAGES}
