"""What reading, writing and issuing return: a result beside its problems, never one without the other."""

from __future__ import annotations

import msgspec

from verbale.document.lines import Evidence
from verbale.document.model import Document
from verbale.problems import Problem


class Reading(msgspec.Struct, frozen=True):
    """A document as read, what was doubtful about it, and where each field was found."""

    document: Document
    problems: tuple[Problem, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class WriteOptions(msgspec.Struct, frozen=True):
    """What a writer may be told.

    ``fonts`` are folders searched before the packaged fonts; ``address`` is where the public finds the document, for
    the QR code and links (empty: the symbol's own address).
    """

    fonts: tuple[str, ...] = ()
    address: str = ""


class Writing(msgspec.Struct, frozen=True):
    """The bytes of one rendition, and what the format could not keep."""

    data: bytes
    problems: tuple[Problem, ...] = ()


class Rendition(msgspec.Struct, frozen=True):
    """One file of one language version, known by its sha-256 (hexadecimal)."""

    language: str
    format: str
    name: str
    media_type: str
    data: bytes
    sha256: str


class Edition(msgspec.Struct, frozen=True):
    """A document issued: its language versions, their renditions, and what remains to be done."""

    symbol: str | None
    versions: tuple[Document, ...]
    renditions: tuple[Rendition, ...] = ()
    problems: tuple[Problem, ...] = ()
