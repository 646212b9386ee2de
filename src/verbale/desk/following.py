"""What follows a released document: reissue, corrigendum, revision, addendum, each a case that goes through the same gate."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from verbale.archive import log
from verbale.archive.canonical import canonical
from verbale.archive.errors import WrongState
from verbale.desk import moving, told, workflow
from verbale.desk.actors import Actor
from verbale.desk.cases import find, languages, standing
from verbale.desk.models import Case, Read
from verbale.desk.steps import Outcome, Step
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, words


@log.turn()
def follow(
    reference: str,
    change: str,
    *,
    actor: Actor,
    at: datetime.datetime,
    reason: str,
    concerned: Sequence[str] = (),
) -> Case:
    """Open a case that changes a released document, in all its languages or in some.

    A reissue keeps the symbol and corrects what was printed; the others get a number of their own. Raises NotAllowed,
    WrongState where nothing is released or such a case is open, BadInput for what is lacking.
    """
    number = log.begin()
    parent = find(reference, actor)
    rule = workflow.MOVES["follow"]
    role = moving.role_for(rule, parent, (), actor)
    if parent.change == "reissue":
        raise WrongState(
            f"{reference} reissues {parent.follows}.",
            advice="Change the document itself.",
            wording=("refusal.reissues", {"reference": reference, "document": parent.follows}),
        )
    now = standing(parent)
    out = tuple(branch for branch, stand in now.branches.items() if stand.state == "released")
    wanted = tuple(lang for lang in LANGUAGES if lang in (concerned or out))
    if now.trunk.state == "withdrawn" or not out:
        raise WrongState(
            f"Nothing of {reference} is released.",
            advice="Change what is in the making there.",
            wording=("refusal.nothing-out", {"reference": reference}),
        )
    if change not in workflow.CHANGES or not wanted or not set(wanted) <= set(out) or not reason.strip():
        raise BadInput(
            "A change is a reissue, Corr, Rev or Add of languages that are released, and has a reason.",
            where="change" if change not in workflow.CHANGES else "languages" if reason.strip() else "reason",
            advice=f"Released are: {', '.join(out)}.",
            wording=("refusal.change", {"languages": words("language", *out)}),
        )
    for other in parent.followed_by.filter(change="reissue") if change == "reissue" else ():
        stand = standing(other)
        if stand.state not in ("released", "withdrawn") and set(languages(other)) & set(wanted):
            wording = ("refusal.reissue-open", {"reference": other})
            raise WrongState(f"{other} reissues one of these languages already.", where=str(other), wording=wording)
    count = parent.followed_by.count()
    case = Case.objects.create(
        entry_id=number,
        reference=f"{parent.reference}-{count + 1}",
        submission=parent.submission,
        follows=parent,
        change=change,
        sender=parent.sender,
        contact=parent.contact,
        languages=canonical(list(wanted)),
        opened=at,
    )
    last: Read = parent.readings.order_by("-number")[0]
    Read.objects.create(
        entry_id=number, case=case, number=1, document=last.document, problems=last.problems, evidence=last.evidence
    )
    facts = {"change": change, "follows": parent.reference, "languages": list(wanted)}
    moving.write(number, case, rule, actor=actor, role=role, at=at, outcome=Outcome(facts), reason=reason.strip())
    told.tell(number, Step(rule, case, standing(case), wanted, actor, at, reason.strip(), {}), facts)
    log.write(number, "follow", case.reference, {**facts, "reason": reason.strip()}, by=actor.name, at=at)
    return case
