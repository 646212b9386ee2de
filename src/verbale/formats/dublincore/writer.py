"""Writing unqualified Dublin Core as OAI-PMH carries it (``oai_dc``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from verbale.authorities import Authorities
from verbale.document import Document, Rendition, WriteOptions, Writing
from verbale.document.printing import clean
from verbale.document.record import (
    Record,
    address_of,
    authors,
    distribution,
    issued,
    issuer,
    lacking,
    place,
    publisher,
    record,
    specimen,
    titles,
)

_OAI = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DC = "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{_OAI} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def describe(
    versions: Document | Sequence[Document],
    options: WriteOptions,
    renditions: Sequence[Rendition] = (),
    known: Authorities | None = None,
) -> Writing:
    """Return one Dublin Core record for a document in all its languages, as XML in UTF-8.

    Titles, names and subjects stand once in each language, said by ``xml:lang``. The media types of ``renditions`` are its
    formats; ``known`` are the authority files (None: the United Nations'). Raises CannotWrite where the versions are none of one
    document.
    """
    about = record(versions, known)
    root = etree.Element(f"{{{_OAI}}}dc", nsmap={"oai_dc": _OAI, "dc": _DC, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", _SCHEMA)
    for term, text, language in _terms(about, options, renditions):
        if words := clean(text).strip():
            element = etree.SubElement(root, f"{{{_DC}}}{term}")
            element.text = words
            if language:
                element.set(_LANG, language)
    etree.indent(root, " ")
    return Writing(etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n", lacking(about))


def _terms(about: Record, options: WriteOptions, renditions: Sequence[Rendition]) -> Iterator[tuple[str, str, str]]:
    """Yield the terms in the order of the element set: name, words, and their language."""
    languages, day = about.languages, issued(about)
    yield from (("title", title, language) for language, title in titles(about).items())
    for language in languages:
        names = tuple(filter(None, authors(about, language))) or (issuer(about, language),)
        yield from (("creator", name, language) for name in names)
    for version in about.versions:
        yield from (("subject", item.title, version.masthead.language) for item in version.agenda)
    yield from (("subject", one.term, "") for one in about.main.subjects)
    yield from (("description", specimen(about, language), language) for language in languages)
    yield from (("publisher", publisher(about, language), language) for language in languages)
    yield "date", day.isoformat() if day else "", ""
    yield "type", "Text", ""
    yield "type", about.main.kind.replace("-", " "), "en"
    yield from (("format", media, "") for media in sorted({one.media_type for one in renditions}))
    yield from (("identifier", str(symbol), "") for symbol in about.symbols)
    yield from (("identifier", target, "") for target in _places(about, options))
    yield from (("language", language, "") for language in languages)
    yield from (("relation", address_of(symbol) or str(symbol), "") for symbol in about.cited)
    yield from (("rights", line, language) for line, language in dict.fromkeys(map(distribution, about.versions)))


def _places(about: Record, options: WriteOptions) -> tuple[str, ...]:
    """Return the addresses of the document and of its versions, each once."""
    return tuple(dict.fromkeys(place(about, options, language) for language in ("", *about.languages)))
