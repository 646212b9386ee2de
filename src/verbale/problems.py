"""What can go wrong: errors that stop a call, and problems that a call reports beside its result.

::

    VerbaleError
    ├── BadInput          the bytes cannot be read as what they claim to be
    │   └── UnknownFormat     no format of this name, suffix or content
    ├── BadSymbol         this is not a document symbol; says which part is wrong and the likely repair
    ├── MissingWording    an official phrase has no wording in this language (never English by fallback)
    ├── NotKnown          a code is in no authority file
    └── CannotWrite       this document cannot be written in this format

A function that can go on returns its result together with :class:`Problem` values; only what cannot go on is
an error. Every error and every problem says what is wrong, where, and what to do. This room imports nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Severity = Literal["error", "warning", "note"]


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that is wrong or doubtful, with its place and what to do about it.

    ``code`` is stable (``read-symbol-absent``); all codes are listed in ``docs/reference/problems.md``.
    ``where`` names a place: a field (``masthead.issued``), a block id (``p2``) or a source line (``line 14``).
    """

    code: str
    severity: Severity
    text: str
    where: str = ""
    advice: str = ""


class Word(msgspec.Struct, frozen=True):
    """A word of the interface in the slot of a wording, by its key: ``Word("state.released")``, ``Word("language.fr")``."""

    key: str


def words(kind: str, *names: str) -> tuple[Word, ...]:
    """Return the words of a kind: ``words("role", "editor", "registrar")``."""
    return tuple(Word(f"{kind}.{name}") for name in names)


Wording = tuple[str, Mapping[str, object]]
"""A key of the interface's catalogue, and what its slots hold: texts, numbers, dates, words, and tuples of these."""


class VerbaleError(Exception):
    """The root of all errors that Verbale raises on purpose.

    ``text`` and ``advice`` are English, for logs and programs. ``wording`` is what an interface tells a reader in their
    own language instead of both.
    """

    code = "error"

    def __init__(self, text: str, *, where: str = "", advice: str = "", wording: Wording | None = None) -> None:
        super().__init__(text)
        self.text, self.where, self.advice, self.wording = text, where, advice, wording

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.text}{place}{advice}"


class BadInput(VerbaleError):
    """The bytes cannot be read as what they claim to be."""

    code = "bad-input"


class UnknownFormat(BadInput):
    """No format has this name or suffix, or the content matches none."""

    code = "unknown-format"


class BadSymbol(VerbaleError):
    """The text is not a document symbol; ``part`` is what is wrong, ``repair`` the likely right symbol or empty."""

    code = "bad-symbol"

    def __init__(
        self,
        text: str,
        *,
        part: str = "",
        repair: str = "",
        where: str = "",
        advice: str = "",
        wording: Wording | None = None,
    ) -> None:
        advice = advice or (f"Did you mean {repair}?" if repair else "")
        super().__init__(text, where=where, advice=advice, wording=wording)
        self.part, self.repair = part, repair


class MissingWording(VerbaleError):
    """An official phrase has no wording in the language asked for."""

    code = "missing-wording"


class NotKnown(VerbaleError):
    """A code or name stands in no authority file."""

    code = "not-known"


class CannotWrite(VerbaleError):
    """The document cannot be written in this format."""

    code = "cannot-write"
