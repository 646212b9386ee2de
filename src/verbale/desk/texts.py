"""The texts of language versions as they stand: drafts, the last one counts; and their words by path."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import OuterRef, Subquery

from verbale.archive.errors import WrongState
from verbale.desk import cases
from verbale.desk.models import Case, Draft
from verbale.document import Document, from_json, places
from verbale.problems import Word


def last(case: Case, language: str) -> Draft | None:
    """Return the draft of a language as it stands."""
    return case.drafts.filter(language=language).order_by("-number").first()


def latest(case: Case, languages: Sequence[str]) -> dict[str, Draft]:
    """Return the drafts of languages as they stand, those that have one."""
    later = Draft.objects.filter(case=case, language=OuterRef("language")).order_by("-number").values("pk")[:1]
    rows = case.drafts.filter(language__in=languages, pk=Subquery(later))
    return {row.language: row for row in rows}


def begun(case: Case, language: str) -> Document | None:
    """Return the text of a language as it was begun, or None."""
    row = case.drafts.filter(language=language).order_by("number").first()
    return from_json(row.document.encode()) if row else None


def document(case: Case, language: str) -> Document:
    """Return the text of a language as it stands; raises WrongState where none was begun."""
    draft = last(case, language)
    if draft is None:
        wording = ("refusal.no-text", {"reference": case.reference, "language": Word(f"language.{language}")})
        raise WrongState(f"{case.reference} has no text in this language yet.", where=language, wording=wording)
    return from_json(draft.document.encode())


def released(case: Case, language: str) -> Document:
    """Return the text that is out in a language when a case follows it: of the last reissue, or of the document."""
    found = last(case.follows, language)
    for other in case.follows.followed_by.filter(change="reissue", pk__lt=case.pk).order_by("pk"):
        stand = cases.standing(other).branches.get(language)
        if stand is not None and stand.state == "released":
            found = last(other, language)
    return from_json(found.document.encode())


def words(text: Document) -> dict[str, str]:
    """Return the words of a text by their path: title, subtitle and every paragraph outside its annexes."""
    heads = {"title": text.title, "subtitle": text.subtitle}
    blocks = {f"content.{place.block.id}": place.block.text for place in places(text) if not place.annex}
    return {where: words for where, words in heads.items() if words or where == "title"} | blocks


def untranslated(text: Document) -> tuple[str, ...]:
    """Return the paths of a text that still stand in another language, annexes apart."""
    open_title = ("title",) if any(mark.kind == "untranslated" for mark in text.title_marks) else ()
    blocks = (
        f"content.{place.block.id}"
        for place in places(text)
        if not place.annex and any(mark.kind == "untranslated" for mark in place.block.marks)
    )
    return (*open_title, *blocks)
