"""Writing mixed content: marks and citations as nested elements, notes at their anchors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from verbale.document import Citation, Mark
from verbale.document.model import MarkKind
from verbale.formats.akn.markup import always, attribute, escape, is_language, tongue
from verbale.problems import BadSymbol
from verbale.symbols import akn_work, parse

_STYLES: dict[MarkKind, tuple[str, str]] = {
    "untranslated": ('<inline name="untranslated">', "</inline>"),
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "raised": ("<sup>", "</sup>"),
    "lowered": ("<sub>", "</sub>"),
}
_RANKS: dict[MarkKind, int] = {"link": 1, "language": 2, **{kind: rank for rank, kind in enumerate(_STYLES, 3)}}

Tag = tuple[str, str]
"""A start tag and its end tag."""

Span = tuple[int, int, Tag]
"""Characters from one offset to another, and the element that they stand in."""


def write_text(
    text: str,
    marks: Sequence[Mark],
    citations: Sequence[Citation],
    anchor: Callable[[str], str],
    parts: Sequence[Span] = (),
) -> str:
    """Return mixed content; ``anchor`` gives the markup of a note by its id, where its anchor stands.

    ``parts`` are further elements around parts of the text.

    Elements that overlap are cut so that they nest. Of two links or two languages over one character the one that
    begins later is written, as everywhere.
    """
    if not (marks or citations or parts):
        return escape(text)
    size = len(text)
    points: dict[int, list[str]] = {}
    opens: dict[int, list[tuple[int, int, int, Tag]]] = {}
    closes: dict[int, list[tuple[int, int, int, Tag]]] = {}

    def cover(rank: int, start: int, end: int, nth: int, tag: Tag) -> None:
        if start < end:
            span = (rank, start, nth, tag)
            opens.setdefault(start, []).append(span)
            closes.setdefault(end, []).append(span)

    for nth, (start, end, tag) in enumerate(parts):
        cover(0, start, end, -1 - nth, tag)
    for nth, citation in enumerate(citations):
        cover(0, citation.start, citation.end, nth, _reference(citation.symbol, citation.kind))
    for nth, mark in enumerate(marks):
        start, end = min(mark.start, size), min(mark.end, size)
        match mark.kind:
            case "note":
                points.setdefault(start, []).append(anchor(mark.value))
            case "break":
                points.setdefault(start, []).append("<eol/>")
            case "link":
                cover(1, start, end, nth, _link(mark.value))
            case "language":
                cover(2, start, end, nth, _tongue(mark.value))
            case kind:
                cover(_RANKS[kind], start, end, nth, _STYLES[kind])
    return _nested(text, points, opens, closes)


def _nested(
    text: str,
    points: dict[int, list[str]],
    opens: dict[int, list[tuple[int, int, int, Tag]]],
    closes: dict[int, list[tuple[int, int, int, Tag]]],
) -> str:
    out: list[str] = []
    stack: list[Tag] = []
    active: list[tuple[int, int, int, Tag]] = []
    at = 0
    for cut in sorted({0, len(text), *points, *opens, *closes}):
        out.append(escape(text[at:cut]))
        at = cut
        for span in closes.get(cut, ()):
            active.remove(span)
        # What ends here ends before a note that stands here, what begins here begins behind it.
        if cut in points:
            _change(out, stack, _wanted(active))
            out += points[cut]
        active += opens.get(cut, ())
        _change(out, stack, _wanted(active))
    return "".join(out)


def _wanted(active: Sequence[tuple[int, int, int, Tag]]) -> list[Tag]:
    """Return the elements that must be open, outermost first: all citations, one link, one language, each style once."""
    tags: dict[tuple[int, int], Tag] = {}
    for rank, _, nth, tag in sorted(active, key=lambda span: span[:3]):
        tags[rank, nth if rank == 0 else 0] = tag
    return list(tags.values())


def _change(out: list[str], stack: list[Tag], wanted: list[Tag]) -> None:
    same = 0
    while same < min(len(stack), len(wanted)) and stack[same] == wanted[same]:
        same += 1
    while len(stack) > same:
        out.append(stack.pop()[1])
    for tag in wanted[same:]:
        out.append(tag[0])
        stack.append(tag)


_PART = r"(?:[^%\[\]#]|%[0-9A-Fa-f]{2})*"
_ADDRESS = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#:%\[\]]*(?::\d{{1,5}})?(?=[/?#]|\Z))?(?!//){_PART}|(?:[^%\[\]#:]|%[0-9A-Fa-f]{{2}})*)(?:#{_PART})?"
)


@lru_cache(maxsize=1 << 12)
def _link(address: str) -> Tag:
    """Return the element of a link; what no schema takes for an address is kept as a title."""
    if _ADDRESS.fullmatch(address):
        return f"<a{always('href', address)}>", "</a>"
    return f'<span class="link"{always("title", address)}>', "</span>"


@lru_cache(maxsize=64)
def _tongue(code: str) -> Tag:
    if is_language(code):
        return f"<span{tongue(code)}>", "</span>"
    return f'<span class="language"{always("title", code)}>', "</span>"


@lru_cache(maxsize=1 << 12)
def _reference(symbol: str, kind: str) -> Tag:
    """Return the element of a citation: ``ref`` with the Akoma Ntoso name of what it names, or ``entity`` without one."""
    said = always("title", symbol) + attribute("class", kind)
    if work := _work(symbol):
        return f"<ref{attribute('href', work)}{said}>", "</ref>"
    return f'<entity name="instrument" refersTo="#{_slug(symbol)}"{said}>', "</entity>"


@lru_cache(maxsize=1 << 12)
def _work(symbol: str) -> str:
    try:
        return akn_work(parse(symbol)) if "/" in symbol else ""
    except BadSymbol:
        return ""


def _slug(symbol: str) -> str:
    return "instrument-" + "".join(
        letter if letter.isalnum() and letter.isascii() else "-" for letter in symbol.lower()
    )


def instruments(citations: Iterable[Citation]) -> dict[str, str]:
    """Return the instruments without an Akoma Ntoso name that are cited: their eIds in the references, their codes."""
    return {_slug(one.symbol): one.symbol for one in citations if not _work(one.symbol)}
