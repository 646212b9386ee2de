"""A note composed from the set formulas, in any of the six languages: data in, a file out that is submitted like any other.

What is composed is read back by the same reader as what was uploaded, so it takes no way of its own behind this file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec

from verbale import press
from verbale.archive.submissions import Arrived
from verbale.authorities import Authorities
from verbale.communications import write_passage, write_title
from verbale.communications.forms import as_kind, session_of
from verbale.document import Communication, Document, Masthead, Paragraph, Passage, Sender
from verbale.languages import phrase
from verbale.problems import BadInput, words

LETTERS = ("letter", "identical-letters")


class Note(msgspec.Struct, frozen=True):
    """What a covering note says, independent of language but for its ``object``, the words for what is transmitted.

    ``annexes`` is their number; ``session`` a code as symbols write it ("12", "S-34"), or empty; ``signatory`` the
    name under a letter. Without an ``object`` the note itself is what shall be circulated.
    """

    language: str
    state: str
    capacity: str
    seat: str
    addressees: tuple[str, ...]
    dated: datetime.date
    body: str
    kind: str = "note-verbale"
    session: str = ""
    items: tuple[str, ...] = ()
    object: str = ""
    annexes: int = 0
    signatory: str = ""
    specimen: bool = False


def compose(note: Note, known: Authorities) -> Document:
    """Return a note as a document: title, set formulas, courtesy or signature.

    Raises BadInput that names what is lacking, NotKnown for a code that is in no authority file, MissingWording where
    an official form is lacking in the language.
    """
    _check(note, known)
    sender = Sender(note.state, note.capacity, note.seat)
    said = Communication(kind=as_kind(note.kind), dated=note.dated, sender=sender, addressees=note.addressees)
    title = write_title(said, note.language, known)
    blocks: list[Paragraph] = []
    passages: list[Passage] = []
    for number, (key, slots) in enumerate(_formulas(note), 1):
        written = write_passage(key, slots, said, note.language, known)
        marks = tuple(mark for mark in written.marks if mark.kind == "raised")
        blocks.append(Paragraph(f"p{number}", written.text, marks))
        passages.append(Passage(f"p{number}", key, slots))
    if note.kind in LETTERS:
        signed = phrase("signed", note.language, name=note.signatory)
        blocks.append(Paragraph(f"p{len(blocks) + 1}", signed, role="signature"))
    return Document(
        kind=note.kind,
        masthead=Masthead(language=note.language),
        title=title.text,
        title_marks=title.marks,
        communication=msgspec.structs.replace(said, passages=tuple(passages)),
        content=tuple(blocks),
        specimen=note.specimen,
    )


def file(note: Note, known: Authorities) -> Arrived:
    """Return a note as the file that is submitted: Markdown, which its author can read; raises what `compose` raises."""
    data = press.write(compose(note, known), "markdown").data
    return Arrived(f"{note.kind}-{note.dated.isoformat()}-{note.language}.md", "text/markdown", data)


def _formulas(note: Note) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the formulas of a note in their order, each with its slots."""
    who = {"state": note.state, "capacity": note.capacity, "seat": note.seat, "addressees": ",".join(note.addressees)}
    asked = {
        "body": note.body,
        "session": note.session,
        "items": ",".join(note.items),
        "annexes": {0: "", 1: "1"}.get(note.annexes, "2"),
    }
    letter = note.kind in LETTERS
    if note.object:
        yield "letter-transmission" if letter else "transmission", _given({**who, "object": note.object})
    if letter:
        yield "letter-request", _given({**who, **asked})
    else:
        yield "request" if note.object else "salutation-request", _given({**who, **asked})
        yield "courtesy", _given(who)


def _given(slots: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in slots.items() if value}


def _check(note: Note, known: Authorities) -> None:
    """Raise BadInput that names everything that is lacking or does not go together."""
    faults: dict[str, str] = {}
    if not note.addressees:
        faults["addressees"] = "the note is addressed to nobody"
    if not note.body:
        faults["body"] = "nothing says as whose document it shall be circulated"
    if note.kind in LETTERS and not note.signatory.strip():
        faults["signatory"] = "a letter is signed"
    try:
        session_of(note.session)
    except ValueError:
        faults["session"] = f"“{note.session}” is no session"
    if faults:
        raise BadInput(
            f"The note cannot be composed: {'; '.join(faults.values())}.",
            where=next(iter(faults)),
            advice="Fill in what is lacking.",
            wording=("refusal.note", {"fields": words("mission.field", *faults)}),
        )
