"""The ways of communications, gathered from what is kept, for those who may see them, with a fixed number of queries."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

import msgspec
from django.db.models import OuterRef, Subquery

from verbale.archive.models import Registration
from verbale.archive.models import Standing as Number
from verbale.archive.organization import authorities
from verbale.authorities import Authorities
from verbale.communications.forms import session_code
from verbale.desk.actors import Actor
from verbale.desk.cases import languages, standings, visible
from verbale.desk.models import Case, Correction, Move, Read
from verbale.desk.rules import session_clock
from verbale.desk.timeliness import Clocks, Way
from verbale.document import AgendaItem, Session

_UNDER_WAY = ("accepted", "registered", "in-translation")


class _Said(msgspec.Struct, frozen=True):
    dated: datetime.date | None = None


class _Head(msgspec.Struct, frozen=True):
    """What figures need of a document; the rest of its JSON is passed over."""

    body: str | None = None
    session: Session | None = None
    agenda: tuple[AgendaItem, ...] = ()
    communication: _Said | None = None


def clocks() -> Clocks:
    """Return the clocks of sessions, as the house has them."""
    return Clocks(**session_clock())


def ways(actor: Actor) -> list[Way]:
    """Return the ways of the communications that were accepted and that the actor may see, the newest first.

    What follows a released document, and what was withdrawn before anything of it was out, is not counted.
    """
    cases = list(visible(actor).filter(change="").select_related("submission"))
    stands = standings(cases)
    counted = [
        case for case in cases
        if stands[case.pk].trunk.state in _UNDER_WAY or stands[case.pk].released
    ]  # fmt: skip
    keys = [case.pk for case in counted]
    registered: dict[int, datetime.datetime] = {}
    out: dict[int, dict[str, datetime.datetime]] = {key: {} for key in keys}
    moves = Move.objects.filter(case__in=keys, name__in=("register", "release", "release-due")).order_by("pk")
    for key, name, branch, at in moves.values_list("case", "name", "branch", "at"):
        if name == "register":
            registered[key] = at
        else:
            out[key].setdefault(branch, at)
    numbers, heads, known = _numbers(counted), _heads(keys), authorities()
    return [_way(case, registered.get(case.pk), out[case.pk], numbers, heads[case.pk], known) for case in counted]


def _way(
    case: Case,
    registered: datetime.datetime | None,
    out: Mapping[str, datetime.datetime],
    numbers: Mapping[str, tuple[str, str]],
    head: _Head,
    known: Authorities,
) -> Way:
    symbol, series = numbers.get(case.reference, ("", ""))
    record = known.session(head.body or "", session_code(head.session)) if head.session else None
    dates = (record.actual or record.planned) if record else ()
    return Way(
        reference=case.reference,
        received=case.opened,
        concerned=languages(case),
        sender=case.sender,
        items=tuple(f"{head.body or ''} {item.number}".strip() for item in head.agenda if item.number),
        series=series,
        symbol=symbol,
        dated=head.communication.dated if head.communication else None,
        registered=registered,
        released=out,
        first=min(out.values(), default=None),
        opens=dates[0][0] if dates else None,
    )


def _numbers(cases: list[Case]) -> dict[str, tuple[str, str]]:
    """The symbol and the series of each case by its reference; those that became void are left out."""
    state = Subquery(Number.objects.filter(registration=OuterRef("pk")).order_by("-step").values("state")[:1])
    rows = (
        Registration.objects.filter(subject__in=[case.reference for case in cases], language="", series__kind="symbol")
        .annotate(state=state)
        .exclude(state="void")
        .order_by("pk")
    )
    return {
        subject: (text, pattern.removesuffix("/{n}"))
        for subject, text, pattern in rows.values_list("subject", "text", "series__pattern")
    }


def _heads(keys: list[int]) -> dict[int, _Head]:
    """The last reading of each case, as far as it is needed, with its corrections."""
    decoder = msgspec.json.Decoder(_Head)
    later = Read.objects.filter(case=OuterRef("case")).order_by("-number").values("pk")[:1]
    rows = Read.objects.filter(case__in=keys, pk=Subquery(later)).values_list("case", "document")
    heads = {key: decoder.decode(document) for key, document in rows}
    changed = Correction.objects.filter(
        case__in=keys, path__in=("body", "session", "agenda", "communication.dated")
    ).order_by("pk")
    for key, path, value in changed.values_list("case", "path", "value"):
        heads[key] = _corrected(heads[key], path, json.loads(value))
    return heads


def _corrected(head: _Head, path: str, value: Any) -> _Head:
    whole = msgspec.to_builtins(head)
    if path == "communication.dated":
        whole["communication"] = {"dated": value}
    else:
        whole[path] = value
    return msgspec.convert(whole, _Head)
