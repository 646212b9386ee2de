"""What a communication without a masthead states in its own text: when it was written, what it asks to be made of it.

A note as a Mission writes it has no masthead; its request names body, session and agenda items, and a line such as
"Geneva, 1 April 2020" its date. Nothing here replaces what a masthead states.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from verbale.communications.forms import session_of
from verbale.document import AgendaItem, Block, Document, Evidence, Line, Paragraph
from verbale.languages import find_dates
from verbale.recognizer.evidence import of_block

_LONGEST = 80  # characters of a line of place and date
_EDGE = 3  # paragraphs from either end of a covering note in which it stands


def stated_in_text(document: Document, lines: Sequence[Line]) -> tuple[Document, tuple[Evidence, ...]]:
    """Return the document with what its text states and its masthead does not, and the evidence for it in its ``lines``."""
    said = document.communication
    if said is None:
        return document, ()
    blocks = {block.id: block for block in document.content}
    evidence: list[Evidence] = []
    if said.dated is None and (line := _date_line(document.content, document.masthead.language)):
        block, dated = line
        said = msgspec.structs.replace(said, dated=dated)
        content = tuple(msgspec.structs.replace(b, role="place-date") if b is block else b for b in document.content)
        document = msgspec.structs.replace(document, communication=said, content=content)
        evidence.append(of_block("communication.dated", block, lines))
    for passage in said.passages:
        slots, asked = passage.slots, blocks.get(passage.block)
        if document.session is None and slots.get("session"):
            document = msgspec.structs.replace(document, session=session_of(slots["session"]))
            evidence.append(of_block("session", asked, lines))
        if not document.agenda and slots.get("items"):
            items = tuple(AgendaItem(number) for number in slots["items"].split(","))
            document = msgspec.structs.replace(document, agenda=items)
            evidence.append(of_block("agenda", asked, lines))
        if document.body is None and slots.get("body"):
            document = msgspec.structs.replace(document, body=slots["body"])
            evidence.append(of_block("body", asked, lines))
    return document, tuple(evidence)


def _date_line(content: Sequence[Block], language: str) -> tuple[Paragraph, datetime.date] | None:
    """Return the line of place and date, and the date: a short line near either end that ends in a date."""
    edge = [*content[-_EDGE:][::-1], *content[:_EDGE]]
    for block in edge:
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST:
            continue
        text = block.text.rstrip(" .")
        found = find_dates(text, block.language or language)
        if len(found) == 1 and found[0].end == len(text):
            return block, found[0].date
    return None
