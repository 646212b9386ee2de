"""Importing: what the workers read comes into the archive through one writer, batch by batch, each in one transaction.

A run that is stopped anywhere goes on when it is started again: what is kept, or waits for a librarian, is known by
the sha-256 of its source and read no second time.
"""

from __future__ import annotations

import datetime
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import DataError

from verbale.archive import log, ocfl
from verbale.archive.canonical import sha256
from verbale.archive.citing import key_of
from verbale.archive.deposit import deposit
from verbale.archive.errors import Conflict
from verbale.archive.files import archive
from verbale.archive.models import Expression, Rendition, Stored
from verbale.archive.organization import retired, steps
from verbale.archive.terms import kept_document, terms_of
from verbale.authorities import Kind, Row
from verbale.bulk import sources, workers
from verbale.bulk.models import Doubt, Grounds
from verbale.bulk.reading import FORMATS, Read
from verbale.bulk.sources import Source, Unread
from verbale.document import Document, Edition, from_json
from verbale.document import Rendition as File
from verbale.problems import Problem, VerbaleError

_BEST = ("akn", "json", "docx", "html", "markdown", "text", "pdf", "scan")
_ALIKE = 0.9
"""From which share of words in common on two files of other formats are one language version."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file about which something is to be said, and what became of it."""

    path: str
    became: str
    symbol: str = ""
    language: str = ""
    problems: tuple[Problem, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """What an import did, in files: ``deposited``, ``known`` (kept before, or twice here), ``waiting``, ``unread``.

    ``documents`` is how many documents the deposited ones are of; ``lines`` tells each file that is doubtful.
    """

    files: int = 0
    deposited: int = 0
    documents: int = 0
    known: int = 0
    waiting: int = 0
    unread: int = 0
    lines: tuple[Line, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing was left out."""
        return not (self.waiting or self.unread)


class Kept(msgspec.Struct, frozen=True):
    """What became of a batch: its lines, one a file, and the keys of the documents that were added to."""

    lines: tuple[Line, ...]
    keys: tuple[str, ...] = ()


def bring(
    paths: Sequence[Path],
    *,
    by: str,
    at: datetime.datetime,
    formats: Sequence[str] = FORMATS,
    jobs: int = 1,
    ocr: bool = False,
    seconds: int = workers.SECONDS,
    each: Callable[[int], object] | None = None,
) -> Report:
    """Import folders, archives and single files, and report what was doubtful.

    A file may take ``seconds``. ``each`` is told how many files are done after every batch. Raises BadInput where there is no such path.
    """
    files = 0
    counts = dict.fromkeys(("deposited", "known", "waiting", "unread"), 0)
    said: list[Line] = []
    keys: set[str] = set()
    for kept in _kept(paths, by, at, names=formats, jobs=jobs, ocr=ocr, seconds=seconds):
        files += len(kept.lines)
        for line in kept.lines:
            counts[line.became] += 1
        said += [line for line in kept.lines if line.problems]
        keys.update(kept.keys)
        if each is not None:
            each(files)
    return Report(files, documents=len(keys), lines=tuple(said), **counts)


def _kept(paths: Sequence[Path], by: str, at: datetime.datetime, **asked: Any) -> Iterator[Kept]:
    """Yield what became of each batch, as it is in the archive; ``asked`` is what `workers.read` takes."""
    passed: list[Line] = []

    def new() -> Iterator[list[Source]]:
        for batch in sources.batches(paths):
            fresh, lines = _sorted_out(batch)
            passed.extend(lines)
            yield fresh

    began = time.monotonic()
    for given, found in workers.read(new(), whose=whose(), **asked):
        lines = tuple(passed)
        passed.clear()
        # Not all at the moment of the start: who follows changes by their moments would pass over what comes later.
        moment = at + datetime.timedelta(seconds=time.monotonic() - began)
        done = keep(given, found, by=by, at=moment) if found else Kept(())
        yield Kept(lines + done.lines, done.keys)
    yield Kept(tuple(passed))


def whose() -> workers.Whose:
    """Return whose archive this is, every record as it was last amended."""
    rows: dict[Kind, list[Row]] = {}
    for step in {(step.kind, step.code): step for step in steps()}.values():
        rows.setdefault(step.kind, []).append(step.row or retired(step.kind, step.code))
    path = settings.ORGANIZATION
    return workers.Whose(Path(path).read_text("utf-8") if path else "", rows)


def _sorted_out(batch: Sequence[Source | Unread]) -> tuple[list[Source], list[Line]]:
    """Return what of a batch has to be read, and the lines of what has not."""
    lines = [Line(one.path, "unread", problems=(one.problem,)) for one in batch if isinstance(one, Unread)]
    by_digest: dict[str, Source] = {}
    for source in (one for one in batch if isinstance(one, Source)):
        digest = sha256(source.data)
        if digest in by_digest:
            lines.append(Line(source.path, "known"))
        else:
            by_digest[digest] = source
    kept = set(Rendition.objects.filter(sha256__in=by_digest).values_list("sha256", flat=True))
    doubts = Doubt.objects.filter(sha256__in=by_digest).values_list("sha256", "verdict__decision")
    waiting = {digest for digest, decision in doubts if decision is None}
    kept |= {digest for digest, decision in doubts if decision is not None}
    lines += [Line(source.path, "known") for digest, source in by_digest.items() if digest in kept]
    lines += [Line(source.path, "waiting") for digest, source in by_digest.items() if digest in waiting - kept]
    return [source for digest, source in by_digest.items() if digest not in kept | waiting], lines


@log.turn()
def keep(given: Sequence[Source], found: Sequence[Read], *, by: str, at: datetime.datetime) -> Kept:
    """Deposit what was read, language versions of one symbol together, and let wait what is doubtful; all or nothing."""
    data = {source.path: source.data for source in given}
    lines = [Line(read.path, "unread", problems=read.problems) for read in found if not read.readable]
    ready = sorted((one for one in found if one.readable and not one.held), key=_order)
    doubtful = [read for read in found if read.readable and read.held]
    keys: set[str] = set()
    for _, group in itertools.groupby(ready, key=lambda read: key_of(read.symbol)):
        for several in _editions(list(group)):
            done, refused = _deposited(several, by, at)
            doubtful += refused
            for read, key, same in done:
                lines.append(_line(read, "known" if same else "deposited"))
                keys.update(() if same else (key,))
    for read in doubtful:
        _wait(read, data[read.path], by, at)
        lines.append(_line(read, "waiting"))
    return Kept(tuple(lines), tuple(keys))


def _order(read: Read) -> tuple[str, int]:
    """Documents together, and of each the formats first that keep the most."""
    return key_of(read.symbol), _BEST.index(read.format) if read.format in _BEST else len(_BEST)


def _line(read: Read, became: str) -> Line:
    return Line(read.path, became, read.symbol, read.language, read.problems)


def _editions(group: list[Read]) -> list[list[Read]]:
    """Return the versions of one symbol in editions of one file a language each: the second of a language comes after."""
    editions: list[list[Read]] = []
    for read in group:
        for edition in editions:
            if all(read.language != other.language for other in edition):
                edition.append(read)
                break
        else:
            editions.append([read])
    return editions


def _deposited(reads: list[Read], by: str, at: datetime.datetime) -> tuple[list[tuple[Read, str, bool]], list[Read]]:
    """Deposit an edition, or, where that is refused, each language alone; return what was done and what was refused."""
    documents = [from_json(read.document) for read in reads]
    edition = Edition(reads[0].symbol, tuple(documents), tuple(file for read in reads for file in read.renditions))
    try:
        done = deposit(edition, by=by, at=at, released=released(documents, at))
    except (VerbaleError, DataError) as error:
        if len(reads) == 1:
            joined = _joined(reads[0], documents[0], by, at)
            return ([(reads[0], *joined)], []) if joined else ([], [_refused(reads[0], error)])
        alone = [_deposited([read], by, at) for read in reads]
        return [one for deposits, _ in alone for one in deposits], [one for _, refused in alone for one in refused]
    what = {change.language: change.what == "same" for change in done.changes}
    return [(read, done.key, what[read.language]) for read in reads], []


def _joined(read: Read, document: Document, by: str, at: datetime.datetime) -> tuple[str, bool] | None:
    """Add a file as a further format to the language version that has its words; None where there is none such."""
    held = held_version(document)
    if held is None or likeness(held, document) < _ALIKE:
        return None
    try:
        done = deposit(further(held, read.renditions[0]), by=by, at=at)
    except VerbaleError:
        return None
    return done.key, done.same


def held_version(document: Document) -> Document | None:
    """Return the newest version that the archive has of a document in its language."""
    mine = Expression.objects.filter(
        work__names__key=key_of(document.symbol or ""), language=document.masthead.language
    )
    row = mine.order_by("-version").first()
    return kept_document(row) if row else None


def further(held: Document, file: File) -> Edition:
    """Return the edition that adds a file to a language version that is in the archive."""
    return Edition(held.symbol, (held,), (file,))


def likeness(one: Document, other: Document) -> float:
    """Return the share of the words of the longer document that both have, from 0 to 1."""
    first, second = (Counter(terms_of(each).text.split()) for each in (one, other))
    longer = max(first.total(), second.total())
    return (first & second).total() / longer if longer else 0.0


def released(documents: Sequence[Document], at: datetime.datetime) -> datetime.datetime:
    """Return since when the public could read them: the first day that a masthead bears, else the moment of import."""
    days = [document.masthead.issued for document in documents if document.masthead.issued]
    return datetime.datetime.combine(min(days), datetime.time(), datetime.UTC) if days else at


def _refused(read: Read, error: VerbaleError | DataError) -> Read:
    """Return a file as one that waits; a DataError says that a value is longer than its column."""
    code = "import-conflict" if isinstance(error, Conflict) else "import-refused"
    text, advice = (error.text, error.advice) if isinstance(error, VerbaleError) else (str(error).strip(), "")
    problem = Problem(code, "error", text, "", advice)
    return msgspec.structs.replace(read, problems=(*read.problems, problem), held=True)


def _wait(read: Read, data: bytes, by: str, at: datetime.datetime) -> None:
    """Put a file, as it came, and what was read from it into the librarian's queue."""
    number = log.begin()
    if Doubt.objects.filter(sha256=read.sha256).exists():
        return
    name = f"verbale:doubt/{read.sha256}"
    kept = ocfl.put(archive(), name, {"file": read.sha256}, {read.sha256: data}, by=by, at=at, message="doubtful")
    Stored.objects.create(entry_id=number, object=name, version=kept.version, inventory=kept.inventory)
    row = Doubt.objects.create(
        entry_id=number,
        path=read.path,
        sha256=read.sha256,
        size=len(data),
        format=read.format,
        stored=kept.paths[read.sha256],
        symbol=read.symbol[:200],
        language=read.language,
        document=read.document.decode(),
        problems=msgspec.json.encode(read.problems).decode(),
    )
    if read.evidence:
        Grounds.objects.create(entry_id=number, doubt=row, evidence=msgspec.json.encode(read.evidence).decode())
    log.write(number, "doubt", read.sha256, {"path": read.path, "why": [p.code for p in read.problems]}, by=by, at=at)
