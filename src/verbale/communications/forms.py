"""What fills the slots of a formula, in each language: sender, addressees, place, agenda; written, and read back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Literal, TypeVar

import msgspec

from verbale.authorities import Authorities
from verbale.authorities.grammar import Case
from verbale.authorities.model import Named
from verbale.communications.templates import (
    Worded,
    agenda_line,
    also_body,
    fill,
    is_part,
    joined,
    joints,
    normal,
    part,
    without_links,
)
from verbale.document import AgendaItem, Mark, Sender, Session
from verbale.document.cover import agenda_style, session_style
from verbale.languages import SessionName, raised, read_agenda, read_session, write_agenda, write_date, write_session
from verbale.problems import BadInput, NotKnown

Row = TypeVar("Row")

_STATE = "{state}"
_ANNEXES = {"1": "annex", "2": "annexes", "3": "enclosures"}


class Wording(msgspec.Struct, frozen=True):
    """In which language and with which authority files, as of which day, formulas are written."""

    language: str
    known: Authorities
    on: datetime.date | None = None


def sender(who: Sender, how: Wording, case: Case = "the", *, formal: bool = False) -> Worded:
    """Return capacity, State and seat: "the Permanent Mission of Azerbaijan to the United Nations Office at Geneva".

    ``formal`` takes the formal name of the State, as covering notes do; titles take the short one (un-rules 7).
    Raises NotKnown where a code stands in no authority file.
    """
    capacity = _row(how.known.capacities, who.capacity, "capacity")
    state = _row(how.known.states, who.state, "State")
    seat = _row(how.known.seats, who.seat, "seat").form(how.language) if who.seat else ""
    if how.language == "zh":
        name = state.formal(how.language, how.on) if formal else state.name(how.language, how.on)
        return Worded(f"{name}{capacity.form('zh').format(seat=seat)}")
    if how.language == "ar" and (construct := capacity.noun("ar").of):
        name = state.formal("ar", how.on) if formal else state.name("ar", how.on)
        return Worded(f"{construct.replace(_STATE, name)} {seat}".rstrip())
    of = state.formal_of(how.language, how.on) if formal else state.of(how.language, how.on)
    return Worded(" ".join(p for p in (capacity.form(how.language, case), of, seat) if p))


def senders(who: Sequence[Sender], how: Wording, case: Case = "the") -> Worded:
    """Return several senders joined; those of one capacity and seat by its plural: "the Permanent Missions of A and B to C".

    Raises NotKnown as :func:`sender` does.
    """
    alike = (list(group) for _, group in groupby(who, lambda one: (one.capacity, one.seat)))
    return joined([named for group in alike for named in _alike(group, how, case)], how.language)


def _alike(group: Sequence[Sender], how: Wording, case: Case) -> Iterator[Worded]:
    """Yield the senders of one capacity and seat as one, or each by itself where the capacity has no plural."""
    capacity = _row(how.known.capacities, group[0].capacity, "capacity")
    if len(group) == 1 or capacity.several is None:
        yield from (sender(one, how, case) for one in group)
        return
    plural = capacity.several.noun(how.language)
    head = plural.pair if plural.pair and len(group) == 2 else plural.form(how.language, case)
    states = _states([one.state for one in group], how).text
    seat = _row(how.known.seats, group[0].seat, "seat").form(how.language) if group[0].seat else ""
    yield Worded(
        f"{states}{head.format(seat=seat)}" if how.language == "zh" else " ".join(p for p in (head, states, seat) if p)
    )


def _states(codes: Sequence[str], how: Wording) -> Worded:
    """Return States in a list as it stands after a noun; French and Russian put each in its form, others the first alone."""
    rows = [_row(how.known.states, code, "State") for code in codes]
    match how.language:
        case "zh":
            names = [row.name("zh", how.on) for row in rows]
        case "fr" | "ru":
            names = [row.of(how.language, how.on) for row in rows]
        case _:
            names = [rows[0].of(how.language, how.on), *(row.whole(how.language, how.on) for row in rows[1:])]
    return joined([Worded(name) for name in names], how.language)


def mission(who: Sender, how: Wording) -> Worded:
    """Return the capacity alone: "the Permanent Mission"."""
    return Worded(_row(how.known.capacities, who.capacity, "capacity").form(how.language, "the").format(seat=""))


def is_person(who: Sender, how: Wording) -> bool:
    """Return whether a person speaks, and not an office such as a Mission."""
    capacity = how.known.capacities.get(who.capacity)
    return capacity is not None and capacity.kind == "person"


def addressees(codes: Sequence[str], how: Wording, case: Case, *, severally: bool = False) -> Worded:
    """Return the offices joined, each in the case.

    In English one "to" stands for all, save where each is addressed ``severally``; other languages repeat it.
    """
    offices = [_row(how.known.offices, code, "office") for code in codes]
    if how.language == "en" and case in {"to", "addressed"} and not severally:
        return Worded("to " + joined([Worded(office.form("en", "the")) for office in offices], "en").text)
    return joined([Worded(office.form(how.language, case)) for office in offices], how.language)


def place(body: str, session: Session | None, how: Wording, case: str) -> Worded:
    """Return the body whose document it becomes, or its session: "the forty-third session of the Human Rights Council"."""
    named = _row(how.known.bodies, body, "body")
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
    named = _row(how.known.bodies, body, "body")
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


def _row(table: Mapping[str, Row], code: str, what: str) -> Row:
    if code not in table:
        raise NotKnown(
            f"The {what} {code!r} is in no authority file.",
            where="communication",
            advice="Use a code of the authority files, or add an organization's file.",
        )
    return table[code]


# Reading back.


def read_sender(text: str, language: str, known: Authorities) -> Sender | None:
    """Return the sender that a text names whole: capacity, State and, where it is said, seat; else None."""
    plain = normal(text).strip().casefold()
    if language == "zh":
        return _read_chinese_sender(plain, known)
    for form, capacity in _capacities(known, language):
        if not plain.startswith(form + " "):
            continue
        rest = plain[len(form) + 1 :]
        for tail, seat in _seats(known, language):
            if rest.endswith(tail):
                state = known.find_state(rest[: len(rest) - len(tail)].strip(), language)
                if state:
                    return Sender(state, capacity, seat)
    return None


def read_senders(text: str, language: str, known: Authorities) -> tuple[Sender, ...]:
    """Return the senders that a text names whole, one or several; nothing where one of them is not known."""
    if one := read_sender(text, language, known):
        return (one,)
    plain = normal(text).strip()
    if together := _read_together(plain, language, known):
        return together
    for joint in joints(language):
        at = plain.find(joint, 1)
        while at > 0:
            first = read_sender(plain[:at], language, known)
            if first and (others := read_senders(plain[at + len(joint) :], language, known)):
                return (first, *others)
            at = plain.find(joint, at + 1)
    return ()


def _read_together(text: str, language: str, known: Authorities) -> tuple[Sender, ...]:
    """Return the senders of one capacity and seat that its plural names: "the Permanent Missions of A and B to C"."""
    for form, capacity in _spelled(known, language, "several"):
        for name, seat in _seats(known, language):
            before, _, after = form.partition("{seat}") if language == "zh" else (form, "", f" {name}" if name else "")
            tail = f"{before}{name}{after}" if language == "zh" else after
            head = "" if language == "zh" else f"{before} "
            if text.casefold().startswith(head) and text.casefold().endswith(tail):
                states = known.find_states(text[len(head) : len(text) - len(tail)].strip(), language)
                if len(states) > 1:
                    return tuple(Sender(state, capacity, seat) for state in states)
    return ()


def read_mission(text: str, language: str, known: Authorities) -> bool:
    """Return whether a text names a sender, in full or by the capacity alone."""
    plain = normal(text).strip().casefold()
    return any(form.replace("{seat}", "") == plain for form, _ in _capacities(known, language)) or (
        read_sender(text, language, known) is not None
    )


def _read_chinese_sender(text: str, known: Authorities) -> Sender | None:
    for form, capacity in _capacities(known, "zh"):
        before, _, after = form.partition("{seat}")
        for name, seat in _seats(known, "zh"):
            tail = f"{before}{name}{after}"
            if text.endswith(tail):
                state = known.find_state(text[: len(text) - len(tail)], "zh")
                if state:
                    return Sender(state, capacity, seat)
    return None


# Authority files are frozen, so what is derived from them is derived once.
@cache
def _spelled(known: Authorities, language: str, what: str) -> tuple[tuple[str, str], ...]:
    rows: Mapping[str, Named] = known.seats if what == "seats" else known.capacities
    if what == "several":
        rows = {code: row.several for code, row in known.capacities.items() if row.several}
    found = {
        (normal(text).casefold().replace(f" {_STATE}", ""), code)
        for code, row in rows.items()
        for text in row.spellings(language)
    }
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


def _capacities(known: Authorities, language: str) -> tuple[tuple[str, str], ...]:
    return _spelled(known, language, "capacities")


def _seats(known: Authorities, language: str) -> Iterator[tuple[str, str]]:
    yield from _spelled(known, language, "seats")
    yield "", ""


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
