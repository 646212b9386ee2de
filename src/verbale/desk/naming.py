"""What lists and headings call a communication: its title, as the formulas write it, or as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from verbale import communications
from verbale.archive.organization import authorities
from verbale.authorities import Authorities
from verbale.desk.models import Case, Correction, Read
from verbale.desk.paths import put
from verbale.document import Document, from_json
from verbale.problems import VerbaleError


class Title(msgspec.Struct, frozen=True):
    """A title and the language that it is in; empty where a communication has none."""

    text: str = ""
    language: str = ""


def title_of(document: Document, language: str, known: Authorities) -> Title:
    """Return the title that the formulas write in a language, else the document's own in its own."""
    said = document.communication
    if said and said.dated and said.sender.state and said.sender.capacity and said.addressees:
        try:
            return Title(communications.write_title(said, language, known).text, language)
        except VerbaleError:
            pass  # a code that is in no authority file any more: the problems of the reading say so
    return Title(document.title, document.masthead.language) if document.title else Title()


def titles(cases: Sequence[Case], language: str) -> dict[int, Title]:
    """Return the titles of cases by their primary key, with two queries whatever their number."""
    known = authorities()
    found: dict[int, Document] = {}
    for row in Read.objects.filter(case__in=cases).order_by("number"):
        found[row.case_id] = from_json(row.document.encode())
    corrected: dict[int, dict[str, Any]] = {}
    for fix in Correction.objects.filter(case__in=cases).exclude(path__startswith="content.").order_by("pk"):
        corrected.setdefault(fix.case_id, {})[fix.path] = msgspec.json.decode(fix.value)
    for key, values in corrected.items():
        found[key] = put(found[key], values)
    return {key: title_of(document, language, known) for key, document in found.items()}
