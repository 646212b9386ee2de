"""Writing XLIFF 2.1, valid against its schema, with the modules for matches and glossaries."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from verbale.document.codes import Code, Content, events
from verbale.document.model import MarkKind
from verbale.formats.translation.markup import HEAD, attribute, escape, token
from verbale.formats.translation.xliff.model import Job, Match, Row, State, TermPair
from verbale.languages import LANGUAGES, language

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
OURS = "urn:verbale:xliff:1"

TYPES: dict[MarkKind, tuple[str, str]] = {
    "bold": ("fmt", "xlf:b"), "italic": ("fmt", "xlf:i"), "underline": ("fmt", "xlf:u"), "raised": ("fmt", "verbale:raised"),
    "lowered": ("fmt", "verbale:lowered"), "link": ("link", "verbale:link"), "language": ("other", "verbale:language"),
    "note": ("other", "verbale:note"), "break": ("fmt", "xlf:lb"),
}  # fmt: skip
STATES: dict[State, str] = {"new": "initial", "translated": "translated", "reviewed": "reviewed", "final": "final"}


def write(job: Job, *, prefilled: bool = False) -> str:
    """Return a job as XLIFF 2.1; ``prefilled`` puts the source where there is no target yet, as some tools want it."""
    body = "".join(
        _group(job, annex, nth, list(rows), prefilled=prefilled)
        for nth, (annex, rows) in enumerate(groupby(job.rows, key=lambda row: row.annex))
    )
    ways = f' srcDir="{_way(job.source)}" trgDir="{_way(job.target)}"'
    return (
        f'{HEAD}<xliff version="2.1" xmlns="{NAMESPACE}" xmlns:mtc="{MATCHES}" xmlns:gls="{GLOSSARY}" xmlns:verbale="{OURS}"'
        f"{attribute('srcLang', job.source)}{attribute('trgLang', job.target)}>\n"
        f'<file id="f1"{attribute("original", job.original)}{ways}>\n{body or _EMPTY}</file>\n</xliff>\n'
    )


_EMPTY = '<group id="nothing"/>\n'


def _way(code: str) -> str:
    return language(code).direction if code in LANGUAGES else "auto"


def _group(job: Job, annex: str, nth: int, rows: Sequence[Row], *, prefilled: bool) -> str:
    inside = "".join(_unit(job, row, prefilled=prefilled) for row in rows)
    if not annex:
        return inside
    return (
        f'<group id="g{nth}"{attribute("name", job.annexes.get(annex, ""))} type="verbale:annex">\n{inside}</group>\n'
    )


def _unit(job: Job, row: Row, *, prefilled: bool) -> str:
    target = row.target
    if target is None and (prefilled or not row.translate):
        target = row.source
    translate = "" if row.translate else ' translate="no"'
    before = _matches(row.matches) + _terms(row.terms)
    notes = "".join(
        f'<note category="{"location" if nth == 0 else "instruction"}">{escape(note)}</note>'
        for nth, note in enumerate(row.notes)
    )
    inside = f"<source>{_content(row.source, job)}</source>"
    if target is not None:
        inside += f"<target>{_content(target, job)}</target>"
    digest = attribute("verbale:source", row.digest)
    return (
        f'<unit{attribute("id", token(row.id))}{attribute("name", row.name)} type="verbale:{token(row.kind)}"{translate}{digest} '
        f'xml:space="preserve">{before}<notes>{notes}</notes>'
        f'<segment id="s1" state="{STATES[row.state]}">{inside}</segment></unit>\n'
    )


def _matches(matches: Sequence[Match]) -> str:
    if not matches:
        return ""
    return "<mtc:matches>{}</mtc:matches>".format(
        "".join(
            f'<mtc:match ref="#s1" type="{"mt" if match.machine else "tm"}" similarity="{match.quality}"{attribute("origin", match.origin)}>'
            f"<source>{escape(match.source)}</source><target>{escape(match.target)}</target></mtc:match>"
            for match in matches
        )
    )


def _terms(terms: Sequence[TermPair]) -> str:
    if not terms:
        return ""
    return "<gls:glossary>{}</gls:glossary>".format(
        "".join(
            f"<gls:glossEntry><gls:term>{escape(one.term)}</gls:term>"
            f"<gls:translation{attribute('source', one.source)}>{escape(one.translation)}</gls:translation></gls:glossEntry>"
            for one in terms
        )
    )


def _content(content: Content, job: Job) -> str:
    out: list[str] = []
    for event in events(content):
        code = event.code
        if code is None:
            out.append(escape(event.text))
            continue
        type_, sub = TYPES[code.kind]
        said = f' type="{type_}" subType="{sub}"'
        named = attribute("id", token(code.id))
        match event.what:
            case "point":
                shown = attribute("disp", _shown(code, job))
                out.append(f'<ph{named} canCopy="no" canDelete="no"{shown}{said}/>')
            case "open" if event.crosses:
                out.append(f'<sc{named} canDelete="no"{attribute("disp", _shown(code, job))}{said}/>')
            case "open":
                out.append(
                    f'<pc{named} canDelete="no" canOverlap="yes"{attribute("dispStart", _shown(code, job))}{said}>'
                )
            case _:
                out.append(f'<ec startRef="{token(code.id)}" canDelete="no"/>' if event.crosses else "</pc>")
    return "".join(out)


def _shown(code: Code, job: Job) -> str:
    """Return what a tool shows for a code: the marker of a note, the address of a link."""
    if code.kind == "note":
        return f"[{job.markers.get(code.value, code.value)}]"
    return code.value if code.kind in ("link", "language") else ""
