"""One reading from the first line to the last: each step's result is handed to the next."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from verbale.authorities import Authorities
from verbale.document import Annex, Document, Evidence, Line, Note, Reading, Sheet
from verbale.languages import identify
from verbale.problems import Problem
from verbale.recognizer.annexes import Part, split_annexes
from verbale.recognizer.blocks import Numbering, read_blocks, text_marks
from verbale.recognizer.correspondents import with_names
from verbale.recognizer.cover import Stated, read_cover
from verbale.recognizer.cues import Body, names
from verbale.recognizer.evidence import evidence, of_communication
from verbale.recognizer.fields import cover_lines, language_of, read_fields
from verbale.recognizer.kinds import kind_of
from verbale.recognizer.letterhead import Kind, beginning, read_letterhead
from verbale.recognizer.lines import whole
from verbale.recognizer.masthead import job_number
from verbale.recognizer.notes import RawNote, anchored, anchored_cells, find_anchors, take_notes, without_stars
from verbale.recognizer.paragraphs import read_paragraphs
from verbale.recognizer.requests import stated_in_text
from verbale.recognizer.said import read_communication, stated_symbol
from verbale.recognizer.specimens import take_specimen
from verbale.recognizer.title import Titles, read_title


class Laid(msgspec.Struct, frozen=True):
    """The lines of a document laid out by where they belong, notes anchored; ``parts`` begin with the document's own."""

    stated: tuple[Stated, ...]
    title: Line | None
    subtitle: Line | None
    parts: tuple[Part, ...]
    notes: tuple[tuple[int, str, RawNote], ...]  # part, id, note
    loose: tuple[str, ...]  # markers of anchors that no note belongs to
    marked: bool  # the format marks headings
    running: int  # lines of running heads and page numbers that were left out
    sent_as: Kind | None = None  # what it is, where it came with a letterhead and no masthead


def recognize(sheet: Sheet, authorities: Authorities, name: str = "") -> Reading:
    """Read a document from its lines; whatever the lines, there is a document, with problems where it is doubtful.

    ``name`` is that of the file, for messages. A field that the lines do not state stays empty: nothing is guessed from
    the name, the session or another document.
    """
    known = names(authorities)
    sheet, specimen = take_specimen(sheet)
    laid = _lay_out(sheet, authorities, known)
    fields = read_fields(laid.stated, authorities)
    titles = [line for line in (laid.title, laid.subtitle) if line]
    head = () if laid.sent_as is None else tuple(one.line for one in laid.stated)
    language, sure = language_of(() if head else laid.stated, titles, laid.parts[0].lines, fields.masthead.language)
    symbol = fields.symbol or stated_symbol(titles, fields.body, known, authorities)
    content = read_blocks(laid.parts[0].lines, Numbering("", language, resolution=True, marked=laid.marked), known)
    title, subtitle = (line.text if line else "" for line in (laid.title, laid.subtitle))
    communication = read_communication(title, language, content, authorities, laid.sent_as)
    if communication and laid.sent_as:
        communication = with_names(communication, language, head, content, authorities)
    document = Document(
        symbol=str(symbol).rstrip("*") if symbol else None,
        kind=kind_of(symbol, title, subtitle, communication),
        masthead=msgspec.structs.replace(fields.masthead, language=language),
        body=fields.body or (symbol.body if symbol else None),
        session=fields.session,
        agenda=fields.agenda,
        title=title,
        title_marks=text_marks(laid.title) if laid.title else (),
        subtitle=subtitle,
        communication=communication,
        cover=cover_lines(laid.stated),
        content=content,
        notes=_notes(laid, 0, language, known),
        annexes=tuple(_annex(laid, number, language, known) for number in range(1, len(laid.parts))),
        specimen=specimen,
    )
    document, stated = stated_in_text(document, laid.parts[0].lines, head)
    return Reading(
        document,
        (*sheet.problems, *_problems(document, laid, name)),
        (*fields.evidence, *_evidence(document, laid, sure, fields.symbol is None), *stated),
    )


def _lay_out(sheet: Sheet, authorities: Authorities, known: dict[str, Body]) -> Laid:
    letter = read_letterhead(sheet, authorities)
    top, sent_as = letter or (read_cover(sheet, authorities), None)
    symbol = next((str(s.symbol) for one in top.stated if (s := one.statement) and s.symbol), "")
    titles = Titles(None, None, (), top.rest)
    if sent_as is None:
        text = beginning(top.rest)
        until = text.at if text else None
        titles = read_title(top.rest, known, symbol, wrapped=sheet.wrapped, covered=bool(top.stated), until=until)
    title = titles.title.text if titles.title else ""
    rest = whole(titles.rest, top.blocks[len(top.rest) - len(titles.rest) :])
    body = read_paragraphs(rest, symbol, title, wrapped=sheet.wrapped)
    stated = (
        *top.stated,
        *(Stated(line, "job-number" if (found := job_number(line.text)) else "other", found) for line in titles.before),
        *(Stated(line, "job-number", found) for line in body.aside if (found := job_number(line.text))),
    )
    parts = split_annexes(body.paragraphs)
    taken = [take_notes(part.lines, number) for number, part in enumerate(parts)]
    laid = _anchor(
        stated,
        titles.title,
        titles.subtitle,
        [msgspec.structs.replace(part, lines=tuple(lines)) for part, (lines, _) in zip(parts, taken, strict=True)],
        [note for _, found in taken for note in found],
    )
    return msgspec.structs.replace(
        laid,
        marked=any(line.style == "heading" for line in sheet.lines),
        running=sum(not job_number(line.text) for line in body.aside),
        sent_as=sent_as,
    )


def _anchor(
    stated: Sequence[Stated], title: Line | None, subtitle: Line | None, parts: Sequence[Part], notes: Sequence[RawNote]
) -> Laid:
    """Find the anchors of all notes in one pass over all lines, and name the notes by the part that anchors them."""
    lines: list[Line] = [one.line for one in stated]
    lines += [line for line in (title, subtitle) if line]
    owners = [0] * len(lines)
    for number, part in enumerate(parts):
        own = [*(line for line in (part.label, part.title) if line), *part.lines]
        lines += own
        owners += [number] * len(own)
    anchors = find_anchors(lines, owners, notes)
    counts = [0] * len(parts)
    named: list[tuple[int, str, RawNote]] = []
    cuts: dict[int, list[tuple[int, int, str]]] = {}
    for note, anchor in zip(notes, anchors, strict=True):
        owner = owners[anchor.index] if anchor else note.part
        counts[owner] += 1
        id_ = f"a{owner}-n{counts[owner]}" if owner else f"n{counts[owner]}"
        named.append((owner, id_, note))
        if anchor:
            cuts.setdefault(anchor.index, []).append((anchor.start, anchor.end, id_))
    ids = {id_ for _, id_, _ in named}
    loose = tuple(
        mark.value for at, line in enumerate(lines) for mark in line.marks if mark.kind == "note" and at not in cuts
    )
    by_part = [{note.marker: id_ for owner, id_, note in named if owner == part} for part in range(len(parts))]
    done = (
        anchored_cells(line, by_part[owners[at]]) if line.table else anchored(line, cuts.get(at, ()))
        for at, line in enumerate(lines)
    )
    stated = tuple(Stated(next(done), one.field, one.statement) for one in stated)
    title, star = without_stars(next(done)) if title else (None, "")
    subtitle, other = without_stars(next(done)) if subtitle else (None, "")
    return Laid(
        stated,
        title,
        subtitle,
        tuple(
            Part(
                next(done) if part.label else None,
                next(done) if part.title else None,
                part.original,
                tuple(next(done) for _ in part.lines),
            )
            for part in parts
        ),
        tuple(named),
        (*(marker for marker in loose if marker not in ids), *filter(None, (star, other))),
        False,
        0,
    )


def _notes(laid: Laid, number: int, language: str, known: dict[str, Body]) -> tuple[Note, ...]:
    return tuple(
        Note(
            id_,
            note.marker,
            read_blocks([_bare(line) for line in note.lines], Numbering(f"{id_}-", language, marked=True), known),
        )
        for part, id_, note in laid.notes
        if part == number
    )


def _bare(line: Line) -> Line:
    """Return a line of a note as plain text: inside a note nothing is a heading or an item."""
    marks = tuple(mark for mark in line.marks if mark.kind != "note")
    return Line(line.text, line.number, marks=marks, page=line.page, box=line.box, confidence=line.confidence)


def _annex(laid: Laid, number: int, language: str, known: dict[str, Body]) -> Annex:
    part = laid.parts[number]
    heads = [line.text for line in (part.label, part.title) if line]
    sample = " ".join([line.text[:600] for line in part.lines[:6]] or heads)
    own, sure = identify(sample, language)
    own = own if own and sure > 0.1 else language
    return Annex(
        id=f"annex{number}",
        label=part.label.text if part.label else "",
        title=part.title.text if part.title else "",
        label_marks=text_marks(part.label) if part.label else (),
        title_marks=text_marks(part.title) if part.title else (),
        language=own,
        original=part.original,
        content=read_blocks(part.lines, Numbering(f"a{number}-", own, marked=laid.marked), known),
        notes=_notes(laid, number, own, known),
    )


def _problems(document: Document, laid: Laid, name: str) -> list[Problem]:
    found = []
    of = f" in {name}" if name else ""
    if document.symbol is None:
        found.append(
            Problem(
                "read-symbol-absent",
                "warning",
                f"No document symbol is printed{of}.",
                "symbol",
                "Give the symbol; Verbale does not guess it from the session or the file name.",
            )
        )
    if not document.masthead.language:
        advice = "Give the language of the document."
        found.append(
            Problem("read-language-unknown", "warning", f"The language is not clear{of}.", "masthead.language", advice)
        )
    if not document.title:
        advice = "Give the title, or look whether it was read as text."
        found.append(Problem("read-title-absent", "warning", f"No title was found{of}.", "title", advice))
    if document.communication and not document.communication.sender.state:
        advice = "Give State and capacity of the sender."
        found.append(
            Problem(
                "read-sender-unknown", "warning", "The sender is in no authority file.", "communication.sender", advice
            )
        )
    if laid.sent_as and laid.stated:
        words = f"These lines stand above the text and are taken for the letterhead: {' / '.join(one.line.text for one in laid.stated)}"
        advice = "Nothing, unless words of the text are among them."
        found.append(Problem("read-letterhead", "note", words, "cover", advice))
    if laid.running:
        words = f"{laid.running} running heads and page numbers are left out."
        found.append(Problem("read-running-heads", "note", words))
    if laid.loose:
        markers = ", ".join(dict.fromkeys(laid.loose))
        advice = "Look for the text of the notes; the markers were left out."
        found.append(Problem("read-note-absent", "warning", f"Nothing is noted under {markers}.", "notes", advice))
    return found


def _evidence(document: Document, laid: Laid, sure: float, from_title: bool) -> list[Evidence]:
    found = []
    title = [laid.title] if laid.title else []
    if document.symbol and from_title and title:
        found.append(evidence("symbol", title, 0.9))
    if document.masthead.language and sure < 1.0:
        found.append(evidence("masthead.language", title or laid.parts[0].lines[:1], round(sure, 2)))
    if laid.title:
        found.append(evidence("title", title, 0.95 if laid.stated else 0.6))
    if laid.subtitle:
        found.append(evidence("subtitle", [laid.subtitle], 0.8))
    if said := document.communication:
        found += of_communication(said, laid.title, document.content, laid.parts[0].lines, document.masthead.language)
    for number, part in enumerate(laid.parts[1:]):
        if heads := [line for line in (part.label, part.title) if line]:
            found.append(evidence(f"annexes[{number}]", heads))
    return found
