"""A move about to be made, and what its effect settled: what `verbale.desk.moving` and the effects hand each other."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from verbale.archive.models import Issued
from verbale.desk import workflow
from verbale.desk.actors import Actor
from verbale.desk.cases import Standing
from verbale.desk.models import Case
from verbale.desk.workflow import State

Further = tuple[str, State, dict[str, Any]]


class Step(msgspec.Struct, frozen=True):
    """A move about to be made, as its effect sees it: ``given`` is what the asker gave beside the reason."""

    move: workflow.Move
    case: Case
    standing: Standing
    languages: tuple[str, ...]
    actor: Actor
    at: datetime.datetime
    reason: str
    given: Mapping[str, Any]


class Outcome(msgspec.Struct, frozen=True):
    """What an effect settled.

    ``rows`` are new rows, to be saved under the entry of the move; ``further`` opens branches: language, state, facts.
    ``due`` and ``assignee`` hold for the branches that move.
    """

    facts: Mapping[str, Any] = {}
    rows: tuple[Issued, ...] = ()
    further: tuple[Further, ...] = ()
    due: datetime.datetime | None = None
    assignee: str | None = None


Effect = Callable[[Step], Outcome]
