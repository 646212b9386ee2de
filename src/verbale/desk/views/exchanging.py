"""A language version for a translator's own tool: the page where the file is taken and brought back, and the files."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from verbale.desk import cases, exchange, terminology
from verbale.desk.exchange import Returned
from verbale.desk.views.door import Request, door
from verbale.desk.views.faults import faults
from verbale.desk.views.forms import SeenForm
from verbale.desk.views.frame import frame
from verbale.desk.views.languages import label, may_write
from verbale.desk.workflow import READERS
from verbale.document import Writing
from verbale.formats.translation import srx, tbx
from verbale.formats.translation.xliff import VERSIONS
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import NotKnown, Problem, Word

ACCEPTED = ".xlf,.xliff,.sdlxliff,.mqxliff,.xml"


class BackForm(SeenForm):
    """The file from a translator's tool."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, name="back", **kwargs)
        self.fields["file"] = forms.FileField(
            label=say("exchange.file", current()), widget=forms.FileInput(attrs={"accept": ACCEPTED})
        )


class Fault(msgspec.Struct, frozen=True):
    """A problem, and the passage that it is of: its path where it has one, and what it is called."""

    problem: Problem
    path: str
    label: str


@door("translator", *READERS)
def page(request: Request, reference: str, lang: str) -> HttpResponse:
    """Show where the file is taken, and take over one that is brought back."""
    case = cases.find(reference, request.actor)
    now = cases.standing(case)
    stand = now.branches.get(lang)
    if stand is None:
        wording = ("refusal.no-text", {"reference": reference, "language": Word(f"language.{lang}")})
        raise NotKnown(f"{reference} has no text in this language.", where=lang, wording=wording)
    exchange.original_of(case, lang)  # the language of the original has no such page
    posted = request.method == "POST"
    form = BackForm(*([request.POST, request.FILES] if posted else []), seen=now.seen)
    came: Returned | None = None
    if posted:
        came = form.attempt(
            lambda given: exchange.incoming(
                reference, lang, given["file"].read(), actor=request.actor, at=timezone.now()
            )
        )
    context = frame(request, case, cases.standing(case), "desk:languages")
    context |= {
        "lang": lang,
        "stand": stand,
        "form": form,
        "refused": form.refused,
        "came": came,
        "faults": [_fault(one) for one in faults(came.problems)] if came else [],
        "may_write": stand.state == "in-translation" and may_write(request.actor, lang),
    }
    return render(request, "desk/secretariat/exchange.html", context, status=form.status)


def _fault(problem: Problem) -> Fault:
    where = problem.where
    path_ = where if where in ("title", "subtitle") or where.startswith("content.") else ""
    return Fault(problem, path_, label(path_) if path_ else where)


@door("translator", *READERS)
def file(request: Request, reference: str, lang: str) -> HttpResponse:
    """Give the file: ``?version=1.2`` for the older version, ``&prefilled=1`` with the original where nothing is yet."""
    version = next((one for one in VERSIONS if one == request.GET.get("version")), "2.1")
    given = {"actor": request.actor, "at": timezone.now(), "prefilled": "prefilled" in request.GET}
    data = exchange.outgoing(reference, lang, version, **given)
    return _file(Writing(data), f"{reference}-{lang}.xlf", exchange.MEDIA_TYPE)


@door("translator", *READERS)
def aid(request: Request, kind: str) -> HttpResponse:
    """Give what a tool needs beside the texts: the glossary (``tbx``), or where sentences end (``srx``)."""
    match kind:
        case "tbx":
            return _file(tbx.write(terminology.glossary(), "2008"), "glossary.tbx", "application/x-tbx")
        case "srx":
            return _file(srx.write(), "sentences.srx", "application/xml")
    raise NotKnown("There is no such file.", where=kind, wording=("refusal.no-aid", {"kind": kind}))


def _file(writing: Writing, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(writing.data, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


urlpatterns = [
    path("<reference:reference>/languages/<slug:lang>/exchange/", page, name="exchange"),
    path("<reference:reference>/languages/<slug:lang>/xliff/", file, name="xliff"),
    path("translators/<slug:kind>/", aid, name="translators-aid"),
]
