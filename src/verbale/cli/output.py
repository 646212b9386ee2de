"""What commands share that write files: how far they are, what they write, and which day it is."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from verbale.document import Edition, Rendition

_screen = Console(stderr=True)


@contextlib.contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while something is done; the function given is told how many of how many are done."""
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=_screen, transient=True)
    with bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextlib.contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[Rendition], None]]:
    """Show a bar while renditions are made; the function given is told each."""
    with counting(what) as count:
        done = iter(range(1, total + 1))
        yield lambda _: count(next(done, total), total)


def keep(edition: Edition, out: Path) -> None:
    """Write the files of an edition into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for rendition in edition.renditions:
        (out / rendition.name).write_bytes(rendition.data)


def today() -> datetime.date:
    """Return the user's own day: the core reads no clock, the command line is where the day comes in."""
    return datetime.date.today()  # noqa: DTZ011, TID251 - the user's own day


def now() -> datetime.datetime:
    """Return this moment."""
    return datetime.datetime.now(datetime.UTC)  # noqa: TID251 - the command line is where time comes in
