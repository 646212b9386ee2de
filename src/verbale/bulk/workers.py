"""Batches read at the same time in processes of their own, none of which knows the archive.

A file can kill its reader: PDFium crashes, or nothing ends. Whoever takes longer than a file may is killed too. Then
what was under way is read again file by file, and the one that kills again is told.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from typing import TypeVar

import msgspec

from verbale.archive.canonical import sha256
from verbale.authorities import Authorities, Kind, Row, authorities
from verbale.bulk.reading import Read
from verbale.bulk.reading import read as read_one
from verbale.bulk.sources import Source
from verbale.problems import Problem

SECONDS = 300
"""How long a file may take to be read and written."""

Result = TypeVar("Result")

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
    batches: Iterable[Sequence[Source]],
    names: Sequence[str],
    whose: Whose,
    jobs: int,
    *,
    ocr: bool = False,
    seconds: int = SECONDS,
) -> Iterator[tuple[Sequence[Source], list[Read]]]:
    """Read batches in ``jobs`` processes, and yield each with what was read, in their order.

    A file may take ``seconds``; what takes longer is told.
    """
    yield from work(batches, partial(_read_batch, names=names, ocr=ocr, seconds=seconds), _unread, whose, jobs)


def work(
    batches: Iterable[Sequence[Source]],
    task: Callable[[Sequence[Source]], list[Result]],
    lost: Callable[[Source, str], Result],
    whose: Whose,
    jobs: int,
) -> Iterator[tuple[Sequence[Source], list[Result]]]:
    """Do a task with batches in ``jobs`` processes, and yield each with what it gave, in their order.

    Of a file that kills its process ``lost`` tells. What a task is to know of whose archive it is: `known`.
    """
    left = iter(batches)
    crew = _crew(jobs, whose)
    waiting: deque[tuple[Sequence[Source], Future[list[Result]]]] = deque()
    try:
        while True:
            waiting.extend((batch, _asked(crew, task, batch)) for batch in islice(left, 2 * jobs + 1 - len(waiting)))
            if not waiting:
                return
            given, future = waiting.popleft()
            try:
                found = future.result()
            except BrokenProcessPool:
                yield from _singly([given, *(batch for batch, _ in waiting)], task, lost, whose)
                waiting.clear()
                crew.shutdown(wait=False)
                crew = _crew(jobs, whose)
            else:
                yield given, found
    finally:
        crew.shutdown(wait=True, cancel_futures=True)


def known() -> Authorities:
    """Return the authority files that a worker was given."""
    return _KNOWN[0]


def _crew(jobs: int, whose: Whose) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["verbale.bulk.reading"])  # imported once, for all workers
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(whose,))


def _asked(
    crew: ProcessPoolExecutor, task: Callable[[Sequence[Source]], list[Result]], batch: Sequence[Source]
) -> Future[list[Result]]:
    try:
        return crew.submit(task, batch)
    except BrokenProcessPool as error:
        failed: Future[list[Result]] = Future()
        failed.set_exception(error)
        return failed


def _singly(
    batches: Sequence[Sequence[Source]],
    task: Callable[[Sequence[Source]], list[Result]],
    lost: Callable[[Source, str], Result],
    whose: Whose,
) -> Iterator[tuple[Sequence[Source], list[Result]]]:
    """Do batches file by file, one at a time, so that the file that kills its process is known."""
    crew = _crew(1, whose)
    try:
        for batch in batches:
            found: list[Result] = []
            for source in batch:
                try:
                    found += crew.submit(task, [source]).result()
                except BrokenProcessPool:
                    crew.shutdown(wait=False)
                    crew = _crew(1, whose)
                    found.append(
                        lost(source, "The file kills its reader, or keeps it for longer than a file may take.")
                    )
            yield batch, found
    finally:
        crew.shutdown(cancel_futures=True)


def _unread(source: Source, text: str) -> Read:
    problem = Problem("import-unreadable", "error", text, source.path, "Look at the file by hand.")
    return Read(source.path, sha256(source.data), problems=(problem,))


def _begin(whose: Whose) -> None:
    """Begin as a worker, that leaves when its parent is gone, however that went.

    The alarm of a file that takes too long kills: nothing else stops a parser in C.
    """
    _KNOWN[:] = [whose.authorities()]
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave, daemon=True).start()


def _leave() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _read_batch(batch: Sequence[Source], names: Sequence[str], ocr: bool, seconds: int) -> list[Read]:
    found = []
    for source in batch:
        signal.alarm(seconds)
        try:
            found.append(read_one(source, names, known(), ocr=ocr))
        except Exception as error:  # noqa: BLE001 - whatever a reader stumbles over, the other files are imported
            found.append(_unread(source, f"The reader stumbles over it: {error!r}."))
    signal.alarm(0)
    return found
