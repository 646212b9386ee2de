"""Faults of a communication as pages show them: those that a person has to look at, the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.problems import Problem

SETTLED = frozenset({
    "read-symbol-absent", "read-title-absent", "check-symbol-absent", "check-distribution-absent", "check-date-absent",
    "check-original-absent", "check-title-absent",
})  # fmt: skip
"""What a communication need not bear when it arrives: registering and issuing give it."""

_ORDER = ("error", "warning", "note")


def faults(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that a person has to look at, each once, the worst first."""
    kept = [problem for problem in dict.fromkeys(problems) if problem.code not in SETTLED]
    return sorted(kept, key=lambda problem: _ORDER.index(problem.severity))
