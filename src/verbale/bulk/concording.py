"""Concords whole archives: files in, what a report tells of each document out, in parallel.

The language versions of a document mostly stand in one batch (`verbale.bulk.sources`). Where they do not, what a batch
had of a document is kept, and the document is concorded at the end from all of it.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from verbale import press, symbols
from verbale.authorities import Authorities, Glossary, read_glossary
from verbale.bulk import workers
from verbale.bulk.reading import settled
from verbale.bulk.sources import Source, Unread
from verbale.concordance.report import Compared, compared
from verbale.document import Document, from_json, to_json
from verbale.languages import LANGUAGES
from verbale.problems import BadSymbol, Problem, VerbaleError

_LOOK = "Look at the file by hand."
SECONDS = 300
"""How long a batch may take."""


class Part(msgspec.Struct, frozen=True):
    """What a batch had of a document: the comparison, and where other batches may have more the versions as JSON."""

    compared: Compared
    versions: tuple[bytes, ...] = ()


class Asked(msgspec.Struct, frozen=True):
    """What is the same for all documents: the glossary as TOML, the differences that are meant, whether scans are read.

    ``whole`` says that no document stands in two batches, ``one`` that files without a symbol are of the only document.
    """

    glossary: str = ""
    accepted: Mapping[str, str] = {}
    ocr: bool = False
    whole: bool = False
    one: bool = False


def concord(
    batches: Iterable[Sequence[Source | Unread]], asked: Asked, whose: workers.Whose, jobs: int = 1
) -> Iterator[Compared]:
    """Yield what is told of each document in the batches; those that stand in several batches last.

    With one job all is done in this process.
    """
    told: list[Compared] = []
    task = partial(_parts, asked=asked)
    found = (
        ((batch, _here(batch, asked, whose)) for batch in _readable(batches, told))
        if jobs == 1
        else workers.work(_readable(batches, told), task, _lost, whose, jobs)
    )
    open_parts: dict[str, list[Part]] = {}
    for _, parts in found:
        yield from told
        told.clear()
        for part in parts:
            if part.versions:
                open_parts.setdefault(part.compared.symbol, []).append(part)
            else:
                yield part.compared
    yield from told
    known, terms = whose.authorities(), _terms(asked.glossary)
    for several in open_parts.values():
        if len(several) == 1:
            yield several[0].compared
        else:
            versions = [from_json(data) for part in several for data in part.versions]
            problems = tuple(problem for part in several for problem in part.compared.problems)
            yield of_versions(versions, known, terms, asked.accepted, problems)


def of_versions(
    versions: Sequence[Document],
    known: Authorities | None = None,
    glossary: Glossary | None = None,
    accepted: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
) -> Compared:
    """Return what is told of a document from its versions, the first where there are two of a language."""
    first: dict[str, Document] = {}
    said = list(problems)
    for version in versions:
        language = version.masthead.language
        if not language:
            text = "A version is in a language that nothing tells; it was left out."
            said.append(
                Problem("concord-language-unknown", "warning", text, version.symbol or "", "State its language.")
            )
        elif language in first:
            text = f"There is more than one version in {language}; the first was taken."
            said.append(Problem("concord-language-twice", "note", text, version.symbol or "", "Give one alone."))
        else:
            first[language] = version
    if not first:
        return Compared(versions[0].symbol or "" if versions else "", problems=tuple(said))
    order = [*LANGUAGES, *sorted(set(first) - set(LANGUAGES))]
    chosen = [first[language] for language in order if language in first]
    return compared(press.concord(chosen, known, glossary, accepted), tuple(said))


def read(sources: Sequence[Source], known: Authorities, *, ocr: bool = False) -> tuple[list[Document], list[Problem]]:
    """Return the documents of files, and what is to be said of those that cannot be read."""
    documents, problems = [], []
    for source in sources:
        try:
            document, _ = settled(press.read(source.data, source.name, known, ocr=ocr), source.name)
        except VerbaleError as error:
            problems.append(Problem("concord-unreadable", "error", error.text, source.path, error.advice))
        else:
            documents.append(document)
    return documents, problems


def grouped(documents: Sequence[Document], *, one: bool = False) -> list[list[Document]]:
    """Return documents by symbol, in the order in which they come; those without a symbol each alone.

    With ``one`` all are of one document unless they bear different symbols.
    """
    if one and documents and len({_key(document) for document in documents} - {""}) <= 1:
        return [list(documents)]
    groups: dict[str, list[Document]] = {}
    for number, document in enumerate(documents):
        groups.setdefault(_key(document) or f"#{number}", []).append(document)
    return list(groups.values())


def _key(document: Document) -> str:
    try:
        return symbols.parse(document.symbol or "").key
    except BadSymbol:
        return document.symbol or ""


def _parts(batch: Sequence[Source], asked: Asked) -> list[Part]:
    """Concord what a batch has of each document; what stumbles is told of and holds up no other."""
    signal.alarm(SECONDS)
    try:
        return _concorded(batch, asked, workers.known())
    finally:
        signal.alarm(0)


def _here(batch: Sequence[Source], asked: Asked, whose: workers.Whose) -> list[Part]:
    return _concorded(batch, asked, whose.authorities())


def _concorded(batch: Sequence[Source], asked: Asked, known: Authorities) -> list[Part]:
    documents, problems = read(batch, known, ocr=asked.ocr)
    parts = [Part(Compared("", problems=(problem,))) for problem in problems]
    for versions in grouped(documents, one=asked.one):
        try:
            told = of_versions(versions, known, _terms(asked.glossary), asked.accepted)
        except Exception as error:  # noqa: BLE001 - whatever it stumbles over, the other documents are compared
            text = f"The comparison stumbles over it: {error!r}."
            told = Compared(
                "", problems=(Problem("concord-unreadable", "error", text, versions[0].symbol or "", _LOOK),)
            )
        whole = asked.whole or len(told.languages) == len(LANGUAGES) or not told.symbol
        parts.append(Part(told, () if whole else tuple(to_json(version) for version in versions)))
    return parts


def _terms(toml: str) -> Glossary | None:
    return read_glossary(toml) if toml else None


def _lost(source: Source, text: str) -> Part:
    problem = Problem("concord-unreadable", "error", text, source.path, _LOOK)
    return Part(Compared("", problems=(problem,)))


def _readable(batches: Iterable[Sequence[Source | Unread]], told: list[Compared]) -> Iterator[list[Source]]:
    """Yield the batches without the files that could not be opened, of which ``told`` is to tell."""
    for batch in batches:
        told += [Compared("", problems=(one.problem,)) for one in batch if isinstance(one, Unread)]
        yield [one for one in batch if isinstance(one, Source)]
