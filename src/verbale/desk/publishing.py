"""The effects of going public and of taking back: the archive gets the edition, the register its word."""

from __future__ import annotations

import datetime

from verbale.archive import deposit, log, register
from verbale.archive.errors import Conflict, WrongState
from verbale.desk import cases, drafts
from verbale.desk.steps import Outcome, Step
from verbale.document import Edition
from verbale.problems import BadInput, words


def schedule(step: Step) -> Outcome:
    """Settle when languages are released (``moment``, with its time zone)."""
    moment = step.given.get("moment")
    if not isinstance(moment, datetime.datetime) or moment.tzinfo is None or moment <= step.at:
        raise BadInput(
            "The moment of release is missing or past.",
            where="moment",
            advice="Give a moment to come.",
            wording=("refusal.moment", {}),
        )
    return Outcome({"moment": moment.isoformat()}, due=moment)


def release(step: Step) -> Outcome:
    """Deposit the edition that was made of the drafts; it is public from this moment on.

    ``edition`` was made before the transaction, of the drafts that ``drafts`` numbers: Conflict where a later one
    came between.
    """
    edition, made_of = step.given.get("edition"), step.given.get("drafts")
    if not isinstance(edition, Edition) or not made_of:
        raise BadInput(
            "Nothing was typeset to be released.",
            advice="Release through verbale.desk.releasing.release.",
            wording=("refusal.not-typeset", {}),
        )
    now = {language: draft.number for language, draft in drafts.latest(step.case, step.languages).items()}
    if now != made_of:
        raise Conflict(
            "A text was changed while it was being typeset.",
            advice="Look at it, and release it again.",
            wording=("refusal.text-changed", {}),
        )
    early = [lang for lang in step.languages if (due := step.standing.branches[lang].due) and due > step.at]
    if step.move.name == "release-due" and early:
        raise WrongState(
            "The moment of release has not come.",
            where=", ".join(early),
            advice="Unschedule it first.",
            wording=("refusal.early", {"languages": words("language", *early)}),
        )
    on = edition.versions[0].masthead.issued
    if cases.issue_date(step.case) not in (None, on):
        raise Conflict(
            "Another language was released meanwhile, on another day.",
            advice="Release it again.",
            wording=("refusal.other-day", {}),
        )
    done = deposit.deposit(edition, by=step.actor.name, at=step.at, reissue=_why(step))
    jobs = [job for language, job in cases.jobs(step.case).items() if language in step.languages]
    register.settle(log.begin(), *jobs)
    return Outcome({"symbol": done.symbol, "key": done.key, "issued": on.isoformat() if on else "", "drafts": now})


def _why(step: Step) -> str:
    """Return the reason of a reissue, as it was given when the case was opened."""
    if step.case.change != "reissue":
        return ""
    return str(step.case.moves.get(branch="", step=1).reason)


def withdraw(step: Step) -> Outcome:
    """Take a communication back before release; a number that it was given stays unused, and the reason is public."""
    symbol = cases.symbol(step.case) if step.case.change != "reissue" else ""
    if symbol:
        register.void(symbol, step.reason, by=step.actor.name, at=step.at)
    for job in cases.jobs(step.case).values():
        register.void(job, step.reason, by=step.actor.name, at=step.at)
    return Outcome({"symbol": symbol})


def recall(step: Step) -> Outcome:
    """Withdraw a released document; its address then says who, when and why."""
    symbol = cases.symbol(step.case)
    if step.case.change == "reissue":
        raise WrongState(
            f"This reissues {symbol}.",
            advice=f"Recall the document itself: {step.case.follows}.",
            wording=("refusal.recall-reissue", {"symbol": symbol, "document": step.case.follows}),
        )
    register.withdraw(symbol, step.reason, by=step.actor.name, at=step.at)
    return Outcome({"symbol": symbol})
