"""What a library tells, as values; a field that was not asked for is empty."""

from __future__ import annotations

import datetime
from typing import Any, Literal

import msgspec

from verbale.problems import NotKnown


class File(msgspec.Struct, frozen=True):
    """A file: where it is, how many bytes it has, and their SHA-256.

    ``format`` is one of ``pdf docx html akn markdown json``; `Library.fetch` and `Library.save` bring its bytes.
    """

    format: str
    url: str
    media_type: str
    size: int
    sha256: str


class Version(msgspec.Struct, frozen=True):
    """A language version as it came out once; a reissue has the next number.

    ``stage`` is "advance", "issued" or "reissued", ``stars`` counts those behind the symbol, ``reason`` says why it was
    reissued. ``issued`` is the day that is printed, ``released`` the moment from which anyone could read it.
    """

    language: str
    version: int
    stage: str
    stars: int
    reason: str
    title: str
    issued: datetime.date | None
    released: datetime.datetime
    job_number: str
    url: str
    files: tuple[File, ...] = ()

    def file(self, format: str) -> File:
        """Return its file of a format; raises NotKnown where it has none."""
        for one in self.files:
            if one.format == format:
                return one
        there = ", ".join(one.format for one in self.files)
        raise NotKnown(f"There is no {format} of this language version.", where=self.url, advice=f"There is: {there}.")


class Record(msgspec.Struct, frozen=True):
    """A document in all its languages, as the catalogue has it.

    ``key`` is its lasting name: its symbol for comparing, or the SHA-256 of a document without one. ``title`` is in
    ``title_language``, the one asked for as ``reader`` if there is one. ``sender`` is a State's code, ``dated`` the date
    of the communication itself, ``issued`` the day printed on the version that gives the title. ``base`` is the key of the
    document that it corrects, revises or adds to (``change``: "Corr", "Rev", "Add"). ``versions``, the newest of each
    language, come with `Library.document` alone.
    """

    key: str = ""
    symbol: str = ""
    url: str = ""
    title: str = ""
    title_language: str = ""
    kind: str = ""
    body: str = ""
    session: str = ""
    agenda: tuple[str, ...] = ()
    sender: str = ""
    dated: datetime.date | None = None
    issued: datetime.date | None = None
    distribution: str = ""
    base: str = ""
    change: str = ""
    languages: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()

    def version(self, language: str) -> Version:
        """Return the newest version in a language; raises NotKnown where there is none."""
        for one in self.versions:
            if one.language == language:
                return one
        raise NotKnown(
            f"{self.symbol or self.key} is not there in {language!r}.", where=self.url,
            advice=f"It is there in: {', '.join(one.language for one in self.versions) or 'no language'}.",
        )  # fmt: skip


class Cited(msgspec.Struct, frozen=True):
    """A symbol that a document cites, and how often.

    ``standing`` is "held" where its document is in this library, "known" where it is of a body that the library knows,
    "unknown" otherwise.
    """

    symbol: str
    key: str
    kind: str
    times: int
    standing: Literal["held", "known", "unknown"]


class Piece(msgspec.Struct, frozen=True):
    """A piece of a passage; ``marked`` is what was searched for."""

    text: str
    marked: bool


class Passage(msgspec.Struct, frozen=True):
    """A passage of a document in which something of what was searched for stands."""

    language: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece.text for piece in self.pieces)


class Hit(msgspec.Struct, frozen=True):
    """A document that a search found, the address of the version in which it was found, and passages of it."""

    document: Record
    url: str
    passages: tuple[Passage, ...] = ()


class Counted(msgspec.Struct, frozen=True):
    """How many of the documents found have a value."""

    value: str
    count: int


class Body(msgspec.Struct, frozen=True):
    """A body that has documents in the library: its names by language, and how many documents."""

    id: str
    names: dict[str, str]
    documents: int


class Session(msgspec.Struct, frozen=True):
    """A session that has documents in the library; ``dates`` are pairs of a first and a last day, where they are known."""

    body: str
    code: str
    dates: tuple[tuple[datetime.date, datetime.date], ...]
    documents: int


class State(msgspec.Struct, frozen=True):
    """A State that sent documents which are in the library: its short names by language, and how many documents."""

    code: str
    names: dict[str, str]
    documents: int


class Authority(msgspec.Struct, frozen=True):
    """A record of an authority file: its names, of a State the ``formal`` ones too, and what else the file has."""

    code: str
    names: dict[str, str]
    formal: dict[str, str]
    facts: dict[str, Any]


class Suggestion(msgspec.Struct, frozen=True):
    """What somebody may mean who types: its words, what else is said of it, and its address."""

    kind: Literal["document", "state", "body"]
    text: str
    hint: str
    url: str


class Verdict(msgspec.Struct, frozen=True):
    """What a library says of a file.

    ``verdict`` is "issued" (the newest version has these bytes), "replaced" (an older one has them), "withdrawn",
    "altered" (it says that it is a document, and is none that was issued) or "unknown". ``name`` is the document that it
    is or says that it is, ``entry`` and ``entry_hash`` are the log entry under which the library issued it.
    """

    verdict: Literal["issued", "replaced", "withdrawn", "altered", "unknown"]
    sha256: str
    name: str
    url: str
    language: str
    version: int | None
    format: str
    entry: int | None
    entry_hash: str


class Dumped(msgspec.Struct, frozen=True):
    """A file of a dump, its rows counted in ``lines``."""

    name: str
    url: str
    size: int
    sha256: str
    lines: int


class Dump(msgspec.Struct, frozen=True):
    """Everything public in files: when the dump was made, the last entry of the log then, and its files."""

    at: datetime.datetime
    entry: int
    files: tuple[Dumped, ...]
    sums: str

    def file(self, name: str) -> Dumped:
        """Return a file by its name, ``documents.parquet``; raises NotKnown where there is none."""
        for one in self.files:
            if one.name == name:
                return one
        raise NotKnown(
            f"The dump has no file {name!r}.", advice=f"It has: {', '.join(one.name for one in self.files)}."
        )
