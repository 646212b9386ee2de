"""What concording hands on: the passages of the language versions, how they align, and what does not agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from verbale.authorities import Glossary
from verbale.document import Document, Mark
from verbale.problems import Severity

Part = Literal["cover", "title", "text", "note", "annex"]
FactKind = Literal["citation", "date", "number", "name", "term", "title"]


class Fact(msgspec.Struct, frozen=True):
    """Something a passage states that is the same in every language, at characters ``start`` to ``end`` of its text.

    ``value`` is independent of language: a symbol, an ISO date (``2020-04``, ``--04-01`` where a part is not stated), a
    plain decimal with its unit (``1200000``, ``12.5 %``), the code of a State or body, the key of a term.
    """

    kind: FactKind
    value: str
    start: int
    end: int
    text: str


class Passage(msgspec.Struct, frozen=True):
    """A block of one language version where it stands, with what it states.

    ``id`` is that of its block; on the cover the field, or "cover-3" (line 3, from 0) as citations have it; "title",
    "subtitle", "annex1-label", "annex1-title". ``role`` is that of a paragraph, "heading" or "caption"; ``tongue`` the
    language that the document says it is in. ``annex`` and ``note`` are the ids of what holds it, or empty.
    """

    id: str
    part: Part
    text: str
    tongue: str
    number: str = ""
    level: int = 0
    role: str = ""
    annex: str = ""
    note: str = ""
    facts: tuple[Fact, ...] = ()
    marks: tuple[Mark, ...] = ()


class Row(msgspec.Struct, frozen=True):
    """Passages that say the same: for each language their places in its passages, none where it lacks them.

    A paragraph that another language splits stands beside two. ``sure`` is from 0 to 1.
    """

    places: Mapping[str, tuple[int, ...]]
    sure: float = 1.0


class Alignment(msgspec.Struct, frozen=True):
    """The language versions of one document side by side: the passages of each in order, and the rows over them.

    ``documents`` are the versions themselves, for what is no passage: mastheads, annexes, notes. ``terms`` is the glossary
    that they were read with.
    """

    passages: Mapping[str, tuple[Passage, ...]]
    rows: tuple[Row, ...]
    documents: Mapping[str, Document]
    terms: Glossary = Glossary()


class Spot(msgspec.Struct, frozen=True):
    """A place of a finding in one language: characters ``start`` to ``end`` of the text of passage ``id``; they may be none.

    ``id`` and ``text`` are empty where the language has nothing there.
    """

    language: str
    id: str = ""
    text: str = ""
    start: int = 0
    end: int = 0


class Finding(msgspec.Struct, frozen=True):
    """One thing that the language versions do not say alike.

    ``spots`` shows the place in every language, side by side; ``odd`` names the languages that differ from ``most``, what
    most versions say (empty where there is no majority). ``key`` is the same as long as the finding is: it is what an
    editor accepts.
    """

    code: str
    severity: Severity
    text: str
    spots: tuple[Spot, ...]
    odd: tuple[str, ...] = ()
    most: str = ""
    key: str = ""
    advice: str = ""


class Accepted(msgspec.Struct, frozen=True):
    """A finding that is meant, and why."""

    finding: Finding
    reason: str


class Concordance(msgspec.Struct, frozen=True):
    """How far the language versions of a document say the same; what is meant to differ stands in ``accepted``."""

    symbol: str
    languages: tuple[str, ...]
    alignment: Alignment
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
