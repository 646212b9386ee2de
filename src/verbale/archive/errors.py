"""What the archive and the rooms above it refuse.

::

    VerbaleError
    ├── Refused           a verb was asked for that may not be done, and nothing was changed
    │   ├── WrongState        not now: the thing is in a state that the verb does not start from
    │   └── NotAllowed        not you: the actor lacks the right
    └── Conflict          what is asked for contradicts what is kept
"""

from verbale.problems import VerbaleError


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
