"""Signed links: somebody without an account acts for a Mission on one case, once, until the link runs out."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core import signing

from verbale.archive import log
from verbale.archive.canonical import sha256
from verbale.archive.errors import NotAllowed
from verbale.desk.actors import Actor
from verbale.desk.models import Case, UsedLink

DAYS = 14
"""For how long a link works."""

_SALT = "verbale.desk.links"


class LinkNotGood(NotAllowed):
    """A link does not work, or not any more; ``key`` is that of the words that say so to its holder."""

    code = "link-not-good"

    def __init__(self, text: str, key: str, **slots: object) -> None:
        advice = "Ask the registry for another link, or sign in."
        super().__init__(text, where="link", advice=advice, wording=(f"link.{key}", slots))


def make(case: Case, at: datetime.datetime) -> str:
    """Return a token with which its holder acts for the Mission on a case; after each use it is another."""
    return signing.dumps([case.reference, case.contact, int(at.timestamp()), case.used_links.count()], salt=_SALT)


def address(case: Case, at: datetime.datetime) -> str:
    """Return the address that opens a case without an account."""
    return f"{settings.ADDRESS.rstrip('/')}/desk/link/{make(case, at)}/"


def read(token: str, at: datetime.datetime) -> tuple[Case, Actor]:
    """Return the case of a token and its holder as one who acts; raises LinkNotGood where it is not good (any more)."""
    try:
        reference, contact, made, _ = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise LinkNotGood("This link is not one of ours.", "foreign") from None
    if at.timestamp() - made > DAYS * 86400:
        raise LinkNotGood(f"This link was good for {DAYS} days.", "old", days=DAYS)
    if UsedLink.objects.filter(digest=sha256(token)).exists():
        raise LinkNotGood("This link was used already; it works once.", "used")
    case = Case.objects.get(reference=reference)
    actor = Actor(f"link:{contact}", frozenset({("mission", case.sender)}), case=reference)
    return case, actor


@log.turn()
def use(token: str, at: datetime.datetime) -> tuple[Case, Actor]:
    """Use a link up; call it inside the transaction of what its holder does."""
    number = log.begin()
    case, actor = read(token, at)
    UsedLink.objects.create(entry_id=number, case=case, digest=sha256(token))
    log.write(number, "use-link", case.reference, {}, by=actor.name, at=at)
    return case, actor
