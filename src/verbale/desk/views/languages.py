"""The languages: which is where and by how much late, who writes it, and the text as it is written."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from verbale.archive import log
from verbale.archive.organization import authorities
from verbale.desk import cases, drafts, moving, passages, texts
from verbale.desk.actors import Actor, holders
from verbale.desk.cases import Stand, Standing
from verbale.desk.models import Case, Person
from verbale.desk.naming import Title, titles
from verbale.desk.passages import Passage, State, Version
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm
from verbale.desk.views.frame import days_late, frame
from verbale.desk.views.queue import symbols_of
from verbale.desk.workflow import READERS
from verbale.document import from_json
from verbale.languages import LANGUAGES
from verbale.languages import language as known_language
from verbale.pages.language import current
from verbale.pages.wording import say


class Cell(msgspec.Struct, frozen=True):
    """A language of a document on the board."""

    language: str
    stand: Stand | None
    late: int
    mine: bool


class Row(msgspec.Struct, frozen=True):
    """A document on the board."""

    case: Case
    symbol: str
    title: Title
    cells: list[Cell]


@door("translator", *READERS)
def board(request: Request) -> HttpResponse:
    """Show the documents in the making by their languages; a translator's own stand first."""
    at, mine = timezone.now(), request.actor.scopes("translator")
    going = cases.last_moves().filter(branch__gt="").exclude(state="released").values("case")
    over = cases.last_moves().filter(branch="", state="withdrawn").values("case")
    found = list(cases.visible(request.actor).filter(pk__in=going).exclude(pk__in=over))
    standings = cases.standings(found)
    last = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    found.sort(key=lambda case: (standings[case.pk].due or last, case.pk))
    columns = sorted(LANGUAGES, key=lambda lang: (lang not in mine, LANGUAGES.index(lang)))
    named, symbols = titles(found, current()), symbols_of(found)
    lines = [
        Row(
            case, symbols.get(case.reference, ""), named[case.pk],
            [_cell(lang, standings[case.pk].branches.get(lang), request.actor, at) for lang in columns],
        )
        for case in found
    ]  # fmt: skip
    context = {"lines": lines, "columns": columns, "mine": mine, "authorities": authorities()}
    return render(request, "desk/secretariat/board.html", context)


def _cell(lang: str, stand: Stand | None, actor: Actor, at: datetime.datetime) -> Cell:
    late = days_late(stand.due, at) if stand and stand.state != "released" else 0
    return Cell(lang, stand, late, lang in actor.scopes("translator"))


# The languages of one document.


class AssignForm(SeenForm):
    """Who writes which language, and until when: a choice of people for each language in translation."""

    def __init__(self, now: Standing, people: Mapping[str, list[Person]], *args: Any) -> None:
        super().__init__(*args, seen=now.seen, name="assign")
        for lang in LANGUAGES:
            stand = now.branches.get(lang)
            if stand is None or stand.state != "in-translation":
                continue
            choices = [("", say("assign.nobody", current())), *((one.email, one.name) for one in people[lang])]
            self.fields[lang] = forms.ChoiceField(
                choices=choices, required=False, initial=stand.assignee, label=known_language(lang).names[current()]
            )
        self.fields["due"] = forms.DateField(
            required=False, label=say("assign.due", current()), help_text=say("assign.due.help", current()),
            widget=forms.DateInput(attrs={"type": "date"}),
        )  # fmt: skip


class Text(msgspec.Struct, frozen=True):
    """A language version in the making, beside what it is translated from, and what a refused form brought of it."""

    version: Version
    typed: Mapping[str, str] = {}
    assignee: str = ""

    @property
    def language(self) -> str:
        """Its language."""
        return self.version.language

    @property
    def lines(self) -> list[Line]:
        """Its passages."""
        typed = self.typed
        return [
            Line(one, typed.get(one.path, one.text), self.language, self.version.source, changed=one.path in typed)
            for one in self.version.passages
        ]

    @property
    def open(self) -> list[Line]:
        """The passages that are not translated."""
        return [line for line in self.lines if line.passage.state == "untranslated"]


class Line(msgspec.Struct, frozen=True):
    """A passage in a form: what it holds now, or what a refused form brought."""

    passage: Passage
    typed: str
    language: str
    source: str
    changed: bool = False

    @property
    def untranslated(self) -> bool:
        """Whether it stands in another language, or is empty."""
        return self.passage.state == "untranslated"

    @property
    def label(self) -> str:
        """What it is called: the title, or the number of a paragraph."""
        return label(self.passage.path)


def label(where: str) -> str:
    """Return what a passage is called: the title, or the number of a paragraph."""
    if where.startswith("content."):
        return say("field.paragraph", current(), number=where.removeprefix("content."))
    return say(f"field.{where}", current())


def text_of(case: Case, lang: str, typed: Mapping[str, str] | None = None, assignee: str = "") -> Text:
    """Return a language version beside what it is translated from; ``typed`` is what a refused form brought."""
    return Text(passages.version(case, lang), changes(case, lang, typed or {}), assignee)


def changes(case: Case, lang: str, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what a form changes in a language, by path: measured by the draft that it showed, not by a later one.

    So two people who wrote at once keep each their own passages. What is kept as it is counts as written.
    """
    shown = typed.get(f"{lang}:draft", "")
    row = case.drafts.filter(language=lang, number=int(shown)).first() if shown.isdecimal() else None
    if row is None:
        return {}
    before = texts.words(from_json(row.document.encode()))
    now = {where: " ".join(typed.get(f"{lang}:{where}", words).split()) for where, words in before.items()}
    return {
        where: words
        for where, words in now.items()
        if words != " ".join(before[where].split()) or f"{lang}:keep:{where}" in typed
    }


@door("translator", *READERS)
def languages(request: Request, reference: str) -> HttpResponse:
    """Show the languages of a document; assign them, or write what is open in all of them and deliver them at once."""
    case = cases.find(reference, request.actor)
    if request.method == "POST" and "assign" in request.POST:
        return _assign(request, case)
    if request.method == "POST":
        return _fill(request, case)
    return _page(request, case)


def _page(
    request: Request, case: Case, form: SeenForm | None = None, typed: Mapping[str, str] | None = None
) -> HttpResponse:
    now, at = cases.standing(case), timezone.now()
    context = frame(request, case, now, "desk:languages")
    waiting = [lang for lang in LANGUAGES if lang in now.branches and now.branches[lang].state == "in-translation"]
    mine = [lang for lang in waiting if may_write(request.actor, lang)]
    people = {lang: list(holders("translator", lang)) for lang in waiting}
    filling = form if form is not None and form.name == "fill" else None
    assigning = form if form is not None and form.name == "assign" else AssignForm(now, people)
    context |= {
        "cells": [_cell(lang, now.branches.get(lang), request.actor, at) for lang in LANGUAGES if lang in now.branches],
        "assign": assigning if waiting and request.actor.has("registrar", "editor") else None,
        "texts": [text_of(case, lang, typed, now.branches[lang].assignee) for lang in mine],
        "fill": filling or SeenForm(seen=now.seen, name="fill"),
        "refused": form.refused if form else None,
        "history": case.drafts.order_by("-pk")[:20],
    }
    return render(request, "desk/secretariat/languages.html", context, status=form.status if form else 200)


def may_write(actor: Actor, lang: str) -> bool:
    """Return whether somebody may write a language."""
    return actor.has("editor") or lang in actor.scopes("translator")


def _assign(request: Request, case: Case) -> HttpResponse:
    now = cases.standing(case)
    people = {lang: list(holders("translator", lang)) for lang in now.branches}
    form = AssignForm(now, people, request.POST)

    def verb(given: dict[str, Any]) -> list[str]:
        seen, until = given.pop("seen"), given.pop("due")
        due = timezone.make_aware(datetime.datetime.combine(until, datetime.time(18))) if until else None
        changed: dict[str, list[str]] = {}
        for lang, to in given.items():
            if to != now.branches[lang].assignee or (to and due):
                changed.setdefault(to, []).append(lang)
        with log.turn():
            for to, some in changed.items():
                told = {"actor": request.actor, "at": timezone.now(), "seen": seen}
                moving.move("assign", case.reference, languages=some, to=to, due=due, **told)
        return [lang for some in changed.values() for lang in some]

    changed = form.attempt(verb)
    if changed is None:
        return _page(request, case, form)
    key = "assign.done" if changed else "draft.nothing"
    messages.success(request, say(key, current()))
    return redirect("desk:languages", case.reference)


def _fill(request: Request, case: Case) -> HttpResponse:
    """Save what was written in any of the languages, and deliver those that were asked for."""
    form = SeenForm(request.POST, seen=cases.standing(case).seen, name="fill")
    typed = request.POST.dict()
    langs = [lang for lang in cases.languages(case) if f"{lang}:draft" in typed]

    def verb(_: dict[str, Any]) -> int:
        saved = sum(save(case, lang, typed, request.actor) for lang in langs)
        if "deliver" in typed and langs:
            moving.move("deliver", case.reference, actor=request.actor, at=timezone.now(), languages=langs)
        return saved

    saved = form.attempt(verb)
    if saved is None:
        return _page(request, case, form, typed)
    return done(request, case, delivered="deliver" in typed, saved=bool(saved))


def save(case: Case, lang: str, typed: Mapping[str, str], actor: Actor, state: State = "translated") -> bool:
    """Save what was written in a language, where anything was."""
    values = changes(case, lang, typed)
    if values:
        seen = int(typed[f"{lang}:draft"])
        drafts.save(case.reference, lang, values, actor=actor, at=timezone.now(), seen=seen, state=state)
    return bool(values)


def done(request: Request, case: Case, *, delivered: bool, saved: bool) -> HttpResponse:
    """Say what became of a form, and lead on."""
    key = "move.deliver.done" if delivered else "draft.kept" if saved else "draft.nothing"
    messages.success(request, say(key, current()))
    to_proof = delivered and request.actor.has("editor")
    return redirect("desk:proof" if to_proof else "desk:languages", case.reference)


urlpatterns = [
    path("board/", board, name="board"),
    path("<reference:reference>/languages/", languages, name="languages"),
]
