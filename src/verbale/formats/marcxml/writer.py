"""Writing a catalogue record in MARCXML (MARC 21 slim)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree

from verbale.authorities import Authorities, Body
from verbale.document import Document, Rendition, WriteOptions, Writing
from verbale.document.printing import clean
from verbale.document.record import (
    Record,
    is_communication,
    issued,
    lacking,
    place,
    publisher,
    record,
    senders,
    specimen,
    station,
    titles,
)
from verbale.formats.marcxml.vocabulary import Place, job, kind, mission, table
from verbale.formats.marcxml.vocabulary import place as place_of
from verbale.languages import language
from verbale.symbols import Symbol

_NAMESPACE = "http://www.loc.gov/MARC21/slim"
_LEADER = "00000nam a2200000 u 4500"
_NUMBER = re.compile(r"(?:[A-Za-z]+\.? )?(?:E?S-)?\d{1,4}/\d{1,4}(?: ?[A-Z](?:-[A-Z])?)?\.\s+")
_ADOPTED = {"resolution": "resolution /", "decision": "decision /", "presidential-statement": "statement /"}


class Field(msgspec.Struct, frozen=True):
    """A field of the record: tag, the two indicators, and subfields as code and value."""

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]


def describe(
    versions: Document | Sequence[Document],
    options: WriteOptions,
    renditions: Sequence[Rendition] = (),
    known: Authorities | None = None,
) -> Writing:
    """Return one catalogue record for a document in all its languages, as a MARCXML collection in UTF-8.

    ``renditions`` are the files that the record leads to; ``known`` the authority files (None: the United Nations').
    Raises CannotWrite where the versions are none of one document.
    """
    about = record(versions, known)
    where = place_of(station(about))
    root = etree.Element(f"{{{_NAMESPACE}}}collection", nsmap={None: _NAMESPACE})
    one = etree.SubElement(root, f"{{{_NAMESPACE}}}record")
    etree.SubElement(one, f"{{{_NAMESPACE}}}leader").text = _LEADER
    etree.SubElement(one, f"{{{_NAMESPACE}}}controlfield", tag="008").text = _fixed(about, where)
    for field in sorted(_fields(about, where, options, renditions), key=lambda field: field.tag):
        kept = [(code, clean(value).strip()) for code, value in field.subfields if value.strip()]
        if not kept:
            continue
        first, second = field.indicators[0], field.indicators[1]
        element = etree.SubElement(one, f"{{{_NAMESPACE}}}datafield", tag=field.tag, ind1=first, ind2=second)
        for code, value in kept:
            etree.SubElement(element, f"{{{_NAMESPACE}}}subfield", code=code).text = value
    etree.indent(root, " ")
    return Writing(etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n", lacking(about))


def _fixed(about: Record, where: Place) -> str:
    """Return field 008 of a text by an international body (``i``), entered and published on the day of issue; ``|`` is not coded."""
    day = issued(about)
    entered, year = (day.strftime("%y%m%d"), f"{day.year:04}") if day else ("||||||", "uuuu")
    country = where.country if station(about) else "xx "
    return f"{entered}s{year}    {country}||||||||||i||| 0 {language(about.language).bibliographic} d"


def _fields(about: Record, where: Place, options: WriteOptions, renditions: Sequence[Rendition]) -> Iterator[Field]:
    if station(about):
        yield from _control(about, where)
    yield _field("041", a="".join(sorted(language(code).bibliographic for code in about.languages)))
    yield from _numbers(about)
    yield from _title(about)
    yield from _issue(about, where)
    yield from _notes(about)
    yield from _entries(about)
    yield from _agenda(about)
    for code in about.languages:
        yield from _places(about, code, options, [one for one in renditions if one.language == code])


def _field(tag: str, indicators: str = "  ", **subfields: str) -> Field:
    return Field(tag, indicators, tuple(subfields.items()))


def _control(about: Record, where: Place) -> Iterator[Field]:
    """Yield the fields of the library's own administration."""
    for version in about.versions:
        number = job(version.masthead.job_number, where, language(version.masthead.language).letter)
        if number:
            yield _field("029", a="JN", b=number)
    yield _field("039", a=where.unit)
    yield _field("040", a=where.agency, b="eng")
    yield _field("049", a=where.code)
    yield _field("930", a="UND")
    if known := kind(about.main.kind):
        yield _field("089", b=known.code)
        codes = dict(zip("bc", known.types, strict=False))
        yield _field("989", a="Documents and Publications", **codes)
    else:
        yield _field("989", a="Documents and Publications")
    for row in _hierarchy(about.bodies):
        yield Field("981", "  ", tuple(zip("abc", row, strict=False)))


def _hierarchy(bodies: Sequence[Body]) -> list[list[str]]:
    """Return where the library's hierarchy has a body: by its own row or that of a body above, else by its and its organ's name."""
    rows, plenaries = table()["hierarchy"], table()["plenaries"]
    for body in reversed(bodies):
        if body.id in rows:
            return list(rows[body.id])
    if not bodies or bodies[-1].id in plenaries:
        return list(plenaries[bodies[-1].id]) if bodies else []
    return [[body.name("en") for body in dict.fromkeys((bodies[0], bodies[-1]))]]


def _numbers(about: Record) -> Iterator[Field]:
    head = about.main
    if head.masthead.distribution:
        yield _field("091", a=table()["distribution"].get(head.masthead.distribution, ""))
    session = str(head.session.number or head.session.year or "") if head.session else ""
    for symbol in about.symbols:
        yield _field("191", a=str(symbol).rstrip("*"), b=f"{symbol.body}/", c=symbol.session or session)
    if not about.symbols and head.body:
        yield _field("191", b=f"{head.body}/", c=session)
    for symbol in about.cited:
        yield _field("993", f"{_relation(symbol)} ", a=str(symbol))


def _relation(symbol: Symbol) -> str:
    relation: str = table()["related"].get(symbol.series or "", " ")
    return relation


def _title(about: Record) -> Iterator[Field]:
    found = titles(about)
    main, *others = found.items() if found else [(about.language, about.main.symbol or "")]
    title, what = main[1], _ADOPTED.get(about.main.kind, "")
    if what and about.language == "en" and about.bodies:
        title = _NUMBER.sub("", title, count=1)
        yield _field("245", "10", a=f"{title} :", b=what, c=f"adopted by the {about.bodies[-1].name('en')}")
    else:
        yield _field("245", "10", a=title)
    for code, other in others:
        yield _field("246", "31", i=f"{language(code).name_en} title:", a=other)


def _issue(about: Record, where: Place) -> Iterator[Field]:
    day = issued(about)
    months = table()["months"]["names"]
    printed = f"{day.day} {months[day.month - 1]} {day.year}" if day else ""
    own = bool(station(about))
    yield _field(
        "260", a=f"[{where.place}] :" if own else "", b="UN," if own else f"{publisher(about, 'en')},", c=printed
    )
    yield _field("269", a=day.isoformat() if day else "")


def _notes(about: Record) -> Iterator[Field]:
    if mark := specimen(about, "en"):
        yield _field("500", a=f"{mark}: a made-up document.")
    contents = [": ".join(filter(None, (annex.label, annex.title))) for annex in about.main.annexes]
    yield _field("505", "0 ", a=" -- ".join(filter(None, contents)))
    if originals := [language(code).name_en for code in about.main.masthead.originals]:
        yield _field("546", a=f"Original: {', '.join(originals)}.")
    for at, annex in enumerate(about.main.annexes):
        spoken = {version.annexes[at].language for version in about.versions if len(version.annexes) > at}
        if len(spoken) == 1 and {annex.language} != set(about.languages) and annex.language:
            name = "Annex" if len(about.main.annexes) == 1 else f"Annex {at + 1}"
            yield _field("546", a=f"{name} in {_english(annex.language)} only.")


def _english(code: str) -> str:
    return language(code).name_en if code in {"ar", "zh", "en", "fr", "ru", "es"} else code


def _entries(about: Record) -> Iterator[Field]:
    """Yield the subjects, and the headings of the sender and of the body."""
    for one in about.main.subjects:
        yield _field("650", " 4", **{"a": one.term, "0": one.address})
    said = about.main.communication
    for who in senders(said) if is_communication(about) else ():
        if said and (state := about.known.states.get(who.state)):
            office = mission(who.capacity, who.seat) if who.capacity and station(about) else ""
            yield _field("710", "2 ", a=". ".join(filter(None, (state.name("en", said.dated), office))))
    if about.bodies:
        body = about.bodies[-1]
        prefix = "UN. " if station(about) else ""
        yield _field("710", "2 ", a=table()["headings"].get(body.id, f"{prefix}{body.name('en')}"))
        if body.id.startswith("A/C.") and body.id[4:].isdecimal():
            yield _field("793", a=f"{int(body.id[4:]):02}")


def _agenda(about: Record) -> Iterator[Field]:
    session = about.main.session
    pattern = table()["agendas"].get(about.main.body or "", "") if session and session.number else ""
    symbol = pattern.format(session=session.number) if session and pattern else ""
    for item in about.main.agenda:
        title = clean(item.title).strip()
        yield _field("991", a=symbol, b=item.number, c=f"{title.rstrip('.')}." if title else "")


def _places(about: Record, code: str, options: WriteOptions, renditions: Sequence[Rendition]) -> Iterator[Field]:
    """Yield where a version is found, once for each of its files; the language is named as it names itself."""
    target, name = place(about, options, code), language(code).names[code]
    for one in renditions:
        yield _field("856", "40", u=target, f=one.name, q=one.media_type, s=f"{len(one.data)} bytes", y=name)
    if target and not renditions:
        yield _field("856", "40", u=target, y=name)
