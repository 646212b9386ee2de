"""Forms of moves, made from the table of moves, and what a page does when a verb refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict

from verbale.archive.errors import Conflict, NotAllowed
from verbale.desk.cases import Standing
from verbale.desk.models import Case
from verbale.desk.workflow import MOVES, Move
from verbale.languages import LANGUAGES
from verbale.languages import language as known_language
from verbale.pages import errors
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import NotKnown, VerbaleError

Done = TypeVar("Done")


class SeenForm(forms.Form):
    """A form that says which state of the case its reader had before their eyes."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    name = ""
    status = 200
    refused: VerbaleError | None = None

    def __init__(self, *args: Any, seen: int, name: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": seen, **kwargs.pop("initial", {})}, auto_id=f"{name}-%s", **kwargs)
        self.name, self.now = name, seen

    def attempt(self, verb: Callable[[dict[str, Any]], Done]) -> Done | None:
        """Call a verb with what was filled in; where it refuses, keep that, say why, and return None.

        Raises NotAllowed and NotKnown: then there is no page to go back to.
        """
        if not self.is_valid():
            self.status = 422
            return None
        try:
            return verb(dict(self.cleaned_data))
        except (NotAllowed, NotKnown):
            raise
        except VerbaleError as error:
            self.refused, self.status = error, errors.status_of(error)
            place = self._place(error)  # without one, the page says above the form what is wrong
            self.add_error(place, errors.explained(error)[0] if place else errors.title(error))
            if isinstance(error, Conflict) and isinstance(self.data, QueryDict):
                self.data = self.data.copy()
                self.data["seen"] = str(self.now)  # the page shows what happened; sent again, it counts
            return None

    def _place(self, error: VerbaleError) -> str | None:
        """Return the field beside which an error belongs: that which it names, or the only one there is."""
        if error.where in self.fields:
            return error.where
        return "value" if "value" in self.fields else None


class MoveForm(SeenForm):
    """The form of a move: languages where it concerns them, a reason where the table says so."""

    def __init__(self, rule: Move, languages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, name=kwargs.pop("name", rule.name), **kwargs)
        if rule.branch:
            self.fields["languages"] = languages_field(languages)
        if rule.reason:
            self.fields["reason"] = reason_field()


class RegisterForm(SeenForm):
    """The form of registering: the series proposed, or a symbol that was given out elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in ("series", "symbol", "gap"):
            self.fields[key] = forms.CharField(
                required=False, label=say(f"register.{key}", current()), max_length=500,
                help_text=say(f"register.{key}.help", current()),
            )  # fmt: skip


def reason_field() -> forms.CharField:
    """Return the field in which a person says why."""
    return forms.CharField(label=say("case.reason", current()), widget=forms.Textarea(attrs={"rows": 3}))


def languages_field(codes: Sequence[str]) -> forms.MultipleChoiceField:
    """Return the field in which a person chooses among languages, all of them chosen."""
    codes = sorted(codes, key=LANGUAGES.index)
    choices = [(code, known_language(code).names[current()]) for code in codes]
    return forms.MultipleChoiceField(
        label=say("case.languages", current()),
        choices=choices,
        initial=list(codes),
        widget=forms.CheckboxSelectMultiple,
    )


def form_of(name: str, case: Case, now: Standing, languages: Sequence[str], *args: Any, **kwargs: Any) -> SeenForm:
    """Return the form of a move by its name; "accept-register" is two moves in one."""
    if name in ("register", "accept-register"):
        return RegisterForm(*args, seen=now.seen, name=name, **kwargs)
    return MoveForm(MOVES[name], languages, *args, seen=now.seen, **kwargs)
