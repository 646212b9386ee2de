"""The page of a document: masthead, title, blocks, notes and annexes as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.document import Annex, CoverLine, Document
from verbale.document.cover import printed
from verbale.document.printing import is_blank, meant_levels, name, original, outline, spoken
from verbale.formats.html.content import Names, Part, label
from verbale.formats.html.markup import element, escape
from verbale.languages import LANGUAGES, phrase

_SIDE = ("advance", "distribution", "issued", "language", "original", "only")
_ORGAN = re.compile(r"((?:^|(?<=[-\u2013\u2011]))[A-Z]+(?=/))")


def article(document: Document, target: str) -> str:
    """Return the document as an ``article``; ``target`` is its public address, or empty."""
    language = document.masthead.language or "en"
    meant = list(meant_levels(document))
    # A page has one heading of the first level, whether the document has a title or not.
    levels = iter(outline(meant if meant[:1] == [1] else [1, *meant]))
    names = Names()
    part = Part(language, document.notes, levels, names)
    title = element(f"h{next(levels)}", part.runs(document.title or name(document), document.title_marks, language))
    masthead = element("header", f"{_masthead(document, part)}\n{title}", {"class": "masthead"})
    subtitle = "" if is_blank(document.subtitle) else element("p", escape(document.subtitle), {"class": "subtitle"})
    pieces = [masthead, subtitle, part.blocks(document.content), part.endnotes()]
    pieces += [_annex(annex, language, levels, names) for annex in document.annexes]
    pieces.append(_foot(document, target))
    return element("article", "\n" + "\n".join(piece for piece in pieces if piece) + "\n")


def _masthead(document: Document, part: Part) -> str:
    language = document.masthead.language
    lines = printed(document) if language in LANGUAGES else document.cover
    by_place: dict[str, list[str]] = {"organization": [], "symbol": [], "organ": [], "side": [], "below": []}
    for line in lines:
        if line.field != "job-number":
            place = line.field if line.field in by_place else "side" if line.field in _SIDE else "below"
            by_place[place].append(_line(line, document, part))
    rows = [_specimen(document)]
    if by_place["organization"] or by_place["symbol"]:
        rows.append(element("div", "".join(by_place["organization"] + by_place["symbol"]), {"class": "row top"}))
    if by_place["organ"] or by_place["side"]:
        organ = element("div", "".join(by_place["organ"]))
        side = element("div", "".join(by_place["side"]), {"class": "side"})
        rows.append(element("div", organ + side, {"class": "row main"}))
    return "\n" + "\n".join(row for row in [*rows, *by_place["below"]] if row)


def _line(line: CoverLine, document: Document, part: Part) -> str:
    language = spoken(line.text, part.language, "en")
    if line.field == "symbol":
        words = _ORGAN.sub(r"<b>\1</b>", escape(line.text)) + part.anchors(line.marks)
        return element("p", element("bdi", words, {"dir": "ltr"}), {"class": "symbol"})
    words = part.runs(line.text, line.marks, language)
    if line.field == "issued" and document.masthead.issued:
        words = element("time", words, {"datetime": document.masthead.issued.isoformat()})
    return element("p", words, {"class": line.field, **part.tongue(language)})


def _specimen(document: Document) -> str:
    if not document.specimen:
        return ""
    language = document.masthead.language
    return element("p", escape(phrase("specimen", language if language in LANGUAGES else "en")), {"class": "specimen"})


def _annex(annex: Annex, language: str, levels: Iterator[int], names: Names) -> str:
    own = annex.language or language
    part = Part(own, annex.notes, levels, names)
    outside = Part(language, (), levels, names)
    identity = names.new(annex.id)
    headings = []
    for words, marks in ((annex.label, annex.label_marks), (annex.title, annex.title_marks)):
        if not is_blank(words):
            tongue = spoken(words, own, language)
            attributes = {"id": names.new(f"{annex.id}-heading"), **part.tongue(tongue)}
            headings.append(
                (attributes["id"], element(f"h{next(levels)}", part.runs(words, marks, tongue), attributes))
            )
    if annex.original:
        words = f"[{escape(original(annex, language))}]"
        headings.append(("", element("p", words, {"class": "annex-original", **part.tongue(language)})))
    labels = " ".join(label for label, _ in headings if label)
    attributes = {"class": "annex", "id": identity, "aria-labelledby": labels, **outside.tongue(own)}
    if not labels:
        attributes["aria-label"] = label("annex", language)
    pieces = [
        *(markup for _, markup in headings),
        part.blocks(annex.content),
        part.endnotes(annex.label or annex.title),
    ]
    return element("section", "\n" + "\n".join(piece for piece in pieces if piece) + "\n", attributes)


def _foot(document: Document, target: str) -> str:
    jobs = [line.text for line in document.cover if line.field == "job-number"] or [document.masthead.job_number]
    lines = [element("span", element("bdi", escape(job))) for job in jobs if job.strip()]
    if target:
        lines.append(element("a", escape(target), {"href": target}))
    return element("footer", "".join(lines), {"class": "address", "dir": ""}) if lines else ""
