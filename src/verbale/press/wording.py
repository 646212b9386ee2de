"""A document in another of the six languages, from its data alone: title, set formulas, masthead, the annex as it is.

Free text that no formula covers is carried as it stands, marked ``untranslated`` in its own language and reported;
it is never dropped and never guessed.
"""

from __future__ import annotations

import msgspec

from verbale import citations, communications
from verbale.authorities import Authorities
from verbale.communications import Written
from verbale.document import AgendaItem, Annex, Block, Communication, Document, Mark, Note, Paragraph, Session, Table
from verbale.languages import find_dates, phrase, wording
from verbale.languages import language as known_language
from verbale.problems import MissingWording, Problem

AS_RECEIVED = "as-received"
SIGNED = "signed"


def in_language(document: Document, language: str, known: Authorities) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document as a language version in ``language``, and what of it no official wording covers.

    The masthead's printed lines are left out, to be composed. Raises MissingWording where an official form that must
    be printed is lacking, NotKnown where a code stands in no authority file.
    """
    source = document.masthead.language
    document, dropped = _without_letterhead(_with_note(document), known)
    document, moved = _without_date_line(document)
    moved = (*dropped, *moved)
    if language == source and document.title:
        return msgspec.structs.replace(document, cover=()), moved
    work = _Work(document, language, known)
    if language == source:
        title, title_marks = work.title()
        titled = msgspec.structs.replace(document, title=title, title_marks=title_marks, cover=())
        return titled, (*moved, *work.problems)
    title, title_marks = work.title()
    version = msgspec.structs.replace(
        document,
        masthead=msgspec.structs.replace(
            document.masthead,
            language=language,
            organization="",
            organ="",
            job_number="",
            originals=_originals(document),
        ),
        session=work.session(),
        agenda=work.agenda(),
        title=title,
        title_marks=title_marks,
        subtitle=work.subtitle(),
        cover=(),
        content=tuple(work.block(block) for block in document.content),
        notes=tuple(work.note(note) for note in document.notes),
        annexes=tuple(_settled(annex, source) for annex in document.annexes),
        citations=(),
    )
    return citations.mark(version), (*moved, *work.problems)


def _originals(document: Document) -> tuple[str, ...]:
    return document.masthead.originals or (document.masthead.language,)


def _settled(annex: Annex, source: str) -> Annex:
    """Say the language of an annex that had its document's, now that the document has another."""
    return annex if annex.language else msgspec.structs.replace(annex, language=source)


class _Work:
    """One language version in the making: what has been written is asked of it, what is lacking gathers in it."""

    def __init__(self, document: Document, language: str, known: Authorities) -> None:
        self.document, self.language, self.known = document, language, known
        self.source = document.masthead.language
        self.said: Communication | None = document.communication
        self.passages = {p.block: p for p in self.said.passages} if self.said else {}
        self.problems: list[Problem] = []

    def title(self) -> tuple[str, tuple[Mark, ...]]:
        """Return the title and its marks; a title that no formula writes stands as it was."""
        old = self.document.title
        anchors = [m for m in self.document.title_marks if m.kind == "note"]
        if self.said and self.said.dated and self.said.sender.state and self.said.addressees:
            written = communications.write_title(self.said, self.language, self.known)
            self._tell(written, "title")
            end = len(written.text)
            return written.text, (*written.marks, *(Mark("note", end, end, m.value) for m in anchors))
        self._untranslated("title", old)
        return old, (*self.document.title_marks, *self._carried(old))

    def subtitle(self) -> str:
        """Return the line under the title as it was: no formula writes it."""
        if self.document.subtitle:
            self._untranslated("subtitle", self.document.subtitle)
        return self.document.subtitle

    def session(self) -> Session | None:
        """Return the session, to be named anew; one that is known only by its words keeps them."""
        session = self.document.session
        if session is None or (session.number is None and session.year is None):
            return session
        return msgspec.structs.replace(session, text="")

    def agenda(self) -> tuple[AgendaItem, ...]:
        """Return the agenda items with their official titles; a title that is not on file stands as it was."""
        body, on = self.document.body or "", self.document.masthead.issued
        items = []
        for item in self.document.agenda:
            title = self.known.agenda_title(body, item.number, self.language, on) if item.title else None
            if item.title and title is None:
                self._untranslated("agenda", item.title)
            items.append(AgendaItem(item.number, title or item.title))
        return tuple(items)

    def block(self, block: Block) -> Block:
        """Return a block of the covering note in the language, or as it was, marked."""
        if isinstance(block, Table):
            self._untranslated(block.id, "a table")
            return msgspec.structs.replace(block, language=block.language or self.source)
        passage = self.passages.get(block.id)
        if passage is None or self.said is None or not isinstance(block, Paragraph):
            if not block.text:
                return block
            if isinstance(block, Paragraph) and block.role == "signature" and (signed := self._signature(block)):
                return signed
            self._untranslated(block.id, block.text)
            own = block.language or self.source
            return msgspec.structs.replace(
                block, language=own, marks=(*block.marks, Mark("untranslated", 0, len(block.text)))
            )
        slots = dict(passage.slots)
        if slots.get("annexes") in {"1", "2"}:
            # Some languages do not tell one annex from several; the document does.
            slots["annexes"] = "1" if len(self.document.annexes) < 2 else "2"
        written = communications.write_passage(
            passage.formula, slots, self.said, self.language, self.known, self.document.masthead.issued
        )
        self._tell(written, block.id)
        free = "" if passage.slots.get("object-kind") else passage.slots.get("object", "")
        if free:
            self._untranslated(block.id, free)
        return msgspec.structs.replace(block, text=written.text, marks=_carry(block, written, free, self.source))

    def _signature(self, block: Paragraph) -> Paragraph | None:
        """Return the signature in the language: "(Signed)" by its wording, the name as it was; None for another form."""
        before, _, after = wording(SIGNED, self.source).text.partition("{name}")
        if not (block.text.startswith(before) and block.text.endswith(after)):
            return None
        name = block.text[len(before) : len(block.text) - len(after)]
        official = wording(SIGNED, self.language)
        if official.provisional:
            self._provisional(SIGNED, official.source, block.id)
        at = official.text.index("{name}")
        shift, end = at - len(before), at + len(name)
        marks = [Mark(m.kind, m.start + shift, m.end + shift, m.value) for m in block.marks if m.start >= len(before)]
        if known_language(self.language).script != known_language(self.source).script:
            self._untranslated(block.id, name)
            marks += [Mark("language", at, end, self.source), Mark("untranslated", at, end)]
        text = official.text.format(name=name)
        return msgspec.structs.replace(block, text=text, marks=tuple(m for m in marks if m.end <= len(text)))

    def note(self, note: Note) -> Note:
        """Return a note in the language: the "as received" note by its official wording, any other as it was."""
        block = note.content[0] if note.content else None
        if isinstance(block, Paragraph) and communications.is_as_received(block.text, self.source):
            official = wording(AS_RECEIVED, self.language)
            if official.provisional:
                self._provisional(AS_RECEIVED, official.source, note.id)
            return msgspec.structs.replace(note, content=(Paragraph(block.id, official.text),))
        return msgspec.structs.replace(note, content=tuple(self.block(b) for b in note.content))

    def _carried(self, text: str) -> tuple[Mark, ...]:
        if not text:
            return ()
        return (Mark("language", 0, len(text), self.source), Mark("untranslated", 0, len(text)))

    def _untranslated(self, where: str, text: str) -> None:
        short = text if len(text) <= 80 else f"{text[:77]}..."
        self.problems.append(
            Problem(
                "issue-passage-untranslated",
                "warning",
                f"No set formula covers this passage; it stands in {self.source}: {short}",
                f"{self.language}: {where}",
                "Have it translated.",
            )
        )

    def _tell(self, written: Written, where: str) -> None:
        if written.formula.provisional:
            self._provisional(written.formula.key, written.formula.source, where)

    def _provisional(self, key: str, source: str, where: str) -> None:
        self.problems.append(
            Problem(
                "issue-wording-provisional",
                "note",
                f"The wording of {key!r} is not confirmed by a document ({source}).",
                f"{self.language}: {where}",
                "Have an editor of that language look at it.",
            )
        )


def _carry(block: Paragraph, written: Written, free: str, source: str) -> tuple[Mark, ...]:
    """Return the marks of a formula as written, with those that the source had on the free text and its notes."""
    marks = [m for m in written.marks if m.kind != "note"]
    shift = 0
    inside = range(0)
    for mark in written.marks:
        if mark.kind == "untranslated":
            marks.append(Mark("language", mark.start, mark.end, source))
            at = block.text.find(free)
            inside, shift = range(at, at + len(free) + 1), mark.start - at
    anchor = next((m.start for m in written.marks if m.kind == "note"), len(written.text))
    for mark in block.marks:
        if mark.start in inside and mark.end in inside:
            marks.append(Mark(mark.kind, mark.start + shift, mark.end + shift, mark.value))
        elif mark.kind == "note":
            marks.append(Mark("note", anchor, anchor, mark.value))
    return tuple(marks)


def _without_letterhead(document: Document, known: Authorities) -> tuple[Document, tuple[Problem, ...]]:
    """Leave out what stands above a note in place of a title: the title of the document is written from its data."""
    said, language = document.communication, document.masthead.language
    whole = said and said.dated and said.sender.state and said.addressees
    if not whole or not document.title or communications.read_title(document.title, language, known):
        return document, ()
    lines = " / ".join(line for line in (document.title, document.subtitle) if line)
    problem = Problem(
        "issue-letterhead-left-out",
        "note",
        f"These words stand where the title of the document is written, and are left out: {lines}",
        f"{language}: title",
        "Nothing, if they are the letterhead of the Mission.",
    )
    return msgspec.structs.replace(document, title="", title_marks=(), subtitle=""), (problem,)


def _without_date_line(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """Leave out the line that dates a note ("Geneva, 1 April 2020"), since the title of the document states the date."""
    if document.communication is None or document.communication.dated is None:
        return document, ()
    dated, language = document.communication.dated, document.masthead.language
    lines = [
        block
        for block in document.content
        if isinstance(block, Paragraph)
        and block.role == "place-date"
        and [found.date for found in find_dates(block.text, block.language or language)] == [dated]
    ]
    if not lines:
        return document, ()
    moved = tuple(
        Problem(
            "issue-date-moved",
            "note",
            f"The title states the date of the communication, so this line is left out: {line.text}",
            f"{language}: {line.id}",
            "Nothing, unless the place matters.",
        )
        for line in lines
    )
    return msgspec.structs.replace(document, content=tuple(b for b in document.content if b not in lines)), moved


def _with_note(document: Document) -> Document:
    """Add the "as received" note to a communication whose annex is in one language only and has none."""
    said, language = document.communication, document.masthead.language
    if said is None or not document.annexes or document.notes:
        return document
    for index, block in enumerate(document.content):
        passage = next((p for p in said.passages if p.block == block.id and p.slots.get("annexes")), None)
        if passage is None or not isinstance(block, Paragraph):
            continue
        at = communications.annex_end(block.text, language)
        if at is None:
            continue
        try:
            text = phrase(AS_RECEIVED, language)
        except MissingWording:
            return document
        marked = msgspec.structs.replace(block, marks=(*block.marks, Mark("note", at, at, "n1")))
        note = Note("n1", "*", (Paragraph("n1p1", text),))
        return msgspec.structs.replace(
            document, content=(*document.content[:index], marked, *document.content[index + 1 :]), notes=(note,)
        )
    return document
