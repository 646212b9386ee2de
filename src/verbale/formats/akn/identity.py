"""Who a document is in Akoma Ntoso: its names as work, expression and manifestation, its dates and its authors."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

from verbale.authorities import authorities
from verbale.document import Document, Paragraph, text
from verbale.formats.akn.vocabulary import Kind, alpha3, kinds
from verbale.languages import LANGUAGES, find_dates
from verbale.problems import BadSymbol
from verbale.symbols import Symbol, akn_work, parse


class Identity(msgspec.Struct, frozen=True):
    """The names of a document: ``work`` is ``/akn/un/{element}/{subtype}/{actor}/{date}/{number}`` (standards 2.3).

    ``dated`` is the day of adoption, of the letter, or of issue, as ``date_name`` says; ``provisional`` that the document
    bears no symbol and its number is ours until it has one.
    """

    kind: Kind
    work: str
    number: str
    actor: str
    dated: date | None
    date_name: str
    expression: str
    provisional: bool


def identify(document: Document) -> Identity:
    """Return the names of a document; without a symbol they are made from what it is, and say so."""
    kind = kinds().get(document.kind) or kinds()["document"]
    dated, date_name = _dated(document, kind)
    symbol = _parsed(document.symbol)
    if symbol is not None:
        work = akn_work(symbol, dated, f"{kind.element}/{kind.subtype}" if document.kind in kinds() else None)
    else:
        # Any symbol of the body tells the actor.
        like = _parsed(f"{document.body}/1") if document.body else None
        actor = akn_work(like).split("/")[5] if like else "un"
        day = dated.isoformat() if dated else ""
        work = f"/akn/un/{kind.element}/{kind.subtype}/{actor}/{day}/{_provisional(document, kind)}"
    issued = document.masthead.issued
    tongue = alpha3(document.masthead.language)
    return Identity(
        kind,
        work,
        work.rpartition("/")[2],
        work.split("/")[5],
        dated,
        date_name,
        f"{work}/{tongue}@{issued.isoformat() if issued else ''}",
        symbol is None,
    )


def _parsed(text: str | None) -> Symbol | None:
    try:
        return parse(text) if text and "/" in text else None
    except BadSymbol:
        return None


def _dated(document: Document, kind: Kind) -> tuple[date | None, str]:
    if document.communication and document.communication.dated:
        return document.communication.dated, "document"
    if kind.subtype == "deliberation" and (day := _adopted(document)):
        return day, "adoption"
    return document.masthead.issued, "publication"


def _adopted(document: Document) -> date | None:
    """Return the day that a resolution says it was adopted on: below its text, under its title, or in its cover."""
    language = document.masthead.language if document.masthead.language in LANGUAGES else None
    closing = [block.text for block in document.content if isinstance(block, Paragraph) and block.role == "place-date"]
    lines = [line.text for line in document.cover if line.field == "other"]
    for words in (*reversed(closing), document.subtitle, document.title, *lines):
        if words and (found := find_dates(words, language)):
            return found[-1].date
    return None


def _provisional(document: Document, kind: Kind) -> str:
    """Return a number for a document without a symbol: of a communication its kind, day and sender, else a digest."""
    said = document.communication
    if said and said.dated and said.sender.state:
        return f"{kind.short}-{said.dated.isoformat()}-{said.sender.state.lower()}"
    digest = hashlib.sha256(text(document).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind.short}-{digest[:12]}"


def body_name(body: str | None) -> str:
    """Return the English name of a body; its id where no authority file of the United Nations has it."""
    known = authorities().bodies.get(body or "")
    return known.names.get("en", known.id) if known else body or "United Nations"


def state_name(code: str) -> str:
    """Return the English name of a State; its code where no authority file of the United Nations has it."""
    known = authorities().states.get(code)
    return known.name("en") if known else code
