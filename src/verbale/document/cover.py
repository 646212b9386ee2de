"""The masthead as printed: the lines of the cover, composed from values in the language of the document.

A document that was read keeps the lines it had (:attr:`Document.cover`); one that is issued has them composed here.
The block of distribution, date and languages stays in English in Arabic, Chinese and Russian (un-rules 2.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from verbale.authorities import Authorities, Body, authorities
from verbale.document.model import CoverField, CoverLine, Document, Mark
from verbale.languages import (
    SessionName,
    edition_line,
    original_line,
    phrase,
    raised,
    write_agenda,
    write_date,
    write_dates,
    write_session,
)


def printed(document: Document) -> tuple[CoverLine, ...]:
    """Return the lines of the masthead: as they were read, else composed with the authority files of the UN."""
    return document.cover or compose(document, authorities())


def compose(document: Document, known: Authorities) -> tuple[CoverLine, ...]:
    """Compose the lines of the masthead from the document's values, in its language; what is not known is left out.

    Raises MissingWording where an official form is lacking in the language.
    """
    lines = (*_top(document, known), *_block(document), *_session(document, known), *_agenda(document, known))
    return tuple(line for line in lines if line.text)


def session_style(body: Body | None) -> Literal["geneva", "plenary"]:
    """Return how a body's documents name sessions in Spanish: spelled out in the plenary, in digits elsewhere."""
    return "plenary" if body and body.style == "plenary" else "geneva"


def agenda_style(body: Body | None) -> Literal["geneva", "new-york"]:
    """Return how a body's documents name the agenda in Spanish: "de la agenda" in Geneva, "del programa" elsewhere."""
    return "geneva" if body is None or body.style == "geneva" else "new-york"


def _line(field: CoverField, text: str, language: str = "") -> CoverLine:
    marks = tuple(Mark("raised", start, end) for start, end in raised(text, language)) if language else ()
    return CoverLine(field, text, marks)


def _top(document: Document, known: Authorities) -> Iterator[CoverLine]:
    head, language = document.masthead, document.masthead.language
    body = known.bodies.get(document.body or "")
    if head.advance:
        yield _line("advance", phrase("advance-unedited", language))
    yield _line("organization", head.organization or _organization(body, known, language))
    yield _line("symbol", (document.symbol or "") + head.stars)
    yield _line("organ", head.organ or (known.organ_of(body.id).name(language) if body else ""))


def _organization(body: Body | None, known: Authorities, language: str) -> str:
    return known.organizations[body.organization].name(language) if body else ""


def _block(document: Document) -> Iterator[CoverLine]:
    head, language = document.masthead, document.masthead.language
    if head.distribution:
        yield _line("distribution", phrase(f"distribution.{head.distribution}", language))
    if head.issued:
        yield _line("issued", write_date(head.issued, language, masthead=True), language)
    if head.languages:
        yield _line("only", phrase("only", language, languages=head.languages))
        return
    yield _line("language", edition_line(language))
    if head.originals:
        yield _line("original", original_line(head.originals, language))


def _session(document: Document, known: Authorities) -> Iterator[CoverLine]:
    language, session = document.masthead.language, document.session
    body = known.bodies.get(document.body or "")
    if body and body.parent:
        yield _line("body", body.name(language))
    if session is None:
        return
    text = session.text
    if not text and (session.number or session.year):
        name = SessionName(session.kind, session.number, session.year)
        text = write_session(name, language, style=session_style(body))
    yield _line("session", text, language)
    if session.dates:
        yield _line("session-dates", write_dates(session.dates, language), language)


def _agenda(document: Document, known: Authorities) -> Iterator[CoverLine]:
    if not document.agenda:
        return
    language, body = document.masthead.language, known.bodies.get(document.body or "")
    yield _line("agenda", write_agenda([i.number for i in document.agenda], language, style=agenda_style(body)))
    for item in document.agenda:
        yield _line("agenda-title", item.title)
