"""Intake: what arrives is kept first, then read, and becomes a case; nothing is ever turned away unread.

A page, the API, a mailbox and the command line all come through `receive`. The Mission confirms what it sent when it
has seen how it was read, and comes through `answer` when it was returned.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from verbale.archive import log, submissions
from verbale.archive.canonical import canonical
from verbale.archive.errors import NotAllowed
from verbale.archive.models import Submission
from verbale.archive.organization import authorities
from verbale.archive.submissions import Arrived
from verbale.desk import malware, moving, papers, readings, told, workflow
from verbale.desk.actors import Actor
from verbale.desk.cases import find, standing
from verbale.desk.models import Attachment, Case
from verbale.desk.steps import Outcome, Step
from verbale.document import Reading
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
    also: Callable[[Case], None] | None = None,
) -> Case:
    """Keep files as a submission, read them, and open a case in state "received".

    ``sender`` is the State; a Mission sends as its own. ``request`` may name body, session and agenda where the note
    does not. A file in which malware is found is kept, never opened, and the case is returned at once. ``also`` is done
    last in the same transaction. Raises NotAllowed, BadInput where there is no file.
    """
    states = actor.scopes("mission")
    sender = sender or (next(iter(states)) if len(states) == 1 else "")
    if not actor.has("registrar") and sender not in states:
        raise NotAllowed(
            f"{actor.name} may not submit for {sender or 'nobody'}.",
            advice="A Mission sends for its State.",
            wording=("refusal.other-state", {}),
        )
    if sender not in authorities().states:
        raise BadInput(
            f"“{sender}” is no State that is known here." if sender else "Nothing says for which State this is.",
            where="sender",
            advice="Name the State.",
            wording=("refusal.no-sender", {}),
        )
    if not files:
        raise BadInput(
            "There is no file.",
            where="files",
            advice="Send the note, and its annexes behind it.",
            wording=("refusal.no-file", {}),
        )
    asked = dict(request or {})
    reading = readings.read_files(files, asked)
    with log.turn():
        case = _keep(files, reading, sender, contact or actor.name, sender_reference, asked, channel, actor, at)
        if also:
            also(case)
    return case


def _keep(
    files: Sequence[Arrived],
    reading: Reading,
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
    infected = [problem.where for problem in reading.problems if problem.code == malware.INFECTED]
    facts = {"channel": channel, "like": [str(one) for one in submissions.like(submission)], "infected": infected}
    how = {"actor": actor, "role": role, "at": at, "outcome": Outcome(facts)}
    if infected:
        reason = " ".join(problem.text for problem in reading.problems)
        moving.write(number, case, rule, state="returned", reason=reason, **how)
    else:
        moving.write(number, case, rule, **how)
    if channel == "mail":
        told.tell(number, Step(rule, case, standing(case), (), actor, at, "", {}), facts, also=("mission",))
    log.write(number, "open", case.reference, facts, by=actor.name, at=at)
    return case


def answer(
    reference: str,
    text: str,
    *,
    actor: Actor,
    at: datetime.datetime,
    note: Arrived | None = None,
    annexes: Sequence[Arrived] = (),
    instead: bool = False,
    seen: int | None = None,
    before: Callable[[], None] | None = None,
) -> moving.Moved:
    """Answer a return, in words and with files: a new ``note`` replaces the one that came, and is read.

    ``annexes`` come behind those that are there, or ``instead`` of them. Corrections stay. ``before`` is done first in
    the same transaction. Raises what `verbale.desk.moving.move` raises, and BadInput where malware is found in a file;
    that file is kept all the same.
    """
    case = find(reference, actor)
    files = [*([note] if note else []), *annexes]
    request = {"answers": reference, "note": note is not None, "instead": instead}
    may = "answer" in moving.possible(case, standing(case), actor) and bool(text.strip())  # else the move says why not
    anew = may and bool(files or _infected(readings.current(case).reading))
    reading = _read_anew(case, note, annexes, instead) if anew else None
    if reading and _infected(reading):
        if files:
            _receive(case, files, {**request, "infected": True}, actor, at)
        told_of = next(problem for problem in reading.problems if problem.code == malware.INFECTED)
        raise BadInput(
            told_of.text,
            where="annexes" if told_of.where in {file.name for file in annexes} else "note",
            advice=told_of.advice,
            wording=("refusal.infected", {"file": told_of.where}),
        )
    with log.turn():
        if before:
            before()
        moved = moving.move("answer", reference, actor=actor, at=at, seen=seen, reason=text)
        if not files or reading is None:
            return moved
        submission = _receive(case, files, request, actor, at)
        number = log.begin()
        Attachment.objects.create(entry_id=number, case=case, submission=submission)
        readings.keep(number, case, reading)
        log.write(number, "attach", reference, {"submission": submission.reference}, by=actor.name, at=at)
    return moved


def _read_anew(case: Case, note: Arrived | None, annexes: Sequence[Arrived], instead: bool) -> Reading:
    """Read the files of a case as they would count with those of an answer."""
    before, *behind = papers.arrived(case)
    kept = [] if instead else behind
    return readings.read_files([note or before, *kept, *annexes], json.loads(case.submission.request))


def _infected(reading: Reading) -> bool:
    return any(problem.code == malware.INFECTED for problem in reading.problems)


def _receive(
    case: Case, files: Sequence[Arrived], request: Mapping[str, Any], actor: Actor, at: datetime.datetime
) -> Submission:
    return submissions.receive(
        files,
        sender=case.sender,
        request=request,
        by=actor.name,
        at=at,
        sender_reference=case.submission.sender_reference,
    )
