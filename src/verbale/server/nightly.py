"""The dump of the library, made by the clock in a process of its own: nothing else waits for it."""

from __future__ import annotations

import datetime
import logging
import subprocess
import sys

from verbale.library import dumps

_AGAIN = datetime.timedelta(hours=1)
"""How long to wait after a dump that failed."""

_log = logging.getLogger("verbale.server")


class Nightly:
    """Looks whether a dump is due, and starts one; never two at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._rest = datetime.datetime.min.replace(tzinfo=datetime.UTC)

    @property
    def working(self) -> bool:
        """Whether one was started, and its end not yet seen."""
        return self._process is not None

    def look(self, now: datetime.datetime) -> None:
        """Start a dump where one is due and none is being made."""
        if self._process is not None:
            ended = self._process.poll()
            if ended is None:
                return
            self._process = None
            if ended:
                _log.error("The dump failed (exit code %s); it is tried again in an hour.", ended)
                self._rest = now + _AGAIN
        if now >= self._rest and dumps.due(now):
            command = [sys.executable, "-m", "verbale.cli", "dump"]
            self._process = subprocess.Popen(  # noqa: S603  # our own
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
