"""The clock of a server: a process beside the web server that does what falls due, until its parent is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
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
    """Tick until the process that started the clock is gone."""
    import django  # noqa: PLC0415 - an extra

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from verbale.desk.clock import tick  # noqa: PLC0415
    from verbale.server.nightly import Nightly  # noqa: PLC0415

    parent, nightly = os.getppid(), Nightly()
    while os.getppid() == parent:
        tick(timezone.now())
        nightly.look(timezone.now())
        connection.close()
        time.sleep(SECONDS)


if __name__ == "__main__":
    main()
