"""The passages of a language version in the making: each beside what it is translated from, and how far it is.

A passage is "untranslated" while it stands in another language or is empty, then a "draft", "translated" when whoever
writes it says so, "reviewed" when an editor does. ``origin`` says whose its words are: those of the set formulas, a
person's, the memory's, a machine's. What only a machine wrote is never delivered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec
from django.db.models import Max

from verbale.desk import sources, texts
from verbale.desk.models import Case, Segment
from verbale.document import Document

State = Literal["untranslated", "draft", "translated", "reviewed"]
STATES: tuple[State, ...] = ("untranslated", "draft", "translated", "reviewed")
Origin = Literal["formulas", "person", "memory", "machine"]
ORIGINS: tuple[Origin, ...] = ("formulas", "person", "memory", "machine")


class Passage(msgspec.Struct, frozen=True):
    """A passage: its path and words, what it is translated from, how far it is, whose words it has and who left it so.

    ``before`` is the source as it stood when the passage was written, where it has changed since, else None.
    """

    path: str
    source: str
    text: str
    state: State
    origin: Origin = "formulas"
    by: str = ""
    before: str | None = None


class Version(msgspec.Struct, frozen=True):
    """A language version beside its source: the number of its draft, its passages, and what is new in the source."""

    language: str
    number: int
    source: str
    passages: tuple[Passage, ...]
    new: tuple[str, ...] = ()

    def __getitem__(self, path: str) -> Passage:
        """Return the passage at a path; raises KeyError."""
        for passage in self.passages:
            if passage.path == path:
                return passage
        raise KeyError(path)


def version(case: Case, language: str) -> Version:
    """Return a language version passage by passage, in the order of the document; raises WrongState where none was begun."""
    text, draft = texts.document(case, language), texts.last(case, language)
    source = sources.source(case, language)
    rows, open_ = segments(case, language), texts.untranslated(text)
    found = tuple(
        _passage(path, words, source, rows.get(path), open_=path in open_ or not words)
        for path, words in texts.words(text).items()
    )
    return Version(language, draft.number, source.language, found, source.new)


def _passage(path: str, words: str, source: sources.Source, row: Segment | None, *, open_: bool) -> Passage:
    now = source.words.get(path, "")
    then = row.source if row else source.begun.get(path, "")
    return Passage(
        path, now, words,
        state="untranslated" if open_ else row.state if row else "translated",
        origin=row.origin if row else "formulas",
        by=row.by if row else "",
        before=then if " ".join(then.split()) != " ".join(now.split()) else None,
    )  # fmt: skip


def segments(case: Case, language: str) -> dict[str, Segment]:
    """Return what was last kept of each passage of a language, by path."""
    last = case.segments.filter(language=language).order_by().values("path").annotate(last=Max("pk")).values("last")
    return {row.path: row for row in Segment.objects.filter(pk__in=last)}


def machine_only(case: Case, language: str, text: Document) -> tuple[str, ...]:
    """Return the paths of a text whose words a machine wrote and no person has approved."""
    rows: Mapping[str, Segment] = segments(case, language)
    there = texts.words(text)
    return tuple(
        path for path, row in rows.items() if path in there and row.origin == "machine" and row.state == "draft"
    )
