"""Timing two or more calls fairly: in turn, several rounds, the best of each, in processor time."""

from __future__ import annotations

import time
from collections.abc import Callable


def best(calls: dict[str, Callable[[], object]], rounds: int = 7, seconds: float = 0.3) -> dict[str, float]:
    """Return the best processor seconds of one call of each, the calls taken in turn so that drift hits all alike."""
    repeats = {}
    for name, call in calls.items():
        call()  # the first call loads what all others use
        start = time.process_time()
        call()
        repeats[name] = max(1, int(seconds / max(time.process_time() - start, 1e-6)))
    found = dict.fromkeys(calls, float("inf"))
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.process_time()
            for _ in range(repeats[name]):
                call()
            found[name] = min(found[name], (time.process_time() - start) / repeats[name])
    return found
