"""What lists tell of a document and of its language versions, as plain values: what search keeps, and lists show."""

from __future__ import annotations

import datetime

import msgspec


class Version(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The newest version in a language, and where its terms and its paragraphs begin and end."""

    language: str
    title: str
    issued: datetime.date | None
    start: int
    middle: int
    end: int


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What is told of a document, by the names of `Work`; ``name`` is what its address has, ``versions`` are public."""

    pk: int
    key: str
    symbol: str
    base: str
    change: str
    kind: str
    body: str
    session: str
    distribution: str
    agenda: str
    sender: str
    dated: datetime.date | None
    name: str
    versions: tuple[Version, ...]
