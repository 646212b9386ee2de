"""What our own files hold beside the mark-up: the fields of a document that Akoma Ntoso has no words for.

A writer reads its own masthead back and records what it did not say, so that nothing is lost and nothing said twice.
The record is a piece of the document's JSON (:func:`verbale.document.schema`).
"""

from __future__ import annotations

from typing import Any

import msgspec

from verbale.document import Citation, Document
from verbale.problems import Problem

_FIELDS = ("symbol", "kind", "masthead", "body", "session", "agenda", "subjects", "communication", "cover", "specimen")


def lacking(document: Document, stated: Document, citations: tuple[Citation, ...]) -> str:
    """Return the JSON of the fields of ``document`` that are not what ``stated`` says, and of further ``citations``."""
    fields: dict[str, Any] = {
        name: value for name in _FIELDS if (value := getattr(document, name)) != getattr(stated, name)
    }
    if citations:
        fields["citations"] = citations
    return msgspec.json.encode(fields, order="sorted").decode() if fields else ""


def restored(document: Document, record: str) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document with what was recorded; a problem says where the record is damaged, or gainsays the mark-up."""
    if not record.strip():
        return document, ()
    try:
        known = msgspec.json.decode(record)
        told = msgspec.convert(known, Document)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        text = f"The record in the file cannot be used: {error}"
        return document, (Problem("read-record-broken", "warning", text, "proprietary", _ADVICE),)
    changes = {name: getattr(told, name) for name in _FIELDS if name in known}
    differ = [name for name in changes if getattr(document, name) not in _NOTHING]
    text = f"The record in the file and its mark-up differ in {', '.join(differ)}; the record was followed."
    problems = (Problem("read-record-differs", "note", text, "proprietary", _ADVICE),) if differ else ()
    return msgspec.structs.replace(document, **changes, citations=(*document.citations, *told.citations)), problems


_NOTHING = (None, "", (), False)
_ADVICE = "Check the fields against the document."
