"""RIS, in UTF-8: a tag a line, as reference managers import it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verbale.authorities import Authorities
from verbale.document import Document, Rendition, WriteOptions, Writing
from verbale.formats.citation.reference import Reference, reference


def describe(
    versions: Document | Sequence[Document],
    options: WriteOptions,
    renditions: Sequence[Rendition] = (),
    known: Authorities | None = None,
) -> Writing:
    """Return one RIS record for a document in all its languages, in UTF-8, its lines ending in CR LF as RIS asks.

    Raises CannotWrite where the versions are none of one document.
    """
    found = reference(versions, options, known)
    lines = [f"{tag}  - {' '.join(text.split())}".rstrip(" ") for tag, text in _tags(found) if text]
    return Writing("\r\n".join([*lines, "ER  - ", ""]).encode(), found.problems)


def _tags(found: Reference) -> Iterator[tuple[str, str]]:
    day = found.day
    yield "TY", found.type
    yield "ID", found.key
    yield from (("AU", name) for name in found.authors)
    yield "TI", found.title
    yield from (("TT", title) for title in found.others.values())
    yield "T2", found.body
    yield "SN", found.number
    yield "M3", found.kind
    yield "PB", found.publisher
    yield "CY", found.place
    yield "PY", f"{day.year}" if day else ""
    yield "DA", f"{day:%Y/%m/%d}/" if day else ""
    yield "LA", ", ".join(found.languages)
    yield "UR", found.address
    yield "N1", found.note
