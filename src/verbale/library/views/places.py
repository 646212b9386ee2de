"""Where documents belong: the first page, bodies, sessions and States."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from verbale.archive.organization import authorities
from verbale.authorities import Authorities
from verbale.authorities.model import SessionRecord
from verbale.languages import LANGUAGES, language, write_dates
from verbale.library import lists
from verbale.library import sessions as parts
from verbale.library.pictures import Completeness
from verbale.library.public import page
from verbale.library.reading import Tongue
from verbale.library.views import languages  # noqa: F401  # registers its converter

_NEWEST = 20
_OfSession = TypeVar("_OfSession", bound="Place | Completeness")


def draw(request: HttpRequest, template: str, lang: str, **context: object) -> HttpResponse:
    """Draw a page of the library that has a sister in each language, at the same address but for its code."""
    rest = request.get_full_path().removeprefix(f"/{lang}")
    tongues = [Tongue(language(one), f"/{one}{rest}", one == lang) for one in LANGUAGES]
    return render(request, f"library/{template}.html", {"tongues": tongues, **context})


@page
def first(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the newest documents, and where to search."""
    at = timezone.now()
    return draw(request, "first", lang, rows=lists.rows(lists.newest(at, _NEWEST), lang, at))


class Place(msgspec.Struct, frozen=True):
    """A body, session or State in a list: its code, its name, how many documents, and what else is said."""

    code: str
    name: str
    count: int
    session: str = ""
    dates: str = ""


@page
def bodies(request: HttpRequest, lang: str) -> HttpResponse:
    """List the bodies that have documents here."""
    known = authorities()
    found = [Place(c.key[0], body_name(known, c.key[0], lang), c.count) for c in lists.counts(timezone.now(), "body")]
    return draw(request, "bodies", lang, places=found)


@page
def body(request: HttpRequest, lang: str, body: str) -> HttpResponse:
    """Show the sessions of a body, and its documents, the newest first."""
    at, known = timezone.now(), authorities()
    found = lists.pages(lists.documents(at, body=body), request.GET.get("page", ""))
    if body not in known.bodies and not found.paginator.count:
        raise Http404
    sessions = [_session_place(known, body, c.key[0], lang, c.count) for c in lists.counts(at, "session", body=body)]
    return draw(
        request, "body", lang, place=body, name=body_name(known, body, lang), sessions=in_order(sessions),
        rows=lists.rows(list(found), lang, at), page=found,
    )  # fmt: skip


@page
def sessions(request: HttpRequest, lang: str) -> HttpResponse:
    """List the sessions that have documents here, by body."""
    known, by_body = authorities(), {}
    for one in lists.counts(timezone.now(), "body", "session"):
        of, code = one.key
        by_body.setdefault(of, []).append(_session_place(known, of, code, lang, one.count))
    found = [(of, body_name(known, of, lang), in_order(places)) for of, places in by_body.items()]
    return draw(request, "sessions", lang, bodies=found)


@page
def session(request: HttpRequest, lang: str, body: str, code: str) -> HttpResponse:
    """Show the documents of a session by agenda item, then its series, every number accounted for.

    Of a long session the page lists items and series; ``item``, ``series`` or ``lacking`` asks for one of its lists.
    """
    at, known = timezone.now(), authorities()
    found = lists.rows(list(lists.documents(at, body=body, session=code).order_by("key")), lang, at)
    series, record = parts.series(body, code, found), known.session(body, code)
    if not found and not series and record is None:
        raise Http404
    lacking = parts.lacking(found)
    said = {"place": body, "code": code, "name": body_name(known, body, lang), "dates": _dates(record, lang),
            "total": len(found), "series": series}  # fmt: skip
    if len(found) <= parts.LONG:
        return draw(request, "session", lang, items=lists.by_item(found, body, lang, known), lacking=lacking, **said)
    asked, number = request.GET, request.GET.get("page", "")
    one: dict[str, object] = {}
    if "item" in asked:
        page_of = lists.pages(parts.under(found, asked["item"]), number)
        one = {"of": "item", "number": asked["item"], "title": known.agenda_title(body, asked["item"], lang) or ""}
    elif "lacking" in asked:
        page_of, one = lists.pages(lacking, number), {"of": "lacking"}
    elif wanted := next((each for each in series if each.pattern == asked.get("series")), None):
        page_of, one = lists.pages(wanted.numbers, number), {"of": "series", "pattern": wanted.pattern}
    else:
        page_of = None
    return draw(
        request, "session_long", lang, items=parts.items(found, body, lang, known), lacking=len(lacking), page=page_of,
        one=one, **said,
    )  # fmt: skip


@page
def states(request: HttpRequest, lang: str) -> HttpResponse:
    """List the States that sent documents."""
    known = authorities()
    found = [
        Place(c.key[0], state_name(known, c.key[0], lang), c.count) for c in lists.counts(timezone.now(), "sender")
    ]
    return draw(request, "states", lang, places=sorted(found, key=lambda place: place.name))


@page
def state(request: HttpRequest, lang: str, code: str) -> HttpResponse:
    """Show the documents that a State sent, the newest first."""
    at, known = timezone.now(), authorities()
    found = lists.pages(lists.documents(at, sender=code), request.GET.get("page", ""))
    if code not in known.states and not found.paginator.count:
        raise Http404
    name = state_name(known, code, lang)
    return draw(request, "state", lang, place=code, name=name, rows=lists.rows(list(found), lang, at), page=found)


def body_name(known: Authorities, code: str, lang: str) -> str:
    """Return the name of a body in a language, its code where none is known."""
    found = known.bodies.get(code)
    return found.names.get(lang, code) if found else code


def state_name(known: Authorities, code: str, lang: str) -> str:
    """Return the name of a State in a language, its code where none is known."""
    found = known.states.get(code)
    return found.name(lang) if found else code


def _session_place(known: Authorities, of: str, code: str, lang: str, count: int) -> Place:
    return Place(of, code, count, code, _dates(known.session(of, code), lang))


def _dates(record: SessionRecord | None, lang: str) -> str:
    dates = record and (record.actual or record.planned)
    return write_dates(dates, lang) if dates else ""


def in_order(places: list[_OfSession]) -> list[_OfSession]:
    """Return sessions with the latest number first; special ones, whose codes have letters, behind."""
    return sorted(places, key=lambda p: (not p.session.isdigit(), -int("".join(filter(str.isdigit, p.session)) or 0)))


urlpatterns = [
    path("<lang:lang>/", first, name="first"),
    path("<lang:lang>/bodies/", bodies, name="bodies"),
    path("<lang:lang>/bodies/<path:body>/", body, name="body"),
    path("<lang:lang>/sessions/", sessions, name="sessions"),
    path("<lang:lang>/sessions/<path:body>/<str:code>/", session, name="session"),
    path("<lang:lang>/states/", states, name="states"),
    path("<lang:lang>/states/<str:code>/", state, name="state"),
]
