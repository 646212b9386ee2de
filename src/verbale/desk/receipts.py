"""Receipts: what came, when, from whom, and the sha-256 of each file, as a PDF like all others, in the Mission's language.

The number and hash of the log entry tie a receipt to the log: whoever holds it can have the whole log proved up to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verbale import press
from verbale.archive.models import Submission
from verbale.archive.organization import authorities
from verbale.desk import papers
from verbale.desk.models import Case
from verbale.document import Block, Cell, CoverLine, Document, Heading, Mark, Masthead, Paragraph, Table
from verbale.languages import phrase, write_date
from verbale.pages.wording import say

_LATIN = "en"


def receipt(case: Case, language: str) -> bytes:
    """Return the receipt of all that came for a case, as a PDF; the same every time it is asked for."""
    return press.write(document(case, language), "pdf").data


def document(case: Case, language: str) -> Document:
    """Return the receipt as a document."""
    known = authorities()
    *_, organization = known.organizations.values()
    name = phrase("organization", language) if organization.code == "UN" else organization.name(language)
    came, title = papers.submissions(case), _say("title", language, reference=case.reference)
    at = title.index(case.reference)
    blocks = [block for number, one in enumerate(came, 1) for block in _part(case, one, number, language)]
    return Document(
        kind="receipt",
        masthead=Masthead(language=language),
        title=title,
        title_marks=(Mark("language", at, at + len(case.reference), _LATIN),),
        cover=(CoverLine("organization", name[:1].upper() + name[1:]),),
        content=(
            *blocks,
            Heading("check", _say("check-heading", language)),
            Paragraph("p-check", _say("check", language)),
        ),
        specimen=organization.source == "SPECIMEN",
    )


def _part(case: Case, came: Submission, number: int, language: str) -> Iterator[Block]:
    """Yield what a receipt says of one submission: the first, or an answer."""
    if number > 1:
        yield Heading(f"s{number}", _say("answer", language, number=number - 1))
    moment = _say("moment", language, day=write_date(came.received.date(), language), time=f"{came.received:%H:%M:%S}")
    entry = came.entry
    facts = [
        ("reference", came.reference),
        ("received", moment),
        ("sender", authorities().states[case.sender].name(language)),
        ("contact", case.contact),
        ("own-reference", came.sender_reference),
        ("entry", str(entry.number)),
        ("hash", _grouped(entry.hash)),
    ]
    rows = [(_say(key, language), value) for key, value in facts if value]
    yield _table(f"t{number}", rows, 0)
    files = [
        (file.name, _say("bytes", language, size=file.size), _grouped(file.sha256))
        for file in came.files.order_by("position")
    ]
    head = tuple(_say(key, language) for key in ("file", "size", "sha256"))
    yield _table(f"f{number}", [head, *files], 1)


def _grouped(digest: str) -> str:
    """Return a digest in eight groups, so that it can be compared by eye and broken into lines."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _table(name: str, rows: Sequence[Sequence[str]], header: int) -> Table:
    return Table(
        name,
        tuple(
            tuple(Cell((_line(f"{name}-{r}-{c}", text),)) for c, text in enumerate(row)) for r, row in enumerate(rows)
        ),
        header=header,
    )


def _line(name: str, text: str) -> Paragraph:
    """Return a text of a cell; figures and names in Latin letters run from left to right wherever they stand."""
    return Paragraph(name, text, (Mark("language", 0, len(text), _LATIN),) if text.isascii() else ())


def _say(key: str, language: str, **slots: object) -> str:
    return say(f"receipt.{key}", language, **slots)
