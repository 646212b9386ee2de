"""The glossary of the house: the one shipped, with those that an administrator brought laid over it."""

from __future__ import annotations

import datetime
import json
from functools import lru_cache

from verbale.archive import submissions
from verbale.archive.files import stored
from verbale.archive.models import Submission, SubmittedFile
from verbale.archive.submissions import Arrived
from verbale.authorities import Glossary, read_glossary
from verbale.authorities import glossary as shipped
from verbale.desk.actors import Actor, need
from verbale.formats.translation import tbx
from verbale.problems import BadInput, Problem

SENDER = "glossary"
"""What stands for the sender of a glossary among the submissions."""


def glossary() -> Glossary:
    """Return the glossary in force: of two concepts with one key the one that came later counts."""
    rows = SubmittedFile.objects.filter(submission__sender=SENDER).order_by("pk")
    return _joined(tuple(rows.values_list("sha256", "path")))


@lru_cache(maxsize=4)
def _joined(files: tuple[tuple[str, str], ...]) -> Glossary:
    found = shipped()
    for _, path in files:
        found = found.joined(read(stored(path).read_bytes())[0])
    return found


def read(data: bytes) -> tuple[Glossary, tuple[Problem, ...]]:
    """Return a glossary, TBX or the TOML of our own, and what of it is left out; raises BadInput."""
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        found = tbx.read(data)
        return found.glossary, found.problems
    try:
        return read_glossary(data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        raise BadInput(
            "This is neither TBX nor TOML.",
            advice="Export the glossary as TBX.",
            wording=("refusal.glossary-unreadable", {}),
        ) from error


def take_in(file: Arrived, *, actor: Actor, at: datetime.datetime) -> tuple[int, tuple[Problem, ...]]:
    """Lay a glossary over the one in force, for administrators; return how many concepts it brings, and what is left out.

    It is kept as it came. Raises NotAllowed, and BadInput where it brings nothing.
    """
    need(actor, ("administrator",), "change the glossary")
    found, problems = read(file.data)
    if not found.concepts:
        raise BadInput(
            "This glossary has no concept.", where=file.name, wording=("refusal.glossary-empty", {"file": file.name})
        )
    asked = {"name": found.name or file.name, "concepts": len(found.concepts)}
    submissions.receive([file], sender=SENDER, request=asked, by=actor.name, at=at)
    return len(found.concepts), problems


def kept() -> list[tuple[Submission, str, int]]:
    """Return the glossaries that were taken in, the newest first: row, name, number of concepts."""
    rows = Submission.objects.filter(sender=SENDER).select_related("entry").order_by("-pk")
    told = ((row, json.loads(row.request)) for row in rows)
    return [(row, asked["name"], asked["concepts"]) for row, asked in told]
