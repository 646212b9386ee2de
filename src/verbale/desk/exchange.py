"""A language version goes to a translator's own tool as XLIFF, and what was written there comes back as a draft.

The file says of which draft it was made (``reference/language/number``). What comes back is laid over the version as it
stands then, text by text: what others wrote meanwhile stays theirs, what changed in the source is not taken, and all of that
is told.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec

from verbale import press
from verbale.archive import log
from verbale.archive.canonical import sha256
from verbale.archive.errors import WrongState
from verbale.archive.organization import authorities
from verbale.desk import cases, checking, drafts, passages, readings, remembering, sources, terminology, texts
from verbale.desk.actors import Actor
from verbale.desk.models import Case, Draft, Segment
from verbale.desk.paths import put
from verbale.document import Document, from_json, to_json
from verbale.document.units import Unit, units
from verbale.formats.translation import xliff
from verbale.problems import BadInput, Problem, Word

MEDIA_TYPE = "application/xliff+xml"

MATCHES = 3
"""How many matches of the memory a text brings along."""

_OUT: dict[passages.State, xliff.State] = {
    "untranslated": "new", "draft": "new", "translated": "translated", "reviewed": "reviewed",
}  # fmt: skip
_IN: dict[xliff.State, passages.State] = {
    "new": "draft", "translated": "translated", "reviewed": "reviewed", "final": "reviewed",
}  # fmt: skip


class Returned(msgspec.Struct, frozen=True):
    """What came of a file: the draft as it stands now, the paths of the passages that were taken, and what is to be looked at."""

    draft: Draft
    taken: tuple[str, ...]
    problems: tuple[Problem, ...]


def outgoing(
    reference: str,
    language: str,
    version: xliff.Version = "2.1",
    *,
    actor: Actor,
    at: datetime.datetime,
    prefilled: bool = False,
) -> bytes:
    """Return a language version for a translator's tool, with matches of the memory and terms for what is not done.

    Raises NotKnown for a case that the actor may not see, WrongState where the language has no text yet or is that of the
    original.
    """
    case = cases.find(reference, actor)
    target, draft = texts.document(case, language), texts.last(case, language)
    source = original_of(case, language)
    kept = passages.version(case, language)
    states = {_unit(one.path): _OUT[one.state] for one in kept.passages}
    open_ = [one for one in kept.passages if one.state in ("untranslated", "draft") and one.source]
    matches = {_unit(one.path): _matches(kept, one.path, actor, at) for one in open_}
    terms = {_unit(one.path): _terms(one.source, kept) for one in open_}
    return press.to_xliff(
        source,
        target,
        version,
        prefilled=prefilled,
        original=f"{reference}/{language}/{draft.number}",
        states=states,
        matches=matches,
        terms=terms,
    ).data


def _matches(version: passages.Version, path: str, actor: Actor, at: datetime.datetime) -> list[xliff.Match]:
    """Return what a text brings along: what a machine wrote for it and nobody approved, then what the memory knows."""
    here = version[path]
    own = [xliff.Match(here.source, here.text, 100, here.by, machine=True)] if here.origin == "machine" else []
    found = remembering.remembered(version, path, actor, at)[:MATCHES]
    return [*own, *(xliff.Match(one.source, one.target, one.score, one.symbol) for one in found)]


def _terms(source: str, version: passages.Version) -> list[xliff.TermPair]:
    found = checking.terms(source, version.source, version.language, authorities(), terminology.glossary())
    return list(dict.fromkeys(xliff.TermPair(one.text, one.preferred) for one in found if one.preferred))


def original_of(case: Case, language: str) -> Document:
    """Return the document that a language is translated from, word for word what the editor shows beside it.

    Raises WrongState where the language is that of the original.
    """
    told, ours = sources.source(case, language), cases.languages(case)
    if told.language == language:
        raise WrongState(
            f"{language} is the language of the original.",
            where=language,
            wording=("refusal.xliff-original", {"language": Word(f"language.{language}")}),
        )
    if told.language in ours:
        found = texts.document(case, told.language)
    elif case.change:
        found = texts.released(case, told.language)
    else:
        found = readings.corrected(case)
    there = texts.words(found)
    return put(found, {path: words for path, words in told.words.items() if path in there and there[path] != words})


def _unit(path: str) -> str:
    """Return the id of the unit at a path: "p2" for ``content.p2``."""
    return path.removeprefix("content.")


def _path(unit: Unit) -> str:
    """Return the path of a unit; empty where the desk has none: in annexes, captions, agenda items."""
    if unit.annex or unit.kind in ("agenda", "caption", "label"):
        return ""
    return unit.id if unit.kind in ("title", "subtitle") else f"content.{unit.id}"


@log.turn()
def incoming(reference: str, language: str, data: bytes, *, actor: Actor, at: datetime.datetime) -> Returned:
    """Take over what a translator wrote in their tool; a draft is saved as theirs where that changes anything.

    Raises NotAllowed, WrongState outside translation, and BadInput where the file is no XLIFF, or is of another
    communication or language; then nothing is changed.
    """
    number = log.begin()
    case = cases.find(reference, actor)
    before = drafts.may_write(case, language, actor)
    name = _original(data)
    then = _sent(case, language, name)
    now, source = from_json(before.document.encode()), original_of(case, language)
    merged = press.merge(data, source, then, now=now, original=name)
    paths = {unit.id: path for unit in units(now, empty=True) if (path := _path(unit))}
    problems = tuple(msgspec.structs.replace(one, where=paths.get(one.where, one.where)) for one in merged.problems)
    taken = tuple(paths[id_] for id_ in merged.taken if id_ in paths)
    text = to_json(merged.document).decode()
    same = text == before.document
    rows = _rows(case, language, merged, paths, actor)
    if same and not rows:
        return Returned(before, (), problems)
    for row in rows:
        row.entry_id, row.by, row.at = number, actor.name, at
        row.save(force_insert=True)
    facts = {"language": language, "file": sha256(data)}
    if same:
        log.write(number, "mark", reference, {**facts, "paths": [row.path for row in rows]}, by=actor.name, at=at)
        return Returned(before, (), problems)
    draft = drafts.new(case, merged.document, origin="person", by=actor.name, at=at)
    draft.entry_id = number
    draft.save(force_insert=True)
    log.write(number, "draft", reference, {**facts, "number": draft.number}, by=actor.name, at=at)
    return Returned(draft, taken, problems)


def _original(data: bytes) -> str:
    try:
        return xliff.read(data).original
    except BadInput as error:
        raise BadInput(
            error.text, where="file", advice=error.advice, wording=("refusal.xliff-unreadable", {})
        ) from error


def _sent(case: Case, language: str, original: str) -> Document:
    """Return the language version as it was when a file was made of it; raises BadInput where the file is of none of it."""
    *name, number = original.rsplit("/", 2)
    row = case.drafts.filter(language=language, number=int(number)).first() if _is_number(number) else None
    if name != [case.reference, language] or row is None:
        raise BadInput(
            f"This file is not of {case.reference} in {language}.",
            where="file",
            advice="Take the file here, and bring that one back.",
            wording=(
                "refusal.xliff-of-another",
                {"reference": case.reference, "language": Word(f"language.{language}")},
            ),
        )
    return from_json(row.document.encode())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9


def _rows(case: Case, language: str, merged: xliff.Merged, paths: Mapping[str, str], actor: Actor) -> list[Segment]:
    """Return the rows of passages that have other words or are further now; not saved yet. Reviewing is for editors."""
    kept, told, taken = passages.segments(case, language), sources.source(case, language), set(merged.taken)
    rows = []
    for id_, state in merged.states.items():
        path = paths.get(id_, "")
        if not path:
            continue
        said = _IN[state] if _IN[state] != "reviewed" or actor.has("editor") else "translated"
        before = kept.get(path)
        source = told.words.get(path, "")
        if id_ in taken:
            rows.append(_row(case, language, path, said, "person", source))
        elif before is not None and _is_further(said, before.state):
            rows.append(_row(case, language, path, said, before.origin, source))
    return rows


def _is_further(state: passages.State, than: str) -> bool:
    return passages.STATES.index(state) > [str(one) for one in passages.STATES].index(than)


def _row(case: Case, language: str, path: str, state: str, origin: str, source: str) -> Segment:
    return Segment(case=case, language=language, path=path, state=state, origin=origin, source=source)
