"""The workflow, as one table: from which state which move leads to which, who may make it, and whom it tells.

A case has a trunk, and once it is being translated a branch for each language it concerns. The state of a whole case is
that of its trunk, or, when that is "in-translation", that of the branch that is least far.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Role = Literal[
    "mission", "registrar", "editor", "translator", "releasing", "librarian", "administrator", "auditor", "clock"
]
ROLES: tuple[Role, ...] = (
    "mission", "registrar", "editor", "translator", "releasing", "librarian", "administrator", "auditor",
)  # fmt: skip
"""The roles of people; "clock" is the machine itself, when a release falls due."""

State = Literal[
    "received", "submitted", "returned", "accepted", "registered", "in-translation", "in-proof", "approved", "scheduled",
    "released", "withdrawn",
]  # fmt: skip
TRUNK: tuple[State, ...] = (
    "received", "submitted", "returned", "accepted", "registered", "in-translation", "withdrawn",
)  # fmt: skip
BRANCH: tuple[State, ...] = ("in-translation", "in-proof", "approved", "scheduled", "released")
"""The states of a language, from the least to the furthest."""

Audience = Literal["mission", "registrar", "editor", "translator", "releasing", "librarian", "previous"]
"""Whom a move tells: the people of a role (of the Mission and the languages concerned), or who moved last."""


class Move(msgspec.Struct, frozen=True):
    """A move: from any of ``start`` to ``end``, by any of ``roles``; a ``branch`` move concerns languages.

    ``reason`` says that words must be given; ``end`` is empty where the state stays as it is. ``released`` says that
    some language must be out already, or that none may be. A move without ``start`` opens a case.
    """

    name: str
    start: tuple[State, ...]
    end: State | Literal[""]
    roles: tuple[Role, ...]
    tells: tuple[Audience, ...] = ()
    branch: bool = False
    reason: bool = False
    released: bool | None = None


_BEFORE_RELEASE: tuple[State, ...] = ("received", "submitted", "returned", "accepted", "registered", "in-translation")

MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        # The trunk.
        Move("receive", (), "received", ("mission", "registrar")),
        Move("follow", (), "accepted", ("registrar", "editor"), ("mission", "editor")),
        Move("confirm", ("received",), "submitted", ("mission", "registrar"), ("mission", "registrar")),
        Move("return", ("submitted", "accepted", "registered"), "returned", ("registrar", "editor"),
             ("mission", "previous"), reason=True),
        Move("answer", ("returned",), "submitted", ("mission", "registrar"), ("registrar", "previous"), reason=True),
        Move("accept", ("submitted",), "accepted", ("registrar",), ("mission",)),
        Move("register", ("accepted",), "registered", ("registrar",), ("mission", "editor")),
        Move("translate", ("registered",), "in-translation", ("registrar", "editor"), ("translator", "editor")),
        Move("withdraw", _BEFORE_RELEASE, "withdrawn", ("mission", "registrar"),
             ("mission", "registrar", "editor", "translator", "releasing", "previous"), reason=True, released=False),
        Move("recall", ("in-translation",), "withdrawn", ("releasing", "librarian"),
             ("mission", "registrar", "librarian", "previous"), reason=True, released=True),
        # A language.
        Move("assign", ("in-translation",), "", ("registrar", "editor"), ("translator",), branch=True),
        Move("deliver", ("in-translation",), "in-proof", ("translator", "editor"), ("editor",), branch=True),
        Move("reopen", ("in-proof", "approved", "scheduled"), "in-translation", ("editor", "releasing"),
             ("translator", "editor", "previous"), branch=True, reason=True),
        Move("approve", ("in-proof",), "approved", ("editor",), ("releasing",), branch=True),
        Move("schedule", ("approved",), "scheduled", ("releasing",), ("mission", "editor"), branch=True),
        Move("unschedule", ("scheduled",), "approved", ("releasing",), ("mission", "editor", "previous"), branch=True,
             reason=True),
        Move("release", ("approved",), "released", ("releasing",), ("mission", "librarian", "previous"), branch=True),
        Move("release-due", ("scheduled",), "released", ("clock", "releasing"), ("mission", "librarian", "previous"),
             branch=True),
    )
}  # fmt: skip

CHANGES: tuple[str, ...] = ("reissue", "Corr", "Rev", "Add")
"""How a released document may be followed; each is a case of its own and goes through the same gate."""

READERS: tuple[Role, ...] = ("registrar", "editor", "releasing", "librarian", "administrator", "auditor")
"""Who sees every case; a Mission sees its own, a translator those with a language of theirs."""

CORRECTORS: tuple[Role, ...] = ("registrar", "editor")
CORRECTABLE: tuple[State, ...] = ("submitted", "accepted", "registered")
"""Who may correct how a communication was read, and until when: drafts are made from it."""

DRAFTERS: tuple[Role, ...] = ("translator", "editor")
"""Who may write the text of a language version while it is in translation."""


def of_case(trunk: State, branches: Iterable[State]) -> State:
    """Return the state of a whole case, of its trunk and its branches."""
    states = list(branches)
    return min(states, key=BRANCH.index) if trunk == "in-translation" and states else trunk


def leads(state: State, *, branch: bool) -> tuple[Move, ...]:
    """Return the moves that start from a state of a trunk or of a language."""
    return tuple(move for move in MOVES.values() if move.branch is branch and state in move.start)
