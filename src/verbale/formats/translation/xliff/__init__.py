"""XLIFF 1.2 and 2.1: a document goes out to a translator's tool text by text, and what is written there comes back in."""

from __future__ import annotations

from verbale.document.results import Writing
from verbale.formats.translation.xliff import writing1, writing2
from verbale.formats.translation.xliff.making import job
from verbale.formats.translation.xliff.merging import merge
from verbale.formats.translation.xliff.model import (
    STATES,
    VERSIONS,
    Answer,
    Answers,
    Job,
    Match,
    Merged,
    Row,
    State,
    TermPair,
    Version,
)
from verbale.formats.translation.xliff.reading import read

__all__ = [
    "STATES", "VERSIONS", "Answer", "Answers", "Job", "Match", "Merged", "Row", "State", "TermPair", "Version", "job", "merge",
    "read", "write",
]  # fmt: skip


def write(job: Job, version: Version = "2.1", *, prefilled: bool = False) -> Writing:
    """Return the bytes of a job as XLIFF 1.2 or 2.1, the same for the same job.

    ``prefilled`` puts the source where there is no target yet, for tools that show nothing else.
    """
    writer = writing1 if version == "1.2" else writing2
    return Writing(writer.write(job, prefilled=prefilled).encode())
