"""The first administrator: a link that is good for one day and until there is one."""

from __future__ import annotations

from django import forms
from django.contrib.auth import get_user_model, login, password_validation
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from verbale.pages.language import current
from verbale.pages.wording import say

_SALT, _GOOD_FOR = "verbale.starting", 24 * 60 * 60


def has_begun() -> bool:
    """Tell whether there is an administrator."""
    return get_user_model().objects.filter(is_superuser=True, is_active=True).exists()


def first_link() -> str:
    """Return the path of the page that makes the first administrator."""
    return reverse("start", args=[signing.dumps("first", salt=_SALT)])


class FirstForm(forms.Form):
    """Who the first administrator is."""

    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = say("start.name", current())
        self.fields["email"].label = say("start.email", current())
        self.fields["password"].label = say("start.password", current())
        self.fields["password"].help_text = password_validation.password_validators_help_text_html()

    def clean_password(self) -> str:
        """Refuse a password that is easily guessed."""
        password_validation.validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


def start(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first administrator and sign them in; there is no such page once there is one."""
    try:
        signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        raise Http404 from None
    form = FirstForm(request.POST or None)
    with transaction.atomic():
        if has_begun():
            raise Http404
        if form.is_valid():
            person = get_user_model().objects.create_superuser(**form.cleaned_data, language=current())
            login(request, person, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("/")
    return render(request, "pages/start.html", {"form": form}, status=422 if form.errors else 200)
