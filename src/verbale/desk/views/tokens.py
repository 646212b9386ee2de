"""Keys for programs: everybody makes and removes their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from verbale.desk import people
from verbale.desk.models import Token
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm
from verbale.pages.language import current
from verbale.pages.wording import say


class TokenForm(SeenForm):
    """A key to be made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, seen=0, name="token", **kwargs)
        self.fields["name"] = forms.CharField(max_length=100, label=say("token.name", current()))


@never_cache
@door()
def tokens(request: Request) -> HttpResponse:
    """Show one's keys, and make one: the page that answers is the only one that ever shows it."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    key = None
    if form.is_bound:
        me, at = request.actor, timezone.now()
        key = form.attempt(lambda given: people.token(me.name, given["name"], by=me, at=at))
    context = {
        "tokens": Token.objects.filter(person__email=request.actor.name).order_by("-made"),
        "form": TokenForm() if key else form,
        "key": key,
        "refused": form.refused,
    }
    return render(request, "desk/administration/tokens.html", context, status=form.status)


@door()
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """Let one of one's keys work no more."""
    people.drop_token(pk, by=request.actor, at=timezone.now())
    messages.success(request, say("token.removed", current()))
    return redirect("desk:tokens")


urlpatterns = [
    path("keys/", tokens, name="tokens"),
    path("keys/<int:pk>/remove/", remove, name="token-remove"),
]
