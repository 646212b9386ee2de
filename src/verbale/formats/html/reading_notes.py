"""Footnotes and endnotes of a page: its references, each with the element that holds the note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import unquote

import msgspec
from lxml import etree

from verbale.formats.html.reading_style import Rules, properties
from verbale.formats.html.reading_words import vocabulary

_MARKER = re.compile(
    r"[\[(]?\s*(\d{1,4}|[*\u2217\uff0a]{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[\u2020\u2021\u00a7]{1,3})\s*[\])]?"
)
_STARS = str.maketrans("\u2217\uff0a", "**")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DEEPEST = 12  # elements between a link or an address and its note
_HOLDERS = frozenset({"p", "li", "dd", "tr", "td"})


class Notes(msgspec.Struct, frozen=True):
    """The markers of the references, those of the notes, and the links in notes that lead back, by element."""

    references: Mapping[etree._Element, str]
    notes: Mapping[etree._Element, str]
    backs: frozenset[etree._Element]


def find_notes(root: etree._Element, rules: Rules) -> Notes:
    """Return the notes of a page: where a small or bracketed mark leads to an element further down that is no heading."""
    order: dict[etree._Element, int] = {}
    places: dict[str, etree._Element] = {}
    links: list[etree._Element] = []
    for at, element in enumerate(root.iter(etree.Element)):
        order[element] = at
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                places.setdefault(name, element)
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            links.append(element)
    references: dict[etree._Element, str] = {}
    notes: dict[etree._Element, str] = {}
    for link in links:
        target = places.get(unquote(link.get("href", "")[1:]))
        marker = _marker(link)
        if target is None or not marker or order[target] < order[link] or not _refers(link, rules):
            continue
        holder = _holder(target)
        if holder is not None and order[holder] > order[link]:
            references[_whole(link, marker)] = marker
            notes.setdefault(holder, marker)
    backs = frozenset(
        link
        for link in links
        if link not in references
        for holder in _around(link)
        if holder in notes and _leads_back(link, holder, places, order)
    )
    return Notes(references, notes, backs)


def _text(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()


def _marker(link: etree._Element) -> str:
    """Return the marker that is all the text of a link, without brackets."""
    found = _MARKER.fullmatch(_text(link))
    return found[1].translate(_STARS) if found else ""


def _refers(link: etree._Element, rules: Rules) -> bool:
    """Tell whether a link to a place in the page looks like a reference to a note and not like one to a paragraph."""
    if link.get("role") == "doc-noteref" or _text(link)[:1] in {"[", "*", "\u2217", "\uff0a", "\u2020"}:
        return True
    names = f"{link.get('class', '')} {link.get('id', '')} {link.get('name', '')} {link.get('href', '')}".lower()
    if any(word in names for word in vocabulary().notes):
        return True
    around = (link, link.getparent(), *link.iterdescendants("sup", "span"))
    return any(
        one is not None and (one.tag == "sup" or properties(one, rules).get("vertical-align") == "super")
        for one in around
    )


def _whole(link: etree._Element, marker: str) -> etree._Element:
    """Return the raised element around a reference where it holds nothing else but brackets."""
    parent = link.getparent()
    if parent is None or parent.tag not in {"sup", "span"} or len(parent) > 2:
        return link
    return parent if _text(parent).strip("[]() ") == marker else link


def _holder(target: etree._Element) -> etree._Element | None:
    """Return the element that holds the note which an address leads to, or None where it leads to a heading or a part."""
    holder = None
    for element in _around(target):
        if element.tag in _HEADINGS or element.tag in vocabulary().sections:
            return None
        if element.tag in _HOLDERS or _is_note(element):
            holder = element
            break
    if holder is None:
        return None
    parent = holder.getparent()
    if parent is not None and parent.tag == "tr":
        holder, parent = parent, parent.getparent()
    return parent if parent is not None and _is_note(parent) and _first(parent) is holder else holder


def _around(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the element and those around it, as far as a note may be deep."""
    yield element
    yield from islice(element.iterancestors(), _DEEPEST)


def _is_note(element: etree._Element) -> bool:
    """Tell whether a division of the page is one note, by its name."""
    if element.tag not in {"div", "aside"}:
        return False
    names = f"{element.get('id', '')} {element.get('style', '')}".lower()
    return any(word in names for word in vocabulary().notes) and "list" not in names


def _first(element: etree._Element) -> etree._Element | None:
    return next(element.iterchildren(etree.Element), None)


def _leads_back(
    link: etree._Element,
    holder: etree._Element,
    places: Mapping[str, etree._Element],
    order: Mapping[etree._Element, int],
) -> bool:
    """Tell whether a link in a note is its way back to the text, and no more: one that is the marker too is read with the note."""
    if link.get("role") == "doc-backlink":
        return True
    address = link.get("href") or ""
    target = places.get(unquote(address[1:])) if address.startswith("#") else None
    if target is None or order[target] >= order[holder]:
        return False
    return not _text(link) or _text(link).startswith(vocabulary().arrows)
