"""Hooks: a program follows by an address of its own, which is called when something happens.

A hook belongs to a person who can sign in. Each call bears a signature under the hook's secret, which may be changed at
any time: for a day the former one signs too.
"""

from __future__ import annotations

import datetime
import json
import secrets
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from verbale.archive import log
from verbale.archive.errors import WrongState
from verbale.library.follow.subjects import Subject
from verbale.library.models import Delivery, Hook
from verbale.post import calling
from verbale.problems import BadInput, NotKnown

MOST = 20
"""Hooks that a person has at most."""
OVERLAP = datetime.timedelta(days=1)
"""For how long the former secret still signs beside the new one."""


def add(person: Any, address: str, subject: Subject, language: str, *, at: datetime.datetime) -> Hook:
    """Let an address be called from now on. Raises BadInput, WrongState where somebody has too many."""
    address = address.strip()
    check(address)
    with log.turn():
        if person.hooks.count() >= MOST:
            raise WrongState(
                f"{person.email} has {MOST} webhooks already.",
                advice="Remove one first.",
                wording=("refusal.hooks-many", {"most": MOST}),
            )
        return Hook.objects.create(
            key=secrets.token_hex(16), person=person, language=language, address=address, by=subject.by,
            what=subject.what, secret=_secret(), made=at, since=at, entry=log.begin() - 1,
        )  # fmt: skip


def check(address: str) -> None:
    """Raise BadInput for an address that is none, or that may not be called."""
    try:
        calling.check(address, private=settings.WEBHOOK_PRIVATE)
    except calling.NoCall as error:
        raise BadInput(
            error.text,
            where="address",
            advice="Give an address like https://example.org/hook, of a host that the whole Internet can reach.",
            wording=("refusal.hook-address", {}),
        ) from error


def find(key: str, person: Any) -> Hook:
    """Return a hook of a person by its key; raises NotKnown."""
    return _known(Hook.objects.filter(key=key, person=person).first())


def by_key(key: str) -> Hook:
    """Return anybody's hook by its key; raises NotKnown."""
    return _known(Hook.objects.filter(key=key).first())


def _known(found: Hook | None) -> Hook:
    if found is None:
        raise NotKnown("There is no such webhook.", where="hook", wording=("refusal.no-hook", {}))
    return found


def rotate(hook: Hook, *, at: datetime.datetime) -> str:
    """Give a hook a new secret, and return it; for a day the former one signs too."""
    with log.turn():
        hook.refresh_from_db()
        hook.former, hook.former_until, hook.secret = hook.secret, at + OVERLAP, _secret()
        hook.save(update_fields=["former", "former_until", "secret"])
    return hook.secret


def secrets_of(hook: Hook, at: datetime.datetime) -> tuple[str, ...]:
    """Return the secrets that sign a call at a moment."""
    both = hook.former and hook.former_until and at < hook.former_until
    return (hook.secret, hook.former) if both else (hook.secret,)


def stop(hook: Hook, why: str, *, at: datetime.datetime) -> None:
    """Call a hook no more: its "owner" or the "office" said so, it was "failing" too long, or it is "gone".

    What waits for it is dropped.
    """
    with log.turn():
        Hook.objects.filter(pk=hook.pk, stopped=None).update(stopped=at, why=why)
        hook.deliveries.filter(state="waiting").exclude(about="stopped").update(state="dropped", ended=at)


def start(hook: Hook, *, at: datetime.datetime) -> None:
    """Call a hook again, with what happens from now on."""
    with log.turn():
        Hook.objects.filter(pk=hook.pk).exclude(stopped=None).update(
            stopped=None, why="", entry=log.begin() - 1, since=at, worked=None
        )


def remove(hook: Hook) -> None:
    """Delete a hook and the record of its calls."""
    with log.turn():
        Hook.objects.filter(pk=hook.pk).delete()


def ping(hook: Hook, *, at: datetime.datetime) -> Delivery:
    """Write a call down that tells nothing, to try the address."""
    key = secrets.token_hex(16)
    body = json.dumps({"id": key, "event": "ping", "at": at.isoformat()})
    with log.turn():
        return Delivery.objects.create(key=key, about="ping", hook=hook, body=body, made=at, due=at)


def deliver_again(hook: Hook, key: str, *, at: datetime.datetime) -> Delivery:
    """Let a call go out once more, under its old key; raises NotKnown."""
    with log.turn():
        found = hook.deliveries.filter(key=key).exclude(about="stopped").exclude(body="").first()
        if found is None:
            raise NotKnown("There is no such delivery.", where="delivery", wording=("refusal.no-delivery", {}))
        found.state, found.due, found.ended = "waiting", at, None
        found.save(update_fields=["state", "due", "ended"])
        return found


def deliveries(hook: Hook) -> QuerySet[Delivery]:
    """Return the calls of a hook, the newest first."""
    return hook.deliveries.exclude(about="stopped").prefetch_related("attempts").order_by("-pk")


def _secret() -> str:
    return f"vbs_{secrets.token_urlsafe(32)}"
