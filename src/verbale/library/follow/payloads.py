"""What a call tells a program: what happened, the document as the API tells of it, and the language versions concerned."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from verbale.archive.access import with_access
from verbale.archive.canonical import sha256
from verbale.archive.models import Expression, Ruling, Work
from verbale.library import lists, lookup, telling
from verbale.library.addresses import path_of
from verbale.library.models import Event, Hook
from verbale.problems import NotKnown


def key_of(event: Event, hook: Hook) -> str:
    """Return the idempotency key of an event for a hook: the same at every try, and were all events read anew."""
    return sha256(f"{hook.key} {event.entry} {event.work.key} {event.kind}")[:32]


def payload(event: Event, hook: Hook, at: datetime.datetime) -> str:
    """Return the JSON that tells a hook of an event, or "" where it may not be told any more."""
    body = {
        "id": key_of(event, hook),
        "event": event.kind,
        "at": event.at,
        "entry": event.entry,
        "languages": json.loads(event.languages),
        "follows": {"by": hook.by, "what": hook.what},
    }
    told = _withdrawn(event) if event.kind == "withdrawal" else _public(event, at)
    return json.dumps({**body, **told}, cls=DjangoJSONEncoder, ensure_ascii=False) if told else ""


def tellable(events: Sequence[Event]) -> list[Event]:
    """Return the events that anyone may know of as things are: what is restricted meanwhile is nobody's business."""
    works = with_access(Work.objects.filter(pk__in={event.work_id for event in events}))
    access = dict(works.values_list("pk", "access"))
    wanted = {True: "withdrawn", False: "public"}
    return [event for event in events if access[event.work_id] == wanted[event.kind == "withdrawal"]]


def may_tell(event: Event) -> bool:
    """Tell whether anyone may know of an event as things are."""
    return bool(tellable([event]))


def reasons(events: Sequence[Event]) -> dict[int, str]:
    """Return the public reasons of withdrawals and reissues, by the events' primary keys; of others there are none."""
    entries = {event.entry for event in events}
    ruled = Ruling.objects.filter(entry_id__in=entries).values_list("entry_id", "work_id", "reason")
    again = Expression.objects.filter(entry_id__in=entries).exclude(reason="")
    found: dict[str, dict[tuple[int, int], str]] = {
        "withdrawal": {(entry, work): reason for entry, work, reason in ruled},
        "reissue": {(e, work): reason for e, work, reason in again.values_list("entry_id", "work_id", "reason")},
    }
    return {event.pk: found.get(event.kind, {}).get((event.entry, event.work_id), "") for event in events}


def _public(event: Event, at: datetime.datetime) -> dict[str, Any]:
    try:
        found = lookup.found(event.work, at)
    except NotKnown:
        return {}
    rows = lists.rows([event.work], "en", at)
    versions = []
    for lang in json.loads(event.languages):
        of = found.versions.get(lang, ())
        versions += [one for one in of if one.expression.entry_id == event.entry] or list(of[:1])
    return {
        "reason": reasons([event])[event.pk],
        "document": telling.document(rows[0]),
        "versions": [telling.version(found, one) for one in versions],
    }


def _withdrawn(event: Event) -> dict[str, Any]:
    name = lookup.name_of(event.work)
    document = {"key": event.work.key, "symbol": event.work.symbol, "url": telling.whole(path_of(name))}
    return {"reason": reasons([event])[event.pk], "document": document, "versions": []}
