"""Writing Akoma Ntoso: XML that the schema accepts, marked up as the United Nations does, the same bytes each time."""

from __future__ import annotations

import re

from lxml import etree

from verbale.document import Annex, Document, WriteOptions, Writing, places
from verbale.document.printing import original
from verbale.formats.akn.content_writer import Part, Whole, holds, whole
from verbale.formats.akn.cover_writer import write_top
from verbale.formats.akn.identity import Identity, identify
from verbale.formats.akn.markup import attribute, encode, escape, space, tongue
from verbale.formats.akn.metadata import (
    annex_metadata,
    attachments,
    identification,
    note_list,
    presentation,
    proprietary,
    publication,
    reference_list,
)
from verbale.formats.akn.reader import read_head
from verbale.formats.akn.record import lacking
from verbale.formats.akn.subjects import classification
from verbale.formats.akn.text_writer import instruments
from verbale.formats.akn.vocabulary import AKN
from verbale.languages import LANGUAGES, language
from verbale.problems import Problem

_REFERS = re.compile(r'refersTo="([^"]*)"')
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = (
    f' xmlns="{AKN}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{AKN} '
    'http://docs.oasis-open.org/legaldocml/akn-core/v1.0/os/part2-specs/schemas/akomantoso30.xsd"'
)


def write(document: Document, options: WriteOptions) -> Writing:
    """Write a document as Akoma Ntoso: all that the model holds, for :func:`read` to give back.

    eIds come from structure and printed numbers, so that language versions share them; a document without a symbol has
    a provisional number. Problems say which characters and ids no XML can hold, and a masthead that could not be
    composed.
    """
    identity, file = identify(document), whole(document)
    kind = identity.kind
    part = Part(file, 0, document.content, operative=kind.element == "statement")
    top, is_composed = write_top(document, part)
    text = part.preamble() + part.body() + part.conclusions()
    annexes = "".join(_annex(document, identity, file, annex, nth) for nth, annex in enumerate(document.annexes, 1))
    notes = part.unanchored(document.notes)
    named = identification(document, identity)
    foot = presentation(document)
    about = classification(document)
    record = _record(document, f"<meta>{named}{about}{foot}</meta>{top}", identity)
    used = {one.lstrip("#") for listed in _REFERS.findall(top + foot) for one in listed.split()}
    used |= {"annex"} if document.annexes else set()
    used |= {_tongue_name(annex.original) for annex in document.annexes}
    links = attachments(identity, document.annexes, document.masthead.language)
    meta = (
        named
        + publication(document)
        + about
        + _lifecycle(identity)
        + reference_list(document, identity, used, instruments(document.citations), links)
        + note_list(notes)
        + proprietary(identity, record)
        + foot
    )
    attached = f"<attachments>{annexes}</attachments>" if annexes else ""
    opening = f'<{kind.element} name="{kind.name}" contains="originalVersion">'
    markup = (
        f"{_HEAD}<akomaNtoso{_SCHEMA}>{opening}<meta>{meta}</meta>{top}{text}{attached}</{kind.element}></akomaNtoso>\n"
    )
    data, broken = encode(markup)
    return Writing(data, tuple(_problems(broken, file, is_composed=is_composed)))


def _record(document: Document, head: str, identity: Identity) -> str:
    """Return what the metadata and masthead just written do not say of themselves."""
    data, _ = encode(
        f'<akomaNtoso xmlns="{AKN}"><{identity.kind.element}>{head}</{identity.kind.element}></akomaNtoso>'
    )
    words = {place.block.id: place.block.text for place in places(document)} if document.citations else {}
    loose = tuple(one for one in document.citations if not holds(words.get(one.block, ""), one))
    return lacking(document, read_head(etree.fromstring(data)), loose)


def _lifecycle(identity: Identity) -> str:
    if identity.dated is None:
        return ""
    event = f'<eventRef date="{identity.dated.isoformat()}" source="#rmain" type="generation"/>'
    return f'<lifecycle source="#verbale">{event}</lifecycle>'


def _annex(document: Document, identity: Identity, file: Whole, annex: Annex, nth: int) -> str:
    part = Part(file, nth, annex.content, operative=False)
    heads = []
    if annex.label:
        words = part.words(annex.label, annex.label_marks)
        heads.append(f'<p{space(annex.label)}><docTitle refersTo="#annex">{words}</docTitle></p>')
    if annex.original:
        heads.append(_original(document, annex))
    if annex.title:
        heads.append(f"<p{space(annex.title)}><docTitle>{part.words(annex.title, annex.title_marks)}</docTitle></p>")
    preface = (
        f'<preface eId="{part.eids.named("preface")}"{tongue(annex.language)}>{"".join(heads)}</preface>'
        if heads
        else ""
    )
    body = part.body(annex.language)
    meta = annex_metadata(document, identity, annex, nth, part.unanchored(annex.notes))
    guid = file.guid(annex.id, f"annex{nth}")
    return f'<attachment eId="att_{nth}"{guid}><doc name="annex" contains="originalVersion">{meta}{preface}{body}</doc></attachment>'


def _original(document: Document, annex: Annex) -> str:
    """Return the line under the heading of an annex that names its original language, in square brackets (un-rules 2.1)."""
    name = _tongue_name(annex.original)
    refers = f' refersTo="#{name}"' if name else ""
    words = escape(original(annex, document.masthead.language))
    return f'<p><inline name="originalLanguage"{refers}{attribute("title", annex.original)}>[{words}]</inline></p>'


def _tongue_name(code: str) -> str:
    return language(code).name_en.lower() if code in LANGUAGES else ""


def _problems(broken: int, file: Whole, *, is_composed: bool) -> list[Problem]:
    found = []
    if broken:
        advice = "They stand as U+FFFD; restore them from the original."
        found.append(
            Problem("write-characters-lost", "warning", f"{broken} characters cannot stand in XML.", "", advice)
        )
    if file.lost:
        listed = ", ".join(dict.fromkeys(repr(one) for one in file.lost[:8]))
        advice = "Give every block, note and annex an id of its own, without spaces."
        found.append(
            Problem("write-id-lost", "warning", f"Ids that are empty, doubled or have spaces: {listed}.", "", advice)
        )
    if not is_composed:
        advice = "Give the language, body and session as the authority files name them."
        found.append(
            Problem("write-masthead-absent", "warning", "The masthead could not be composed.", "cover", advice)
        )
    return found
