"""What arrived, kept as it arrived: bytes by their sha-256, sender, request and the sender's own reference."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.db.models import Q, QuerySet

from verbale.archive import log, ocfl
from verbale.archive.canonical import canonical, instant, sha256
from verbale.archive.files import archive
from verbale.archive.models import Stored, Submission, SubmittedFile
from verbale.problems import BadInput

RECORD = "submission.json"
"""The file of a submission's stored object that says what the row says; the files beside it are 001, 002, ..."""


class Arrived(msgspec.Struct, frozen=True):
    """A file as it arrived."""

    name: str
    media_type: str
    data: bytes


@log.turn()
def receive(
    files: Sequence[Arrived],
    *,
    sender: str,
    request: Mapping[str, Any],
    by: str,
    at: datetime.datetime,
    sender_reference: str = "",
) -> Submission:
    """Keep what arrived under a reference of ours ("2020-000123"), and return its row.

    Nothing that arrives is refused as a duplicate here: what is like it, `like` tells. Raises BadInput where there is
    nothing to keep.
    """
    if not files and not request:
        raise BadInput("Nothing was submitted: there is neither a file nor a request.", wording=("refusal.no-file", {}))
    number = log.begin()
    year = at.astimezone(datetime.UTC).year
    count = Submission.objects.filter(reference__startswith=f"{year}-").count()
    reference = f"{year}-{count + 1:06}"
    about = {
        "reference": reference,
        "sender": sender,
        "sender_reference": sender_reference.strip(),
        "request": dict(request),
        "received": instant(at),
        "files": [[file.name, file.media_type, sha256(file.data)] for file in files],
    }
    record = canonical(about).encode()
    state = {f"{place:03}": sha256(file.data) for place, file in enumerate(files, 1)} | {RECORD: sha256(record)}
    contents = {sha256(data): data for data in (record, *(file.data for file in files))}
    # The digest keeps apart what was left by a process that stopped before its submission had its row.
    name = f"verbale:submission/{reference}/{sha256(record)[:12]}"
    kept = ocfl.put(archive(), name, state, contents, by=by, at=at, message="received")
    Stored.objects.create(entry_id=number, object=name, version=kept.version, inventory=kept.inventory)
    submission = Submission.objects.create(
        entry_id=number,
        reference=reference,
        sender=sender,
        sender_reference=sender_reference.strip(),
        request=canonical(dict(request)),
        received=at,
    )
    SubmittedFile.objects.bulk_create(
        SubmittedFile(
            entry_id=number,
            submission=submission,
            position=place,
            name=file.name,
            media_type=file.media_type,
            sha256=sha256(file.data),
            size=len(file.data),
            path=kept.paths[sha256(file.data)],
        )
        for place, file in enumerate(files, 1)
    )
    log.write(number, "receive", reference, {"sender": sender, "record": sha256(record)}, by=by, at=at)
    return submission


def like(submission: Submission) -> QuerySet[Submission]:
    """Return the earlier submissions of the same sender with a file, or the sender's reference, in common.

    A title is no key: a Mission may send two notes of one date to one office.
    """
    alike = Q(files__sha256__in=submission.files.values("sha256"))
    if submission.sender_reference:
        alike |= Q(sender_reference=submission.sender_reference)
    return Submission.objects.filter(alike, sender=submission.sender, pk__lt=submission.pk).distinct().order_by("pk")
