"""Subjects: all of them, and the documents of each."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from verbale.archive.organization import authorities
from verbale.library import lists, subjects
from verbale.library.public import page
from verbale.library.views.places import body_name, draw

TERMS = 150
"""Terms on a page."""


@page
def all_subjects(request: HttpRequest, lang: str) -> HttpResponse:
    """List the agenda items and the terms that documents are about."""
    at, known = timezone.now(), authorities()
    by_body: dict[str, list[subjects.Item]] = {}
    for one in subjects.items(known, lang, at):
        by_body.setdefault(one.body, []).append(one)
    found = Paginator(subjects.terms(lang, at), TERMS).get_page(request.GET.get("page", "") or 1)
    bodies = [(code, body_name(known, code, lang), items) for code, items in by_body.items()]
    return draw(request, "subjects", lang, bodies=bodies, terms=list(found), page=found)


@page
def item(request: HttpRequest, lang: str, body: str, number: str) -> HttpResponse:
    """Show the documents of a body under a standing agenda item, of all its sessions."""
    at, known = timezone.now(), authorities()
    title = known.agenda_title(body, number, lang)
    if not title:
        raise Http404
    found = lists.pages(subjects.of_item(body, number, at), request.GET.get("page", ""))
    return draw(
        request, "subject", lang, name=title, body=body, body_called=body_name(known, body, lang), number=number,
        rows=lists.rows(list(found), lang, at), page=found, addresses=(), known=True,
    )  # fmt: skip


@page
def term(request: HttpRequest, lang: str, key: str) -> HttpResponse:
    """Show the documents that are about a term."""
    at = timezone.now()
    subject = subjects.term(key, lang, at)
    if subject is None:
        raise Http404
    found = lists.pages(subjects.of_term(key, at), request.GET.get("page", ""))
    return draw(
        request, "subject", lang, name=subject.name, body="", rows=lists.rows(list(found), lang, at), page=found, key=key,
        addresses=subject.addresses, known=subject.known,
    )  # fmt: skip


urlpatterns = [
    path("<lang:lang>/subjects/", all_subjects, name="subjects"),
    path("<lang:lang>/subjects/<path:body>/<str:number>/", item, name="subject-item"),
    path("<lang:lang>/subjects/<str:key>/", term, name="subject"),
]
