"""Reading the masthead: every line as printed with the field it states, and what the mark-up says of its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

import msgspec

from verbale.authorities import authorities
from verbale.document import AgendaItem, Document, Evidence, Mark, Masthead, Session
from verbale.document.model import CoverField, Distribution
from verbale.formats.akn.parsing import Element, local
from verbale.formats.akn.vocabulary import cover_fields, from_alpha3, kind_names, kinds
from verbale.languages import LANGUAGES, language, phrase, read_agenda, read_date, read_dates, read_session
from verbale.problems import BadSymbol, MissingWording
from verbale.symbols import parse

_ITEMS = re.compile(r"\d{1,3}(?:\([a-z]{1,4}\))*(?: \d{1,3}(?:\([a-z]{1,4}\))*)*")
_FIGURES = re.compile(r"\d{1,3}")
_CATEGORIES: tuple[Distribution, ...] = (
    "general",
    "limited",
    "restricted",
    "confidential",
    "participants",
    "provisional",
)
_PARTED = re.compile("[/,،、]| and | et | y | e | и ")

Dates = tuple[tuple[date, date], ...]


class Line(msgspec.Struct, frozen=True):
    """A line of the masthead or the title: what it says, the element that holds it, and the element that says its field."""

    field: CoverField | None
    text: str
    marks: tuple[Mark, ...]
    holder: Element
    stated: Element


class Top(msgspec.Struct, frozen=True):
    """The top of a document: lines of the cover, the title, the line under it.

    ``composed`` says that our writer composed the lines from values, ``specimen`` that a line marks a made-up document.
    """

    cover: tuple[Line, ...]
    title: Line | None
    subtitle: Line | None
    composed: bool = False
    specimen: bool = False


def stated_field(holder: Element) -> tuple[CoverField | None, Element]:
    """Return the field that a line states, with the element that says so; None for a title."""
    fields = cover_fields()
    best: tuple[CoverField, Element] = ("other", holder)
    for element in holder.iter():
        tag = local(element)
        if tag == "docTitle":
            return None, element
        if tag == "authorialNote":
            break
        refers = element.get("refersTo", "").lstrip("#")
        field = fields.get(f"{tag}#{refers}") if refers else None
        field = field or fields.get(f"{tag}:{element.get('name')}" if tag == "inline" else tag)
        if best[0] == "other" and field and not (tag == "docDate" and refers == "adoptionDate"):
            best = (_named(element) if field == "body" and refers != "subsidiaryBody" else field, element)
    return best


def _named(element: Element) -> CoverField:
    """Return whether a name without a role is the organization's, a principal organ's or a body's."""
    name, known = " ".join("".join(element.itertext()).split()), authorities()
    if known.find_organization(name):
        return "organization"
    body = known.find_body(name)
    return "body" if body is None or known.bodies[body].parent else "organ"


def read_fields(top: Top, root: Element, *, own: bool) -> tuple[Document, tuple[Evidence, ...]]:
    """Return the document that the metadata and the masthead state, without cover and content, and the evidence."""
    tongue = from_alpha3(_value(root, "FRBRlanguage", "language"))
    symbol, stars = _symbol(top, root, own=own)
    first = _first(top.cover)
    organization, organ = first.get("organization"), first.get("organ")
    session, agenda = _session(first, symbol, tongue, own=own), _agenda(top.cover, tongue)
    masthead = Masthead(
        organization=organization.text if organization else "",
        organ=organ.text if organ else "",
        distribution=_distribution(first.get("distribution"), tongue),
        issued=_issued(first.get("issued"), tongue),
        language=tongue,
        originals=_languages(first.get("original")),
        languages=_languages(first.get("only")),
        job_number=_job_number(first.get("job-number"), root),
        stars=stars,
        advance="advance" in first,
    )
    body, line = _body(top.cover, symbol, first.get("symbol"))
    document = Document(
        symbol=symbol,
        kind=_kind(root),
        masthead=masthead,
        body=body,
        session=session,
        agenda=agenda,
    )
    stated = {
        "symbol": first.get("symbol") if symbol else None,
        "body": line,
        "masthead.organization": organization,
        "masthead.organ": organ,
        "masthead.distribution": first.get("distribution") if masthead.distribution else None,
        "masthead.issued": first.get("issued") if masthead.issued else None,
        "masthead.language": first.get("language"),
        "masthead.originals": first.get("original") if masthead.originals else None,
        "session": first.get("session") if session else None,
        "agenda": first.get("agenda") if agenda else None,
        "title": top.title,
        "subtitle": top.subtitle,
    }
    evidence = tuple(Evidence(key, (line.holder.sourceline or 0,), line.text) for key, line in stated.items() if line)
    return document, evidence


def _first(cover: Sequence[Line]) -> dict[CoverField, Line]:
    found: dict[CoverField, Line] = {}
    for line in cover:
        if line.field:
            found.setdefault(line.field, line)
    return found


def _value(root: Element, tag: str, name: str) -> str:
    found = next(root.iter(f"{{*}}{tag}"), None)
    return str(found.get(name, "")) if found is not None else ""


def _symbol(top: Top, root: Element, *, own: bool) -> tuple[str | None, str]:
    """Return the symbol and its stars; what the publisher marks as the symbol is one, whether Verbale knows its form or not."""
    line = _first(top.cover).get("symbol")
    text = line.text.strip() if line else _value(root, "FRBRnumber", "showAs") if not own else ""
    stars = "*" * (len(text) - len(text.rstrip("*")))
    try:
        return (str(parse(text)).rstrip("*") if text else None), stars
    except BadSymbol:
        return text.rstrip("*") or None, stars


def _kind(root: Element) -> str:
    stated = _value(root, "FRBRname", "value")
    if stated in kinds():
        return stated
    main = next((child for child in root if local(child) not in {"components", ""}), root)
    name = main.get("name", "")
    doc_type = main.find(".//{*}docType")
    refers = doc_type.get("refersTo", "").lstrip("#") if doc_type is not None else ""
    return kind_names().get(refers) or kind_names().get(name) or "document"


def _distribution(line: Line | None, tongue: str) -> Distribution:
    if line is None:
        return ""
    refers = line.stated.get("refersTo", "")
    for category in _CATEGORIES:
        if refers == f"#{category}Distribution":
            return category
    for category in _CATEGORIES:
        try:
            if line.text in {phrase(f"distribution.{category}", one) for one in (tongue, "en") if one in LANGUAGES}:
                return category
        except MissingWording:
            continue
    return ""


def _issued(line: Line | None, tongue: str) -> date | None:
    if line is None:
        return None
    return _day(line.stated.get("date", "")) or read_date(line.text, tongue or None) or read_date(line.text)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if day.year > 1 else None  # 0001-01-01 is how published files say that a date is not known


def _languages(line: Line | None) -> tuple[str, ...]:
    if line is None:
        return ()
    if refers := refers_to_languages(line.stated):
        return refers
    names = _PARTED.split(line.text.rpartition(":")[2].replace("only", ""))
    codes = [_printed_names().get(name.strip().casefold(), "") or from_alpha3(name.strip()) for name in names]
    return tuple(code for code in codes if code)


def refers_to_languages(element: Element) -> tuple[str, ...]:
    """Return the languages that an element refers to by their English names; none where it refers to anything else."""
    codes = [from_alpha3(name.lstrip("#")) for name in element.get("refersTo", "").split()]
    return tuple(codes) if all(codes) else ()


@cache
def _printed_names() -> dict[str, str]:
    return {name.casefold(): code for code in LANGUAGES for name in language(code).printed.values()}


def _job_number(line: Line | None, root: Element) -> str:
    if line is not None:
        return line.text
    found = root.find(".//{*}presentation//{*}docketNumber")
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _body(cover: Sequence[Line], symbol: str | None, printed: Line | None) -> tuple[str | None, Line | None]:
    """Return the body whose document it is: by the symbol, else the most specific that the masthead names."""
    known = authorities()
    if symbol and (by_symbol := known.body_of(symbol)):
        return by_symbol.id, printed
    named = ((known.find_body(line.text), line) for line in cover if line.field in {"organ", "body"})
    return max(((id_, line) for id_, line in named if id_), key=lambda one: one[0].count("/"), default=(None, None))


def _session(first: Mapping[CoverField, Line], symbol: str | None, tongue: str, *, own: bool) -> Session | None:
    """Return the session as its line says; where only its dates are printed, the session that the symbol names."""
    line, under = first.get("session"), first.get("session-dates")
    dates = _dates(under, tongue) if under else ()
    text = line.text if line else ""
    if text and not own and (name := read_session(text, tongue or None) or read_session(text)):
        return Session(name.kind, name.number, name.year, dates, text)
    stated = _by_code(line.stated.get("value", ""), dates, text) if line else None
    return stated or (_by_code(_session_of(symbol), dates, text) if dates and symbol else None)


def _session_of(symbol: str) -> str:
    try:
        return parse(symbol).session or ""
    except BadSymbol:
        return ""


def _by_code(value: str, dates: Dates, text: str) -> Session | None:
    """Return the session of a code: ``43``, ``2024``, ``S-34``, ``ES-10``."""
    head, _, number = value.rpartition("-")
    if not (number.isascii() and number.isdecimal()) or len(number) > 4:
        return None
    match head:
        case "S":
            return Session("special", int(number), None, dates, text)
        case "ES":
            return Session("emergency-special", int(number), None, dates, text)
        case "" if len(number) == 4:
            return Session("annual", None, int(number), dates, text)
        case "":
            return Session("regular", int(number), None, dates, text)
        case _:
            return None


def _dates(line: Line, tongue: str) -> Dates:
    days = [_day(element.get("date", "")) for element in line.stated.iter("{*}date", "{*}docDate")]
    known = [day for day in days if day]
    if known and len(known) % 2 == 0:
        return tuple(zip(known[::2], known[1::2], strict=True))
    return read_dates(line.text, tongue or None) or read_dates(line.text) or ()


def _agenda(cover: Sequence[Line], tongue: str) -> tuple[AgendaItem, ...]:
    at = next((at for at, line in enumerate(cover) if line.field == "agenda"), None)
    if at is None:
        return ()
    numbers = tuple(_numbers(cover[at], tongue))
    titles = []
    for line in cover[at + 1 :]:
        if line.field != "agenda-title":
            break
        titles.append(line.text)
    if len(titles) == 1 and len({number.partition("(")[0] for number in numbers}) == 1:
        titles *= len(numbers)
    titles += [""] * (len(numbers) - len(titles))
    return tuple(AgendaItem(number, title) for number, title in zip(numbers, titles, strict=False))


def _numbers(line: Line, tongue: str) -> Iterator[str]:
    value = line.stated.get("title", "")
    if _ITEMS.fullmatch(value):
        yield from value.split(" ")
    elif items := read_agenda(line.text, tongue or None) or read_agenda(line.text):
        yield from items.items
    elif figures := _FIGURES.search(value or line.text):
        yield figures[0]
