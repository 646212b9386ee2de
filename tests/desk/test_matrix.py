"""Every (state, move, role), from the table itself: allowed, or refused with the right error and nothing changed.

What is expected is worked out here from the columns of the table alone: state, roles, branch, released. Refusals come in
order: not known (a case that they may not see), not you, not now, and then what is lacking.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from tests.desk.world import (
    PEOPLE,
    STATES,
    case_in,
    email,
    follow,
    later,
    neighbours,
    partly,
    who,
)
from verbale.archive.errors import NotAllowed, WrongState
from verbale.desk import cases, drafts, following, moving, people, releasing, workflow
from verbale.desk.actors import CLOCK, Actor, holders
from verbale.desk.models import Case, Mail
from verbale.desk.workflow import MOVES, READERS, Move
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, NotKnown

CASES = (*STATES, "partly")
WAYS = [move for move in MOVES.values() if move.start]
"""The moves of a case that is there; `receive` and `follow` open one."""


def the_case(name: str) -> Case:
    return partly() if name == "partly" else case_in(name)


def trunk_of(name: str) -> str:
    return name if name in workflow.TRUNK else "in-translation"


def branches_of(name: str) -> dict[str, str]:
    if name == "partly":
        return {**dict.fromkeys(LANGUAGES, "approved"), "en": "released"}
    if name == "in-translation":  # the formulas cover English, the language of the note
        return {**dict.fromkeys(LANGUAGES, "in-translation"), "en": "in-proof"}
    return dict.fromkeys(LANGUAGES, name) if name in workflow.BRANCH else {}


def sees(person: str, name: str) -> bool:
    """Whether somebody may see the case of a state."""
    role, scope, _ = PEOPLE.get(person, ("clock", "", ""))
    return role in (*READERS, "clock") or (role == "mission" and scope == "XAA") or (
        role == "translator" and scope in branches_of(name)
    )  # fmt: skip


def may(person: str, move: Move) -> bool:
    role, scope, _ = PEOPLE.get(person, ("clock", "", ""))
    return role in move.roles and (role != "mission" or scope == "XAA")


def starts(name: str, move: Move, person: str) -> bool:
    """Whether a move starts from the case of a state, for what somebody may move of it."""
    role, scope, _ = PEOPLE.get(person, ("clock", "", ""))
    branches = branches_of(name)
    if move.released is not None and ("released" in branches.values()) is not move.released:
        return False
    if not move.branch:
        return trunk_of(name) in move.start
    return any(state in move.start for lang, state in branches.items() if role != "translator" or lang == scope)


def expected(name: str, move: Move, person: str) -> type[Exception] | None:
    if not sees(person, name):
        return NotKnown
    if not may(person, move):
        return NotAllowed
    return None if starts(name, move, person) else WrongState


def counts() -> dict[str, int]:
    """How many rows there are in every table."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed}


def files() -> dict[str, tuple[int, int]]:
    """Every file of the archive and the mails, with its size and when it was changed."""
    found = {}
    for folder in (settings.ARCHIVE, settings.EMAIL_FILE_PATH):
        for top, _, names in os.walk(folder):
            for name in names:
                stat = Path(top, name).stat()
                found[str(Path(top, name))] = (stat.st_size, stat.st_mtime_ns)
    return found


def lacking(move: Move) -> dict[str, Any]:
    """What a move needs beside the right and the state."""
    given: dict[str, Any] = {"reason": "SPECIMEN reason."} if move.reason else {}
    return given | ({"moment": later(90)} if move.name == "schedule" else {})


def try_it(name: str, move: Move, actor: Actor, **given: Any) -> Exception | moving.Moved:
    """Make a move, and undo it again; give what came of it."""
    at = later(80)
    try:
        with transaction.atomic():
            if move.name in ("release", "release-due"):
                moved = releasing.release(the_case(name).reference, actor=actor, at=at, name=move.name, **given)
            else:
                moved = moving.move(move.name, the_case(name).reference, actor=actor, at=at, **given)
            transaction.set_rollback(True)
    except (NotKnown, NotAllowed, WrongState, BadInput) as error:
        return error
    return moved


ACTORS = (*(name for name in PEOPLE if not name.startswith("translator") or name[-2:] in ("ru", "en")), "clock")
"""Somebody of each role; of the translators one whose language the formulas cover, and one whose they do not."""


def combinations() -> Iterator[tuple[str, Move, str]]:
    return product(CASES, WAYS, ACTORS)


def test_every_refusal_changes_nothing(world: str) -> None:
    before, kept, tally = counts(), files(), Counter[str]()
    actors = {person: who(person) for person in ACTORS}
    wrong = []
    with transaction.atomic():  # one for all: nothing is to be undone
        for name, move, person in combinations():
            due = expected(name, move, person)
            if due is None:
                continue
            came = try_it(name, move, actors[person], **lacking(move))
            tally[due.__name__] += 1
            if type(came) is not due:
                wrong.append((name, move.name, person, due.__name__, repr(came)))
    assert wrong == []
    assert (counts(), files()) == (before, kept)
    assert min(tally.values()) > 100


def test_whoever_may_makes_the_move_and_it_leads_where_the_table_says(world: str) -> None:
    actors = {person: who(person) for person in ACTORS}
    wrong, made, before = [], Counter[str](), counts()
    typeset: set[tuple[str, str]] = set()
    for name, move, person in combinations():
        if expected(name, move, person) is not None:
            continue
        if move.name in ("release", "release-due"):  # typesetting takes a second: once for each
            if (name, move.name) in typeset:
                continue
            typeset.add((name, move.name))
        if move.name == "deliver" and PEOPLE[person][0] in move.roles:
            came = delivered(name, person, actors)
        else:
            came = try_it(name, move, actors[person], **lacking(move))
        made[move.name] += 1
        if not isinstance(came, moving.Moved):
            wrong.append((name, move.name, person, repr(came)))
    assert wrong == []
    assert set(made) == {move.name for move in WAYS}
    assert counts() == before


def delivered(name: str, person: str, actors: dict[str, Actor]) -> Exception | moving.Moved:
    """Deliver what is written: the words first, then the move, all undone again."""
    from tests.desk.world import translate_all

    with transaction.atomic():
        translate_all(the_case(name), later(79))
        came = try_it(name, MOVES["deliver"], actors[person])
        transaction.set_rollback(True)
    return came


@pytest.mark.parametrize("move", WAYS, ids=lambda move: move.name)
def test_the_state_after_a_move_and_whom_it_tells(world: str, move: Move) -> None:
    from tests.desk.world import translate_all

    name = next(name for name in CASES if any(expected(name, move, p) is None for p in (*PEOPLE, "clock")))
    person = next(p for p in (*PEOPLE, "clock") if expected(name, move, p) is None)
    case = the_case(name)
    if move.name == "deliver":
        translate_all(case, later(70))
    assignees = {branch: stand.assignee for branch, stand in cases.standing(case).branches.items()}
    given = {**lacking(move), **({"languages": ["ru"]} if person == "translator-ru" else {})}
    moved = releasing.make(move.name, case.reference, actor=who(person), at=later(80), **given)
    now = cases.standing(case)
    if move.branch:
        assert moved.languages
        assert {now.branches[language].state for language in moved.languages} == {move.end or "in-translation"}
    else:
        assert now.trunk.state == move.end
    earlier = case.moves.filter(entry__lt=moved.entry, branch__in=("", *moved.languages)).exclude(by="clock")
    before = earlier.order_by("entry").last().by
    told = {address for audience in move.tells for address in audience_of(audience, moved.languages, before)}
    mails = list(Mail.objects.filter(entry=moved.entry))
    assert {mail.to for mail in mails} == told - {email(person)}
    assert len(mails) == len({mail.to for mail in mails})
    assert {mail.to: mail.language for mail in mails} == {mail.to: people.find(mail.to).language for mail in mails}
    assert all(case.reference in mail.body and mail.about == move.name for mail in mails)
    assert not any(assignees.values())


def audience_of(audience: str, languages: tuple[str, ...], before: str) -> set[str]:
    match audience:
        case "mission":
            return {email("mission")}
        case "translator":
            return {email(f"translator-{language}") for language in languages or LANGUAGES}
        case "previous":
            return {before}
        case role:
            return {person.email for person in holders(role)}


@pytest.mark.parametrize("move", [move for move in WAYS if move.reason], ids=lambda move: move.name)
def test_what_needs_a_reason_is_not_made_without(world: str, move: Move) -> None:
    before = counts()
    for name in CASES:
        for person in ACTORS:
            if expected(name, move, person) is None:
                for reason in ("", "  \n"):
                    came = try_it(name, move, who(person), reason=reason)
                    assert isinstance(came, BadInput)
                    assert came.where == "reason"
    assert counts() == before


def test_what_may_be_done_is_what_is_offered(world: str) -> None:
    for name in CASES:
        case = the_case(name)
        now = cases.standing(case)
        for person in PEOPLE:
            if sees(person, name):
                offered = set(moving.possible(case, now, who(person)))
                assert offered == {move.name for move in WAYS if expected(name, move, person) is None}, (name, person)


def test_a_translator_moves_no_other_language(world: str) -> None:
    russian = who("translator-ru")
    for name in ("in-translation", "in-proof"):
        came = try_it(name, MOVES["deliver"], russian, languages=["fr"])
        assert isinstance(came, NotAllowed)
        came = try_it(name, MOVES["deliver"], russian, languages=["ru", "fr"])
        assert isinstance(came, NotAllowed)


def test_languages_that_are_not_made_are_not_moved(world: str) -> None:
    for languages in (["de"], ["en", "xx"]):
        came = try_it("approved", MOVES["reopen"], who("editor"), languages=languages, reason="SPECIMEN")
        assert isinstance(came, WrongState)


def test_who_opens_a_change(world: str) -> None:
    before = counts()
    for person in (*PEOPLE, "clock"):
        role, _, _ = PEOPLE.get(person, ("clock", "", ""))
        due = None if role in MOVES["follow"].roles else NotAllowed if sees(person, "released") else NotKnown
        with transaction.atomic(), pytest.raises(due) if due else nullcontext():
            follow(case_in("released"), "Corr", actor=who(person))
            transaction.set_rollback(True)
    assert counts() == before


def test_who_writes_a_text(world: str) -> None:
    before = counts()
    for name in CASES:
        for person in PEOPLE:
            role, scope, _ = PEOPLE[person]
            if not sees(person, name):
                due: type[Exception] | None = NotKnown
            elif role != "editor" and scope != "ru":
                due = NotAllowed
            else:
                due = None if branches_of(name).get("ru") == "in-translation" else WrongState
            if person == "neighbour":
                due = NotKnown
            with transaction.atomic(), pytest.raises(due) if due else nullcontext():
                values = {"content.p1": "SPECIMEN"}
                drafts.save(the_case(name).reference, "ru", values, actor=who(person), at=later(80))
                transaction.set_rollback(True)
    assert counts() == before


def test_who_sees_what(world: str) -> None:
    every = set(Case.objects.values_list("reference", flat=True))
    for person in PEOPLE:
        role, _, _ = PEOPLE[person]
        seen = set(cases.visible(who(person)).values_list("reference", flat=True))
        if person == "mission":
            assert seen == every - {neighbours().reference}
        elif person == "neighbour":
            assert seen == {neighbours().reference}
        elif role == "translator":
            assert seen == {the_case(name).reference for name in CASES if branches_of(name)}
        else:
            assert seen == every
    assert not cases.visible(Actor("nobody")).exists()
    assert cases.visible(CLOCK).count() == len(every)


def test_the_table_is_whole() -> None:
    """Every state can be reached and, but for the last ones, left; every role has something to do or reads alone."""
    ends = {move.end for move in MOVES.values()} | {"in-translation"}
    assert ends - {""} == {*workflow.TRUNK, *workflow.BRANCH}
    left = {state for move in WAYS for state in move.start}
    assert {*workflow.TRUNK, *workflow.BRANCH} - left == {"withdrawn", "released"}
    assert {role for move in MOVES.values() for role in move.roles} == {*workflow.ROLES, "clock"} - {
        "administrator", "auditor",
    }  # fmt: skip
    assert all(state in workflow.BRANCH for move in WAYS if move.branch for state in move.start)
    assert following.follow.__doc__
