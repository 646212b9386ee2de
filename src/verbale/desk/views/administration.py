"""People and their roles: the administrator changes them, the auditor reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from verbale.archive.models import Entry
from verbale.archive.organization import authorities
from verbale.desk import people as rights
from verbale.desk.actors import grants, holders
from verbale.desk.models import Grant, Person
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm
from verbale.desk.workflow import MOVES, ROLES
from verbale.languages import LANGUAGES, language
from verbale.pages.language import current
from verbale.pages.wording import say

SECTIONS = ("people", "roles", "authority", "terms", "memory", "log", "outbox", "verify")
LAST_ENTRIES = 50


def frame(request: Request, section: str) -> dict[str, Any]:
    """Give the context of a page of administration; ``section`` is where it stands among the others."""
    return {"sections": SECTIONS, "here": section, "may_change": request.actor.has("administrator")}


class PersonForm(SeenForm):
    """A person to be added."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, seen=0, name="person", **kwargs)
        self.fields["name"] = forms.CharField(max_length=200, label=say("person.name", current()))
        self.fields["email"] = forms.EmailField(label=say("person.email", current()))
        self.fields["language"] = forms.ChoiceField(
            choices=_language_choices(), initial=current(), label=say("person.language", current())
        )


class GrantForm(SeenForm):
    """A role to be given: the State of a Mission, the language of a translator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, seen=0, name="grant", **kwargs)
        roles = [(role, say(f"role.{role}", current())) for role in ROLES]
        self.fields["role"] = forms.ChoiceField(choices=roles, label=say("person.role", current()))
        self.fields["scope"] = forms.ChoiceField(
            choices=[("", "–"), *_language_choices(), *_state_choices()], required=False,
            label=say("person.scope", current()), help_text=say("person.scope-help", current()),
        )  # fmt: skip


def _language_choices() -> list[tuple[str, str]]:
    return [(code, language(code).names[current()]) for code in LANGUAGES]


def _state_choices() -> list[tuple[str, str]]:
    return sorted(
        ((code, state.name(current())) for code, state in authorities().states.items()), key=lambda choice: choice[1]
    )


@door("administrator", "auditor")
def people(request: Request) -> HttpResponse:
    """Show the people with their roles, and add one."""
    form = PersonForm(request.POST if _changes(request) else None)
    if form.is_bound:
        made = form.attempt(lambda given: _add(request, given))
        if made is not None:
            return redirect("desk:person", made.pk)
    asked = request.GET.get("q", "").strip()
    found = Person.objects.order_by("-is_active", "name", "pk")
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(email__icontains=asked))
    roles: dict[int, list[Grant]] = {}
    for grant in grants().order_by("pk"):
        roles.setdefault(grant.person_id, []).append(grant)
    context = {
        **frame(request, "people"),
        "people": [(person, roles.get(person.pk, [])) for person in found],
        "asked": asked,
        "form": form,
        "refused": form.refused,
    }
    return render(request, "desk/administration/people.html", context, status=form.status)


def _add(request: Request, given: dict[str, Any]) -> Person:
    at = timezone.now()
    person = rights.add(given["email"], given["name"], by=request.actor, at=at, language=given["language"])
    _say_invited(request, person.email, rights.invite(person.email, by=request.actor, at=at))
    return person


def _say_invited(request: Request, email: str, link: str) -> None:
    messages.success(request, say("person.invited", current(), email=email, link=link))


def _changes(request: Request) -> bool:
    """Tell whether something is sent by somebody who may change things; what an auditor sends is not even read."""
    return request.method == "POST" and request.actor.has("administrator")


@door("administrator", "auditor")
def person(request: Request, pk: int) -> HttpResponse:
    """Show a person, and give them a role."""
    found = _person(pk)
    form = GrantForm(request.POST if _changes(request) else None)
    if form.is_bound:
        at = timezone.now()
        done = form.attempt(
            lambda given: (rights.grant(found.email, given["role"], given["scope"], by=request.actor, at=at), True)
        )
        if done is not None:
            messages.success(request, say("person.granted", current()))
            return redirect("desk:person", pk)
    context = {
        **frame(request, "people"),
        "person": found,
        "grants": grants().filter(person=found).order_by("pk"),
        "form": form,
        "refused": form.refused,
        "entries": Entry.objects.filter(Q(subject=found.email) | Q(by=found.email)).order_by("-number")[:LAST_ENTRIES],
    }
    return render(request, "desk/administration/person.html", context, status=form.status)


def _person(pk: int) -> Person:
    found = Person.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@door("administrator")
@require_POST
def revoke(request: Request, pk: int, grant: int) -> HttpResponse:
    """Take a role from a person."""
    row = grants().filter(person=_person(pk), pk=grant).first()
    if row is None:
        raise Http404
    rights.grant(row.person.email, row.role, row.scope, by=request.actor, at=timezone.now(), given=False)
    messages.success(request, say("person.revoked", current()))
    return redirect("desk:person", pk)


@door("administrator")
@require_POST
def invite(request: Request, pk: int) -> HttpResponse:
    """Send a person a link to set their password."""
    found = _person(pk)
    _say_invited(request, found.email, rights.invite(found.email, by=request.actor, at=timezone.now()))
    return redirect("desk:person", pk)


@door("administrator")
@require_POST
def leave(request: Request, pk: int) -> HttpResponse:
    """Close the account of a person."""
    rights.leave(_person(pk).email, by=request.actor, at=timezone.now())
    messages.success(request, say("person.gone", current()))
    return redirect("desk:person", pk)


@door("administrator", "auditor")
def roles(request: Request) -> HttpResponse:
    """Explain the roles: what each does, which moves it may make, who has it."""
    named: Callable[[str], list[str]] = lambda role: [name for name, move in MOVES.items() if role in move.roles]  # noqa: E731
    context = {
        **frame(request, "roles"),
        "roles": [(role, named(role), holders(role).distinct()) for role in ROLES],
    }
    return render(request, "desk/administration/roles.html", context)


urlpatterns = [
    path("administration/", people, name="administration"),
    path("administration/people/", people, name="people"),
    path("administration/people/<int:pk>/", person, name="person"),
    path("administration/people/<int:pk>/revoke/<int:grant>/", revoke, name="revoke"),
    path("administration/people/<int:pk>/invite/", invite, name="invite"),
    path("administration/people/<int:pk>/leave/", leave, name="leave"),
    path("administration/roles/", roles, name="roles"),
]
