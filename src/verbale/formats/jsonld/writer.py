"""Writing JSON-LD: the work, its language versions with their files, and its annexes, as one graph."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from verbale.authorities import Authorities
from verbale.document import Annex, Document, Rendition, WriteOptions, Writing
from verbale.document.printing import clean
from verbale.document.record import (
    Record,
    address_of,
    authors,
    distribution,
    is_communication,
    issued,
    issuer,
    lacking,
    place,
    publisher,
    record,
    specimen,
    titles,
)
from verbale.symbols import Symbol, akn_work

_UNDO = "https://w3id.org/un/ontology/undo/"

Node = dict[str, Any]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("verbale.formats.jsonld").joinpath("jsonld.toml").read_text("utf-8"))


def describe(
    versions: Document | Sequence[Document],
    options: WriteOptions,
    renditions: Sequence[Rendition] = (),
    known: Authorities | None = None,
) -> Writing:
    """Return a document in all its languages as JSON-LD in UTF-8.

    The work is known by the address of the document, each version by its own; without an address they are blank nodes.
    ``renditions`` are the files of the versions, each named with its media type, size and sha-256; ``known`` the authority files
    (None: the United Nations'). Raises CannotWrite where the versions are none of one document.
    """
    about = record(versions, known)
    graph = [_work(about, options)]
    graph += (_version(about, one, options, renditions) for one in about.versions)
    graph += (_annex(about, annex, options) for annex in about.main.annexes)
    whole = {"@context": _table()["context"], "@graph": graph}
    return Writing(msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n", lacking(about))


def _id(about: Record, options: WriteOptions, language: str = "") -> str:
    """Return the identifier of the work, or of a version."""
    target = place(about, options, language)
    if not target:
        return f"_:{language or 'work'}"
    return f"{target}#{language}" if language and options.address else target


def _annex_id(about: Record, annex: Annex, options: WriteOptions) -> str:
    target = place(about, options)
    return f"{target}#{annex.id}" if target else f"_:{annex.id}"


def _said(words: dict[str, str]) -> list[Node]:
    """Return words in several languages as values with their languages."""
    return [{"@language": language, "@value": text} for language, text in words.items() if text]


def _in_all(about: Record, say: Callable[[Record, str], str]) -> list[Node]:
    return _said({language: say(about, language) for language in about.languages})


def _full(node: Node) -> Node:
    """Return a node without the terms that have nothing to say; a list of one is that one."""
    found = {}
    for term, value in node.items():
        if value not in (None, "", [], {}):
            found[term] = value[0] if isinstance(value, list) and len(value) == 1 else value
    return found


def _work(about: Record, options: WriteOptions) -> Node:
    main = about.main
    kind = _table()["kinds"].get(main.kind, _table()["kinds"]["document"])
    dated = main.communication.dated if main.communication else None
    day = issued(about)
    return _full(
        {
            "id": _id(about, options),
            "type": kind["type"],
            "additionalType": _UNDO + kind["undo"],
            "name": _said(titles(about)),
            "genre": kind.get("genre", ""),
            "identifier": list(_identifiers(about)),
            "legislationIdentifier": main.symbol if kind["type"] == "Legislation" else "",
            "reportNumber": main.symbol if kind["type"] == "Report" else "",
            "inLanguage": list(about.languages),
            "dateCreated": dated.isoformat() if dated else "",
            "datePublished": day.isoformat() if day else "",
            "sourceOrganization": _senders(about),
            "legislationPassedBy": _organization(about, issuer) if kind["type"] == "Legislation" else "",
            "publisher": _organization(about, publisher, same=True),
            "about": list(_topics(about)),
            "citation": [_cited(symbol) for symbol in about.cited],
            "creativeWorkStatus": specimen(about, about.language),
            "workExample": [_id(about, options, language) for language in about.languages],
            "isPartOf": _session(about),
            "hasPart": [_annex_id(about, annex, options) for annex in main.annexes],
        }
    )


def _session(about: Record) -> Node:
    """Return the documents of the body at its session, which the document is one of."""
    name = _in_all(about, issuer)
    printed = {one.masthead.language: one.session.text for one in about.versions if one.session}
    dates = about.main.session.dates if about.main.session else ()
    covered = f"{dates[0][0].isoformat()}/{dates[-1][1].isoformat()}" if dates else ""
    series = {"type": "CreativeWorkSeries", "name": name, "alternateName": _said(printed), "temporalCoverage": covered}
    return _full(series) if name else {}


def _identifiers(about: Record) -> Iterator[Node]:
    for symbol in about.symbols:
        yield {"type": "PropertyValue", "propertyID": "symbol", "value": str(symbol)}
    said = about.main.communication
    if about.symbols and said and said.dated and is_communication(about):
        iri = akn_work(about.symbols[0], said.dated, "doc/communication")
        yield {"type": "PropertyValue", "propertyID": "akn", "value": iri}


def _senders(about: Record) -> list[Node]:
    """Return who sent it, each with its name in all languages."""
    named = zip(*(authors(about, language) for language in about.languages), strict=True)
    found = [_said(dict(zip(about.languages, names, strict=True))) for names in named]
    return [{"type": "GovernmentOrganization", "name": name} for name in found if name]


def _organization(about: Record, say: Callable[[Record, str], str], *, same: bool = False) -> Node:
    name = _in_all(about, say)
    code = about.bodies[0].organization if about.bodies else ""
    elsewhere = _table()["organizations"].get(code, "") if same and code != "source" else ""
    return _full({"type": "Organization", "name": name, "sameAs": elsewhere}) if name else {}


def _topics(about: Record) -> Iterator[Node]:
    """Yield the agenda items, each with its title in all languages, and the subjects."""
    for at, item in enumerate(about.main.agenda):
        named = {
            version.masthead.language: clean(version.agenda[at].title).strip()
            for version in about.versions
            if len(version.agenda) > at
        }
        yield _full({"type": "DefinedTerm", "termCode": item.number, "name": _said(named)})
    for one in about.main.subjects:
        yield {"id": clean(one.address), "type": "DefinedTerm", "name": clean(one.term)}


def _cited(symbol: Symbol) -> Node:
    text, target = str(symbol), address_of(symbol)
    law = symbol.series in {"RES", "DEC"}
    node = {"id": target, "type": "Legislation" if law else "CreativeWork", "name": text}
    return _full({**node, "legislationIdentifier": text if law else ""})


def _version(about: Record, version: Document, options: WriteOptions, renditions: Sequence[Rendition]) -> Node:
    language, head = version.masthead.language, version.masthead
    source = next((one for one in head.originals if one in about.languages and one != language), "")
    from_here = [one.masthead.language for one in about.versions if language in one.masthead.originals]
    return _full(
        {
            "id": _id(about, options, language),
            "type": "DigitalDocument",
            "exampleOfWork": _id(about, options),
            "inLanguage": language,
            "name": _said({language: titles(about).get(language, "")}),
            "datePublished": head.issued.isoformat() if head.issued else "",
            "translationOfWork": _id(about, options, source) if source else "",
            "workTranslation": [_id(about, options, one) for one in from_here if one != language],
            "conditionsOfAccess": _said(dict([distribution(version)[::-1]])),
            "creativeWorkStatus": specimen(about, language),
            "url": place(about, options, language),
            "encoding": [_file(one) for one in renditions if one.language == language],
        }
    )


def _file(one: Rendition) -> Node:
    return {
        "type": "MediaObject",
        "name": one.name,
        "encodingFormat": one.media_type,
        "contentSize": f"{len(one.data)} B",
        "sha256": one.sha256,
    }


def _annex(about: Record, annex: Annex, options: WriteOptions) -> Node:
    """Return an annex; one that stands in one language in all versions is of that language."""
    at = about.main.annexes.index(annex)
    parts = [version.annexes[at] for version in about.versions if len(version.annexes) > at]
    languages = sorted({part.language or about.language for part in parts})
    names = {
        part.language or about.language: ": ".join(filter(None, (clean(part.label).strip(), clean(part.title).strip())))
        for part in parts
    }
    return _full(
        {
            "id": _annex_id(about, annex, options),
            "type": "CreativeWork",
            "isPartOf": _id(about, options),
            "inLanguage": languages,
            "name": _said(names),
        }
    )
