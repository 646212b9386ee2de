"""Looking a document up: what of it anyone may read at a moment, or when it was withdrawn, and why."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec
from django.db.models import Q, QuerySet

from verbale import symbols
from verbale.archive.access import released, with_access
from verbale.archive.models import Expression, Rendition, Work
from verbale.languages import LANGUAGES
from verbale.problems import NotKnown, VerbaleError, Word


class Withdrawn(VerbaleError):
    """A document that was public and was withdrawn: when and why, and the log entry that says so.

    The log names the officer; the public is told the office alone.
    """

    code = "withdrawn"

    def __init__(self, symbol: str, at: datetime.datetime, reason: str, entry: int) -> None:
        super().__init__(f"{symbol} was withdrawn.")
        self.symbol, self.at, self.reason, self.entry = symbol, at, reason, entry


class Version(msgspec.Struct, frozen=True):
    """A language version as it came out once, and its files by format."""

    expression: Expression
    files: dict[str, Rendition]

    @property
    def language(self) -> str:
        """Its language."""
        return self.expression.language


class Found(msgspec.Struct, frozen=True):
    """A document that anyone may read: ``versions`` by language, in the order of the six, the newest of each first."""

    work: Work
    versions: dict[str, tuple[Version, ...]]

    @property
    def name(self) -> str:
        """What its address has for a name."""
        return name_of(self.work)

    def newest(self, language: str) -> Version:
        """Return the newest version in a language; raises NotKnown where there is none."""
        if language not in self.versions:
            raise NotKnown(
                f"{self.work} is not here in this language.",
                where=language,
                wording=("library.absent.text", {"language": Word(f"language.{language}")}),
            )
        return self.versions[language][0]

    def version(self, language: str, number: int | None = None) -> Version:
        """Return a version in a language by its number, or the newest."""
        if number is None:
            return self.newest(language)
        for one in self.versions.get(language, ()):
            if one.expression.version == number:
                return one
        raise NotKnown(
            f"{self.work} has no version {number} in this language.",
            where=language,
            wording=("library.absent.version", {"number": number}),
        )

    @property
    def main(self) -> Version:
        """The version that stands for the document: English where there is English, else the first."""
        return self.versions["en" if "en" in self.versions else next(iter(self.versions))][0]

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages of the six that it is not here in."""
        return tuple(lang for lang in LANGUAGES if lang not in self.versions)


def name_of(work: Work) -> str:
    """Return what the address of a document has for a name: its symbol, the first of two, or its key without any."""
    if not work.symbol:
        return work.key
    symbol = symbols.parse(work.symbol)
    return str(symbol.joint[0] if symbol.joint else symbol).rstrip("*")


def find(keys: Sequence[str], at: datetime.datetime) -> Found:
    """Return the document of the first key that the archive knows, as it is public at a moment.

    Raises NotKnown where there is none that anyone may read, Withdrawn where there was.
    """
    known = Q(names__key__in=keys) | Q(key__in=keys, symbol="")
    for work in with_access(Work.objects.filter(known).distinct())[:1]:
        if work.access == "withdrawn":
            _tell_of(work)
        if work.access == "public":
            return found(work, at)
    raise _unknown(keys[0])


def found(work: Work, at: datetime.datetime) -> Found:
    """Return a public document with its versions; raises NotKnown where none is released yet."""
    rows = released(at).filter(work=work).order_by("-version").prefetch_related("renditions").select_related("entry")
    by_language: dict[str, list[Version]] = {}
    for row in rows:
        row.work = work
        by_language.setdefault(row.language, []).append(Version(row, {r.format: r for r in row.renditions.all()}))
    if not by_language:
        raise _unknown(work.symbol or work.key)
    order = [*LANGUAGES, *sorted(set(by_language) - set(LANGUAGES))]
    return Found(work, {lang: tuple(by_language[lang]) for lang in order if lang in by_language})


def all_versions(works: QuerySet[Work], at: datetime.datetime) -> dict[int, dict[str, Expression]]:
    """Return the newest version of each language of documents, by the documents' primary keys."""
    newest: dict[int, dict[str, Expression]] = {}
    for row in released(at).filter(work__in=works).order_by("version"):
        newest.setdefault(row.work_id, {})[row.language] = row
    return newest


def _unknown(name: str) -> NotKnown:
    return NotKnown(f"There is no document {name} here.", where=name, wording=("library.absent.none", {"symbol": name}))


def _tell_of(work: Work) -> None:
    """Raise Withdrawn for a document that was public when it was withdrawn, and had come out."""
    *_, before, last = work.rulings.select_related("entry").order_by("step")
    out = work.expressions.filter(released__lte=last.entry.at).exists()
    if before.access == "public" and out:
        raise Withdrawn(name_of(work), last.entry.at, last.reason, last.entry_id)
