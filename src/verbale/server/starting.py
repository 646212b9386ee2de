"""The first administrator: a link that is good for one day, and only until there is one."""

from __future__ import annotations

from django import forms
from django.contrib.auth import login, password_validation
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from verbale.archive import log
from verbale.desk import people
from verbale.desk.actors import holders
from verbale.desk.models import Person
from verbale.pages.errors import refuse
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import VerbaleError

_SALT, _GOOD_FOR = "verbale.starting", 24 * 60 * 60


def has_begun() -> bool:
    """Tell whether there is an administrator."""
    return holders("administrator").exists()


def first_link() -> str:
    """Return the path of the page that makes the first administrator."""
    return reverse("start", args=[signing.dumps("first", salt=_SALT)])


class FirstForm(forms.Form):
    """Who the first administrator is."""

    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        for name, key in (("name", "start.name"), ("email", "start.email"), ("password", "start.password")):
            self.fields[name].label = say(key, current())
        self.fields["password"].help_text = password_validation.password_validators_help_text_html()

    def clean(self) -> None:
        """Refuse a password that is easily guessed."""
        about = Person(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))
        try:
            password_validation.validate_password(self.cleaned_data.get("password", ""), about)
        except forms.ValidationError as error:
            if "password" in self.cleaned_data:
                self.add_error("password", error)


@sensitive_post_parameters("password")
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first administrator and sign them in; there is no such page once there is one."""
    try:
        signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        raise Http404 from None
    if has_begun():
        raise Http404
    form = FirstForm(request.POST or None)
    if form.is_valid():
        try:
            person = _first(**form.cleaned_data)
        except VerbaleError as error:
            refuse(form, error)
        else:
            login(request, person, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("/")
    return render(request, "pages/start.html", {"form": form}, status=422 if form.errors else 200)


def _first(name: str, email: str, password: str) -> Person:
    """Make the first administrator; of two who try at once, one comes too late and finds no page."""
    at = timezone.now()
    with log.turn():
        if has_begun():
            raise Http404
        person = people.add(email, name, by=people.SETUP, at=at, language=current(), password=password)
        people.grant(email, "administrator", by=people.SETUP, at=at)
    return person
