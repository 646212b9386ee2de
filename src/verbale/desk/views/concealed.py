"""What the files of a case carry and do not show: authors, comments, tracked changes, places."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from verbale.archive.files import stored
from verbale.desk import malware, papers, readings
from verbale.desk.models import Case
from verbale.document.hidden import Hidden
from verbale.press.hidden import hidden


class Concealed(msgspec.Struct, frozen=True):
    """A file of a case and what is hidden in it."""

    name: str
    found: tuple[Hidden, ...]


def concealed(case: Case) -> list[Concealed]:
    """Return the files in which something is hidden; none is opened that the malware scanner did not clear."""
    if any(problem.code in (malware.INFECTED, malware.UNSCANNED) for problem in readings.current(case).problems):
        return []
    files = [Concealed(file.name, _found(file.sha256, file.path, file.name)) for file in papers.papers(case)]
    return [file for file in files if file.found]


@lru_cache(maxsize=256)
def _found(_: str, path: str, name: str) -> tuple[Hidden, ...]:
    return hidden(stored(path).read_bytes(), name)
