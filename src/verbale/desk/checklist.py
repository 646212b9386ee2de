"""What a communication must have before it is circulated (un-rules 4.1): a table of rows, each with a small check.

The rows and their sources are data (``data/checklist.toml``); what the code adds is how a row is looked at. What no
program can judge is left to the officer, and says so.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from verbale.authorities import Authorities
from verbale.communications.forms import session_code
from verbale.communications.known import Wording as How
from verbale.communications.senders import is_person
from verbale.desk.rules import session_clock
from verbale.document import Document, Paragraph, places
from verbale.languages import LANGUAGES, identify

Answer = Literal["yes", "no", "look"]
"""A row is fulfilled, or not, or for a person to look at."""

Check = Callable[["Looked"], Answer]


class Looked(msgspec.Struct, frozen=True):
    """What a check looks at: the communication as it was read, and as corrected, and when it was submitted."""

    read: Document
    document: Document
    known: Authorities
    submitted: datetime.date


class Row(msgspec.Struct, frozen=True):
    """A row of the checklist: its key in the wording (``check.KEY``), its source, and the answer."""

    key: str
    source: str
    answer: Answer


def checklist(looked: Looked) -> tuple[Row, ...]:
    """Return every row with its answer, in the order of the table."""
    return tuple(Row(key, source, CHECKS[key](looked)) for key, source in rows())


@cache
def rows() -> tuple[tuple[str, str], ...]:
    """Return the keys of the rows with their sources."""
    table = tomllib.loads((files("verbale.desk") / "data" / "checklist.toml").read_text("utf-8"))
    return tuple((key, row["source"]) for key, row in table.items())


def _is(fulfilled: object) -> Answer:
    return "yes" if fulfilled else "no"


def _sender(one: Looked) -> Answer:
    said = one.document.communication
    state = one.known.states.get(said.sender.state) if said else None
    return _is(state and state.status != "former")


def _kind(one: Looked) -> Answer:
    return _is(one.document.communication and one.document.communication.kind == one.document.kind)


def _request(one: Looked) -> Answer:
    said = one.document.communication
    asked = said and any("request" in passage.formula for passage in said.passages)
    return "yes" if asked else "look"


def _signature(one: Looked) -> Answer:
    """A letter is signed by a person; a note verbale bears no signature."""
    said = one.document.communication
    signed = any(
        isinstance(p.block, Paragraph) and p.block.role == "signature" and not p.annex for p in places(one.document)
    )
    if said is None:
        return "look"
    if said.kind == "note-verbale":
        return _is(not signed)
    person = is_person(said.sender, How("en", one.known))
    return "yes" if signed and person else "look" if signed or person else "no"


def _language(one: Looked) -> Answer:
    return _is(one.document.masthead.language in LANGUAGES)


def _annex_language(one: Looked) -> Answer:
    """An annex is in one of the official languages too; a short or mixed one is for a person to look at."""
    answers: set[Answer] = set()
    for annex in one.document.annexes:
        words = " ".join(block.text for block in annex.content if isinstance(block, Paragraph))
        found, sure = identify(annex.title + " " + words[:2000])
        answers.add("yes" if annex.language in LANGUAGES or (found in LANGUAGES and sure > 0.5) else "look")
    return "look" if "look" in answers else "yes"


def _agenda(one: Looked) -> Answer:
    """The Assembly and the Economic and Social Council ask for the item; elsewhere it is usual."""
    if one.document.agenda:
        return "yes"
    return "no" if (one.document.body or "").split("/")[0] in ("A", "E") else "look"


def _item_known(one: Looked) -> Answer:
    body, items = one.document.body or "", one.document.agenda
    if not items:
        return "look"
    titles = [item.title or one.known.agenda_title(body, item.number, "en") for item in items]
    return "yes" if all(titles) else "look"


def _addressee(one: Looked) -> Answer:
    said = one.document.communication
    return _is(said and said.addressees and all(code in one.known.offices for code in said.addressees))


_RANK = ("SG", "PRESIDENT-A", "PRESIDENT-S", "PRESIDENT-E")


def _order(one: Looked) -> Answer:
    said = one.document.communication
    ranks = [_RANK.index(code) for code in (said.addressees if said else ()) if code in _RANK]
    return _is(ranks == sorted(ranks))


def _annex_whole(one: Looked) -> Answer:
    return _is(one.document.annexes == one.read.annexes)


def _words(one: Looked) -> Answer:
    text = " ".join(place.block.text for place in places(one.document) if not place.annex)
    count = len(text) / _CHARACTERS if one.document.masthead.language == "zh" else len(text.split())
    return _is(count <= MOST_WORDS)


MOST_WORDS = 3300
_CHARACTERS = 1.6  # of Chinese to a word of English; a house rule


def _in_time(one: Looked) -> Answer:
    """Ten weeks before the session; what comes later bears a note that says why (resolution 53/208 B)."""
    session = one.known.session(one.document.body or "", session_code(one.document.session))
    if session is None or not session.planned:
        return "look"
    weeks = (session.planned[0][0] - one.submitted).days / 7
    return "yes" if weeks >= session_clock()["submitted"] else "look"


CHECKS: dict[str, Check] = {
    "sender": _sender,
    "kind": _kind,
    "request": _request,
    "signature": _signature,
    "language": _language,
    "annex-language": _annex_language,
    "agenda": _agenda,
    "item-known": _item_known,
    "addressee": _addressee,
    "order": _order,
    "designations": lambda _: "look",
    "annex-whole": _annex_whole,
    "words": _words,
    "in-time": _in_time,
}
