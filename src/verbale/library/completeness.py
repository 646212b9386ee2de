"""Which languages the documents of a body's sessions are here in: counted over all of them, and remembered."""

from __future__ import annotations

import datetime
from collections import Counter

from django.db.models import Count

from verbale.archive.access import released
from verbale.languages import LANGUAGES
from verbale.library import lists
from verbale.library.pictures import Completeness


def completeness(body: str, at: datetime.datetime) -> list[Completeness]:
    """Return how many documents each session of a body has, in each language and in all six."""
    return lists.remembered("completeness", body, at, lambda: _counted(body, at))


def _counted(body: str, at: datetime.datetime) -> list[Completeness]:
    out = released(at).filter(work__body=body, language__in=LANGUAGES).exclude(work__session="")
    held: dict[str, dict[str, int]] = {}
    each = out.values("work__session", "language").annotate(count=Count("work", distinct=True)).order_by()
    for row in each:
        held.setdefault(row["work__session"], {})[row["language"]] = row["count"]
    works = out.values("work").annotate(languages=Count("language", distinct=True)).order_by()
    whole = Counter(works.filter(languages=len(LANGUAGES)).values_list("work__session", flat=True))
    return [
        Completeness(one.key[0], one.count, held.get(one.key[0], {}), whole[one.key[0]])
        for one in lists.counts(at, "session", body=body)
    ]
