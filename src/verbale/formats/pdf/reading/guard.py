"""Reading a PDF in a process of its own, which is killed when it takes too much.

The process is started when the first file is read and kept for the next ones; one that was killed, or has read many
files, is replaced. Files are read one after another: to read many at once, start as many interpreters.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
from threading import Lock, Timer

import msgspec

from verbale.document import Document, Hidden, Sheet
from verbale.formats.pdf.reading.exchange import HIDDEN, READ, Answer, Limits, ask, hear
from verbale.problems import BadInput

_START = "import sys; sys.path[:] = sys.argv[1:]; from verbale.formats.pdf.reading.child import serve; serve()"
MOST_BYTES = 256 * 1024 * 1024
_MOST_FILES = 500  # that one process reads: what leaks in the engine ends with it
_PATIENCE = 2  # times the processor time: how long a file may take by the clock

LIMITS = Limits()


class _Child(msgspec.Struct):
    process: subprocess.Popen[bytes]
    files: int = 0


# By the process that asks: one that was forked must not write into its parent's pipe, nor wait for its parent's lock.
_children: dict[int, _Child] = {}
_locks: dict[int, Lock] = {}


def read(data: bytes, limits: Limits = LIMITS) -> Sheet | Document:
    """Return the lines of a PDF, or the document whose JSON is attached to it.

    Raises BadInput where the file is empty, of more than 256 MB, encrypted, damaged or without pages, and where reading
    it takes more than ``limits``: 60 seconds of processor time and 1 GB of address space.
    """
    answer = _asked(data, limits, READ)
    found = answer.sheet or answer.document
    if found is None:
        raise BadInput("The PDF was not read.", advice=_ADVICE)
    return found


def hidden(data: bytes, limits: Limits = LIMITS) -> tuple[Hidden, ...]:
    """Return what a PDF carries beside its pages; raises as :func:`read` does, but for a missing page."""
    return _asked(data, limits, HIDDEN).hidden or ()


def _asked(data: bytes, limits: Limits, question: int) -> Answer:
    if not data:
        raise BadInput("The file is empty.", advice="Send the file again.")
    if len(data) > MOST_BYTES:
        text = f"The PDF has {len(data):,} bytes; one that is read has at most {MOST_BYTES:,}."
        raise BadInput(text, advice="Send it in parts, or with its pictures made smaller.")
    with _locks.setdefault(os.getpid(), Lock()):
        answer = _answer(data, limits, question)
    if answer.failure:
        raise BadInput(answer.failure.text, where=answer.failure.where, advice=answer.failure.advice)
    return answer


def _answer(data: bytes, limits: Limits, question: int) -> Answer:
    child = _child()
    process = child.process
    if process.stdin is None or process.stdout is None:
        raise BadInput("The process that reads PDFs has no pipes.", advice=_ADVICE)
    alarm = Timer(_PATIENCE * limits.seconds + 1, process.kill)
    alarm.start()
    try:
        ask(process.stdin, data, limits, question)
        answer = hear(process.stdout)
    except OSError:
        answer = None
    finally:
        late = not alarm.is_alive()
        alarm.cancel()
    child.files += 1
    if answer is None or late or child.files >= _MOST_FILES:
        code = _stop()
        if answer is None:
            raise BadInput(_reason(code, limits, late=late), advice=_ADVICE)
    return answer


def _child() -> _Child:
    me = os.getpid()
    child = _children.get(me)
    if child is None or child.process.poll() is not None:
        # The interpreter that runs is started again, with nothing of the file on its command line.
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-c", _START, *filter(None, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        child = _children[me] = _Child(process)
    return child


@atexit.register
def _stop() -> int:
    """Stop the process that reads, and return how it ended: negative is a signal."""
    child = _children.pop(os.getpid(), None)
    if child is None:
        return 0
    process = child.process
    code = process.poll()
    # What was not yet written to a process that is gone can not be.
    with contextlib.suppress(OSError), process:
        process.kill()
    return code if code is not None else process.returncode


def _reason(code: int, limits: Limits, *, late: bool) -> str:
    if late or code == -getattr(signal, "SIGXCPU", 0) < 0:
        return f"Reading the PDF took more than {limits.seconds} seconds and was stopped."
    memory = f"{limits.memory / (1 << 30):.3g} GB"
    return f"Reading the PDF was stopped: it takes more than {memory} of memory, or is built to break its reader."


_ADVICE = "Print the file to a new PDF and send that, or send its text."
