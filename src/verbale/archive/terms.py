"""Search terms of language versions: kept beside them, made anew at will, and the same function for asking."""

from __future__ import annotations

from pathlib import Path

import msgspec

from verbale.archive import log
from verbale.archive.files import stored
from verbale.archive.models import Expression, Rendition, Terms
from verbale.document import Document, from_json, places
from verbale.languages import terms


class Found(msgspec.Struct, frozen=True):
    """The terms of a title and of all other words, in order and set apart by spaces.

    ``text`` has a line for each paragraph and heading, as `verbale.document.places` yields them, and one for the titles
    of annexes.
    """

    title: str
    text: str


def terms_of(document: Document) -> Found:
    """Return the search terms of a language version, each paragraph's in its own language."""
    language = document.masthead.language
    lines = [" ".join(terms(place.block.text, place.language)) for place in places(document)]
    titles = (terms(f"{annex.label} {annex.title}", annex.language or language) for annex in document.annexes)
    lines.append(" ".join(term for title in titles for term in title))
    return Found(" ".join(terms(f"{document.title} {document.subtitle}", language)), "\n".join(lines))


def kept_document(expression: Expression, archive: Path | None = None) -> Document:
    """Return the document that a language version is, from its stored JSON; ``archive`` is another folder than ours."""
    rendition = Rendition.objects.get(expression=expression, format="json")
    return from_json(stored(rendition.path, archive).read_bytes())


@log.turn()
def rebuild() -> int:
    """Make the terms of all language versions anew, as after a change of `verbale.languages.terms`; return how many."""
    count = 0
    for expression in Expression.objects.order_by("pk").iterator(chunk_size=200):
        found = terms_of(kept_document(expression))
        Terms.objects.update_or_create(expression=expression, defaults={"title": found.title, "text": found.text})
        count += 1
    return count
