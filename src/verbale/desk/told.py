"""Whom a move tells, and the mails that tell them: written with the move, in each reader's language.

The row of a mail belongs to the entry of its move: there is no move without its mails, and no mail without its move.
`verbale.desk.outbox` sends them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings

from verbale.archive.canonical import sha256
from verbale.desk import cases, links, lists
from verbale.desk.actors import holders
from verbale.desk.models import Case, Mail, Move, Person
from verbale.desk.naming import titles
from verbale.desk.steps import Step
from verbale.desk.workflow import Audience
from verbale.document import from_json
from verbale.languages import LANGUAGES, write_date
from verbale.languages import language as known_language
from verbale.pages.wording import say
from verbale.post import letters


def tell(number: int, step: Step, facts: Mapping[str, Any], also: Sequence[Audience] = ()) -> list[Mail]:
    """Write a mail to everybody whom the move tells, once each and not to who made it."""
    found: dict[str, str] = {}
    for audience in (*step.move.tells, *also):
        for address, language in _addresses(number, audience, step):
            found.setdefault(address.lower(), language)
    if not also:
        found.pop(step.actor.name.removeprefix("link:").lower(), None)
    mails = [_mail(number, step, facts, address, language) for address, language in found.items()]
    if step.move.end == "released":
        mails += [
            _notice(number, step, str(facts["symbol"]), address, language)
            for address, language in lists.of(str(facts["symbol"])).items()
            if address not in found
        ]
    return Mail.objects.bulk_create(mails)


def _addresses(number: int, audience: Audience, step: Step) -> Iterator[tuple[str, str]]:
    """Yield the addresses of an audience, with the language to write in."""
    case = step.case
    match audience:
        case "mission":
            yield from _people(holders("mission", case.sender))
            yield case.contact, _language_of(case.contact) or _written_in(case)
        case "translator":
            for language in step.languages or cases.languages(case):
                assigned = str(step.given.get("to") or "") or _assignee(case, language)
                people = holders("translator", language)
                yield from _people(people.filter(email=assigned) if assigned else people)
        case "previous":
            earlier = case.moves.filter(branch__in=("", *step.languages), entry__lt=number).exclude(by="clock")
            before = earlier.order_by("-entry").first()
            address = before.by.removeprefix("link:") if before else ""
            if "@" in address and not Person.objects.filter(email__iexact=address, is_active=False).exists():
                yield address, _language_of(address) or "en"
        case role:
            yield from _people(holders(role))


def _people(people: Any) -> Iterator[tuple[str, str]]:
    yield from people.values_list("email", "language")


def _language_of(address: str) -> str:
    """Return the language that a person reads; empty for an address without an account."""
    person = Person.objects.filter(email__iexact=address).first()
    return person.language if person else ""


def _written_in(case: Case) -> str:
    """Return the language in which the Mission wrote, as far as it was read."""
    last = case.readings.order_by("-number").first()
    language = from_json(last.document.encode()).masthead.language if last else ""
    return language if language in LANGUAGES else "en"


def _assignee(case: Case, language: str) -> str:
    last: Move | None = case.moves.filter(branch=language).order_by("-step").first()
    return last.assignee if last else ""


def _link(step: Step, to: str, language: str) -> str:
    """Return the line with the address of the case: one that works once where the Mission wrote without an account."""
    case = step.case
    if to.lower() == case.contact.lower() and (step.move.name == "receive" or not _language_of(to)):
        key = "mail.confirm" if step.move.name == "receive" else "mail.once"
        return say(key, language, link=links.address(case, step.at))
    return say("mail.link", language, link=f"{settings.ADDRESS.rstrip('/')}/desk/{case.reference}/")


def message_id(number: int, to: str) -> str:
    """Return the Message-ID of the mail of an entry to an address: the same however often it is written."""
    return letters.message_id(sha256(f"{number}:{to}")[:32])


def _notice(number: int, step: Step, symbol: str, to: str, language: str) -> Mail:
    """Return the mail to an address on a distribution list: what is out and where, and nothing of the work on it."""
    what = say(f"move.{step.move.name}.done", language)
    named = titles([step.case], language)[step.case.pk].text
    out = ", ".join(known_language(code).names[language] for code in step.languages)
    link = say("list.mail", language, link=f"{settings.ADDRESS.rstrip('/')}/{symbol.replace(' ', '%20')}")
    lines = [named, say("mail.languages", language, languages=out), link, "", say("list.footer", language), ""]
    return Mail(
        entry_id=number, case=step.case, message_id=message_id(number, to), to=to, language=language,
        about="list", subject=say("mail.subject", language, reference=symbol, what=what),
        body="\n".join([f"{symbol}: {what}", "", *lines]),
    )  # fmt: skip


def _mail(number: int, step: Step, facts: Mapping[str, Any], to: str, language: str) -> Mail:
    case, name = step.case, step.move.name
    symbol = str(facts.get("symbol") or cases.symbol(case))
    what = say(f"move.{name}.done", language)
    lines = [
        say("mail.reference", language, reference=case.reference),
        say("mail.symbol", language, symbol=symbol) if symbol else "",
        say("mail.when", language, day=write_date(step.at.date(), language), time=f"{step.at:%H:%M}"),
        say("mail.by", language, by=step.actor.name),
        say("mail.languages", language, languages=", ".join(step.languages)) if step.languages else "",
        say("mail.reason", language, reason=step.reason) if step.reason else "",
        _link(step, to, language),
    ]
    subject = say("mail.subject", language, reference=symbol or case.reference, what=what)
    body = "\n".join([what, "", *(line for line in lines if line), "", say("mail.footer", language), ""])
    return Mail(
        entry_id=number, case=case, message_id=message_id(number, to), to=to, language=language,
        about=name, subject=subject, body=body,
    )  # fmt: skip
