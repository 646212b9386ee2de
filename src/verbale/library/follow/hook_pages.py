"""The pages of webhooks: for who is signed in, to register an address, look at its calls, try it, stop it, change its secret."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from verbale.archive.errors import NotAllowed
from verbale.library.follow import hooks, payloads, subjects
from verbale.library.follow.pages import spoken
from verbale.library.follow.subjects import Subject
from verbale.library.lookup import name_of
from verbale.library.models import Delivery, Hook
from verbale.library.views.places import draw
from verbale.pages.errors import refuse
from verbale.pages.wording import say
from verbale.problems import VerbaleError

ON_A_PAGE = 50


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who is signed in; others sign in first."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @spoken
    @wraps(view)
    def guarded(request: HttpRequest, lang: str, **given: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, lang, **given)
        if request.method == "POST":
            raise NotAllowed("You are not signed in.", advice="Sign in, and send the form again.",
                             wording=("refusal.hook-sign-in", {}))  # fmt: skip
        return redirect_to_login(request.get_full_path())

    return guarded


class HookForm(forms.Form):
    """An address, and what it is to be told of."""

    def __init__(self, lang: str, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["address"] = forms.CharField(
            label=say("hook.address", lang), help_text=say("hook.address-hint", lang), max_length=500,
            widget=forms.URLInput(attrs={"dir": "ltr"}),
        )  # fmt: skip
        self.fields["by"] = forms.ChoiceField(
            label=say("follow.by-what", lang), choices=[(by, say(f"follow.by.{by}", lang)) for by in subjects.KINDS]
        )
        self.fields["what"] = forms.CharField(
            label=say("follow.what", lang), help_text=say("follow.what-hint", lang), required=False,
            max_length=subjects.LONGEST,
        )  # fmt: skip


@signed_in
def all_hooks(request: HttpRequest, lang: str) -> HttpResponse:
    """Show one's webhooks, and register one: the page that answers is the only one that shows its secret."""
    given = {name: request.GET.get(name, "") for name in ("by", "what")}
    form = HookForm(lang, request.POST if request.method == "POST" else None, initial=given)
    made = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            subject = subjects.read(said["by"], said["what"])
            made = hooks.add(request.user, said["address"], subject, lang, at=timezone.now())
        except VerbaleError as error:
            refuse(form, error)
    mine = [(one, _what(one, lang)) for one in request.user.hooks.order_by("pk")]
    shown = HookForm(lang) if made else form
    response = draw(request, "follow/hooks", lang, hooks=mine, form=shown, secret=made.secret if made else "")
    response.status_code = 422 if form.errors else 200
    return response


@signed_in
def one_hook(request: HttpRequest, lang: str, key: str) -> HttpResponse:
    """Show a webhook and its calls; try it, stop it, start it, change its secret, call again, or remove it."""
    hook = hooks.find(key, request.user)
    secret = ""
    if request.method == "POST":
        do, at = request.POST.get("do", ""), timezone.now()
        if do == "remove":
            hooks.remove(hook)
            messages.success(request, say("hook.removed", lang))
            return redirect("library:hooks", lang)
        if do == "rotate":
            secret = hooks.rotate(hook, at=at)
        else:
            _do(do, hook, request.POST.get("delivery", ""), at)
            return redirect(request.path)
    page = Paginator(hooks.deliveries(hook), ON_A_PAGE).get_page(request.GET.get("page"))
    calls = [(one, _about(one, lang)) for one in page]
    return draw(request, "follow/hook", lang, hook=hook, what=_what(hook, lang), page=page, calls=calls, secret=secret)


def _do(do: str, hook: Hook, delivery: str, at: Any) -> None:
    match do:
        case "ping":
            hooks.ping(hook, at=at)
        case "stop":
            hooks.stop(hook, "owner", at=at)
        case "start":
            hooks.start(hook, at=at)
        case "again":
            hooks.deliver_again(hook, delivery, at=at)


def _about(delivery: Delivery, lang: str) -> str:
    """Say what a call is about, as far as anyone may know."""
    if delivery.about == "ping":
        return say("hook.about-ping", lang)
    event = next((notice.event for notice in delivery.notices.select_related("event__work")[:1]), None)
    if event is None or not payloads.may_tell(event):
        return ""
    return say("follow.mail.subject-one", lang, symbol=name_of(event.work), what=say(f"follow.kind.{event.kind}", lang))


def _what(hook: Hook, lang: str) -> str:
    return subjects.label(Subject(hook.by, hook.what), lang)


urlpatterns = [
    path("<lang:lang>/hooks/", all_hooks, name="hooks"),
    path("<lang:lang>/hooks/<str:key>/", one_hook, name="hook"),
]
