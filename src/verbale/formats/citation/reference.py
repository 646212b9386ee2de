"""A reference: what every format of citation says of a document, worked out once."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from verbale.authorities import Authorities
from verbale.document import Document, WriteOptions
from verbale.document.record import (
    Record,
    authors,
    issued,
    issuer,
    lacking,
    place,
    publisher,
    record,
    specimen,
    station,
    titles,
)
from verbale.languages import language, phrase, wordings
from verbale.problems import Problem

_NO_KEY = re.compile(r"[^A-Za-z0-9.]+")


class Reference(msgspec.Struct, frozen=True):
    """A reference to a document, in the language of its main version.

    ``key`` names it among references; ``kind`` is the kind in words; ``others`` are the titles in the other languages. ``note``
    says that a document is made up, and names the languages of one that is given in several.
    """

    key: str
    type: str
    kind: str
    authors: tuple[str, ...]
    title: str
    number: str
    body: str
    publisher: str
    place: str
    day: datetime.date | None
    address: str
    language: str
    languages: tuple[str, ...]
    others: dict[str, str]
    note: str
    problems: tuple[Problem, ...] = ()


@cache
def table() -> dict[str, Any]:
    """Return ``citation.toml``."""
    return tomllib.loads(files("verbale.formats.citation").joinpath("citation.toml").read_text("utf-8"))


def reference(
    versions: Document | Sequence[Document], options: WriteOptions, known: Authorities | None = None
) -> Reference:
    """Return the reference to a document, given in one language or in several.

    A single version is cited in its own language and by its own address, several are by the address of the document. Raises
    CannotWrite where the versions are none of one document.
    """
    about = record(versions, known)
    code = about.language
    found = titles(about)
    alone = len(about.versions) == 1
    body, organization = issuer(about, code), publisher(about, code)
    where = table()["places"].get(station(about), {})
    return Reference(
        key=_key(about, alone),
        type=table()["kinds"].get(about.main.kind, {}).get("ris", "GOVDOC"),
        kind=_kind(about.main.kind, code),
        authors=tuple(filter(None, authors(about, code))) or tuple(filter(None, (body or organization,))),
        title=found.get(code, "") or about.main.symbol or "",
        number=about.main.symbol or "",
        body=body,
        publisher=organization,
        place=where.get(code, ""),
        day=issued(about),
        address=place(about, options, code if alone else ""),
        language=code,
        languages=about.languages,
        others={other: title for other, title in found.items() if other != code},
        note=_note(about, alone),
        problems=lacking(about),
    )


def _key(about: Record, alone: bool) -> str:
    """Return the key: the symbol, else kind, sender and day; with the language where a single version is cited."""
    main = about.main
    said, day = main.communication, issued(about)
    parts = [main.symbol or main.kind or "document"]
    if not main.symbol:
        parts += [said.sender.state if said else "", day.isoformat() if day else ""]
    parts += [about.language] if alone else []
    return _NO_KEY.sub("-", "-".join(filter(None, parts))).strip("-")


def _kind(name: str, code: str) -> str:
    """Return a kind of document in words; empty where none are known."""
    official = {(wording.key, wording.lang) for wording in wordings()}
    if (name, code) in official:
        return phrase(name, code)
    kind: str = table()["kinds"].get(name, {}).get(code, "")
    return kind


def _note(about: Record, alone: bool) -> str:
    languages = ", ".join(language(code).names[code] for code in about.languages)
    return ". ".join(filter(None, (specimen(about, about.language), "" if alone else languages)))
