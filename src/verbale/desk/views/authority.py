"""Authority files: their records with where they come from, amended with a reason and the days on which they hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from verbale.archive import authority_files as files
from verbale.archive.errors import BadRecord
from verbale.archive.models import AuthorityRecord
from verbale.authorities import KINDS
from verbale.desk.views.administration import frame
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm
from verbale.pages.language import current
from verbale.pages.wording import say

ON_A_PAGE = 100


class RecordForm(SeenForm):
    """A record as it shall be: its row in TOML, the days on which it holds, and why."""

    def __init__(self, *args: Any, new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, name="amend", **kwargs)
        if new:
            self.fields["code"] = forms.CharField(
                max_length=200, label=say("authority.code", current()), help_text=say("authority.new-help", current())
            )
        self.fields["data"] = forms.CharField(
            label=say("authority.data", current()),
            widget=forms.Textarea(attrs={"rows": 16, "dir": "ltr", "spellcheck": "false"}),
        )
        for name in ("valid_from", "valid_to"):
            self.fields[name] = _day(name)
        self.fields["reason"] = _reason()


class RetireForm(SeenForm):
    """From when a record is offered no more, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, name="retire", **kwargs)
        self.fields["valid_from"] = _day("valid_from")
        self.fields["reason"] = _reason()


def _day(name: str) -> forms.DateField:
    return forms.DateField(
        required=False,
        label=say(f"authority.{name.removeprefix('valid_')}", current()),
        help_text=say("authority.dates-help", current()),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def _reason() -> forms.CharField:
    return forms.CharField(
        max_length=1000, label=say("admin.reason", current()), help_text=say("admin.reason-help", current())
    )


@door("administrator", "auditor")
def kinds(request: Request) -> HttpResponse:
    """Show the kinds of records, and how many there are of each."""
    amended: dict[str, set[str]] = {}
    for kind, code in AuthorityRecord.objects.values_list("kind", "code"):
        amended.setdefault(kind, set()).add(code)
    rows = [(kind, len(files.records(kind)), len(amended.get(kind, ()))) for kind in KINDS]
    return render(request, "desk/administration/kinds.html", {**frame(request, "authority"), "rows": rows})


@door("administrator", "auditor")
def records(request: Request, kind: str) -> HttpResponse:
    """Show the records of a kind, and add one."""
    if kind not in KINDS:
        raise Http404
    changes = request.method == "POST" and request.actor.has("administrator")
    form = RecordForm(request.POST if changes else None, new=True, seen=-1)
    if form.is_bound:
        made = form.attempt(lambda given: _amend(request, kind, given.pop("code"), given))
        if made is not None:
            return _to_record(request, kind, made.code, "authority.amended")
    asked = request.GET.get("q", "").strip()
    rows = [(record, name_of(record.data or {})) for record in files.records(kind)]
    if asked:
        rows = [row for row in rows if asked.casefold() in f"{row[0].code} {row[1]}".casefold()]
    context = {
        **frame(request, "authority"),
        "kind": kind,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "form": form,
        "refused": form.refused,
        "faults": getattr(form.refused, "problems", ()),
    }
    return render(request, "desk/administration/records.html", context, status=form.status)


@door("administrator", "auditor")
def record(request: Request, kind: str, code: str) -> HttpResponse:
    """Show a record with its history, amend it, retire it."""
    if kind not in KINDS:
        raise Http404
    past = files.history(kind, code)  # NotKnown where there is none
    last = past[-1]
    initial = {
        "data": toml_of(_given(last.data or _before(past))),
        "valid_from": last.valid_from,
        "valid_to": last.valid_to,
    }
    sent = request.POST if request.method == "POST" and request.actor.has("administrator") else None
    retiring = sent is not None and "retire" in sent
    amend = RecordForm(None if retiring else sent, seen=last.step, initial=initial)
    retire = RetireForm(sent if retiring else None, seen=last.step)
    if retiring:
        if retire.attempt(lambda given: _retire(request, kind, code, given)) is not None:
            return _to_record(request, kind, code, "authority.retired")
    elif amend.is_bound and amend.attempt(lambda given: _amend(request, kind, code, given)) is not None:
        return _to_record(request, kind, code, "authority.amended")
    refused = retire.refused or amend.refused
    context = {
        **frame(request, "authority"),
        "kind": kind,
        "code": code,
        "name": name_of(last.data or _before(past)),
        "last": last,
        "history": [(one, toml_of(one.data) if one.data else "") for one in reversed(past)],
        "form": amend,
        "retire": retire,
        "refused": refused,
        "faults": refused.problems if isinstance(refused, BadRecord) else (),
    }
    return render(request, "desk/administration/record.html", context, status=max(amend.status, retire.status))


def _amend(request: Request, kind: str, code: str, given: dict[str, Any]) -> files.Record:
    seen = given.pop("seen")
    return files.amend(
        kind, code.strip(), given.pop("data"), **given, by=request.actor.name, at=timezone.now(),
        seen=None if seen < 0 else seen,
    )  # fmt: skip


def _retire(request: Request, kind: str, code: str, given: dict[str, Any]) -> files.Record:
    return files.retire(kind, code, **given, by=request.actor.name, at=timezone.now())


def _to_record(request: Request, kind: str, code: str, done: str) -> HttpResponse:
    messages.success(request, say(done, current()))
    return redirect("desk:authority-record", kind, code)


def _before(past: tuple[files.Record, ...]) -> Mapping[str, Any]:
    """Return the row that a retired record had last."""
    return next((one.data for one in reversed(past) if one.data), {})


def _given(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as one writes it: what is empty is left out."""
    return {name: value for name, value in row.items() if value not in (None, "", [], {})}


def name_of(row: Mapping[str, Any]) -> str:
    """Return what a record is called in the language of the page, in English, or nothing."""
    names = row.get("names")
    here = names[-1] if isinstance(names, list) and names else row
    for lang in (current(), "en"):
        match here.get(lang):
            case str(name) if name:
                return name
            case {"name": str(name)} | {"formal": str(name)}:
                return name
    planned = row.get("planned") or row.get("actual")
    return " – ".join(planned[0]) if planned else ""


def toml_of(row: Mapping[str, Any]) -> str:
    """Write a row as TOML: a line for each field, what is inside it on that line."""
    return "\n".join(f"{name} = {_value(value)}" for name, value in row.items())


def _value(value: Any) -> str:
    match value:
        case dict():
            return f"{{ {', '.join(f'{name} = {_value(one)}' for name, one in value.items() if one is not None)} }}"
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            return json.dumps(value, ensure_ascii=False)


urlpatterns = [
    path("administration/authority/", kinds, name="authority"),
    path("administration/authority/<slug:kind>/", records, name="authority-records"),
    path("administration/authority/<slug:kind>/<path:code>/", record, name="authority-record"),
]
