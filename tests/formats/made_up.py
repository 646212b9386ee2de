"""Made-up documents in six languages, each marked SPECIMEN: what the writers are tested and looked at with."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

from verbale.document import (
    AgendaItem,
    Annex,
    Cell,
    Citation,
    CoverLine,
    Document,
    Heading,
    Mark,
    Masthead,
    Note,
    Paragraph,
    Session,
    Table,
)

ISSUED = datetime.date(2031, 5, 6)

_WORDS = tomllib.loads(Path(__file__).with_name("made_up.toml").read_text("utf-8"))

_FIELDS = ("organization", "organ", "distribution", "issued", "language", "original")
_UNDER = ("body", "session", "session-dates", "agenda")


def specimen(language: str, *annexes: Annex, symbol: str | None = "A/HRC/73/G/7") -> Document:
    """Return a made-up note verbale in ``language``, with its masthead as printed and the annexes given."""
    top, under, item, title, first, (before, anchor, after), note = _WORDS[language].values()
    lines = [CoverLine(field, text) for field, text in zip(_FIELDS, top, strict=True) if text]
    lines.insert(1, CoverLine("symbol", symbol or ""))
    lines += [CoverLine(field, text, _raised(text)) for field, text in zip(_UNDER, under, strict=True)]
    lines += [CoverLine("agenda-title", item), CoverLine("job-number", f"GE.31-01234 ({language[0].upper()})")]
    request, place = before + anchor + after, len(before + anchor)
    cited = request.index("60/251")
    return Document(
        symbol=symbol,
        kind="note-verbale",
        masthead=Masthead(
            organization=top[0], organ=top[1], distribution="general", issued=ISSUED, language=language,
            originals=("en",), job_number="GE.31-01234",
        ),
        body="A/HRC",
        session=Session(number=73, text=under[1]),
        agenda=(AgendaItem("4", item),),
        title=title,
        title_marks=_raised(title),
        cover=tuple(line for line in lines if line.text),
        content=(
            Paragraph("p1", first),
            Paragraph("p2", request, marks=(Mark("note", place, place, "n1"),)),
        ),
        notes=(Note("n1", "*", (Paragraph("n1p1", note),)),),
        annexes=annexes,
        citations=(Citation(cited, cited + 6, "60/251", "A/RES/60/251", block="p2"),),
        specimen=True,
    )  # fmt: skip


def _raised(text: str) -> tuple[Mark, ...]:
    return tuple(
        Mark("raised", at + len(number), at + len(number) + 2)
        for number in ("73", "1")
        if (at := text.find(f"{number}er")) >= 0
    )


def annex(language: str) -> Annex:
    """Return an annex with all that an annex can hold, in the words of the made-up note in ``language``."""
    _, under, item, title, first, (before, anchor, after), note = _WORDS[language].values()
    request = before + anchor + after
    bold = len(first.split()[0])
    return Annex(
        "a1",
        label=f"{anchor.capitalize()} 1",
        title=item,
        language=language,
        content=(
            Heading("a1h1", under[0], number="I."),
            Paragraph("a1p1", first, number="1.", marks=(Mark("bold", 0, bold), Mark("note", bold, bold, "a1n1"))),
            Paragraph("a1p2", request, number="2."),
            Paragraph("a1p3", item, number="(a)", level=1, marks=(Mark("italic", 0, len(item)),)),
            Paragraph("a1p4", item, number="–", level=1),
            Heading("a1h2", under[1], level=2),
            Paragraph("a1p5", request, role="quotation"),
            _table(under, item),
            Paragraph("a1p6", title),
            Paragraph("a1p7", "A. Specimen", role="signature", marks=(Mark("italic", 0, 2),)),
        ),
        notes=(Note("a1n1", "1", (Paragraph("a1n1p1", f"{note} A/HRC/73/G/2."),)),),
    )


def _table(head: list[str], item: str) -> Table:
    def cell(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
        return Cell((Paragraph(f"c{len(text)}", text),), columns, rows)

    return Table(
        "a1t1",
        (
            (cell(head[0]), cell(head[1]), cell(head[2])),
            (cell(item, rows=2), cell("1\u00a0234"), cell("56,7\u00a0%")),
            (cell("12"), cell("3,4\u00a0%")),
            (cell(head[3], columns=2), cell("–")),
        ),
        header=1,
        caption=item,
    )


def untranslated(language: str) -> Document:
    """Return the made-up note with its second half of the first paragraph left in English, as issuing leaves it."""
    document = specimen(language)
    words, passage = _WORDS[language]["first"].split("，")[0], "the protection of lighthouses at sea"
    marks = tuple(
        Mark(kind, len(words) + 1, len(words) + 1 + len(passage), value)
        for kind, value in (("untranslated", ""), ("language", "en"))
    )
    first = Paragraph("p1", f"{words} {passage}.", marks=marks)  # type: ignore[arg-type] # kinds are literals above
    return Document(
        symbol=document.symbol, masthead=document.masthead, title=document.title, cover=document.cover,
        content=(first,), specimen=True,
    )  # fmt: skip
