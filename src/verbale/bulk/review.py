"""The librarian's queue: what an import could not be sure of waits here, and is accepted, corrected, or rejected."""

from __future__ import annotations

import datetime
from pathlib import PurePath

import msgspec
from django.db.models import QuerySet

from verbale import formats, symbols
from verbale.archive import log
from verbale.archive.deposit import Deposit, deposit
from verbale.archive.errors import WrongState
from verbale.archive.files import stored
from verbale.bulk.importing import further, held_version, likeness, released
from verbale.bulk.models import Doubt, Grounds, Verdict
from verbale.bulk.reading import FORMATS, original, renditions
from verbale.document import Document, Edition, Evidence, from_json
from verbale.languages import language as known_language
from verbale.problems import BadInput, NotKnown, Problem

READING = (
    "symbol", "masthead.language", "title", "kind", "body", "session", "agenda", "masthead.issued",
    "masthead.distribution", "communication.sender", "communication.dated",
)  # fmt: skip
"""The fields that tell documents apart, or that lists go by, in the order in which one looks at them."""


class Field(msgspec.Struct, frozen=True):
    """A field of a reading: its value as text, where it was read, and how sure, in per cent; None where nothing says."""

    name: str
    value: str
    evidence: tuple[Evidence, ...]
    percent: int | None


class Look(msgspec.Struct, frozen=True):
    """All that there is to look at: the document as read, its fields, what is doubtful, and what the archive holds.

    ``held`` is the version that the archive has under this symbol in this language, ``alike`` the share of words in
    common, in per cent.
    """

    row: Doubt
    document: Document
    fields: tuple[Field, ...]
    problems: tuple[Problem, ...]
    held: Document | None
    alike: int


class Waiting(msgspec.Struct, frozen=True):
    """A file that waits: its number in the queue, where it was found, what was read, and what is doubtful."""

    number: int
    path: str
    symbol: str
    language: str
    title: str
    problems: tuple[Problem, ...]


def queue() -> QuerySet[Doubt]:
    """Return the doubts that nobody has decided, oldest first."""
    return Doubt.objects.filter(verdict=None).order_by("pk")


def waiting() -> list[Waiting]:
    """Return what waits, as plain values."""
    return [
        Waiting(
            row.pk,
            row.path,
            row.symbol,
            row.language,
            from_json(row.document).title,
            problems(row),
        )
        for row in queue()
    ]


def problems(row: Doubt) -> tuple[Problem, ...]:
    """Return what is doubtful about a file."""
    return msgspec.json.decode(row.problems, type=tuple[Problem, ...])


def look(number: int) -> Look:
    """Return what waits under a number, to be looked at; raises NotKnown and WrongState for what does not wait."""
    row = _find(number)
    document = from_json(row.document)
    grounds = Grounds.objects.filter(doubt=row).first()
    evidence = msgspec.json.decode(grounds.evidence, type=tuple[Evidence, ...]) if grounds else ()
    held = held_version(document) if document.symbol and document.masthead.language else None
    return Look(
        row,
        document,
        tuple(_field(name, document, evidence) for name in READING),
        problems(row),
        held,
        round(100 * likeness(held, document)) if held else 0,
    )


def _field(name: str, document: Document, evidence: tuple[Evidence, ...]) -> Field:
    mine = tuple(one for one in evidence if one.field == name or one.field.startswith(f"{name}."))
    percent = round(100 * min(one.confidence for one in mine)) if mine else None
    return Field(name, _as_text(document, name), mine, percent)


def _as_text(document: Document, name: str) -> str:
    match name:
        case "session":
            one = document.session
            return one.text or str(one.number or one.year or "") if one else ""
        case "agenda":
            return ", ".join(item.number for item in document.agenda)
        case "communication.sender":
            return document.communication.sender.state if document.communication else ""
    found: object = document
    for part in name.split("."):
        found = getattr(found, part, None)
    return str(found or "")


@log.turn()
def accept(
    number: int,
    *,
    by: str,
    at: datetime.datetime,
    symbol: str = "",
    language: str = "",
    title: str = "",
    issued: datetime.date | None = None,
    reissue: str = "",
    names: tuple[str, ...] = FORMATS,
) -> Deposit:
    """Deposit a doubtful file, with its symbol, language, title and day of issue corrected where they are given.

    Where the archive has this language already, the file joins it as a further format; with ``reissue``, the reason,
    it is a new version. Raises NotKnown and WrongState for what does not wait, BadInput and BadSymbol where symbol or
    language are still lacking, Conflict where the archive has other bytes.
    """
    row = _find(number)
    document = _corrected(from_json(row.document), symbol, language, title, issued)
    data = stored(row.stored).read_bytes()
    form, name = formats.by_name(row.format), PurePath(row.path).name
    held = None if reissue else held_version(document)
    if held is None:
        edition = Edition(document.symbol, (document,), renditions(document, form, data, name, names))
    else:
        edition = further(held, original(held, form, data, name))
    done = deposit(edition, by=by, at=at, released=released([document], at), reissue=reissue)
    _decide(row, "accepted", by, at, key=done.key)
    return done


@log.turn()
def reject(number: int, reason: str, *, by: str, at: datetime.datetime) -> Verdict:
    """Leave a doubtful file out for good, and say why; raises NotKnown and WrongState."""
    row = _find(number)
    if not reason.strip():
        raise WrongState(
            f"Nothing says why {row} is rejected.",
            where="reason",
            advice="Give the reason.",
            wording=("imports.no-reason", {}),
        )
    return _decide(row, "rejected", by, at, reason=reason.strip())


def _find(number: int) -> Doubt:
    row = Doubt.objects.filter(pk=number).select_related("verdict").first()
    if row is None:
        raise NotKnown(
            f"Nothing in the queue has the number {number}.",
            advice="List it: verbale import --review.",
            wording=("imports.no-such", {"number": number}),
        )
    if (verdict := getattr(row, "verdict", None)) is not None:
        raise WrongState(f"{row} is {verdict} already.", wording=(f"imports.decided.{verdict}", {"path": row.path}))
    return row


def _corrected(document: Document, symbol: str, language: str, title: str, issued: datetime.date | None) -> Document:
    """Return the document with what is given; raises BadInput where symbol or language are still lacking."""
    head = document.masthead
    if issued:
        head = msgspec.structs.replace(head, issued=issued)
    if language:
        head = msgspec.structs.replace(head, language=known_language(language).code)
    named = str(symbols.parse(symbol)) if symbol else document.symbol
    if not named or not head.language:
        what = "language" if named else "symbol"
        raise BadInput(
            f"The document has no {what}.",
            where=what,
            advice=f"Give its {what}.",
            wording=(f"imports.lacking.{what}", {}),
        )
    return msgspec.structs.replace(document, symbol=named, masthead=head, title=title or document.title)


def _decide(row: Doubt, decision: str, by: str, at: datetime.datetime, key: str = "", reason: str = "") -> Verdict:
    number = log.begin()
    verdict = Verdict.objects.create(entry_id=number, doubt=row, decision=decision, key=key, reason=reason)
    log.write(number, f"doubt-{decision}", row.sha256, {"key": key, "reason": reason}, by=by, at=at)
    return verdict
