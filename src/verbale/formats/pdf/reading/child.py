"""The process that reads PDFs and can be stopped: what runs in it.

It takes one file after another on its standard input and answers each on its standard output. Its memory is limited from
the start, its processor time anew for each file; :mod:`guard` starts it, and kills it when a file takes too long.
"""

from __future__ import annotations

import os
import sys
from typing import IO

from verbale.document import Sheet
from verbale.formats.pdf.reading.carried import hidden_here
from verbale.formats.pdf.reading.exchange import HIDDEN, Answer, Failure, Limits, receive, send
from verbale.formats.pdf.reading.pages import read_here
from verbale.problems import BadInput

if sys.platform != "win32":
    import resource


def serve() -> None:
    """Read files until the input ends. The first message says how much memory there is; then limits and file in turn."""
    questions = sys.stdin.buffer
    # What a library prints must not end up in an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while (question := receive(questions)) is not None:
        limits, asked, data = question
        _limit(limits)
        _reply(answers, asked, data)


def _limit(limits: Limits) -> None:
    if sys.platform == "win32":
        return  # time alone is limited there, from outside
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.seconds + 1
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _reply(answers: IO[bytes], asked: int, data: bytes) -> None:
    try:
        answer = Answer(hidden=hidden_here(data)) if asked == HIDDEN else _read(data)
    except BadInput as error:
        answer = Answer(failure=Failure(error.text, error.where, error.advice))
    except MemoryError:
        answer = Answer(failure=Failure("The PDF takes more memory than reading may use.", "", "Send it in parts."))
    send(answers, answer)


def _read(data: bytes) -> Answer:
    found = read_here(data)
    return Answer(sheet=found) if isinstance(found, Sheet) else Answer(document=found)


if __name__ == "__main__":
    serve()
