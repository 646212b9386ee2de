"""What the API gives and takes, as shapes that its description lists."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, Field

from verbale.desk.workflow import MOVES

Name = Literal[tuple(name for name, rule in MOVES.items() if rule.start)]
Change = Literal["reissue", "Corr", "Rev", "Add"]


class Stand(Schema):
    """Where a trunk or a language stands; who moved it and whose it is, only for the secretariat."""

    state: str
    at: datetime.datetime
    due: datetime.datetime | None
    by: str = ""
    assignee: str = ""


class Line(Schema):
    """A communication in a list."""

    reference: str
    url: str
    state: str = Field(description="That of the least advanced language, once languages are being made.")
    sender: str
    sender_reference: str
    symbol: str
    change: str
    follows: str
    languages: list[str]
    opened: datetime.datetime
    due: datetime.datetime | None


class Lines(Schema):
    """A page of a list, the newest first; ``next`` is what to ask for as ``before``, or null at the end."""

    cases: list[Line]
    next: str | None


class Event(Schema):
    """Something that happened to a communication."""

    move: str
    languages: list[str]
    state: str
    at: datetime.datetime
    reason: str
    by: str = ""


class File(Schema):
    """A file as it arrived."""

    name: str
    media_type: str
    size: int
    sha256: str


class Case(Line):
    """A communication: where it stands, what may be done, what came, what happened."""

    seen: int = Field(description="Send it with a move: the move is refused where somebody else was here since.")
    trunk: Stand
    branches: dict[str, Stand]
    moves: dict[str, list[str]] = Field(description="What you may do now, and with which languages.")
    files: list[File]
    like: list[str] = Field(description="Earlier submissions with a file or a reference of the sender in common.")
    history: list[Event]


class Reading(Schema):
    """How a communication was read, with what people corrected laid over it; documents as ``verbale.document`` has them."""

    document: dict[str, Any]
    read: dict[str, Any]
    problems: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    corrected: dict[str, str] = Field(description="The paths that were corrected, and by whom.")
    seen: int


class Corrections(Schema):
    """Values by their path; null takes a correction back."""

    values: dict[str, Any]
    seen: int | None = None


class Wanted(Schema):
    """A move that is asked for, with what it needs."""

    move: Name
    languages: list[str] = []
    reason: str = ""
    seen: int | None = None
    symbol: str = Field("", description="register: a symbol that was given out elsewhere.")
    gap: str = Field("", description="register: the public reason for the numbers passed over.")
    series: str = Field("", description="register: another series than the document's own.")
    to: str = Field("", description="assign: the address of who translates.")
    due: AwareDatetime | None = Field(None, description="assign: when it is due.")
    moment: AwareDatetime | None = Field(None, description="schedule: when it is released.")


class Moved(Schema):
    """A move that was made; ``entry`` is the number of its entry in the log, and what was seen from now on."""

    reference: str
    state: str
    languages: list[str]
    facts: dict[str, Any]
    entry: int


Language = Literal["ar", "zh", "en", "fr", "ru", "es"]


class Passage(Schema):
    """A passage of a text beside what it is translated from; ``before`` is that as it was, where it changed since."""

    path: str
    source: str
    text: str
    state: str = Field(description="untranslated, draft, translated or reviewed.")
    origin: str = Field(description="Whose words they are: formulas, person, memory or machine.")
    by: str
    before: str | None


class Accepted(Schema):
    """A difference that an editor accepted, and why."""

    finding: dict[str, Any]
    reason: str
    by: str
    at: datetime.datetime


class Text(Schema):
    """The text of a language as it stands; ``untranslated`` are the paths that stand in another language."""

    language: str
    number: int
    origin: str
    by: str
    at: datetime.datetime
    document: dict[str, Any]
    untranslated: list[str]
    passages: list[Passage]


class Words(Schema):
    """What somebody wrote: values by path; ``seen`` is the number of the text that they had before their eyes."""

    values: dict[str, Any]
    seen: int | None = None
    state: Literal["draft", "translated", "reviewed"] = Field(
        "translated", description="How far these passages are; reviewing is for editors."
    )


class Passages(Schema):
    """Which passages are meant, by path; none for all that are untranslated."""

    paths: list[str] = []


class Findings(Schema):
    """What the language versions of a communication do not say alike, and what of it an editor accepted."""

    findings: list[dict[str, Any]] = Field(description="Code, severity, text, spots in every language, odd, most, key.")
    accepted: list[Accepted]


class Acceptances(Schema):
    """Differences by the keys of their findings, and why they are meant; ``given`` false takes that back."""

    keys: list[str]
    reason: str = ""
    given: bool = True


class Match(Schema):
    """How a passage was put before: score, both texts, and where they stand, since when, by whom."""

    score: int
    source: str
    target: str
    context: bool = Field(description="It stood between the same passages.")
    replaced: bool = Field(description="Only figures differ, and the target has those that were asked for.")
    symbol: str
    dated: str
    place: str
    by: str
    imported: bool


Xliff = Literal["1.2", "2.1"]


class Returned(Schema):
    """What came of a translator's file: the number of the text now, the paths that were taken, what is to be looked at."""

    number: int
    taken: list[str]
    problems: list[dict[str, Any]]


class Following(Schema):
    """A change to a released document, in all its languages or in some."""

    change: Change
    reason: str
    languages: list[str] = []


class Received(Schema):
    """What came at one time: its reference and moment, the digests of its files, and the entry of the log that keeps it."""

    reference: str
    received: datetime.datetime
    sender: str
    sender_reference: str
    files: list[File]
    entry: int
    hash: str


class Receipt(Schema):
    """All that came for a communication."""

    reference: str
    submissions: list[Received]


class Numbers(Schema):
    """Numbers of a series that share a fate: mostly one; a gap may be many, and has its public reason."""

    first: int
    last: int
    text: str
    state: str
    reason: str


class Account(Schema):
    """A part of the account of a series; ``next`` is what to ask for as ``after``, or null at the end."""

    series: str
    lines: list[Numbers]
    next: int | None


class Me(Schema):
    """Who asks, and what they may do."""

    name: str
    roles: list[tuple[str, str]]


class Fault(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    where: str = ""
    advice: str = ""
