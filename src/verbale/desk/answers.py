"""How the API tells of communications: as values plain enough for JSON, with no more than who asks may know."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import msgspec

from verbale.desk import cases, drafts, moving, papers, passages, proofs, readings
from verbale.desk.actors import Actor
from verbale.desk.models import Case
from verbale.desk.workflow import MOVES, READERS
from verbale.document import from_json
from verbale.document.codec import to_builtins
from verbale.problems import NotKnown, Word


def address(case: Case) -> str:
    """Return the address of a case."""
    return f"/api/desk/cases/{case.reference}"


_PAGE = 200


def standing_in(found: Any, state: str) -> Iterator[tuple[Case, cases.Standing]]:
    """Yield cases with their standing, those in a state or all, newest first."""
    last = None
    while page := list(
        (found if last is None else found.filter(pk__lt=last)).select_related("submission", "follows")[:_PAGE]
    ):
        stands = cases.standings(page)
        yield from ((case, stands[case.pk]) for case in page if not state or stands[case.pk].state == state)
        last = page[-1].pk


def line(case: Case, now: cases.Standing, symbol: str) -> dict[str, Any]:
    """Tell of a case in a list."""
    return {
        "reference": case.reference,
        "url": address(case),
        "state": now.state,
        "sender": case.sender,
        "sender_reference": case.submission.sender_reference,
        "symbol": symbol,
        "change": case.change,
        "follows": case.follows.reference if case.follows else "",
        "languages": cases.languages(case),
        "opened": case.opened,
        "due": now.due,
    }


def whole(case: Case, who: Actor) -> dict[str, Any]:
    """Tell of a case to somebody: where it stands, what they may do, what came, what happened."""
    now, inside = cases.standing(case), _inside(who)
    first = case.moves.order_by("pk")[0]
    like = cases.visible(who).filter(reference__in=msgspec.json.decode(first.facts).get("like", ()))
    return {
        **line(case, now, cases.symbol(case)),
        "seen": now.seen,
        "trunk": _stand(now.trunk, inside),
        "branches": {language: _stand(stand, inside) for language, stand in now.branches.items()},
        "moves": moving.possible(case, now, who),
        "files": [_file(file) for file in papers.papers(case)],
        "like": [one.reference for one in like],
        "history": _history(case, inside),
    }


def _inside(who: Actor) -> bool:
    return who.has(*READERS, "translator")


def _stand(stand: cases.Stand, inside: bool) -> dict[str, Any]:
    told = {"state": stand.state, "at": stand.at, "due": stand.due}
    return {**told, "by": stand.by, "assignee": stand.assignee} if inside else told


def _history(case: Case, inside: bool) -> list[dict[str, Any]]:
    """Return what happened, first things first; a Mission is told of what it did and of what it is told by mail."""
    events: dict[tuple[int, str], dict[str, Any]] = {}
    for move in case.moves.order_by("pk"):
        if not inside and move.role != "mission" and "mission" not in MOVES[move.name].tells:
            continue
        told = {"move": move.name, "languages": [], "state": move.state, "at": move.at, "reason": move.reason}
        event = events.setdefault((move.entry_id, move.name), told | ({"by": move.by} if inside else {}))
        event["languages"] += [move.branch] if move.branch else []
    return list(events.values())


def _file(file: Any) -> dict[str, Any]:
    return {"name": file.name, "media_type": file.media_type, "size": file.size, "sha256": file.sha256}


def received(one: Any) -> dict[str, Any]:
    """Tell of a submission."""
    return {
        "reference": one.reference,
        "received": one.received,
        "sender": one.sender,
        "sender_reference": one.sender_reference,
        "files": [_file(file) for file in one.files.order_by("position")],
        "entry": one.entry.number,
        "hash": one.entry.hash,
    }


def reading(case: Case, who: Actor) -> dict[str, Any]:
    """Tell how a case was read; who corrected it is for the secretariat."""
    now = readings.current(case)
    return {
        "document": to_builtins(now.document),
        "read": to_builtins(now.reading.document),
        "problems": msgspec.to_builtins(now.problems),
        "evidence": msgspec.to_builtins(now.reading.evidence),
        "corrected": {path: row.by if _inside(who) else "" for path, row in now.corrected.items()},
        "seen": cases.standing(case).seen,
    }


def text(case: Case, language: str) -> dict[str, Any]:
    """Tell of the text of a language; raises NotKnown where none was begun."""
    draft = drafts.last(case, language)
    if draft is None:
        wording = ("refusal.no-text", {"reference": case.reference, "language": Word(f"language.{language}")})
        raise NotKnown(f"{case.reference} has no text in this language.", where=language, wording=wording)
    document = from_json(draft.document.encode())
    return {
        "language": language,
        "number": draft.number,
        "origin": draft.origin,
        "by": draft.by,
        "at": draft.at,
        "document": to_builtins(document),
        "untranslated": drafts.untranslated(document),
        "passages": msgspec.to_builtins(passages.version(case, language).passages),
    }


def findings(case: Case, on: datetime.date) -> dict[str, Any]:
    """Tell what the language versions of a case do not say alike, as they would be issued on a day."""
    found = proofs.compare(case, on)
    return {
        "findings": msgspec.to_builtins(found.findings),
        "accepted": [
            {"finding": msgspec.to_builtins(one.finding), "reason": one.reason, "by": one.by, "at": one.at}
            for one in found.accepted
        ],
    }
