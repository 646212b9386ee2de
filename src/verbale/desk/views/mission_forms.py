"""The forms of a Mission: submitting, composing, answering."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from django import forms

from verbale.authorities import Authorities
from verbale.communications.forms import session_of
from verbale.desk.composing import LETTERS, Note
from verbale.desk.views.forms import SeenForm
from verbale.desk.views.uploads import one_file, several_files
from verbale.languages import LANGUAGES, language
from verbale.pages.language import current
from verbale.pages.wording import has, say
from verbale.problems import BadInput

_COMMA = re.compile(r"[,;،؛、，；\s]+")


class SubmitForm(forms.Form):
    """What a Mission sends: the note, its annexes, its own reference, and what the note may not say.

    A browser does not keep the files of a form that is shown again, so a session that is none is left out, and told.
    """

    def __init__(self, *args: Any, known: Authorities, states: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_out: list[str] = []
        self.fields["note"] = one_file(**_said("note"))
        self.fields["annexes"] = several_files(required=False, **_said("annexes"))
        if len(states) != 1:
            self.fields["sender"] = forms.ChoiceField(choices=_states(known, states), **_said("sender"))
        self.fields["own_reference"] = forms.CharField(max_length=200, required=False, **_said("own-reference"))
        self.fields["body"] = forms.ChoiceField(choices=_bodies(known), required=False, **_said("body"))
        self.fields["session"] = forms.CharField(max_length=20, required=False, **_said("session"))
        self.fields["agenda"] = forms.CharField(max_length=100, required=False, **_said("items"))

    def clean_session(self) -> str:
        """Take a session as symbols write it; what is none is left out."""
        try:
            return session_code(self.cleaned_data["session"])
        except forms.ValidationError as error:
            self.left_out += error.messages
            return ""

    def request(self) -> dict[str, Any]:
        """Return what the form says beside the files, as a submission's request has it."""
        given = self.cleaned_data
        asked = {
            "body": given["body"],
            "session": msgspec.to_builtins(session_of(given["session"])) if given["session"] else None,
            "agenda": [{"number": number} for number in numbers(given["agenda"])],
        }
        return {path: value for path, value in asked.items() if value}


class ComposeForm(forms.Form):
    """What a note says, to be written from the set formulas."""

    def __init__(self, *args: Any, known: Authorities, states: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = current()
        own = [(code, language(code).names[lang]) for code in LANGUAGES]
        self.fields["language"] = forms.ChoiceField(choices=own, **_said("language"))
        kinds = [(kind, say(f"kind.{kind}", lang)) for kind in ("note-verbale", "letter")]
        self.fields["kind"] = forms.ChoiceField(choices=kinds, **_said("kind"))
        self.fields["state"] = forms.ChoiceField(choices=_states(known, states), **_said("sender"))
        self.fields["capacity"] = forms.ChoiceField(choices=list(_capacities(known)), **_said("capacity"))
        self.fields["seat"] = forms.ChoiceField(choices=list(_named(known, "seats")), **_said("seat"))
        offices = list(_named(known, "offices"))
        self.fields["addressees"] = forms.MultipleChoiceField(
            choices=offices, widget=forms.SelectMultiple(attrs={"size": 6}), **_said("addressees")
        )
        self.fields["dated"] = forms.DateField(
            widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"), **_said("dated")
        )
        self.fields["object"] = forms.CharField(
            required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **_said("object")
        )
        self.fields["body"] = forms.ChoiceField(choices=_bodies(known), **_said("circulate"))
        self.fields["session"] = forms.CharField(max_length=20, required=False, **_said("session"))
        self.fields["items"] = forms.CharField(max_length=100, required=False, **_said("items"))
        self.fields["annexes"] = forms.IntegerField(min_value=0, max_value=20, initial=1, **_said("annex-count"))
        self.fields["signatory"] = forms.CharField(max_length=200, required=False, **_said("signatory"))

    def clean_session(self) -> str:
        """Take a session as symbols write it."""
        return session_code(self.cleaned_data["session"])

    def note(self, *, specimen: bool) -> Note:
        """Return what was filled in as a note."""
        given = self.cleaned_data
        return Note(
            **{name: given[name] for name in ("language", "kind", "state", "capacity", "seat", "dated", "body")},
            addressees=tuple(given["addressees"]),
            session=given["session"],
            items=tuple(numbers(given["items"])),
            object=" ".join(given["object"].split()).rstrip(".。"),
            annexes=given["annexes"],
            signatory=given["signatory"].strip() if given["kind"] in LETTERS else "",
            specimen=specimen,
        )


class AttachForm(forms.Form):
    """The annexes of a note that was composed, and the Mission's own reference."""

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="send-%s", **kwargs)
        self.count = count
        if count:
            self.fields["files"] = several_files(**_said("annexes"))
        self.fields["own_reference"] = forms.CharField(max_length=200, required=False, **_said("own-reference"))

    def clean_files(self) -> list[Any]:
        """Hold the files against their number in the note."""
        files: list[Any] = self.cleaned_data["files"]
        if len(files) != self.count:
            raise forms.ValidationError(say("mission.annexes-differ", current(), said=self.count, sent=len(files)))
        return files


class ConfirmForm(SeenForm):
    """The confirmation of how a communication was read, with a remark where something was read wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(
            required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}), **_said("remark")
        )


class AnswerForm(SeenForm):
    """The answer to a return: words, a new note, annexes behind those that are there or instead of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **_said("answer"))
        self.fields["note"] = one_file(required=False, **_said("new-note"))
        self.fields["annexes"] = several_files(required=False, **_said("new-annexes"))
        self.fields["instead"] = forms.BooleanField(required=False, **_said("instead"))


def today(at: datetime.datetime) -> dict[str, Any]:
    """Return what a form to compose begins with."""
    return {"language": current(), "dated": at.date()}


def numbers(text: str) -> Iterator[str]:
    """Yield the numbers of agenda items in a list: "3, 4 (a)"."""
    tight = re.sub(r"\s+\(", "(", text.strip())
    yield from (piece for piece in _COMMA.split(tight) if piece)


def session_code(text: str) -> str:
    """Return a session as symbols write it; raises ValidationError for what is none."""
    code = text.strip().upper()
    try:
        session_of(code)
    except (ValueError, BadInput):
        raise forms.ValidationError(say("mission.session-odd", current(), session=text.strip())) from None
    return code


def _said(name: str) -> dict[str, Any]:
    """Return the label of a field and the hint under it."""
    lang = current()
    hint = say(f"mission.hint.{name}", lang) if has(f"mission.hint.{name}") else ""
    return {"label": say(f"mission.field.{name}", lang), "help_text": hint}


def _states(known: Authorities, states: list[str]) -> list[tuple[str, str]]:
    lang = current()
    rows = states or [code for code, row in known.states.items() if row.status != "former"]
    return sorted(((code, known.states[code].name(lang)) for code in rows), key=lambda row: row[1])


def _bodies(known: Authorities) -> list[tuple[str, str]]:
    return [("", "—"), *_named(known, "bodies")]


def _named(known: Authorities, table: str) -> Iterator[tuple[str, str]]:
    """Yield the rows of an authority file with their names, those of our own organization first."""
    lang, rows = current(), list(getattr(known, table).items())
    for code, row in reversed(rows):
        if lang in row.names:
            yield code, row.name(lang)[:1].upper() + row.name(lang)[1:]


def _capacities(known: Authorities) -> Iterator[tuple[str, str]]:
    for code, row in known.capacities.items():
        name = row.name(current()).replace("{seat}", "")
        yield code, name[:1].upper() + name[1:]
