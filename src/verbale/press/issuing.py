"""Issuing: one document in all its languages, every rendition made once and known by its sha-256."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import msgspec

from verbale import formats as table
from verbale import symbols
from verbale.authorities import Authorities
from verbale.authorities import authorities as of_the_un
from verbale.communications.forms import session_code
from verbale.document import AgendaItem, Document, Edition, Rendition, WriteOptions, Writing
from verbale.document.cover import compose
from verbale.languages import LANGUAGES
from verbale.press.wording import in_language
from verbale.problems import BadInput, BadSymbol, Problem

FORMATS = ("pdf", "html", "markdown", "json")


def issue(
    documents: Document | Sequence[Document],
    *,
    on: datetime.date,
    symbol: str | None = None,
    languages: Sequence[str] = LANGUAGES,
    formats: Sequence[str] = FORMATS,
    authorities: Authorities | None = None,
    options: WriteOptions | None = None,
    each: Callable[[Rendition], None] | None = None,
) -> Edition:
    """Issue a document: its language versions with their mastheads, each in every format.

    ``documents`` is one language version, or several of one document: a language that is not among them is written
    from the first, as far as official wording goes. ``on`` is the date of issue that all mastheads bear. ``symbol`` is
    needed unless the first document bears one. ``each`` is called with every rendition as it is made. The edition's
    problems say what stands untranslated or provisional; the same input gives the same bytes.

    Raises BadSymbol where the symbol is absent or may not be minted, BadInput where there is no document,
    MissingWording and NotKnown where official wording is lacking, CannotWrite where a rendition cannot be made.
    """
    given = (documents,) if isinstance(documents, Document) else tuple(documents)
    if not given:
        raise BadInput("There is no document to issue.", advice="Give at least one language version.")
    known = authorities or of_the_un()
    number = _minted(symbol or given[0].symbol, known)
    versions: list[Document] = []
    problems: list[Problem] = []
    for language in languages:
        ready = next((d for d in given if d.masthead.language == language), given[0])
        version, lacking = in_language(_registered(ready, number, on, given[0], known), language, known)
        versions.append(msgspec.structs.replace(version, cover=compose(version, known)))
        problems += lacking
    renditions: list[Rendition] = []
    rows = [table.by_name(name) for name in formats]
    # One at a time: the descriptions begin when the texts that they name are there.
    made = chain(_texts(versions, rows, options), _descriptions(versions, rows, options, renditions, known))
    for rendition, lost in made:
        problems += lost
        renditions.append(rendition)
        if each is not None:
            each(rendition)
    return Edition(number, tuple(versions), tuple(renditions), tuple(dict.fromkeys(problems)))


def _minted(text: str | None, known: Authorities) -> str:
    if not text:
        raise BadSymbol(
            "An official document is issued under a symbol, and this one bears none.",
            where="symbol",
            advice="Register it and give its symbol; it is never guessed.",
        )
    return str(symbols.mint(text, known.bodies))


def _registered(document: Document, symbol: str, on: datetime.date, first: Document, known: Authorities) -> Document:
    """Return the document with what registration settles: symbol, date, distribution, original language.

    A communication that came without a masthead gets the dates of its session and the titles of its agenda items as
    the authority files have them.
    """
    head = document.masthead
    fields = {line.field for line in document.cover}
    body, session, agenda = document.body or "", document.session, document.agenda
    if session and not session.dates and "session" not in fields:
        record = known.session(body, session_code(session))
        session = msgspec.structs.replace(session, dates=record.planned if record else ())
    if "agenda" not in fields:
        agenda = tuple(
            AgendaItem(item.number, item.title or known.agenda_title(body, item.number, head.language, on) or "")
            for item in agenda
        )
    return msgspec.structs.replace(
        document,
        symbol=symbol,
        session=session,
        agenda=agenda,
        masthead=msgspec.structs.replace(
            head,
            issued=on,
            distribution=head.distribution or "general",
            originals=head.originals or first.masthead.originals or (first.masthead.language,),
        ),
    )


Made = tuple[Rendition, list[Problem]]


def _texts(versions: Sequence[Document], rows: Sequence[table.Format], options: WriteOptions | None) -> Iterator[Made]:
    """Make every language version in every format of texts, one at a time."""
    for version in versions:
        language = version.masthead.language
        for row in rows:
            if row.describer is None:
                writing = row.write(version, options)
                lost = [_placed(p, f"{language}.{row.name}") for p in writing.problems]
                yield _rendition(version, [language], row, language, writing), lost


def _descriptions(
    versions: Sequence[Document],
    rows: Sequence[table.Format],
    options: WriteOptions | None,
    renditions: Sequence[Rendition],
    known: Authorities,
) -> Iterator[Made]:
    """Make the descriptions of the document, which name the files that were made before them."""
    files = tuple(renditions)
    for row in rows:
        if row.describer is not None:
            writing = row.describe(versions, options, files, known)
            yield _rendition(versions[0], [], row, "mul", writing), [_placed(p, row.name) for p in writing.problems]


def _placed(problem: Problem, where: str) -> Problem:
    return msgspec.structs.replace(problem, where=f"{where}: {problem.where}".rstrip(": "))


def _rendition(
    version: Document, languages: list[str], row: table.Format, language: str, writing: Writing
) -> Rendition:
    stem = symbols.file_name(symbols.parse(version.symbol or ""), languages)
    digest = hashlib.sha256(writing.data).hexdigest()
    return Rendition(language, row.name, stem + row.suffixes[0], row.media_type, writing.data, digest)
