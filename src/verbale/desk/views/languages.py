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
from verbale.archive.errors import Conflict
from verbale.archive.organization import authorities
from verbale.desk import cases, drafts, moving, readings, translating
from verbale.desk.actors import Actor, holders
from verbale.desk.cases import Stand, Standing
from verbale.desk.models import Case, Draft, Person
from verbale.desk.naming import Title, titles
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm
from verbale.desk.views.frame import days_late, frame
from verbale.desk.views.queue import symbols_of
from verbale.desk.workflow import READERS
from verbale.document import Document, from_json, places
from verbale.languages import LANGUAGES
from verbale.languages import language as known_language
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import NotKnown, Word


class Cell(msgspec.Struct, frozen=True):
    """A language of a document on the board."""

    language: str
    stand: Stand | None
    late: int
    mine: bool


class Line(msgspec.Struct, frozen=True):
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
        Line(
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


class Passage(msgspec.Struct, frozen=True):
    """A passage of a text in two languages: the paragraph of the original, and what stands for it.

    ``untranslated`` is what still stands in another language, or is empty.
    """

    path: str
    source: str
    text: str
    untranslated: bool
    typed: str
    changed: bool = False

    @property
    def label(self) -> str:
        """What it is called: the title, or the number of a paragraph."""
        if self.path.startswith("content."):
            return say("field.paragraph", current(), number=self.path.removeprefix("content."))
        return say(f"field.{self.path}", current())


class Text(msgspec.Struct, frozen=True):
    """A language version in the making: its passages, what is open first, and the draft that they are of."""

    language: str
    draft: Draft
    passages: list[Passage]
    source: str
    assignee: str = ""

    @property
    def open(self) -> list[Passage]:
        """The passages that still stand in another language."""
        return [passage for passage in self.passages if passage.untranslated]


def text_of(
    case: Case, lang: str, source: Document, typed: Mapping[str, str] | None = None, stand: Stand | None = None
) -> Text:
    """Return a language version beside the original; ``typed`` is what a refused form brought."""
    draft = drafts.last(case, lang)
    if draft is None:
        wording = ("refusal.no-text", {"reference": case.reference, "language": Word(f"language.{lang}")})
        raise NotKnown(f"{case.reference} has no text in this language.", where=lang, wording=wording)
    text = from_json(draft.document.encode())
    origin, open_, written = words_of(source), drafts.untranslated(text), changes(case, lang, typed or {})
    found = [
        Passage(
            where,
            origin.get(where, ""),
            words,
            where in open_ or not words,
            written.get(where, words),
            where in written,
        )
        for where, words in words_of(text).items()
    ]
    found.sort(key=lambda passage: not passage.untranslated)
    return Text(lang, draft, found, source.masthead.language, stand.assignee if stand else "")


def words_of(text: Document) -> dict[str, str]:
    """Return the words of a text by their path: title, subtitle and every paragraph outside its annexes."""
    heads = {"title": text.title, "subtitle": text.subtitle}
    blocks = {f"content.{place.block.id}": place.block.text for place in places(text) if not place.annex}
    return {where: words for where, words in heads.items() if words or where == "title"} | blocks


def changes(case: Case, lang: str, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what a form changes in a language, by path: measured by the draft that it showed, not by a later one.

    So two people who wrote at once keep each their own passages. What is kept as it is counts as written.
    """
    shown = typed.get(f"{lang}:draft", "")
    row = case.drafts.filter(language=lang, number=int(shown)).first() if shown.isdecimal() else None
    if row is None:
        return {}
    before = words_of(from_json(row.document.encode()))
    now = {where: " ".join(typed.get(f"{lang}:{where}", words).split()) for where, words in before.items()}
    return {
        where: words
        for where, words in now.items()
        if words != " ".join(before[where].split()) or f"{lang}:keep:{where}" in typed
    }


def source_of(case: Case) -> Document:
    """Return the text that a case is translated from: as it was read, or as it is out where the case changes that."""
    if case.change and case.follows:
        return translating.released(case, cases.languages(case)[0])
    return readings.corrected(case)


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
    source = source_of(case) if mine else Document()
    people = {lang: list(holders("translator", lang)) for lang in waiting}
    filling = form if form is not None and form.name == "fill" else None
    assigning = form if form is not None and form.name == "assign" else AssignForm(now, people)
    context |= {
        "cells": [_cell(lang, now.branches.get(lang), request.actor, at) for lang in LANGUAGES if lang in now.branches],
        "assign": assigning if waiting and request.actor.has("registrar", "editor") else None,
        "texts": [text_of(case, lang, source, typed, now.branches[lang]) for lang in mine],
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

    done = form.attempt(verb)
    if done is None:
        return _page(request, case, form)
    key = "assign.done" if done else "draft.nothing"
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

    done = form.attempt(verb)
    if done is None:
        return _page(request, case, form, typed)
    return _done(request, case, delivered="deliver" in typed, saved=bool(done))


def save(case: Case, lang: str, typed: Mapping[str, str], actor: Actor) -> bool:
    """Save what was written in a language, where anything was."""
    values = changes(case, lang, typed)
    if values:
        seen = int(typed[f"{lang}:draft"])
        drafts.save(case.reference, lang, values, actor=actor, at=timezone.now(), seen=seen)
    return bool(values)


def _done(request: Request, case: Case, *, delivered: bool, saved: bool) -> HttpResponse:
    key = "move.deliver.done" if delivered else "draft.kept" if saved else "draft.nothing"
    messages.success(request, say(key, current()))
    to_proof = delivered and request.actor.has("editor")
    return redirect("desk:proof" if to_proof else "desk:languages", case.reference)


@door("translator", *READERS)
def draft(request: Request, reference: str, lang: str) -> HttpResponse:
    """Show the text of a language beside the original, paragraph by paragraph, and save or deliver it."""
    case = cases.find(reference, request.actor)
    now = cases.standing(case)
    stand = now.branches.get(lang)
    if stand is None:
        wording = ("refusal.no-text", {"reference": reference, "language": Word(f"language.{lang}")})
        raise NotKnown(f"{reference} has no text in this language.", where=lang, wording=wording)
    form = SeenForm(*([request.POST] if request.method == "POST" else []), seen=now.seen, name="fill")
    typed = request.POST.dict() if request.method == "POST" else {}
    conflict: Draft | None = None
    if typed:

        def verb(_: dict[str, Any]) -> bool:
            saved = save(case, lang, typed, request.actor)
            if "deliver" in typed:
                moving.move("deliver", reference, actor=request.actor, at=timezone.now(), languages=[lang])
            return saved

        done = form.attempt(verb)
        if done is not None:
            return _done(request, case, delivered="deliver" in typed, saved=done)
        conflict = drafts.last(case, lang) if isinstance(form.refused, Conflict) else None
    context = frame(request, case, now, "desk:languages")
    context |= {
        "text": text_of(case, lang, source_of(case), typed, stand),
        "stand": stand,
        "fill": form,
        "conflict": conflict,
        "refused": form.refused,
        "may_write": stand.state == "in-translation" and may_write(request.actor, lang),
        "delivers": "deliver" in moving.possible(case, now, request.actor),
    }
    return render(request, "desk/secretariat/draft.html", context, status=form.status)


urlpatterns = [
    path("board/", board, name="board"),
    path("<reference:reference>/languages/", languages, name="languages"),
    path("<reference:reference>/languages/<slug:lang>/", draft, name="draft"),
]
