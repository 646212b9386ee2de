"""The effect of registering: a symbol and the job numbers, given by the register or told to it."""

from __future__ import annotations

from verbale import symbols
from verbale.archive import register as numbers
from verbale.archive.organization import authorities
from verbale.desk import cases, readings, rules
from verbale.desk.steps import Outcome, Step
from verbale.problems import BadInput


def register(step: Step) -> Outcome:
    """Give the case its symbol and each of its languages a job number.

    ``symbol`` tells a symbol that was given out elsewhere (``gap``: the public reason for the numbers passed over),
    ``series`` names another series than the document's own. A reissue keeps its symbol; a corrigendum, revision or
    addendum is numbered after the document that it follows.
    """
    case, by = step.case, {"by": step.actor.name, "at": step.at, "subject": step.case.reference}
    document = readings.corrected(case)
    told, series = str(step.given.get("symbol") or ""), str(step.given.get("series") or "")
    if case.change == "reissue":
        symbol = cases.symbol(case)
    elif told:
        symbols.mint(told, authorities().bodies)
        symbol = str(numbers.tell(told, gap=str(step.given.get("gap") or ""), **by))
    elif case.change and case.follows:
        symbol = str(numbers.reserve(f"{cases.symbol(case.follows)}/{case.change}.", **by))
    else:
        symbol = str(numbers.reserve(series or rules.series_of(document, step.at.year), **by))
    if not symbol:
        wording = ("refusal.no-symbol", {"reference": case.reference})
        raise BadInput("There is no symbol to reissue under.", where="symbol", wording=wording)
    symbol = str(symbols.parse(symbol))
    for row in cases.numbers(case).exclude(text=symbol) if case.change != "reissue" else ():
        if numbers.state_of(row) == "reserved":
            numbers.void(row.text, f"The document was registered as {symbol}.", by=step.actor.name, at=step.at)
    jobs = rules.job_series(document, step.at.year)
    given = {lang: str(numbers.reserve(jobs, language=lang, **by)) for lang in cases.languages(case)}
    for text in cases.jobs(case).values():
        if text not in given.values():
            numbers.void(text, f"The document was registered as {symbol}.", by=step.actor.name, at=step.at)
    return Outcome({"symbol": symbol, "jobs": given})
