"""Runs the readers over mutated files: ``python -m fuzz [--inputs 100000] [--seed 1] [--workers 2]``."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time

from fuzz.work import work


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--inputs", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = asked.parse_args()
    started, rounds = time.monotonic(), 20 * given.workers
    share = -(-given.inputs // rounds)
    wrong: list[str] = []
    # Workers are fresh for each round: a fault of one cannot hide those of the next.
    with multiprocessing.get_context("spawn").Pool(given.workers, maxtasksperchild=1) as pool:
        jobs = [pool.apply_async(work, (number, share, given.seed)) for number in range(rounds)]
        for done, job in enumerate(jobs, 1):
            wrong += job.get()
            print(
                f"\r{done * share} inputs, {len(wrong)} faults, {time.monotonic() - started:.0f} s", end="", flush=True
            )
    print()
    for text in wrong[:20]:
        print(text, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
