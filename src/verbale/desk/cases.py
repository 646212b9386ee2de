"""Cases as they stand, and the one door to those that an actor may see.

A case that somebody may not see does not exist for them: the error, the count and the list are the same as if it did
not.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence

import msgspec
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from verbale.archive import register
from verbale.archive.canonical import instant
from verbale.archive.models import Registration
from verbale.archive.models import Standing as Number
from verbale.desk.actors import Actor
from verbale.desk.models import Case, Correction, Draft, Move
from verbale.desk.workflow import READERS, State, of_case
from verbale.problems import NotKnown


class Stand(msgspec.Struct, frozen=True):
    """Where a trunk or a language stands: its last move."""

    branch: str
    step: int
    name: str
    state: State
    by: str
    at: datetime.datetime
    due: datetime.datetime | None
    assignee: str
    reason: str
    facts: dict[str, object]


class Standing(msgspec.Struct, frozen=True):
    """Where a case stands: its trunk, its languages, and the entry of the log that touched it last."""

    trunk: Stand
    branches: Mapping[str, Stand]
    seen: int

    @property
    def state(self) -> State:
        """The state of the whole case."""
        return of_case(self.trunk.state, [stand.state for stand in self.branches.values()])

    @property
    def released(self) -> bool:
        """Whether some language is out."""
        return any(stand.state == "released" for stand in self.branches.values())

    @property
    def due(self) -> datetime.datetime | None:
        """When the next move is due, of the trunk or of the language that is pressed most."""
        mine = [s.due for s in self.branches.values() if s.due and s.state != "released"] if self.branches else []
        return min(mine) if mine else (self.trunk.due if not self.branches else None)


def visible(actor: Actor) -> QuerySet[Case]:
    """Return the cases that an actor may see."""
    cases = Case.objects.order_by("-pk")
    if actor.case:
        return cases.filter(reference=actor.case)
    if actor.has(*READERS, "clock"):
        return cases
    mine = Q(sender__in=actor.scopes("mission") - {""})
    if languages := actor.scopes("translator"):
        mine |= Q(pk__in=Move.objects.filter(branch__in=languages).values("case"))
    return cases.filter(mine)


def find(reference: str, actor: Actor) -> Case:
    """Return a case that the actor may see; raises NotKnown otherwise."""
    case = visible(actor).filter(reference=reference).first()
    if case is None:
        wording = ("refusal.no-case", {"reference": reference})
        raise NotKnown(f"There is no communication {reference}.", advice="Look it up in your list.", wording=wording)
    return case


def standing(case: Case) -> Standing:
    """Return where a case stands."""
    return standings([case])[case.pk]


def standings(cases: list[Case]) -> dict[int, Standing]:
    """Return where cases stand, by their primary key, with a fixed number of queries."""
    last = Move.objects.filter(case=OuterRef("case"), branch=OuterRef("branch")).order_by("-step").values("pk")[:1]
    keys = [case.pk for case in cases]
    rows = Move.objects.filter(case__in=keys, pk=Subquery(last)).order_by("branch")
    stands: dict[int, dict[str, Stand]] = {key: {} for key in keys}
    touched = dict.fromkeys(keys, 0)
    for row in rows:
        stands[row.case_id][row.branch] = stand_of(row)
        touched[row.case_id] = max(touched[row.case_id], row.entry_id)
    for model in (Draft, Correction):
        entries = model.objects.filter(case__in=keys).order_by().values_list("case").annotate(last=Max("entry"))
        for key, entry in entries:
            touched[key] = max(touched[key], entry)
    return {
        key: Standing(found[""], {branch: one for branch, one in found.items() if branch}, touched[key])
        for key, found in stands.items()
    }


def stand_of(row: Move) -> Stand:
    """Return where a trunk or a language stands after a move."""
    return Stand(
        row.branch,
        row.step,
        row.name,
        row.state,
        row.by,
        row.at,
        row.due,
        row.assignee,
        row.reason,
        json.loads(row.facts),
    )


def last_moves() -> QuerySet[Move]:
    """Return the last move of every trunk and every language."""
    later = Move.objects.filter(case=OuterRef("case"), branch=OuterRef("branch")).order_by("-step").values("pk")[:1]
    return Move.objects.filter(pk=Subquery(later))


def due_releases(at: datetime.datetime) -> QuerySet[Move]:
    """Return the scheduled languages whose moment has come."""
    gone = last_moves().filter(branch="", state="withdrawn").values("case")
    return last_moves().filter(state="scheduled", due__lte=instant(at)).exclude(case__in=gone).order_by("due", "pk")


def languages(case: Case) -> tuple[str, ...]:
    """Return the languages that a case concerns."""
    return tuple(json.loads(case.languages))


def symbol(case: Case) -> str:
    """Return the symbol of a case, or an empty text before it is registered."""
    if case.change == "reissue" and case.follows:
        return symbol(case.follows)
    row = numbers(case).order_by("-pk").first()
    return row.text if row and register.state_of(row) != "void" else ""


def symbols(found: Sequence[Case]) -> dict[int, str]:
    """Return the symbols of cases by their primary key, as `symbol` does, with one query."""
    bears = {case.pk: _bearer(case.reference) if case.change == "reissue" else case.reference for case in found}
    last = Number.objects.filter(registration=OuterRef("pk")).order_by("-step").values("state")[:1]
    rows = Registration.objects.filter(subject__in=bears.values(), language="", series__kind="symbol")
    held = rows.annotate(state=Subquery(last)).exclude(state="void").order_by("pk")
    given = dict(held.values_list("subject", "text"))
    return {key: given.get(reference, "") for key, reference in bears.items()}


def _bearer(reference: str) -> str:
    """Return the reference of the case that a reissue reissues."""
    return reference.rpartition("-")[0]


def numbers(case: Case) -> QuerySet[Registration]:
    """Return the symbols that a case was ever given, the present one last."""
    return Registration.objects.filter(subject=case.reference, language="", series__kind="symbol")


def jobs(case: Case) -> dict[str, str]:
    """Return the job number of each language of a case; none before it is registered."""
    row = case.moves.filter(name="register").order_by("-step").first()
    return json.loads(row.facts)["jobs"] if row else {}


def issue_date(case: Case) -> datetime.date | None:
    """Return the date of issue that the first release settled."""
    first = case.moves.filter(state="released", name__in=("release", "release-due")).order_by("entry").first()
    on = json.loads(first.facts).get("issued") if first else ""
    return datetime.date.fromisoformat(on) if on else None
