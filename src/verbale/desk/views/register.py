"""The register: its series, the account of each with every gap and its reason, and the distribution lists."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from verbale.archive import register as numbers
from verbale.archive.models import Registration, Series
from verbale.archive.numbering import pattern, written
from verbale.desk import cases, lists
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm
from verbale.desk.workflow import READERS
from verbale.languages import LANGUAGES
from verbale.languages import language as known_language
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import BadSymbol, NotKnown

ON_A_PAGE = 200


class Line(msgspec.Struct, frozen=True):
    """A line of the account of a series, and the case that has the number where one may see it."""

    first: int
    last: int
    text: str
    state: str
    reason: str
    reference: str


class SeriesForm(SeenForm):
    """A series to be opened, and its first number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, seen=0, name="series", **kwargs)
        self.fields["name"] = forms.CharField(
            max_length=200, label=say("series.name", current()), help_text=say("series.name.help", current())
        )
        self.fields["first"] = forms.IntegerField(min_value=1, initial=1, label=say("series.first", current()))


class ListForm(SeenForm):
    """An address for a distribution list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, seen=0, name="list", **kwargs)
        self.fields["prefix"] = forms.CharField(
            max_length=100, required=False, label=say("list.prefix", current()), help_text=say("list.prefix.help", current())
        )  # fmt: skip
        self.fields["to"] = forms.EmailField(label=say("list.to", current()))
        self.fields["language"] = forms.ChoiceField(
            choices=[(code, known_language(code).names[current()]) for code in LANGUAGES],
            initial=current(), label=say("field.masthead-language", current()),
        )  # fmt: skip


@door(*READERS)
def register(request: Request) -> HttpResponse:
    """Show the series, and open one."""
    may_open = request.actor.has("registrar")
    form = SeriesForm(request.POST) if may_open and request.method == "POST" else SeriesForm()
    if form.is_bound:
        at = timezone.now()
        made = form.attempt(
            lambda given: numbers.open_series(given["name"], by=request.actor.name, at=at, first=given["first"])
        )
        if made is not None:
            messages.success(request, say("series.opened", current()))
            return redirect("desk:account", made.pk)
    rows = Series.objects.order_by("kind", "pattern").annotate(
        given=Count("registrations", distinct=True), highest=Max("registrations__number"), passed=Max("gaps__last")
    )
    context = {
        "rows": [(row, next_number(row)) for row in rows],
        "form": form if may_open else None,
        "refused": form.refused,
        "section": "series",
    }
    return render(request, "desk/secretariat/register.html", context, status=form.status)


def next_number(row: Series) -> str:
    """Return what the next number of a series, annotated with ``highest`` and ``passed``, would be written as."""
    return written(row.pattern, max(row.first - 1, row.highest or 0, row.passed or 0) + 1)


def next_of(name: str) -> str:
    """Return the symbol that would be given out next in a series by its name; empty where the name is none."""
    try:
        wanted = pattern(name).text
    except BadSymbol:
        return ""
    rows = Series.objects.filter(pattern=wanted)
    row = rows.annotate(highest=Max("registrations__number"), passed=Max("gaps__last")).first()
    return next_number(row) if row else written(wanted, 1)


@door(*READERS)
def account(request: Request, series: int) -> HttpResponse:
    """Show every number of a series, its state, and the public reason of what is not used."""
    row = Series.objects.filter(pk=series).first()
    if row is None:
        raise NotKnown("There is no such series.", where=str(series), wording=("refusal.no-series", {"series": series}))
    lines = list(numbers.account(row.pattern))
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    texts = [line.text for line in page.object_list if line.text]
    subjects = dict(Registration.objects.filter(text__in=texts).values_list("text", "subject"))
    seen = set(cases.visible(request.actor).filter(reference__in=subjects.values()).values_list("reference", flat=True))
    shown = [
        Line(ln.first, ln.last, ln.text, ln.state, ln.reason, ref if (ref := subjects.get(ln.text, "")) in seen else "")
        for ln in page.object_list
    ]
    context = {"series": row, "lines": shown, "page": page, "section": "series"}
    return render(request, "desk/secretariat/account.html", context)


@door(*READERS)
def distribution(request: Request) -> HttpResponse:
    """Show the distribution lists, and put an address on one or take it off."""
    may_keep = request.actor.has(*lists.KEEPERS)
    form = ListForm(request.POST) if may_keep and request.method == "POST" else ListForm()
    if form.is_bound:
        at, off = timezone.now(), "off" in request.POST

        def verb(given: dict[str, Any]) -> bool:
            told = {"actor": request.actor, "at": at, "given": not off}
            lists.put_on(given["prefix"], given["to"], given["language"], **told)
            return True

        if form.attempt(verb):
            messages.success(request, say("list.off.done" if off else "list.on.done", current()))
            return redirect("desk:lists")
    context = {
        "rows": lists.current(),
        "form": form if may_keep else None,
        "refused": form.refused,
        "section": "lists",
    }
    return render(request, "desk/secretariat/lists.html", context, status=form.status)


urlpatterns = [
    path("register/", register, name="register"),
    path("register/<int:series>/", account, name="account"),
    path("lists/", distribution, name="lists"),
]
