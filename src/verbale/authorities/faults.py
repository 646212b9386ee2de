"""Every fault of a row of an authority file at once, each with its place: for whoever writes one by hand."""

from __future__ import annotations

import difflib
import itertools
import re
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from verbale.authorities.files import Kind, keys_of
from verbale.authorities.model import (
    Body,
    Capacity,
    Office,
    Organization,
    Seat,
    SessionRecord,
    StandingItem,
    State,
)
from verbale.authorities.registry import Authorities
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, NotKnown, Problem

_SHAPES: dict[Kind, Any] = {
    "organization": Organization,
    "body": Body,
    "state": State,
    "office": Office,
    "seat": Seat,
    "capacity": Capacity,
    "session": SessionRecord,
    "agenda": StandingItem,
}
_REFERENCES: dict[Kind, tuple[tuple[str, Kind], ...]] = {
    "body": (("organization", "organization"), ("parent", "body")),
    "state": (("organization", "organization"),),
    "session": (("body", "body"),),
    "agenda": (("body", "body"),),
}
_PATTERN = re.compile(r"(?:[^{}]|\{number\}|\{year\})+")
_SESSION = re.compile(r"(?:E?S-)?[1-9]\d{0,3}")


def faults(kind: Kind, row: Mapping[str, Any], known: Authorities) -> tuple[Problem, ...]:
    """Return all that is wrong with a row that is to join ``known``; ``where`` of each is the field (``names.0.en.of``).

    Offices are single ones here: a head with ``bodies`` is not a row of its own.
    """
    found = list(_shape(row, _SHAPES[kind], ""))
    if not found:
        found += _sense(kind, msgspec.convert(dict(row), _SHAPES[kind]), known)
    if not found:
        try:
            known.with_source(lambda wanted: [dict(row)] if wanted == kind else [])
        except (BadInput, NotKnown) as error:
            found.append(Problem("record-reference", "error", error.text, error.where, error.advice))
    return tuple(found)


def references(kind: Kind, code: str, known: Authorities) -> tuple[Problem, ...]:
    """Return a fault for each row that names this one and would be left without it."""
    return tuple(
        Problem(
            "record-reference",
            "error",
            f"The {other} {name} names it.",
            f"{other} {name}",
            "Amend or retire that record first.",
        )
        for other, fields in _REFERENCES.items()
        for field, of in fields
        if of == kind
        for name, row in known.records(other).items()
        if getattr(row, field) == code
    )


def _shape(value: Any, of: Any, where: str) -> Iterator[Problem]:
    """Compare a value with a type, field by field where it is a structure."""
    item = typing.get_args(of)[0] if typing.get_origin(of) is tuple else None
    if isinstance(value, Mapping) and _is_structure(of):
        yield from _fields(value, of, where)
    elif isinstance(value, list | tuple) and _is_structure(item):
        for number, one in enumerate(value):
            yield from _shape(one, item, f"{where}.{number}")
    else:
        try:
            msgspec.convert(value, of)
        except msgspec.ValidationError as error:
            text = f"The value does not have the right shape: {str(error).rstrip('.')}."
            yield Problem("record-field-shape", "error", text, where, "See docs/howto/add-an-organization.md.")


def _is_structure(of: Any) -> bool:
    return isinstance(of, type) and issubclass(of, msgspec.Struct)


def _fields(row: Mapping[str, Any], of: Any, where: str) -> Iterator[Problem]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(of)}
    within = f"{where}." if where else ""
    for name, value in row.items():
        if name in fields:
            yield from _shape(value, fields[name].type, f"{within}{name}")
            continue
        near = difflib.get_close_matches(str(name), fields, 1)
        advice = f"Did you mean {near[0]!r}?" if near else f"The fields are {', '.join(fields)}."
        yield Problem("record-field-unknown", "error", f"There is no field {name!r}.", f"{within}{name}", advice)
    for name, field in fields.items():
        if field.required and name not in row:
            yield Problem("record-field-missing", "error", f"The field {name!r} is missing.", within + name, "Add it.")


def _sense(kind: Kind, row: Any, known: Authorities) -> Iterator[Problem]:
    """Look at what values of the right shape say."""
    for key in keys_of(kind):
        if not getattr(row, key).strip():
            yield Problem("record-field-missing", "error", f"The field {key!r} is empty.", key, "Fill it in.")
    for field, of in _REFERENCES.get(kind, ()):
        code = getattr(row, field)
        if code and code not in known.records(of):
            text = f"The {of} {code!r} is in no authority file."
            yield Problem("record-reference", "error", text, field, f"Add the {of} first, or correct its code.")
    if not isinstance(row, SessionRecord | State) and not any(getattr(row, lang) for lang in LANGUAGES):
        yield Problem("record-field-missing", "error", "There is no name.", "en", "Give the official name.")
    match row:
        case Body():
            yield from _patterns(row)
        case SessionRecord() if not _SESSION.fullmatch(row.code):
            text = f"{row.code!r} is no code of a session."
            yield Problem("record-code", "error", text, "code", 'Write "43", "S-34", "ES-11" or the year.')
        case State() if not row.names:
            yield Problem(
                "record-field-missing", "error", "The State has no name.", "names", "Give one for each period."
            )
    yield from _dates(row)


def _patterns(body: Body) -> Iterator[Problem]:
    for field in ("resolutions", "decisions", "statements"):
        pattern = getattr(body, field)
        if pattern and (not _PATTERN.fullmatch(pattern) or "{number}" not in pattern):
            text = f"{pattern!r} is no pattern of symbols."
            yield Problem("record-pattern", "error", text, field, 'Write it like "A/RES/{number}".')


def _dates(row: Any) -> Iterator[Problem]:
    periods: list[tuple[str, Any, Any]] = []
    if isinstance(row, State):
        periods += [(f"names.{n}", name.from_, name.until) for n, name in enumerate(row.names)]
        for number, (one, other) in enumerate(itertools.pairwise(row.names)):
            if one.until is None or other.from_ is None or one.until >= other.from_:
                text = "The name does not end before the next one begins."
                advice = "Give `until` in this one and `from` in the next, oldest first."
                yield Problem("record-dates", "error", text, f"names.{number}", advice)
    if isinstance(row, SessionRecord):
        for field in ("planned", "actual"):
            periods += [(f"{field}.{n}", first, last) for n, (first, last) in enumerate(getattr(row, field))]
    if isinstance(row, StandingItem):
        periods.append(("until", row.from_, row.until))
    for where, first, last in periods:
        if first and last and first > last:
            yield Problem("record-dates", "error", f"{first} is after {last}.", where, "Exchange or correct the days.")
