"""Atom feeds (RFC 4287) of every list: what is new, of a body, a session, a State, a search, and what cites a document.

An entry is a document in all its languages: a reissue or a new language makes the same entry new.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from verbale.archive.access import released
from verbale.archive.citing import citing, key_of
from verbale.archive.models import Work
from verbale.archive.organization import authorities
from verbale.languages import language
from verbale.library import lists, lookup, public, subjects
from verbale.library.addresses import path_of
from verbale.library.search import answers
from verbale.library.telling import whose
from verbale.library.views.places import body_name, state_name
from verbale.pages.wording import say

ENTRIES = 50
"""Documents in a feed."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@public.page
def newest(request: HttpRequest, lang: str) -> HttpResponse:
    """Give the newest documents."""
    at = timezone.now()
    return _feed(request, lang, say("library.first.newest", lang), f"/{lang}/", lists.documents(at)[:ENTRIES], at)


@public.page
def of_body(request: HttpRequest, lang: str, body: str) -> HttpResponse:
    """Give the newest documents of a body."""
    at, known = timezone.now(), authorities()
    works = lists.documents(at, body=body)[:ENTRIES]
    _or_absent(body in known.bodies or bool(works))
    return _feed(request, lang, body_name(known, body, lang), f"/{lang}/bodies/{body}/", works, at)


@public.page
def of_session(request: HttpRequest, lang: str, body: str, code: str) -> HttpResponse:
    """Give the newest documents of a session."""
    at, known = timezone.now(), authorities()
    works = lists.documents(at, body=body, session=code)[:ENTRIES]
    _or_absent(known.session(body, code) is not None or bool(works))
    title = f"{body_name(known, body, lang)} · {say('library.document.session', lang, code=code)}"
    return _feed(request, lang, title, f"/{lang}/sessions/{body}/{code}/", works, at)


@public.page
def of_state(request: HttpRequest, lang: str, code: str) -> HttpResponse:
    """Give the newest documents that a State sent."""
    at, known = timezone.now(), authorities()
    works = lists.documents(at, sender=code)[:ENTRIES]
    _or_absent(code in known.states or bool(works))
    return _feed(request, lang, state_name(known, code, lang), f"/{lang}/states/{code}/", works, at)


@public.page
def of_document(request: HttpRequest, lang: str, symbol: str) -> HttpResponse:
    """Give a document, new with each language and reissue of it, and what corrects it, revises it or adds to it."""
    at = timezone.now()
    try:
        found = lookup.find([key_of(symbol), symbol], at)
    except lookup.Withdrawn as error:
        return public.gone(request, error)
    keys = [found.work.key, *found.work.names.values_list("key", flat=True)]
    works = [*lists.documents(at, base__in=keys)[: ENTRIES - 1], *lists.documents(at, pk=found.work.pk)]
    title = say("library.feed.document", lang, symbol=found.name)
    return _feed(request, lang, title, path_of(found.name, lang), works, at)


@public.page
def of_item(request: HttpRequest, lang: str, body: str, number: str) -> HttpResponse:
    """Give the newest documents under a standing agenda item."""
    at, title = timezone.now(), authorities().agenda_title(body, number, lang)
    _or_absent(bool(title))
    works = subjects.of_item(body, number, at)[:ENTRIES]
    return _feed(request, lang, title or "", reverse("library:subject-item", args=[lang, body, number]), works, at)


@public.page
def of_subject(request: HttpRequest, lang: str, key: str) -> HttpResponse:
    """Give the newest documents that are about a term."""
    at = timezone.now()
    found = subjects.term(key, lang, at)
    _or_absent(found is not None)
    works = subjects.of_term(key, at)[:ENTRIES]
    return _feed(request, lang, found.name if found else "", reverse("library:subject", args=[lang, key]), works, at)


@public.page
def of_search(request: HttpRequest, lang: str) -> HttpResponse:
    """Give the newest documents that a search finds."""
    at, wanted = timezone.now(), answers.from_query(request.GET)
    found = answers.search(answers.Search(wanted.text, wanted.chosen, "date"), lang, at, size=ENTRIES, shown=False)
    title = say("library.search.of", lang, text=wanted.text) if wanted.text else say("library.search.title", lang)
    works = [hit.row.work for hit in found.hits]
    return _feed(request, lang, title, f"/{lang}/search?{wanted.query()}", works, at)


@public.page
def of_citing(request: HttpRequest, lang: str, symbol: str) -> HttpResponse:
    """Give the newest documents that cite a symbol, whether its document is here or not."""
    at = timezone.now()
    works = lists.documents(at, pk__in=citing(key_of(symbol), at).values("expression__work"))[:ENTRIES]
    title = say("library.feed.cites", lang, symbol=symbol)
    return _feed(request, lang, title, path_of(symbol, lang), works, at)


def _or_absent(known: bool) -> None:
    if not known:
        raise Http404


def _feed(
    request: HttpRequest, lang: str, title: str, page: str, works: Sequence[Work], at: datetime.datetime
) -> HttpResponse:
    """Answer with a feed of documents; ``page`` is the address of the same list for people."""
    works = list(works)
    rows, changed = lists.rows(works, lang, at), _changed(works, at)
    here = f"{settings.ADDRESS}{request.get_full_path()}"
    start = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    latest = max(changed.values(), default=start)
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
        f"<id>{_text(here)}</id>\n<title>{_text(title)}</title>\n<updated>{latest.isoformat()}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href={_value(here)}/>\n'
        f'<link rel="alternate" type="text/html" href={_value(settings.ADDRESS + page)}/>\n'
        f"<author><name>{_text(whose(lang))}</name></author>\n"
        f"{''.join(_entry(row, changed[row.work.pk], lang) for row in rows)}</feed>\n"
    )
    return public.share(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


def _entry(row: lists.Row, updated: datetime.datetime, lang: str) -> str:
    tongues = [(code, address) for code, address in row.languages if address]
    said = " · ".join(language(code).names[lang] for code, _ in tongues)
    title = f"{row.name} {row.title}" if row.title != row.name else row.name
    links = "".join(
        f'<link rel="alternate" type="text/html" hreflang="{code}" href={_value(settings.ADDRESS + address)}/>\n'
        for code, address in tongues or [(row.title_language or lang, row.address)]
    )
    kinds = "".join(
        f'<category scheme="{settings.ADDRESS}/feeds/{scheme}" term={_value(term)}/>\n'
        for scheme, term in (("body", row.work.body), ("session", row.work.session), ("state", row.work.sender))
        if term
    )
    return (
        f"<entry>\n<id>{_text(settings.ADDRESS + path_of(row.name))}</id>\n"
        f'<title xml:lang="{row.title_language or lang}">{_text(title)}</title>\n'
        f"<updated>{updated.isoformat()}</updated>\n{links}{kinds}<summary>{_text(said)}</summary>\n</entry>\n"
    )


def _changed(works: Sequence[Work], at: datetime.datetime) -> dict[int, datetime.datetime]:
    """Return when the newest language version of each document came out."""
    rows = released(at).filter(work__in=[work.pk for work in works]).values("work")
    return {row["work"]: row["last"] for row in rows.annotate(last=Max("released"))}


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _value(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


urlpatterns = [
    path("feeds/<lang:lang>/newest", newest, name="feed"),
    path("feeds/<lang:lang>/bodies/<path:body>", of_body, name="feed-body"),
    path("feeds/<lang:lang>/sessions/<path:body>/<str:code>", of_session, name="feed-session"),
    path("feeds/<lang:lang>/states/<str:code>", of_state, name="feed-state"),
    path("feeds/<lang:lang>/documents/<path:symbol>", of_document, name="feed-document"),
    path("feeds/<lang:lang>/subjects/<path:body>/<str:number>", of_item, name="feed-item"),
    path("feeds/<lang:lang>/subjects/<str:key>", of_subject, name="feed-subject"),
    path("feeds/<lang:lang>/search", of_search, name="feed-search"),
    path("feeds/<lang:lang>/cites/<path:symbol>", of_citing, name="feed-cites"),
]
