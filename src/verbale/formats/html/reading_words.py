"""The words of a line: runs of text with what they look like, and the text and marks that they make."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from verbale.document import Mark
from verbale.document.model import MarkKind

Look = Mapping[MarkKind, str]
"""The marks over a run, each with its value."""


class Vocabulary(msgspec.Struct, frozen=True):
    """The tables of ``reading.toml``."""

    blocks: frozenset[str]
    sections: frozenset[str]
    lists: frozenset[str]
    silent: frozenset[str]
    frame: frozenset[str]
    frame_roles: frozenset[str]
    frame_classes: frozenset[str]
    page_frame: frozenset[str]
    pictures: frozenset[str]
    arrows: tuple[str, ...]
    notes: tuple[str, ...]
    properties: frozenset[str]
    marks: dict[str, MarkKind]
    styles: dict[str, dict[str, str]]
    numbers: dict[str, str]
    encodings: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Return what the elements, attributes and classes of a page mean to the reader."""
    table = tomllib.loads(files("verbale.formats.html").joinpath("reading.toml").read_text("utf-8"))
    return msgspec.convert(table, Vocabulary)


_SPACES = re.compile("[ \t\n\r\f]+")
_WIDE = re.compile("[ \u00a0\t]{3,}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ufff9-\ufffb]+")
_OPENING, _CLOSING = ("[", "("), ("]", ")")


class Run(msgspec.Struct, frozen=True):
    """A stretch of text under one look; a "note" is the anchor of the note whose marker is the text, a "break" ends a line."""

    text: str
    look: Look = {}
    kind: Literal["text", "note", "break"] = "text"


def words(runs: Sequence[Run]) -> tuple[str, tuple[Mark, ...]]:
    """Return the text that runs make, spaces collapsed as a browser does, and the marks over it.

    A line feed stands where a line was broken, with a ``break`` mark behind it; a ``note`` mark has the marker of the note as
    its value. Three spaces or more that a browser keeps are a tab: the gap between two columns.
    """
    pieces: list[str] = []
    size = 0
    marks: list[Mark] = []
    opened: dict[tuple[MarkKind, str], tuple[int, int]] = {}
    for at, run in enumerate(runs):
        match run.kind:
            case "break":
                while pieces and not (pieces[-1] and pieces[-1][-1] not in " \t\u00a0"):
                    size -= len(pieces[-1])
                    pieces[-1] = pieces[-1].rstrip(" \t\u00a0")
                    size += len(pieces[-1])
                    if not pieces[-1]:
                        pieces.pop()
                if size:
                    pieces.append("\n")
                    size += 1
                    marks.append(Mark("break", size, size))
            case "note":
                marks.append(Mark("note", size, size, run.text))
            case "text":
                text = _unbracketed(_WIDE.sub("\t", _SPACES.sub(" ", _CONTROLS.sub("", run.text))), runs, at)
                if not size or pieces[-1][-1:] in "\n \t":
                    text = text.lstrip() if not size or pieces[-1][-1:] == "\n" else text.lstrip(" \t")
                if not text:
                    continue
                start, size = size, size + len(text)
                pieces.append(text)
                for key in run.look.items():
                    begun, reached = opened.get(key, (start, start))
                    if reached < start:
                        marks.append(Mark(key[0], begun, reached, key[1]))
                        begun = start
                    opened[key] = begun, size
    marks += (Mark(kind, start, end, value) for (kind, value), (start, end) in opened.items())
    whole = "".join(pieces).rstrip()
    return whole, tuple(sorted(_within(marks, whole), key=lambda mark: (mark.start, mark.end)))


def _unbracketed(text: str, runs: Sequence[Run], at: int) -> str:
    """Return the text without the brackets that stood around the marker of a note."""
    if _meet(runs, at):
        text = text[:-1]
    return text[1:] if at > 1 and _meet(runs, at - 2) else text


def _meet(runs: Sequence[Run], at: int) -> bool:
    """Tell whether a run opens a bracket around a note that the run behind the note closes."""
    if len(runs) < at + 3 or runs[at + 1].kind != "note":
        return False
    return runs[at].text.endswith(_OPENING) and runs[at + 2].text.startswith(_CLOSING)


def _within(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Return the marks as far as they are over the text; those over spaces alone and breaks behind it are no marks."""
    found = []
    for mark in marks:
        end = min(mark.end, len(text))
        if mark.kind == "note":
            found.append(Mark("note", end, end, mark.value))
        elif mark.kind == "break":
            found += [mark] if mark.start < len(text) else []
        elif text[mark.start : end].strip():
            found.append(Mark(mark.kind, mark.start, end, mark.value))
    return found
