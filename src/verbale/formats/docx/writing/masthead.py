"""The masthead as a table of layout, the lines below it, and the heads and feet of the pages."""

from __future__ import annotations

import re

from verbale.document import CoverLine, Document, segments
from verbale.document.cover import printed
from verbale.document.printing import clean, direction, is_blank, spoken
from verbale.formats.docx.writing.content import Part
from verbale.formats.docx.writing.markup import Look, faces, paragraph, run, runs
from verbale.languages import LANGUAGES, phrase

# The letters of the organ stand large: "A" of A/HRC/43/1, both of A/50/752-S/1995/1035.
_ORGAN = re.compile(r"((?:^|(?<=[-\u2013\u2011]))[A-Z]+(?=/))")
_SIDE = frozenset({"advance", "distribution", "issued", "language", "original", "only"})
_COLUMNS = (4536, 1927, 3175)
_STYLES = {
    "organization": "MastheadOrganization",
    "organ": "MastheadOrgan",
    "body": "MastheadBody",
    "session": "MastheadItem",
    "agenda-title": "MastheadItem",
}
_NO_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
_THIN, _THICK = 4, 12  # eighths of a point
_EMPTY = '<w:p><w:pPr><w:pStyle w:val="JobNumber"/></w:pPr></w:p>'


def lines(document: Document) -> tuple[CoverLine, ...]:
    """Return the lines of the masthead, and the job number where no line states it."""
    found = printed(document) if document.masthead.language in LANGUAGES else document.cover
    job = document.masthead.job_number
    if job and not any(line.field == "job-number" for line in found):
        found += (CoverLine("job-number", job),)
    return found


def masthead(document: Document, part: Part) -> str:
    """Return the masthead of the first page."""
    by_place: dict[str, list[str]] = {"organization": [], "symbol": [], "organ": [], "side": [], "below": []}
    for line in lines(document):
        if line.field == "job-number" or is_blank(line.text):
            continue
        place = line.field if line.field in by_place else "side" if line.field in _SIDE else "below"
        by_place[place].append(_line(line, part, place))
    found = ""
    if any(by_place[place] for place in ("organization", "symbol", "organ", "side")):
        first, second, third = _COLUMNS
        top = _cell(first, 1, by_place["organization"], _THIN) + _cell(second + third, 2, by_place["symbol"], _THIN)
        main = _cell(first + second, 2, by_place["organ"], _THICK) + _cell(third, 1, by_place["side"], _THICK)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _COLUMNS)
        visual = "<w:bidiVisual/>" if direction(part.language) == "rtl" else ""
        properties = f'{visual}<w:tblW w:w="{sum(_COLUMNS)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_NO_MARGINS}'
        found = (
            f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr>{top}</w:tr><w:tr>{main}</w:tr></w:tbl>"
        )
    return found + ("".join(by_place["below"]) or (paragraph("MastheadLine", "") if found else ""))


def _cell(width: int, columns: int, paragraphs: list[str], rule: int) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    border = f'<w:tcBorders><w:bottom w:val="single" w:sz="{rule}" w:space="0" w:color="auto"/></w:tcBorders>'
    margin = '<w:tcMar><w:bottom w:w="113" w:type="dxa"/></w:tcMar>'
    align = '<w:vAlign w:val="bottom"/>' if rule == _THIN else ""
    body = "".join(paragraphs) or paragraph("MastheadLine", "")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{border}{margin}{align}</w:tcPr>{body}</w:tc>'


def _line(line: CoverLine, part: Part, place: str) -> str:
    if place == "symbol":
        return paragraph("MastheadSymbol", _symbol(line, part), part.language)
    language = spoken(line.text, part.language, "en")
    style = "MastheadSide" if place == "side" else _STYLES.get(line.field, "MastheadLine")
    return paragraph(style, part.runs(line.text, line.marks, language), language)


def _symbol(line: CoverLine, part: Part) -> str:
    size = round(faces()["size"] * 2.1)
    found = []
    for segment in segments(line.text, line.marks):
        if segment.note:
            found.append(part.anchor(segment.note))
        for at, piece in enumerate(_ORGAN.split(segment.text)):
            look = Look(size=size if at % 2 else round(size / 2))
            found.append(run(piece, look))
    return "".join(found)


def specimen(document: Document) -> str:
    """Return the mark of a made-up document, which stands on every page; nothing for others."""
    if not document.specimen:
        return ""
    language = document.masthead.language if document.masthead.language in LANGUAGES else "en"
    return paragraph("SpecimenMark", runs(phrase("specimen", language), Look(), language), language)


def first_head(document: Document) -> str:
    """Return the head of the first page."""
    return specimen(document) or _EMPTY


def head(document: Document, *, outer: str) -> str:
    """Return the head of the other pages: the symbol on the outer side."""
    symbol = clean(f"{document.symbol or ''}{document.masthead.stars}")
    body = specimen(document)
    if symbol:
        body += paragraph("Header", runs(symbol, Look(), "en"), document.masthead.language, align=outer)
    return body or _EMPTY


def foot(document: Document, *, outer: str) -> str:
    """Return the foot of the other pages: the number of the page on the outer side."""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    return paragraph("Footer", field, document.masthead.language, align=outer)


def first_foot(document: Document, code: str) -> str:
    """Return the foot of the first page: the job number, and the drawing ``code`` at the other side."""
    jobs = [clean(line.text) for line in lines(document) if line.field == "job-number" and not is_blank(line.text)]
    found = [runs(job, Look(), "en") for job in jobs] or [""]
    found[-1] += f"<w:r><w:tab/>{code}</w:r>" if code else ""
    return "".join(paragraph("JobNumber", job, document.masthead.language) for job in found)
