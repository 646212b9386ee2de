"""From the bytes of a page to its tree, in bounded time and memory whatever the bytes.

The parser is libxml2's (through lxml): it takes any page, goes forward only and stops at a depth. Measured on hostile pages,
the tree builder that HTML 5 prescribes does not: 100,000 open ``div`` take it half a minute, and 90 kB of unclosed ``b`` with
classes 4 GB. What libxml2 is slow at, attributes by the thousand, is taken away before.
"""

from __future__ import annotations

import html
import re

import msgspec
from lxml import etree

from verbale.document.source import LARGEST, Source, decode
from verbale.formats.html.reading_words import vocabulary
from verbale.problems import BadInput, Problem

_DECLARED = re.compile(
    rb"(?:<meta\b[^>]{0,300}?charset|<\?xml\b[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD = 4096  # bytes in which the encoding is declared
_MARKED = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")

_MOST_TAGS = 1_000_000
_MOST_ATTRIBUTES = 60
_LONG = 300  # characters of the attributes of one element, from which on they are counted
_XHTML = re.compile(
    r"<\?xml\b|<!doctype[^>]{0,100}xhtml|<html[^>]{0,300}xmlns=[\"']http://www\.w3\.org/1999/xhtml", re.IGNORECASE
)
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea)\b.*?(?:</\1|\Z)"
    r"|<([a-z][^\s/>]*+)((?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+|[\"'])*+)",
    re.IGNORECASE | re.DOTALL,
)
_SHORT = re.compile(r"<(/?)([biu])(?=[\s/>])", re.IGNORECASE)
_LONGER = {"b": "strong", "i": "em", "u": "ins"}
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_ANY_TAG = re.compile(r"<[^<>]*>")


class Page(msgspec.Struct, frozen=True):
    """The tree of a page (None where it holds nothing), or its bare lines where it was too deep for one."""

    root: etree._Element | None
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_page(data: bytes) -> Page:
    """Return the tree of a page.

    Raises BadInput where the page is too large to be one document.
    """
    source = source_of(data)
    text = thinned(source.text)
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root: etree._Element | None = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        lines = tuple(line.strip() for line in html.unescape(_ANY_TAG.sub("\n", text)).split("\n"))
        advice = "Look whether the parts are right; save the page again from the program that it was written with."
        deep = Problem(
            "read-nesting",
            "warning",
            "The page is nested over 2,000 deep; its words are read as bare lines.",
            "",
            advice,
        )
        return Page(None, lines, (*source.problems, deep))
    return Page(root, (), source.problems)


def source_of(data: bytes) -> Source:
    """Return the text of a page; raises BadInput where it is too large to be one document."""
    source = _decoded(data)
    if source.text.count("<") > _MOST_TAGS:
        raise BadInput(
            f"The page has {source.text.count('<'):,} tags; a document has at most {_MOST_TAGS:,}.",
            advice="Send each document as a file of its own.",
        )
    return source


def _decoded(data: bytes) -> Source:
    """Return the text of the page: by its byte order mark, as UTF-8 where it is that, as it declares, else by a guess."""
    declared = _DECLARED.search(data[:_HEAD])
    codec = vocabulary().encodings.get(declared[1].decode().lower()) if declared else None
    if codec is None or len(data) > LARGEST or data.startswith(_MARKED) or _is_utf8(data):
        return decode(data)
    try:
        return decode(data.decode(codec).encode())
    except UnicodeDecodeError:
        return decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def thinned(text: str) -> str:
    """Return the page without attributes by the hundred, with the elements of XHTML closed as HTML closes them.

    ``b``, ``i`` and ``u`` get the names of their equals, which the parser lets paragraphs stand in.
    """
    xhtml = _XHTML.search(text[:_HEAD]) is not None

    def kept(tag: re.Match[str]) -> str:
        name, attributes = tag[2], tag[3]
        if name is None:
            return tag[0]
        if len(attributes) > _LONG and max(attributes.count("="), len(attributes.split()) // 4) > _MOST_ATTRIBUTES:
            return f"<{name}"
        if xhtml and attributes.endswith("/") and name.lower() not in _VOID:
            return f"<{name}{attributes[:-1]}></{name}"
        return tag[0]

    return _SHORT.sub(lambda tag: f"<{tag[1]}{_LONGER[tag[2].lower()]}", _TAG.sub(kept, text))
