"""Where each field was read: lines, page, box, and how sure, so that a person can check a reading at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verbale.document import Block, Communication, Evidence, Line, Paragraph
from verbale.languages import find_dates
from verbale.recognizer.cues import edges
from verbale.recognizer.lines import around
from verbale.recognizer.title import begins_title

_SENDER = ("state", "capacity", "seat")
SAID = 0.9  # what prose states, where a masthead would


def evidence(field: str, lines: Sequence[Line], confidence: float = 1.0, text: str = "") -> Evidence:
    """Return the evidence that a field was read from lines; ``text`` is what of them tells it, where that is less.

    It is no surer than the least sure of the lines, as OCR read them. Page and box are those of the first line, the box
    around all lines of that page.
    """
    if not lines:
        return Evidence(field, text=text, confidence=confidence)
    return Evidence(
        field,
        tuple(line.number for line in lines),
        text or " / ".join(line.text for line in lines),
        min(confidence, *(line.confidence for line in lines)),
        lines[0].page,
        around(lines),
    )


def of_block(field: str, block: Block | None, lines: Sequence[Line]) -> Evidence:
    """Return the evidence that a paragraph states a field; ``lines`` are those of the text it stands in."""
    words = block.text if isinstance(block, Paragraph) else ""
    found = [line for line in lines if words and words in line.text][:1]
    return evidence(field, found, SAID, words)


def of_communication(
    said: Communication, title: Line | None, content: Sequence[Block], lines: Sequence[Line], language: str
) -> Iterator[Evidence]:
    """Yield the evidence for kind, date, sender and addressees: the title, or the salutation where it is no such title."""
    fields = ["communication.kind"]
    fields += [f"communication.sender.{part}" for part in _SENDER if getattr(said.sender, part)]
    fields += ["communication.addressees"] if said.addressees else []
    if title and begins_title(edges(title.text), firmly=True):
        yield from (evidence(field, [title]) for field in fields)
        for date in find_dates(title.text, language):
            if date.date == said.dated:
                yield evidence("communication.dated", [title], text=title.text[date.start : date.end])
                break
        return
    greeting = next((passage.block for passage in said.passages if passage.slots.get("state")), "")
    block = next((block for block in content if block.id == greeting), None)
    yield from (of_block(field, block, lines) for field in fields if block)
