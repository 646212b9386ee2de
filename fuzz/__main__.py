"""Runs the readers over mutated files: ``python -m fuzz [--inputs 100000] [--seed 1] [--workers 2]``.

Exits with 1 where an input led to an error without a name, a crash or a hang, or where a process kept growing.
``--one 4711`` reads one input again, in this process.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import wait
from pathlib import Path, PurePath

from fuzz import translators
from fuzz.corpus import make_input
from fuzz.work import work

MOST = 100  # faults after which there is no need of more
GROWTH = 100_000  # kilobytes that a process may have more at the end than after its first inputs
PROGRESS = 10  # seconds


class Worker:
    """A process that reads its share of the inputs, and is started again behind the one that ended it."""

    def __init__(self, numbers: range, seed: int, folder: Path) -> None:
        self.left, self.seed, self.trace = numbers, seed, folder / str(numbers.start)
        self.grown = ""
        self._all = numbers
        self.start()

    def start(self) -> None:
        """Start the process, with the inputs that are left."""
        context = multiprocessing.get_context("spawn")
        self.at = context.Value("q", self.left.start)
        self.hear, say = context.Pipe(duplex=False)
        self.process = context.Process(target=work, args=(self.left, self.seed, self.at, say, self.trace), daemon=True)
        self.process.start()
        say.close()

    @property
    def read(self) -> int:
        """How many of its inputs are read."""
        return self._all.index(self.at.value) if self.left else len(self._all)

    def faults(self) -> Iterator[tuple[int, str]]:
        """Yield what it has to say; where it has ended before its time, what ended it."""
        try:
            said = self.hear.recv()
        except EOFError:
            self.process.join()
            number = self.at.value
            told = self.trace.read_text()[-3000:] if self.trace.exists() else ""
            yield number, f"ended with {self.process.exitcode}\n{told}"
            self.left = self.left[self.left.index(number) + 1 :]
            if self.left:
                self.start()
            return
        if said[0] != "grown":
            yield said
            return
        self.left = range(0)
        self.process.join()
        self.grown = f"{said[1] // 1024} MB after its first inputs, {said[2] // 1024} MB at the end"
        if said[2] - said[1] > GROWTH:
            yield -1, f"grew: {self.grown}"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--inputs", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--one", type=int, metavar="NUMBER")
    given = asked.parse_args()
    if given.one is not None:
        name, data = make_input(given.seed, given.one)
        Path(f"fuzz-{given.seed}-{given.one}{PurePath(name).suffix}").write_bytes(data)
        print(name, len(data), "bytes")
        print(translators.read(name, data))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        share = [range(first, given.inputs, given.workers) for first in range(min(given.workers, given.inputs))]
        wrong = run([Worker(numbers, given.seed, Path(folder)) for numbers in share])
    return 1 if wrong else 0


def run(workers: list[Worker]) -> list[tuple[int, str]]:
    """Return what went wrong, by input, when all is read."""
    wrong: list[tuple[int, str]] = []
    started = told = time.monotonic()
    while (busy := [worker for worker in workers if worker.left]) and len(wrong) < MOST:
        for ready in wait([worker.hear for worker in busy], PROGRESS):
            for number, text in (fault for worker in busy if worker.hear is ready for fault in worker.faults()):
                wrong.append((number, text))
                print(f"\ninput {number}: {text}" if number >= 0 else text, file=sys.stderr, flush=True)
        if time.monotonic() - told >= PROGRESS:
            told = time.monotonic()
            _tell(workers, wrong, told - started, end="\r" if sys.stdout.isatty() else "\n")
    _tell(workers, wrong, time.monotonic() - started, end="\n")
    for worker in workers:
        worker.process.terminate()
    hangs = sum("Timeout" in text for _, text in wrong)
    crashes = sum(text.startswith("ended") for _, text in wrong) - hangs
    print(f"{len(wrong)} faults, of them {crashes} crashes and {hangs} hangs")
    for number, worker in enumerate(workers, 1):
        print(f"process {number}: {worker.grown}")
    return wrong


def _tell(workers: list[Worker], wrong: list[tuple[int, str]], seconds: float, end: str) -> None:
    done = sum(worker.read for worker in workers)
    print(f"{done} inputs, {len(wrong)} faults, {seconds:.0f} s, {done / seconds:.0f} inputs/s", end=end, flush=True)


if __name__ == "__main__":
    sys.exit(main())
