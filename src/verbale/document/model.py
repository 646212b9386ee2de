"""The model: one language version of an official document, as frozen values.

A :class:`Document` is what every reader makes and every writer takes. Text is *standoff*: a plain ``text`` and the
``marks`` over it, so that a citation, a search hit or a difference between two languages is a pair of offsets in
characters. Blocks carry ids that all language versions of a document share: the ids are the alignment.

Nothing here knows a format, a file or a database.
"""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

VERSION = "1"

MarkKind = Literal[
    "bold", "italic", "underline", "raised", "lowered", "link", "language", "untranslated", "note", "break"
]


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """A property of the characters ``start`` to ``end`` of a text.

    ``value`` is the address of a ``link``, the code of a ``language``, the id of the note that a ``note`` mark anchors.
    ``note`` and ``break`` marks are points: ``start == end``. ``untranslated`` marks a passage that no formula covers.
    """

    kind: MarkKind
    start: int
    end: int
    value: str = ""


class Paragraph(msgspec.Struct, frozen=True, omit_defaults=True, tag="paragraph"):
    """A paragraph, an item of a list or a line of its own.

    ``number`` is printed before it as it stands ("1.", "(a)", "–"); ``level`` counts the steps of indentation;
    ``role`` says what it does; ``language`` is empty where it is the document's.
    """

    id: str
    text: str
    marks: tuple[Mark, ...] = ()
    number: str = ""
    level: int = 0
    role: Literal["", "preambular", "operative", "quotation", "signature", "place-date", "vote", "sponsors", "rule"] = (
        ""
    )
    language: str = ""


class Heading(msgspec.Struct, frozen=True, omit_defaults=True, tag="heading"):
    """A heading inside the text; level 1 is the highest."""

    id: str
    text: str
    marks: tuple[Mark, ...] = ()
    number: str = ""
    level: int = 1
    language: str = ""


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell of a table: blocks, and how many columns and rows it covers."""

    content: tuple[Block, ...] = ()
    columns: int = 1
    rows: int = 1


class Table(msgspec.Struct, frozen=True, omit_defaults=True, tag="table"):
    """A table; the first ``header`` rows are its head."""

    id: str
    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0
    caption: str = ""
    language: str = ""


Block = Paragraph | Heading | Table


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """A footnote; ``marker`` is printed ("*", "1"), a ``note`` mark with this ``id`` anchors it."""

    id: str
    marker: str
    content: tuple[Block, ...]


class Annex(msgspec.Struct, frozen=True, omit_defaults=True):
    """An annex: its words are its author's and are never touched.

    ``label`` is its heading ("Annex II", "Annex to the note verbale dated ..."); ``original`` the language printed in
    brackets under it, where there is one.
    """

    id: str
    label: str = ""
    title: str = ""
    label_marks: tuple[Mark, ...] = ()
    title_marks: tuple[Mark, ...] = ()
    language: str = ""
    original: str = ""
    content: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()


Distribution = Literal["general", "limited", "restricted", "confidential", "participants", "provisional", ""]


class Masthead(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the masthead states, as values; the words as printed are in :attr:`Document.cover`.

    ``languages`` are those of an "English only" line; ``stars`` the reissue stars after the symbol.
    """

    organization: str = ""
    organ: str = ""
    distribution: Distribution = ""
    issued: datetime.date | None = None
    language: str = ""
    originals: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    job_number: str = ""
    stars: str = ""
    advance: bool = False


class Session(msgspec.Struct, frozen=True, omit_defaults=True):
    """A session of the body: regular and special ones have a number, annual ones a year; ``text`` as printed."""

    kind: Literal["regular", "special", "emergency-special", "annual", "organizational"] = "regular"
    number: int | None = None
    year: int | None = None
    dates: tuple[tuple[datetime.date, datetime.date], ...] = ()
    text: str = ""


class AgendaItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """An agenda item: number "4" or "18(a)", and its title in the language of the document."""

    number: str
    title: str = ""


class Subject(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a document is about, as whoever catalogued it said: a term of a thesaurus, and the term's address there."""

    term: str
    address: str


class Sender(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who sends a communication: State (ISO 3166 alpha-3), capacity and seat as codes of the authority files."""

    state: str = ""
    capacity: str = ""
    seat: str = ""


class Passage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A set formula found in the block ``block``: its key and what stood in its slots.

    A slot holds free text (the object of the transmission) or a code (an addressee, a session).
    """

    block: str
    formula: str
    slots: dict[str, str] = {}


class Communication(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a communication says of itself, independent of language.

    ``others`` are those who send it together with the sender, in their order: a joint letter. ``severally`` says that each
    addressee is addressed ("to A and to B"), not all together ("to A and B").
    """

    kind: Literal["note-verbale", "letter", "identical-letters"] = "note-verbale"
    dated: datetime.date | None = None
    sender: Sender = Sender()
    addressees: tuple[str, ...] = ()
    severally: bool = False
    passages: tuple[Passage, ...] = ()
    others: tuple[Sender, ...] = ()


class Citation(msgspec.Struct, frozen=True, omit_defaults=True):
    """A citation: characters ``start`` to ``end`` of the block ``block`` name ``symbol``."""

    start: int
    end: int
    text: str
    symbol: str
    kind: str = "resolution"
    block: str = ""


CoverField = Literal[
    "organization",
    "organ",
    "symbol",
    "distribution",
    "issued",
    "language",
    "original",
    "only",
    "advance",
    "job-number",
    "body",
    "session",
    "session-dates",
    "agenda",
    "agenda-title",
    "other",
]


class CoverLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the masthead as printed, and which field it states."""

    field: CoverField
    text: str
    marks: tuple[Mark, ...] = ()


class Document(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One language version of an official document.

    ``cover`` holds the lines of the masthead as printed, in their order; the fields beside it what they mean.
    ``subjects`` are those that its metadata state. ``specimen`` marks a made-up document, and every rendition says so.
    """

    symbol: str | None = None
    kind: str = ""
    masthead: Masthead = Masthead()
    body: str | None = None
    session: Session | None = None
    agenda: tuple[AgendaItem, ...] = ()
    subjects: tuple[Subject, ...] = ()
    title: str = ""
    title_marks: tuple[Mark, ...] = ()
    subtitle: str = ""
    communication: Communication | None = None
    cover: tuple[CoverLine, ...] = ()
    content: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    annexes: tuple[Annex, ...] = ()
    citations: tuple[Citation, ...] = ()
    specimen: bool = False
