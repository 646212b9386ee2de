"""Marks the citations of a whole document, block by block."""

from __future__ import annotations

import msgspec

from verbale.citations.grammar import table
from verbale.citations.scan import scan
from verbale.document import Citation, Document, places

_ANY = "en"
"""The patterns for a block in a language without patterns of its own: symbols are the same everywhere."""


def mark(document: Document) -> Document:
    """The document with the citations of all its blocks, notes and annexes, each block read in its own language.

    "Its resolution" is that of the body of the document. An "ibid." in a note refers to the note before it, and nowhere else.
    """
    found: list[Citation] = []
    note = symbol = before = ""
    for place in places(document):
        if place.note != note:
            note, before, symbol = place.note, symbol if note and place.note else "", ""
        language = place.language if place.language in table("words.toml")["languages"] else _ANY
        citations = scan(place.block.text, language, document.body, symbol or before)
        found += [msgspec.structs.replace(citation, block=place.block.id) for citation in citations]
        if citations:
            symbol = citations[-1].symbol
    return msgspec.structs.replace(document, citations=tuple(found))
