"""The librarian's pages: what an import could not be sure of, looked at, corrected and accepted, or rejected."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import msgspec
from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from verbale.archive.errors import NotAllowed
from verbale.archive.files import stored
from verbale.bulk import review
from verbale.bulk.apps import REVIEW
from verbale.bulk.review import Look
from verbale.document import from_json, places
from verbale.languages import LANGUAGES
from verbale.languages import language as known_language
from verbale.pages import errors
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import NotKnown, Problem, VerbaleError

PAGE, PARAGRAPHS = 50, 60
"""Files on a page of the queue; paragraphs of a document that are shown."""

View = Callable[..., HttpResponse]


class Line(msgspec.Struct, frozen=True):
    """A file of the queue."""

    number: int
    path: str
    symbol: str
    language: str
    title: str
    problems: tuple[Problem, ...]


class AcceptForm(forms.Form):
    """What a librarian says of a document: its symbol and language, and what else was read wrongly."""

    def __init__(self, seen: Look, *args: Any, **kwargs: Any) -> None:
        document, here = seen.document, current()
        initial = {
            "symbol": document.symbol or "", "language": document.masthead.language,
            "title": document.title, "issued": document.masthead.issued,
        }  # fmt: skip
        super().__init__(*args, auto_id="accept-%s", initial=initial, **kwargs)
        tongues = [(code, known_language(code).names[here]) for code in LANGUAGES]
        words = {"dir": "auto"}
        self.fields["symbol"] = forms.CharField(label=say("imports.field.symbol", here), max_length=200)
        self.fields["language"] = forms.ChoiceField(
            label=say("imports.field.masthead.language", here), choices=[("", "—"), *tongues]
        )
        self.fields["title"] = forms.CharField(
            label=say("imports.field.title", here), max_length=2000, required=False,
            widget=forms.Textarea(attrs={"rows": 2, **words}),
        )  # fmt: skip
        self.fields["issued"] = forms.DateField(
            label=say("imports.field.masthead.issued", here), required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )  # fmt: skip
        if seen.held:
            self.fields["reissue"] = forms.CharField(
                label=say("imports.reissue", here), help_text=say("imports.reissue.help", here), max_length=500,
                required=False, widget=forms.TextInput(attrs=words),
            )  # fmt: skip


class RejectForm(forms.Form):
    """Why a file is left out for good."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="reject-%s", **kwargs)
        self.fields["reason"] = forms.CharField(
            label=say("imports.reason", current()), help_text=say("imports.reason.help", current()), max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        )  # fmt: skip


def librarian(view: View) -> View:
    """Let in who may decide; others sign in, or are refused."""

    @wraps(view)
    def guarded(request: HttpRequest, **given: Any) -> HttpResponse:
        if not request.user.is_authenticated and request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm(REVIEW):
            raise NotAllowed(
                "You may not decide what an import left open.",
                advice="This is for librarians.",
                wording=("imports.not-yours", {}),
            )
        return view(request, **given)

    return guarded


@require_safe
@librarian
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits, oldest first."""
    page = Paginator(review.queue(), PAGE).get_page(request.GET.get("page"))
    lines = [
        Line(row.pk, row.path, row.symbol, row.language, from_json(row.document).title, review.problems(row))
        for row in page.object_list
    ]
    return render(request, "bulk/queue.html", {"lines": lines, "page": page})


@require_safe
@librarian
def doubt(request: HttpRequest, number: int) -> HttpResponse:
    """Show a file: what is doubtful, what was read and where, its text, and what the archive holds of it."""
    seen = review.look(number)
    return _page(request, seen, AcceptForm(seen), RejectForm())


@require_POST
@librarian
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Deposit a file with what a librarian corrected."""
    seen = review.look(number)
    form = AcceptForm(seen, request.POST)

    def decide(given: dict[str, Any]) -> str:
        done = review.accept(number, by=request.user.get_username(), at=timezone.now(), **given)
        return say("imports.accepted", current(), symbol=done.symbol or done.key)

    return _decided(request, form, decide) or _page(request, seen, form, RejectForm())


@require_POST
@librarian
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """Leave a file out for good."""
    seen = review.look(number)
    form = RejectForm(request.POST)

    def decide(given: dict[str, Any]) -> str:
        review.reject(number, given["reason"], by=request.user.get_username(), at=timezone.now())
        return say("imports.rejected", current(), path=PurePath(seen.row.path).name)

    return _decided(request, form, decide) or _page(request, seen, AcceptForm(seen), form)


def _decided(request: HttpRequest, form: forms.Form, decide: Callable[[dict[str, Any]], str]) -> HttpResponse | None:
    """Decide, and lead back to the queue; None where something refuses, which then stands on the form."""
    if not form.is_valid():
        return None
    try:
        messages.success(request, decide(form.cleaned_data))
    except (NotAllowed, NotKnown):
        raise
    except VerbaleError as error:
        form.refused = errors.status_of(error)
        errors.refuse(form, error)
        return None
    return redirect("imports:queue")


def _page(request: HttpRequest, seen: Look, accepting: AcceptForm, rejecting: RejectForm) -> HttpResponse:
    blocks = list(places(seen.document))
    status = next((getattr(form, "refused", 422) for form in (accepting, rejecting) if form.is_bound), 200)
    held = seen.held
    context = {
        "seen": seen, "name": PurePath(seen.row.path).name, "blocks": blocks[:PARAGRAPHS],
        "more": max(0, len(blocks) - PARAGRAPHS), "accepting": accepting, "rejecting": rejecting,
        "held_address": f"/{held.masthead.language}/{quote(held.symbol or '', safe='/():')}" if held else "",
    }  # fmt: skip
    return render(request, "bulk/doubt.html", context, status=status)


@require_safe
@librarian
def file(request: HttpRequest, number: int) -> HttpResponse:
    """Give the file as it came, to be saved and not to be shown: what is inside is not ours."""
    row = review.look(number).row
    response = FileResponse(
        stored(row.stored).open("rb"),
        as_attachment=True,
        filename=PurePath(row.path).name,
        content_type="application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
