"""Marks as the inline codes of translators' tools: each mark of a text under an id, and back.

A translator moves codes with the words that they belong to; the ids say which is which. What codes mean is asked of the
document that they came from, never of the file that brings them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from verbale.document.model import Mark, MarkKind

POINTS: tuple[MarkKind, ...] = ("note", "break")
"""The marks that stand between two characters."""


class Code(msgspec.Struct, frozen=True):
    """An inline code over the characters ``start`` to ``end``: its id in the unit, the kind and value of its mark."""

    id: str
    kind: MarkKind
    start: int
    end: int
    value: str = ""

    @property
    def mark(self) -> Mark:
        """The mark that it stands for."""
        return Mark(self.kind, self.start, self.end, self.value)


class Slot(msgspec.Struct, frozen=True):
    """A code as a file brings it back: its id, where it stands, and what kind the file says it is (or nothing)."""

    id: str
    start: int
    end: int
    kind: str = ""


class Content(msgspec.Struct, frozen=True):
    """A text and the inline codes in it."""

    text: str
    codes: tuple[Code, ...] = ()


class Returned(msgspec.Struct, frozen=True):
    """A text and the codes in it, as a file brings them back."""

    text: str
    slots: tuple[Slot, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """A step through a content: words, the begin or end of a code, or a code that is a point.

    A code that ``crosses`` begins inside another and ends outside of it, so that no nested elements can hold it.
    """

    what: Literal["text", "open", "close", "point"]
    text: str = ""
    code: Code | None = None
    crosses: bool = False


def coded(text: str, marks: Sequence[Mark], like: Sequence[Code] = ()) -> Content:
    """Return a text with its marks as codes, numbered from 1 in their order.

    A mark has the id of the code ``like`` it (of the same kind and value, each used once); one that has none there has a
    number behind theirs. ``untranslated`` marks are no codes, nor is the language that such a passage stands in; marks
    over no character are left out, and those past the text are drawn in to its end.
    """
    size = len(text)
    open_ = {(mark.start, mark.end) for mark in marks if mark.kind == "untranslated"}
    free = list(like)
    codes: list[Code] = []
    more = len(like)
    for mark in marks:
        start, end = min(max(mark.start, 0), size), min(max(mark.end, 0), size)
        if mark.kind in POINTS:
            end = start
        elif (
            start >= end or mark.kind == "untranslated" or (mark.kind == "language" and (mark.start, mark.end) in open_)
        ):
            continue
        same = next((code for code in free if (code.kind, code.value) == (mark.kind, mark.value)), None)
        if same is not None:
            free.remove(same)
            name = same.id
        else:
            more += 1
            name = str(more)
        codes.append(Code(name, mark.kind, start, end, mark.value))
    return Content(text, tuple(codes))


class Placed(msgspec.Struct, frozen=True):
    """The marks that codes stand for, and which codes are not as they should be, by their ids."""

    marks: tuple[Mark, ...]
    lost: tuple[Code, ...] = ()
    doubled: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def placed(content: Returned, needed: Sequence[Code], known: Sequence[Code] = ()) -> Placed:
    """Return the marks for the codes of a content that came back.

    ``needed`` are the codes of the source, which must all be there; ``known`` further ones that may be. The anchor of a
    note that is lost is put at the end of the text, so that no note is without its anchor; of a code that is there twice
    the first counts, and what nobody knows is left out.
    """
    means = {code.id: code for code in (*known, *needed)}
    found: dict[str, Code] = {}
    doubled: list[str] = []
    unknown: list[str] = []
    for slot in content.slots:
        meant = means.get(slot.id)
        if meant is None or (slot.kind and slot.kind != meant.kind):
            unknown.append(slot.id)
        elif slot.id in found:
            doubled.append(slot.id)
        else:
            found[slot.id] = msgspec.structs.replace(meant, start=slot.start, end=slot.end)
    lost = tuple(code for code in needed if code.id not in found)
    end = len(content.text.rstrip().rstrip(".。؛;"))
    for code in lost:
        if code.kind == "note":
            found[code.id] = msgspec.structs.replace(code, start=end, end=end)
    order = {code.id: nth for nth, code in enumerate((*needed, *known))}
    marks = [found[name].mark for name in sorted(found, key=order.__getitem__)]
    solid = tuple(mark for mark in marks if mark.kind in POINTS or mark.start < mark.end)
    return Placed(solid, lost, tuple(dict.fromkeys(doubled)), tuple(dict.fromkeys(unknown)))


def events(content: Content) -> Iterator[Event]:
    """Yield the words and codes of a content in order; codes that do not cross begin and end as nested elements do."""
    size = len(content.text)
    points: dict[int, list[Code]] = {}
    opens: dict[int, list[Code]] = {}
    closes: dict[int, list[Code]] = {}
    for code in content.codes:
        if code.kind in POINTS or code.start >= code.end:
            points.setdefault(code.start, []).append(code)
        else:
            opens.setdefault(code.start, []).append(code)
            closes.setdefault(code.end, []).append(code)
    crossing = _crossing(opens, closes)
    at = 0
    begun: dict[str, int] = {}
    for cut in sorted({0, size, *points, *opens, *closes}):
        if at < cut:
            yield Event("text", content.text[at:cut])
            at = cut
        for code in sorted(closes.get(cut, ()), key=lambda code: begun[code.id], reverse=True):
            yield Event("close", code=code, crosses=code in crossing)
        yield from (Event("point", code=code) for code in points.get(cut, ()))
        for code in sorted(opens.get(cut, ()), key=lambda code: -code.end):
            begun[code.id] = len(begun)
            yield Event("open", code=code, crosses=code in crossing)


def _crossing(opens: dict[int, list[Code]], closes: dict[int, list[Code]]) -> set[Code]:
    """Return the codes that end while one that began later is open."""
    found: set[Code] = set()
    stack: list[Code] = []
    for cut in sorted({*opens, *closes}):
        ending = set(closes.get(cut, ()))
        while ending & set(stack):
            if stack[-1] in ending:
                ending.discard(stack.pop())
                continue
            inner = next(code for code in reversed(stack) if code in ending)
            found.add(inner)
            stack.remove(inner)
            ending.discard(inner)
        stack += sorted(opens.get(cut, ()), key=lambda code: -code.end)
    return found
