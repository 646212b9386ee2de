"""The files of a case as they count now: those of its submission, with what the Mission's answers put in their place."""

from __future__ import annotations

import json
from collections.abc import Iterator

from verbale.archive.files import stored
from verbale.archive.models import Submission, SubmittedFile
from verbale.archive.submissions import Arrived
from verbale.desk.models import Case


def papers(case: Case) -> list[SubmittedFile]:
    """Return the note and the annexes behind it.

    The request of an answer says what its files are: with ``note`` the first replaces the note; with ``instead`` the
    others replace all annexes before them, else they come behind these.
    """
    note, *annexes = case.submission.files.order_by("position")
    for answer in submissions(case)[1:]:
        said, files = json.loads(answer.request), list(answer.files.order_by("position"))
        if said.get("note"):
            note, *files = files
        annexes = files if said.get("instead") else [*annexes, *files]
    return [note, *annexes]


def submissions(case: Case) -> list[Submission]:
    """Return all that came for a case, in the order in which it came."""
    attached = case.attachments.order_by("pk").select_related("submission")
    return [case.submission, *(row.submission for row in attached)]


def arrived(case: Case) -> list[Arrived]:
    """Return the bytes of the files as they count now."""
    return list(_opened(papers(case)))


def _opened(files: list[SubmittedFile]) -> Iterator[Arrived]:
    for file in files:
        yield Arrived(file.name, file.media_type, stored(file.path).read_bytes())
