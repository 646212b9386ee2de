"""How timely the work is: medians and shares by language, month, State, item, series and document; the same as CSV.

A Mission sees the figures of its own communications, an officer those of all.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import number_format

from verbale.archive.organization import authorities
from verbale.desk import timeliness
from verbale.desk.timeliness import GROUPS, SHARES, SPANS, Line, Share, Way
from verbale.desk.views.door import Request, door
from verbale.desk.ways import clocks, ways
from verbale.languages import language
from verbale.pages import plots, wording
from verbale.pages.language import current

MOST_BARS = 40
NONE = "–"
OF_A_LANGUAGE = frozenset({"receipt-last", "note-last", "first-last"})
"""The spans that end, for one language, with that language and not with the last of all."""


class Row(msgspec.Struct, frozen=True):
    """A row of the table as it is shown: what it is of, how many documents, and its cells by the keys of their headings."""

    label: str
    documents: int
    cells: list[tuple[str, str]]


@door()
def figures(request: Request, group: str = "language") -> HttpResponse:
    """Show the figures by one of the groups."""
    every, chosen = _asked(request, group)
    on = timezone.now().date()
    lines = timeliness.lines(chosen, group, clocks(), on)
    labels = [label(group, line.key) for line in lines]
    whole = timeliness.line("", chosen, clocks(), on)
    return render(
        request,
        "desk/figures/figures.html",
        {
            "group": group,
            "groups": [(name, reverse("desk:figures-by", args=[name])) for name in GROUPS],
            "documents": whole.documents,
            "tiles": [
                *((_number(whole.medians[span]), f"figures.tile.{span}") for span in ("note-last", "receipt-last")),
                *((_percent(share), f"figures.tile.{name}") for name, share in whole.shares.items()),
            ],
            "rows": [Row(name, line.documents, _cells(group, line)) for name, line in zip(labels, lines, strict=True)],
            "headings": [*(_heading(group, span) for span in SPANS), *(f"figures.share.{name}" for name in SHARES)],
            "plots": _plots(group, lines),
            "series": sorted({way.series for way in every if way.series}),
            "asked": request.GET.get("series", ""),
            "clocks": clocks(),
        },
    )


def _plots(group: str, lines: Sequence[Line]) -> list[tuple[str, plots.Plot]]:
    """Return what is drawn, each with the key of its heading: how long it took, and how much came out on one day."""
    if not 0 < len(lines) <= MOST_BARS:
        return []
    rtl = language(current()).direction == "rtl"
    names = [line.key if group == "item" else label(group, line.key) for line in lines]
    took = [_rounded(line.medians["receipt-last"]) for line in lines]
    shares = [line.shares["simultaneous"] for line in lines]
    long = plots.bars(
        [(name, days, _number(days)) for name, days in zip(names, took, strict=True)],
        rtl=rtl,
        limit=clocks().processing * 7,
    )
    once = plots.bars(
        [(name, share.percent, _percent(share)) for name, share in zip(names, shares, strict=True)], rtl=rtl, top=100
    )
    kind = "of-language" if group == "language" else "span"
    return [(f"figures.{kind}.receipt-last", long), (f"figures.{kind}.simultaneous", once)]


def _cells(group: str, line: Line) -> list[tuple[str, str]]:
    return [
        *((_heading(group, span), _number(days)) for span, days in line.medians.items()),
        *((f"figures.share.{name}", _of(share)) for name, share in line.shares.items()),
    ]


def _number(days: float | None) -> str:
    return NONE if days is None else number_format(_rounded(days), 1)


def _percent(share: Share) -> str:
    return NONE if share.percent is None else wording.say("figures.percent", current(), number=share.percent)


def _of(share: Share) -> str:
    return f"{share.count}/{share.of}" if share.of else NONE


@door()
def figures_csv(request: Request, group: str) -> HttpResponse:
    """Give the rows of the table as CSV: days with one decimal, and of each share how many of how many."""
    _, chosen = _asked(request, group)
    lines = timeliness.lines(chosen, group, clocks(), timezone.now().date())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="figures-{group}.csv"'
    rows = csv.writer(response)
    rows.writerow([group, "documents", *SPANS, *(name for share in SHARES for name in (share, f"{share}-of"))])
    rows.writerows(_row(line) for line in lines)
    return response


def _row(line: Line) -> Sequence[Any]:
    spans = ["" if days is None else _rounded(days) for days in line.medians.values()]
    return [line.key, line.documents, *spans, *(number for s in line.shares.values() for number in (s.count, s.of))]


def _asked(request: Request, group: str) -> tuple[list[Way], list[Way]]:
    """Return all ways that the asker may see, and those asked for: of one series, or all."""
    if group not in GROUPS:
        raise Http404
    every, series = ways(request.actor), request.GET.get("series", "")
    return every, [way for way in every if not series or way.series == series]


def _heading(group: str, span: str) -> str:
    return f"figures.of-language.{span}" if group == "language" and span in OF_A_LANGUAGE else f"figures.span.{span}"


def _rounded(days: float | None) -> float | None:
    return None if days is None else round(days, 1)


def label(group: str, key: str) -> str:
    """Return what a group is called in the language of the page."""
    known = authorities()
    match group:
        case "language":
            return language(key).names[current()]
        case "state" if key in known.states:
            return known.states[key].name(current())
        case "item":
            body, _, item = key.rpartition(" ")
            title = known.agenda_title(body, item, current())
            return f"{key}. {title}" if title else key
        case _:
            return key


urlpatterns = [
    path("figures/", figures, name="figures"),
    path("figures/<slug:group>/", figures, name="figures-by"),
    path("figures/<slug:group>.csv", figures_csv, name="figures-csv"),
]
