"""A small archive made by the verbs themselves, with rows in every table; all of it SPECIMEN."""

from __future__ import annotations

import datetime
from functools import cache
from importlib import resources

import msgspec
from django.db import models

import verbale
from verbale.archive import access, authority_files, log, register, submissions
from verbale.archive.deposit import deposit
from verbale.archive.fields import Instant
from verbale.archive.submissions import Arrived
from verbale.authorities import Authorities, authorities
from verbale.document import Citation, Document, Edition, Masthead, Paragraph, Rendition, Subject, to_json
from verbale.press import issue

AT = datetime.datetime(2026, 3, 20, 12, 30, tzinfo=datetime.UTC)
BY = "registrar@league.example"
SPECIMENS = resources.files("verbale") / "specimens"
SYMBOL = "LII/LC/12/G/1"


def later(hours: float) -> datetime.datetime:
    return AT + datetime.timedelta(hours=hours)


@cache
def league() -> Authorities:
    return authorities().with_organization((SPECIMENS / "league.toml").read_text("utf-8"))


@cache
def edition(*languages: str) -> Edition:
    """A specimen note as it is really issued, in all six languages or in some."""
    document = verbale.read((SPECIMENS / "note-1-en.md").read_bytes(), "note-1-en.md", league()).document
    formats = ("html", "markdown", "json")
    six = ("ar", "zh", "en", "fr", "ru", "es")
    return issue(
        document, on=AT.date(), symbol=SYMBOL, languages=languages or six, formats=formats, authorities=league()
    )


def plain(symbol: str | None, *languages: str, words: str = "SPECIMEN", stars: str = "", **fields: object) -> Edition:
    """An edition with one paragraph and a Markdown file in each language."""
    versions, files = [], []
    for lang in languages or ("en",):
        document = Document(
            symbol=symbol,
            kind="note-verbale",
            masthead=Masthead(language=lang, issued=AT.date(), distribution="general", stars=stars),
            title=f"SPECIMEN {symbol} {lang}",
            content=(Paragraph("p1", words),),
            specimen=True,
        )
        document = msgspec.structs.replace(document, **fields)
        versions.append(document)
        data = to_json(document)
        files.append(Rendition(lang, "markdown", f"specimen-{lang}.md", "text/markdown", data, verbale_sha(data)))
    return Edition(symbol, tuple(versions), tuple(files))


def verbale_sha(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def citing(text: str, *symbols: str) -> tuple[Citation, ...]:
    return tuple(Citation(0, len(text), text, symbol, block="p1") for symbol in symbols)


def fill() -> None:
    """Every verb once or more, so that every table has rows."""
    submissions.receive(
        [Arrived("note.md", "text/markdown", b"# SPECIMEN\n"), Arrived("annex.txt", "text/plain", b"SPECIMEN annex\n")],
        sender="XAA",
        request={"agenda": ["4"], "body": "A/HRC"},
        by="mission@xaa.example",
        at=AT,
        sender_reference="12/2026",
    )
    register.reserve("A/HRC/43/G", by=BY, at=AT, subject="2026-000001")
    register.reserve("A/HRC/43/G", by=BY, at=AT)
    register.void("A/HRC/43/G/2", "Reserved by mistake.", by=BY, at=AT)
    register.tell("A/HRC/43/G/7", by=BY, at=AT, gap="Issued before this register began.")
    register.reserve("GE.26", by=BY, at=AT, language="es", subject="2026-000001")
    deposit(plain("A/HRC/43/G/1", "en", "fr", citations=citing("60/251", "A/RES/60/251", "A/HRC/43/G/7")), by=BY, at=AT)
    about = (Subject("Light signals", "http://thesaurus.example/1"), Subject("TIDES", "http://thesaurus.example/2"))
    deposit(plain("A/HRC/43/G/1", "ru", subjects=about), by=BY, at=later(1))
    deposit(plain("A/HRC/43/G/1", "fr", words="SPECIMEN, corrigé", stars="*"), by=BY, at=later(2))
    deposit(plain("A/HRC/43/G/7"), by=BY, at=later(3))
    access.rule("A/HRC/43/G/7", "restricted", "Asked for by its sender.", by=BY, at=later(4))
    authority_files.amend(
        "seat",
        "SPECIMEN-SEAT",
        {"en": "to the SPECIMEN Seat"},
        reason="A SPECIMEN seat was opened.",
        by="administrator@league.example",
        at=later(5),
        valid_from=AT.date(),
        valid_to=later(24 * 365).date(),
    )


@log.turn()
def one_of_each() -> None:
    """A row in every table of Issued rows that has none, of every application, whatever its columns are."""
    number = log.begin()
    for model in log.issued_models():
        if not model._default_manager.exists():
            row(model, number)
    log.write(number, "specimen", "SPECIMEN", {}, by=BY, at=AT)


def row(model: type[models.Model], number: int) -> models.Model:
    """A row of a table, under an entry, with what it refers to."""
    values = {}
    for field in model._meta.concrete_fields:
        if field.name == "entry":
            values["entry_id"] = number
        elif field.remote_field is not None:
            target = field.remote_field.model
            values[field.name] = target._default_manager.first() or (None if field.null else row(target, number))
        elif not field.has_default() and not isinstance(field, models.AutoField):
            fitting = (value for kind, value in VALUES.items() if isinstance(field, kind))
            values[field.name] = NAMED.get(f"{model._meta.label_lower}.{field.name}") or next(fitting)
    return model._default_manager.create(**values)


VALUES: dict[type[models.Field], object] = {
    Instant: AT,
    models.CharField: "SPECIMEN",
    models.TextField: "SPECIMEN",
    models.DateTimeField: AT,
    models.DateField: AT.date(),
    models.IntegerField: 1,
}
"""What a column of a kind holds in a row that no verb made; the first kind that fits."""

NAMED: dict[str, object] = {"bulk.verdict.decision": "accepted"}
"""What a column holds that takes some words alone."""
