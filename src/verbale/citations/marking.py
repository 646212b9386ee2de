"""Marks the citations of a whole document, block by block."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from verbale.citations.grammar import table
from verbale.citations.scan import scan
from verbale.document import Citation, Document, places

_ANY = "en"
"""The patterns for a block in a language without patterns of its own: symbols are the same everywhere."""


def mark(document: Document) -> Document:
    """The document with the citations of its cover, title, blocks, notes and annexes, each read in its own language.

    Those of the masthead stand in ``cover-3`` (line 3 of the cover, from 0), those of the titles in ``title`` and ``subtitle``; a
    document does not cite itself there.
    "Its resolution" is that of the body of the document. An "ibid." in a note refers to the note before it, and nowhere else.
    """
    found = list(_heads(document))
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


def _heads(document: Document) -> Iterator[Citation]:
    language = document.masthead.language if document.masthead.language in table("words.toml")["languages"] else _ANY
    heads = [(f"cover-{n}", line.text) for n, line in enumerate(document.cover) if line.field == "other"]
    for block, text in (*heads, ("title", document.title), ("subtitle", document.subtitle)):
        for citation in scan(text, language, document.body, "") if text else ():
            if citation.symbol != document.symbol:
                yield msgspec.structs.replace(citation, block=block)
