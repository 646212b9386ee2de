"""How the files of a case were read, and what people put in its place.

Corrections are kept apart from the reading, by the path of the field that they correct, and are laid over every later
reading: reading again with a better reader loses nobody's work.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from verbale import press
from verbale.archive import log, submissions
from verbale.archive.canonical import canonical
from verbale.archive.errors import Conflict, WrongState
from verbale.archive.organization import authorities
from verbale.communications import read_passage
from verbale.desk import malware, papers
from verbale.desk.actors import Actor, need
from verbale.desk.cases import find, standing
from verbale.desk.models import Case, Correction, Read
from verbale.desk.paths import at_path, put, within
from verbale.desk.workflow import CORRECTABLE, CORRECTORS
from verbale.document import Annex, Document, Evidence, Masthead, Paragraph, Passage, Reading, from_json, to_json
from verbale.problems import Problem, VerbaleError, Word

FIELDS: tuple[str, ...] = (
    "kind", "body", "session", "agenda", "title", "communication.kind", "communication.dated", "communication.sender.state",
    "communication.sender.capacity", "communication.sender.seat", "communication.others", "communication.addressees",
    "masthead.language", "masthead.distribution",
)  # fmt: skip
"""The paths that can be corrected, and that a page shows field by field; a paragraph is ``content.ID``."""


class Standing(msgspec.Struct, frozen=True):
    """A reading with its corrections laid over it: what the case says now, and what is wrong with it."""

    reading: Reading
    document: Document
    problems: tuple[Problem, ...]
    corrected: Mapping[str, Correction]


def read_files(files: Sequence[submissions.Arrived], request: Mapping[str, Any]) -> Reading:
    """Read the note, and the annexes behind it, into one document; what cannot be read is a problem, never a stop.

    The first file is the note; what ``request`` names beside it (body, session, agenda) stands in where the note is
    silent. Nothing is opened where malware was found in a file, or could not be looked for.
    """
    if not files:
        return Reading(Document(), (Problem("desk-file-absent", "error", "No file came with the request.", "files"),))
    if shut := malware.look(files):
        return Reading(Document(masthead=Masthead(language="en")), shut)
    known = authorities()
    try:
        reading = press.read(files[0].data, files[0].name, known, ocr=True)
    except VerbaleError as error:
        unread = Problem("desk-file-unread", "error", error.text, files[0].name, error.advice)
        reading = Reading(Document(masthead=Masthead(language="en")), (unread,))
    document, problems = reading.document, list(reading.problems)
    for number, file in enumerate(files[1:], len(document.annexes) + 1):
        try:
            read = press.read(file.data, file.name, known, ocr=True)
        except VerbaleError as error:
            problems.append(Problem("desk-annex-unread", "error", error.text, file.name, error.advice))
            continue
        problems += [msgspec.structs.replace(p, where=f"{file.name}: {p.where}".rstrip(": ")) for p in read.problems]
        document = msgspec.structs.replace(document, annexes=(*document.annexes, as_annex(read.document, number)))
    return Reading(_requested(document, request), tuple(problems), reading.evidence)


def as_annex(document: Document, number: int) -> Annex:
    """Return a document that came as a file of its own as an annex, every word of it."""
    heads = [document.title, document.subtitle]
    prefix = f"annex{number}"
    blocks = tuple(msgspec.structs.replace(block, id=f"{prefix}-{block.id}") for block in document.content)
    lines = tuple(Paragraph(f"{prefix}-head{i}", text) for i, text in enumerate(heads[1:], 1) if text)
    notes = tuple(
        msgspec.structs.replace(
            note, id=f"{prefix}-{note.id}",
            content=tuple(msgspec.structs.replace(block, id=f"{prefix}-{block.id}") for block in note.content),
        )
        for note in document.notes
    )  # fmt: skip
    return Annex(
        prefix, title=document.title, language=document.masthead.language, content=(*lines, *blocks), notes=notes
    )


def _requested(document: Document, request: Mapping[str, Any]) -> Document:
    """Return the document with what the request says where it says nothing itself."""
    from_request = {path: request[path] for path in ("body", "session", "agenda") if request.get(path)}
    missing = {path: value for path, value in from_request.items() if not getattr(document, path)}
    return put(document, missing) if missing else document


def keep(number: int, case: Case, reading: Reading) -> Read:
    """Keep a reading of a case under an entry that has begun."""
    return Read.objects.create(
        entry_id=number,
        case=case,
        number=case.readings.count() + 1,
        document=to_json(reading.document).decode(),
        problems=msgspec.json.encode(reading.problems).decode(),
        evidence=msgspec.json.encode(reading.evidence).decode(),
    )


def current(case: Case) -> Standing:
    """Return the last reading of a case with its corrections laid over it, and its faults, all at once."""
    row = case.readings.order_by("-number").first()
    if row is None:
        wording = ("refusal.unread", {"reference": case.reference})
        raise WrongState(f"{case.reference} was not read.", advice="Read it again.", wording=wording)
    document = from_json(row.document.encode())
    problems = msgspec.json.decode(row.problems, type=tuple[Problem, ...])
    evidence = msgspec.json.decode(row.evidence, type=tuple[Evidence, ...])
    found = {row.path: row for row in case.corrections.order_by("pk")}
    mended = _mended(document, found)
    # What a person took back, or set to what was read, answers nothing.
    answered = [path for path, row in found.items() if row.value != canonical(at_path(document, path))]
    standing = [p for p in problems if not any(covers(path, p.where) for path in answered)]
    checked = press.check(mended, authorities())
    return Standing(Reading(document, problems, evidence), mended, (*standing, *checked), found)


def _mended(document: Document, found: Mapping[str, Correction]) -> Document:
    """Return what was read with corrections laid over it."""
    return _with_passages(put(document, {path: json.loads(row.value) for path, row in found.items()}), list(found))


def _with_passages(document: Document, paths: Sequence[str]) -> Document:
    """Return the document with the set formulas of its corrected paragraphs found anew."""
    said = document.communication
    touched = {path.removeprefix("content.") for path in paths if path.startswith("content.")}
    if said is None or not touched:
        return document
    language, known = document.masthead.language, authorities()
    passages = {passage.block: passage for passage in said.passages if passage.block not in touched}
    for block in document.content:
        found = (
            read_passage(block.text, language, known) if block.id in touched and isinstance(block, Paragraph) else None
        )
        if found:
            passages[block.id] = Passage(block.id, found.formula, found.slots)
    order = [block.id for block in document.content if block.id in passages]
    said = msgspec.structs.replace(said, passages=tuple(passages[id_] for id_ in order))
    return msgspec.structs.replace(document, communication=said)


def corrected(case: Case) -> Document:
    """Return what a case says now: its last reading with the corrections; raises WrongState where it was not read."""
    row = case.readings.order_by("-number").first()
    if row is None:
        return current(case).document
    return _mended(from_json(row.document.encode()), {one.path: one for one in case.corrections.order_by("pk")})


def covers(path: str, where: str) -> bool:
    """Return whether a correction of ``path`` answers a problem at ``where``."""
    return where == path or where.startswith(f"{path}.") or path == f"content.{where}"


@log.turn()
def correct(
    reference: str, values: Mapping[str, Any], *, actor: Actor, at: datetime.datetime, seen: int | None = None
) -> Case:
    """Put values in place of what was read; a value of None takes the correction back.

    Raises NotAllowed and WrongState, BadInput that names every path or value that does not fit, Conflict where a path
    was corrected by somebody else after the entry ``seen``.
    """
    number = log.begin()
    case = find(reference, actor)
    need(actor, CORRECTORS, f"correct {reference}")
    now = standing(case)
    if now.trunk.state not in CORRECTABLE:
        raise WrongState(
            f"{reference} is {now.state}; its reading is settled.",
            advice="Return it, or mend the drafts.",
            wording=("refusal.settled", {"reference": reference, "state": Word(f"state.{now.state}")}),
        )
    if seen is not None and (later := case.corrections.filter(entry__gt=seen, path__in=values).first()):
        field = Word(f"field.{later.path.replace('.', '-')}") if later.path in FIELDS else later.path
        raise Conflict(
            f"{later.by} corrected {later.path} meanwhile: {later.value}.",
            where=later.path,
            wording=("refusal.corrected", {"by": later.by, "field": field}),
        )
    within(values, (*FIELDS, "communication.severally", "content"))
    read = from_json(case.readings.order_by("-number")[0].document.encode())
    given = {path: at_path(read, path) if value is None else value for path, value in values.items()}
    put(read, given)  # what does not fit is told before anything is kept
    before = {row.path: row.value for row in case.corrections.order_by("pk")}
    changed = {path: canonical(value) for path, value in given.items()}
    changed = {
        path: value for path, value in changed.items() if before.get(path, canonical(at_path(read, path))) != value
    }
    if not changed:
        return case
    for path, value in changed.items():
        Correction.objects.create(entry_id=number, case=case, path=path, value=value, by=actor.name, at=at)
    log.write(number, "correct", reference, {"paths": sorted(changed)}, by=actor.name, at=at)
    return case


def read_again(reference: str, *, actor: Actor, at: datetime.datetime) -> Case:
    """Read the files of a case again, as the reader is now; corrections stay."""
    case = find(reference, actor)
    need(actor, CORRECTORS, f"read {reference} again")
    reading = read_files(papers.arrived(case), json.loads(case.submission.request))
    with log.turn():
        number = log.begin()
        keep(number, case, reading)
        log.write(number, "read", reference, {}, by=actor.name, at=at)
    return case
