"""What a communication says of itself, and the symbol that the title of a resolution states."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from verbale.authorities import Authorities
from verbale.communications import KINDS, Found, read_passage, read_title
from verbale.communications.forms import as_kind
from verbale.document import Block, Communication, Line, Paragraph, Passage, Sender
from verbale.languages import find_dates
from verbale.languages.folding import plain
from verbale.problems import BadSymbol, NotKnown
from verbale.recognizer.cues import Body, cues, edges
from verbale.recognizer.kinds import kind_of
from verbale.recognizer.letterhead import Kind
from verbale.recognizer.title import begins_title
from verbale.symbols import Symbol, parse

_FIRST = 12  # paragraphs in which a note says its compliments
_PASSAGES = 40  # paragraphs of a covering note; of a longer one the first and the last are read
_MIDDLE = 20
_YEARED = re.compile(r"(\d{1,4}) ?\((\d{4})\)")
_SESSIONED = re.compile(r"(?:\A|\s)((?:E?S-)?\d{1,4}/\d{1,4})(?=\W|\Z)")


def read_communication(
    title: str, language: str, content: Sequence[Block], authorities: Authorities, sent_as: Kind | None = None
) -> Communication | None:
    """Return what the title of a communication says, with the set formulas that its paragraphs are.

    Without such a title, the salutation of a note makes it one, or that it was ``sent_as`` one, with a letterhead.
    """
    if not language:
        return None
    said = read_title(title, language, authorities) if title else None
    if said is None and title and begins_title(edges(title), firmly=True):
        said = _by_kind(title, language)
    paragraphs = [block for block in content if isinstance(block, Paragraph)]
    first = _passages(paragraphs[:_FIRST], language, authorities)
    if said is None:
        said = _by_salutation(first) or (Communication(kind=sent_as) if sent_as else None)
    if said is None:
        return None
    # A long note asks at its end, and closes with its courtesy.
    rest = (
        paragraphs[_FIRST:] if len(paragraphs) <= _PASSAGES else [*paragraphs[_FIRST:_MIDDLE], *paragraphs[-_MIDDLE:]]
    )
    passages = [*first, *_passages(rest, language, authorities)]
    named = tuple(Passage(id_, found.formula, found.slots) for id_, found in passages)
    return msgspec.structs.replace(said, passages=named)


def _passages(paragraphs: Sequence[Paragraph], language: str, authorities: Authorities) -> list[tuple[str, Found]]:
    """Return the set formulas that paragraphs are, by their ids."""
    found = ((block.id, read_passage(block.text, block.language or language, authorities)) for block in paragraphs)
    return [(id_, formula) for id_, formula in found if formula]


def _by_kind(title: str, language: str) -> Communication | None:
    """Return the kind and the date of a communication whose title follows no known form."""
    dates = find_dates(title[:1000], language)
    dated = dates[0].date if dates else None
    kind = kind_of(None, title, "", None)
    return Communication(kind=as_kind(kind), dated=dated) if kind in KINDS else None


def _by_salutation(passages: Sequence[tuple[str, Found]]) -> Communication | None:
    for _, found in passages:
        slots = found.slots
        if slots.get("state") and slots.get("addressees"):
            sender = Sender(slots["state"], slots.get("capacity", ""), slots.get("seat", ""))
            kind = as_kind("letter" if found.formula.startswith("letter") else "note-verbale")
            return Communication(kind=kind, sender=sender, addressees=tuple(slots["addressees"].split(",")))
    return None


def stated_symbol(
    titles: Sequence[Line], body: str | None, names: Mapping[str, Body], authorities: Authorities
) -> Symbol | None:
    """Return the symbol of a resolution whose title states its number, and whose lines name the body that adopted it.

    "Resolution 777 (1992)", "Adopted by the Security Council ..." is S/RES/777 (1992): stated, not guessed.
    """
    if not titles or not edges(titles[0].text).startswith(cues().heads["numbered"]):
        return None
    adopter = body or _adopter(" ".join(line.text for line in titles[1:]), names)
    yeared = _YEARED.search(titles[0].text)
    number = yeared or _SESSIONED.search(titles[0].text)
    if not adopter or not number:
        return None
    try:
        return parse(authorities.resolution_symbol(adopter, number[1], yeared[2] if yeared else None))
    except (BadSymbol, NotKnown):
        return None


def _adopter(text: str, names: Mapping[str, Body]) -> str:
    """Return the body that a line of adoption names."""
    key = plain(text[:400])
    found = [(len(name), body.id) for name, body in names.items() if body.id and len(name) > 4 and name in key]
    return max(found)[1] if found else ""
