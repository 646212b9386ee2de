"""The tables of the library: what readers keep here for themselves, and what they are told; none of it is part of the record.

Rows may change and go, e-mail addresses above all: who ends an alert leaves no trace.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from verbale.archive.fields import Instant
from verbale.archive.models import Work


class SavedSearch(models.Model):
    """A search that somebody who is signed in keeps: ``query`` is that of its address, ``language`` that of its page."""

    guarded = False

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="searches")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    query = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "query"], name="searches_are_saved_once")]

    def __str__(self) -> str:
        return self.name


class Cursor(models.Model):
    """Up to which entry the log was looked through for events; there is one row."""

    guarded = False

    entry = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return str(self.entry)


class Event(models.Model):
    """Something that happened to a document under a log entry; derived from the archive, so it may be made anew.

    ``kind`` is "new", "language", "reissue", "corrigendum", "revision", "addendum" or "withdrawal"; ``languages`` those
    it concerns, as a JSON list; ``at`` the moment from which the public may know. ``matched`` once it was looked up who
    follows that.
    """

    guarded = False

    entry = models.PositiveBigIntegerField()
    work = models.ForeignKey(Work, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    languages = models.TextField()
    at = Instant()
    matched = models.BooleanField(default=False)

    class Meta:
        constraints = [UniqueConstraint(fields=["entry", "work", "kind"], name="events_are_single")]
        indexes = [Index(fields=["matched", "at"], name="event_by_matched_and_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.work}"


class Alert(models.Model):
    """What an e-mail address follows: ``by`` what kind of subject, ``what`` of them, told how ``often``.

    ``entry`` and ``confirmed`` are the log's last entry and the moment from which it counts; until its holder confirmed
    it there is no such moment, and nothing is sent but the letter that asks.
    """

    guarded = False

    to = models.EmailField()
    language = models.CharField(max_length=10)
    by = models.CharField(max_length=20)
    what = models.CharField(max_length=1000)
    often = models.CharField(max_length=10)
    made = Instant()
    confirmed = Instant(null=True)
    entry = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["to", "by", "what"], name="alerts_are_single"),
            CheckConstraint(condition=Q(often__in=["at-once", "daily", "weekly"]), name="alert_is_told_in_a_known_way"),
        ]
        indexes = [Index(fields=["by", "what"], name="alert_by_subject")]

    def __str__(self) -> str:
        return f"{self.to}: {self.by} {self.what}".rstrip()


class Hook(models.Model):
    """An address of a program that is called when something happens to what it follows.

    ``key`` is its public name. Calls are signed with ``secret``, and until ``former_until`` with the ``former`` one too.
    ``entry`` and ``since`` are the log's last entry and the moment from which it counts. ``worked`` is when a call was
    last taken; one that is ``stopped`` is not called, and ``why`` is "owner", "office", "failing" or "gone".
    """

    guarded = False

    key = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hooks")
    language = models.CharField(max_length=10)
    address = models.CharField(max_length=500)
    by = models.CharField(max_length=20)
    what = models.CharField(max_length=1000)
    secret = models.CharField(max_length=80)
    former = models.CharField(max_length=80)
    former_until = Instant(null=True)
    made = Instant()
    since = Instant()
    entry = models.PositiveBigIntegerField()
    worked = Instant(null=True)
    stopped = Instant(null=True)
    why = models.CharField(max_length=20)

    class Meta:
        indexes = [Index(fields=["by", "what"], name="hook_by_subject")]

    def __str__(self) -> str:
        return self.address


class Delivery(models.Model):
    """What goes out once: a letter or a call, under a ``key`` that is the same at every try.

    ``about`` is "events", "confirm", "link" or "stopped" for a letter, "event" or "ping" for a call. A call has its
    ``body``. ``state`` is "waiting", "sent", "failed" (given up) or "dropped" (nothing was left to tell).
    """

    guarded = False

    key = models.CharField(max_length=64, unique=True)
    about = models.CharField(max_length=20)
    alert = models.ForeignKey(Alert, models.CASCADE, null=True, related_name="deliveries")
    hook = models.ForeignKey(Hook, models.CASCADE, null=True, related_name="deliveries")
    to = models.EmailField()
    language = models.CharField(max_length=10)
    body = models.TextField()
    made = Instant()
    state = models.CharField(max_length=10, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    due = Instant()
    ended = Instant(null=True)

    class Meta:
        indexes = [Index(fields=["state", "due"], name="delivery_by_state_and_due")]

    def __str__(self) -> str:
        return f"{self.about} {self.state}"


class Attempt(models.Model):
    """One try of a delivery: the ``status`` that a call was answered with, or 0, and what went wrong, or nothing."""

    guarded = False

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    step = models.PositiveSmallIntegerField()
    at = Instant()
    status = models.PositiveSmallIntegerField()
    detail = models.CharField(max_length=300)

    class Meta:
        constraints = [UniqueConstraint(fields=["delivery", "step"], name="attempts_are_single")]

    def __str__(self) -> str:
        return f"{self.status} {self.detail}".strip()


class Notice(models.Model):
    """An event that an alert or a hook is told of, once; ``delivery`` is what tells it, when there is one."""

    guarded = False

    event = models.ForeignKey(Event, models.CASCADE, related_name="notices")
    alert = models.ForeignKey(Alert, models.CASCADE, null=True, related_name="notices")
    hook = models.ForeignKey(Hook, models.CASCADE, null=True, related_name="notices")
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="notices")
    told = models.BooleanField(default=False)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["event", "alert"], name="alerts_are_told_once"),
            UniqueConstraint(fields=["event", "hook"], name="hooks_are_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event}"
