"""How an edition comes into the archive: the one way in which documents, language versions and renditions are added.

Files first, then rows, then the log entry, in one transaction: a process that is stopped anywhere leaves either the
whole deposit or none that counts. Files without rows are harmless; the same deposit done again takes them over.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from verbale import symbols
from verbale.archive import log, ocfl, register
from verbale.archive.access import at_first
from verbale.archive.canonical import canonical, sha256
from verbale.archive.citing import edges, key_of
from verbale.archive.errors import Conflict
from verbale.archive.files import archive
from verbale.archive.models import CitationEdge, Expression, Name, Rendition, Ruling, Stored, SubjectEdge, Terms, Work
from verbale.archive.subjects import key_of_term
from verbale.archive.terms import terms_of
from verbale.document import Document, Edition, to_json
from verbale.document import Rendition as File
from verbale.problems import BadInput, Word

What = Literal["new", "reissue", "files", "same"]


class Change(msgspec.Struct, frozen=True):
    """What a deposit did to one language: "new", "reissue", "files" (further formats of what was there) or "same"."""

    language: str
    version: int
    what: What


class Deposit(msgspec.Struct, frozen=True):
    """What a deposit did: the key of its document, each language, and the number of its log entry, or None."""

    key: str
    symbol: str
    changes: tuple[Change, ...]
    entry: int | None

    @property
    def same(self) -> bool:
        """Whether everything was in the archive already, to the byte, and nothing was done."""
        return self.entry is None


class _Plan(msgspec.Struct, frozen=True):
    """What is to be done for one language: the files to add, to the version that is there or to a new one."""

    document: Document
    files: tuple[File, ...]
    change: Change
    held: Expression | None


@log.turn()
def deposit(
    edition: Edition,
    *,
    by: str,
    at: datetime.datetime,
    released: datetime.datetime | None = None,
    reissue: str = "",
    joins: str = "",
) -> Deposit:
    """Add an edition to the archive, and say what was new about it.

    The same bytes again change nothing. Another language joins its document. Other bytes for a language that is here
    are a new version of it, if they bear more stars, replace an advance version, or ``reissue`` gives the reason.
    ``released`` is when the public can first read it, if that is not ``at``. ``joins`` is the key of the document
    without a symbol that an edition without a symbol belongs to.

    Every language is also kept as JSON, the document itself. Raises BadInput for an edition that contradicts itself,
    Conflict for one that contradicts the archive, WrongState where the register has not given out its symbol.
    """
    number = log.begin()
    files = _files(edition)
    work = _find(edition, files, joins)
    plans = [_plan(work, version, files[version.masthead.language], reissue) for version in edition.versions]
    key = work.key if work else _key(edition, files)
    if all(plan.change.what == "same" for plan in plans):
        return Deposit(key, _symbol(edition), tuple(plan.change for plan in plans), None)
    register.settle(number, *_singles(edition))
    message = ", ".join(f"{p.change.language} {p.change.version} {p.change.what}" for p in plans if p.files)
    kept = ocfl.put(
        archive(),
        object_of(key),
        _state(work, plans),
        {file.sha256: file.data for plan in plans for file in plan.files},
        by=by,
        at=at,
        message=message,
    )
    if work is None:
        work = _new_work(number, key, edition)
    _add(number, work, plans, kept, released or at, reissue)
    Stored.objects.create(entry_id=number, object=object_of(key), version=kept.version, inventory=kept.inventory)
    facts = {"changes": [[p.change.language, p.change.version, p.change.what] for p in plans], "reason": reissue}
    log.write(number, "deposit", key, facts, by=by, at=at)
    return Deposit(key, work.symbol, tuple(plan.change for plan in plans), number)


def object_of(key: str) -> str:
    """Return the id of the stored object of a document."""
    return f"verbale:{key}"


def _files(edition: Edition) -> dict[str, tuple[File, ...]]:
    """Return the files of each language, the JSON of the document always among them."""
    languages = [version.masthead.language for version in edition.versions]
    if not languages or "" in languages or len(set(languages)) < len(languages):
        raise BadInput("An edition has one version for each of its languages.", where="versions")
    found: dict[str, tuple[File, ...]] = {}
    for version, lang in zip(edition.versions, languages, strict=True):
        mine = tuple(file for file in edition.renditions if file.language == lang)
        if all(file.format != "json" for file in mine):
            mine += (_as_json(version, lang),)
        for names in ([file.format for file in mine], [file.name for file in mine]):
            if len(set(names)) < len(names):
                raise BadInput(f"Two renditions are of one format or name: {', '.join(names)}.", where=lang)
        found[lang] = mine
    for file in edition.renditions:
        if file.language not in found:
            raise BadInput(f"{file.name} is of a language that has no version.", where=file.language)
        if sha256(file.data) != file.sha256:
            raise BadInput(f"The bytes of {file.name} are not those of its sha-256.", where=file.language)
    return found


def _as_json(version: Document, lang: str) -> File:
    data = to_json(version) + b"\n"
    stem = symbols.file_name(symbols.parse(version.symbol), [lang]) if version.symbol else lang
    return File(lang, "json", f"{stem}.json", "application/json", data, sha256(data))


def _symbol(edition: Edition) -> str:
    """Return the symbol in its canonical form, without stars; empty where there is none."""
    return str(symbols.parse(edition.symbol)).rstrip("*") if edition.symbol else ""


def _singles(edition: Edition) -> list[str]:
    """Return the symbols of the edition, each alone."""
    if not edition.symbol:
        return []
    parsed = symbols.parse(edition.symbol)
    return [str(single).rstrip("*") for single in parsed.joint or (parsed,)]


def _key(edition: Edition, files: Mapping[str, Sequence[File]]) -> str:
    """Return the name of a new document for good."""
    if edition.symbol:
        return key_of(edition.symbol)
    first = files[edition.versions[0].masthead.language]
    return f"sha256:{next(file.sha256 for file in first if file.format == 'json')}"


def _find(edition: Edition, files: Mapping[str, Sequence[File]], joins: str) -> Work | None:
    """Return the document in the archive that this is an edition of."""
    if edition.symbol:
        keys = {key_of(edition.symbol), *map(key_of, _singles(edition))}
        works = list(Work.objects.filter(names__key__in=keys).distinct())
        if len(works) > 1:
            names = tuple(map(str, works))
            raise Conflict(
                f"{edition.symbol} names several documents of the archive: {', '.join(names)}.",
                wording=("refusal.several", {"symbol": edition.symbol, "documents": names}),
            )
        return works[0] if works else None
    if joins:
        work = Work.objects.filter(key=joins, symbol="").first()
        if work is None:
            raise Conflict(f"The archive holds no document without symbol under {joins}.")
        return work
    same = [file.sha256 for of in files.values() for file in of if file.format == "json"]
    return Work.objects.filter(symbol="", expressions__renditions__sha256__in=same).distinct().first()


def _plan(work: Work | None, document: Document, files: Sequence[File], reissue: str) -> _Plan:
    lang = document.masthead.language
    versions = list(work.expressions.filter(language=lang).order_by("-version")) if work else []
    given = {file.format: file.sha256 for file in files}
    for version in versions:
        held = dict(version.renditions.values_list("format", "sha256"))
        if all(held.get(form, digest) == digest for form, digest in given.items()):
            new = tuple(file for file in files if file.format not in held)
            if new and version is not versions[0]:
                break
            return _Plan(document, new, Change(lang, version.version, "files" if new else "same"), version)
    if not versions:
        return _Plan(document, tuple(files), Change(lang, 1, "new"), None)
    latest, head = versions[0], document.masthead
    if not (reissue or len(head.stars) > latest.stars or (latest.stage == "advance" and not head.advance)):
        raise Conflict(
            f"{work} is in the archive in this language with other bytes.",
            where=lang,
            advice="What was issued stays: reissue it with a star or a reason, or issue a corrigendum.",
            wording=("refusal.issued-otherwise", {"document": work, "language": Word(f"language.{lang}")}),
        )
    return _Plan(document, tuple(files), Change(lang, latest.version + 1, "reissue"), None)


def _state(work: Work | None, plans: Sequence[_Plan]) -> dict[str, str]:
    """Return the whole document as it is after the deposit: the newest version of every language, path to sha-256."""
    state: dict[str, str] = {}
    replaced = {plan.change.language for plan in plans if plan.change.what == "reissue"}
    if work is not None:
        newest: dict[str, Expression] = {
            e.language: e for e in work.expressions.order_by("version").prefetch_related("renditions")
        }
        for lang, expression in newest.items():
            if lang not in replaced:
                state |= {f"{lang}/{r.name}": r.sha256 for r in expression.renditions.all()}
    for plan in plans:
        for file in plan.files:
            path = f"{plan.change.language}/{file.name}"
            if "/" in file.name or file.name in {"", ".", ".."} or path in state:
                raise BadInput(f"“{file.name}” is no name for a new file here.", where=plan.change.language)
            state[path] = file.sha256
    return state


def _new_work(number: int, key: str, edition: Edition) -> Work:
    first = edition.versions[0]
    symbol = symbols.parse(edition.symbol) if edition.symbol else None
    suffixes = symbol.suffixes if symbol else ()
    communication, session = first.communication, first.session
    work = Work.objects.create(
        entry_id=number,
        key=key,
        symbol=_symbol(edition),
        base=key_of(_singles(edition)[0]).rpartition("/")[0] if suffixes else "",
        change=suffixes[-1][0] if suffixes else "",
        kind=first.kind,
        body=first.body or (symbol.body if symbol else ""),
        session=(symbol.session if symbol else None) or str((session and (session.number or session.year)) or ""),
        distribution=first.masthead.distribution,
        agenda=canonical([item.number for item in first.agenda]),
        sender=communication.sender.state if communication else "",
        dated=communication.dated if communication else None,
    )
    names = {key_of(text): text for text in (work.symbol, *_singles(edition)) if text}
    Name.objects.bulk_create(Name(entry_id=number, work=work, symbol=text, key=one) for one, text in names.items())
    access = at_first(first.masthead.distribution)
    Ruling.objects.create(entry_id=number, work=work, step=1, access=access, reason="")
    return work


def _add(
    number: int, work: Work, plans: Sequence[_Plan], kept: ocfl.Kept, released: datetime.datetime, reissue: str
) -> None:
    """Add the rows of the languages that bring files, table by table."""
    wanted = [plan for plan in plans if plan.files]
    made = iter(
        Expression.objects.bulk_create(
            _expression(number, work, plan, released, reissue) for plan in wanted if plan.held is None
        )
    )
    pairs = [(plan, plan.held or next(made)) for plan in wanted]
    new = [(plan, expression) for plan, expression in pairs if plan.held is None]
    CitationEdge.objects.bulk_create(
        CitationEdge(entry_id=number, expression=expression, symbol=e.symbol, key=e.key, kind=e.kind, times=e.times)
        for plan, expression in new
        for e in edges(plan.document.citations)
    )
    SubjectEdge.objects.bulk_create(
        SubjectEdge(entry_id=number, expression=expression, key=key, term=one.term, address=one.address)
        for plan, expression in new
        for one in plan.document.subjects
        if (key := key_of_term(one.term))
    )
    Terms.objects.bulk_create(
        Terms(expression=expression, title=found.title, text=found.text)
        for plan, expression in new
        for found in (terms_of(plan.document),)
    )
    Rendition.objects.bulk_create(
        Rendition(
            entry_id=number,
            expression=expression,
            format=file.format,
            name=file.name,
            media_type=file.media_type,
            sha256=file.sha256,
            size=len(file.data),
            path=kept.paths[file.sha256],
        )
        for plan, expression in pairs
        for file in plan.files
    )


def _expression(number: int, work: Work, plan: _Plan, released: datetime.datetime, reissue: str) -> Expression:
    """Return the row of a language version, not saved yet."""
    head, again = plan.document.masthead, plan.change.what == "reissue"
    return Expression(
        entry_id=number,
        work=work,
        language=head.language,
        version=plan.change.version,
        stage="advance" if head.advance else "reissued" if again and (head.stars or reissue) else "issued",
        stars=len(head.stars),
        reason=reissue if again else "",
        title=plan.document.title,
        issued=head.issued,
        released=released,
        job_number=head.job_number,
    )
