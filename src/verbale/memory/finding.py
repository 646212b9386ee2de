"""What somebody who asks may be told: the matches of a passage, of documents that they may see and no others."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Set
from functools import partial

from verbale.archive.access import with_access
from verbale.archive.models import Work
from verbale.memory import index
from verbale.memory.matching import LEAST, Match, matches


def find(
    text: str,
    source: str,
    target: str,
    *,
    at: datetime.datetime,
    closed: Collection[str] | None = (),
    around: tuple[str, str] = ("", ""),
    least: int = LEAST,
    most: int = 5,
) -> list[Match]:
    """Return how a passage was put before, the best match first; none where there is no memory yet.

    ``closed`` are the keys of the restricted documents that whoever asks may see, None all of them. What was withdrawn is
    told to nobody. What was released since the memory was made is brought in first, as far as that is little.
    """
    index.keep_up(at)
    searcher = index.opened()
    if searcher is None or source == target:
        return []
    may = partial(_may, closed=closed)
    return matches(searcher, text, source, target, around=around, least=least, most=most, may=may)


def _may(works: Set[int], closed: Collection[str] | None) -> set[int]:
    rows = with_access(Work.objects.filter(pk__in=works)).values_list("pk", "key", "access")
    return {
        pk for pk, key, access in rows
        if access == "public" or (access == "restricted" and (closed is None or key in closed))
    }  # fmt: skip
