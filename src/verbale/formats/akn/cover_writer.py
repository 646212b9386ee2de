"""Writing the masthead and the title: the lines as printed, each with what it means in attributes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verbale.document import CoverLine, Document, Session
from verbale.document.cover import printed
from verbale.formats.akn.content_writer import Part
from verbale.formats.akn.markup import attribute, escape, space
from verbale.formats.akn.text_writer import Span
from verbale.formats.akn.vocabulary import cover_elements
from verbale.languages import LANGUAGES, find_dates, language, phrase
from verbale.problems import VerbaleError

_BOX = frozenset(
    {
        "organization",
        "organ",
        "symbol",
        "distribution",
        "issued",
        "language",
        "original",
        "only",
        "advance",
        "job-number",
    }
)

_NUMBERED = re.compile(r"(?:E?S-)?\d{1,4}/\d{1,4}(?: ?[A-Z])?\.(?=\s)")


def write_top(document: Document, part: Part) -> tuple[str, bool]:
    """Return cover page and preface, and whether the lines of the masthead could be composed where there are none.

    The lines of the box of the masthead stand in the cover page, those under it in the preface, in their order.
    """
    lines, known = document.cover, True
    if not lines and document.masthead.language in LANGUAGES:
        try:
            lines = printed(document)
        except VerbaleError:
            known = False
    composed = "" if document.cover or not lines else ' class="composed"'
    border = next((at for at, line in enumerate(lines) if line.field not in _BOX), len(lines))
    cover = _specimen(document) + "".join(_line(line, document, part) for line in lines[:border])
    under = "".join(_line(line, document, part) for line in lines[border:]) + _titles(document, part)
    page = f'<coverPage eId="{part.eids.named("coverPage")}"{composed}>{cover}</coverPage>' if cover else ""
    preface = f'<preface eId="{part.eids.named("preface")}"{composed}>{under}</preface>' if under else ""
    return page + preface, known


def _specimen(document: Document) -> str:
    if not document.specimen:
        return ""
    code = document.masthead.language
    mark = phrase("specimen", code if code in LANGUAGES else "en")
    return f'<p><docStatus refersTo="#specimen">{escape(mark)}</docStatus></p>'


def _titles(document: Document, part: Part) -> str:
    if not (document.title or document.subtitle):
        return ""
    words = part.words(document.title, document.title_marks, parts=_named(document))
    title = f"<p{space(document.title)}><docTitle>{words}</docTitle></p>"
    if document.subtitle:
        title += f"<p{space(document.subtitle)}><docTitle>{escape(document.subtitle)}</docTitle></p>"
    return title


def _named(document: Document) -> list[Span]:
    """Return what a title names, as elements of their own (AKN4UN 4.1).

    The number of a resolution or decision; the kind and the date of a communication.
    """
    said, tongue = document.communication, document.masthead.language
    if numbered := _NUMBERED.match(document.title):
        return [(0, numbered.end(), ("<docNumber>", "</docNumber>"))]
    if said is None or tongue not in LANGUAGES:
        return []
    found = []
    kind = phrase(said.kind, tongue)
    if (at := max(document.title.find(kind), document.title.find(kind.lower()))) >= 0:
        refers = "noteVerbale" if said.kind == "note-verbale" else "letter"
        found.append((at, at + len(kind), (f'<docType refersTo="#{refers}">', "</docType>")))
    found += [
        (one.start, one.end, (f'<date date="{one.date.isoformat()}">', "</date>"))
        for one in find_dates(document.title, tongue)
        if one.date == said.dated
    ]
    return found


def _line(line: CoverLine, document: Document, part: Part) -> str:
    words = part.words(line.text, line.marks)
    if line.field == "other":
        return f"<p{space(line.text)}>{words}</p>"
    element, refers, name = cover_elements()[line.field]
    head = document.masthead
    meaning = ""
    match line.field:
        case "distribution":
            refers = f"{head.distribution}Distribution" if head.distribution else ""
        case "issued" if head.issued:
            meaning = f' date="{head.issued.isoformat()}"'
        case "issued":
            element, name = "inline", "dateOfIssuance"
        case "language":
            refers = _language_names((head.language,))
        case "original":
            refers = _language_names(head.originals)
        case "only":
            refers = _language_names(head.languages)
        case "session":
            refers, meaning = "session", attribute("value", _code(document.session))
        case "session-dates":
            words = _session_dates(line, document.session, words)
        case "agenda":
            meaning = attribute("title", " ".join(item.number for item in document.agenda))
        case _:
            pass
    refer = f' refersTo="{" ".join(f"#{one}" for one in refers.split())}"' if refers else ""
    return f"<p{space(line.text)}><{element}{attribute('name', name)}{refer}{meaning}>{words}</{element}></p>"


def _language_names(codes: Sequence[str]) -> str:
    return " ".join(language(code).name_en.lower() for code in codes if code in LANGUAGES)


def _code(session: Session | None) -> str:
    """Return the code of a session: ``43``, ``2024``, ``S-34``, ``ES-10``."""
    if session is None:
        return ""
    number = str(session.number if session.kind != "annual" else session.year) if session.number or session.year else ""
    prefix = {"special": "S-", "emergency-special": "ES-"}.get(session.kind, "")
    return f"{prefix}{number}" if number and number != "None" else ""


def _session_dates(line: CoverLine, session: Session | None, words: str) -> str:
    """Return the line of dates with the first and the last day marked, where it is one range with a dash or word between."""
    if session is None or len(session.dates) != 1 or line.marks:
        return words
    first, last = session.dates[0]
    for joint in _JOINTS:
        start, found, end = line.text.partition(joint)
        if found and start and end:
            return (
                f'<date date="{first.isoformat()}" refersTo="#startDate">{escape(start)}</date>{escape(found)}'
                f'<date date="{last.isoformat()}" refersTo="#endDate">{escape(end)}</date>'
            )
    return words


_JOINTS = (
    " \u2013 ",
    " \u2014 ",
    " - ",
    "\u2013",
    "\u2014",
    "\u2212",
    "-",
    " a ",
    " to ",
    " au ",
    " \u043f\u043e ",
    "\u81f3",
)
