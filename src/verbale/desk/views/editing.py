"""The editor: a language version beside what it is translated from, passage by passage, saved as one types.

Without script it is a form: everything written is saved with any of its buttons. The script saves each passage a moment
after it was typed (`segment`) and shows beside it what the memory and the glossary know (`beside`).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from verbale.archive.errors import Conflict
from verbale.archive.organization import authorities
from verbale.authorities import Authorities
from verbale.desk import cases, checking, drafts, machine, moving, passages, remembering, terminology
from verbale.desk.cases import Stand
from verbale.desk.checking import Compared, Term
from verbale.desk.models import Case
from verbale.desk.passages import STATES, Passage, Version
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm
from verbale.desk.views.frame import frame
from verbale.desk.views.languages import changes, done, label, may_write, text_of
from verbale.desk.workflow import DRAFTERS, READERS
from verbale.memory.matching import Match
from verbale.pages import errors
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import BadInput, NotKnown, VerbaleError, Word

KEYS = (
    ("confirm", "Ctrl+Enter"), ("review", "Ctrl+Shift+Enter"), ("next", "Alt+↓"), ("previous", "Alt+↑"),
    ("insert", "Alt+1 … Alt+9"), ("source", "Alt+0"), ("save", "Ctrl+S"),
)  # fmt: skip
"""What each key does, and the key; ``editing.js`` listens to them."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a source, and the term that it is, if it is one."""

    text: str
    term: Term | None = None


class Segment(msgspec.Struct, frozen=True):
    """A passage on the page: the source cut at its terms, what a refused form brought, and what is to be looked at."""

    passage: Passage
    typed: str
    pieces: list[Piece]
    checks: Compared
    changed: bool

    @property
    def label(self) -> str:
        """What it is called."""
        return label(self.passage.path)


@door("translator", *READERS)
def draft(request: Request, reference: str, lang: str) -> HttpResponse:
    """Show the text of a language beside its source; save it, confirm passages, let a machine write, or deliver it."""
    case = cases.find(reference, request.actor)
    now = cases.standing(case)
    stand = now.branches.get(lang)
    if stand is None:
        raise _no_text(reference, lang)
    posted = request.method == "POST"
    form = SeenForm(*([request.POST] if posted else []), seen=now.seen, name="fill")
    typed = request.POST.dict() if posted else {}
    if posted:
        answer = form.attempt(lambda _: _do(request, case, lang, typed))
        if answer is not None:
            return answer
    context = frame(request, case, now, "desk:languages")
    context |= _page(request, case, lang, stand, typed)
    context |= {
        "fill": form,
        "refused": form.refused,
        "conflict": drafts.last(case, lang) if isinstance(form.refused, Conflict) else None,
        "delivers": lang in context["possible"].get("deliver", ()),
    }
    return render(request, "desk/secretariat/editor.html", context, status=form.status)


def _no_text(reference: str, lang: str) -> NotKnown:
    wording = ("refusal.no-text", {"reference": reference, "language": Word(f"language.{lang}")})
    return NotKnown(f"{reference} has no text in this language.", where=lang, wording=wording)


def _page(request: Request, case: Case, lang: str, stand: Stand, typed: dict[str, str]) -> dict[str, Any]:
    text, known = text_of(case, lang, typed), authorities()
    version = text.version
    terms = terminology.glossary()
    body = drafts.document(case, lang).body or ""
    segments = [
        Segment(
            line.passage, line.typed,
            pieces(line.passage.source, checking.terms(line.passage.source, version.source, lang, known, terms)),
            _checks(line.passage, version, line.typed, body, known), line.changed,
        )
        for line in text.lines
    ]  # fmt: skip
    counted = Counter(one.state for one in version.passages)
    here = request.GET.get("at") or next((one.path for one in version.passages if one.state == "untranslated"), "")
    return {
        "version": version,
        "stand": stand,
        "segments": segments,
        "progress": [(state, counted[state]) for state in STATES if counted[state]],
        "may_write": _open(request, case, lang),
        "reviews": request.actor.has("editor"),
        "machine": machine.service(),
        "keys": [(f"editor.key.{name}", key) for name, key in KEYS if name != "review" or request.actor.has("editor")],
        "assignee": stand.assignee,
        **_beside(request, case, version, here),
    }


def _open(request: Request, case: Case, lang: str) -> bool:
    """Whether who asks may write here now."""
    now = cases.standing(case)
    return may_write(request.actor, lang) and now.trunk.state == now.branches[lang].state == "in-translation"


def _checks(passage: Passage, version: Version, words: str, body: str, known: Authorities) -> Compared:
    """What is to be looked at in a passage: nothing while it is untranslated."""
    if passage.state == "untranslated" and words == passage.text:
        return Compared()
    return checking.compared(passage.source, version.source, words, version.language, body, known)


def pieces(source: str, terms: tuple[Term, ...]) -> list[Piece]:
    """Return a source cut where its terms begin and end."""
    found, at = [], 0
    for term in sorted(terms, key=lambda term: (term.start, -term.end)):
        if term.start >= at:
            found += [Piece(source[at : term.start]), Piece(source[term.start : term.end], term)]
            at = term.end
    return [piece for piece in (*found, Piece(source[at:])) if piece.text]


def _beside(request: Request, case: Case, version: Version, where: str) -> dict[str, Any]:
    """Give what stands beside the passage that is worked on: matches, terms, and its source as it was."""
    here = next((one for one in version.passages if one.path == where), None)
    if here is None:
        return {"here": None}
    matches: list[Match] = remembering.remembered(version, where, request.actor, timezone.now())
    terms = checking.terms(here.source, version.source, version.language, authorities(), terminology.glossary())
    once = {term.text.casefold(): term for term in terms}
    return {
        "here": here,
        "here_label": label(where),
        "matches": [(number, match) for number, match in enumerate(matches, 1)],
        "terms": list(once.values()),
        "version": version,
        "case": case,
    }


# What the buttons do.


def _do(request: Request, case: Case, lang: str, typed: dict[str, str]) -> HttpResponse:
    """Save what was written, and do what the button says."""
    one = typed.get("confirm") or typed.get("review") or ""
    values = changes(case, lang, typed)
    if one:
        words = " ".join(typed.get(f"{lang}:{one}", "").split())
        _save(request, case, lang, typed, {one: words}, "reviewed" if "review" in typed else "translated")
        values.pop(one, None)
    if values:
        _save(request, case, lang, typed, values, "translated" if "deliver" in typed else "draft")
    at = timezone.now()
    if "deliver" in typed:
        moving.move("deliver", case.reference, actor=request.actor, at=at, languages=[lang])
        return done(request, case, delivered=True, saved=True)
    if "machine" in typed:
        machine.propose(case.reference, lang, actor=request.actor, at=at)
        messages.success(request, say("editor.machine-done", current()))
    elif "insert" in typed:
        _insert(request, case, lang, typed["insert"])
    else:
        messages.success(request, say("draft.kept" if one or values else "draft.nothing", current()))
    where = one or typed.get("insert", "").partition("|")[0]
    return redirect(_address(case, lang, where))


def _address(case: Case, lang: str, where: str) -> str:
    page = reverse("desk:draft", args=[case.reference, lang])
    return f"{page}?at={where}#{where}" if where else page


def _save(request: Request, case: Case, lang: str, typed: dict[str, str], values: dict[str, str], state: str) -> None:
    given = {"actor": request.actor, "at": timezone.now(), "seen": int(typed.get(f"{lang}:draft") or 0)}
    drafts.save(case.reference, lang, values, state=state, **given)


def _insert(request: Request, case: Case, lang: str, what: str) -> None:
    """Put a match of the memory into a passage; ``what`` is the path of the passage and the number of the match."""
    where, _, number = what.partition("|")
    version = passages.version(case, lang)
    known = {one.path for one in version.passages}
    matches = remembering.remembered(version, where, request.actor, timezone.now()) if where in known else []
    if not number.isdecimal() or not 0 < int(number) <= len(matches):
        raise BadInput("There is no such match any more.", where="insert", wording=("refusal.no-match", {}))
    given = {"actor": request.actor, "at": timezone.now(), "seen": version.number}
    drafts.save(case.reference, lang, {where: matches[int(number) - 1].target}, state="draft", origin="memory", **given)


# What the script asks for.


@require_POST
@door(*DRAFTERS)
def segment(request: Request, reference: str, lang: str) -> HttpResponse:
    """Save one passage, and say how it stands; a refusal says why, and of a conflict what stands there now."""
    asked = request.POST
    where, words = asked.get("path", ""), " ".join(asked.get("text", "").split())
    seen = int(asked["seen"]) if asked.get("seen", "").isdecimal() else 0
    state, origin = asked.get("state", "draft"), asked.get("origin", "person")
    try:
        if origin not in ("person", "memory"):
            raise BadInput("Whose words are these?", where="origin", wording=("refusal.mark", {}))
        given = {"actor": request.actor, "at": timezone.now(), "seen": seen}
        row = drafts.save(reference, lang, {where: words}, state=state, origin=origin, **given)
    except VerbaleError as error:
        told: dict[str, Any] = {"message": errors.explained(error)[0]}
        if isinstance(error, Conflict):
            case = cases.find(reference, request.actor)
            version = passages.version(case, lang)
            told |= {"number": version.number, "theirs": version[where].text, "by": version[where].by}
        return JsonResponse(told, status=errors.status_of(error))
    version = passages.version(row.case, lang)
    body = drafts.document(row.case, lang).body or ""
    passage = version[where]
    context = {"passage": passage, "checks": _checks(passage, version, words, body, authorities())}
    return JsonResponse(
        {
            "number": row.number,
            "state": passage.state,
            "chips": render_to_string("desk/secretariat/segment_chips.html", context),
            "checks": render_to_string("desk/secretariat/segment_checks.html", context),
        }
    )


@require_GET
@door("translator", *READERS)
def beside(request: Request, reference: str, lang: str) -> HttpResponse:
    """Give what stands beside a passage, as a part of the page."""
    case = cases.find(reference, request.actor)
    if lang not in cases.standing(case).branches:
        raise _no_text(reference, lang)
    context = _beside(request, case, passages.version(case, lang), request.GET.get("at", ""))
    context["may_write"] = _open(request, case, lang)
    return render(request, "desk/secretariat/beside.html", context)


urlpatterns = [
    path("<reference:reference>/languages/<slug:lang>/", draft, name="draft"),
    path("<reference:reference>/languages/<slug:lang>/segment/", segment, name="segment"),
    path("<reference:reference>/languages/<slug:lang>/beside/", beside, name="beside"),
]
