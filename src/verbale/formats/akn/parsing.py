"""Parsing XML that anyone may have sent: no entities, no network, no document type, bounded size and depth."""

from __future__ import annotations

from functools import lru_cache
from html import unescape
from typing import Any

from lxml import etree

from verbale.problems import BadInput, Problem

Element = Any
"""An element of lxml, which has no types."""

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is parsed; the largest published one has 5 million."""

_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False,
         "remove_comments": True, "remove_pis": True}  # fmt: skip


def parse(data: bytes) -> tuple[Element, tuple[Problem, ...]]:
    """Return the root of an Akoma Ntoso file, and a problem where the XML had to be mended to be read.

    Raises BadInput where the file is too large, has a document type declaration, is no XML at all or not Akoma Ntoso.
    """
    if len(data) > LARGEST:
        raise BadInput(
            f"The XML file has {len(data)} bytes; at most {LARGEST} are read.", advice="Send the document in parts."
        )
    if any(mark in data for mark in _DOCTYPES):
        raise _declared()
    try:
        return _akoma_ntoso(etree.fromstring(data, etree.XMLParser(**_SAFE))), ()
    except etree.XMLSyntaxError as error:
        return _akoma_ntoso(_recovered(data, error)), (_malformed(error),)


def _recovered(data: bytes, error: etree.XMLSyntaxError) -> Element:
    try:
        root = etree.fromstring(data, etree.XMLParser(recover=True, **_SAFE))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise BadInput(f"The XML is not well formed: {error.msg}.", advice="Send the file again.") from error
    for entity in list(root.iter(etree.Entity)):
        _inline(entity)
    return root


def _inline(entity: Element) -> None:
    """Put an entity that the file does not declare into the text: the character of its name in HTML, else as it stands."""
    above, before = entity.getparent(), entity.getprevious()
    words = unescape(entity.text) + (entity.tail or "")
    if before is None:
        above.text = (above.text or "") + words
    else:
        before.tail = (before.tail or "") + words
    entity.tail = None
    above.remove(entity)


def _declared() -> BadInput:
    return BadInput(
        "The XML file has a document type declaration, which Akoma Ntoso does not have; it is not read.",
        advice="Remove the DOCTYPE and its entities.",
    )


def _akoma_ntoso(root: Element) -> Element:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declared()
    if local(root) != "akomaNtoso":
        raise BadInput(
            f"This is XML, but not Akoma Ntoso: its root is <{local(root)}>.", advice="The root must be <akomaNtoso>."
        )
    return root


def _malformed(error: etree.XMLSyntaxError) -> Problem:
    return Problem(
        "read-xml-malformed",
        "warning",
        f"The XML is not well formed and was mended: {error.msg}.",
        f"line {error.lineno}",
        "Look whether words are missing there, and tell the publisher.",
    )


def local(element: Element) -> str:
    """Return the name of an element without its namespace, whatever the version of Akoma Ntoso; empty for anything else."""
    return _local(element.tag)


@lru_cache(maxsize=512)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
