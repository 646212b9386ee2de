"""The effects of translating: the six language versions begun from the set formulas, assigned, and delivered."""

from __future__ import annotations

import msgspec

from verbale import press
from verbale.archive.errors import WrongState
from verbale.archive.organization import authorities
from verbale.desk import cases, drafts, passages, readings, texts
from verbale.desk.actors import holders
from verbale.desk.models import Case, Draft
from verbale.desk.steps import Further, Outcome, Step
from verbale.document import Document, Paragraph, places
from verbale.problems import BadInput, Word

KINDS = {"Corr": "corrigendum", "Add": "addendum"}


def translate(step: Step) -> Outcome:
    """Begin every language version: written from the set formulas, as far as they go.

    A language that the formulas cover wholly is in proof at once; the others wait for a translator.
    """
    case = step.case
    source = readings.corrected(case)
    rows: list[Draft] = []
    further: list[Further] = []
    for language in cases.languages(case):
        text, problems = _begun(step, source, language)
        rows.append(drafts.new(case, text, origin="formulas", by=step.actor.name, at=step.at))
        open_places = drafts.untranslated(text)
        state = "in-translation" if open_places or case.change else "in-proof"
        notes = sorted({problem.code for problem in problems})
        further.append((language, state, {"untranslated": list(open_places), "problems": notes}))
    return Outcome({"languages": list(cases.languages(case))}, tuple(rows), tuple(further))


def _begun(step: Step, source: Document, language: str) -> tuple[Document, tuple[object, ...]]:
    """Return a language version as it is begun: of a new communication, or from the document that it follows."""
    case = step.case
    if case.change and case.follows:
        text = texts.released(case, language)
        if case.change in KINDS:
            # It says what it changes or adds, in words of its own.
            blank = (Paragraph("p1", ""),)
            text = msgspec.structs.replace(
                text, kind=KINDS[case.change], content=blank, notes=(), annexes=(), citations=()
            )
        return msgspec.structs.replace(text, cover=()), ()
    version, problems = press.in_language(source, language, authorities())
    head = msgspec.structs.replace(
        version.masthead, originals=version.masthead.originals or (source.masthead.language,)
    )
    return msgspec.structs.replace(version, masthead=head), problems


def assign(step: Step) -> Outcome:
    """Give languages to somebody who translates into them (``to``: an e-mail address; ``due``: a moment)."""
    to, due = str(step.given.get("to") or "").strip().lower(), step.given.get("due")
    if to:
        for language in step.languages:
            if not holders("translator", language).filter(email=to).exists():
                raise BadInput(
                    f"{to} does not translate into this language.",
                    where=language,
                    advice="Choose another.",
                    wording=("refusal.not-translator", {"to": to, "language": Word(f"language.{language}")}),
                )
    return Outcome({"to": to, "due": str(due or "")}, due=due, assignee=to)


def deliver(step: Step) -> Outcome:
    """Hand languages over for proof; nothing in them may still stand in another language."""
    for language in step.languages:
        text = drafts.document(step.case, language)
        if not any(place.block.text.strip() for place in places(text) if not place.annex):
            raise WrongState(
                "There is no text yet.",
                where=language,
                advice="Write what it changes or adds.",
                wording=("refusal.no-words", {"language": Word(f"language.{language}")}),
            )
        left = drafts.untranslated(text)
        if left:
            raise WrongState(
                f"{len(left)} passages still stand in another language: {', '.join(left)}.",
                where=language,
                advice="Translate them, or save them as they are where they shall stay so.",
                wording=("refusal.untranslated", {"count": len(left), "language": Word(f"language.{language}")}),
            )
    for language in step.languages:
        unless_machine_only(step.case, language)
    numbers = {language: drafts.last(step.case, language).number for language in step.languages}
    return Outcome({"drafts": numbers})


def unless_machine_only(case: Case, language: str) -> None:
    """Raise WrongState where a passage has a machine's words, and no person has approved them."""
    left = passages.machine_only(case, language, drafts.document(case, language))
    if left:
        raise WrongState(
            f"{len(left)} passages were written by a machine, and nobody approved them: {', '.join(left)}.",
            where=language,
            advice="Read them, and confirm or rewrite each.",
            wording=("refusal.machine-only", {"count": len(left), "language": Word(f"language.{language}")}),
        )
