"""What the commands of the desk do, once Django has been started: the verbs of the desk, and their answers as plain values."""

from __future__ import annotations

import datetime
import json
import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from django.utils import timezone

from verbale.archive import register
from verbale.archive.submissions import Arrived
from verbale.communications.forms import session_of
from verbale.desk import (
    answers,
    cases,
    drafts,
    following,
    intake,
    mailbox,
    outbox,
    people,
    proofs,
    readings,
    receipts,
    releasing,
    terminology,
)
from verbale.desk import machine as machines
from verbale.desk.actors import Actor, actor, grants
from verbale.desk.models import Person
from verbale.desk.passages import State
from verbale.problems import BadInput

Plain = dict[str, Any]


def who(email: str) -> Actor:
    """Return somebody as one who acts; raises NotKnown."""
    return actor(people.find(email))


def administrator(email: str) -> Actor:
    """Return who changes people and rights: whoever has this command line may, where nobody is named."""
    return who(email) if email else people.SETUP


def submit(
    files: Iterable[tuple[str, bytes]], by: Actor, *, session: str = "", body: str = "", agenda: str = "", **given: Any
) -> Plain:
    """Submit files, the note first."""
    came = [Arrived(Path(name).name, mimetypes.guess_type(name)[0] or "application/octet-stream", data)
            for name, data in files]  # fmt: skip
    asked: Plain = {"body": body, "agenda": [{"number": item.strip()} for item in agenda.split(",") if item.strip()]}
    try:
        asked["session"] = msgspec.to_builtins(session_of(session.strip().upper())) if session else None
    except ValueError:
        raise BadInput(f"“{session}” is no session.", where="session", advice="Write it as symbols do: 12.") from None
    request = {name: value for name, value in asked.items() if value}
    case = intake.receive(came, actor=by, at=timezone.now(), request=request, channel="cli", **given)
    return answers.whole(case, by)


def listed(by: Actor, *, state: str = "", sender: str = "", most: int = 100) -> list[Plain]:
    """Return the communications that somebody may see, newest first."""
    found = cases.visible(by).select_related("submission", "follows")
    chosen = list(islice(answers.standing_in(found.filter(sender=sender) if sender else found, state), most))
    symbols = cases.symbols([case for case, _ in chosen])
    return [answers.line(case, now, symbols[case.pk]) for case, now in chosen]


def shown(reference: str, by: Actor) -> Plain:
    """Return a communication, and how it was read."""
    case = cases.find(reference, by)
    return {**answers.whole(case, by), "reading": answers.reading(case, by)}


def receipt(reference: str, by: Actor) -> bytes:
    """Return the receipt of a communication as a PDF."""
    return receipts.receipt(cases.find(reference, by), by.language)


def move(name: str, reference: str, by: Actor, **given: Any) -> Plain:
    """Make a move, with what was given of what it takes."""
    told = {key: value for key, value in given.items() if value not in ("", None, ())}
    moved: Plain = msgspec.to_builtins(releasing.make(name, reference, actor=by, at=timezone.now(), **told))
    return moved


def follow(reference: str, change: str, by: Actor, languages: Sequence[str], reason: str) -> Plain:
    """Open a change to a released document."""
    case = following.follow(reference, change, actor=by, at=timezone.now(), reason=reason, concerned=languages)
    return answers.whole(case, by)


def correct(reference: str, values: Mapping[str, Any], by: Actor) -> Plain:
    """Put values in place of what was read."""
    return answers.reading(readings.correct(reference, values, actor=by, at=timezone.now()), by)


def draft(reference: str, language: str, values: Mapping[str, Any], by: Actor, state: State = "translated") -> Plain:
    """Save what was written in a language, and return the text as it stands."""
    case = cases.find(reference, by)
    if values:
        drafts.save(reference, language, values, actor=by, at=timezone.now(), state=state)
    return answers.text(case, language)


def machine(reference: str, language: str, paths: Sequence[str], by: Actor) -> Plain:
    """Let the machine-translation service write what is open in a language."""
    row = machines.propose(reference, language, actor=by, at=timezone.now(), paths=paths)
    return {"reference": reference, "language": language, "number": row.number, "origin": row.origin}


def findings(reference: str, by: Actor) -> Plain:
    """Return what the language versions do not say alike."""
    return answers.findings(cases.find(reference, by), timezone.localdate())


def accept(reference: str, keys: Sequence[str], reason: str, by: Actor, *, given: bool) -> Plain:
    """Accept differences, or take that back."""
    rows = proofs.accept(reference, keys, reason, actor=by, at=timezone.now(), given=given)
    return {"reference": reference, "accepted" if given else "taken_back": ", ".join(row.code for row in rows)}


def terms(name: str, data: bytes, by: Actor) -> Plain:
    """Lay a glossary over the one in force."""
    count, problems = terminology.take_in(Arrived(name, "application/x-tbx", data), actor=by, at=timezone.now())
    return {"concepts": count, "left_out": len(problems)}


def due() -> Plain:
    """Release what is due, and send what waits."""
    done, failed = releasing.release_due(timezone.now())
    return {
        "released": [[moved.reference, list(moved.languages)] for moved in done],
        "failed": [[reference, str(error)] for reference, error in failed],
        **send(),
    }


def send() -> Plain:
    """Send the mails that wait."""
    sent, failed = outbox.send(timezone.now())
    return {"sent": sent, "not_sent": failed, "given_up": outbox.given_up().count()}


def take_in(address: str) -> list[Plain]:
    """Take in what waits in a mailbox."""
    letters = mailbox.collect(address, timezone.now())
    return [
        {"from": row.sender, "subject": row.subject, "outcome": row.outcome,
         "case": row.case.reference if row.case else ""}
        for row in letters
    ]  # fmt: skip


def account(series: str) -> list[Plain]:
    """Return every number of a series and what became of it."""
    return [msgspec.to_builtins(line) for line in register.account(series)]


# People.


def everybody() -> list[Plain]:
    """Return the people and their roles."""
    held = grants().select_related("person")
    return [
        {"email": person.email, "name": person.name, "language": person.language, "active": person.is_active,
         "roles": sorted([row.role, row.scope] for row in held if row.person == person)}
        for person in Person.objects.order_by("email")
    ]  # fmt: skip


def add_person(email: str, name: str, language: str, password: str | None, by: Actor) -> Plain:
    """Add a person."""
    person = people.add(email, name, by=by, at=timezone.now(), language=language, password=password or None)
    return {"email": person.email, "name": person.name}


def grant(email: str, role: str, scope: str, by: Actor, *, given: bool) -> Plain:
    """Give a role, or take it."""
    people.grant(email, role, scope, by=by, at=timezone.now(), given=given)
    return {"email": email, "role": role, "scope": scope, "given": given}


def leave(email: str, by: Actor) -> Plain:
    """Let nobody sign in as a person any more."""
    return {"email": people.leave(email, by=by, at=timezone.now()).email, "active": False}


def token(email: str, name: str, by: Actor) -> Plain:
    """Make a key for a program."""
    return {"email": email, "token": people.token(email, name, by=by, at=timezone.now())}


def moment(text: str) -> datetime.datetime:
    """Return a moment as it was written; without a time zone it is in that of the settings. Raises BadInput."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text}” is no moment.", advice="Write it like 2026-03-20T09:00+01:00.") from None
    return found if found.tzinfo else timezone.make_aware(found)


def values(pairs: Iterable[str]) -> Plain:
    """Return PATH=VALUE pairs: a value is JSON where it can be read as such, else text; none takes back."""
    found: Plain = {}
    for pair in pairs:
        path, sign, value = pair.partition("=")
        if not sign or not path:
            raise BadInput(f"“{pair}” is no PATH=VALUE.", advice="Write it like communication.dated=2026-03-03.")
        try:
            found[path] = json.loads(value) if value else None
        except json.JSONDecodeError:
            found[path] = value
    return found
