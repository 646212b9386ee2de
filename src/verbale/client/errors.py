"""What can go wrong between a program and a library, each with what to do about it.

What the library itself refuses comes as the errors of `verbale.problems`: NotKnown where there is no such document,
BadInput where something is asked for wrongly.
"""

from __future__ import annotations

import datetime

from verbale.problems import VerbaleError


class Withdrawn(VerbaleError):
    """The document was public and was withdrawn: by which office, when and why."""

    code = "withdrawn"

    def __init__(self, text: str, *, where: str, by: str, at: datetime.datetime, reason: str) -> None:
        super().__init__(text, where=where, advice=f"Its reason: {reason}" if reason else "")
        self.by, self.at, self.reason = by, at, reason


class Busy(VerbaleError):
    """The library cannot answer now, and waiting for it would take longer than the program is willing to.

    ``after`` is in how many seconds to ask again.
    """

    code = "busy"

    def __init__(self, text: str, *, where: str, after: float) -> None:
        super().__init__(text, where=where, advice=f"Ask again in {after:.0f} seconds.")
        self.after = after


class Unreachable(VerbaleError):
    """No library answers at this address, or what answers is none."""

    code = "unreachable"


class Damaged(VerbaleError):
    """The bytes that arrived are not those that the library has, as their SHA-256 tells."""

    code = "damaged"
