"""The authority files as one value: look-up by code, by exact name in six languages, and by symbol."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

import msgspec

from verbale.authorities.files import Kind, Source, code_of, from_toml, keys_of
from verbale.authorities.model import (
    Body,
    Capacity,
    Office,
    OfficeRow,
    Organization,
    Seat,
    SessionRecord,
    StandingItem,
    State,
)
from verbale.authorities.names import NameIndex, fold
from verbale.authorities.offices import offices_of
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, NotKnown

if TYPE_CHECKING:
    from verbale.symbols import Symbol

Row = TypeVar("Row")
Made = TypeVar("Made")
Record = Organization | Body | State | Office | Seat | Capacity | SessionRecord | StandingItem

_SESSION = re.compile(r"(?:E?S-)?\d+")
_DOTTED_SESSION = re.compile(r"\.\d.*")
_JOINTS = {
    "en": (", and ", ", ", " and "),
    "fr": (", ", " et "),
    "es": (", ", " y ", " e "),
    "ru": (", ", " и "),
    "ar": ("، ", " و"),
    "zh": ("、", "和", "以及", "及"),
}
_LONGEST_NAME = 300


class _Spelt(Protocol):
    def spellings(self, language: str) -> Iterator[str]: ...


@dataclass(frozen=True)
class Authorities:
    """Organizations, bodies, States, offices, seats, capacities, sessions and agendas, as a value.

    ``sources`` give the rows; a later one adds to the earlier and overrides rows of the same code, or takes them out:
    a row with its code and ``retired = true``. Each kind is read when it is first asked for. The mappings are not to be changed. ``find_...`` look up by exact name, forgiving
    of case, accents, apostrophes, no-break spaces, kashida and spaced Chinese; language None tries all six.
    """

    sources: tuple[Source, ...]

    def with_organization(self, toml: str) -> Authorities:
        """Gives these authorities together with those of another organization; raises BadInput or NotKnown.

        ``toml`` is the text of its authority file, of the shape that ``docs/howto/add-an-organization.md`` shows.
        """
        return self.with_source(from_toml(toml))

    def with_source(self, source: Source) -> Authorities:
        """Gives these authorities together with the rows of another source; raises BadInput or NotKnown."""
        both = Authorities((*self.sources, source))
        both.check()
        return both

    def check(self) -> None:
        """Reads everything, so that a fault is told now and not in the middle of a document; raises as above."""
        for body in self.bodies.values():
            self.organ_of(body.id)
            self.organization_of(body.id)
        for known in (self.states, self.offices, self.seats, self.capacities, self.sessions, self.agenda):
            len(known)

    # -- by code ------------------------------------------------------------------------------------------------

    @cached_property
    def organizations(self) -> Mapping[str, Organization]:
        """Organizations by code: "UN"."""
        return self._single("organization", Organization)

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Bodies by id, the prefix of their symbols: "A", "A/HRC", "CCPR/C"."""
        return self._single("body", Body)

    @cached_property
    def states(self) -> Mapping[str, State]:
        """States by ISO 3166 alpha-3 code: "AZE"; fictional ones begin with X."""
        return self._single("state", State)

    @cached_property
    def offices(self) -> Mapping[str, Office]:
        """Addressees by code: "OHCHR", "SG", "PRESIDENT-A/HRC", "SECRETARIAT-A/HRC"."""
        made = self._rows("office", OfficeRow, lambda row: offices_of(row, self.bodies))
        return {code: offices[-1] for code, offices in made.items()}

    @cached_property
    def seats(self) -> Mapping[str, Seat]:
        """Seats of Missions by code: "UNOG", "UNHQ"."""
        return self._single("seat", Seat)

    @cached_property
    def capacities(self) -> Mapping[str, Capacity]:
        """Capacities of senders by code: "permanent-mission", "permanent-representative"."""
        return self._single("capacity", Capacity)

    @cached_property
    def sessions(self) -> Mapping[tuple[str, str], SessionRecord]:
        """Sessions by body and code: ("A/HRC", "43"), ("A/HRC", "S-34")."""
        return {(row.body, row.code): row for row in self._single("session", SessionRecord).values()}

    @cached_property
    def agenda(self) -> tuple[StandingItem, ...]:
        """All items of standing agendas; one that had several lives has a row for each."""
        return tuple(row for rows in self._rows("agenda", StandingItem, _alone).values() for row in rows)

    def records(self, kind: Kind) -> dict[str, Record]:
        """Gives all rows of a kind by code, that of a session being "A/HRC 43" and that of an agenda item "A/HRC 4"."""
        tables: dict[Kind, Mapping[Any, Record]] = {
            "organization": self.organizations,
            "body": self.bodies,
            "state": self.states,
            "office": self.offices,
            "seat": self.seats,
            "capacity": self.capacities,
            "session": self.sessions,
            "agenda": dict(enumerate(self.agenda)),
        }
        return {_code(kind, row): row for row in tables[kind].values()}

    def _single(self, kind: Kind, of: type[Row]) -> dict[str, Row]:
        return {code: rows[-1] for code, rows in self._rows(kind, of, _alone).items()}

    def _rows(self, kind: Kind, of: type[Row], make: Callable[[Row], Iterable[Made]]) -> dict[str, list[Made]]:
        """The rows of a kind, and what is made of them, by code; of each code those of the last source that has it."""
        known: dict[str, list[Made]] = {}
        for source in self.sources:
            own: dict[str, list[Made]] = {}
            for row in source(kind):
                if row.get("retired") is True:
                    known.pop(code_of(kind, row), None)
                    continue
                for made in make(_converted(kind, row, of)):
                    own.setdefault(_code(kind, made), []).append(made)
            known |= own
        return known

    # -- bodies -------------------------------------------------------------------------------------------------

    def body_of(self, symbol: str | Symbol) -> Body | None:
        """Gives the most specific body whose documents begin like this symbol; of a double symbol, the first's.

        Sessions inside the symbol are no hindrance: A/HRC/10/WG.2/1 is of A/HRC/WG.2.
        """
        parts = [part.partition("(")[0].strip() for part in str(symbol).upper().split("/")]
        parts = [part for part in parts if not _SESSION.fullmatch(part)]
        for n in range(len(parts), 0, -1):
            *head, last = parts[:n]
            for tail in (last, _DOTTED_SESSION.sub("", last)):
                if (id_ := self._prefixes.get("/".join((*head, tail)))) is not None:
                    return self.bodies[id_]
        return None

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return {prefix.upper(): body.id for body in self.bodies.values() for prefix in (body.id, *body.prefixes)}

    def organ_of(self, body: str) -> Body:
        """Gives the topmost body above this one, which its masthead prints big; raises NotKnown or BadInput."""
        one = _known(self.bodies, body, "body")
        below = {one.id}
        while one.parent:
            one = _known(self.bodies, one.parent, "body")
            if one.id in below:
                raise BadInput(f"The body {one.id!r} stands above itself.", advice="Mend its parent.")
            below.add(one.id)
        return one

    def organization_of(self, body: str) -> Organization:
        """Gives the organization that a body belongs to; raises NotKnown."""
        return _known(self.organizations, _known(self.bodies, body, "body").organization, "organization")

    def resolution_symbol(
        self,
        body: str,
        number: str,
        year: int | str | None = None,
        *,
        kind: Literal["resolution", "decision", "statement"] = "resolution",
    ) -> str:
        """Gives the symbol of what a body calls "its resolution 60/251": A/RES/60/251; raises NotKnown.

        ``year`` is needed where the symbol has one: S/RES/822 (1993).
        """
        one = _known(self.bodies, body, "body")
        pattern = {"resolution": one.resolutions, "decision": one.decisions, "statement": one.statements}[kind]
        if not pattern:
            raise NotKnown(f"{one.label} has no symbols for a {kind}.", advice="Give the symbol in full.")
        if "{year}" in pattern and year is None:
            raise NotKnown(f"A {kind} of {one.label} is known by its number and year.", advice="Add the year.")
        return pattern.format(number=number, year=year)

    # -- sessions and agendas -----------------------------------------------------------------------------------

    def session(self, body: str, code: str | int) -> SessionRecord | None:
        """Gives a session of a body by its number, its code ("S-34") or its year, or None where nothing is known."""
        code = str(code)
        if (known := self.sessions.get((body, code))) is not None or body not in self.bodies:
            return known
        base = self.bodies[body].session_year_base
        if not code.isdecimal() or (base is None and len(code) != 4):
            return None
        return SessionRecord(body=body, code=code, opened=int(code) + (base or 0) if len(code) < 4 else int(code))

    def agenda_title(self, body: str, item: str, language: str, on: datetime.date | None = None) -> str | None:
        """Gives the title of a standing agenda item as printed on a day (None: today's), or None."""
        return next((row.title(language, on) for row in self._items(body, on) if row.item == item), None)

    def agenda_titles(self, body: str, item: str) -> tuple[str, ...]:
        """Gives all titles that a standing agenda item has had, in all languages."""
        rows = [row for row in self._items(body, None) if row.item == item]
        return tuple(title for row in rows for language in LANGUAGES for title in row.titles(language))

    def find_agenda_item(self, body: str, title: str, language: str | None = None) -> str | None:
        """Gives the number of the standing agenda item that has or had this title, or None."""
        wanted, languages = fold(title), (language,) if language else LANGUAGES
        for row in self._items(body, None):
            if any(fold(one) == wanted for lang in languages for one in row.titles(lang)):
                return row.item
        return None

    def _items(self, body: str, on: datetime.date | None) -> Iterator[StandingItem]:
        return (row for row in self.agenda if row.body == body and (on is None or row.holds(on)))

    # -- by name ------------------------------------------------------------------------------------------------

    def find_organization(self, text: str, language: str | None = None) -> str | None:
        """Gives the code of the organization with this name, or None."""
        return self._organization_names.find(text, language)

    def find_body(self, text: str, language: str | None = None) -> str | None:
        """Gives the id of the body with this name, or None."""
        return self._body_names.find(text, language)

    def find_state(self, text: str, language: str | None = None) -> str | None:
        """Gives the code of the State with this name, short or formal, of today or before, or None."""
        return self._state_names.find(text, language)

    def find_office(self, text: str, language: str | None = None) -> str | None:
        """Gives the code of the office with this name, or None."""
        return self._office_names.find(text, language)

    def find_seat(self, text: str, language: str | None = None) -> str | None:
        """Gives the code of the seat with this wording, or None."""
        return self._seat_names.find(text, language)

    def find_capacity(self, text: str, language: str | None = None) -> str | None:
        """Gives the code of the capacity with this wording, or None."""
        return self._capacity_names.find(text, language)

    def find_offices(self, text: str, language: str) -> tuple[str, ...]:
        """Gives the codes of one or several offices joined by "and", in their order; empty if any is not known."""
        return _all_of(text, language, self.find_office)

    def find_states(self, text: str, language: str) -> tuple[str, ...]:
        """Gives the codes of one or several States joined by "and", in their order; empty if any is not known."""
        return _all_of(text, language, self.find_state)

    @cached_property
    def _organization_names(self) -> NameIndex:
        return _index(self.organizations)

    @cached_property
    def _body_names(self) -> NameIndex:
        return _index(self.bodies)

    @cached_property
    def _state_names(self) -> NameIndex:
        return _index(self.states)

    @cached_property
    def _office_names(self) -> NameIndex:
        return _index(self.offices)

    @cached_property
    def _seat_names(self) -> NameIndex:
        return _index(self.seats)

    @cached_property
    def _capacity_names(self) -> NameIndex:
        return _index(self.capacities)


def _all_of(text: str, language: str, find: Callable[[str, str], str | None]) -> tuple[str, ...]:
    """Gives the codes of names in a list; a joint may stand inside a name too (Bosnia and Herzegovina)."""
    if len(text) <= _LONGEST_NAME and (whole := find(text, language)):
        return (whole,)
    for joint in _JOINTS[language]:
        at = text.find(joint, 1)
        while 0 < at <= _LONGEST_NAME:
            first = find(text[:at], language)
            if first and (others := _all_of(text[at + len(joint) :], language, find)):
                return (first, *others)
            at = text.find(joint, at + 1)
    return ()


def _alone(row: Row) -> tuple[Row]:
    return (row,)


def _code(kind: Kind, row: Any) -> str:
    return " ".join(getattr(row, key) for key in keys_of(kind))


def _converted(kind: Kind, row: dict[str, Any], of: type[Row]) -> Row:
    try:
        return msgspec.convert(row, of)
    except msgspec.ValidationError as error:
        raise BadInput(
            f"The {kind} {code_of(kind, row).strip()} of an authority file does not have the right shape: {error}.",
            advice="See docs/howto/add-an-organization.md.",
        ) from error


def _index(known: Mapping[str, _Spelt]) -> NameIndex:
    """Names to codes; of two rows with one name, the later has it, so that an added organization's names come first."""
    return NameIndex(
        lambda language: ((code, name) for code in reversed(list(known)) for name in known[code].spellings(language))
    )


_Any = TypeVar("_Any")


def _known(table: Mapping[str, _Any], code: str, kind: str) -> _Any:
    if code not in table:
        raise NotKnown(
            f"The {kind} {code!r} is in no authority file.", advice=f"Known: {', '.join(list(table)[:12])} ..."
        )
    return table[code]
