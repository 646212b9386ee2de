"""Slicing the stored HTML of a document: its article, and the elements of it, as our own writer set them.

Our writer (`verbale.formats.html`) writes one article, escapes every ``>`` in text and attributes and closes every
element, so that counting tags is enough: nothing is parsed, and not a byte of the document is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_ID = re.compile(r' id="([^"]*)"')
_NAMED = re.compile(r' (id|aria-labelledby)="([^"]*)"')
_TARGET = re.compile(r' href="#([^"]*)"')
_LABELLED = re.compile(r'(<section\b[^>]* aria-label="[^"]*)"')
_BEGIN, _END = "<main>", "</main>"


class Piece(msgspec.Struct, frozen=True):
    """An element: its tag, the text of its attributes, its id (or empty), and its whole markup."""

    tag: str
    attributes: str
    id: str
    markup: str

    @property
    def inside(self) -> str:
        """The markup between its tags."""
        return self.markup[self.markup.index(">") + 1 : self.markup.rindex("</")]


def article(page: str) -> str:
    """Return the article of a stored page; empty where it is no page of our writer."""
    start, end = page.find(_BEGIN), page.rfind(_END)
    found = page[start + len(_BEGIN) : end].strip() if 0 <= start < end else ""
    return found if found.startswith("<article") and found.endswith("</article>") else ""


def pieces(markup: str) -> Iterator[Piece]:
    """Yield the elements of a stretch of markup that stand in no other."""
    depth, start, opened = 0, 0, ("", "")
    for found in _TAG.finditer(markup):
        closes, tag, attributes = found[1], found[2], found[3]
        if not closes:
            if depth == 0:
                start, opened = found.start(), (tag, attributes)
            depth += tag not in _VOID
        else:
            depth -= 1
        if depth == 0:
            name = _ID.search(opened[1])
            yield Piece(*opened, name[1] if name else "", markup[start : found.end()])


def renamed(markup: str, mark: str) -> str:
    """Return markup with a mark before all its ids and what leads to them, so that two stand on one page."""
    markup = _NAMED.sub(lambda m: f' {m[1]}="{" ".join(mark + name for name in m[2].split())}"', markup)
    return _TARGET.sub(rf' href="#{mark}\1"', markup)


_PLACE = re.compile(r'<(p|h[1-6])( id="([^"]*)"[^>]*)>(?:<span class="number">([^<]*)</span>)?')


def linked(markup: str) -> str:
    """Return markup whose paragraphs and headings lead to themselves: by their number, and by a mark for the pointer."""
    return _PLACE.sub(_with_link, markup)


def _with_link(found: re.Match[str]) -> str:
    tag, attributes, name, number = found.groups()
    mark = f'<a class="here" href="#{name}" tabindex="-1" aria-hidden="true"></a>'
    return f"<{tag}{attributes}>{mark}" + (f'<a class="number" href="#{name}">{number}</a>' if number else "")


class Row(msgspec.Struct, frozen=True):
    """A place of two language versions beside each other; either may be missing."""

    key: str
    left: str
    right: str


def beside(left: str, right: str, mark: str, name: str) -> list[Row]:
    """Return two articles place by place: their elements share ids, those without are met by what they are.

    What only the right has comes behind what is before it there. On the right ids get the ``mark``, and parts that have a
    label the ``name`` of its language, so that none is there twice.
    """
    here = _places(next(pieces(left)).inside)
    there = _places(_LABELLED.sub(rf'\1 – {name}"', renamed(next(pieces(right)).inside, mark)))
    there = {key.removeprefix(mark): markup for key, markup in there.items()}
    order = list(here)
    for at, key in enumerate(keys := list(there)):
        if key not in here:
            before = next((k for k in reversed(keys[:at]) if k in order), None)
            order.insert(order.index(before) + 1 if before else 0, key)
    return [Row(key, here.get(key, ""), there.get(key, "")) for key in order]


def _places(markup: str, annex: str = "") -> dict[str, str]:
    """Return the elements by their key; an annex is opened, its parts in its language and direction."""
    found: dict[str, str] = {}
    for piece in pieces(markup):
        if piece.tag == "section" and 'class="annex"' in piece.attributes:
            spoken = "".join(
                f' {name}="{value}"' for name, value in re.findall(r' (lang|dir)="([^"]*)"', piece.attributes)
            )
            for key, part in _places(piece.inside, piece.id).items():
                found[key] = f"<div{spoken}>{part}</div>" if spoken else part
        else:
            key = piece.id or f"{annex}.{piece.tag}.{sum(k.startswith(f'{annex}.{piece.tag}.') for k in found)}"
            found[key] = piece.markup
    return found
