"""What our own files hold beside the mark-up: the fields of a document that Akoma Ntoso has no words for.

A writer reads its own masthead back and records what it did not say, so that nothing is lost and nothing said twice.
The record is a piece of the document's JSON (:func:`verbale.document.schema`).
"""

from __future__ import annotations

from typing import Any

import msgspec

from verbale.document import Citation, Document
from verbale.problems import BadInput

_FIELDS = ("symbol", "kind", "masthead", "body", "session", "agenda", "communication", "cover", "specimen")


def lacking(document: Document, stated: Document, citations: tuple[Citation, ...]) -> str:
    """Return the JSON of the fields of ``document`` that are not what ``stated`` says, and of further ``citations``."""
    fields: dict[str, Any] = {
        name: value for name in _FIELDS if (value := getattr(document, name)) != getattr(stated, name)
    }
    if citations:
        fields["citations"] = citations
    return msgspec.json.encode(fields, order="sorted").decode() if fields else ""


def restored(document: Document, record: str) -> Document:
    """Return the document with what was recorded; raises BadInput where the record is not of the model's shape."""
    if not record.strip():
        return document
    try:
        known = msgspec.json.decode(record)
        told = msgspec.convert(known, Document)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeEncodeError) as error:
        raise BadInput(
            f"The record of a Verbale document in this file is damaged: {error}.",
            where="proprietary",
            advice="Remove the proprietary element; the rest of the file is read without it.",
        ) from error
    changes = {name: getattr(told, name) for name in _FIELDS if name in known}
    return msgspec.structs.replace(document, **changes, citations=(*document.citations, *told.citations))
