"""Batches read at the same time in processes of their own, none of which knows the archive.

A file can kill its reader: PDFium crashes, or nothing ends. Whoever takes longer than a file may is killed too. Then
what was under way is read again file by file, and the one that kills again is told.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import msgspec

from verbale.archive.canonical import sha256
from verbale.authorities import Authorities, Kind, Row, authorities
from verbale.bulk.reading import Read
from verbale.bulk.reading import read as read_one
from verbale.bulk.sources import Source
from verbale.problems import Problem

SECONDS = 300
"""How long a file may take to be read and written."""

_KNOWN: list[Authorities] = []


class Whose(msgspec.Struct, frozen=True):
    """Whose archive it is, as a worker can be told: the organization's TOML, if it has one, and the amended ``rows``."""

    toml: str = ""
    rows: dict[Kind, list[Row]] = {}

    def authorities(self) -> Authorities:
        """Return the authority files that this tells of."""
        known = authorities().with_organization(self.toml) if self.toml else authorities()
        return known.with_source(lambda kind: self.rows.get(kind, [])) if self.rows else known


def read(
    batches: Iterable[Sequence[Source]], names: Sequence[str], whose: Whose, jobs: int
) -> Iterator[tuple[Sequence[Source], list[Read]]]:
    """Read batches in ``jobs`` processes, and yield each with what was read, in their order."""
    crew = _crew(jobs, whose)
    try:
        waiting: deque[tuple[Sequence[Source], Future[list[Read]]]] = deque()
        for batch in batches:
            waiting.append((batch, _asked(crew, batch, names)))
            if len(waiting) > 2 * jobs:
                given, future = waiting.popleft()
                try:
                    yield given, future.result()
                except BrokenProcessPool:
                    yield from _singly([given, *(one for one, _ in waiting)], names, whose)
                    waiting.clear()
                    crew = _crew(jobs, whose)
        while waiting:
            given, future = waiting.popleft()
            try:
                yield given, future.result()
            except BrokenProcessPool:
                yield from _singly([given, *(one for one, _ in waiting)], names, whose)
                waiting.clear()
    finally:
        crew.shutdown(wait=True, cancel_futures=True)


def _crew(jobs: int, whose: Whose) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(whose,))


def _asked(crew: ProcessPoolExecutor, batch: Sequence[Source], names: Sequence[str]) -> Future[list[Read]]:
    try:
        return crew.submit(_read_batch, batch, names)
    except BrokenProcessPool as error:
        failed: Future[list[Read]] = Future()
        failed.set_exception(error)
        return failed


def _singly(
    batches: Sequence[Sequence[Source]], names: Sequence[str], whose: Whose
) -> Iterator[tuple[Sequence[Source], list[Read]]]:
    """Read batches file by file, one at a time, so that the file that kills its reader is known."""
    crew = _crew(1, whose)
    try:
        for batch in batches:
            found: list[Read] = []
            for source in batch:
                try:
                    found += crew.submit(_read_batch, [source], names).result()
                except BrokenProcessPool:
                    crew.shutdown()
                    crew = _crew(1, whose)
                    text = f"The file kills its reader, or keeps it for more than {SECONDS} seconds."
                    problem = Problem("import-unreadable", "error", text, source.path, "Look at the file by hand.")
                    found.append(Read(source.path, sha256(source.data), problems=(problem,)))
            yield batch, found
    finally:
        crew.shutdown(cancel_futures=True)


def _begin(whose: Whose) -> None:
    """Begin as a worker: the alarm of a file that takes too long kills, as nothing else stops a parser in C."""
    _KNOWN[:] = [whose.authorities()]
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_batch(batch: Sequence[Source], names: Sequence[str]) -> list[Read]:
    found = []
    for source in batch:
        signal.alarm(SECONDS)
        found.append(read_one(source, names, _KNOWN[0]))
    signal.alarm(0)
    return found
