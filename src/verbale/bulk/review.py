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
from verbale.bulk.importing import further, held_version, released
from verbale.bulk.models import Doubt, Verdict
from verbale.bulk.reading import FORMATS, original, renditions
from verbale.document import Document, Edition, from_json
from verbale.languages import language as known_language
from verbale.problems import BadInput, NotKnown, Problem


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
            msgspec.json.decode(row.problems, type=tuple[Problem, ...]),
        )
        for row in queue()
    ]


@log.turn()
def accept(
    number: int,
    *,
    by: str,
    at: datetime.datetime,
    symbol: str = "",
    language: str = "",
    reissue: str = "",
    names: tuple[str, ...] = FORMATS,
) -> Deposit:
    """Deposit a doubtful file, with its symbol and language corrected where they are given.

    Where the archive has this language already, the file joins it as a further format; with ``reissue``, the reason,
    it is a new version. Raises NotKnown and WrongState for what does not wait, BadInput and BadSymbol where symbol or
    language are still lacking, Conflict where the archive has other bytes.
    """
    row = _find(number)
    document = _corrected(from_json(row.document), symbol, language)
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
        raise WrongState(f"Nothing says why {row} is rejected.", advice="Give the reason.")
    return _decide(row, "rejected", by, at, reason=reason.strip())


def _find(number: int) -> Doubt:
    row = Doubt.objects.filter(pk=number).select_related("verdict").first()
    if row is None:
        raise NotKnown(f"Nothing in the queue has the number {number}.", advice="List it: verbale import --review.")
    if (verdict := getattr(row, "verdict", None)) is not None:
        raise WrongState(f"{row} is {verdict} already.")
    return row


def _corrected(document: Document, symbol: str, language: str) -> Document:
    """Return the document with the symbol and language given; raises BadInput where one is still lacking."""
    head = document.masthead
    if language:
        head = msgspec.structs.replace(head, language=known_language(language).code)
    named = str(symbols.parse(symbol)) if symbol else document.symbol
    if not named or not head.language:
        what = "language" if named else "symbol"
        raise BadInput(f"The document has no {what}.", where=what, advice=f"Give its {what}.")
    return msgspec.structs.replace(document, symbol=named, masthead=head)


def _decide(row: Doubt, decision: str, by: str, at: datetime.datetime, key: str = "", reason: str = "") -> Verdict:
    number = log.begin()
    verdict = Verdict.objects.create(entry_id=number, doubt=row, decision=decision, key=key, reason=reason)
    log.write(number, f"doubt-{decision}", row.sha256, {"key": key, "reason": reason}, by=by, at=at)
    return verdict
