"""XML of translators' tools: parsed as from anyone (no entities, no network, bounded), written from strings."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from verbale.problems import BadInput

Element = Any
"""An element of lxml, which has no types."""

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is parsed: a memory of a million segments."""

XML = "{http://www.w3.org/XML/1998/namespace}"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False,
         "remove_comments": True, "remove_pis": True}  # fmt: skip
_ENTITY = tuple("<!ENTITY".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_SPECIAL = re.compile('[&<>"\r\n\t]')
_ILLEGAL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")
_TOKEN = re.compile("[-.\\w:]+")
_STRANGE = re.compile("[^-.0-9A-Za-z:_\u00c0-\u02ff\u0370-\u037d\u0400-\u04ff\u0620-\u064a\u4e00-\u9fff]")


def parse(data: bytes, root: str | tuple[str, ...], title: str) -> Element:
    """Return the root of an XML file, which must have the name ``root``, or one of several.

    A document type may be named, as old files of these tools do, and is never fetched. Raises BadInput where the file is
    too large, declares entities, is not well formed or is something else; ``title`` says what was expected.
    """
    _bounded(data)
    try:
        found = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _malformed(title, error) from error
    _called(found, (root,) if isinstance(root, str) else root, title)
    return found


def parse_each(data: bytes, root: str, name: str, title: str) -> Iterator[Element]:
    """Yield the elements called ``name`` one by one, each gone when the next comes: for files that are large.

    Refuses what `parse` refuses; whether the root is the right one is known at the end alone.
    """
    _bounded(data)
    parser = etree.iterparse(io.BytesIO(data), events=("end",), tag=f"{{*}}{name}", **_SAFE)
    try:
        for _, element in parser:
            yield element
            element.clear(keep_tail=False)
            above = element.getparent()
            while above is not None and element.getprevious() is not None:
                del above[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _malformed(title, error) from error
    _called(parser.root, (root,), title)


def _bounded(data: bytes) -> None:
    if len(data) > LARGEST:
        raise BadInput(f"The file has {len(data)} bytes; at most {LARGEST} are read.", advice="Send it in parts.")
    if any(mark in data for mark in _ENTITY):
        raise BadInput("The file declares entities of its own; it is not read.", advice="Remove its DOCTYPE.")


def _malformed(title: str, error: Exception) -> BadInput:
    return BadInput(
        f"This is not {title}: the XML is not well formed: {error}.",
        advice="Save the file again in your tool, and send it again.",
    )


def _called(root: Element, names: tuple[str, ...], title: str) -> None:
    if root is None or local(root) not in names:
        found = f"its root is <{local(root)}>" if root is not None else "it is empty"
        raise BadInput(f"This is XML, but not {title}: {found}.", advice=f"The root must be <{names[0]}>.")


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for anything else."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, name: str) -> list[Element]:
    """Return the children of an element that are called ``name``, whatever their namespace."""
    return [child for child in element if local(child) == name]


def child(element: Element, name: str) -> Element | None:
    """Return the first child of an element that is called ``name``, or None."""
    return next(iter(children(element, name)), None)


def each_piece(element: Element, text: Callable[[str], None], inner: Callable[[Element], None]) -> None:
    """Go through mixed content: ``text`` is told the words, ``inner`` the elements between them."""
    if element.text:
        text(element.text)
    for one in element:
        if isinstance(one.tag, str):
            inner(one)
        if one.tail:
            text(one.tail)


def escape(text: str) -> str:
    """Return the text for the content of an element; what no XML can hold stands as U+FFFD."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    return legal(text.replace("<", "&lt;").replace(">", "&gt;")).replace("\r", "&#13;")


def legal(text: str) -> str:
    """Return the text as XML can hold it."""
    return _ILLEGAL.sub("\ufffd", text)


def attribute(name: str, value: str) -> str:
    """Return an attribute with a space before it; nothing where the value is empty."""
    if not value:
        return ""
    if _SPECIAL.search(value):
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        value = value.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f' {name}="{legal(value)}"'


def token(text: str) -> str:
    """Return a name as ids of XML may be (NMTOKEN): any other character as ``_x2f_``; nothing becomes ``_``."""
    return _STRANGE.sub(lambda found: f"_x{ord(found.group()):x}_", text) or "_"
