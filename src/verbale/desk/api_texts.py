"""The part of the API that translators' programs use: texts and their passages, the memory, the proof."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Query, Router, UploadedFile

from verbale.desk import answers, cases, drafts, exchange, machine, proofs, remembering, shapes
from verbale.desk.bearing import FAULTS, Asking, Bearer
from verbale.desk.workflow import DRAFTERS, READERS
from verbale.memory.finding import find

router = Router(tags=["texts"])
_INSIDE = Bearer(*READERS, "translator")


@router.get("/cases/{reference}/drafts/{language}", response={200: shapes.Text, **FAULTS}, auth=_INSIDE)
def show_draft(request: Asking, reference: str, language: str) -> dict[str, Any]:
    """Show the text of a language as it stands."""
    return answers.text(cases.find(reference, request.auth), language)


@router.put(
    "/cases/{reference}/drafts/{language}",
    response={200: shapes.Text, **FAULTS},
    auth=Bearer(*DRAFTERS),
)
def save_draft(request: Asking, reference: str, language: str, given: shapes.Words) -> dict[str, Any]:
    """Save what was written in a language."""
    at = timezone.now()
    draft = drafts.save(
        reference, language, given.values, actor=request.auth, at=at, seen=given.seen, state=given.state
    )
    return answers.text(draft.case, language)


@router.get("/cases/{reference}/drafts/{language}/xliff", response=FAULTS, auth=_INSIDE)
def take_xliff(
    request: Asking, reference: str, language: str, version: shapes.Xliff = "2.1", prefilled: bool = False
) -> HttpResponse:
    """Give a language version as XLIFF, for a translator's own tool; ``prefilled`` puts the original where nothing is yet."""
    given = {"actor": request.auth, "at": timezone.now(), "prefilled": prefilled}
    data = exchange.outgoing(reference, language, version, **given)
    return HttpResponse(data, content_type=exchange.MEDIA_TYPE)


@router.post(
    "/cases/{reference}/drafts/{language}/xliff",
    response={200: shapes.Returned, **FAULTS},
    auth=Bearer(*DRAFTERS),
)
def bring_xliff(request: Asking, reference: str, language: str, file: File[UploadedFile]) -> dict[str, Any]:
    """Take over what was written in an XLIFF file that was taken here, and say what could not be taken."""
    came = exchange.incoming(reference, language, file.read(), actor=request.auth, at=timezone.now())
    return {"number": came.draft.number, "taken": came.taken, "problems": msgspec.to_builtins(came.problems)}


@router.post(
    "/cases/{reference}/drafts/{language}/machine", response={200: shapes.Text, **FAULTS}, auth=Bearer(*DRAFTERS)
)
def ask_machine(request: Asking, reference: str, language: str, given: shapes.Passages) -> dict[str, Any]:
    """Let the machine-translation service of the settings write what is untranslated, or these paths of it, as drafts."""
    at = timezone.now()
    draft = machine.propose(reference, language, actor=request.auth, at=at, paths=given.paths)
    return answers.text(draft.case, language)


# The proof.


@router.get("/cases/{reference}/findings", response={200: shapes.Findings, **FAULTS}, auth=_INSIDE, tags=["proof"])
def show_findings(request: Asking, reference: str) -> dict[str, Any]:
    """Show what the language versions do not say alike, as they would be issued today, and what of it is accepted."""
    return answers.findings(cases.find(reference, request.auth), timezone.localdate())


@router.post(
    "/cases/{reference}/acceptances", response={200: shapes.Findings, **FAULTS}, auth=Bearer("editor"), tags=["proof"]
)
def accept_findings(request: Asking, reference: str, given: shapes.Acceptances) -> dict[str, Any]:
    """Accept differences by the keys of their findings, with a reason; or take that back, where not ``given``."""
    at = timezone.now()
    proofs.accept(reference, given.keys, given.reason, actor=request.auth, at=at, given=given.given)
    return answers.findings(cases.find(reference, request.auth), timezone.localdate())


# The memory.


@router.get("/memory", response={200: list[shapes.Match], **FAULTS}, auth=_INSIDE, tags=["memory"])
def ask_memory(
    request: Asking,
    text: str,
    source: shapes.Language,
    target: shapes.Language,
    least: int = Query(60, ge=1, le=100),
    limit: int = Query(5, ge=1, le=50),
) -> Any:
    """Show how a passage was put into another language before, the best match first; ``least`` is the lowest score."""
    closed = remembering.closed_to(request.auth)
    return msgspec.to_builtins(find(text, source, target, at=timezone.now(), closed=closed, least=least, most=limit))
