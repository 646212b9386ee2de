"""The texts of language versions in the making: saved as one types, never overwritten, the last one counts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.db.models import OuterRef, Subquery

from verbale import citations
from verbale.archive import log
from verbale.archive.errors import Conflict, WrongState
from verbale.desk.actors import Actor, not_for
from verbale.desk.cases import find, standing
from verbale.desk.models import Case, Draft
from verbale.desk.paths import at_path, put, within
from verbale.desk.workflow import DRAFTERS
from verbale.document import Document, Paragraph, from_json, places, to_json
from verbale.problems import Word

PATHS = ("title", "subtitle", "session", "agenda", "content")
"""What can be written in a language version: its words; all else is as it was read and registered."""


def last(case: Case, language: str) -> Draft | None:
    """Return the draft of a language as it stands."""
    return case.drafts.filter(language=language).order_by("-number").first()


def latest(case: Case, languages: Sequence[str]) -> dict[str, Draft]:
    """Return the drafts of languages as they stand, those that have one."""
    later = Draft.objects.filter(case=case, language=OuterRef("language")).order_by("-number").values("pk")[:1]
    rows = case.drafts.filter(language__in=languages, pk=Subquery(later))
    return {row.language: row for row in rows}


def document(case: Case, language: str) -> Document:
    """Return the text of a language as it stands; raises WrongState where none was begun."""
    draft = last(case, language)
    if draft is None:
        wording = ("refusal.no-text", {"reference": case.reference, "language": Word(f"language.{language}")})
        raise WrongState(f"{case.reference} has no text in this language yet.", where=language, wording=wording)
    return from_json(draft.document.encode())


def new(case: Case, text: Document, *, origin: str, by: str, at: datetime.datetime) -> Draft:
    """Return the next draft of a language, not saved yet."""
    language = text.masthead.language
    before = last(case, language)
    number = before.number + 1 if before else 1
    return Draft(
        case=case, language=language, number=number, document=to_json(text).decode(), origin=origin, by=by, at=at
    )


@log.turn()
def save(
    reference: str,
    language: str,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime.datetime,
    seen: int | None = None,
) -> Draft:
    """Save what a translator or editor wrote: values by path (``title``, ``content.p2``).

    ``seen`` is the number of the draft that they had before their eyes; Conflict says who saved another one since, and
    nothing of either is lost. Raises NotAllowed, WrongState outside translation, BadInput for paths that do not fit.
    """
    number = log.begin()
    case = find(reference, actor)
    if not (actor.has("editor") or language in actor.scopes("translator")):
        raise not_for(actor, DRAFTERS, f"write {language}")
    branch = standing(case).branches.get(language)
    if branch is None or branch.state != "in-translation":
        raise WrongState(
            f"{reference} is {branch.state if branch else 'not'} in translation in this language.",
            where=language,
            advice="Reopen the language first.",
            wording=("refusal.not-in-translation", {"reference": reference, "language": Word(f"language.{language}")}),
        )
    before = last(case, language)
    if before is not None and seen is not None and before.number > seen:
        raise Conflict(
            f"{before.by} saved this language at {before.at:%Y-%m-%d %H:%M}, after you opened it.",
            where=language,
            advice="Compare both texts, and save again what shall stand.",
            wording=(
                "refusal.draft-saved",
                {"by": before.by, "at": before.at, "language": Word(f"language.{language}")},
            ),
        )
    within(values, PATHS)
    text = written(document(case, language), values)
    if before is not None and to_json(text).decode() == before.document:
        return before
    draft = new(case, text, origin="person", by=actor.name, at=at)
    draft.entry_id = number
    draft.save(force_insert=True)
    log.write(number, "draft", reference, {"language": language, "number": draft.number}, by=actor.name, at=at)
    return draft


def written(text: Document, values: Mapping[str, Any]) -> Document:
    """Return a text with what a person wrote in it, and its citations found anew.

    Other words than before are in the language of the text now; what is kept as it is stays in its own.
    """
    changed = {path for path, value in values.items() if at_path(text, path) != value}
    text = put(text, values)
    title_marks = () if "title" in values else text.title_marks
    content = tuple(
        msgspec.structs.replace(block, language="")
        if isinstance(block, Paragraph) and f"content.{block.id}" in changed
        else block
        for block in text.content
    )
    plain = msgspec.structs.replace(text, title_marks=title_marks, content=content, citations=())
    return citations.mark(plain)


def untranslated(text: Document) -> tuple[str, ...]:
    """Return the paths of a text that still stand in another language, annexes apart."""
    open_title = ("title",) if any(mark.kind == "untranslated" for mark in text.title_marks) else ()
    blocks = (
        f"content.{place.block.id}"
        for place in places(text)
        if not place.annex and any(mark.kind == "untranslated" for mark in place.block.marks)
    )
    return (*open_title, *blocks)
