"""Who writes to whom, where a note or letter says it outside its set formulas: letterhead, first sentence, address, signature.

What is found fills what the formulas left open and replaces nothing. Only whole names of the authority files count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from verbale.authorities import Authorities
from verbale.communications.senders import read_sender
from verbale.document import Block, Communication, Line, Paragraph, Sender
from verbale.languages.folding import plain
from verbale.recognizer.cues import cues
from verbale.recognizer.lines import meets_closely

_FOOT = 8  # paragraphs at the end of a note in which it is signed and addressed
_LONGEST = 150  # characters of a line that names somebody
_JOINED = 3  # lines over which a name may be printed
_WORDS = 12  # words of a line that may stand before a name: "Ambassador, "
_SENTENCE = 600  # characters in which the first sentence names both
_EDGES = " ,.;:\u060c\uff0c\u3002"


def with_names(
    said: Communication, language: str, head: Sequence[Line], content: Sequence[Block], authorities: Authorities
) -> Communication:
    """Return the communication with sender and addressees as ``head``, the letterhead, and the edges of the text name them."""
    paragraphs = [block for block in content if isinstance(block, Paragraph)]
    above = [line.text for line in head if len(line.text) <= _LONGEST]
    foot = [text for block in paragraphs[-_FOOT:] for text in _lines(block)]
    sender, addressees = said.sender, said.addressees
    if said.kind == "note-verbale" and not (sender.state and addressees):
        greeted = next(
            (found for block in paragraphs[:_JOINED] if (found := _greeting(block.text, language, authorities))), None
        )
        if greeted:
            sender, addressees = (sender if sender.state else greeted[0]), addressees or greeted[1]
    if not sender.state:
        of_head = _sender(above, language, authorities)
        sender = _signed(foot, of_head, language, authorities) if said.kind != "note-verbale" else of_head or sender
    if not addressees:
        addressees = _addressees(above, language, authorities) or _addressees(foot, language, authorities)
    return msgspec.structs.replace(said, sender=sender, addressees=addressees)


def _lines(block: Paragraph) -> Iterator[str]:
    """Yield the lines that a short paragraph was broken into."""
    if len(block.text) > 3 * _LONGEST:
        return
    cuts = [0, *sorted(mark.start for mark in block.marks if mark.kind == "break"), len(block.text)]
    yield from (text for start, end in pairwise(cuts) if (text := block.text[start:end].strip()))


def _greeting(text: str, language: str, authorities: Authorities) -> tuple[Sender, tuple[str, ...]] | None:
    """Return who presents compliments to whom, by the names on both sides of the words."""
    sentence = text[:_SENTENCE]
    words = sentence.split(" ") if " " in sentence else list(sentence)
    glue = " " if " " in sentence else ""
    # The longest name: it goes on to the seat.
    for at in range(len(words) - 1, 0, -1):
        before = glue.join(words[:at])
        sender = read_sender(before.strip(_EDGES), language, authorities) if len(before) <= _LONGEST * 2 else None
        sender = sender or (read_sender(glue.join(words[1:at]), language, authorities) if language == "ar" else None)
        if sender is None:
            continue
        rest = words[at:]
        found = (
            authorities.find_offices(glue.join(rest[start:end]).strip(_EDGES), language)
            for start in range(min(6, len(rest)))
            for end in range(len(rest), start, -1)
        )
        if any(cue in plain(sentence) for cue in cues().heads["compliments.parts"]):
            return sender, next(filter(None, found), ())
    return None


def _runs(lines: Sequence[str]) -> Iterator[str]:
    """Yield each line, then each two and three that follow one another as one; a name may be printed over them."""
    for count in range(1, _JOINED + 1):
        for at in range(len(lines) - count + 1):
            text = lines[at]
            for line in lines[at + 1 : at + count]:
                text += line if meets_closely(text, line) else f" {line}"
            yield text


def _tails(text: str) -> Iterator[str]:
    """Yield a line, and what of it stands behind its first words: a name behind a title or a function."""
    words = text.split(" ")
    yield from (" ".join(words[at:]).strip(_EDGES) for at in range(min(len(words), _WORDS)))


def _sender(lines: Sequence[str], language: str, authorities: Authorities) -> Sender | None:
    found = [who for text in _runs(lines) if (who := read_sender(text.strip(_EDGES), language, authorities))]
    # Over more lines the same name goes on: to its seat.
    return found[-1] if found else None


def _signed(lines: Sequence[str], mission: Sender | None, language: str, authorities: Authorities) -> Sender:
    """Return the person that signs, with State and seat of the Mission whose letterhead it is where the signature has none."""
    mission = mission or Sender()
    for text in _runs(lines[::-1]):
        for tail in _tails(text):
            if who := read_sender(tail, language, authorities):
                seat = who.seat or (mission.seat if who.state == mission.state else "")
                return Sender(who.state, who.capacity, seat)
            if mission.state and (capacity := authorities.find_capacity(tail, language)):
                return Sender(mission.state, capacity, mission.seat)
    return Sender(mission.state, "", mission.seat)


def _addressees(lines: Sequence[str], language: str, authorities: Authorities) -> tuple[str, ...]:
    for text in _runs(lines):
        for tail in _tails(text):
            if len(tail) <= _LONGEST and (codes := authorities.find_offices(tail, language)):
                return codes
    return ()
