"""The proof: six languages side by side, a row for every passage; approved, or opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from verbale import press
from verbale.concordance import Finding
from verbale.desk import cases, moving, proofs
from verbale.desk.models import Case
from verbale.desk.proofs import Accepted
from verbale.desk.versions import composed
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm, form_of, reason_field
from verbale.desk.views.frame import frame
from verbale.desk.workflow import READERS
from verbale.document import Document, places
from verbale.languages import LANGUAGES
from verbale.pages.language import current
from verbale.pages.security import framed
from verbale.pages.wording import say
from verbale.problems import NotKnown, Problem, Word

MOVES = ("approve", "reopen")


class Cell(msgspec.Struct, frozen=True):
    """A passage in one language; ``tongue`` is the language that it is really in, ``id`` what findings call it."""

    language: str
    text: str
    tongue: str
    untranslated: bool = False
    number: str = ""
    id: str = ""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a cell, and the number of the finding that it belongs to, 0 for none; ``odd`` where it differs there."""

    text: str
    finding: int = 0
    odd: bool = False


class Difference(msgspec.Struct, frozen=True):
    """A finding with its number on the page and the row it stands in; who accepted it and why, where somebody did."""

    number: int
    finding: Finding
    row: str
    accepted: Accepted | None = None

    @property
    def problem(self) -> Problem:
        """The finding as pages tell problems."""
        return Problem(self.finding.code, self.finding.severity, self.finding.text, advice=self.finding.advice)


class Row(msgspec.Struct, frozen=True):
    """A passage in all languages: ``part`` is "masthead", "title", "text", "note" or "annex"."""

    key: str
    part: str
    cells: list[Cell]

    @property
    def anchor(self) -> str:
        """What leads to it."""
        return f"row-{self.part}-{self.key}"


@door("translator", *READERS)
def proof(request: Request, reference: str) -> HttpResponse:
    """Show the proof of a document."""
    return _page(request, cases.find(reference, request.actor))


def _page(
    request: Request, case: Case, form: SeenForm | None = None, typed: Mapping[str, Any] | None = None
) -> HttpResponse:
    now = cases.standing(case)
    context = frame(request, case, now, "desk:proof")
    versions, problems = composed(case, timezone.localdate())
    possible = context["possible"]
    lines, found = rows(versions), proofs.compared(case, versions)
    differences = _differences(lines, found)
    marked = [(line, [(cell, pieces(cell, differences)) for cell in line.cells]) for line in lines]
    open_ = [one for one in differences if one.accepted is None]
    context |= {
        "rows": marked,
        "shown": [(version.masthead.language, now.branches[version.masthead.language]) for version in versions],
        "problems": problems,
        "differences": open_,
        "accepted": [one for one in differences if one.accepted is not None],
        "errors": sum(one.finding.severity == "error" for one in open_),
        "may_accept": request.actor.has("editor") and now.trunk.state == "in-translation",
        "accepting": form if form and form.name == "accept" else AcceptForm(seen=now.seen, name="accept"),
        "chosen": typed.getlist("key") if typed else [],
        "forms": [
            (name, form if form and form.name == name else form_of(name, case, now, possible[name]))
            for name in MOVES
            if name in possible
        ],
        "refused": form.refused if form else None,
    }
    return render(request, "desk/secretariat/proof.html", context, status=form.status if form else 200)


class AcceptForm(SeenForm):
    """Why differences are meant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field()
        self.fields["reason"].help_text = say("proof.accept-help", current())


def _differences(lines: Sequence[Row], found: proofs.Compared) -> list[Difference]:
    """Number the findings, those to be looked at first, and find the row in which each stands."""
    where = {(cell.language, cell.id): line.anchor for line in lines for cell in line.cells if cell.id}
    every = [*((one, None) for one in found.findings), *((one.finding, one) for one in found.accepted)]
    return [
        Difference(
            number, finding,
            next((where[s.language, s.id] for s in finding.spots if (s.language, s.id) in where), ""), accepted,
        )
        for number, (finding, accepted) in enumerate(every, 1)
    ]  # fmt: skip


def pieces(cell: Cell, differences: Sequence[Difference]) -> list[Piece]:
    """Return the text of a cell cut where findings begin and end; of two over one another the first counts."""
    spots = sorted(
        (spot.start, spot.end, one.number, cell.language in one.finding.odd)
        for one in differences
        if one.accepted is None
        for spot in one.finding.spots
        if (spot.language, spot.id) == (cell.language, cell.id) and spot.text == cell.text
    )
    found, at = [], 0
    for start, end, number, odd in spots:
        if at <= start < end:
            found += [Piece(cell.text[at:start]), Piece(cell.text[start:end], number, odd)]
            at = end
    return [piece for piece in (*found, Piece(cell.text[at:])) if piece.text]


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
        (
            "masthead",
            field,
            Cell(lang, "\n".join(words), "en" if lang in _ENGLISH_BLOCK and field in _BLOCK else lang, id=field),
        )
        for field, words in lines.items()
    ]
    open_ = any(mark.kind == "untranslated" for mark in version.title_marks)
    found.append(("title", "title", Cell(lang, version.title, "" if open_ else lang, open_, id="title")))
    if version.subtitle:
        found.append(("title", "subtitle", Cell(lang, version.subtitle, lang, id="subtitle")))
    for annex in version.annexes:
        found.append(("annex", f"{annex.id}-label", Cell(lang, annex.label, lang, id=f"{annex.id}-label")))
        if annex.title:
            found.append(
                ("annex", f"{annex.id}-title", Cell(lang, annex.title, annex.language or lang, id=f"{annex.id}-title"))
            )
    for place in places(version):
        part = "annex" if place.annex else "note" if place.note else "text"
        block = place.block
        open_ = any(mark.kind == "untranslated" for mark in block.marks)
        found.append((part, block.id, Cell(lang, block.text, place.language, open_, block.number, block.id)))
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


@require_POST
@door("editor")
def accept(request: Request, reference: str) -> HttpResponse:
    """Accept differences with a reason, or take that back."""
    case = cases.find(reference, request.actor)
    back = "reject" in request.POST
    keys = [request.POST["reject"]] if back else request.POST.getlist("key")
    given = {"actor": request.actor, "at": timezone.now()}
    if back:
        proofs.accept(reference, keys, "", given=False, **given)
    else:
        form = AcceptForm(request.POST, seen=cases.standing(case).seen, name="accept")
        if form.attempt(lambda told: proofs.accept(reference, keys, told["reason"], **given)) is None:
            return _page(request, case, form, request.POST)
    messages.success(request, say("proof.taken-back" if back else "proof.accepted-done", current()))
    return redirect("desk:proof", reference)


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
    path("<reference:reference>/proof/accept/", accept, name="accept"),
    path("<reference:reference>/proof/<slug:name>/", decide, name="decide"),
    path("<reference:reference>/sheet/<slug:lang>/", sheet, name="sheet"),
]
