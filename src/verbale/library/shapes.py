"""What the public API gives, as shapes that its description lists."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

LONGEST, PLAIN = 300, r"^[^\u0000]*$"
"""How long a text that is asked for may be, and what may be in it."""

Text = Annotated[str, StringConstraints(max_length=LONGEST, pattern=PLAIN)]
"""A text that is asked for."""


class File(Schema):
    """A file of a language version, as it was issued."""

    format: str
    url: str
    media_type: str
    size: int
    sha256: str


class Version(Schema):
    """A language version as it came out once; a reissue has the next number."""

    language: str
    version: int
    stage: str = Field(description='"advance", "issued" or "reissued"')
    stars: int
    reason: str = Field(description="Why it was reissued.")
    title: str
    issued: datetime.date | None
    released: datetime.datetime
    job_number: str
    url: str
    files: list[File]


class Document(Schema):
    """A document in all its languages; with ``fields`` only what was asked for."""

    key: str = Field(None, description="Its lasting name: its symbol for comparing, or the sha-256 of what has none.")
    symbol: str = None
    url: str = None
    title: str = None
    title_language: str = None
    kind: str = None
    body: str = None
    session: str = None
    agenda: list[str] = None
    sender: str = Field(None, description="The State that sent it.")
    dated: datetime.date | None = Field(None, description="The date of the communication itself.")
    issued: datetime.date | None = None
    distribution: str = None
    base: str = Field(None, description="The key of the document that it corrects, revises or adds to.")
    change: str = Field(None, description='"Corr", "Rev", "Add" or nothing')
    languages: list[str] = None
    versions: list[Version] = Field(None, description="The newest of each language; only of one document.")


class Documents(Schema):
    """A page of documents; ``next`` is the ``after`` of the next page."""

    documents: list[Document]
    next: str | None


class Versions(Schema):
    """All language versions of a document, the newest of each language first."""

    versions: list[Version]


class Whole(Version):
    """A language version with all its words."""

    document: dict[str, Any] = Field(description="As document.schema.json has it.")


class Cited(Schema):
    """A symbol that a document cites."""

    symbol: str
    key: str
    kind: str
    times: int
    standing: str = Field(description='"held" here, "known" as the symbol of a known body, or "unknown"')


class Citations(Schema):
    """What a document cites, and a page of the documents that cite it."""

    cites: list[Cited]
    cited_by: list[Document]
    next: str | None


class Counted(Schema):
    """How many of the documents found have a value."""

    value: str
    count: int


class Piece(Schema):
    """A piece of a passage; ``marked`` is what was asked for."""

    text: str
    marked: bool


class Passage(Schema):
    """A passage in which something of what was asked for stands."""

    language: str
    pieces: list[Piece]


class Hit(Schema):
    """A document that a search found, and where it says so."""

    document: Document
    url: str
    passages: list[Passage]


class Answer(Schema):
    """What a search found; ``waiting`` documents are not in the index yet, ``doubts`` name nothing."""

    total: int
    sort: str
    hits: list[Hit]
    facets: dict[str, list[Counted]]
    doubts: list[str]
    waiting: int
    next: str | None


class Suggestion(Schema):
    """What somebody may mean who types: its words, what else is said of it, and its address."""

    kind: Literal["document", "state", "body"]
    text: str
    hint: str
    url: str


class Suggestions(Schema):
    """What begins as a question does."""

    suggestions: list[Suggestion]


class Body(Schema):
    """A body that has documents here."""

    id: str
    names: dict[str, str]
    documents: int


class Bodies(Schema):
    """The bodies that have documents here."""

    bodies: list[Body]


class Session(Schema):
    """A session that has documents here; its dates are pairs of a first and a last day, where they are known."""

    body: str
    code: str
    dates: list[tuple[datetime.date, datetime.date]]
    documents: int


class Sessions(Schema):
    """The sessions that have documents here."""

    sessions: list[Session]


class State(Schema):
    """A State that sent documents which are here."""

    code: str
    names: dict[str, str]
    documents: int


class States(Schema):
    """The States that sent documents which are here."""

    states: list[State]


class Authority(Schema):
    """A record of an authority file; its names by language, of a State the short ones, and the formal ones beside them."""

    code: str
    names: dict[str, str]
    formal: dict[str, str]
    facts: dict[str, Any] = Field(description="What else the file has: parent, dates, source, languages not confirmed.")


class Authorities(Schema):
    """A page of an authority file; ``next`` is the ``after`` of the next page."""

    records: list[Authority]
    next: str | None


class Verdict(Schema):
    """What is told of a file: which document it is or says that it is, and the log entry under which it was issued."""

    verdict: Literal["issued", "replaced", "withdrawn", "altered", "unknown"]
    sha256: str
    name: str = Field(description="The document that it is or, if altered, says that it is.")
    url: str
    language: str
    version: int | None
    format: str
    entry: int | None
    entry_hash: str


class Dumped(Schema):
    """A file of a dump; ``lines`` are its rows."""

    name: str
    url: str
    size: int
    sha256: str
    lines: int


class Dumps(Schema):
    """A dump: when it was made, the last entry of the log then, its files, and where their checksums are."""

    at: datetime.datetime
    entry: int
    files: list[Dumped]
    sums: str


class WantedHook(Schema):
    """A webhook to be registered: its address, and what it is to be told of."""

    address: str = Field(max_length=500, pattern=r"^https?://[!-~]+$")
    by: Literal["symbol", "session", "item", "state", "body", "subject", "search", "cites"]
    what: Annotated[str, StringConstraints(max_length=1000, pattern=PLAIN)] = Field(
        "",
        description='A symbol (all under it; empty for all documents) or what is cited, "A/HRC 43", "A/HRC 43 4", a State '
        "or a body by its code or name, or the query of a search's address.",
    )


class Hook(Schema):
    """A webhook; one that is ``stopped`` is not called, and ``why`` is "owner", "office", "failing" or "gone"."""

    key: str
    url: str
    address: str
    by: str
    what: str
    made: datetime.datetime
    worked: datetime.datetime | None = Field(description="When a call was last taken.")
    stopped: datetime.datetime | None
    why: str


class NewHook(Hook):
    """A webhook with its new secret, which no other answer has."""

    secret: str


class Hooks(Schema):
    """Your webhooks."""

    hooks: list[Hook]


class Try(Schema):
    """One try of a call: the status that it was answered with, or 0, and what went wrong, or nothing."""

    at: datetime.datetime
    status: int
    detail: str


class Delivery(Schema):
    """A call: ``state`` is "waiting", "sent", "failed" (given up) or "dropped"; ``id`` is the same at every try."""

    id: str
    about: str = Field(description='"event" or "ping"')
    state: str
    made: datetime.datetime
    due: datetime.datetime | None = Field(description="When it is tried next, if it waits.")
    tries: list[Try]


class Deliveries(Schema):
    """A page of calls, the newest first; ``next`` is the ``after`` of the following page, or null."""

    deliveries: list[Delivery]
    next: str | None


class Fault(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    where: str = ""
    advice: str = ""


class Gone(Fault):
    """Who withdrew a document, when and why."""

    by: str
    at: datetime.datetime
    reason: str
