"""Distribution lists: who is told when a document is released whose symbol begins in a certain way."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import OuterRef, QuerySet, Subquery

from verbale.archive import log
from verbale.archive.access import public
from verbale.archive.citing import key_of
from verbale.desk.actors import Actor, need
from verbale.desk.models import Subscription
from verbale.languages import LANGUAGES
from verbale.problems import BadInput

KEEPERS = ("registrar", "librarian", "administrator")
"""Who keeps the lists."""


@log.turn()
def put_on(
    prefix: str, to: str, language: str, *, actor: Actor, at: datetime.datetime, given: bool = True
) -> Subscription | None:
    """Put an address on the list of a prefix ("A/HRC/43"; empty for all documents), or take it off.

    What is as it should be already stays, and None is returned. Raises NotAllowed, BadInput.
    """
    number = log.begin()
    need(actor, KEEPERS, "keep the lists")
    prefix, to = prefix.strip().upper().rstrip("/"), to.strip().lower()
    try:
        validate_email(to)
    except ValidationError:
        raise BadInput(
            f"“{to}” is no e-mail address.",
            where="to",
            advice="Write it like name@example.org.",
            wording=("refusal.no-address", {"to": to}),
        ) from None
    if language not in LANGUAGES:
        raise BadInput(
            f"“{language}” is none of the six languages.",
            where="language",
            advice="Choose one.",
            wording=("refusal.not-a-language", {"language": language}),
        )
    if current().filter(prefix=prefix, to=to).exists() == given:
        return None
    row = Subscription.objects.create(entry_id=number, prefix=prefix, to=to, language=language, given=int(given))
    verb = "subscribe" if given else "unsubscribe"
    log.write(number, verb, prefix or "*", {"to": to, "language": language}, by=actor.name, at=at)
    return row


def current() -> QuerySet[Subscription]:
    """Return the addresses that are on lists."""
    same = Subscription.objects.filter(prefix=OuterRef("prefix"), to=OuterRef("to")).order_by("-pk").values("pk")[:1]
    return Subscription.objects.filter(pk=Subquery(same), given=1).order_by("prefix", "to")


def of(symbol: str) -> dict[str, str]:
    """Return who is told of a document, and in which language; nobody of one that the public may not see."""
    key = key_of(symbol)
    if not public().filter(names__key=key).exists():
        return {}
    return {row.to: row.language for row in current() if _begins(key, key_of(row.prefix) if row.prefix else "")}


def _begins(key: str, prefix: str) -> bool:
    """Return whether a symbol begins with a prefix, as a whole part of it."""
    return not prefix or key == prefix or key.startswith((f"{prefix}/", f"{prefix}."))
