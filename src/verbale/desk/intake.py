"""Intake: what arrives is kept first, then read, and becomes a case; nothing is ever turned away unread.

A page, the API, a mailbox and the command line all come through `receive`. The Mission confirms what it sent when it
has seen how it was read.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from verbale.archive import log, submissions
from verbale.archive.canonical import canonical
from verbale.archive.errors import NotAllowed
from verbale.archive.submissions import Arrived
from verbale.desk import moving, readings, told, workflow
from verbale.desk.actors import Actor
from verbale.desk.cases import standing
from verbale.desk.models import Case
from verbale.desk.steps import Outcome, Step
from verbale.languages import LANGUAGES
from verbale.problems import BadInput

Channel = str
"""How it came: "page", "composed", "api", "mail", "cli"."""


def receive(
    files: Sequence[Arrived],
    *,
    actor: Actor,
    at: datetime.datetime,
    sender: str = "",
    contact: str = "",
    sender_reference: str = "",
    request: Mapping[str, Any] | None = None,
    channel: Channel = "page",
) -> Case:
    """Keep files as a submission, read them, and open a case in state "received".

    ``sender`` is the State; a Mission sends as its own. ``request`` may name body, session and agenda where the note
    does not. Raises NotAllowed, BadInput where there is no file.
    """
    states = actor.scopes("mission")
    sender = sender or (next(iter(states)) if len(states) == 1 else "")
    if not actor.has("registrar") and sender not in states:
        raise NotAllowed(
            f"{actor.name} may not submit for {sender or 'nobody'}.", advice="A Mission sends for its State."
        )
    if not sender:
        raise BadInput("Nothing says for which State this is.", where="sender", advice="Name the State.")
    if not files:
        raise BadInput("There is no file.", where="files", advice="Send the note, and its annexes behind it.")
    asked = dict(request or {})
    reading = readings.read_files(files, asked)
    return _keep(files, reading, sender, contact or actor.name, sender_reference, asked, channel, actor, at)


@log.turn()
def _keep(
    files: Sequence[Arrived],
    reading: readings.Reading,
    sender: str,
    contact: str,
    sender_reference: str,
    request: dict[str, Any],
    channel: Channel,
    actor: Actor,
    at: datetime.datetime,
) -> Case:
    submission = submissions.receive(
        files, sender=sender, request=request, by=actor.name, at=at, sender_reference=sender_reference
    )
    number = log.begin()
    case = Case.objects.create(
        entry_id=number,
        reference=submission.reference,
        submission=submission,
        change="",
        sender=sender,
        contact=contact,
        languages=canonical(list(LANGUAGES)),
        opened=at,
    )
    readings.keep(number, case, reading)
    rule = workflow.MOVES["receive"]
    role = "mission" if sender in actor.scopes("mission") else "registrar"
    facts = {"channel": channel, "like": [str(one) for one in submissions.like(submission)]}
    moving.write(number, case, rule, actor=actor, role=role, at=at, outcome=Outcome(facts))
    if channel == "mail":
        told.tell(number, Step(rule, case, standing(case), (), actor, at, "", {}), facts, also=("mission",))
    log.write(number, "open", case.reference, facts, by=actor.name, at=at)
    return case
