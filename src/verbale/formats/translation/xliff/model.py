"""What an XLIFF file says, whatever its version: the texts that a translator gets, and those that come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from verbale.document import Document
from verbale.document.codes import Content, Returned
from verbale.problems import Problem

State = Literal["new", "translated", "reviewed", "final"]
STATES: tuple[State, ...] = ("new", "translated", "reviewed", "final")
"""How far the translation of a text is, from the least to the furthest."""

Version = Literal["1.2", "2.1"]
VERSIONS: tuple[Version, ...] = ("1.2", "2.1")


class Match(msgspec.Struct, frozen=True):
    """A translation of a like text, from a memory: how like the texts are in per cent, and the document it is from.

    ``machine`` says that a machine translated it, and nobody has looked at it.
    """

    source: str
    target: str
    quality: int
    origin: str = ""
    machine: bool = False


class TermPair(msgspec.Struct, frozen=True):
    """A term of a text and what the glossary says for it in the other language."""

    term: str
    translation: str
    source: str = ""


class Row(msgspec.Struct, frozen=True):
    """A text to translate: what it is and where it stands, the source, and the target as far as there is one.

    ``digest`` is that of the source, by which a later change is seen; ``annex`` the id of the annex that holds it.
    """

    id: str
    kind: str
    name: str
    source: Content
    target: Content | None = None
    state: State = "new"
    translate: bool = True
    annex: str = ""
    notes: tuple[str, ...] = ()
    digest: str = ""
    matches: tuple[Match, ...] = ()
    terms: tuple[TermPair, ...] = ()


class Job(msgspec.Struct, frozen=True):
    """All texts of a document for one translator: from which language into which, and of which document.

    ``annexes`` are the names of annexes by their ids, ``markers`` those of notes.
    """

    source: str
    target: str
    original: str
    rows: tuple[Row, ...]
    annexes: Mapping[str, str] = {}
    markers: Mapping[str, str] = {}


class Answer(msgspec.Struct, frozen=True):
    """A text as it came back. ``part`` says that only some of its segments are translated."""

    id: str
    source: Returned
    target: Returned | None
    state: State
    digest: str = ""
    part: bool = False


class Answers(msgspec.Struct, frozen=True):
    """An XLIFF file as it came back: its languages as the file writes them, and its texts in order."""

    version: str
    source: str
    target: str
    original: str
    rows: tuple[Answer, ...]


class Merged(msgspec.Struct, frozen=True):
    """A language version with what came back in it.

    ``taken`` are the ids of the units that have other words now; ``states`` those of every unit
    that came back translated, and was not refused.
    """

    document: Document
    taken: tuple[str, ...] = ()
    states: Mapping[str, State] = {}
    problems: tuple[Problem, ...] = ()
