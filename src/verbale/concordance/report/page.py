"""The report as one HTML page that needs nothing else: plots with their numbers, then each difference in six columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib import resources

from verbale.concordance.model import Finding, Spot
from verbale.concordance.report.comparing import Compared
from verbale.concordance.report.rows import cut
from verbale.languages import LANGUAGES, language
from verbale.problems import Severity

_ROW, _WIDE, _LABEL, _BAR = 26, 720, 250, 380
_COUNTED: tuple[Severity, ...] = ("error", "warning", "note")


def html(found: Iterable[Compared], title: str = "Concordance") -> bytes:
    """Return the report as a page in UTF-8."""
    documents = list(found)
    style = (resources.files("verbale.concordance") / "report" / "page.css").read_text("utf-8")
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{style}</style></head><body><main>",
        f"<h1>{escape(title)}</h1>",
        *_summary(documents),
        *_documents(documents),
        "</main></body></html>",
    ]
    return "\n".join(parts).encode("utf-8")


def _summary(documents: Sequence[Compared]) -> Iterator[str]:
    findings = [one for document in documents for one in document.findings]
    agree = sum(not document.findings and len(document.languages) > 1 for document in documents)
    yield (
        f"<p>{_many(len(documents), 'document')}, {_many(len(findings), 'difference')}; "
        f"{_many(agree, 'document')} without any.</p>"
    )
    kinds = Counter(one.code for one in findings)
    odd = Counter(code for one in findings for code in one.odd)
    undecided = sum(not one.odd for one in findings)
    names = {code: _name(code) for code in (*LANGUAGES, *odd)}
    yield from _plot("Differences by kind", dict(kinds.most_common()))
    by_language = {names[code]: odd[code] for code in names if odd[code]}
    yield from _plot("Differences by the language that differs", by_language)
    if undecided:
        yield f"<p>In {_many(undecided, 'difference')} no majority tells which version is odd.</p>"


def _plot(title: str, values: Mapping[str, int]) -> Iterator[str]:
    """Bars for the eye, and the same numbers as a table for everybody."""
    if not values:
        return
    most = max(values.values())
    yield f"<section><h2>{escape(title)}</h2>"
    yield f'<svg viewBox="0 0 {_WIDE} {_ROW * len(values)}" role="img" aria-label="{escape(title)}: the table has the numbers">'
    for place, (label, value) in enumerate(values.items()):
        top, width = place * _ROW, max(2, round(_BAR * value / most))
        yield (
            f'<text x="{_LABEL - 8}" y="{top + 17}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{_LABEL}" y="{top + 4}" width="{width}" height="{_ROW - 8}"/>'
            f'<text x="{_LABEL + width + 8}" y="{top + 17}">{value}</text>'
        )
    yield "</svg><details><summary>As a table</summary><table><tbody>"
    for label, value in values.items():
        yield f'<tr><th scope="row">{escape(label)}</th><td>{value}</td></tr>'
    yield "</tbody></table></details></section>"


def _documents(documents: Sequence[Compared]) -> Iterator[str]:
    yield "<section><h2>Documents</h2>"
    yield '<div class="wide" tabindex="0" role="region" aria-label="Documents"><table class="documents"><thead><tr>'
    heads = (
        "Document",
        "Languages",
        "Passages",
        "In all languages",
        "Sure",
        *(f"{one}s" for one in _COUNTED),
        "accepted",
    )
    yield "".join(f'<th scope="col">{head.capitalize()}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for number, one in enumerate(documents):
        counts = Counter(finding.severity for finding in one.findings)
        link = f'<a href="#d{number}">{escape(one.symbol or "no symbol")}</a>' if _tells(one) else escape(one.symbol)
        cells = (
            " ".join(one.languages), one.rows, one.whole, f"{one.sure:.0%}",
            *(counts[severity] or "" for severity in _COUNTED), len(one.accepted) or "",
        )  # fmt: skip
        yield f'<tr><th scope="row">{link}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
    yield "</tbody></table></div></section>"
    for number, one in enumerate(documents):
        if _tells(one):
            yield f'<section id="d{number}"><h2>{escape(one.symbol or "no symbol")}</h2><p>{escape(one.title)}</p>'
            for problem in one.problems:
                yield f"<p><strong>{escape(problem.severity)}</strong> {escape(problem.text)} {escape(problem.advice)}</p>"
            for finding in one.findings:
                yield from _finding(finding)
            for accepted in one.accepted:
                yield from _finding(accepted.finding, accepted.reason)
            yield "</section>"


def _tells(document: Compared) -> bool:
    return bool(document.findings or document.accepted or document.problems)


def _finding(finding: Finding, reason: str = "") -> Iterator[str]:
    """A difference with its words in a column for each language, read in its own direction."""
    name = f"{finding.code}, {finding.key}"
    yield f'<article class="{escape(finding.severity)}"><h3>{escape(finding.text)}</h3>'
    yield f"<p><code>{escape(finding.code)}</code> {escape(finding.severity)}. {escape(finding.advice)}</p>"
    if reason:
        yield f"<p>Accepted: {escape(reason)}</p>"
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{escape(name)}"><table class="spots"><thead><tr>'
    for spot in finding.spots:
        odd = " <em>(differs)</em>" if spot.language in finding.odd else ""
        yield f'<th scope="col">{escape(_name(spot.language))}{odd}</th>'
    yield "</tr></thead><tbody><tr>"
    yield from (_cell(spot, odd=spot.language in finding.odd) for spot in finding.spots)
    yield "</tr></tbody></table></div></article>"


def _cell(spot: Spot, *, odd: bool) -> str:
    before, meant, after = (escape(part) for part in cut(spot))
    words = f"{before}<mark>{meant}</mark>{after}" if meant else before or "<em>not there</em>"
    direction = "rtl" if spot.language in LANGUAGES and language(spot.language).direction == "rtl" else "ltr"
    spoken = f' lang="{escape(spot.language)}" dir="{direction}"' if spot.text else ""
    return f"<td{' class=odd' if odd else ''}{spoken}>{words}</td>"


def _name(code: str) -> str:
    return language(code).name_en if code in LANGUAGES else code


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
