"""What fills the slots of a formula, in each language: addressees, place, agenda, annexes; written, and read back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Literal

from verbale.authorities import Authorities
from verbale.authorities.grammar import Case
from verbale.communications.known import Wording, row
from verbale.communications.templates import (
    Worded,
    agenda_line,
    also_body,
    fill,
    is_part,
    joined,
    keys,
    normal,
    part,
    without_links,
)
from verbale.document import AgendaItem, Mark, Session
from verbale.document.cover import agenda_style, session_style
from verbale.languages import SessionName, raised, read_agenda, read_session, write_agenda, write_date, write_session
from verbale.problems import BadInput

_ANNEXES = {"1": "annex", "2": "annexes", "3": "enclosures"}


def addressees(codes: Sequence[str], how: Wording, case: Case, *, severally: bool = False) -> Worded:
    """Return the offices joined, each in the case.

    In English one "to" stands for all, save where each is addressed ``severally``; other languages repeat it.
    """
    offices = [row(how.known.offices, code, "office") for code in codes]
    if how.language == "en" and case in {"to", "addressed"} and not severally:
        return Worded("to " + joined([Worded(office.form("en", "the")) for office in offices], "en").text)
    return joined([Worded(office.form(how.language, case)) for office in offices], how.language)


def place(body: str, session: Session | None, how: Wording, case: str) -> Worded:
    """Return the body whose document it becomes, or its session: "the forty-third session of the Human Rights Council"."""
    named = row(how.known.bodies, body, "body")
    name = session_name(session)

    def slot(what: str, inner: str) -> Worded:
        if what == "session" and name is not None:
            text = write_session(name, how.language, style=session_style(named), inline=True)
            return with_raised(text, how.language)
        return Worded(named.form(how.language, as_case(inner)))

    return fill(part("session-place" if name else "place", how.language, case), slot)


def agenda(items: Sequence[AgendaItem], body: str, how: Wording) -> Worded:
    """Return the agenda phrase, ", under agenda items 3 and 4", or nothing where there is no item."""
    if not items:
        return Worded("")
    style = agenda_style(how.known.bodies.get(body))
    line = write_agenda([item.number for item in items], how.language, style=style, inline=True)
    key = "agenda-item" if len(items) == 1 else "agenda-items"
    return fill(part(key, how.language), lambda *_: Worded(line))


def also(body: str, how: Wording, *, items: bool) -> Worded:
    """Return the second body whose document it becomes, ", and of the Security Council", or nothing."""
    if not body:
        return Worded("")
    named = row(how.known.bodies, body, "body")
    return fill(
        part("also", how.language),
        lambda _, case: Worded(named.form(how.language, as_case(case))),
        ["items"] if items else (),
    )


def annexes(count: str, language: str, kind: str, case: str) -> Worded:
    """Return " and its annex" for "1", several for "2", with enclosures for "3", nothing for none; a note mark at its end."""
    if not count:
        return Worded("")
    text = part(_ANNEXES[count], language, f"{kind}-{case}" if case else kind, case)
    return Worded(text, (Mark("note", len(text), len(text)),))


def date(iso: str, language: str) -> Worded:
    """Return a date in words; raises BadInput where it is none."""
    try:
        return with_raised(write_date(datetime.date.fromisoformat(iso), language), language)
    except ValueError as error:
        raise BadInput(f"{iso!r} is no date.", where="communication.passages", advice="Write it 2020-04-01.") from error


def referred(text: str, language: str, case: str) -> str:
    """Return what kind of communication is referred to: "note-verbale" or "letter"."""
    return next(
        (kind for kind in ("note-verbale", "letter") if is_part(f"referred-{kind}", normal(text), language, case)), ""
    )


def style(text: str, language: str) -> str:
    """Return how a letter addresses its reader: "excellency", "president", ..."""
    styles = (key for key in keys("part") if key.startswith("style-"))
    return next((key.removeprefix("style-") for key in styles if is_part(key, normal(text), language)), "")


def with_raised(text: str, language: str) -> Worded:
    """Return the text with its raised ordinal letters marked."""
    return Worded(text, tuple(Mark("raised", start, end) for start, end in raised(text, language)))


def session_name(session: Session | None) -> SessionName | None:
    """Return the session as languages name it, or None where there is none to name."""
    if session is None or (session.number is None and session.year is None):
        return None
    return SessionName(session.kind, session.number, session.year)


def as_case(name: str) -> Case:
    """Return the case that a template names, the bare name where it names none."""
    for case in ("of", "to", "object", "addressed", "the"):
        if case == name:
            return case
    return "name"


def as_kind(name: str) -> Literal["note-verbale", "letter", "identical-letters"]:
    """Return a kind of communication by its name."""
    for kind in ("note-verbale", "letter", "identical-letters"):
        if kind == name:
            return kind
    raise BadInput(f"{name!r} is no kind of communication.", advice="Use note-verbale, letter or identical-letters.")


def session_code(session: Session | None) -> str:
    """Return a session as symbols write it: "43", "S-34", "ES-11", "2020"; empty for none."""
    if session is None:
        return ""
    prefix = {"special": "S-", "emergency-special": "ES-"}.get(session.kind, "")
    return f"{prefix}{session.number}" if session.number is not None else str(session.year or "")


def session_of(code: str) -> Session | None:
    """Return the session that a code names; None for an empty one."""
    if not code:
        return None
    prefix, _, number = code.rpartition("-")
    if prefix:
        return Session("special" if prefix == "S" else "emergency-special", int(number))
    return Session("annual", year=int(code)) if len(code) == 4 else Session("regular", int(code))


def annex_count(text: str, language: str, case: str) -> str:
    """Return "1", "2" (several) or "3" (with enclosures) for the words that name the annexes in a case, empty for none.

    Chinese prints the same for one and for several (UNPC), so there it is "1" unless a number is said.
    """
    if not text.strip():
        return ""
    plain = normal(text)
    return next((count for count, key in _ANNEXES.items() if is_part(key, plain, language, case)), "2")


def is_named_before(text: str, language: str) -> bool:
    """Return whether the addressee is meant by a word that only follows its name: "the Office", "the latter"."""
    return is_part("addressee", normal(text).strip(), language)


# Reading back.


def addressed_severally(text: str) -> bool:
    """Return whether an English text addresses each of several offices: "to A and to B"."""
    return " and to the " in normal(text)


def read_place(text: str, language: str, known: Authorities) -> tuple[str, Session | None] | None:
    """Return the body and session that a text names whole, in whichever order, or None."""
    plain = normal(text).strip()
    body = known.find_body(plain, language)
    if body:
        return body, None
    for cut in _cuts(plain):
        pieces = plain[:cut].strip(), plain[cut:].strip()
        for first, second in (pieces, pieces[::-1]):
            body = known.find_body(first, language)
            session = read_session(without_links(second, language), language) if body else None
            if body and session:
                return body, Session(session.kind, session.number, session.year)
    return None


def read_also(text: str, language: str, known: Authorities) -> str | None:
    """Return the second body that a phrase names, or None."""
    return known.find_body(also_body(normal(text), language), language)


def _cuts(text: str) -> Iterator[int]:
    """Yield where a text may be cut in two: at spaces, or anywhere where it has none (Chinese)."""
    if " " in text:
        yield from (i for i, c in enumerate(text) if c == " ")
    else:
        yield from range(1, len(text))


def read_items(text: str, language: str) -> tuple[str, ...]:
    """Return the item numbers in an agenda phrase, or nothing."""
    line = agenda_line(normal(text), language)
    read = read_agenda(line, language) if line else None
    return read.items if read else ()
