"""What the public may see, and changing it: a restricted or withdrawn document is in no list, count or answer.

Everything public is asked for through `public` and `released`; a page that begins with another query shows what it
should not.
"""

from __future__ import annotations

import datetime
from typing import Literal

from django.db.models import OuterRef, QuerySet, Subquery

from verbale.archive import log
from verbale.archive.errors import WrongState
from verbale.archive.models import Expression, Ruling, Work
from verbale.problems import NotKnown

Access = Literal["public", "restricted", "withdrawn"]
_VERBS: dict[str, str] = {"public": "open", "restricted": "restrict", "withdrawn": "withdraw"}
_CLOSED = ("restricted", "confidential", "participants")


def at_first(distribution: str) -> Access:
    """Return who may see a new document of this distribution category."""
    return "restricted" if distribution in _CLOSED else "public"


def with_access(works: QuerySet[Work]) -> QuerySet[Work]:
    """Return the documents with ``access`` as their last ruling has it."""
    last = Ruling.objects.filter(work=OuterRef("pk")).order_by("-step")
    return works.annotate(access=Subquery(last.values("access")[:1]))


def public(works: QuerySet[Work] | None = None) -> QuerySet[Work]:
    """Return the documents that anyone may see."""
    return with_access(Work.objects.all() if works is None else works).filter(access="public")


def released(at: datetime.datetime) -> QuerySet[Expression]:
    """Return the language versions that anyone may read at this moment, all versions of each."""
    last = Ruling.objects.filter(work=OuterRef("work")).order_by("-step")
    return Expression.objects.annotate(access=Subquery(last.values("access")[:1])).filter(
        access="public", released__lte=at
    )


@log.turn()
def rule(key: str, access: Access, reason: str, *, by: str, at: datetime.datetime) -> Ruling:
    """Restrict a document, open it, or withdraw it, and say why in public.

    Raises NotKnown where no document has this key, WrongState where the reason is missing or nothing would change.
    """
    number = log.begin()
    return rule_under(number, key, access, reason, by=by, at=at)


def rule_under(number: int, key: str, access: Access, reason: str, *, by: str, at: datetime.datetime) -> Ruling:
    """Do what `rule` does as the entry ``number``, which has begun."""
    work = Work.objects.filter(names__key=key).first() or Work.objects.filter(key=key).first()
    if work is None:
        raise NotKnown(f"The archive holds no document {key}.", wording=("refusal.not-archived", {"document": key}))
    last = work.rulings.order_by("-step")[0]
    if not reason.strip():
        raise WrongState(
            f"Nothing says why {work} becomes {access}.",
            advice="Give the reason; it is public.",
            wording=("refusal.reason-public", {}),
        )
    if last.access == access:
        raise WrongState(f"{work} is {access} already.", wording=("refusal.already", {"document": work}))
    ruling = Ruling.objects.create(entry_id=number, work=work, step=last.step + 1, access=access, reason=reason.strip())
    log.write(number, _VERBS[access], str(work), {"access": access, "reason": reason.strip()}, by=by, at=at)
    return ruling
