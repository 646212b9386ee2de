"""Authority files as an administrator amends them: every record with its history and the days on which it holds.

What the core ships and the organization's own file says is the ground; an amendment is laid over it, never written
into it. A record is amended as a whole, or retired; what it was before stays in its history. ::

    amend("session", "A/HRC 61", {"planned": [["2026-02-23", "2026-03-27"]]}, reason=..., by=..., at=...)

A series is no record here: `verbale.archive.register.open_series` opens it with its first number.
"""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, cast

import msgspec

from verbale.archive import log
from verbale.archive.canonical import canonical
from verbale.archive.errors import BadRecord, Conflict, WrongState
from verbale.archive.models import AuthorityRecord
from verbale.archive.organization import Step, as_last_amended, in_force, retired, steps, unamended
from verbale.authorities import KINDS, Kind, Row, faults, references
from verbale.authorities import authorities as of_the_un
from verbale.problems import BadInput, NotKnown, Problem

_LONGEST_CODE = 200

Origin = Literal["core", "organization", "amended"]


class Record(msgspec.Struct, frozen=True):
    """A record at one step of its history; step 0 is what the files say, which no entry of the log added.

    ``data`` is its row, None where it is retired. ``origin`` is where that comes from: the core, the organization's own
    file, or an amendment, and then ``entry``, ``by``, ``at`` and ``reason`` say when, by whom and why.
    """

    kind: Kind
    code: str
    step: int
    data: Row | None
    origin: Origin
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    reason: str = ""
    entry: int | None = None
    by: str = ""
    at: datetime.datetime | None = None


@log.turn()
def amend(
    kind: Kind,
    code: str,
    data: Mapping[str, Any] | str,
    *,
    reason: str,
    by: str,
    at: datetime.datetime,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    seen: int | None = None,
) -> Record:
    """Add a record, or lay a new one over that of the same code, from the first to the last day on which it holds.

    ``data`` is its row, as a mapping or as TOML; the fields that make up its code may be left out. ``seen`` is the step
    that the editor had before his eyes. Raises BadRecord with every fault, and Conflict where another step has come in
    between, WrongState where there is no reason or nothing would change.
    """
    number = log.begin()
    row = _row(_kind(kind), code, data)
    step = Step(kind, code, row, valid_from, valid_to)
    others = tuple(other for other in steps() if (other.kind, other.code) != (kind, code))
    wrong = (*_days(step), *faults(kind, row, in_force(others, None)))
    return _add(number, step, wrong, reason, by, at, seen)


@log.turn()
def retire(
    kind: Kind,
    code: str,
    *,
    reason: str,
    by: str,
    at: datetime.datetime,
    valid_from: datetime.date | None = None,
    seen: int | None = None,
) -> Record:
    """Take a record out from a day on, or altogether; amending it brings it back.

    Raises NotKnown where there is none, BadRecord where others name it, and what `amend` raises.
    """
    number = log.begin()
    if code not in as_last_amended().records(_kind(kind)):
        raise NotKnown(
            f"There is no {kind} {code} to retire.",
            advice="See the list of records.",
            wording=("refusal.no-record", {"record": code}),
        )
    step = Step(kind, code, None, valid_from, None)
    return _add(number, step, references(kind, code, as_last_amended()), reason, by, at, seen)


def history(kind: Kind, code: str) -> tuple[Record, ...]:
    """Return a record at every step, oldest first, step 0 being what the files say; raises NotKnown where there is none."""
    found = _history(_kind(kind), code)
    if not found:
        raise NotKnown(
            f"There is no {kind} {code} in the authority files, nor was there.",
            wording=("refusal.no-record", {"record": code}),
        )
    return found


def records(kind: Kind, on: datetime.date | None = None) -> tuple[Record, ...]:
    """Return the records of a kind as they hold on a day (None: as last amended) by code, those retired left out."""
    amended = {r.code: r for r in _amendments(kind=_kind(kind)) if on is None or _step(r).holds(on)}
    held = _shipped(kind) | amended
    return tuple(held[code] for code in sorted(held) if held[code].data is not None)


def _history(kind: Kind, code: str) -> tuple[Record, ...]:
    return (*(one for name, one in _shipped(kind).items() if name == code), *_amendments(kind=kind, code=code))


def _shipped(kind: Kind) -> dict[str, Record]:
    """The records that the files hold, by code, with their rows in the form that JSON gives them."""
    core = of_the_un().records(kind)
    return {
        code: Record(kind, code, 0, _plain(row), "core" if core.get(code) == row else "organization")
        for code, row in unamended().records(kind).items()
    }


def _amendments(**where: str) -> Iterator[Record]:
    for row in AuthorityRecord.objects.filter(**where).select_related("entry").order_by("pk"):
        yield Record(
            kind=row.kind,
            code=row.code,
            step=row.step,
            data=json.loads(row.data) if row.data else None,
            origin="amended",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            reason=row.reason,
            entry=row.entry.number,
            by=row.entry.by,
            at=row.entry.at,
        )


def _step(record: Record) -> Step:
    return Step(record.kind, record.code, record.data, record.valid_from, record.valid_to)


def _plain(row: Any) -> Row:
    plain: Row = json.loads(canonical(msgspec.to_builtins(row)))
    return plain


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise NotKnown(
            f"There are no records of the kind {kind!r}.",
            advice=f"The kinds are {', '.join(KINDS)}.",
            wording=("refusal.no-kind", {"kind": kind}),
        )
    return cast("Kind", kind)


def _row(kind: Kind, code: str, data: Mapping[str, Any] | str) -> Row:
    """Return the row as JSON has it, with the fields of its code."""
    if len(code) > _LONGEST_CODE:
        text = f"The code has {len(code)} characters; one has at most {_LONGEST_CODE}."
        raise BadRecord(kind, [_fault("code", text, "code", "Shorten it.")])
    keys = {name: value for name, value in _keys(kind, code).items() if name != "retired"}
    try:
        given = tomllib.loads(data) if isinstance(data, str) else dict(data)
        row = _plain({**keys, **given})
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise BadRecord(
            f"{kind} {code}", [_fault("shape", f"It is not TOML: {error}.", "", "Mend that line.")]
        ) from error
    wrong = [
        _fault("code", f"The record is {value!r}, its data say {row[name]!r}.", name, "A record keeps its code.")
        for name, value in keys.items()
        if row[name] != value
    ]
    if wrong:
        raise BadRecord(f"{kind} {code}", wrong)
    return row


def _keys(kind: Kind, code: str) -> Row:
    try:
        return retired(kind, code)
    except ValueError as error:
        text, advice = f"{code!r} does not name one {kind}.", 'A session is named "A/HRC 43", an agenda item "A/HRC 4".'
        raise BadRecord(f"{kind} {code}", [_fault("code", text, "code", advice)]) from error


def _fault(what: str, text: str, where: str, advice: str) -> Problem:
    codes = {"shape": "record-field-shape", "code": "record-code", "dates": "record-dates"}
    return Problem(codes[what], "error", text, where, advice)


def _days(step: Step) -> Iterator[Problem]:
    if step.valid_from and step.valid_to and step.valid_from > step.valid_to:
        text = f"It would hold from {step.valid_from} to {step.valid_to}."
        yield _fault("dates", text, "valid_to", "Exchange or correct the days.")


def _on_every_day(step: Step) -> Iterator[Problem]:
    """Build the authority files as they will be on each day on which anything changes: none may fail to be built."""
    after = (*steps(), step)
    day = datetime.timedelta(days=1)
    begins = {one.valid_from for one in after if one.valid_from} | {one.valid_to + day for one in after if one.valid_to}
    for on in [None, *sorted(begins | {min(begins) - day} if begins else ())]:
        try:
            in_force(after, on)
        except (BadInput, NotKnown) as error:
            text = f"From {on}: {error.text}" if on else error.text
            yield Problem("record-reference", "error", text, error.where, error.advice)


def _add(
    number: int, step: Step, wrong: Sequence[Problem], reason: str, by: str, at: datetime.datetime, seen: int | None
) -> Record:
    name = f"{step.kind} {step.code}"
    past = _history(step.kind, step.code)
    last = past[-1] if past else None
    if last is not None and seen is not None and last.step != seen:
        who = f" by {last.by} at {last.at:%Y-%m-%d %H:%M} UTC: {last.reason}" if last.at else ""
        raise Conflict(
            f"{name} is at step {last.step}{who}",
            advice="Look at it as it is now, and amend it again.",
            wording=("refusal.record-changed", {"record": step.code, "by": last.by, "at": last.at})
            if last.at
            else ("refusal.record-there", {"record": step.code}),
        )
    if found := wrong or tuple(_on_every_day(step)):
        raise BadRecord(name, found)
    if not reason.strip():
        raise WrongState(
            f"Nothing says why {name} is to change.",
            advice="Give the reason; it stays in its history.",
            wording=("refusal.reason", {}),
        )
    if last is not None and _step(last) == step:
        raise WrongState(f"{name} is so already.", wording=("refusal.already", {"document": step.code}))
    AuthorityRecord.objects.create(
        entry_id=number,
        kind=step.kind,
        code=step.code,
        step=last.step + 1 if last else 1,
        valid_from=step.valid_from,
        valid_to=step.valid_to,
        data="" if step.row is None else canonical(step.row),
        reason=reason.strip(),
    )
    log.write(number, "retire" if step.row is None else "amend", name, {"reason": reason.strip()}, by=by, at=at)
    return _history(step.kind, step.code)[-1]
