"""The proof: do the language versions of a case say the same? What does not agree is mended, or accepted with a reason.

What is compared are the versions as they would be issued. A difference that an editor accepts stays in the log, and is
shown with who accepted it and why. Errors that nobody accepted hold a language up: it is not approved.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from verbale import press
from verbale.archive import log
from verbale.archive.errors import WrongState
from verbale.archive.organization import authorities
from verbale.concordance import Finding
from verbale.desk import cases, terminology, translating, versions
from verbale.desk.actors import Actor, need
from verbale.desk.models import Acceptance, Case
from verbale.desk.steps import Outcome, Step
from verbale.document import Document
from verbale.problems import BadInput, NotKnown, Word


class Accepted(msgspec.Struct, frozen=True):
    """A difference that an editor accepted: the finding, why, who and when."""

    finding: Finding
    reason: str
    by: str
    at: datetime.datetime


class Compared(msgspec.Struct, frozen=True):
    """The language versions of a case compared: what does not agree, and what of it is accepted."""

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]


def compare(case: Case, on: datetime.date) -> Compared:
    """Compare the language versions of a case as they would be issued on a day."""
    return compared(case, versions.composed(case, on)[0])


def compared(case: Case, texts: Sequence[Document]) -> Compared:
    """Compare language versions of a case, with what was accepted of it; nothing is found where there are not two."""
    rows = acceptances(case)
    reasons = {key: row.reason for key, row in rows.items()}
    if len(texts) < 2:
        return Compared((), ())
    # Drafts are made of one another: the ids of their blocks are the alignment.
    found = press.concord(texts, authorities(), terminology.glossary(), reasons, same_ids=True)
    accepted = tuple(
        Accepted(one.finding, one.reason, rows[one.finding.key].by, rows[one.finding.key].at) for one in found.accepted
    )
    return Compared(found.findings, accepted)


def acceptances(case: Case) -> dict[str, Acceptance]:
    """Return what is accepted of a case, by the key of the finding: of each the last word, unless it took it back."""
    last: Mapping[str, Acceptance] = {row.key: row for row in case.acceptances.order_by("pk")}
    return {key: row for key, row in last.items() if row.given}


@log.turn()
def accept(
    reference: str,
    keys: Sequence[str],
    reason: str,
    *,
    actor: Actor,
    at: datetime.datetime,
    given: bool = True,
) -> tuple[Acceptance, ...]:
    """Accept differences by the keys of their findings, with a reason; or take that back, where not ``given``.

    Raises NotAllowed (it is for editors), NotKnown for a difference that is not there, BadInput without a reason,
    WrongState where the case is not being translated.
    """
    number = log.begin()
    case = cases.find(reference, actor)
    need(actor, ("editor",), f"accept differences of {reference}")
    now = cases.standing(case)
    if now.trunk.state != "in-translation":
        raise WrongState(
            f"{reference} is {now.state}.",
            wording=("refusal.settled", {"reference": reference, "state": Word(f"state.{now.state}")}),
        )
    if not reason.strip() and given:
        raise BadInput(
            "Nothing says why this is meant.", where="reason", advice="Give the reason.",
            wording=("refusal.reason", {}),
        )  # fmt: skip
    found = compare(case, at.date())
    open_, before = {one.key: one for one in found.findings}, acceptances(case)
    there = {key: one.code for key, one in open_.items()} if given else {key: row.code for key, row in before.items()}
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise BadInput(
            "No difference was chosen.", where="key", advice="Choose those that are meant.",
            wording=("refusal.no-difference", {}),
        )  # fmt: skip
    if not set(wanted) <= set(there):
        raise NotKnown(
            "There is no such difference.", where=", ".join(key for key in wanted if key not in there),
            advice="Look at the proof again.", wording=("refusal.no-finding", {}),
        )  # fmt: skip
    rows = [
        Acceptance(
            entry_id=number, case=case, key=key, code=there[key], reason=reason.strip(), given=int(given),
            by=actor.name, at=at,
        )
        for key in wanted
    ]  # fmt: skip
    for row in rows:
        row.save(force_insert=True)
    verb = "accept-difference" if given else "reject-difference"
    facts = {"codes": sorted({row.code for row in rows}), "keys": wanted, "reason": reason.strip()}
    log.write(number, verb, reference, facts, by=actor.name, at=at)
    return tuple(rows)


def blocking(found: Sequence[Finding], languages: Sequence[str]) -> tuple[Finding, ...]:
    """Return the errors that hold languages up: those in which one of them differs, or nobody knows who does."""
    return tuple(one for one in found if one.severity == "error" and (not one.odd or set(one.odd) & set(languages)))


def approve(step: Step) -> Outcome:
    """Approve languages: none whose words are a machine's alone, and none that differs from the others unaccepted."""
    for language in step.languages:
        translating.unless_machine_only(step.case, language)
    left = blocking(compare(step.case, step.at.date()).findings, step.languages)
    if left:
        raise WrongState(
            f"The language versions do not say the same: {'; '.join(one.text for one in left[:5])}",
            where=", ".join(sorted({language for one in left for language in one.odd})),
            advice="Mend the texts, or accept each difference with a reason.",
            wording=("refusal.discord", {"count": len(left)}),
        )
    return Outcome()
