"""The clock of those who follow: what happened is read from the log, matched, written down and sent. Somebody calls `tick`."""

from __future__ import annotations

import datetime
import logging

import msgspec
from django.db import Error

from verbale.archive import log
from verbale.library.follow import events, matching, outbox
from verbale.library.models import Alert, Cursor, Delivery, Event, Hook
from verbale.post.trying import alone
from verbale.problems import VerbaleError

_log = logging.getLogger("verbale.library.follow")


class Done(msgspec.Struct, frozen=True):
    """What a turn of the clock did: events read, notices given, deliveries written and what became of them."""

    events: int = 0
    notices: int = 0
    written: int = 0
    sent: int = 0
    failed: int = 0
    dropped: int = 0


class Status(msgspec.Struct, frozen=True):
    """How it stands: entries of the log not yet looked through, events not yet matched, deliveries that wait or were given up."""

    alerts: int
    hooks: int
    stopped: int
    entries: int
    events: int
    waiting: int
    failed: int


def tick(at: datetime.datetime) -> None:
    """Do everything that is due at a moment; what fails is logged, and tried at the next tick."""
    try:
        work(at)
    except (VerbaleError, OSError, Error) as error:
        _log.error("Those who follow could not all be told: %s", error)
    except Exception:  # noqa: BLE001  # the clock goes on, whatever one letter holds
        _log.exception("Those who follow could not all be told.")


def work(at: datetime.datetime) -> Done:
    """Do everything that is due at a moment, and return what was done: nothing, while somebody else is at it."""
    with alone("follow") as mine:
        if not mine:
            return Done()
        gathered, matched = events.gather(at), matching.match(at)
        written, sent = outbox.write(at), outbox.send(at)
        outbox.tidy(at)
    return Done(gathered, matched, written, sent.sent, sent.failed, sent.dropped)


def again(at: datetime.datetime) -> int:
    """Read the log anew from where the first of those who follow began; return how many entries that is."""
    with alone("follow") as mine:
        return events.again() if mine else 0


def status() -> Status:
    """Tell how it stands."""
    last, cursor = log.head(), Cursor.objects.first()
    behind = last.number - cursor.entry if last and cursor else 0
    waiting = Delivery.objects.filter(state="waiting").count()
    return Status(
        Alert.objects.exclude(confirmed=None).count(), Hook.objects.filter(stopped=None).count(),
        Hook.objects.exclude(stopped=None).count(), behind, Event.objects.filter(matched=False).count(), waiting,
        Delivery.objects.filter(state="failed").count(),
    )  # fmt: skip
