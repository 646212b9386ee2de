"""The translation memory at the desk: what it tells somebody who works on a language version."""

from __future__ import annotations

import datetime

from verbale.archive.access import with_access
from verbale.archive.models import Registration, Work
from verbale.desk.actors import Actor
from verbale.desk.cases import visible
from verbale.desk.passages import Version
from verbale.desk.workflow import READERS
from verbale.memory.finding import find
from verbale.memory.matching import Match


def remembered(version: Version, path: str, actor: Actor, at: datetime.datetime) -> list[Match]:
    """Return how the source of a passage was put before, told to somebody who may see where; the best match first."""
    order = [one.source for one in version.passages]
    here = next(place for place, one in enumerate(version.passages) if one.path == path)
    around = (order[here - 1] if here else "", order[here + 1] if here + 1 < len(order) else "")
    return find(order[here], version.source, version.language, at=at, closed=closed_to(actor), around=around)


def closed_to(actor: Actor) -> frozenset[str] | None:
    """Return the keys of the restricted documents that somebody may see: None for all, who sees every case."""
    if actor.has(*READERS):
        return None
    symbols = dict(
        with_access(Work.objects.exclude(symbol="")).filter(access="restricted").values_list("symbol", "key")
    )
    subjects = Registration.objects.filter(text__in=symbols, series__kind="symbol").values_list("text", "subject")
    theirs = set(visible(actor).filter(reference__in=[one for _, one in subjects]).values_list("reference", flat=True))
    return frozenset(symbols[text] for text, subject in subjects if subject in theirs)
