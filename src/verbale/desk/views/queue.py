"""The queue: every case that an officer may see, what is due first on top."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from verbale.archive.models import Registration
from verbale.archive.organization import authorities
from verbale.desk import cases, moving
from verbale.desk.actors import Actor
from verbale.desk.cases import Standing
from verbale.desk.models import Case
from verbale.desk.naming import Title, titles
from verbale.desk.views.door import Request, door
from verbale.desk.views.frame import days_late
from verbale.desk.workflow import READERS
from verbale.languages import LANGUAGES
from verbale.pages.language import current

STATES = (
    "received", "submitted", "returned", "accepted", "registered", "in-translation", "in-proof", "approved", "scheduled",
    "released", "withdrawn",
)  # fmt: skip
ON_A_PAGE = 50
FORWARD = ("accept", "register", "translate", "deliver", "approve", "schedule", "release")
"""The moves that wait for somebody; others somebody may make, but nothing waits for them."""


class Row(msgspec.Struct, frozen=True):
    """A case as the queue shows it."""

    case: Case
    now: Standing
    title: Title
    symbol: str
    late: int
    chips: list[tuple[str, str]]


@door(*READERS)
def queue(request: Request) -> HttpResponse:
    """Show the queue, or what of it is asked for."""
    at, asked = timezone.now(), request.GET
    found = list(asked_for(request.actor, asked.get("state", ""), asked.get("sender", ""), asked.get("q", "").strip()))
    standings = cases.standings(found)
    if state := asked.get("state", ""):
        found = [case for case in found if standings[case.pk].state == state]
    if asked.get("mine"):
        found = [case for case in found if waits_for(request.actor, case, standings[case.pk])]
    last = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    found.sort(key=lambda case: (standings[case.pk].due or last, case.pk))
    page = Paginator(found, ON_A_PAGE).get_page(asked.get("page"))
    shown = list(page.object_list)
    named, symbols = titles(shown, current()), symbols_of(shown)
    context: dict[str, Any] = {
        "rows": [_row(case, standings[case.pk], named[case.pk], symbols.get(case.reference, ""), at) for case in shown],
        "page": page,
        "states": STATES,
        "senders": sorted(set(cases.visible(request.actor).order_by().values_list("sender", flat=True).distinct())),
        "asked": asked,
        "filtered": any(asked.get(name) for name in ("state", "sender", "q", "mine")),
        "late": sum(days_late(standings[case.pk].due, at) > 0 for case in found),
        "authorities": authorities(),
    }
    return render(request, "desk/secretariat/queue.html", context)


def asked_for(actor: Actor, state: str, sender: str, words: str) -> QuerySet[Case]:
    """Return the cases that are asked for, those that are over only where their state or their name is."""
    found = cases.visible(actor)
    if sender:
        found = found.filter(sender=sender)
    if words:
        named = Registration.objects.filter(text__icontains=words, language="").values("subject")
        return found.filter(Q(reference__icontains=words) | Q(reference__in=named))
    if state in ("released", "withdrawn"):
        return found
    last = cases.last_moves()
    going = last.exclude(state__in=["released", "withdrawn"]).exclude(branch="", state="in-translation")
    over = last.filter(branch="", state="withdrawn")
    return found.filter(pk__in=going.values("case")).exclude(pk__in=over.values("case"))


def waits_for(actor: Actor, case: Case, now: Standing) -> bool:
    """Return whether a case waits for somebody: a move that leads on is theirs, or a language was assigned to them."""
    possible = moving.possible(case, now, actor)
    for name in FORWARD:
        if name == "deliver":
            mine = [stand for b in possible.get(name, ()) if (stand := now.branches[b]).assignee in (actor.name, "")]
            if any(stand.assignee == actor.name or actor.has("translator") for stand in mine):
                return True
        elif name in possible:
            return True
    return False


def symbols_of(shown: list[Case]) -> dict[str, str]:
    """Return the symbols of cases by their reference, with one query; a reissue has that of what it follows."""
    wanted = {case.reference: case for case in shown}
    parents = {
        case.reference: case.reference.rpartition("-")[0] for case in wanted.values() if case.change == "reissue"
    }
    rows = Registration.objects.filter(
        subject__in=[*wanted, *parents.values()], language="", series__kind="symbol"
    ).order_by("pk")
    found = dict(rows.values_list("subject", "text"))
    return {reference: found.get(parents.get(reference, reference), "") for reference in wanted}


def _row(case: Case, now: Standing, title: Title, symbol: str, at: datetime.datetime) -> Row:
    chips = [(lang, now.branches[lang].state) for lang in LANGUAGES if lang in now.branches]
    over = now.state in ("released", "withdrawn")
    return Row(case, now, title, symbol, 0 if over else days_late(now.due, at), chips)


urlpatterns = [path("queue/", queue, name="queue")]
