"""The record of a document in all its languages: what catalogues and citations say of it, as one value.

A description is of the document and not of one file: its language versions have one symbol, one date and one sender, and a title
each. Every format of description (MARC, Dublin Core, JSON-LD, BibTeX ...) is written from this.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

import msgspec

from verbale.authorities import Authorities, Body, authorities
from verbale.document.model import Communication, Document, Masthead, Sender
from verbale.document.printing import address, clean, spoken
from verbale.document.results import WriteOptions
from verbale.languages import LANGUAGES, phrase
from verbale.problems import BadSymbol, CannotWrite, MissingWording, NotKnown, Problem
from verbale.symbols import Symbol, parse

_JOB = re.compile(r"(?:([A-Z]+)\.)?\s*\d{2}-\d{4}")
_COMMUNICATIONS = {"note-verbale", "letter", "identical-letters"}


class Record(msgspec.Struct, frozen=True):
    """What a description says.

    ``versions`` stand in the order of the six languages, ``main`` is the one whose language a description in one language
    speaks: English where there is English, else an original, else the first. ``symbols`` are the single ones of a double
    symbol; ``bodies`` go from the principal organ down to the body whose document it is; ``cited`` are the symbols that any
    version cites. ``known`` are the authority files.
    """

    versions: tuple[Document, ...]
    main: Document
    symbols: tuple[Symbol, ...]
    bodies: tuple[Body, ...]
    cited: tuple[Symbol, ...]
    known: Authorities

    @property
    def language(self) -> str:
        """The language of the main version."""
        return self.main.masthead.language

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the versions."""
        return tuple(version.masthead.language for version in self.versions)


def record(versions: Document | Sequence[Document], known: Authorities | None = None) -> Record:
    """Return the record of one document, given in one language or in several.

    Raises CannotWrite where there is no version, where two have the same language, where one is in none of the six languages,
    or where they bear different symbols.
    """
    given = (versions,) if isinstance(versions, Document) else tuple(versions)
    _check(given)
    ordered = tuple(sorted(given, key=lambda version: LANGUAGES.index(version.masthead.language)))
    by_language = {version.masthead.language: version for version in ordered}
    wanted = ("en", *(language for version in ordered for language in version.masthead.originals))
    main = next((by_language[language] for language in wanted if language in by_language), ordered[0])
    known = known or authorities()
    symbol = _parsed(main.symbol or "")
    own = (symbol.joint or (symbol,)) if symbol else ()
    return Record(ordered, main, own, tuple(_bodies(main, known)), tuple(_cited(ordered, own)), known)


def _check(versions: Sequence[Document]) -> None:
    if not versions:
        raise CannotWrite("There is no document to describe.", advice="Give at least one language version.")
    languages = [version.masthead.language for version in versions]
    if unknown := [language for language in languages if language not in LANGUAGES]:
        raise CannotWrite(
            f"A version is in {unknown[0]!r}, which is none of the six languages.",
            where="masthead.language",
            advice="Give the language of each version.",
        )
    if len(set(languages)) < len(languages):
        raise CannotWrite(f"Of {', '.join(languages)} two are the same language.", advice="Give each language once.")
    symbols = {_key(version.symbol or "") for version in versions}
    if len(symbols) > 1:
        raise CannotWrite(
            f"The versions bear different symbols: {', '.join(sorted(str(version.symbol) for version in versions))}.",
            where="symbol",
            advice="Describe each document by itself.",
        )


def _parsed(text: str) -> Symbol | None:
    try:
        return parse(text) if "/" in text else None
    except BadSymbol:
        return None


def _key(text: str) -> str:
    symbol = _parsed(text)
    return symbol.key if symbol else text


def _bodies(document: Document, known: Authorities) -> Iterator[Body]:
    """Yield the bodies from the principal organ down."""
    chain: list[Body] = []
    one = known.bodies.get(document.body or "")
    while one is not None and one not in chain:
        chain.append(one)
        one = known.bodies.get(one.parent)
    yield from reversed(chain)


def _cited(versions: Sequence[Document], own: Sequence[Symbol]) -> Iterator[Symbol]:
    seen = {symbol.key for symbol in own}
    for version in versions:
        for citation in version.citations:
            symbol = _parsed(citation.symbol)
            if symbol and symbol.key not in seen:
                seen.add(symbol.key)
                yield symbol


def titles(record: Record) -> dict[str, str]:
    """Return the title in each language, the main one first; a version without a title has none."""
    versions = (record.main, *(version for version in record.versions if version is not record.main))
    return {version.masthead.language: title for version in versions if (title := clean(version.title).strip())}


def issued(record: Record) -> datetime.date | None:
    """Return the day that the masthead bears, the main version's first."""
    days = (version.masthead.issued for version in (record.main, *record.versions))
    return next((day for day in days if day), None)


def senders(said: Communication | None) -> tuple[Sender, ...]:
    """Return who sent a communication, one State or several together; nobody where it is not known."""
    return (said.sender, *said.others) if said and said.sender.state else ()


def authors(record: Record, language: str) -> tuple[str, ...]:
    """Return who sent the communication: "Permanent Mission of Valdoria to the United Nations Office at Geneva".

    Empty where no sender is known; a name is empty where its State is not, or where the language lacks a form of it.
    """
    said = record.main.communication
    return tuple(_author(record, who, said.dated if said else None, language) for who in senders(said))


def _author(record: Record, who: Sender, on: datetime.date | None, language: str) -> str:
    if (state := record.known.states.get(who.state)) is None:
        return ""
    capacity, seat = record.known.capacities.get(who.capacity), record.known.seats.get(who.seat)
    try:
        where = seat.form(language) if seat else ""
        if capacity is None:
            return state.name(language, on)
        if language == "zh":
            return state.name(language, on) + capacity.form(language).format(seat=where)
        return " ".join(word for word in (capacity.form(language), state.of(language, on), where) if word)
    except MissingWording:
        return ""


def issuer(record: Record, language: str) -> str:
    """Return the body whose document it is, in a language; as the masthead prints it where no authority file knows it."""
    try:
        if record.bodies:
            return record.bodies[-1].name(language)
    except MissingWording:
        pass
    return clean(record.main.masthead.organ)


def publisher(record: Record, language: str) -> str:
    """Return the organization that issues the document, in a language; as the masthead prints it where none is known."""
    try:
        if record.bodies:
            return record.known.organization_of(record.bodies[-1].id).name(language)
    except (MissingWording, NotKnown):
        pass
    return clean(record.main.masthead.organization)


def place(record: Record, options: WriteOptions, language: str = "") -> str:
    """Return the address of the document, of a version where a language is given; empty where it has none.

    An address that is told is the document's in all its languages.
    """
    if options.address or not language:
        head = record.main.masthead
        anywhere = Document(symbol=record.main.symbol, masthead=Masthead(organization=head.organization))
        return address(anywhere, options)
    version = next((one for one in record.versions if one.masthead.language == language), record.main)
    return address(version, options)


def address_of(symbol: Symbol, language: str = "") -> str:
    """Return the public address of a document that is cited, in a language where one is given; empty where there is none."""
    return address(Document(symbol=str(symbol), masthead=Masthead(language=language)), WriteOptions())


def station(record: Record) -> str:
    """Return the letters of the duty station in job numbers, "GE", "N" or "V", which tell where the document was made.

    By its job number, else by where its body sits; empty where another organization than the United Nations issues it.
    """
    if record.bodies and record.bodies[0].organization != "UN":
        return ""
    found = _JOB.match(record.main.masthead.job_number)
    if found:
        return found[1] or "N"
    return "GE" if record.bodies and record.bodies[-1].style == "geneva" else "N"


def distribution(version: Document) -> tuple[str, str]:
    """Return the line of distribution as the masthead prints it, and its language; both empty where there is none."""
    category, language = version.masthead.distribution, version.masthead.language
    if not category:
        return "", ""
    try:
        line = phrase(f"distribution.{category}", language)
    except MissingWording:
        return "", ""
    return line, spoken(line, language, "en")


def is_communication(record: Record) -> bool:
    """Say whether the document is a communication of a Government."""
    return record.main.kind in _COMMUNICATIONS


def specimen(record: Record, language: str) -> str:
    """Return the words that mark a made-up document, in a language; empty for a real one."""
    return phrase("specimen", language) if any(version.specimen for version in record.versions) else ""


def lacking(record: Record) -> tuple[Problem, ...]:
    """Return what a description should have and this one has not: symbol, date, a title in each language."""
    found = []
    if not record.symbols:
        advice = "Describe it again when it has its symbol; until then nothing can be found by it."
        found.append(Problem("describe-symbol-absent", "warning", "The document bears no symbol.", "symbol", advice))
    if issued(record) is None:
        advice = "Give the date of issue."
        found.append(
            Problem("describe-date-absent", "warning", "The document bears no date.", "masthead.issued", advice)
        )
    without = [language for language in record.languages if language not in titles(record)]
    if without:
        text = f"There is no title in {', '.join(without)}."
        found.append(Problem("describe-title-absent", "warning", text, "title", "Give the title of each version."))
    return tuple(found)
