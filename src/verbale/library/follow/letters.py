"""Letters to those who follow: what happened, by document; what they asked for; and that a webhook was stopped.

All are written in the reader's language when they are sent, so that nothing is told that was hidden meanwhile.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence

import msgspec
from django.template.loader import render_to_string
from django.urls import reverse

from verbale.archive.models import Work
from verbale.languages import language, write_date
from verbale.library import lists, lookup, telling
from verbale.library.addresses import path_of
from verbale.library.follow import alerts, payloads, subjects
from verbale.library.follow.subjects import Subject
from verbale.library.models import Alert, Delivery, Event
from verbale.pages.language import speaking
from verbale.pages.wording import say
from verbale.post.letters import Letter, message_id

MOST = 100
"""Documents that a letter tells of; the rest is on the page to which it leads."""


class Said(msgspec.Struct, frozen=True):
    """An event as a letter tells it: what happened, the same with languages and day, and why."""

    what: str
    text: str
    reason: str


class Told(msgspec.Struct, frozen=True):
    """A document in a letter: its symbol, its title and that title's language, its address, and what happened to it."""

    name: str
    title: str
    title_language: str
    address: str
    events: tuple[Said, ...]


class _Page(msgspec.Struct, frozen=True):
    """What all letters have: a first line, documents, links with their words, and the lines at the end."""

    lead: str
    documents: tuple[Told, ...] = ()
    rest: str = ""
    links: tuple[tuple[str, str], ...] = ()
    foot: tuple[str, ...] = ()


def letter(delivery: Delivery, at: datetime.datetime) -> Letter | None:
    """Write the letter of a delivery; None where nothing is left to tell."""
    lang = delivery.alert.language if delivery.alert else delivery.language
    match delivery.about:
        case "events":
            return _digest(delivery, lang, at)
        case "confirm":
            return _confirm(delivery, lang)
        case "link":
            return _link(delivery, lang)
        case _:
            return _stopped(delivery, lang)


def _digest(delivery: Delivery, lang: str, at: datetime.datetime) -> Letter | None:
    alert: Alert = delivery.alert
    notices = delivery.notices.select_related("event__work").order_by("event__entry", "event")
    documents = _documents(payloads.tellable([notice.event for notice in notices]), lang, at)
    if not documents:
        return None
    subject = Subject(alert.by, alert.what)
    named = subjects.label(subject, lang)
    if len(documents) == 1:
        only = documents[0]
        title = say("follow.mail.subject-one", lang, symbol=only.name, what=only.events[-1].what)
    else:
        title = say("follow.mail.subject", lang, count=len(documents), what=named)
    more = len(documents) - MOST
    end = telling.whole(reverse("library:alert-end", args=[lang, alerts.token_to_end(alert)]))
    page = _Page(
        lead=say("follow.mail.lead", lang, what=named),
        documents=tuple(documents[:MOST]),
        rest=say("follow.mail.rest", lang, count=more) if more > 0 else "",
        links=(
            (say("follow.mail.page", lang), telling.whole(subjects.page(subject, lang))),
            (say("follow.mail.change", lang), _own(alert.to, lang)),
            (say("follow.mail.end", lang), end),
        ),
        foot=(say("follow.mail.why", lang, to=alert.to),),
    )
    click = {"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _written(delivery, lang, title, page, click)


def _documents(events: Sequence[Event], lang: str, at: datetime.datetime) -> list[Told]:
    """Return what happened by document, in the order in which something first happened to each."""
    by_work: dict[Work, list[Event]] = {}
    for event in events:
        by_work.setdefault(event.work, []).append(event)
    rows = {row.work: row for row in lists.rows(list(by_work), lang, at)}
    why = payloads.reasons(events)
    return [_told(work, rows.get(work), [_said(e, lang, why[e.pk]) for e in of], lang) for work, of in by_work.items()]


def _told(work: Work, row: lists.Row | None, said: Sequence[Said], lang: str) -> Told:
    """Return a document as a letter tells of it; of one that is withdrawn there is no row, and its title is not told."""
    name = row.name if row else lookup.name_of(work)
    address = row.address if row else path_of(name, lang)
    title, spoken = (row.title, row.title_language) if row and row.title != name else ("", "")
    return Told(name, title, spoken, telling.whole(address), tuple(said))


def _said(event: Event, lang: str, reason: str) -> Said:
    """Say what happened: "New language version: Arabic (20 March 2026)"."""
    spoken = say("page.comma", lang).join(language(code).names[lang] for code in json.loads(event.languages))
    what, day = say(f"follow.kind.{event.kind}", lang), write_date(event.at.date(), lang)
    return Said(what, say("follow.mail.event", lang, what=what, languages=spoken, day=day), reason)


def _confirm(delivery: Delivery, lang: str) -> Letter:
    alert: Alert = delivery.alert
    link = telling.whole(reverse("library:alert-confirm", args=[lang, alerts.token_to_confirm(alert)]))
    named, often = subjects.label(Subject(alert.by, alert.what), lang), say(f"follow.often.{alert.often}", lang)
    page = _Page(
        lead=say("follow.mail.confirm-lead", lang, what=named, often=often),
        links=((say("follow.mail.confirm-link", lang), link),),
        foot=(say("follow.mail.confirm-foot", lang, days=alerts.DAYS_TO_CONFIRM),),
    )
    return _written(delivery, lang, say("follow.mail.confirm-subject", lang, what=named), page)


def _link(delivery: Delivery, lang: str) -> Letter:
    page = _Page(
        lead=say("follow.mail.link-lead", lang),
        links=((say("follow.mail.change", lang), _own(delivery.to, lang)),),
        foot=(say("follow.mail.link-foot", lang, days=alerts.DAYS_OF_LINK),),
    )
    return _written(delivery, lang, say("follow.mail.link-subject", lang), page)


def _stopped(delivery: Delivery, lang: str) -> Letter:
    hook = delivery.hook
    page = _Page(
        lead=say("follow.mail.stopped-lead", lang, address=hook.address),
        links=((say("follow.mail.stopped-link", lang), telling.whole(reverse("library:hook", args=[lang, hook.key]))),),
        foot=(say("follow.mail.stopped-foot", lang),),
    )
    return _written(delivery, lang, say("follow.mail.stopped-subject", lang, address=hook.address), page)


def _own(to: str, lang: str) -> str:
    return telling.whole(reverse("library:alerts-of", args=[lang, alerts.token_of(to)]))


def _written(delivery: Delivery, lang: str, title: str, page: _Page, headers: dict[str, str] | None = None) -> Letter:
    """Return a letter, as plain text and the same as HTML."""
    links = [(words.rstrip("\u00a0 :："), address) for words, address in page.links]
    with speaking(lang):
        shown = {
            "page": page,
            "links": links,
            "subject": title,
            "language": lang,
            "direction": language(lang).direction,
        }
        html = render_to_string("library/follow/letter.html", shown)
    return Letter(
        message_id(delivery.key), delivery.to, lang, " ".join(title.split()), _plain(page), html, headers or {}
    )


def _plain(page: _Page) -> str:
    lines = [page.lead, ""]
    for one in page.documents:
        lines += [f"{one.name} {one.title}".strip()]
        for event in one.events:
            lines += [f"  {event.text}", *([f"  {event.reason}"] if event.reason else [])]
        lines += [f"  {one.address}", ""]
    if page.rest:
        lines += [page.rest, ""]
    for words, address in page.links:
        lines += [words, address, ""]
    return "\n".join([*lines, *page.foot, ""])
