"""The page of a case: the Mission's for a Mission, and for the secretariat the original beside how it was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from verbale.archive import log, submissions
from verbale.archive.organization import authorities
from verbale.desk import cases, moving, readings, rules
from verbale.desk.actors import Actor
from verbale.desk.checklist import Looked, Row, checklist
from verbale.desk.models import Case, Correction, Draft
from verbale.desk.views import fields, mission, originals, register
from verbale.desk.views.concealed import concealed
from verbale.desk.views.door import Request, door
from verbale.desk.views.faults import faults
from verbale.desk.views.forms import SeenForm, form_of
from verbale.desk.views.frame import frame
from verbale.desk.workflow import CORRECTABLE, CORRECTORS, MOVES, READERS
from verbale.document import Document, Line
from verbale.languages import LANGUAGES
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import NotKnown, VerbaleError

TRUNK_MOVES = ("accept-register", *(rule.name for rule in MOVES.values() if rule.start and not rule.branch))
"""The moves that the page of a case offers, those that are two in one first."""

MOST_PAGES = 20
NEXT = {"translate": "desk:languages"}
"""Where work goes on after a move, if not on the page of the case."""


@door()
def case(request: Request, reference: str) -> HttpResponse:
    """Show a case to who looks, from their side."""
    found = cases.find(reference, request.actor)
    if not request.actor.has(*READERS, "translator"):
        return mission.case(request, found)
    return page(request, found)


def page(request: Request, case: Case, form: SeenForm | None = None) -> HttpResponse:
    """Draw the secretariat's page of a case; ``form`` is one that was refused, and is shown as it was filled in."""
    now, reading, known = cases.standing(case), readings.current(case), authorities()
    context = frame(request, case, now, "desk:case")
    source = originals.lines(case, reading.problems)
    typed = form if isinstance(form, fields.FieldForm) else None
    shown = fields.shown(reading, known, source, now.seen, typed)
    registering = {"accept", "register"} & set(context["possible"])
    series, symbol = proposed(case, reading.document) if registering else ("", "")
    context |= {
        "reading": reading,
        "fields": shown,
        "lines": marked(source, shown),
        "originals": originals.originals(case),
        "pages": pages(source, shown),
        "concealed": concealed(case),
        "problems": faults(reading.problems),
        "checklist": answered(Looked(reading.reading.document, reading.document, known, case.opened.date())),
        "history": history(case),
        "letters": case.letters.order_by("pk"),
        "mails": case.mails.prefetch_related("postings").order_by("pk"),
        "alike": alike(request.actor, case),
        "followers": case.followed_by.order_by("pk"),
        "chips": [(lang, now.branches[lang].state) for lang in LANGUAGES if lang in now.branches],
        "may_correct": request.actor.has(*CORRECTORS) and now.trunk.state in CORRECTABLE,
        "next": symbol,
        "forms": move_forms(case, now, context["possible"], series, form),
        "refused": form.refused if form else None,
        "since": since(case, form) if form else [],
    }
    return render(request, "desk/secretariat/case.html", context, status=form.status if form else 200)


def move_forms(
    case: Case, now: cases.Standing, possible: Mapping[str, tuple[str, ...]], series: str, refused: SeenForm | None
) -> list[tuple[str, SeenForm]]:
    """Return the forms of the moves that are possible for the trunk, each with its name."""
    names = [name for name in TRUNK_MOVES if name in possible or (name == "accept-register" and "accept" in possible)]
    return [
        (name, refused)
        if refused and refused.name == name
        else (name, form_of(name, case, now, (), initial={"series": series}))
        for name in names
    ]


def proposed(case: Case, document: Document) -> tuple[str, str]:
    """Return the series in which a case would be registered, and the symbol that would be next; empty where unknown."""
    if case.change == "reissue":
        return "", cases.symbol(case)
    if case.change and case.follows:
        return "", register.next_of(f"{cases.symbol(case.follows)}/{case.change}.")
    try:
        series = rules.series_of(document, timezone.now().year)
    except VerbaleError:
        return "", ""
    return series, register.next_of(series)


def answered(looked: Looked) -> dict[str, list[Row]]:
    """Return the rows of the checklist: those that somebody has to look at, what is lacking first, and the others."""
    found = checklist(looked)
    return {
        "open": sorted((row for row in found if row.answer != "yes"), key=lambda row: row.answer != "no"),
        "fulfilled": [row for row in found if row.answer == "yes"],
    }


def marked(source: Mapping[int, Line], shown: list[fields.Shown]) -> list[tuple[Line, list[fields.Shown]]]:
    """Return each line of the original with the fields that were read from it."""
    by_line: dict[int, list[fields.Shown]] = {}
    for field in shown:
        for number in field.evidence.lines if field.evidence else ():
            by_line.setdefault(number, []).append(field)
    return [(line, by_line.get(number, [])) for number, line in source.items()]


def pages(source: Mapping[int, Line], shown: list[fields.Shown]) -> range:
    """Return the pages that pictures are offered of: as far as anything was read, and not more than a reader looks at."""
    found = [line.page or 1 for line in source.values()]
    found += [field.evidence.page or 1 for field in shown if field.evidence]
    return range(1, min(max(found, default=1), MOST_PAGES) + 1)


def alike(actor: Actor, case: Case) -> QuerySet[Case]:
    """Return the earlier cases with a file or a reference of the sender in common, as far as one may see them."""
    earlier = submissions.like(case.submission)
    return cases.visible(actor).filter(submission__in=earlier.values("pk"), change="").order_by("pk")


def history(case: Case) -> list[dict[str, Any]]:
    """Return what was done to a case, last things first; languages that moved together are one line."""
    lines: dict[tuple[int, str], dict[str, Any]] = {}
    for move in case.moves.order_by("pk"):
        line = lines.setdefault((move.entry_id, move.name), {"move": move, "languages": []})
        if move.branch:
            line["languages"].append(move.branch)
    return sorted(lines.values(), key=lambda line: -line["move"].pk)


def since(case: Case, form: SeenForm) -> list[tuple[Any, str, str]]:
    """Return what was done after the form was drawn: when, by whom, and what."""
    seen = form.cleaned_data.get("seen") or form.now
    done = [(m.at, m.by, say(f"move.{m.name}.done", current())) for m in case.moves.filter(entry__gt=seen)]
    done += [(c.at, c.by, fields.label(c.path)) for c in Correction.objects.filter(case=case, entry__gt=seen)]
    done += [(d.at, d.by, say("draft.saved", current())) for d in Draft.objects.filter(case=case, entry__gt=seen)]
    return sorted(dict.fromkeys(done))


@require_POST
@door("registrar", "editor", "releasing", "librarian")
def move(request: Request, reference: str, name: str) -> HttpResponse:
    """Make a move of the trunk."""
    found = cases.find(reference, request.actor)
    if name not in TRUNK_MOVES:
        raise NotKnown(f"There is no move “{name}”.", where=name, wording=("refusal.no-move", {"move": name}))
    form = form_of(name, found, cases.standing(found), (), request.POST)

    def verb(given: dict[str, Any]) -> moving.Moved:
        told = {"actor": request.actor, "at": timezone.now(), "seen": given.pop("seen"), **given}
        if name != "accept-register":
            return moving.move(name, reference, **told)
        with log.turn():
            moving.move("accept", reference, **{**told, "series": "", "symbol": "", "gap": ""})
            return moving.move("register", reference, **{**told, "seen": None})

    done = form.attempt(verb)
    if done is None:
        return page(request, found, form)
    names = ("accept", "register") if name == "accept-register" else (name,)
    words = " · ".join(say(f"move.{one}.done", current()) for one in names)
    symbol = done.facts.get("symbol")
    messages.success(request, f"{words}: {symbol}" if symbol else words)
    return redirect(NEXT.get(name, "desk:case"), reference)


@require_POST
@door(*CORRECTORS)
def correct(request: Request, reference: str) -> HttpResponse:
    """Put a value in place of what was read, or take the correction back."""
    found = cases.find(reference, request.actor)
    standing, known = readings.current(found), authorities()
    where = request.POST.get("path", "")
    allowed = {*readings.FIELDS, *(f"content.{place.block.id}" for place in fields.paragraphs(standing.document))}
    if where not in allowed:
        wording = ("refusal.no-field", {"field": where})
        raise NotKnown(f"The communication has no field {where}.", where=where, wording=wording)
    now = cases.standing(found)
    form = fields.form_of(where, standing, known, request.POST, seen=now.seen)

    def verb(given: dict[str, Any]) -> Case:
        value = None if "back" in request.POST else fields.plain(where, given["value"], standing.document, known)
        told = {"actor": request.actor, "at": timezone.now(), "seen": given["seen"]}
        return readings.correct(reference, {where: value}, **told)

    if form.attempt(verb) is None:
        return page(request, found, form)
    key = "correction.taken-back" if "back" in request.POST else "correction.kept"
    messages.success(request, say(key, current(), field=fields.label(where)))
    return redirect(f"{request.path.removesuffix('correct/')}#field-{where}")


@require_POST
@door(*CORRECTORS)
def read_again(request: Request, reference: str) -> HttpResponse:
    """Read the files again; corrections stay."""
    readings.read_again(reference, actor=request.actor, at=timezone.now())
    messages.success(request, say("case.read-again.done", current()))
    return redirect("desk:case", reference)


urlpatterns = [
    path("<reference:reference>/", case, name="case"),
    path("<reference:reference>/move/<slug:name>/", move, name="move"),
    path("<reference:reference>/correct/", correct, name="correct"),
    path("<reference:reference>/read-again/", read_again, name="read-again"),
]
