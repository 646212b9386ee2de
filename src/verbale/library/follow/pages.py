"""The pages of alerts: following something, confirming it, ending it, and seeing and changing what one follows.

Whatever is asked for an address, the answer is the same; what is so is told in a letter to it. A link that a letter brings
only shows a page with a button: programs that look at letters before people do change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from verbale.languages import LANGUAGES, language
from verbale.library.follow import alerts, subjects
from verbale.library.follow.subjects import Subject
from verbale.library.models import Alert
from verbale.library.rates import limited
from verbale.library.views.places import draw
from verbale.pages.errors import refuse
from verbale.pages.language import speaking
from verbale.pages.wording import say
from verbale.problems import VerbaleError

ASKS = limited(limit=30, window=600, name="follow")
"""How often an address on the net may ask for letters."""


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view answer in the language of its address, for nobody else to keep or to find."""

    @never_cache
    @wraps(view)
    def seen(request: HttpRequest, lang: str, **given: Any) -> HttpResponse:
        request.language = lang
        with speaking(lang):
            response = view(request, lang, **given)
        response.headers["Content-Language"] = lang
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return seen


class ChoiceForm(forms.Form):
    """How often, and in which language."""

    def __init__(self, lang: str, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["often"] = forms.ChoiceField(
            label=say("follow.how-often", lang), widget=forms.RadioSelect, initial="daily",
            choices=[(often, say(f"follow.often.{often}", lang)) for often in alerts.OFTEN],
        )  # fmt: skip
        self.fields["language"] = forms.ChoiceField(
            label=say("follow.language", lang), initial=lang,
            choices=[(code, language(code).names[code]) for code in LANGUAGES],
        )  # fmt: skip


class FollowForm(ChoiceForm):
    """What to follow, under which address, how often and in which language; one who is signed in has an address."""

    def __init__(self, lang: str, subject: Subject | None, known: bool, *args: Any, **given: Any) -> None:
        super().__init__(lang, *args, **given)
        first: dict[str, forms.Field] = {}
        if subject is None:
            first["by"] = forms.ChoiceField(
                label=say("follow.by-what", lang), choices=[(by, say(f"follow.by.{by}", lang)) for by in subjects.KINDS]
            )
            first["what"] = forms.CharField(
                label=say("follow.what", lang), help_text=say("follow.what-hint", lang), required=False,
                max_length=subjects.LONGEST,
            )  # fmt: skip
        if not known:
            email = forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"})
            first["to"] = forms.EmailField(label=say("follow.to", lang), widget=email)
        self.fields = {**first, **self.fields}


@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def follow(request: HttpRequest, lang: str) -> HttpResponse:
    """Show how to follow something, and write down that somebody wants to."""
    return _ask(request, lang) if request.method == "POST" else _form(request, lang)


@ASKS
def _ask(request: HttpRequest, lang: str) -> HttpResponse:
    return _form(request, lang)


def _form(request: HttpRequest, lang: str) -> HttpResponse:
    query = request.GET
    subject = subjects.read(query["by"], query.get("what", "")) if query.get("by") else None
    me = request.user.email if request.user.is_authenticated else ""
    form = FollowForm(lang, subject, bool(me), request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            wanted = subject or subjects.read(given["by"], given["what"])
            follows = alerts.follow if me else alerts.ask
            follows(me or given["to"], wanted, given["often"], given["language"], at=timezone.now())
        except VerbaleError as error:
            refuse(form, error)
        else:
            if me:
                messages.success(request, say("follow.done", lang))
            return redirect("library:alerts" if me else "library:follow-asked", lang)
    response = draw(
        request, "follow/follow", lang, form=form, me=me, most=alerts.LETTERS,
        what=subjects.label(subject, lang) if subject else "",
        feed=subjects.feed(subject, lang) if subject else "", page=subjects.page(subject, lang) if subject else "",
        hook=f"{reverse('library:hooks', args=[lang])}?{query.urlencode()}" if subject else "",
    )  # fmt: skip
    response.status_code = 422 if form.errors else 200
    return response


@require_safe
@spoken
def asked(request: HttpRequest, lang: str) -> HttpResponse:
    """Tell that a letter is on its way, if it is."""
    return draw(request, "follow/asked", lang, days=alerts.DAYS_TO_CONFIRM)


@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def confirm(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """Show what is to be confirmed, and confirm it."""
    alert = alerts.asked(token)
    if request.method == "POST":
        alert = alerts.confirm(token, at=timezone.now())
        messages.success(request, say("follow.done", lang))
        return redirect("library:alerts-of", lang, alerts.token_of(alert.to))
    return draw(request, "follow/confirm", lang, one=_one(alert, lang), to=alert.to)


@csrf_exempt  # the token is the right to do it, and mail programs send nothing else (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def end(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """Show the alert that a letter came from, with a button that ends it; a program ends it by the same address."""
    alert = alerts.by_end_token(token)
    if request.method == "POST" and alert:
        alerts.end(alert)
        alert = None
    one = _one(alert, lang) if alert else None
    return draw(request, "follow/end", lang, one=one, own=alerts.token_of(alert.to) if alert else "")


class One(msgspec.Struct, frozen=True):
    """An alert as pages show it."""

    alert: Alert
    what: str
    page: str
    often: str
    form: ChoiceForm | None = None


def _one(alert: Alert, lang: str, form: ChoiceForm | None = None) -> One:
    subject = Subject(alert.by, alert.what)
    often = say(f"follow.often.{alert.often}", lang)
    return One(alert, subjects.label(subject, lang), subjects.page(subject, lang), often, form)


@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def own(request: HttpRequest, lang: str) -> HttpResponse:
    """Show who is signed in what they follow; to others send the link that shows it."""
    if request.user.is_authenticated:
        return _own(request, lang, request.user.email)
    return _ask_for_link(request, lang) if request.method == "POST" else _link_form(request, lang)


@ASKS
def _ask_for_link(request: HttpRequest, lang: str) -> HttpResponse:
    return _link_form(request, lang)


class LinkForm(forms.Form):
    """The address whose alerts somebody wants to see."""

    def __init__(self, lang: str, *args: Any) -> None:
        super().__init__(*args)
        email = forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"})
        self.fields["to"] = forms.EmailField(label=say("follow.to", lang), widget=email)


def _link_form(request: HttpRequest, lang: str) -> HttpResponse:
    form = LinkForm(lang, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            alerts.ask_for_link(form.cleaned_data["to"], lang, at=timezone.now())
        except VerbaleError as error:
            refuse(form, error)
        else:
            return redirect("library:follow-asked", lang)
    response = draw(request, "follow/link", lang, form=form)
    response.status_code = 422 if form.errors else 200
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def of_token(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """Show the holder of a link what they follow."""
    return _own(request, lang, alerts.by_token(token))


def _own(request: HttpRequest, lang: str, to: str) -> HttpResponse:
    """Show the alerts of an address; change or end one, or end all."""
    found = alerts.of(to)
    if request.method == "POST":
        if request.POST.get("do") == "end-all":
            for alert in found:
                alerts.end(alert)
            messages.success(request, say("follow.all-ended", lang))
        elif alert := found.filter(pk=_number(request.POST.get("alert", ""))).first():
            if request.POST.get("do") == "end":
                alerts.end(alert)
                messages.success(request, say("follow.ended", lang))
            else:
                prefix = str(alert.pk)
                said = {name: request.POST.get(f"{prefix}-{name}", "") for name in ("often", "language")}
                alerts.change(alert, **said)
                messages.success(request, say("follow.changed", lang))
        return redirect(request.path)
    shown = []
    for alert in found:
        initial = {"often": alert.often, "language": alert.language}
        form = ChoiceForm(lang, prefix=str(alert.pk), initial=initial)
        form.fields["often"].widget = forms.Select(choices=form.fields["often"].choices)
        shown.append(_one(alert, lang, form))
    return draw(request, "follow/alerts", lang, shown=shown, to=to)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


urlpatterns = [
    path("<lang:lang>/follow", follow, name="follow"),
    path("<lang:lang>/follow/asked", asked, name="follow-asked"),
    path("<lang:lang>/alerts/", own, name="alerts"),
    path("<lang:lang>/alerts/of/<str:token>", of_token, name="alerts-of"),
    path("<lang:lang>/alerts/confirm/<str:token>", confirm, name="alert-confirm"),
    path("<lang:lang>/alerts/end/<str:token>", end, name="alert-end"),
]
