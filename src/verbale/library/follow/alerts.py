"""Alerts: following by e-mail. Asked for by anyone, confirmed by whoever reads the letters of that address, ended by one click.

Nobody learns who follows what: asking gives the same answer whether an address follows something, everything or
nothing, and only its letters have the links that show and change it. Links are signed; one that ends an alert works as
long as there is the alert.
"""

from __future__ import annotations

import datetime
import secrets
from typing import Literal, get_args

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet

from verbale.archive import log
from verbale.languages import LANGUAGES
from verbale.library.follow.subjects import Subject
from verbale.library.models import Alert, Delivery
from verbale.problems import BadInput, NotKnown

Often = Literal["at-once", "daily", "weekly"]
OFTEN: tuple[Often, ...] = get_args(Often)
MOST = 100
"""Alerts that an address has at most."""
LETTERS = 5
"""Letters of confirmation and with links that an address gets in a day at most, whoever asks for them."""
DAYS_TO_CONFIRM, DAYS_OF_LINK = 7, 30

_CONFIRM, _END, _OWN = (f"verbale.library.follow.{name}" for name in ("confirm", "end", "own"))


class LinkNotGood(NotKnown):
    """A link is not one of ours, or not good any more."""

    def __init__(self) -> None:
        super().__init__(
            "This link is not good, or not any more.",
            where="link",
            advice="Ask for another one on the page of alerts.",
            wording=("refusal.alert-link", {}),
        )


# Asking and confirming.


def ask(to: str, subject: Subject, often: str, language: str, *, at: datetime.datetime) -> None:
    """Write the letter that asks whoever reads an address whether they want to follow something.

    Where they do already, the letter says so. An address gets so many letters a day and no more. Raises BadInput.
    """
    to = _address(to)
    _fits(often, language)
    with log.turn():
        if _has_enough(to, at):
            return
        fields = {"language": language, "often": often}
        alert, _ = Alert.objects.get_or_create(to=to, by=subject.by, what=subject.what, defaults={**fields, "made": at})
        if alert.confirmed:
            _letter("link", at, to=to, language=language)
            return
        Alert.objects.filter(pk=alert.pk).update(**fields, made=at)
        _letter("confirm", at, alert=alert, to=to, language=language)


def follow(to: str, subject: Subject, often: str, language: str, *, at: datetime.datetime) -> Alert:
    """Follow something under an address whose holder is known: who is signed in. Raises BadInput."""
    to = _address(to)
    _fits(often, language)
    with log.turn():
        fields = {"language": language, "often": often}
        alert, _ = Alert.objects.get_or_create(to=to, by=subject.by, what=subject.what, defaults={**fields, "made": at})
        Alert.objects.filter(pk=alert.pk).update(**fields)
        return _confirmed(alert, at)


def confirm(token: str, *, at: datetime.datetime) -> Alert:
    """Confirm what a letter asked; confirmed again it stays as it is. Raises LinkNotGood, BadInput."""
    with log.turn():
        return _confirmed(asked(token), at)


def asked(token: str) -> Alert:
    """Return the alert that a link of a letter is to confirm; raises LinkNotGood."""
    if (found := _by_token(token, _CONFIRM, DAYS_TO_CONFIRM)) is None:
        raise LinkNotGood
    return found


def _confirmed(alert: Alert, at: datetime.datetime) -> Alert:
    alert.refresh_from_db()
    if alert.confirmed is None:
        if of(alert.to).count() >= MOST:
            text = f"{alert.to} follows {MOST} things already."
            raise BadInput(text, advice="End one first.", wording=("refusal.alerts-many", {"most": MOST}))
        alert.entry, alert.confirmed = log.begin() - 1, at
        alert.save(update_fields=["entry", "confirmed"])
    return alert


def ask_for_link(to: str, language: str, *, at: datetime.datetime) -> None:
    """Write the letter with the link to one's alerts, if an address has any. Raises BadInput."""
    to = _address(to)
    _fits("daily", language)
    with log.turn():
        if of(to).exists() and not _has_enough(to, at):
            _letter("link", at, to=to, language=language)


def _has_enough(to: str, at: datetime.datetime) -> bool:
    day = at - datetime.timedelta(days=1)
    return Delivery.objects.filter(to=to, about__in=("confirm", "link"), made__gt=day).count() >= LETTERS


def _letter(about: str, at: datetime.datetime, **fields: object) -> None:
    Delivery.objects.create(key=secrets.token_hex(16), about=about, made=at, due=at, **fields)


# What one has.


def of(to: str) -> QuerySet[Alert]:
    """Return the alerts of an address that are confirmed."""
    return Alert.objects.filter(to=to.strip().lower()).exclude(confirmed=None).order_by("pk")


def change(alert: Alert, often: str, language: str) -> None:
    """Change how often an alert tells, and in which language. Raises BadInput."""
    _fits(often, language)
    with log.turn():
        Alert.objects.filter(pk=alert.pk).update(often=often, language=language)


def end(alert: Alert) -> None:
    """End an alert; nothing of it is kept."""
    with log.turn():
        Alert.objects.filter(pk=alert.pk).delete()


def forget_unconfirmed(at: datetime.datetime) -> int:
    """Delete what nobody confirmed in time, and return how many there were."""
    long_ago = at - datetime.timedelta(days=DAYS_TO_CONFIRM)
    old = Alert.objects.filter(Q(made__lt=long_ago), confirmed=None)
    if not old.exists():
        return 0
    with log.turn():
        return int(old.delete()[1].get("library.Alert", 0))


# Links.


def token_to_confirm(alert: Alert) -> str:
    """Return the token that confirms an alert."""
    return _token(alert, _CONFIRM)


def token_to_end(alert: Alert) -> str:
    """Return the token that ends an alert."""
    return _token(alert, _END)


def by_end_token(token: str) -> Alert | None:
    """Return the alert that a token ends, None where it has ended already; raises LinkNotGood."""
    return _by_token(token, _END)


def token_of(to: str) -> str:
    """Return the token that shows the alerts of an address."""
    return signing.dumps(to, salt=_OWN, compress=True)


def by_token(token: str) -> str:
    """Return whose alerts a token shows; raises LinkNotGood."""
    try:
        return str(signing.loads(token, salt=_OWN, max_age=DAYS_OF_LINK * 86400))
    except signing.BadSignature:
        raise LinkNotGood from None


def _token(alert: Alert, salt: str) -> str:
    return signing.dumps([alert.pk, alert.to], salt=salt, compress=True)


def _by_token(token: str, salt: str, days: int | None = None) -> Alert | None:
    try:
        pk, to = signing.loads(token, salt=salt, max_age=days and days * 86400)
    except (signing.BadSignature, ValueError):
        raise LinkNotGood from None
    return Alert.objects.filter(pk=pk, to=to).first()


def _address(to: str) -> str:
    to = to.strip().lower()
    try:
        validate_email(to)
        to.encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        text = f"“{to[:100]}” is no e-mail address."
        advice = "Write it like name@example.org."
        raise BadInput(text, where="to", advice=advice, wording=("refusal.alert-address", {"to": to[:100]})) from None
    return to


def _fits(often: str, language: str) -> None:
    if often not in OFTEN or language not in LANGUAGES:
        where = "language" if often in OFTEN else "often"
        text = "An alert tells at once, daily or weekly, in one of the six languages."
        raise BadInput(text, where=where, advice="Choose one.", wording=("refusal.alert-choice", {}))
