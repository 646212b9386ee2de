"""Pictures drawn on the server: they keep their letters' size on every screen and begin on the side where one reads.

Widths are percents and heights pixels, so that nothing is scaled: `across` says where a part of the width lies. What is
told by colour is told by a pattern too (``pages/patterns.html``), and every number stands in a table beside.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

ROW = 44
"""The height of a row in pixels: its label, and the bar below it."""
WIDEST = 80
"""The widest bar, in percent of the plot, so that its number has room behind it."""


class Bar(msgspec.Struct, frozen=True):
    """A bar: its label and the number behind it as text, and where both stand; without a value it has no width.

    ``x``, ``width`` and ``behind`` (where the number stands) are lengths as SVG takes them.
    """

    label: str
    number: str
    top: int
    x: str
    width: str
    behind: str


class Plot(msgspec.Struct, frozen=True):
    """Bars from one side to the other; ``mark`` is the place of a line that values are held against, or empty."""

    bars: tuple[Bar, ...]
    height: int
    mark: str = ""


def bars(
    rows: Sequence[tuple[str, float | None, str]], *, rtl: bool, limit: float | None = None, top: float | None = None
) -> Plot:
    """Return the plot of values that are not below zero, each with its label and number.

    ``limit`` is drawn as a line; ``top`` is the value of the widest bar, where that is not the largest of them.
    """
    top = top or max([*(value for _, value, _ in rows if value is not None), limit or 0]) or 1
    drawn = []
    for place, (label, value, number) in enumerate(rows):
        width = WIDEST * (value or 0) / top
        drawn.append(Bar(label, number, ROW * place, across(0, width, rtl=rtl), percent(width), across(width, rtl=rtl)))
    mark = WIDEST * (limit or 0) / top
    return Plot(tuple(drawn), ROW * len(rows), "" if limit is None else across(mark, rtl=rtl))


def across(start: float, width: float = 0, *, rtl: bool) -> str:
    """Return the left side of what begins at ``start`` percent of the width, from where one begins to read."""
    return percent(100 - start - width if rtl else start)


def percent(value: float) -> str:
    """Return a length as SVG takes it."""
    return f"{round(value, 2):g}%"
