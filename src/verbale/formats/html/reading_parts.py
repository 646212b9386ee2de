"""The parts of a page: its document, the frame around it, and what is left out of the reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from lxml import etree

from verbale.formats.html.reading_words import vocabulary
from verbale.problems import Problem, Severity

_MOST = 8  # main parts that are looked at; a page has one


def content_of(root: etree._Element) -> tuple[etree._Element, bool]:
    """Return the element that holds the document, and whether that is the whole page with its frame.

    It is the first main part that has words, else the only article that has most of the words, else the body.
    """
    body = next(root.iter("body"), root)
    mains = (one for one in body.iter(etree.Element) if one.tag == "main" or one.get("role") == "main")
    if (main := next(filter(words_in, islice(mains, _MOST)), None)) is not None:
        return main, False
    articles = list(body.iter("article"))
    if len(articles) == 1 and 2 * words_in(articles[0]) > words_in(body):
        return articles[0], False
    return body, True


def is_frame(element: etree._Element, *, whole: bool) -> bool:
    """Tell whether an element is of the page and not of its document; ``whole`` says that it stands outside a main part."""
    known, tag = vocabulary(), str(element.tag)
    if tag in known.frame or element.get("role") in known.frame_roles:
        return True
    if (classes := element.get("class")) and not known.frame_classes.isdisjoint(classes.lower().split()):
        return True
    return whole and tag in known.page_frame and not any(child.tag == "h1" for child in element.iter("h1"))


def words_in(element: etree._Element) -> int:
    """Return how many words there are in an element, scripts and the like left aside."""
    return sum(len(text.split()) for text in _texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    silent = vocabulary().silent
    for one in element.iter(etree.Element):
        if one.text and one.tag not in silent:
            yield one.text
        if one.tail and one is not element and (parent := one.getparent()) is not None and parent.tag not in silent:
            yield one.tail


_LEFT: tuple[tuple[str, str, Severity, str, str], ...] = (
    ("hidden", "read-hidden-left-out", "warning", "{} words that the page does not show are left out.", "Look whether they belong to the document."),
    ("frame", "read-frame-left-out", "note", "{} words around the document are left out: navigation, forms, foot of the page.", ""),
    ("deleted", "read-deletions-left-out", "warning", "{} words that are marked as deleted are left out.", "Accept or refuse all changes first."),
    ("pictures", "read-pictures-left-out", "note", "{} pictures are left out.", ""),
    ("links", "read-links-left-out", "note", "{} links are left out: only whole addresses of http, https and mailto are kept.", ""),
    ("deep", "read-nesting", "warning", "{} elements are nested over 120 deep and read as bare text.", "Look whether the parts are right."),
)  # fmt: skip


def problems_of(left: Mapping[str, int]) -> tuple[Problem, ...]:
    """Return a problem for each kind of thing that was left out, with how many there were."""
    return tuple(
        Problem(code, severity, text.format(f"{left[key]:,}"), "", advice)
        for key, code, severity, text, advice in _LEFT
        if left.get(key)
    )
