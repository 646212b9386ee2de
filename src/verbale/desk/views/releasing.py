"""The release: now or at a set time, of all languages or of some, and what that does to their coming out together."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from verbale.archive.citing import key_of
from verbale.archive.files import stored
from verbale.archive.models import Expression, Rendition
from verbale.desk import cases, following, moving, releasing
from verbale.desk.models import Case
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import MoveForm, SeenForm, languages_field, reason_field
from verbale.desk.views.frame import frame
from verbale.desk.workflow import CHANGES, MOVES, READERS
from verbale.languages import LANGUAGES
from verbale.pages.language import current
from verbale.pages.security import document as as_document
from verbale.pages.security import framed
from verbale.pages.wording import say
from verbale.problems import NotKnown

OURS = ("release", "schedule", "unschedule", "release-due", "follow")


class Effect(msgspec.Struct, frozen=True):
    """What releasing some languages does: which are out then, which are not, and since when the first one is."""

    languages: tuple[str, ...]
    out: tuple[str, ...]
    lacking: tuple[str, ...]
    first: datetime.datetime | None

    @property
    def together(self) -> bool:
        """Whether all languages come out at one moment."""
        return not self.lacking and self.first is None


def effect(now: cases.Standing, chosen: Sequence[str]) -> Effect:
    """Return what releasing the ``chosen`` languages would do."""
    already = [branch for branch, stand in now.branches.items() if stand.state == "released"]
    out = tuple(lang for lang in LANGUAGES if lang in (*already, *chosen))
    lacking = tuple(lang for lang in LANGUAGES if lang in now.branches and lang not in out)
    first = min((now.branches[branch].at for branch in already), default=None)
    return Effect(tuple(chosen), out, lacking, first)


class MomentForm(MoveForm):
    """When languages are released, in the time of the place that the settings name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = timezone.get_current_timezone_name()
        self.fields["moment"] = forms.DateTimeField(
            label=say("release.moment", current(), zone=zone),
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        )


class FollowForm(SeenForm):
    """How a released document is followed, in which languages, and why."""

    def __init__(self, languages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, name="follow", **kwargs)
        choices = [(change, say(f"change.{change}", current())) for change in CHANGES]
        self.fields["change"] = forms.ChoiceField(
            choices=choices, label=say("release.change", current()), widget=forms.RadioSelect
        )
        self.fields["languages"] = languages_field(languages)
        self.fields["reason"] = reason_field()


@door("translator", *READERS)
def release(request: Request, reference: str) -> HttpResponse:
    """Show what can be released, what that would do, and what is out."""
    return _page(request, cases.find(reference, request.actor))


def _page(request: Request, case: Case, form: SeenForm | None = None) -> HttpResponse:
    now = cases.standing(case)
    context = frame(request, case, now, "desk:release")
    possible = context["possible"]
    ready = possible.get("release", ())
    asked = tuple(lang for lang in request.GET.getlist("languages") if lang in ready) or ready
    context |= {
        "stands": [(lang, now.branches[lang]) for lang in LANGUAGES if lang in now.branches],
        "ready": ready,
        "chosen": asked,
        "effect": effect(now, asked) if asked else None,
        "forms": {name: _form(name, now, possible, asked, form) for name in OURS if name in possible or name == "follow"},
        "may_follow": now.released and now.trunk.state != "withdrawn" and request.actor.has(*MOVES["follow"].roles),
        "followers": [(one, cases.standing(one)) for one in case.followed_by.order_by("pk")],
        "kept": renditions(case),
        "refused": form.refused if form else None,
    }  # fmt: skip
    context["forms"] = {name.replace("-", "_"): one for name, one in context["forms"].items()}
    return render(request, "desk/secretariat/release.html", context, status=form.status if form else 200)


def _form(
    name: str, now: cases.Standing, possible: Any, chosen: Sequence[str], refused: SeenForm | None, *data: Any
) -> SeenForm:
    if refused is not None and refused.name == name:
        return refused
    if name == "follow":
        return FollowForm([b for b, stand in now.branches.items() if stand.state == "released"], *data, seen=now.seen)
    kind = MomentForm if name == "schedule" else MoveForm
    langs = possible.get(name, tuple(now.branches))
    form = kind(MOVES[name], langs, *data, seen=now.seen)
    if name in ("release", "schedule"):  # chosen above, where what it does is said
        form.fields["languages"].initial, form.fields["languages"].widget = list(chosen), forms.MultipleHiddenInput()
    return form


@require_POST
@door("registrar", "editor", "releasing")
def decide(request: Request, reference: str, name: str) -> HttpResponse:
    """Release languages, settle when or take that back, or open a change to what is out."""
    case = cases.find(reference, request.actor)
    if name not in OURS:
        raise NotKnown(f"There is no move “{name}” here.", where=name, wording=("refusal.no-move", {"move": name}))
    now = cases.standing(case)
    form = _form(name, now, moving.possible(case, now, request.actor), (), None, request.POST)

    def verb(given: dict[str, Any]) -> str:
        told = {"actor": request.actor, "at": timezone.now()}
        if name == "follow":
            concerned = given["languages"]
            new = following.follow(reference, given["change"], reason=given["reason"], concerned=concerned, **told)
            return str(new.reference)
        if name in ("release", "release-due"):
            releasing.release(reference, name=name, languages=given["languages"], seen=given["seen"], **told)
        else:
            moving.move(name, reference, **told, **given)
        return reference

    done = form.attempt(verb)
    if done is None:
        return _page(request, case, form)
    messages.success(request, say(f"move.{name}.done", current()))
    return redirect("desk:case" if name == "follow" else "desk:release", done)


def renditions(case: Case) -> list[tuple[Expression, list[Rendition]]]:
    """Return the language versions that are out under the symbol of a case, the newest of each, with their files."""
    symbol = cases.symbol(case)
    if not symbol:
        return []
    rows = Expression.objects.filter(work__names__key=key_of(symbol)).prefetch_related("renditions")
    newest = {row.language: row for row in rows.order_by("version")}
    return [(newest[lang], list(newest[lang].renditions.all())) for lang in LANGUAGES if lang in newest]


@door("translator", *READERS)
def rendition(request: Request, reference: str, lang: str, form: str) -> HttpResponse:
    """Give a file of a language version that is out."""
    case = cases.find(reference, request.actor)
    found = {row.language: kept for row, kept in renditions(case)}.get(lang, [])
    row = next((one for one in found if one.format == form), None)
    if row is None:
        wording = ("refusal.no-file-here", {"reference": reference})
        raise NotKnown(f"{reference} has no such file.", advice="Choose one of those that are listed.", wording=wording)
    response = FileResponse(stored(row.path).open("rb"), filename=row.name, content_type=row.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return framed(response) if form == "pdf" else as_document(response)


urlpatterns = [
    path("<reference:reference>/release/", release, name="release"),
    path("<reference:reference>/release/<slug:name>/", decide, name="release-move"),
    path("<reference:reference>/renditions/<slug:lang>/<slug:form>/", rendition, name="rendition"),
]
