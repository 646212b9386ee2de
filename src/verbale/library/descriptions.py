"""Descriptions of documents, made from their stored JSON: citations, JSON-LD, MARCXML, Dublin Core.

They are not kept in the archive: a description names all languages of a document, and these come out one after the
other, so whatever a deposit kept would be old with the next. They are worked out by the describers of
`verbale.formats`, which read no file and set no type; this is the one place where the library knows that room.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from verbale import formats
from verbale.archive.files import stored
from verbale.archive.organization import authorities
from verbale.archive.terms import kept_document
from verbale.document import Rendition, WriteOptions
from verbale.library.addresses import path_of
from verbale.library.lookup import Found, Version

TITLES = {
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl": "CSL-JSON",
    "jsonld": "JSON-LD",
    "marcxml": "MARCXML",
    "dublincore": "Dublin Core",
}
"""The formats that describe a document, and what people call them; all others are files of it."""

FORMATS = tuple(TITLES)

MEDIA_TYPES = {
    "jsonld": "application/ld+json",
    "marcxml": "application/marcxml+xml",
    "dublincore": "application/xml",
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl": "application/vnd.citationstyles.csl+json",
    "linkset": "application/linkset+json",
}
"""The media types of what is made when it is asked for."""


def describe(found: Found, versions: Sequence[Version], name: str) -> tuple[bytes, str]:
    """Return a description of a document in some of its languages, and its media type.

    One version alone is described in its own language. Raises CannotWrite where the versions contradict each other.
    """
    row = formats.by_name(name)
    files = [_file(one) for one in versions] if name in ("jsonld", "marcxml") else []
    options = WriteOptions(address=f"{settings.ADDRESS}{path_of(found.name)}")
    documents = [kept_document(one.expression) for one in versions]
    writing = row.describe(documents, options, [file for of in files for file in of], authorities())
    return writing.data, MEDIA_TYPES[name]


def _file(version: Version) -> list[Rendition]:
    return [
        Rendition(version.language, row.format, row.name, row.media_type, stored(row.path).read_bytes(), row.sha256)
        for row in version.files.values()
    ]
