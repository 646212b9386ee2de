"""The world of the desk's tests: people of every role and a case in every state, made by the verbs themselves.

All of it SPECIMEN: the League of Imaginary Islands of `verbale/specimens/league.toml`, and nobody who exists.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from importlib import resources
from typing import Any

from verbale.archive.submissions import Arrived
from verbale.desk import cases, drafts, following, intake, moving, people, releasing, texts
from verbale.desk.actors import CLOCK, Actor, actor
from verbale.desk.models import Case
from verbale.document import Document
from verbale.languages import LANGUAGES

SPECIMENS = resources.files("verbale") / "specimens"
LEAGUE = str(SPECIMENS / "league.toml")
AT = datetime.datetime(2026, 3, 4, 9, tzinfo=datetime.UTC)
PASSWORD = "specimen-of-a-word"  # noqa: S105  # of nobody

PEOPLE: dict[str, tuple[str, str, str]] = {
    "mission": ("mission", "XAA", "es"),
    "neighbour": ("mission", "XAB", "ru"),
    "registrar": ("registrar", "", "en"),
    "editor": ("editor", "", "fr"),
    "releasing": ("releasing", "", "zh"),
    "librarian": ("librarian", "", "ar"),
    "administrator": ("administrator", "", "en"),
    "auditor": ("auditor", "", "en"),
    **{f"translator-{language}": ("translator", language, language) for language in LANGUAGES},
}
"""The name of each person: their role, its scope, the language that they read."""

STATES = (
    "received", "submitted", "returned", "accepted", "registered", "in-translation", "in-proof", "approved", "scheduled",
    "released", "withdrawn",
)  # fmt: skip


def later(hours: float) -> datetime.datetime:
    return AT + datetime.timedelta(hours=hours)


def email(name: str) -> str:
    return f"{name}@league.example"


def who(name: str) -> Actor:
    """Somebody of the world as one who acts; "clock" is the machine."""
    return CLOCK if name == "clock" else actor(people.find(email(name)))


def note(words: str = "", number: int = 1, language: str = "en") -> list[Arrived]:
    """A specimen note as a file; ``words`` behind it make it another one."""
    name = f"note-{number}-{language}.md"
    data = (SPECIMENS / name).read_bytes() + (f"\n\n{words}\n".encode() if words else b"")
    return [Arrived(name, "text/markdown", data)]


def populate() -> None:
    """Add the people."""
    for name, (role, scope, language) in PEOPLE.items():
        people.add(email(name), name.capitalize(), by=people.SETUP, at=AT, language=language, password=PASSWORD)
        people.grant(email(name), role, scope, by=people.SETUP, at=AT)


def submit(words: str = "", by: str = "mission", **given: Any) -> Case:
    """Submit a note."""
    return intake.receive(note(words), actor=who(by), at=given.pop("at", AT), **given)


def bring(case: Case, state: str, **given: Any) -> Case:
    """Bring a case to a state, by the moves that lead there."""
    ways: dict[str, Sequence[str]] = {
        "received": (),
        "submitted": ("confirm",),
        "returned": ("confirm", "return"),
        "accepted": ("confirm", "accept"),
        "registered": ("confirm", "accept", "register"),
        "in-translation": ("confirm", "accept", "register", "translate"),
        "in-proof": ("confirm", "accept", "register", "translate", "deliver"),
        "approved": ("confirm", "accept", "register", "translate", "deliver", "approve"),
        "scheduled": ("confirm", "accept", "register", "translate", "deliver", "approve", "schedule"),
        "released": ("confirm", "accept", "register", "translate", "deliver", "approve", "release"),
        "withdrawn": ("confirm", "withdraw"),
    }
    way = ways[state]
    if case.change:
        way = [name for name in way if name not in ("confirm", "accept")]
    for hour, name in enumerate(way, 1):
        make(name, case, at=later(hour), **given.get(name, {}))
    return case


BY = {
    "confirm": "mission", "answer": "mission", "return": "registrar", "accept": "registrar", "register": "registrar",
    "translate": "registrar", "withdraw": "registrar", "recall": "librarian", "assign": "editor", "deliver": "editor",
    "reopen": "editor", "approve": "editor", "schedule": "releasing", "unschedule": "releasing", "release": "releasing",
    "release-due": "clock",
}  # fmt: skip
"""Who makes a move where a test does not say."""


def branches(case: Case) -> dict[str, str]:
    """The state of each language of a case."""
    return {language: stand.state for language, stand in cases.standing(case).branches.items()}


def make(name: str, case: Case, *, at: datetime.datetime = AT, by: str = "", **given: Any) -> moving.Moved:
    """Make a move as somebody who may, with what it needs."""
    actor = who(by or BY[name])
    if moving.workflow.MOVES[name].reason:
        given.setdefault("reason", f"SPECIMEN reason to {name}.")
    if name == "schedule":
        given.setdefault("moment", at + datetime.timedelta(days=2))
    if name == "deliver":
        translate_all(case, at, given.get("languages", ()))
    if name in ("release", "release-due"):
        return releasing.release(case.reference, actor=actor, at=at, name=name, **given)
    return moving.move(name, case.reference, actor=actor, at=at, **given)


def translate_all(case: Case, at: datetime.datetime, languages: Sequence[str] = ()) -> None:
    """Write what no formula covers, in the languages that wait for it."""
    for language, stand in cases.standing(case).branches.items():
        if stand.state == "in-translation" and language in (languages or LANGUAGES):
            values = translations(drafts.document(case, language))
            if case.change in ("Corr", "Add"):
                values["content.p1"] = f"SPECIMEN {language} paragraph 1, line 2"
            drafts.save(case.reference, language, values, actor=who("editor"), at=at)


TRANSMITTED = {
    "en": "the statement of the Harbour Authority of Brumalia on the spring tide of 1 March 2026",
    "fr": "la déclaration de l’Administration du port de Brumalie sur la grande marée du 1er mars 2026",
    "es": "la declaración de la Autoridad Portuaria de Brumalia sobre la marea viva del 1 de marzo de 2026",
    "ru": "заявление Портового управления Брумалии о сизигийном приливе 1 марта 2026 года",
    "ar": "بيان هيئة ميناء بروماليا بشأن المد الأعلى في 1 آذار/مارس 2026",
    "zh": "布鲁马利亚港务局关于2026年3月1日大潮的声明",
}
"""What the specimen note transmits, in six languages: no formula covers it."""


def translations(text: Document) -> dict[str, str]:
    """What no formula covers in a language version begun from the specimen note, translated, by path."""
    said = texts.words(text)
    return {
        path: said[path].replace(TRANSMITTED["en"], TRANSMITTED[text.masthead.language])
        for path in drafts.untranslated(text)
    }


def follow(case: Case, change: str, languages: Sequence[str] = (), **given: Any) -> Case:
    """Open a change to a released document."""
    given = {"actor": who("editor"), "at": later(20), "reason": "SPECIMEN reason.", **given}
    return following.follow(case.reference, change, concerned=languages, **given)


def build() -> None:
    """Make the whole world: a case in each state, one of the neighbour's, and one of which English alone is out."""
    populate()
    for state in STATES:
        bring(submit(state), state)
    submit("neighbour", by="neighbour")
    partly = bring(submit("partly"), "approved")
    make("release", partly, at=later(8), languages=["en"])


def case_in(state: str) -> Case:
    """The case of the world that stands in a state."""
    return Case.objects.order_by("pk")[STATES.index(state)]


def neighbours() -> Case:
    """The case of another State."""
    return Case.objects.order_by("pk")[len(STATES)]


def partly() -> Case:
    """The case of which English alone is released; the other languages are approved."""
    return Case.objects.order_by("pk")[len(STATES) + 1]
