"""A demonstration: an imaginary organization at work, with an account for each role and communications in every state.

``data/demonstration.toml`` says who is there and what happened on which day; it is played here in the order of time,
each step through the verb that a person would use. Everything in it is SPECIMEN.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.contrib.auth.hashers import make_password

from verbale import press
from verbale.archive import authority_files
from verbale.archive.errors import WrongState
from verbale.archive.organization import authorities
from verbale.archive.submissions import Arrived
from verbale.communications import write_passage
from verbale.desk import drafts, following, intake, moving, outbox, people, releasing
from verbale.desk.actors import Actor
from verbale.desk.cases import find, standing
from verbale.desk.models import Case, Mail, Person
from verbale.desk.workflow import Role
from verbale.document import Communication, Sender
from verbale.languages import phrase, write_date

BODY, OFFICE, SEAT = "LII/LC", "LII-SECRETARIAT", "LII-HQ"
MISSION = "permanent-mission"
_FORMS = {
    "md": ("markdown", "text/markdown"),
    "pdf": ("pdf", "application/pdf"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
_COMMAS = {"ar": "، ", "zh": "，"}


class Account(msgspec.Struct, frozen=True):
    """An account of the demonstration: its address, its password, whose it is and the roles they have."""

    email: str
    password: str
    name: str
    roles: tuple[str, ...]


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A communication of the demonstration, as the data have it."""

    sender: str
    language: str
    form: str
    topic: str
    item: str
    session: str
    day: int
    dated: int
    steps: tuple[str, ...]
    formula: str | None = None
    reasons: Mapping[str, str] = {}
    misprint: Mapping[str, tuple[str, str]] = {}
    symbol: str = ""
    gap: str = ""
    change: Mapping[str, Any] = {}

    @property
    def object(self) -> bool:
        """Whether something is transmitted that no set formula puts into words."""
        return self.formula != "salutation-request"


class Play(msgspec.Struct, frozen=True):
    """One communication being played: what it is, the day counted from, and the case, once it is there."""

    number: int
    said: Said
    today: datetime.datetime
    cases: dict[str, str]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("verbale.desk") / "data" / "demonstration.toml").read_text("utf-8"))


def accounts() -> tuple[Account, ...]:
    """Return the accounts of the demonstration."""
    word = _data()["password"]
    return tuple(Account(p["email"], word, p["name"], tuple(p["roles"])) for p in _data()["person"])


def stands() -> bool:
    """Tell whether the demonstration was built here already; raises WrongState where it was begun and not finished."""
    wanted = sum(1 + ("change" in row) for row in _data()["communication"])
    found, people_there = Case.objects.count(), Person.objects.exists()
    if people_there and found < wanted:
        raise WrongState(
            f"The demonstration was begun here and not finished: {found} of {wanted} communications.",
            advice="Remove the folder, and build it again.",
        )
    return people_there


def build(at: datetime.datetime, each: Callable[[int, int], object] = lambda done, of: None) -> int:
    """Build the demonstration as it stands on the day of ``at``, and return how many steps were made.

    ``each`` is called after every step with how many of how many are done. The same moment gives the same.
    """
    played = plays(at)
    today = played[0].today
    _settle(today - datetime.timedelta(days=200))
    steps = sorted(
        ((_moment(play, step), play.number, name, step, play) for play in played for name, step in _steps(play.said)),
        key=lambda one: one[:2],
    )
    for done, (moment, _, name, step, play) in enumerate(steps, 1):
        _, verb, *languages = step.split()
        _PLAYED.get(verb, _move)(play, name, verb, languages, moment)
        outbox.send(moment, _post)
        each(done, len(steps))
    return len(steps)


def _post(mail: Mail) -> None:
    """Put a mail into a folder, whatever the settings say: nobody in it exists. Nothing waits for the disk here."""
    folder = Path(settings.EMAIL_FILE_PATH or settings.DATA / "mail")
    folder.mkdir(parents=True, exist_ok=True)
    name = mail.message_id.strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(outbox.written(mail))


def plays(at: datetime.datetime) -> list[Play]:
    """Return the communications, the days counted from that of ``at``; none has been played yet."""
    today = at.astimezone(datetime.UTC).replace(hour=8, minute=0, second=0, microsecond=0)
    rows = enumerate(_data()["communication"], 1)
    return [Play(number, msgspec.convert(row, Said), today, {}) for number, row in rows]


def _steps(said: Said) -> list[tuple[str, str]]:
    """Return all steps, those of the change that follows with its name."""
    return [*(("", step) for step in said.steps), *((said.change["change"], s) for s in said.change.get("steps", ()))]


def _moment(play: Play, step: str) -> datetime.datetime:
    return play.today + datetime.timedelta(days=play.said.day + float(step.split(maxsplit=1)[0]))


def _settle(at: datetime.datetime) -> None:
    """Add the people and the sessions."""
    for account, row in zip(accounts(), _data()["person"], strict=True):
        people.add(account.email, account.name, by=people.SETUP, at=at, language=row["language"])
        for name, scope in map(_scoped, account.roles):
            people.grant(account.email, name, scope, by=people.SETUP, at=at)
    # One password for all, hashed once: hashing is slow on purpose.
    emails = [account.email for account in accounts()]
    Person.objects.filter(email__in=emails).update(password=make_password(_data()["password"]))
    today = at.date() + datetime.timedelta(days=200)
    for row in _data()["session"]:
        opens = today + datetime.timedelta(days=row["opens"])
        dates = [[opens.isoformat(), (opens + datetime.timedelta(days=row["days"])).isoformat()]]
        authority_files.amend(
            "session", f"{BODY} {row['code']}", {"planned": dates, "source": "SPECIMEN"},
            reason="SPECIMEN: a session of the demonstration", by="administrator@league.example", at=at,
        )  # fmt: skip


@cache
def _who(role: str, scope: str = "") -> Actor:
    """Return who has a role in the demonstration; a State without an account is served by the registrar."""
    wanted = f"{role} {scope}".strip()
    rows = _data()["person"]
    row = next((row for row in rows if wanted in row["roles"]), None) or next(
        row for row in rows if "registrar" in row["roles"]
    )
    return Actor(row["email"], frozenset(map(_scoped, row["roles"])), row["language"])


def _scoped(role: str) -> tuple[Role, str]:
    """Return a role and its scope: "mission XAA" is that of a Mission for a State."""
    name, _, scope = role.partition(" ")
    return msgspec.convert(name, Role), scope


# What a communication says.


def _said(play: Play, language: str, key: str) -> str:
    """Write a set formula of the note in a language."""
    said = play.said
    slots = {
        "state": said.sender, "capacity": MISSION, "seat": SEAT, "addressees": OFFICE, "annexes": "1", "body": BODY,
        "session": said.session, "items": said.item, "object": _data()["topic"][said.topic]["object"][language],
    }  # fmt: skip
    dated = (play.today + datetime.timedelta(days=said.day - said.dated)).date()
    about = Communication("note-verbale", dated, Sender(said.sender, MISSION, SEAT), (OFFICE,))
    return write_passage(key, slots, about, language, authorities()).text


def note(play: Play) -> Arrived:
    """Return the file of a note, written in its language and form."""
    said, lang = play.said, play.said.language
    topic = _data()["topic"][said.topic]
    keys = {None: ("transmission", "request"), "": ("transmission",)}.get(said.formula, (said.formula,))
    dated = (play.today + datetime.timedelta(days=said.day - said.dated)).date()
    place = f"{_data()['place'][lang]}{_COMMAS.get(lang, ', ')}{write_date(dated, lang)}"
    annex = phrase("annex", lang)
    parts = [
        phrase("specimen", "en"),
        *(_said(play, lang, key) for key in (*keys, "courtesy") if key),
        place,
        f"**{annex[0].upper()}{annex[1:]}**",
        f"**{topic['title'][lang]}**",
        topic["text"][lang],
    ]
    data = "\n\n".join(parts).encode()
    name, media_type = _FORMS[said.form]
    if said.form != "md":
        data = press.write(press.read(data, "note.md", authorities()).document, name).data
    return Arrived(f"{said.sender}-{said.topic}-{lang}.{said.form}", media_type, data)


# The steps.


def _receive(play: Play, _: str, __: str, ___: list[str], at: datetime.datetime) -> None:
    said = play.said
    sender = _who("mission", said.sender)
    contact = sender.name if sender.has("mission") else f"mission@{said.sender.lower()}.example"
    case = intake.receive(
        [note(play)], actor=sender, at=at, sender=said.sender, contact=contact,
        sender_reference=f"NV/{at.year}/{play.number:02}",
    )  # fmt: skip
    play.cases[""] = case.reference


def _draft(play: Play, name: str, _: str, languages: list[str], at: datetime.datetime) -> None:
    """Let translators write what is still to be translated; of a change, what it says."""
    case = find(play.cases[name], _who("editor"))
    for language, stand in standing(case).branches.items():
        if stand.state == "in-translation" and language in (languages or [language]):
            values = _values(play, name, case, language)
            drafts.save(case.reference, language, values, actor=_who("translator", language), at=at)


def _values(play: Play, name: str, case: Case, language: str) -> dict[str, str]:
    if "text" in play.said.change and name:
        return {"content.p1": play.said.change["text"][language]}
    text = _said(play, language, "transmission")
    if not name:
        text = text.replace(*play.said.misprint.get(language, ("", "")))
        return dict.fromkeys(drafts.untranslated(drafts.document(case, language)), text)
    return {"content.p1": text}


def _deliver(play: Play, name: str, verb: str, languages: list[str], at: datetime.datetime) -> None:
    case = find(play.cases[name], _who("editor"))
    for language, stand in standing(case).branches.items():
        if stand.state == "in-translation" and language in (languages or [language]):
            moving.move(
                verb, case.reference, actor=_who("translator", language), at=at, languages=[language]
            )  # each their own


def _assign(play: Play, name: str, verb: str, languages: list[str], at: datetime.datetime) -> None:
    for language in languages:
        to = _who("translator", language).name
        moving.move(
            verb, play.cases[name], actor=_who("editor"), at=at, languages=[language], to=to,
            due=at + datetime.timedelta(days=4),
        )  # fmt: skip


def _release(play: Play, name: str, _: str, languages: list[str], at: datetime.datetime) -> None:
    releasing.release(play.cases[name], actor=_who("releasing"), at=at, languages=languages)


def _follow(play: Play, name: str, _: str, __: list[str], at: datetime.datetime) -> None:
    change = play.said.change
    case = following.follow(
        play.cases[""], name, actor=_who("editor"), at=at, reason=change["reason"], concerned=change["languages"]
    )
    play.cases[name] = case.reference


def _move(play: Play, name: str, verb: str, _: list[str], at: datetime.datetime) -> None:
    """Make a move that needs no more than its reason."""
    said = play.said
    given: dict[str, Any] = {}
    if verb == "register" and not name and said.symbol:
        given = {"symbol": said.symbol, "gap": said.gap}
    if verb == "schedule":
        given = {"moment": play.today + datetime.timedelta(days=3, hours=2)}
    mine = {"confirm", "answer", "withdraw"}
    who = _who("mission", said.sender) if verb in mine else _who(_ROLES.get(verb, "registrar"))
    moving.move(verb, play.cases[name], actor=who, at=at, reason=said.reasons.get(verb, ""), **given)


_ROLES = {"approve": "editor", "schedule": "releasing", "recall": "releasing"}
_PLAYED: dict[str, Callable[[Play, str, str, list[str], datetime.datetime], None]] = {
    "receive": _receive, "draft": _draft, "deliver": _deliver, "assign": _assign, "release": _release, "follow": _follow,
}  # fmt: skip
