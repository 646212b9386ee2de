"""Making a move: right, state, effect, mails and log entry in one transaction.

Every move is made by `move`, whoever asks for it: pages, API, mail and command line. "Not you" and "not now" are
different errors, and so is "not any more": somebody else was here since you looked, and the error says who did what.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from verbale.archive import log
from verbale.archive.canonical import canonical
from verbale.archive.errors import Conflict, NotAllowed, WrongState
from verbale.desk import proofs, publishing, registering, rules, told, translating, workflow
from verbale.desk.actors import Actor
from verbale.desk.cases import Stand, Standing, find, standing
from verbale.desk.models import Case, Correction, Draft, Move
from verbale.desk.steps import Effect, Outcome, Step
from verbale.desk.workflow import Role, State
from verbale.problems import BadInput, NotKnown, Word, words

EFFECTS: dict[str, Effect] = {
    "register": registering.register,
    "translate": translating.translate,
    "assign": translating.assign,
    "deliver": translating.deliver,
    "approve": proofs.approve,
    "schedule": publishing.schedule,
    "release": publishing.release,
    "release-due": publishing.release,
    "withdraw": publishing.withdraw,
    "recall": publishing.recall,
}
"""What a move does besides changing the state; the others do nothing."""


class Moved(msgspec.Struct, frozen=True):
    """A move that was made: the case, the state of the whole after it, and the entry of the log."""

    reference: str
    state: State
    languages: tuple[str, ...]
    facts: Mapping[str, Any]
    entry: int


@log.turn()
def move(
    name: str,
    reference: str,
    *,
    actor: Actor,
    at: datetime.datetime,
    languages: Sequence[str] = (),
    seen: int | None = None,
    reason: str = "",
    **given: Any,
) -> Moved:
    """Make a move of a case, or of some of its languages: all of those it can move where none is named.

    ``seen`` is the entry of the log that the asker had before their eyes. Raises NotKnown for a case that the actor
    may not see and for a move that is none, NotAllowed, WrongState, Conflict where somebody else was faster, BadInput
    where something is lacking; nothing is changed then.
    """
    rule = workflow.MOVES.get(name)
    if rule is None or not rule.start:
        raise NotKnown(
            f"There is no move “{name}”.",
            advice=f"Moves are {', '.join(workflow.MOVES)}.",
            wording=("refusal.no-move", {"move": name}),
        )
    log.begin()
    case = find(reference, actor)
    now = standing(case)
    role_for(rule, case, languages, actor)
    wanted = _wanted(rule, now, languages, actor)
    role = role_for(rule, case, wanted, actor)
    _unless_overtaken(case, wanted if rule.branch else tuple(now.branches), seen)
    _check_state(rule, now, wanted)
    if rule.reason and not reason.strip():
        raise BadInput(
            f"Nothing says why you would {name} {reference}.",
            where="reason",
            advice="Give the reason.",
            wording=("refusal.reason", {}),
        )
    step = Step(rule, case, now, wanted, actor, at, reason.strip(), given)
    outcome = EFFECTS[name](step) if name in EFFECTS else Outcome()
    number = log.begin()
    for row in outcome.rows:
        row.entry_id = number
        row.save(force_insert=True)
    made = {"actor": actor, "role": role, "at": at, "reason": step.reason}
    for branch in wanted if rule.branch else ("",):
        before = now.branches[branch] if branch else now.trunk
        write(number, case, rule, branch=branch, before=before, outcome=outcome, **made)
    for branch, state, facts in outcome.further:
        before = now.branches.get(branch)
        write(number, case, rule, branch=branch, before=before, state=state, outcome=Outcome(facts), **made)
    told.tell(number, step, outcome.facts)
    facts = {"reason": step.reason, "languages": list(wanted), **outcome.facts}
    log.write(number, name, reference, facts, by=actor.name, at=at)
    return Moved(reference, standing(case).state, wanted, outcome.facts, number)


def role_for(rule: workflow.Move, case: Case, languages: Sequence[str], actor: Actor) -> Role:
    """Return the role in which an actor may make a move; raises NotAllowed where there is none."""
    for role in rule.roles:
        scopes = actor.scopes(role)
        if role == "mission":
            if case.sender in scopes or (scopes and actor.case == case.reference):
                return role
        elif role == "translator":
            if scopes and set(languages) <= scopes:
                return role
        elif scopes:
            return role
    raise NotAllowed(
        f"{actor.name} may not {rule.name} {case.reference}.",
        where=rule.name,
        advice=f"This is for: {', '.join(rule.roles)}.",
        wording=(
            "refusal.move-role",
            {"move": _button(rule), "reference": case.reference, "roles": words("role", *rule.roles)},
        ),
    )


def possible(case: Case, now: Standing, actor: Actor) -> dict[str, tuple[str, ...]]:
    """Return the moves that an actor may make now: the name, and the languages that it could concern ("" for none)."""
    found: dict[str, tuple[str, ...]] = {}
    for rule in workflow.MOVES.values():
        if not rule.start:
            continue
        try:
            role_for(rule, case, (), actor)
            wanted = _wanted(rule, now, (), actor)
            _check_state(rule, now, wanted)
        except (NotAllowed, WrongState):
            continue
        found[rule.name] = wanted
    return found


def _wanted(rule: workflow.Move, now: Standing, asked: Sequence[str], actor: Actor) -> tuple[str, ...]:
    """Return the languages that a move concerns; those asked for, or all that are in a state it starts from."""
    if not rule.branch:
        return ()
    unknown = [lang for lang in asked if lang not in now.branches]
    if unknown:
        wording = ("refusal.not-made", {"languages": words("language", *unknown)})
        raise WrongState(f"{', '.join(unknown)} is not being made.", where=", ".join(unknown), wording=wording)
    if asked:
        return tuple(dict.fromkeys(asked))
    mine = None if actor.has(*(role for role in rule.roles if role != "translator")) else actor.scopes("translator")
    return tuple(b for b, stand in now.branches.items() if stand.state in rule.start and (mine is None or b in mine))


def _button(rule: workflow.Move) -> Word:
    return Word(f"move.{rule.name}.do")


def _check_state(rule: workflow.Move, now: Standing, wanted: Sequence[str]) -> None:
    where_from = {"move": _button(rule), "start": words("state", *rule.start)}
    if rule.branch:
        others = [b for b in wanted if now.branches[b].state not in rule.start]
        wrong = [f"{b} is {now.branches[b].state}" for b in others]
        if now.trunk.state != "in-translation" or wrong or not wanted:
            raise WrongState(
                f"No language can be moved: {rule.name} starts from {', '.join(rule.start)}, "
                f"and {'; '.join(wrong) or f'the communication is {now.state}'}.",
                where=", ".join(wanted),
                wording=("refusal.branch-state", {**where_from, "languages": words("language", *others)})
                if others
                else ("refusal.state", {**where_from, "now": Word(f"state.{now.state}")}),
            )
    elif now.trunk.state not in rule.start:
        raise WrongState(
            f"The communication is {now.state}, and {rule.name} starts from {', '.join(rule.start)}.",
            advice="Look at it again.",
            wording=("refusal.state", {**where_from, "now": Word(f"state.{now.state}")}),
        )
    if rule.released is not None and now.released is not rule.released:
        raise WrongState(
            "A language is released already." if now.released else "Nothing of it is released.",
            advice="Recall the document instead." if now.released else "Withdraw the communication instead.",
            wording=("refusal.released-already" if now.released else "refusal.nothing-released", {}),
        )


def _unless_overtaken(case: Case, branches: Sequence[str], seen: int | None) -> None:
    """Raise Conflict where the trunk, or a language concerned, was touched after the entry ``seen``.

    A move of the trunk concerns all its languages.
    """
    if seen is None:
        return
    concerned = {"", *branches}
    since = [
        (m.entry_id, m.by, m.at, m.name, m.branch) for m in case.moves.filter(entry__gt=seen, branch__in=concerned)
    ]
    since += [(d.entry_id, d.by, d.at, "draft", d.language) for d in Draft.objects.filter(case=case, entry__gt=seen)
              if d.language in concerned]  # fmt: skip
    since += [
        (c.entry_id, c.by, c.at, "correction", c.path) for c in Correction.objects.filter(case=case, entry__gt=seen)
    ]
    if since:
        *_, (_, who, when, _, _) = sorted(since)
        what = "; ".join(f"{by}: {name} {place} ({at:%Y-%m-%d %H:%M})" for _, by, at, name, place in sorted(since))
        raise Conflict(
            f"{case.reference} was changed while you looked at it. {what}",
            where=", ".join(sorted({place for *_, place in since if place})),
            advice="Look at it as it is now, and decide again; what you wrote is kept in the form.",
            wording=("refusal.changed", {"reference": case.reference, "by": who, "at": when}),
        )


def write(
    number: int,
    case: Case,
    rule: workflow.Move,
    *,
    actor: Actor,
    role: Role,
    at: datetime.datetime,
    branch: str = "",
    before: Stand | None = None,
    state: State | Literal[""] = "",
    outcome: Outcome = Outcome(),  # noqa: B008  # frozen
    reason: str = "",
) -> None:
    """Write a move of a trunk or a language under an entry that has begun."""
    after: State = state or rule.end or (before.state if before else "received")
    stays = before is not None and not rule.end
    Move.objects.create(
        entry_id=number,
        case=case,
        branch=branch,
        step=before.step + 1 if before else 1,
        name=rule.name,
        state=after,
        by=actor.name,
        role=role,
        at=at,
        due=outcome.due or (before.due if before and stays else rules.due(after, at)),
        assignee=(before.assignee if before else "") if outcome.assignee is None else outcome.assignee,
        reason=reason,
        facts=canonical(dict(outcome.facts)),
    )
