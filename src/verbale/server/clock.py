"""The clock of a server: a process beside the web server that does what falls due, until its parent is gone."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS = 15
"""How often it looks."""


@contextmanager
def running() -> Iterator[None]:
    """Let the clock run beside what is done inside."""
    process = subprocess.Popen([sys.executable, "-m", "verbale.server.clock"], stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)  # a release is finished first, or undone


def main() -> None:
    """Tick until the process that started the clock is gone; a program that answers slowly holds up no release."""
    import django  # noqa: PLC0415 - an extra

    django.setup()
    from verbale.desk.clock import tick  # noqa: PLC0415
    from verbale.library.follow import clock as follow  # noqa: PLC0415
    from verbale.server.nightly import Nightly  # noqa: PLC0415

    parent, nightly = os.getppid(), Nightly()
    threading.Thread(target=_again, args=(parent, follow.tick), daemon=True).start()
    _again(parent, tick, nightly.look)


def _again(parent: int, *works: Callable[[datetime.datetime], object]) -> None:
    """Do works again and again until a process is gone."""
    from django.db import connection  # noqa: PLC0415 - Django had to be started
    from django.utils import timezone  # noqa: PLC0415

    while os.getppid() == parent:
        for work in works:
            work(timezone.now())
        connection.close()
        time.sleep(SECONDS)


if __name__ == "__main__":
    main()
