"""The checks: one function a rule, a table of them, every fault reported at once.

A rule looks at a document and yields problems; it changes nothing. Codes are stable and begin with ``check-``; each
has its entry in ``docs/reference/problems.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from verbale import symbols
from verbale.authorities import Authorities
from verbale.document import Document, Mark, Note, Table, texts
from verbale.document.model import Block
from verbale.languages import LANGUAGES
from verbale.problems import BadSymbol, Problem, Severity

Rule = Callable[[Document, Authorities], Iterator[Problem]]

COMMUNICATIONS = frozenset({"note-verbale", "letter", "identical-letters"})


def symbol_stands(document: Document, known: Authorities) -> Iterator[Problem]:
    """A symbol is needed to issue, and it must be one that may be minted (un-rules 1.4)."""
    if document.symbol is None:
        yield Problem(
            "check-symbol-absent",
            "warning",
            "The document bears no symbol.",
            "symbol",
            "Register it, or give --symbol.",
        )
        return
    try:
        symbols.mint(document.symbol, known.bodies)
    except BadSymbol as error:
        yield Problem("check-symbol-form", "error", error.text, "symbol", error.advice)


def body_agrees(document: Document, known: Authorities) -> Iterator[Problem]:
    """The symbol names the body that the masthead names, and the session that it states (un-rules 1.1)."""
    if document.symbol is None:
        return
    try:
        symbol = symbols.parse(document.symbol)
    except BadSymbol:
        return
    body = known.body_of(symbol)
    if document.body and body and not _same_family(document.body, body.id):
        yield Problem(
            "check-symbol-body",
            "error",
            f"The symbol is of {body.id}, the masthead of {document.body}.",
            "symbol",
            "Correct the symbol or the name of the body.",
        )
    session = document.session
    regular = session is not None and session.kind == "regular" and session.number is not None
    if session and regular and (symbol.session or "").isdigit() and int(symbol.session or 0) != session.number:
        yield Problem(
            "check-symbol-session",
            "error",
            f"The symbol is of session {symbol.session}, the masthead of session {session.number}.",
            "session.number",
            "Correct the symbol or the session.",
        )


def _same_family(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def masthead_is_whole(document: Document, _: Authorities) -> Iterator[Problem]:
    """The masthead states distribution, date of issue and original language (Editorial Manual, masthead)."""
    head = document.masthead
    if not head.distribution:
        yield Problem(
            "check-distribution-absent",
            "warning",
            "No distribution category is stated.",
            "masthead.distribution",
            "State general, limited or restricted distribution.",
        )
    if head.issued is None:
        yield Problem(
            "check-date-absent", "warning", "No date of issue is stated.", "masthead.issued", "Give the date of issue."
        )
    if head.language not in LANGUAGES:
        yield Problem(
            "check-language-absent",
            "error",
            "The language of the document is not one of the six.",
            "masthead.language",
            "Communications must be in an official language (Editorial Manual, communications).",
        )
    if not head.originals and not head.languages:
        yield Problem(
            "check-original-absent",
            "note",
            "The original language is not stated.",
            "masthead.originals",
            "State it; the language of the text is taken.",
        )


def title_stands(document: Document, _: Authorities) -> Iterator[Problem]:
    """A document has a title; that of a communication is written from its data."""
    if not document.title.strip():
        severity: Severity = "warning" if document.communication else "error"
        yield Problem("check-title-absent", severity, "The document has no title.", "title", "Give it a title.")


def communication_is_whole(document: Document, _: Authorities) -> Iterator[Problem]:
    """A communication names its date, sender and addressee, in its own text the agenda item (un-rules 4.1)."""
    if document.kind not in COMMUNICATIONS:
        return
    said = document.communication
    if said is None:
        yield Problem(
            "check-communication-unread",
            "error",
            "Neither title nor text says who sends this to whom, and when.",
            "communication",
            "Follow the set formulas, or give sender, addressee and date.",
        )
        return
    if said.dated is None:
        yield Problem(
            "check-communication-date",
            "error",
            "The communication bears no date.",
            "communication.dated",
            "Give the date of the note or letter.",
        )
    elif document.masthead.issued and said.dated > document.masthead.issued:
        yield Problem(
            "check-date-order",
            "error",
            f"The communication is dated {said.dated}, after the date of issue {document.masthead.issued}.",
            "communication.dated",
            "Correct one of the dates.",
        )
    if not said.sender.state or not said.sender.capacity:
        yield Problem(
            "check-sender-absent",
            "error",
            "The sender is not known to the authority files.",
            "communication.sender",
            "Give State and capacity as they stand in the authority files.",
        )
    if not said.addressees:
        yield Problem(
            "check-addressee-absent",
            "error",
            "The addressee is not known to the authority files.",
            "communication.addressees",
            "Give the office as it stands in the authority files.",
        )


def destination_is_named(document: Document, _: Authorities) -> Iterator[Problem]:
    """A communication says of what body, session or agenda item it is to be a document (un-rules 4.1)."""
    said = document.communication
    if document.kind not in COMMUNICATIONS or said is None:
        return
    named = document.body or document.session or document.agenda
    if not named and not any(p.slots.get("body") or p.slots.get("items") for p in said.passages):
        yield Problem(
            "check-body-absent",
            "warning",
            "Neither a body, nor its session, nor an agenda item is named.",
            "body",
            "Give the body. Those of the General Assembly and of the Economic and Social Council need the item, too, in the"
            " text of the communication: ask the sender.",
        )


def agenda_agrees(document: Document, _: Authorities) -> Iterator[Problem]:
    """The agenda item that the text requests is that of the masthead (Editorial Manual, communications)."""
    if document.kind not in COMMUNICATIONS or document.communication is None:
        return
    asked = [p.slots["items"] for p in document.communication.passages if p.slots.get("items")]
    printed = ",".join(item.number for item in document.agenda)
    if not asked and not printed and document.body in {"A", "E", "A/HRC"}:
        yield Problem(
            "check-agenda-absent",
            "error",
            "No agenda item is named.",
            "agenda",
            "The General Assembly and the Councils under it need the item in the text of the communication.",
        )
    for items in asked:
        if printed and items != printed:
            yield Problem(
                "check-agenda-differs",
                "error",
                f"The text asks for item {items}, the masthead has item {printed}.",
                "agenda",
                "Correct one of them.",
            )


def notes_are_anchored(document: Document, _: Authorities) -> Iterator[Problem]:
    """Every note has an anchor and every anchor a note."""
    heads = [*document.title_marks, *(m for line in document.cover for m in line.marks)]
    yield from _anchors(document.content, document.notes, heads, "")
    for annex in document.annexes:
        yield from _anchors(
            annex.content, annex.notes, [*annex.label_marks, *annex.title_marks], annex.id, outer=document.notes
        )


def _anchors(
    content: tuple[Block, ...], notes: tuple[Note, ...], heads: list[Mark], where: str, outer: tuple[Note, ...] = ()
) -> Iterator[Problem]:
    marks = [*heads, *(m for block, _ in texts(content, "") for m in block.marks)]
    anchored = {m.value for m in marks if m.kind == "note"}
    for note in notes:
        if note.id not in anchored:
            yield Problem(
                "check-note-unanchored",
                "warning",
                f"Note {note.marker} has no anchor in the text.",
                note.id,
                "Put its mark where it belongs.",
            )
    for missing in sorted(anchored - {n.id for n in (*notes, *outer)}):
        yield Problem(
            "check-note-missing",
            "error",
            f"The text anchors a note {missing} that is not there.",
            where or "notes",
            "Add the note or take its mark out.",
        )


def ids_are_unique(document: Document, _: Authorities) -> Iterator[Problem]:
    """Block ids align the language versions, so each stands once."""
    counted = Counter(_ids(document.content))
    for annex in document.annexes:
        counted.update([annex.id, *_ids(annex.content)])
        for note in annex.notes:
            counted.update([note.id, *_ids(note.content)])
    for note in document.notes:
        counted.update([note.id, *_ids(note.content)])
    for name, times in counted.items():
        if times > 1:
            yield Problem(
                "check-id-twice", "error", f"The id {name} stands {times} times.", name, "Give each block its own id."
            )


def _ids(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield block.id
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _ids(cell.content)


def annexes_are_whole(document: Document, _: Authorities) -> Iterator[Problem]:
    """An annex has text and a known language; one in another language says that it stands as received."""
    noted = {m.value for block, _ in texts(document.content, "") for m in block.marks if m.kind == "note"}
    noted |= {m.value for m in document.title_marks if m.kind == "note"}
    for annex in document.annexes:
        if not annex.content:
            yield Problem("check-annex-empty", "error", "The annex has no text.", annex.id, "Send its text.")
        language = annex.language or document.masthead.language
        if language not in LANGUAGES:
            yield Problem(
                "check-annex-language",
                "error",
                "The language of the annex is not one of the six.",
                annex.id,
                "Attachments must be in an official language (Editorial Manual, communications).",
            )
        own = {m.value for m in (*annex.label_marks, *annex.title_marks) if m.kind == "note"}
        if document.kind in COMMUNICATIONS and language != document.masthead.language and not (noted | own):
            yield Problem(
                "check-annex-note-absent",
                "warning",
                "No note says that the annex is reproduced as received.",
                annex.id,
                "Issue adds it.",
            )


def signature_fits(document: Document, _: Authorities) -> Iterator[Problem]:
    """A letter is signed, a note verbale is not (Editorial Manual, communications)."""
    signed = any(getattr(block, "role", "") == "signature" for block in document.content)
    if document.kind == "note-verbale" and signed:
        yield Problem(
            "check-note-signed", "warning", "A note verbale is not signed.", "content", "Leave the signature out."
        )
    if document.kind in {"letter", "identical-letters"} and not signed:
        yield Problem(
            "check-letter-unsigned",
            "warning",
            "The letter bears no signature.",
            "content",
            'Add "(Signed)" and the name.',
        )


RULES: tuple[Rule, ...] = (
    symbol_stands,
    body_agrees,
    masthead_is_whole,
    title_stands,
    communication_is_whole,
    destination_is_named,
    agenda_agrees,
    notes_are_anchored,
    ids_are_unique,
    annexes_are_whole,
    signature_fits,
)


def check(document: Document, known: Authorities) -> tuple[Problem, ...]:
    """Return every problem of the document, rule by rule."""
    return tuple(problem for rule in RULES for problem in rule(document, known))
