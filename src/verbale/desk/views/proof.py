"""The proof: six languages side by side, a row for every passage; approved, or opened again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from verbale import press
from verbale.desk import cases, moving
from verbale.desk.models import Case
from verbale.desk.versions import composed
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm, form_of
from verbale.desk.views.frame import frame
from verbale.desk.workflow import READERS
from verbale.document import Document, places
from verbale.languages import LANGUAGES
from verbale.pages.language import current
from verbale.pages.security import framed
from verbale.pages.wording import say
from verbale.problems import NotKnown, Word

MOVES = ("approve", "reopen")


class Cell(msgspec.Struct, frozen=True):
    """A passage in one language; ``tongue`` is the language that it is really in."""

    language: str
    text: str
    tongue: str
    untranslated: bool = False
    number: str = ""


class Row(msgspec.Struct, frozen=True):
    """A passage in all languages: ``part`` is "masthead", "title", "text", "note" or "annex"."""

    key: str
    part: str
    cells: list[Cell]


@door("translator", *READERS)
def proof(request: Request, reference: str) -> HttpResponse:
    """Show the proof of a document."""
    return _page(request, cases.find(reference, request.actor))


def _page(request: Request, case: Case, form: SeenForm | None = None) -> HttpResponse:
    now = cases.standing(case)
    context = frame(request, case, now, "desk:proof")
    versions, problems = composed(case, timezone.localdate())
    possible = context["possible"]
    context |= {
        "rows": rows(versions),
        "shown": [(version.masthead.language, now.branches[version.masthead.language]) for version in versions],
        "problems": problems,
        "forms": [
            (name, form if form and form.name == name else form_of(name, case, now, possible[name]))
            for name in MOVES
            if name in possible
        ],
        "refused": form.refused if form else None,
    }
    return render(request, "desk/secretariat/proof.html", context, status=form.status if form else 200)


def rows(versions: Sequence[Document]) -> list[Row]:
    """Return a row for every line of the masthead and every passage, in order; what a language lacks is an empty cell."""
    found: dict[tuple[str, str], dict[str, Cell]] = {}
    for version in versions:
        lang = version.masthead.language
        for part, key, cell in _cells(version, lang):
            found.setdefault((part, key), {})[lang] = cell
    langs = [version.masthead.language for version in versions]
    order = sorted(found, key=lambda place: _PARTS.index(place[0]))
    return [
        Row(key, part, [found[part, key].get(lang) or Cell(lang, "", lang) for lang in langs]) for part, key in order
    ]


_BLOCK, _ENGLISH_BLOCK = ("distribution", "issued", "language", "original", "only"), ("ar", "zh", "ru")
"""The lines of the masthead that stay in English in three languages (un-rules 2.2)."""
_PARTS = ("masthead", "title", "text", "note", "annex")


def _cells(version: Document, lang: str) -> list[tuple[str, str, Cell]]:
    lines: dict[str, list[str]] = {}
    for line in version.cover:
        lines.setdefault(line.field, []).append(line.text)
    found = [
        ("masthead", field, Cell(lang, "\n".join(words), "en" if lang in _ENGLISH_BLOCK and field in _BLOCK else lang))
        for field, words in lines.items()
    ]
    open_ = any(mark.kind == "untranslated" for mark in version.title_marks)
    found.append(("title", "title", Cell(lang, version.title, "" if open_ else lang, open_)))
    if version.subtitle:
        found.append(("title", "subtitle", Cell(lang, version.subtitle, lang)))
    for annex in version.annexes:
        found.append(("annex", f"{annex.id}-label", Cell(lang, annex.label, lang)))
        if annex.title:
            found.append(("annex", f"{annex.id}-title", Cell(lang, annex.title, annex.language or lang)))
    for place in places(version):
        part = "annex" if place.annex else "note" if place.note else "text"
        block = place.block
        open_ = any(mark.kind == "untranslated" for mark in block.marks)
        found.append((part, block.id, Cell(lang, block.text, place.language, open_, block.number)))
    return found


@require_POST
@door("editor", "releasing")
def decide(request: Request, reference: str, name: str) -> HttpResponse:
    """Approve languages, or open them again."""
    case = cases.find(reference, request.actor)
    if name not in MOVES:
        raise NotKnown(f"There is no move “{name}” here.", where=name, wording=("refusal.no-move", {"move": name}))
    now = cases.standing(case)
    possible = moving.possible(case, now, request.actor)
    form = form_of(name, case, now, possible.get(name, tuple(now.branches)), request.POST)

    def verb(given: dict[str, Any]) -> moving.Moved:
        return moving.move(name, reference, actor=request.actor, at=timezone.now(), **given)

    if form.attempt(verb) is None:
        return _page(request, case, form)
    messages.success(request, say(f"move.{name}.done", current()))
    on = "desk:release" if name == "approve" and request.actor.has("releasing") else "desk:proof"
    return redirect(on if name == "approve" else "desk:languages", reference)


@door("translator", *READERS)
def sheet(request: Request, reference: str, lang: str) -> HttpResponse:
    """Give the PDF of a language version as it would be issued today."""
    case = cases.find(reference, request.actor)
    found = next(
        (version for version in composed(case, timezone.localdate())[0] if version.masthead.language == lang), None
    )
    if found is None or lang not in LANGUAGES:
        wording = ("refusal.no-text", {"reference": reference, "language": Word(f"language.{lang}")})
        raise NotKnown(f"{reference} has no text in this language.", where=lang, wording=wording)
    data = press.write(found, "pdf").data
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{reference}-{lang}.pdf"'
    return framed(response)


urlpatterns = [
    path("<reference:reference>/proof/", proof, name="proof"),
    path("<reference:reference>/proof/<slug:name>/", decide, name="decide"),
    path("<reference:reference>/sheet/<slug:lang>/", sheet, name="sheet"),
]
