"""CSL-JSON: a reference as citation processors take it (schema 1.0.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from verbale.authorities import Authorities
from verbale.document import Document, Rendition, WriteOptions, Writing
from verbale.formats.citation.reference import reference


def describe(
    versions: Document | Sequence[Document],
    options: WriteOptions,
    renditions: Sequence[Rendition] = (),
    known: Authorities | None = None,
) -> Writing:
    """Return a list of one CSL-JSON item for a document in all its languages, in UTF-8.

    The titles in the other languages stand under ``custom``. Raises CannotWrite where the versions are none of one document.
    """
    found = reference(versions, options, known)
    day = found.day
    item: dict[str, Any] = {
        "id": found.key,
        "type": "report",
        "title": found.title,
        "author": [{"literal": name} for name in found.authors],
        "number": found.number,
        "genre": found.kind,
        "collection-title": found.body,
        "publisher": found.publisher,
        "publisher-place": found.place,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": found.address,
        "language": found.language,
        "note": found.note,
        "custom": {"titles": found.others} if found.others else None,
    }
    kept = {name: value for name, value in item.items() if value}
    return Writing(msgspec.json.format(msgspec.json.encode([kept]), indent=1) + b"\n", found.problems)
