"""Neutral lines: what a reader of a text format hands to the recognizer.

A format knows where lines are, how they looked and where they stood; it does not know what they mean. A
:class:`Sheet` carries just that, so that one recognizer serves every format.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from verbale.document.model import Mark, Table
from verbale.problems import Problem

Style = Literal["", "heading", "rule", "note", "item", "quotation", "table", "running", "cover"]


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the source.

    ``number`` counts the lines of the source from 1; ``gap`` is the number of empty lines before it; ``style`` and
    ``level`` say how it stood out, where the format knows. ``mark`` is the note's marker (a "note") or the item's number or bullet
    (an "item"). ``page`` counts from 1; ``box`` is left, top, right, bottom in points; ``size`` the type size in points.
    ``confidence`` is how sure the words are, from 0 to 1; only a scan that a machine read has less than 1.
    """

    text: str
    number: int = 0
    gap: int = 0
    marks: tuple[Mark, ...] = ()
    style: Style = ""
    level: int = 0
    mark: str = ""
    table: Table | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    size: float | None = None
    confidence: float = 1.0


class Sheet(msgspec.Struct, frozen=True, omit_defaults=True):
    """The lines of a source, in reading order.

    ``wrapped`` says that a line may end in the middle of a paragraph, as in plain text and PDF; ``pictures`` are the pages
    that hold a picture and no line.
    """

    lines: tuple[Line, ...] = ()
    wrapped: bool = False
    problems: tuple[Problem, ...] = ()
    pictures: tuple[int, ...] = ()


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a field was read: source lines, their text, and how sure (0 to 1)."""

    field: str
    lines: tuple[int, ...] = ()
    text: str = ""
    confidence: float = 1.0
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
