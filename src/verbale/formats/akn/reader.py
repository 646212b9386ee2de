"""Reading Akoma Ntoso: what the United Nations publishes, with its slips, and our own files without any loss."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

import msgspec

from verbale.document import Citation, CoverLine, Document, Reading, places
from verbale.formats.akn.annex_reader import read_annex
from verbale.formats.akn.content_reader import Context, Notes, marks_of, read_note
from verbale.formats.akn.cover_reader import Line, Top, read_fields, stated_field
from verbale.formats.akn.ids import Counted
from verbale.formats.akn.parsing import Element, local, parse
from verbale.formats.akn.parts_reader import read_main, texts
from verbale.formats.akn.record import restored
from verbale.formats.akn.subjects import read_subjects
from verbale.formats.akn.text_reader import read_text
from verbale.formats.akn.vocabulary import OWN
from verbale.problems import Problem

_ORDER = ("meta", "coverPage", "preface", "preamble", "mainBody", "conclusions", "attachments", "components")
_UNREAD = ("classification", "workflow", "analysis")
_MOST = 20
"""Misplaced parts that are reported."""


def read(data: bytes) -> Reading:
    """Read an Akoma Ntoso file of any publisher: masthead, title, content, notes, annexes and links, every word of them.

    XML that is not well formed is mended and reported. Citations are read as such from our own files; links of others
    are ``link`` marks. Raises BadInput where the data is no Akoma Ntoso or more than a reader should take.
    """
    root, problems = parse(data)
    record = root.find(f"*/{{*}}meta/{{*}}proprietary/{{{OWN}}}document")
    own = record is not None
    notes, cited = Notes(root, own), list[Citation]()
    context = Context(notes, cited, Counted(), operative=any(local(part) == "statement" for part in root))
    top = _top(root, context)
    fields, evidence = read_fields(top, root, own=own)
    content = tuple(block for part in root for block in read_main(part, context))
    for note in root.iterfind("*/{*}meta/{*}notes/{*}note"):
        read_note(note, context)
    annexes = tuple(read_annex(one, nth, notes, cited) for nth, one in enumerate(list(root.iter("{*}attachment")), 1))
    document = msgspec.structs.replace(
        fields,
        title=top.title.text if top.title else "",
        title_marks=top.title.marks if top.title else (),
        subtitle=top.subtitle.text if top.subtitle else "",
        cover=_cover(top, own=own),
        content=content,
        subjects=read_subjects(root),
        notes=notes.of(0),
        annexes=annexes,
        specimen=top.specimen,
    )
    document = msgspec.structs.replace(document, citations=_in_order(document, cited))
    document, doubts = restored(document, (record.text or "") if own else "")
    doubts = (*problems, *doubts, *_problems(document), *_left_out(root, own=own), *islice(_misplaced(root), _MOST))
    return Reading(document, doubts, evidence)


def read_head(root: Element) -> Document:
    """Return what metadata and masthead of our own file say, without its proprietary data, title and content."""
    top = _top(root, Context(Notes(root, own=True), [], Counted()))
    fields, _ = read_fields(top, root, own=True)
    return msgspec.structs.replace(
        fields, cover=_cover(top, own=True), subjects=read_subjects(root), specimen=top.specimen
    )


def _top(root: Element, context: Context) -> Top:
    """Return the lines of the masthead, the title and the line under it."""
    first = root[0] if len(root) else root
    covers, prefaces = ([child for child in first if local(child) == name] for name in ("coverPage", "preface"))
    cover = [line for holder in covers for line in _lines(holder, context)]
    preface = [line for holder in prefaces for line in _lines(holder, context)]
    specimen = [line for line in cover if line.stated.get("refersTo") == "#specimen"]
    titles = [line for line in preface if line.field is None] or [line for line in cover if line.field is None]
    title, subtitle = (*titles[:2], None, None)[:2]
    taken = (title, subtitle, *specimen)
    return Top(
        tuple(line for line in (*cover, *preface) if not any(line is one for one in taken)),
        title,
        subtitle,
        composed=context.own and any(holder.get("class") == "composed" for holder in (*covers, *prefaces)),
        specimen=bool(specimen),
    )


def _lines(holder: Element, context: Context) -> Iterator[Line]:
    for element in texts(holder):
        field, stated = stated_field(element)
        text = read_text(element, own=context.own)
        if text.text or text.notes or context.own or field not in {None, "other"}:
            yield Line(field, text.text, marks_of(text, "", context), element, stated)


def _cover(top: Top, *, own: bool) -> tuple[CoverLine, ...]:
    if top.composed:
        return ()
    return tuple(CoverLine(line.field or "other", line.text, line.marks) for line in top.cover if line.text or own)


def _in_order(document: Document, cited: list[Citation]) -> tuple[Citation, ...]:
    """Return the citations in the order of the blocks that they stand in."""
    if not cited:
        return ()
    order = {place.block.id: nth for nth, place in enumerate(places(document))}
    held = [one for one in cited if one.block in order]
    return tuple(sorted(held, key=lambda one: (order[one.block], one.start, one.end)))


def _problems(document: Document) -> Iterator[Problem]:
    if document.symbol is None:
        advice = "Give the symbol; Verbale does not guess it from the name of the work."
        yield Problem("read-symbol-absent", "warning", "No document symbol is stated.", "symbol", advice)
    if not document.masthead.language:
        advice = "Give the language of the document."
        yield Problem("read-language-unknown", "warning", "The language is not stated.", "masthead.language", advice)


def _left_out(root: Element, *, own: bool) -> Iterator[Problem]:
    left = [] if own else [name for name in _UNREAD if any(map(_says_more, root.iter(f"{{*}}{name}")))]
    if left:
        yield Problem(
            "read-metadata-left-out",
            "note",
            f"What the metadata say under {', '.join(left)} is no part of the document and was left out.",
            "meta",
            "Keep the file as received where its keywords, workflow or votes are needed.",
        )


def _says_more(element: Element) -> bool:
    """Whether metadata say what no document holds: of a classification the keywords that are no terms of a thesaurus."""
    return local(element) != "classification" or any(not word.get("href") for word in element)


def _misplaced(root: Element) -> Iterator[Problem]:
    for part in root:
        ranks = [(_ORDER.index(local(child)), child) for child in part if local(child) in _ORDER]
        for (before, _), (rank, child) in pairwise(ranks):
            if rank <= before:
                yield Problem(
                    "read-part-misplaced",
                    "note",
                    f"<{local(child)}> stands where no Akoma Ntoso file may have it; it was read in its place.",
                    f"line {child.sourceline}",
                    "Nothing needs doing: when the document is written again, the order is mended.",
                )
