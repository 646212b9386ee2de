"""Releasing: the edition is typeset first, then released in one transaction; the clock does so when it is due.

All languages of a document bear one date of issue, that of the day on which the first of them came out.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from verbale import press
from verbale.archive.errors import WrongState
from verbale.archive.organization import authorities
from verbale.desk import cases, drafts, versions
from verbale.desk.actors import CLOCK, Actor
from verbale.desk.models import Case
from verbale.desk.moving import Moved, move, role_for
from verbale.desk.workflow import MOVES
from verbale.document import Edition
from verbale.problems import VerbaleError

FORMATS = ("pdf", "docx", "html", "akn", "markdown", "json")
"""The renditions of every language version."""


def release(
    reference: str,
    *,
    actor: Actor,
    at: datetime.datetime,
    languages: Sequence[str] = (),
    seen: int | None = None,
    name: str = "release",
) -> Moved:
    """Release languages of a case, all that are approved where none is named.

    Raises what `verbale.desk.moving.move` raises; typesetting is done before anything is locked.
    """
    case = cases.find(reference, actor)
    now = cases.standing(case)
    start = "scheduled" if name == "release-due" else "approved"
    wanted = tuple(languages) or tuple(b for b, stand in now.branches.items() if stand.state == start)
    made_of = {language: draft.number for language, draft in drafts.latest(case, wanted).items()}
    role_for(MOVES[name], case, wanted, actor)
    ready = wanted and set(made_of) == set(wanted) and all(now.branches[b].state == start for b in wanted)
    made = edition(case, wanted, at.date()) if ready else None
    return move(
        name,
        reference,
        actor=actor,
        at=at,
        languages=wanted,
        seen=seen,
        edition=made,
        drafts=made_of if ready else None,
    )


def make(name: str, reference: str, **given: Any) -> Moved:
    """Make any move by its name: what is to be released is typeset first."""
    return (
        release(reference, name=name, **given) if name in ("release", "release-due") else move(name, reference, **given)
    )


def release_due(at: datetime.datetime) -> tuple[list[Moved], list[tuple[str, VerbaleError]]]:
    """Release everything whose moment has come; return what was released, and what could not be and why."""
    waiting: dict[str, list[str]] = {}
    for row in cases.due_releases(at).select_related("case"):
        waiting.setdefault(row.case.reference, []).append(row.branch)
    done: list[Moved] = []
    failed: list[tuple[str, VerbaleError]] = []
    for reference, languages in waiting.items():
        try:
            done.append(release(reference, actor=CLOCK, at=at, languages=languages, name="release-due"))
        except VerbaleError as error:
            failed.append((reference, error))
    return done, failed


def edition(case: Case, languages: Sequence[str], on: datetime.date) -> Edition:
    """Make the edition of some languages of a case, every format, as it would be released on a day."""
    texts = versions.all_registered(case, languages)
    symbol = texts[0].symbol
    if not symbol:
        wording = ("refusal.no-symbol", {"reference": case.reference})
        raise WrongState(f"{case.reference} has no symbol.", advice="Register it first.", wording=wording)
    return press.issue(
        texts, on=cases.issue_date(case) or on, symbol=symbol, languages=tuple(languages), formats=FORMATS,
        authorities=authorities(),
    )  # fmt: skip
