"""What an element says of itself: its language, its level as a heading, the number that is typed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from verbale.formats.html.reading_words import vocabulary
from verbale.languages import language
from verbale.problems import NotKnown


def code_of(element: etree._Element) -> str:
    """Return the language that an element says it is in: one of the six, or the first part of its tag."""
    said = (
        element.get("lang")
        or element.get("xml:lang")
        or element.get("{http://www.w3.org/XML/1998/namespace}lang")
        or ""
    )
    try:
        return language(said.strip()).code if said.strip() else ""
    except NotKnown:
        tag = said.strip().replace("_", "-").split("-", 1)[0].lower()
        return tag if tag.isascii() and tag.isalpha() and len(tag) in {2, 3} else ""


def language_around(element: etree._Element) -> str:
    """Return the language that holds in an element: its own, or that of the nearest element around it that has one."""
    for one in (element, *element.iterancestors()):
        if code := code_of(one):
            return code
    return ""


def is_typed(root: etree._Element) -> bool:
    """Tell whether a word processor saved the page: the languages it gives are those of its spelling checker."""
    names = (meta.get("content", "") for meta in root.iter("meta") if (meta.get("name") or "").lower() == "generator")
    return any(name.startswith(("Microsoft Word", "LibreOffice", "OpenOffice")) for name in names)


def base_of(root: etree._Element) -> str:
    """Return the address that the links of the page start from, as the page gives it."""
    return next((base.get("href", "") for base in root.iter("base")), "")


def address_of(root: etree._Element) -> str:
    """Return the address that the page gives as its own."""
    return next((link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical"), "")


def has_blocks(element: etree._Element) -> bool:
    """Tell whether an element holds blocks and not only words."""
    return any(child.tag in vocabulary().blocks for child in element)


def heading_level(element: etree._Element, tag: str, classes: Sequence[str]) -> int:
    """Return the level of a heading, 0 where it is none."""
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    if element.get("role") == "heading":
        said = element.get("aria-level") or ""
        return int(said) if said in "123456" and said else 2
    return 1 if "MsoTitle" in classes else 2 if "MsoSubtitle" in classes else 0


def label_level(element: etree._Element) -> int:
    """Return the level of the headings that label a section, under which its own headings stand; 0 where there are none."""
    labels = (element.get("aria-labelledby") or "").split() if element.tag == "section" else []
    return max(
        (
            heading_level(one, str(one.tag), [])
            for one in element.iter("h1", "h2", "h3", "h4", "h5")
            if one.get("id") in labels
        ),
        default=0,
    )


def is_number(element: etree._Element, style: Mapping[str, str]) -> bool:
    """Tell whether an element holds the number of its paragraph: of Verbale's own page, of one saved by Word."""
    return element.get("class") == "number" or style.get("mso-list") == "ignore"


def typed_level(style: Mapping[str, str]) -> int:
    """Return the level of a list that Word gives a paragraph, from 0."""
    found = next((word[5:] for word in style.get("mso-list", "").split() if word.startswith("level")), "")
    return int(found) - 1 if found.isdecimal() and len(found) == 1 else 0
