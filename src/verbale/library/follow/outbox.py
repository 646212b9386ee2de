"""The outbox of those who follow: letters and calls written down, then sent, each until it is taken or given up."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import msgspec
from django.conf import settings
from django.db.models import Min, QuerySet
from django.utils import timezone

from verbale.archive import log
from verbale.library.follow import alerts, hooks, payloads
from verbale.library.follow.letters import letter
from verbale.library.models import Alert, Attempt, Delivery, Event, Hook, Notice
from verbale.post import calling, letters, signing
from verbale.post.trying import TRIES, after
from verbale.problems import VerbaleError

MORNING = 6
"""The hour at which daily and weekly letters are written, in the zone of the settings; weekly ones on Mondays."""
AN_HOUR = 12
"""Letters that an alert "at once" writes in an hour at most; what happens above that comes together in the next."""
TOGETHER, AT_ONCE, A_HOOK = 8, 500, 50
"""Hooks that are called at the same time; letters, and calls of one hook, that are taken up together."""
CALLS = ("event", "ping")
KEPT = datetime.timedelta(days=90)
"""For how long it is kept what went out."""


class Sent(msgspec.Struct, frozen=True):
    """How many deliveries were sent, failed (and are tried again, or given up), and were dropped."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0


class Call(msgspec.Struct, frozen=True):
    """A call that is ready to go out."""

    delivery: Delivery
    address: str
    body: bytes
    headers: dict[str, str]


class Answer(msgspec.Struct, frozen=True):
    """What a call was answered with: a status, or 0 and why there was no answer; ``dropped`` if nothing was sent."""

    status: int = 0
    detail: str = ""
    dropped: bool = False


# Writing down.


def write(at: datetime.datetime) -> int:
    """Write down what is due: a call for every notice of a hook, a letter for all notices of an alert; return how many."""
    count = _calls(at)
    waiting = Notice.objects.filter(told=False).exclude(alert=None)
    firsts = waiting.values("alert").annotate(first=Min("event__at")).order_by("alert").values_list("alert", "first")
    ready = [pk for pk, first in firsts if (alert := Alert.objects.get(pk=pk)) and _is_due(alert, first, at)]
    for pk in ready:
        with log.turn():
            alert = Alert.objects.filter(pk=pk).first()
            mine = waiting.filter(alert=pk)
            if alert is None or not mine.exists():
                continue
            made = Delivery.objects.create(
                key=secrets.token_hex(16), about="events", alert=alert, to=alert.to, language=alert.language, made=at,
                due=at,
            )  # fmt: skip
            mine.update(told=True, delivery=made)
            count += 1
    return count


def _calls(at: datetime.datetime) -> int:
    count = 0
    waiting = Notice.objects.filter(told=False).exclude(hook=None).select_related("event__work", "hook").order_by("pk")
    while notices := list(waiting[:AT_ONCE]):
        with log.turn():
            made = [_call(notice.event, notice.hook, at) for notice in notices]
            Delivery.objects.bulk_create((one for one in made if one), ignore_conflicts=True)
            keys = {one.key: one for one in Delivery.objects.filter(key__in=[one.key for one in made if one])}
            for notice, one in zip(notices, made, strict=True):
                notice.told, notice.delivery = True, keys.get(one.key) if one else None
            Notice.objects.bulk_update(notices, ["told", "delivery"])
            count += len(keys)
    return count


def _call(event: Event, hook: Hook, at: datetime.datetime) -> Delivery | None:
    body = payloads.payload(event, hook, at) if payloads.may_tell(event) and hook.stopped is None else ""
    if not body:
        return None
    key = payloads.key_of(event, hook)
    return Delivery(key=key, about="event", hook=hook, language=hook.language, body=body, made=at, due=at)


def _is_due(alert: Alert, first: datetime.datetime, at: datetime.datetime) -> bool:
    """Tell whether an alert whose first notice is of a moment is to be told of it now."""
    if alert.often == "at-once":
        hour = at - datetime.timedelta(hours=1)
        return alert.deliveries.filter(about="events", made__gt=hour).count() < AN_HOUR
    return at >= following(alert.often, max(first, alert.confirmed))


def following(often: str, moment: datetime.datetime) -> datetime.datetime:
    """Return the morning behind a moment at which daily or weekly letters are written."""
    local = timezone.localtime(moment)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    days = (7 - local.weekday()) % 7 if often == "weekly" else 0
    morning += datetime.timedelta(days=days)
    if morning <= local:
        morning += datetime.timedelta(days=7 if often == "weekly" else 1)
    return morning


# Sending.


def send(at: datetime.datetime) -> Sent:
    """Send what is written down and due."""
    became: list[str] = []
    while mails := list(_due(at).exclude(about__in=CALLS)[:AT_ONCE]):
        became += [_post(one, at) for one in mails]
    silent: set[int] = set()
    with ThreadPoolExecutor(TOGETHER) as pool:
        while calls := _next_calls(at, silent):
            for done in pool.map(partial(_round, private=settings.WEBHOOK_PRIVATE), calls):
                became += [_answered(one, answer, at) for one, answer in done]
                silent |= {one.hook_id for one, answer in done if not (answer.status or answer.dropped)}
    return Sent(became.count("sent"), became.count("failed"), became.count("dropped"))


def _next_calls(at: datetime.datetime, silent: set[int]) -> list[list[Call]]:
    """Return the next calls of every hook that has some and was not silent in this round."""
    due = _due(at).filter(about__in=CALLS).exclude(hook__in=silent)
    whom = due.order_by("hook").values_list("hook", flat=True).distinct()[:AT_ONCE]
    return [_readied(list(due.filter(hook=hook).select_related("hook__person")[:A_HOOK]), at) for hook in list(whom)]


def _due(at: datetime.datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state="waiting", due__lte=at).order_by("pk")


def _post(delivery: Delivery, at: datetime.datetime) -> str:
    """Send a letter, and keep what became of it."""
    try:
        written = letter(delivery, at)
        if written is None:
            return _became(delivery, "dropped", at)
        letters.sender()(written)
    except (VerbaleError, *letters.FAILURES) as error:
        return _became(delivery, "failed", at, detail=str(error))
    return _became(delivery, "sent", at)


def _readied(deliveries: Sequence[Delivery], at: datetime.datetime) -> list[Call]:
    """Return the calls of one hook, the body of each empty where nothing may be told any more."""
    found = []
    for one in deliveries:
        hook = one.hook
        event = next((notice.event for notice in one.notices.select_related("event")[:1]), None)
        told = hook.stopped is None and hook.person.is_active and (event is None or payloads.may_tell(event))
        body = one.body.encode() if told else b""
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Verbale",
            "Idempotency-Key": one.key,
            signing.HEADER: signing.sign(hooks.secrets_of(hook, at), body, at),
        }
        found.append(Call(one, hook.address, body, headers))
    return found


def _round(calls: Sequence[Call], *, private: bool) -> list[tuple[Delivery, Answer]]:
    """Call one hook in the order of its calls, until nobody answers; the database is not asked here."""
    found = []
    for one in calls:
        if not one.body:
            found.append((one.delivery, Answer(dropped=True)))
            continue
        try:
            status = calling.call(one.address, one.body, one.headers, private=private)
        except calling.NoCall as error:
            found.append((one.delivery, Answer(detail=error.text)))
            break
        found.append((one.delivery, Answer(status, "" if 200 <= status < 300 else f"HTTP {status}")))
    return found


def _answered(delivery: Delivery, answer: Answer, at: datetime.datetime) -> str:
    """Keep what a call was answered with; a hook that is gone, or failed for too long, is stopped."""
    if answer.dropped:
        return _became(delivery, "dropped", at)
    if 200 <= answer.status < 300:
        Hook.objects.filter(pk=delivery.hook_id).update(worked=at)
        return _became(delivery, "sent", at, status=answer.status)
    became = _became(delivery, "failed", at, status=answer.status, detail=answer.detail)
    hook = Hook.objects.filter(pk=delivery.hook_id, stopped=None).select_related("person").first()
    silent = delivery.tries >= TRIES and hook and (hook.worked is None or hook.worked < delivery.made)
    if hook and (answer.status == 410 or silent):
        hooks.stop(hook, "gone" if answer.status == 410 else "failing", at=at)
        _tell_owner(hook, at)
    return became


def _tell_owner(hook: Hook, at: datetime.datetime) -> None:
    with log.turn():
        Delivery.objects.create(
            key=secrets.token_hex(16), about="stopped", hook=hook, to=hook.person.email, language=hook.language, made=at,
            due=at,
        )  # fmt: skip


def _became(delivery: Delivery, state: str, at: datetime.datetime, *, status: int = 0, detail: str = "") -> str:
    """Keep what became of a try; one that failed waits for the next, until it was tried often enough."""
    with log.turn():
        if not Delivery.objects.filter(pk=delivery.pk).exists():
            return state  # its alert or hook is gone
        if state != "dropped":
            delivery.tries += 1
            step = delivery.attempts.count() + 1
            Attempt.objects.create(delivery=delivery, step=step, at=at, status=status, detail=detail[:300])
        again = state == "failed" and delivery.tries < TRIES
        delivery.state = "waiting" if again else state
        delivery.due = after(delivery.tries, at) if again else delivery.due
        delivery.ended = None if again else at
        delivery.save(update_fields=["state", "tries", "due", "ended"])
    return state


# Tidying.


def tidy(at: datetime.datetime) -> None:
    """Forget what went out long ago, and alerts that nobody confirmed."""
    alerts.forget_unconfirmed(at)
    old = Delivery.objects.filter(ended__lt=at - KEPT)
    if old.exists():
        with log.turn():
            old.delete()
