"""The API of the desk: the verbs for programs, under ``/api/desk/``, described by OpenAPI 3.1 at ``openapi.json``.

Each request bears a key of a person (``Authorization: Bearer vb_...``, see `verbale.desk.people.token`) and is done in
their name, with their rights. What goes wrong is told as a problem in JSON (RFC 9457).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import dropwhile, islice
from typing import Any

import msgspec
from django.db import IntegrityError
from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Header, NinjaAPI, Query, Status, UploadedFile

from verbale.archive import log, register
from verbale.archive.canonical import canonical, sha256
from verbale.archive.submissions import Arrived
from verbale.communications.forms import session_of
from verbale.desk import (
    answers,
    api_texts,
    cases,
    following,
    intake,
    papers,
    readings,
    receipts,
    releasing,
    shapes,
)
from verbale.desk.actors import Actor
from verbale.desk.bearing import FAULTS, Asking, Bearer
from verbale.desk.models import Asked, Case
from verbale.desk.views.uploads import arrived
from verbale.desk.workflow import CORRECTORS, MOVES, READERS
from verbale.pages import faults
from verbale.problems import BadInput, NotKnown

LONGEST = 200
"""The most that one page of a list holds."""

api = NinjaAPI(title="Verbale: the desk", version="1", description=__doc__, urls_namespace="desk-api", docs_url=None)
api.add_router("", api_texts.router)


# What goes wrong.


faults.tell(api)


# Communications.


@api.post("/cases", response={201: shapes.Case, **FAULTS}, auth=Bearer(*MOVES["receive"].roles), tags=["cases"])
def submit(
    request: Asking,
    response: HttpResponse,
    files: File[list[UploadedFile]],
    sender: Form[str] = "",
    contact: Form[str] = "",
    sender_reference: Form[str] = "",
    body: Form[str] = "",
    session: Form[str] = "",
    agenda: Form[str] = "",
    key: str = Header("", alias="Idempotency-Key"),
) -> Status:
    """Submit a note, and its annexes behind it; ``body``, ``session`` and ``agenda`` stand in where the note is silent.

    With an ``Idempotency-Key`` of your own the same request, sent again, gives the same communication.
    """
    came = [arrived(file) for file in files]
    asked = {
        "body": body,
        "session": _session(session) if session else None,
        "agenda": [{"number": item.strip()} for item in agenda.split(",") if item.strip()],
    }
    asked = {name: value for name, value in asked.items() if value}
    given = {"sender": sender, "sender_reference": sender_reference, "request": asked}
    case = _asked_before(request.auth, key, _digest(came, given)) or _received(request.auth, came, contact, key, given)
    response.headers["Location"] = answers.address(case)
    return Status(201, answers.whole(case, request.auth))


def _session(code: str) -> dict[str, Any]:
    try:
        return msgspec.to_builtins(session_of(code.strip().upper()))
    except ValueError:
        raise BadInput(
            f"“{code}” is no session.", where="session", advice="Write it as symbols do: 12, S-34."
        ) from None


def _digest(files: list[Arrived], given: Mapping[str, Any]) -> str:
    return sha256(canonical([[file.name, sha256(file.data)] for file in files] + [canonical(dict(given))]))


def _asked_before(who: Actor, key: str, digest: str) -> Case | None:
    """Return the case that a request with this key opened; raises BadInput where that was another request."""
    before = Asked.objects.filter(by=who.name, key=key).select_related("case").first() if key else None
    if before and before.digest != digest:
        raise BadInput(
            "This key was used for another request.", where="Idempotency-Key", advice="Take a new one for each request."
        )
    return before.case if before else None


def _received(who: Actor, files: list[Arrived], contact: str, key: str, given: Mapping[str, Any]) -> Case:
    at, digest = timezone.now(), _digest(files, given)

    def keep(case: Case) -> None:
        if key:
            number = log.begin()
            Asked.objects.create(entry_id=number, by=who.name, key=key, digest=digest, case=case)
            log.write(number, "ask", case.reference, {"key": key}, by=who.name, at=at)

    try:
        return intake.receive(files, actor=who, at=at, contact=contact, channel="api", also=keep, **given)
    except IntegrityError:  # the same request, at the same time, was faster
        case = _asked_before(who, key, digest)
        if case is None:
            raise
        return case


@api.get("/cases", response={200: shapes.Lines, **FAULTS}, auth=Bearer(), tags=["cases"])
def list_cases(
    request: Asking,
    state: str = "",
    sender: str = "",
    before: str = "",
    limit: int = Query(50, ge=1, le=LONGEST),
) -> dict[str, Any]:
    """List the communications that you may see, the newest first, by state and sender."""
    found = cases.visible(request.auth)
    if sender:
        found = found.filter(sender=sender)
    if before:
        found = found.filter(pk__lt=cases.find(before, request.auth).pk)
    wanted = list(islice(answers.standing_in(found, state), limit + 1))
    symbols = cases.symbols([case for case, _ in wanted])
    lines = [answers.line(case, now, symbols[case.pk]) for case, now in wanted[:limit]]
    return {"cases": lines, "next": lines[-1]["reference"] if len(wanted) > limit else None}


@api.get("/cases/{reference}", response={200: shapes.Case, **FAULTS}, auth=Bearer(), tags=["cases"])
def show_case(request: Asking, reference: str) -> dict[str, Any]:
    """Show a communication."""
    return answers.whole(cases.find(reference, request.auth), request.auth)


@api.get("/cases/{reference}/receipt", response={200: shapes.Receipt, **FAULTS}, auth=Bearer(), tags=["cases"])
def show_receipt(request: Asking, reference: str) -> dict[str, Any]:
    """Show what came, when, and the digests by which it is known."""
    case = cases.find(reference, request.auth)
    return {"reference": case.reference, "submissions": [answers.received(one) for one in papers.submissions(case)]}


@api.get("/cases/{reference}/receipt.pdf", response=FAULTS, auth=Bearer(), tags=["cases"])
def print_receipt(request: Asking, reference: str) -> HttpResponse:
    """Give the receipt as a PDF, in your language."""
    case = cases.find(reference, request.auth)
    return HttpResponse(receipts.receipt(case, request.auth.language), content_type="application/pdf")


# Reading and correcting.


@api.get("/cases/{reference}/reading", response={200: shapes.Reading, **FAULTS}, auth=Bearer(), tags=["reading"])
def show_reading(request: Asking, reference: str) -> dict[str, Any]:
    """Show how a communication was read: the document, every fault, and the evidence for each field."""
    return answers.reading(cases.find(reference, request.auth), request.auth)


@api.patch(
    "/cases/{reference}/reading", response={200: shapes.Reading, **FAULTS}, auth=Bearer(*CORRECTORS), tags=["reading"]
)
def correct(request: Asking, reference: str, given: shapes.Corrections) -> dict[str, Any]:
    """Put values in place of what was read."""
    case = readings.correct(reference, given.values, actor=request.auth, at=timezone.now(), seen=given.seen)
    return answers.reading(case, request.auth)


@api.post(
    "/cases/{reference}/reading", response={200: shapes.Reading, **FAULTS}, auth=Bearer(*CORRECTORS), tags=["reading"]
)
def read_again(request: Asking, reference: str) -> dict[str, Any]:
    """Read the files again; corrections stay."""
    return answers.reading(readings.read_again(reference, actor=request.auth, at=timezone.now()), request.auth)


# Moving.


@api.post(
    "/cases/{reference}/moves",
    response={200: shapes.Moved, **FAULTS},
    auth=Bearer(*dict.fromkeys(role for rule in MOVES.values() for role in rule.roles if role != "clock")),
    tags=["moving"],
)
def make_move(request: Asking, reference: str, given: shapes.Wanted) -> dict[str, Any]:
    """Make a move: release and schedule are moves like the others."""
    needs = {
        name: value for name in ("symbol", "gap", "series", "to", "due", "moment") if (value := getattr(given, name))
    }
    if given.move in ("release", "release-due"):
        needs = {}
    else:
        needs["reason"] = given.reason
    moved = releasing.make(
        given.move,
        reference,
        actor=request.auth,
        at=timezone.now(),
        languages=given.languages,
        seen=given.seen,
        **needs,
    )
    return msgspec.to_builtins(moved)


@api.post(
    "/cases/{reference}/answer", response={200: shapes.Moved, **FAULTS}, auth=Bearer(*MOVES["answer"].roles),
    tags=["moving"],
)  # fmt: skip
def answer_return(
    request: Asking,
    reference: str,
    text: Form[str],
    note: File[UploadedFile | None] = None,
    annexes: File[list[UploadedFile]] = (),
    instead: Form[bool] = False,
    seen: Form[int | None] = None,
) -> dict[str, Any]:
    """Answer a return in words and with files: another note, annexes behind those that are there, or ``instead``."""
    moved = intake.answer(
        reference,
        text,
        actor=request.auth,
        at=timezone.now(),
        note=arrived(note) if note else None,
        annexes=[arrived(file) for file in annexes],
        instead=instead,
        seen=seen,
    )
    return msgspec.to_builtins(moved)


@api.post(
    "/cases/{reference}/changes", response={201: shapes.Case, **FAULTS}, auth=Bearer(*MOVES["follow"].roles),
    tags=["moving"],
)  # fmt: skip
def follow(request: Asking, response: HttpResponse, reference: str, given: shapes.Following) -> Status:
    """Open a reissue, corrigendum, revision or addendum of a released document."""
    case = following.follow(
        reference, given.change, actor=request.auth, at=timezone.now(), reason=given.reason, concerned=given.languages
    )
    response.headers["Location"] = answers.address(case)
    return Status(201, answers.whole(case, request.auth))


# The register, and who asks.


@api.get("/series/{path:name}", response={200: shapes.Account, **FAULTS}, auth=Bearer(*READERS), tags=["register"])
def show_account(
    request: Asking, name: str, after: int = Query(0, ge=0), limit: int = Query(100, ge=1, le=1000)
) -> dict[str, Any]:
    """Show every number of a series and what became of it; gaps with their public reason."""
    rest = dropwhile(lambda line: line.last <= after, register.account(name))
    lines = list(islice(rest, limit + 1))
    if not lines and not after:
        raise NotKnown(f"There is no series {name}.", where="name")
    more = len(lines) > limit
    return {
        "series": name,
        "lines": msgspec.to_builtins(lines[:limit]),
        "next": lines[limit - 1].last if more else None,
    }


@api.get("/me", response={200: shapes.Me, **FAULTS}, auth=Bearer(), tags=["people"])
def show_me(request: Asking) -> dict[str, Any]:
    """Show who you are, and your roles with the State or language of each."""
    return {"name": request.auth.name, "roles": sorted(request.auth.roles)}
