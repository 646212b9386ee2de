"""The texts of language versions in the making: saved as one types, never overwritten, the last one counts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec

from verbale import citations
from verbale.archive import log
from verbale.archive.errors import Conflict, WrongState
from verbale.desk import sources
from verbale.desk.actors import Actor, need, not_for
from verbale.desk.cases import find, standing
from verbale.desk.models import Case, Draft, Segment
from verbale.desk.passages import Origin, State, segments
from verbale.desk.paths import at_path, put, within
from verbale.desk.texts import document, last, latest, untranslated
from verbale.desk.workflow import DRAFTERS
from verbale.document import Document, Paragraph, from_json, to_json
from verbale.problems import BadInput, Word

__all__ = ["PATHS", "document", "last", "latest", "may_write", "new", "save", "untranslated", "written"]

PATHS = ("title", "subtitle", "session", "agenda", "content")
"""What can be written in a language version: its words; all else is as it was read and registered."""


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
    state: State = "translated",
    origin: Origin = "person",
) -> Draft:
    """Save what a translator or editor wrote: values by path (``title``, ``content.p2``), and how far it is.

    The words as they stand, saved again, say how far a passage is and change nothing else; whose they are stays as it was.
    ``seen`` is the number of the draft that they had before their eyes; Conflict says who saved one of these passages
    since, and nothing of either is lost. Raises NotAllowed (reviewing is for editors), WrongState outside translation,
    BadInput for paths that do not fit.
    """
    number = log.begin()
    case = find(reference, actor)
    before = may_write(case, language, actor)
    if state == "reviewed":
        need(actor, ("editor",), f"review {language}")
    if state == "untranslated":
        raise BadInput("What is saved is a draft, translated or reviewed.", where="state", wording=("refusal.mark", {}))
    within(values, PATHS)
    stands = from_json(before.document.encode())
    _unless_overtaken(case, language, before, stands, values, seen)
    open_ = untranslated(stands)
    text = written(stands, {p: words for p, words in values.items() if at_path(stands, p) != words or p in open_})
    rows = _segments(case, language, stands, values, state, origin)
    same = to_json(text).decode() == before.document
    if same and not rows:
        return before
    for row in rows:
        row.entry_id, row.by, row.at = number, actor.name, at
        row.save(force_insert=True)
    if same:
        facts = {"language": language, "paths": [row.path for row in rows], "state": state}
        log.write(number, "mark", reference, facts, by=actor.name, at=at)
        return before
    draft = new(case, text, origin="machine" if origin == "machine" else "person", by=actor.name, at=at)
    draft.entry_id = number
    draft.save(force_insert=True)
    log.write(number, "draft", reference, {"language": language, "number": draft.number}, by=actor.name, at=at)
    return draft


def may_write(case: Case, language: str, actor: Actor) -> Draft:
    """Return the draft that somebody may write on; raises NotAllowed, and WrongState outside translation."""
    if not (actor.has("editor") or language in actor.scopes("translator")):
        raise not_for(actor, DRAFTERS, f"write {language}")
    now, before = standing(case), last(case, language)
    branch = now.branches.get(language)
    if branch is None or before is None or now.trunk.state != "in-translation" or branch.state != "in-translation":
        raise WrongState(
            f"{case.reference} is {branch.state if branch else 'not'} in translation in this language.",
            where=language,
            advice="Reopen the language first.",
            wording=(
                "refusal.not-in-translation",
                {"reference": case.reference, "language": Word(f"language.{language}")},
            ),
        )
    return before


def _unless_overtaken(
    case: Case, language: str, before: Draft, stands: Document, values: Mapping[str, Any], seen: int | None
) -> None:
    """Raise Conflict where one of the passages was saved otherwise by somebody since the draft ``seen``."""
    if seen is None or before.number <= seen:
        return
    row = case.drafts.filter(language=language, number=seen).first()
    then = from_json(row.document.encode()) if row else Document()
    theirs = [path for path in values if at_path(stands, path) not in (at_path(then, path), values[path])]
    if theirs:
        raise Conflict(
            f"{before.by} saved this language at {before.at:%Y-%m-%d %H:%M}, after you opened it: {', '.join(theirs)}.",
            where=language,
            advice="Compare both texts, and save again what shall stand.",
            wording=(
                "refusal.draft-saved",
                {"by": before.by, "at": before.at, "language": Word(f"language.{language}")},
            ),
        )


def _segments(
    case: Case, language: str, stands: Document, values: Mapping[str, Any], state: State, origin: Origin
) -> list[Segment]:
    """Return the rows of passages whose words, state, origin or source are others than were kept; not saved yet."""
    kept, source = segments(case, language), sources.source(case, language)
    rows = []
    for path, value in values.items():
        if path in ("session", "agenda"):
            continue
        before, from_ = kept.get(path), source.words.get(path, "")
        changed = at_path(stands, path) != value
        whose = origin if changed or before is None else before.origin
        if changed or before is None or (before.state, before.origin, before.source) != (state, whose, from_):
            rows.append(Segment(case=case, language=language, path=path, state=state, origin=whose, source=from_))
    return rows


def written(text: Document, values: Mapping[str, Any]) -> Document:
    """Return a text with what a person wrote in it, and its citations found anew.

    Other words than before are in the language of the text now; what is kept as it is stays in its own.
    """
    if not values:
        return text
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
