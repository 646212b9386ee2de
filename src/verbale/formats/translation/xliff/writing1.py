"""Writing XLIFF 1.2, valid against its strict schema."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from verbale.document.codes import Content, events
from verbale.document.model import MarkKind
from verbale.formats.translation.markup import HEAD, attribute, escape, token
from verbale.formats.translation.xliff.model import Job, Row, State

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

TYPES: dict[MarkKind, str] = {
    "bold": "bold", "italic": "italic", "underline": "underlined", "link": "link", "raised": "x-raised", "lowered": "x-lowered",
    "language": "x-language", "note": "x-note", "break": "lb",
}  # fmt: skip
STATES: dict[State, str] = {
    "new": "needs-translation", "translated": "translated", "reviewed": "signed-off", "final": "final",
}  # fmt: skip


def write(job: Job, *, prefilled: bool = False) -> str:
    """Return a job as XLIFF 1.2; ``prefilled`` puts the source where there is no target yet, as some tools want it."""
    body = "".join(
        _group(job, annex, list(rows), prefilled=prefilled)
        for annex, rows in groupby(job.rows, key=lambda row: row.annex)
    )
    original = attribute("original", job.original or "document")
    return (
        f'{HEAD}<xliff version="1.2" xmlns="{NAMESPACE}">\n'
        f"<file{original}{attribute('source-language', job.source)}{attribute('target-language', job.target)} "
        f'datatype="xml"><body>\n{body}</body></file>\n</xliff>\n'
    )


def _group(job: Job, annex: str, rows: Sequence[Row], *, prefilled: bool) -> str:
    inside = "".join(_unit(job, row, prefilled=prefilled) for row in rows)
    if not annex:
        return inside
    name = attribute("resname", job.annexes.get(annex, ""))
    return f"<group{attribute('id', annex)}{name}>\n{inside}</group>\n"


def _unit(job: Job, row: Row, *, prefilled: bool) -> str:
    target, state = row.target, STATES[row.state]
    if target is None and (prefilled or not row.translate):
        target = row.source
    approved = ' approved="yes"' if row.state in ("reviewed", "final") else ""
    translate = "" if row.translate else ' translate="no"'
    inside = f"<source>{_content(row.source, job)}</source>"
    if target is not None:
        inside += f'<target state="{state}">{_content(target, job)}</target>'
    inside += "".join(f"<note>{escape(note)}</note>" for note in row.notes)
    inside += "".join(f"<note>{escape(term.term)} → {escape(term.translation)}</note>" for term in row.terms)
    for match in row.matches:
        origin = attribute("origin", f"machine: {match.origin}" if match.machine else match.origin)
        inside += (
            f'<alt-trans match-quality="{match.quality}%"{origin} xml:space="preserve"><source>{escape(match.source)}</source>'
            f"<target>{escape(match.target)}</target></alt-trans>"
        )
    return (
        f'<trans-unit{attribute("id", row.id)}{attribute("resname", row.name)} restype="x-{token(row.kind)}"'
        f'{attribute("extradata", row.digest)}{translate}{approved} xml:space="preserve">{inside}</trans-unit>\n'
    )


def _content(content: Content, job: Job) -> str:
    out: list[str] = []
    for event in events(content):
        code = event.code
        if code is None:
            out.append(escape(event.text))
            continue
        named, type_ = attribute("id", code.id), attribute("ctype", TYPES[code.kind])
        match event.what:
            case "point":
                shown = attribute("equiv-text", f"[{job.markers[code.value]}]" if code.value in job.markers else "")
                out.append(f'<x{named}{type_}{shown} clone="no"/>')
            case "open":
                out.append(f'<bx{named}{type_} clone="no"/>' if event.crosses else f'<g{named}{type_} clone="no">')
            case _:
                out.append(f"<ex{named}/>" if event.crosses else "</g>")
    return "".join(out)
