"""The Mission's side: its communications, submitting, how one was read, confirming, answering, following it.

Whoever holds a signed link sees the same pages of one case (`verbale.desk.views.by_link`); only the addresses differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from verbale import press
from verbale.archive import log, submissions
from verbale.archive.organization import authorities
from verbale.desk import cases, drafts, intake, links, moving, naming, papers, previewing, readings, receipts
from verbale.desk.actors import Actor
from verbale.desk.models import Case
from verbale.desk.views import fields, originals, uploads
from verbale.desk.views.concealed import concealed
from verbale.desk.views.door import Request, door
from verbale.desk.views.faults import faults
from verbale.desk.views.forms import SeenForm, form_of
from verbale.desk.views.mission_forms import AnswerForm, ConfirmForm, SubmitForm
from verbale.desk.workflow import MOVES
from verbale.document import Document
from verbale.languages import LANGUAGES
from verbale.pages import errors, security
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import NotKnown, VerbaleError

OURS = ("confirm", "answer", "withdraw")
"""The moves that a Mission makes."""

TOLD = ("assign", "deliver", "reopen", "approve")
"""The moves inside the secretariat, which a Mission's history leaves out."""

_PAGE = 25


class Side(msgspec.Struct, frozen=True):
    """Who looks at which case, and from where: ``link`` is the token of a signed link, empty for an account."""

    case: Case
    actor: Actor
    link: str = ""

    def address(self, name: str, *parts: str) -> str:
        """Return the address of a page of the case ("move", "preview") for who looks."""
        if self.link:
            return reverse(f"desk:link-{name}", args=[self.link, *parts])
        return reverse(f"desk:mission-{name}", args=[self.case.reference, *parts])


# Lists and submitting.


@door("mission")
def mine(request: Request) -> HttpResponse:
    """Show the communications of one's own Mission, those first in which something is asked of it."""
    found = list(cases.visible(request.actor).select_related("submission"))
    now = cases.standings(found)
    waiting = [case for case in found if asked(now[case.pk])]
    rest = [case for case in found if case not in waiting]
    page = Paginator([*waiting, *rest], _PAGE).get_page(request.GET.get("page"))
    titles = naming.titles(list(page), current())
    rows = [_row(case, now[case.pk], titles.get(case.pk)) for case in page]
    return render(request, "desk/mission/mine.html", {"rows": rows, "page": page, "waiting": len(waiting)})


def asked(now: cases.Standing) -> str:
    """Return the move that is asked of the Mission; empty where none is."""
    return {"received": "confirm", "returned": "answer"}.get(now.state, "")


def _row(case: Case, now: cases.Standing, title: naming.Title | None) -> dict[str, Any]:
    first = case.submission.files.order_by("position").first()
    return {
        "case": case,
        "now": now,
        "symbol": cases.symbol(case),
        "title": title,
        "file": first.name if first else "",
        "asked": asked(now),
        "late": asked(now) and now.due and now.due < timezone.now(),
    }


@door("mission", "registrar")
def submit(request: Request) -> HttpResponse:
    """Take a note and its annexes, and go on to how they were read."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SubmitForm(*given, known=authorities(), states=sorted(request.actor.scopes("mission")))
    if given and form.is_valid():
        said = form.cleaned_data
        try:
            case = intake.receive(
                [uploads.arrived(file) for file in (said["note"], *said["annexes"])],
                actor=request.actor, at=timezone.now(), sender=said.get("sender", ""),
                sender_reference=said["own_reference"], request=form.request(),
            )  # fmt: skip
        except VerbaleError as error:
            errors.refuse(form, error)
        else:
            for odd in form.left_out:
                messages.warning(request, odd)
            return redirect("desk:case", case.reference)
    return render(request, "desk/mission/submit.html", {"form": form}, status=422 if form.errors else 200)


# The page of a case.


def case(request: Request, case: Case) -> HttpResponse:
    """Show a case as its Mission sees it."""
    return shown(request, Side(case, request.actor))


def shown(request: Request, side: Side, refused: SeenForm | None = None) -> HttpResponse:
    """Draw the page of a case; ``refused`` is a form that a verb refused, shown as it was filled in."""
    case, known = side.case, authorities()
    now = cases.standing(case)
    reading = readings.current(case)
    shown_forms = list(_forms(side, now, refused))
    context = {
        "side": side,
        "case": case,
        "now": now,
        "symbol": cases.symbol(case),
        "asked": asked(now),
        "opening": case.moves.get(branch="", step=1),
        "forms": shown_forms,
        "refused": refused,
        "overtaken": refused is not None and refused not in [form for _, _, form in shown_forms],
        "reading": reading,
        "fields": [field for field in fields.shown(reading, known, originals.lines(case), now.seen) if _matters(field)],
        "concealed": concealed(case),
        "faults": faults(reading.problems),
        "alike": _alike(side),
        "unread": not reading.document.content,
        "versions": list(_versions(side, reading.document)) if reading.document.content and not case.change else [],
        "came": papers.submissions(case),
        "receipt": side.address("receipt"),
        "history": history(case),
    }
    response = render(request, "desk/mission/case.html", context, status=refused.status if refused else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _matters(field: fields.Shown) -> bool:
    """Whether a field is shown to a Mission: not what is said twice, nor what registering and issuing give."""
    return field.path != "communication.kind" and bool(
        field.words or field.path not in ("title", "masthead.distribution")
    )


def _forms(side: Side, now: cases.Standing, refused: SeenForm | None) -> Iterator[tuple[str, str, SeenForm]]:
    """Yield the moves that the Mission may make: the name, the address and the form."""
    possible = moving.possible(side.case, now, side.actor)
    for name in OURS:
        if name in possible:
            yield name, side.address("move", name), _form(name, side, now, refused)


def _form(name: str, side: Side, now: cases.Standing, refused: SeenForm | None = None, *given: Any) -> SeenForm:
    if refused is not None and refused.name == name:
        return refused
    if name in ("answer", "confirm"):
        of = AnswerForm if name == "answer" else ConfirmForm
        return of(*given, seen=now.seen, name=name)
    return form_of(name, side.case, now, (), *given[:1])


def _alike(side: Side) -> list[Case]:
    """Return the earlier cases with a file or a reference of the sender in common, as far as one may see them."""
    earlier = submissions.like(side.case.submission)
    return list(cases.visible(side.actor).filter(submission__in=earlier.values("pk"), change="").order_by("pk"))


def _versions(side: Side, document: Document) -> Iterator[dict[str, Any]]:
    """Yield how the document would be titled in each language, and what of it no formula covers."""
    on = timezone.now().date()
    for language in LANGUAGES:
        row: dict[str, Any] = {"language": language}
        try:
            version = previewing.preview(document, language, on)
        except VerbaleError as error:
            yield row | {"error": error}
        else:
            yield row | {
                "title": version.title,
                "open": len(drafts.untranslated(version)),
                "original": language == document.masthead.language,
                "page": side.address("preview", language),
                "pdf": side.address("preview-pdf", language),
            }


def history(case: Case) -> list[dict[str, Any]]:
    """Return what happened to a case as its Mission follows it, last things first; languages moved together are one."""
    lines: dict[int, dict[str, Any]] = {}
    for move in case.moves.exclude(name__in=TOLD).exclude(name="translate", branch__gt="").order_by("pk"):
        line = lines.setdefault(move.entry_id, {"move": move, "languages": []})
        if move.branch:
            line["languages"].append(move.branch)
    return list(reversed(lines.values()))


def make(side: Side, name: str, form: SeenForm) -> moving.Moved | None:
    """Make a move of the Mission with what was filled in; None where it was refused, which the form then says.

    A signed link is used up in the transaction of the move.
    """
    at = timezone.now()

    def use() -> None:
        if side.link:
            links.use(side.link, at)

    def verb(said: Mapping[str, Any]) -> moving.Moved:
        given = {"actor": side.actor, "at": at, "seen": said["seen"]}
        if name == "answer":
            files = {
                "note": uploads.arrived(said["note"]) if said["note"] else None,
                "annexes": [uploads.arrived(file) for file in said["annexes"]],
            }
            return intake.answer(
                side.case.reference, said["reason"], **files, instead=said["instead"], before=use, **given
            )
        with log.turn():
            use()
            return moving.move(name, side.case.reference, reason=said.get("reason", ""), **given)

    return form.attempt(verb)


def filled(side: Side, name: str, request: Request) -> SeenForm:
    """Return the form of a move as it was sent; raises NotKnown for a move that is none of a Mission's."""
    if name not in OURS:
        raise NotKnown(
            f"A Mission makes no move “{name}”.",
            where=name,
            advice=f"Moves are: {', '.join(OURS)}.",
            wording=("refusal.no-move", {"move": name}),
        )
    return _form(name, side, cases.standing(side.case), None, request.POST, request.FILES)


@require_POST
@door(*MOVES["confirm"].roles)
def move(request: Request, reference: str, name: str) -> HttpResponse:
    """Make a move of the Mission."""
    side = Side(cases.find(reference, request.actor), request.actor)
    form = filled(side, name, request)
    if make(side, name, form) is None:
        return shown(request, side, form)
    messages.success(request, say(f"move.{name}.done", current()))
    return redirect("desk:case", reference)


# Files made of a case.


def receipt_of(side: Side) -> HttpResponse:
    """Give the receipt as a PDF, in the language of the page."""
    return _file(receipts.receipt(side.case, current()), f"receipt-{side.case.reference}.pdf")


def preview_of(side: Side, language: str) -> HttpResponse:
    """Show a language version as it would be issued."""
    return security.document(HttpResponse(press.write(_preview(side, language), "html").data))


def preview_pdf_of(side: Side, language: str) -> HttpResponse:
    """Give a language version as it would be issued, as a PDF that says that it was not."""
    data = press.write(_preview(side, language), "pdf").data
    return _file(data, f"preview-{side.case.reference}-{language}.pdf")


def _preview(side: Side, language: str) -> Document:
    if language not in LANGUAGES or side.case.change:
        raise NotKnown(
            "There is no such preview.",
            where=language,
            advice="Choose one of the six languages.",
            wording=("refusal.no-preview", {"language": language}),
        )
    return previewing.preview(readings.corrected(side.case), language, timezone.now().date())


def _file(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        data, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@never_cache
@door()
def receipt(request: Request, reference: str) -> HttpResponse:
    """Give the receipt of a case."""
    return receipt_of(Side(cases.find(reference, request.actor), request.actor))


@never_cache
@door()
def preview(request: Request, reference: str, language: str) -> HttpResponse:
    """Show a language version as it would be issued."""
    return preview_of(Side(cases.find(reference, request.actor), request.actor), language)


@never_cache
@door()
def preview_pdf(request: Request, reference: str, language: str) -> HttpResponse:
    """Give a language version as it would be issued, as a PDF."""
    return preview_pdf_of(Side(cases.find(reference, request.actor), request.actor), language)


_CASE = "<reference:reference>/mission"
urlpatterns = [
    path("ours/", mine, name="mine"),
    path("submit/", submit, name="submit"),
    path(f"{_CASE}/receipt.pdf", receipt, name="mission-receipt"),
    path(f"{_CASE}/preview/<str:language>.pdf", preview_pdf, name="mission-preview-pdf"),
    path(f"{_CASE}/preview/<str:language>/", preview, name="mission-preview"),
    path(f"{_CASE}/<slug:name>/", move, name="mission-move"),
]
