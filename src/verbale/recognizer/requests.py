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
from verbale.recognizer.evidence import SAID, of_block
from verbale.recognizer.evidence import evidence as of_lines

_LONGEST = 80  # characters of a line of place and date
_EDGE = 3  # paragraphs from the beginning of a covering note in which it stands
_FOOT = 8  # paragraphs from its end: a seal, enclosures and an address may follow


def stated_in_text(
    document: Document, lines: Sequence[Line], head: Sequence[Line]
) -> tuple[Document, tuple[Evidence, ...]]:
    """Return the document with what its text states and its masthead does not, and the evidence for it in its ``lines``.

    ``head`` are the lines of a letterhead, which may date it too.
    """
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
    if said.dated is None and (dated_line := _date_above(head, document.masthead.language)):
        at, dated = dated_line
        said = msgspec.structs.replace(said, dated=dated)
        document = msgspec.structs.replace(document, communication=said)
        evidence.append(of_lines("communication.dated", [at], SAID))
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
    for block in (*content[-_FOOT:][::-1], *content[:_EDGE]):
        if isinstance(block, Paragraph) and (dated := _dated(block.text, block.language or language)):
            return block, dated
    return None


def _date_above(head: Sequence[Line], language: str) -> tuple[Line, datetime.date] | None:
    """Return the last line of a letterhead that ends in a date, and the date."""
    return next(((line, dated) for line in reversed(head) if (dated := _dated(line.text, language))), None)


def _dated(text: str, language: str) -> datetime.date | None:
    """Return the date that a short line ends in, if it has no other."""
    text = text.rstrip(" .")
    found = find_dates(text, language) if len(text) <= _LONGEST else ()
    return found[0].date if len(found) == 1 and found[0].end == len(text) else None
