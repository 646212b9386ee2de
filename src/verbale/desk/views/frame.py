"""What all pages of a case have in common: its heading, its state, and the ways between its pages."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from verbale.archive.organization import authorities
from verbale.desk import cases, moving
from verbale.desk.cases import Standing
from verbale.desk.models import Case
from verbale.desk.naming import titles
from verbale.desk.views import references  # noqa: F401  # registers its converter
from verbale.desk.views.door import Request
from verbale.desk.workflow import READERS
from verbale.pages.language import current

PAGES = (("case.page", "desk:case"), ("case.languages", "desk:languages"), ("case.proof", "desk:proof"), ("case.release", "desk:release"))  # fmt: skip


def frame(request: Request, case: Case, now: Standing, here: str) -> dict[str, Any]:
    """Give the context of a page of a case; ``here`` is the name of its address."""
    begun = bool(now.branches)
    return {
        "case": case,
        "now": now,
        "symbol": cases.symbol(case),
        "title": titles([case], current())[case.pk],
        "late": days_late(now.due, timezone.now()),
        "possible": moving.possible(case, now, request.actor),
        "authorities": authorities(),
        "reads_all": request.actor.has(*READERS),
        "ways": [
            (key, reverse(name, args=[case.reference]), name == here)
            for key, name in PAGES
            if begun or name == "desk:case"
        ],
    }


def days_late(due: datetime.datetime | None, at: datetime.datetime) -> int:
    """Return by how many days something is late: 0 where it is not, 1 from the first moment on."""
    return (at - due).days + 1 if due and due < at else 0
