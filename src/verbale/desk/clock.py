"""What falls due by itself: scheduled releases, mails that wait, letters in the mailbox. Somebody calls `tick` again and again."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import Error

from verbale.desk import mailbox, outbox, releasing
from verbale.problems import VerbaleError

_log = logging.getLogger("verbale.desk.clock")


def tick(at: datetime.datetime) -> None:
    """Do everything that is due at a moment; what fails is logged and tried at the next tick, and stops nothing else."""
    _try("release", lambda: _release(at))
    if settings.MAILBOX:
        _try("mailbox", lambda: mailbox.collect(settings.MAILBOX, at))
    _try("outbox", lambda: outbox.send(at))


def _release(at: datetime.datetime) -> None:
    _, failed = releasing.release_due(at)
    for reference, error in failed:
        _log.error("%s could not be released: %s", reference, error)


def _try(what: str, work: Callable[[], object]) -> None:
    try:
        work()
    except (VerbaleError, OSError, Error) as error:
        _log.error("%s: %s", what, error)
