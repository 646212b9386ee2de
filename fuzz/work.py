"""Reading mutated files in a process that is watched: it says what went wrong, and its end says the rest.

An error without a name is told; what crashes or hangs ends the process, and leaves in a file where it was.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import resource
import sys
import traceback
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import verbale
from fuzz import translators
from fuzz.corpus import make_input
from verbale.press.hidden import hidden

SECONDS = 60  # one input may take this long, on a machine with much else to do; what hangs takes for ever
HIDDEN = 3  # of so many inputs one is also asked what it hides
WARM = 5000  # inputs until all that is kept is there: wordings, dictionaries, room for the largest file


def work(numbers: range, seed: int, at: Synchronized[int], say: Connection, trace: Path) -> None:
    """Read the inputs of ``numbers``, setting ``at`` to each in turn.

    Says (number, what went wrong) of each fault, and at the end ("grown", kilobytes at the beginning, at the end).
    """
    begun, parent = memory(), os.getppid()
    with trace.open("w") as file:
        faulthandler.enable(file)
        for done, number in enumerate(numbers):
            if os.getppid() != parent:
                return
            at.value = number
            name, data = make_input(seed, number)
            faulthandler.dump_traceback_later(SECONDS, exit=True, file=file)
            try:
                with contextlib.suppress(verbale.BadInput, verbale.CannotWrite):
                    translators.read(name, data)
                if number % HIDDEN == 0:
                    hidden(data, name)
            except Exception as error:  # noqa: BLE001 - any error without a name is what is looked for
                say.send((number, "".join(traceback.format_exception(error))[-1500:]))
            faulthandler.cancel_dump_traceback_later()
            if done == min(WARM, len(numbers) // 2):
                begun = memory()
    say.send(("grown", begun, memory()))


def memory() -> int:
    """Return the kilobytes of memory that this process has now, or, where that is not told, had at most."""
    gc.collect()
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most
