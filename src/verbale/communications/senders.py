"""Who sends a communication: capacity, State and seat, one or several together; written, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from verbale.authorities import Authorities
from verbale.authorities.grammar import Case
from verbale.authorities.model import Named
from verbale.communications.known import Wording, row
from verbale.communications.templates import Worded, joined, joints, normal
from verbale.document import Sender

_STATE = "{state}"


def sender(who: Sender, how: Wording, case: Case = "the", *, formal: bool = False) -> Worded:
    """Return capacity, State and seat: "the Permanent Mission of Azerbaijan to the United Nations Office at Geneva".

    ``formal`` takes the formal name of the State, as covering notes do; titles take the short one (un-rules 7).
    Raises NotKnown where a code stands in no authority file.
    """
    capacity = row(how.known.capacities, who.capacity, "capacity")
    state = row(how.known.states, who.state, "State")
    seat = row(how.known.seats, who.seat, "seat").form(how.language) if who.seat else ""
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
    capacity = row(how.known.capacities, group[0].capacity, "capacity")
    if len(group) == 1 or capacity.several is None:
        yield from (sender(one, how, case) for one in group)
        return
    plural = capacity.several.noun(how.language)
    head = plural.pair if plural.pair and len(group) == 2 else plural.form(how.language, case)
    states = _states([one.state for one in group], how).text
    seat = row(how.known.seats, group[0].seat, "seat").form(how.language) if group[0].seat else ""
    yield Worded(
        f"{states}{head.format(seat=seat)}" if how.language == "zh" else " ".join(p for p in (head, states, seat) if p)
    )


def _states(codes: Sequence[str], how: Wording) -> Worded:
    """Return States in a list as it stands after a noun; French and Russian put each in its form, others the first alone."""
    rows = [row(how.known.states, code, "State") for code in codes]
    match how.language:
        case "zh":
            names = [one.name("zh", how.on) for one in rows]
        case "fr" | "ru":
            names = [one.of(how.language, how.on) for one in rows]
        case _:
            names = [rows[0].of(how.language, how.on), *(one.whole(how.language, how.on) for one in rows[1:])]
    return joined([Worded(name) for name in names], how.language)


def mission(who: Sender, how: Wording) -> Worded:
    """Return the capacity alone: "the Permanent Mission"."""
    return Worded(row(how.known.capacities, who.capacity, "capacity").form(how.language, "the").format(seat=""))


def is_person(who: Sender, how: Wording) -> bool:
    """Return whether a person speaks, and not an office such as a Mission."""
    capacity = how.known.capacities.get(who.capacity)
    return capacity is not None and capacity.kind == "person"


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
