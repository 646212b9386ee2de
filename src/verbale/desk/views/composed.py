"""Composing a note from the set formulas: fill in, see the text, attach the annexes, submit."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from verbale.archive.models import Submission
from verbale.archive.organization import authorities
from verbale.desk import composing, intake
from verbale.desk.views import uploads
from verbale.desk.views.door import Request, door
from verbale.desk.views.mission_forms import AttachForm, ComposeForm, today
from verbale.document import Document
from verbale.pages import errors
from verbale.problems import VerbaleError

_SAME = ("language", "kind", "state", "capacity", "seat", "addressees", "body", "session")
"""What a Mission's next note begins with, as it was in the last one."""


@door("mission", "registrar")
def compose(request: Request) -> HttpResponse:
    """Show the form; then the text beside it, to be sent with its annexes."""
    states = sorted(request.actor.scopes("mission"))
    sent = request.method == "POST"
    initial = today(timezone.now()) | _last(states)
    form = ComposeForm(request.POST if sent else None, known=authorities(), states=states, initial=initial)
    context: dict[str, Any] = {"form": form}
    if sent and form.is_valid():
        note = form.note(specimen=_specimen())
        try:
            document = composing.compose(note, authorities())
        except VerbaleError as error:
            errors.refuse(form, error)
        else:
            return _send(request, note) if "send" in request.POST else _show(request, form, note, document)
    return render(request, "desk/mission/compose.html", context, status=422 if form.errors else 200)


def _show(
    request: Request, form: ComposeForm, note: composing.Note, document: Document, attach: AttachForm | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "filled": ComposeForm(
            request.POST, known=authorities(), states=sorted(request.actor.scopes("mission")), auto_id=False
        ),
        "document": document,
        "attach": attach or AttachForm(count=note.annexes),
    }
    return render(request, "desk/mission/compose.html", context, status=422 if attach else 200)


def _send(request: Request, note: composing.Note) -> HttpResponse:
    """Submit the note with its annexes, or show what is lacking."""
    known = authorities()
    attach = AttachForm(request.POST, request.FILES, count=note.annexes)
    if attach.is_valid():
        said = attach.cleaned_data
        files = [composing.file(note, known), *(uploads.arrived(file) for file in said.get("files", ()))]
        try:
            case = intake.receive(
                files, actor=request.actor, at=timezone.now(), sender=note.state, channel="composed",
                sender_reference=said["own_reference"], request={"composed": msgspec.to_builtins(note)},
            )  # fmt: skip
        except VerbaleError as error:
            errors.refuse(attach, error)
        else:
            return redirect("desk:case", case.reference)
    form = ComposeForm(request.POST, known=known, states=sorted(request.actor.scopes("mission")))
    return _show(request, form, note, composing.compose(note, known), attach)


def _last(states: list[str]) -> dict[str, Any]:
    """Return what the last note that was composed for a Mission began with."""
    rows = Submission.objects.filter(sender__in=states, request__contains='"composed":').order_by("-pk")
    last = rows.first()
    said = json.loads(last.request).get("composed", {}) if last else {}
    return {name: said[name] for name in _SAME if said.get(name)}


def _specimen() -> bool:
    *_, last = authorities().organizations.values()
    return last.source == "SPECIMEN"


urlpatterns = [path("compose/", compose, name="compose")]
