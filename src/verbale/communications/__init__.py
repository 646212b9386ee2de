"""Communications: the titles and set formulas of notes verbales and letters, written and read in six languages.

What is written here is read back here, by the same templates (``formulas.toml``), so a note that follows the formulas
can be put into any of the six languages from its data alone. What no formula covers is never guessed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec

from verbale.authorities import Authorities
from verbale.communications import forms, objects, senders
from verbale.communications.known import Wording
from verbale.communications.templates import Formula, Worded, fill, formula, matching, normalized, part
from verbale.document import AgendaItem, Communication, Mark, Sender
from verbale.languages import read_date, write_date
from verbale.problems import BadInput

KINDS = ("note-verbale", "letter", "identical-letters")
FORMULAS = (
    "salutation-request", "transmission-request", "transmission-reply", "transmission", "request", "courtesy",
    "letter-salutation", "letter-transmission-instructed", "letter-transmission-reply", "letter-transmission",
    "letter-request", "letter-courtesy", "object-request", "letter-object-request",
)  # fmt: skip
"""The set formulas, in the order in which they are looked for: what says more comes first."""
_TITLES = tuple(f"title.{kind}" for kind in KINDS)
_REQUESTS = ("request", "salutation-request", "letter-request")
_LONGEST = 5_000  # characters of a title or a set formula, its free text included


class Found(msgspec.Struct, frozen=True):
    """A formula found in a paragraph: its key, and what stood in its slots as text or as codes of authority files.

    Slots: ``object`` is free text; ``addressees`` codes and ``items`` agenda items, separated by commas; ``body``, ``session``
    and ``also`` (a second body) codes; ``annexes`` "1", "2" (several) or "3" (with enclosures); ``state``, ``capacity`` and ``seat`` the sender.
    """

    formula: str
    slots: dict[str, str]


class Written(msgspec.Struct, frozen=True):
    """A formula written in a language, with the templates that were used, for the officer to see what is provisional."""

    text: str
    marks: tuple[Mark, ...]
    formula: Formula


def write_title(said: Communication, language: str, known: Authorities, on: datetime.date | None = None) -> Written:
    """Write the title of a communication in a language, as un-rules 2.5 has it.

    ``on`` is the day as of which names hold (default: the day of the communication). Raises MissingWording where an
    official form is lacking, NotKnown where a code stands in no authority file, BadInput where the date is.
    """
    dated = said.dated
    if dated is None:
        raise BadInput(
            "A communication without a date has no title.", where="communication.dated", advice="Give its date."
        )
    how = Wording(language, known, on or dated)

    def slot(name: str, case: str) -> Worded:
        match name:
            case "date":
                return forms.with_raised(write_date(dated, language), language)
            case "sender":
                return senders.senders((said.sender, *said.others), how, "of" if case == "of" else "the")
            case _:
                return forms.addressees(said.addressees, how, forms.as_case(case), severally=said.severally)

    row = formula(f"title.{said.kind}", language)
    worded = fill(row.text, slot)
    return Written(worded.text, worded.marks, row)


def write_passage(
    key: str, slots: Mapping[str, str], said: Communication, language: str, known: Authorities,
    on: datetime.date | None = None,
) -> Written:  # fmt: skip
    """Write a set formula of a covering note in a language from its slots (see :class:`Found`).

    The object of a transmission is set as it is, marked as untranslated, where it is none that the data know; a note mark without a note stands after the
    word for the annex, where the "as received" note belongs.
    Raises MissingWording and NotKnown as :func:`write_title` does.
    """
    how = Wording(language, known, on or said.dated)
    who = Sender(
        slots.get("state") or said.sender.state, slots.get("capacity") or said.sender.capacity, slots.get("seat", "")
    )
    codes = tuple(c for c in slots.get("addressees", "").split(",") if c) or said.addressees
    body = slots.get("body", "")
    note_kind = said.kind if said.kind == "note-verbale" else "letter"
    items = tuple(AgendaItem(number) for number in slots.get("items", "").split(",") if number)

    def slot(name: str, case: str) -> Worded:
        match name:
            case "sender":
                return senders.sender(who, how, formal=True)
            case "mission":
                return senders.mission(who, how)
            case "addressees":
                return forms.addressees(codes, how, forms.as_case(case))
            case "object":
                return objects.write(slots, how)
            case "date":
                return forms.date(slots.get("date", ""), language)
            case "style":
                return Worded(part(f"style-{slots.get('style') or 'excellency'}", language))
            case "reference":
                return Worded(part(f"referred-{slots.get('reference', '')}", language, case))
            case "note":
                return Worded(part(note_kind, language, case))
            case "annexes":
                return forms.annexes(slots.get("annexes", ""), language, note_kind, case)
            case "place":
                return forms.place(body, forms.session_of(slots.get("session", "")), how, case)
            case "also":
                return forms.also(slots.get("also", ""), how, items=bool(items))
            case _:
                return forms.agenda(items, body, how)

    agreement = {
        "person": senders.is_person(who, how),
        "several": len(codes) > 1,
        "joint": bool(said.others),
        "pair": slots.get("annexes") == "1",
    }
    row = formula(key, language)
    worded = fill(row.text, slot, [name for name, holds in agreement.items() if holds])
    return Written(worded.text, worded.marks, row)


def read_title(text: str, language: str, known: Authorities) -> Communication | None:
    """Read the title of a communication: its kind, date, sender and addressees; None where it is no such title.

    What a title names but the authority files do not know stays empty.
    """
    if len(text) > _LONGEST:
        return None
    source = normalized(text.strip())
    best: Communication | None = None
    for key, pattern in matching(_TITLES, language, source):
        for slots in pattern.partings(source, "sender", "addressees"):
            dated = read_date(slots["date"], language)
            if dated is None:
                break
            named = slots["addressees"]
            sender, *others = senders.read_senders(slots["sender"], language, known) or (Sender(),)
            found = Communication(
                kind=forms.as_kind(key.removeprefix("title.")),
                dated=dated,
                sender=sender,
                others=tuple(others),
                addressees=known.find_offices(named, language),
                severally=forms.addressed_severally(named),
            )
            if found.sender.state and found.addressees:
                return found
            best = best or found
    return best


def read_passage(text: str, language: str, known: Authorities) -> Found | None:
    """Read a paragraph of a covering note: which set formula it is, and what stands in its slots.

    None where no formula covers the whole paragraph or one of its slots is not known to the authority files: then
    nothing of it may be put into another language.
    """
    if len(text) > _LONGEST:
        return None
    source = normalized(text.strip())
    for key, pattern in matching(FORMULAS, language, source):
        slots = pattern.match(source)
        found = _codes(slots, pattern.slots, language, known) if slots is not None else None
        if found is not None:
            return Found(key, found)
    return None


def is_as_received(text: str, language: str) -> bool:
    """Return whether a note says that the annex is reproduced or circulated as received, in any usual wording."""
    source = normalized(text.strip())
    return any(True for _ in matching(("as-received",), language, source))


def annex_end(text: str, language: str) -> int | None:
    """Return where the words for the annex end in a request to circulate, or None where it is no such request."""
    if len(text) > _LONGEST:
        return None
    source = normalized(text)
    for _, pattern in matching(_REQUESTS, language, source):
        end = pattern.end_of("annexes", source)
        if end is not None:
            return end
    return None


def _codes(
    slots: Mapping[str, str], cases: Mapping[str, str], language: str, known: Authorities
) -> dict[str, str] | None:
    """Turn what stood in the slots into codes; None where one is not known.

    A slot that may be left out, and was, says nothing; so does an addressee by a word that only follows its name.
    """
    found: dict[str, str] = {}
    slots = dict(slots)
    if slots.get("also") and not forms.read_also(slots["also"], language, known) and not slots.get("agenda"):
        # The words that add a body stand inside a name too.
        slots["place"] += slots.pop("also")
    for name, text in slots.items():
        if not text:
            continue
        match name:
            case "sender":
                who = senders.read_sender(text, language, known)
                if who is None:
                    return None
                found |= {"state": who.state, "capacity": who.capacity, "seat": who.seat}
            case "mission":
                if not senders.read_mission(text, language, known):
                    return None
            case "addressees":
                codes = known.find_offices(text, language)
                if not codes and not forms.is_named_before(text, language):
                    return None
                found["addressees"] = ",".join(codes)
            case "place":
                place = forms.read_place(text, language, known)
                if place is None:
                    return None
                found["body"] = place[0]
                found["session"] = forms.session_code(place[1])
            case "also":
                second = forms.read_also(text, language, known)
                if second is None:
                    return None
                found["also"] = second
            case "agenda":
                items = forms.read_items(text, language)
                if not items:
                    return None
                found["items"] = ",".join(items)
            case "annexes":
                found["annexes"] = forms.annex_count(text, language, cases[name])
            case "object":
                found |= {"object": text.strip()} | objects.read(text, language, known)
            case "date":
                dated = read_date(text, language)
                if dated is None:
                    return None
                found["date"] = dated.isoformat()
            case "style":
                found["style"] = forms.style(text, language)
            case "reference":
                found["reference"] = forms.referred(text, language, cases[name])
            case _:
                continue
    return {name: value for name, value in found.items() if value}


__all__ = [
    "FORMULAS", "KINDS", "Found", "Written", "annex_end", "is_as_received", "read_passage", "read_title", "write_passage",
    "write_title",
]  # fmt: skip
