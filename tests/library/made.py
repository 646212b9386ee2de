"""What stands in the library that is tested; all of it SPECIMEN."""

from __future__ import annotations

import datetime
from functools import cache
from importlib import resources

from django.utils import timezone

import verbale
from tests.archive.made import citing, league, plain
from verbale.archive import access, register
from verbale.archive.deposit import deposit
from verbale.document import AgendaItem, Edition, Subject
from verbale.press import issue

SPECIMENS = resources.files("verbale") / "specimens"
NOTE, BY = "LII/LC/12/G/1", "registrar@league.example"
ALL = ("pdf", "docx", "html", "akn", "markdown", "json")
RESTRICTED, UNRELEASED, WITHDRAWN, REVEALING = "LII/LC/12/G/10", "LII/LC/12/G/11", "LII/LC/12/G/9", "LII/LC/12/G/12"
HIDDEN = {RESTRICTED: "hiddenharbour", UNRELEASED: "hiddenlantern", WITHDRAWN: "hiddenmooring"}
"""Documents that nobody may see, each with a word of its title."""


def days(number: float) -> datetime.datetime:
    """The moment that is so many days from now."""
    return timezone.now() + datetime.timedelta(days=number)


@cache
def specimen(name: str, *languages: str, formats: tuple[str, ...] = ("html", "akn", "markdown", "json")) -> Edition:
    """A specimen note as it is really issued."""
    document = verbale.read((SPECIMENS / name).read_bytes(), name, league()).document
    return issue(
        document, on=days(-20).date(), languages=languages or ("ar", "zh", "en", "fr", "ru", "es"), formats=formats,
        authorities=league(),
    )  # fmt: skip


def made(symbol: str, *languages: str, title: str = "", **fields: object) -> Edition:
    """A small document of the twelfth session, under agenda item 2."""
    own = {"title": f"SPECIMEN {title or symbol}", "body": "LII/LC", "agenda": (AgendaItem("2"),)}
    return plain(symbol, *languages, **{**own, **fields})


def keep(edition: Edition, moment: float, **given: object) -> None:
    deposit(edition, by=BY, at=days(moment), **given)


def build() -> None:
    """Documents in six languages and in some, corrected, reissued, cited, hidden; numbers void, passed over, in work."""
    for number in range(1, 8):
        register.tell(f"LII/LC/12/G/{number}", by=BY, at=days(-25), subject=f"2026-{number}")
    register.tell(WITHDRAWN, by=BY, at=days(-25), subject="2026-9", gap="SPECIMEN: kept for the conference room.")
    for number in (10, 11, 12, 13):
        register.reserve("LII/LC/12/G", by=BY, at=days(-25), subject=f"2026-{number}")
    register.void("LII/LC/12/G/13", "SPECIMEN: reserved by mistake.", by=BY, at=days(-24))
    keep(specimen("note-1-en.md", formats=ALL), -20)
    keep(specimen("note-2-fr.md", "en", "fr"), -19)
    keep(specimen("note-2-fr.md", "ru"), -18)
    keep(made("LII/LC/12/G/3", "en", "es", citations=citing("G/1", NOTE, "LII/LC/RES/11/4", "XX/1/2"),
              subjects=(Subject("TIDES", "http://thesaurus.example/3"),)), -17)  # fmt: skip
    keep(made(f"{NOTE}/Corr.1", "en", title="correction"), -16)
    keep(made("LII/LC/12/G/4", "en"), -15)
    keep(made("LII/LC/12/G/4", "en", words="SPECIMEN, mended", stars="*"), -14, reissue="SPECIMEN: a wrong date.")
    keep(made(None, "en", title="without a symbol"), -13)
    hidden = {symbol: made(symbol, title=word) for symbol, word in HIDDEN.items()}
    keep(hidden[WITHDRAWN], -12)
    keep(hidden[RESTRICTED], -12)
    keep(hidden[UNRELEASED], -12, released=days(30))
    access.rule(RESTRICTED, "restricted", "SPECIMEN: its sender asked.", by=BY, at=days(-11))
    register.withdraw(WITHDRAWN, "SPECIMEN: sent by mistake.", by=BY, at=days(-10))


def body_of(response: object) -> bytes:
    """The bytes of an answer, streamed or not."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return data
