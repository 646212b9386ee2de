"""What the archive and the rooms above it refuse.

::

    VerbaleError
    ├── Refused           a verb was asked for that may not be done, and nothing was changed
    │   ├── WrongState        not now: the thing is in a state that the verb does not start from
    │   └── NotAllowed        not you: the actor lacks the right
    ├── Conflict          what is asked for contradicts what is kept
    └── BadInput
        └── BadRecord         a record of the authority files has faults, and all of them are told
"""

from __future__ import annotations

from collections.abc import Sequence

from verbale.problems import BadInput, Problem, VerbaleError


class Refused(VerbaleError):
    """A verb may not be done; nothing was changed."""

    code = "refused"


class WrongState(Refused):
    """Not now: the thing is in a state that the verb does not start from."""

    code = "wrong-state"


class NotAllowed(Refused):
    """Not you: the actor lacks the right, or there is no actor."""

    code = "not-allowed"


class Conflict(VerbaleError):
    """What is asked for contradicts what is kept; nothing was changed."""

    code = "conflict"


class BadRecord(BadInput):
    """A record has the faults ``problems``, each with its field and advice; nothing was changed."""

    code = "bad-record"

    def __init__(self, record: str, problems: Sequence[Problem]) -> None:
        told = "; ".join(f"{problem.where or record}: {problem.text}" for problem in problems)
        super().__init__(
            f"{record} cannot be as it was given: {told}",
            advice=problems[0].advice,
            wording=("refusal.record", {"record": record}),
        )
        self.problems = tuple(problems)
