"""What every writer for readers does before it prints: clean text, safe links, the public address, heading levels.

Markdown, JSON and XML keep a text as it is; a page, a PDF or an office document shows it, and a hostile or broken
character must not change what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from verbale.document.model import Block, Document, Heading, Mark, Paragraph, Table
from verbale.document.results import WriteOptions
from verbale.document.walk import change_blocks
from verbale.languages import LANGUAGES, language
from verbale.problems import BadSymbol
from verbale.symbols import parse, undocs

# Bidirectional embeddings, overrides and isolates reorder their neighbours where they are not closed; the writers set
# their own. Marks of direction (U+200E, U+200F, U+061C) are harmless and stay.
_DROPPED = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile("[\t\n\u000b\u000c\r\u0085\u2028\u2029]+")
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_SCHEMES = ("https://", "http://", "mailto:")
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def clean(text: str) -> str:
    """Return ``text`` fit to be shown: without control characters, bidirectional overrides and line ends.

    Every visible character stays; halves of surrogate pairs become U+FFFD.
    """
    return _BROKEN.sub("\ufffd", _DROPPED.sub("", _SPACES.sub(" ", text)))


def safe_link(address: str) -> str:
    """Return the address if it may be linked (http, https, mailto, no spaces or controls), else an empty string."""
    plain = clean(address).strip()
    allowed = plain.lower().startswith(_SCHEMES) and plain == address.strip() and not re.search(r"[\s\"<>]", plain)
    return plain if allowed else ""


def direction(code: str) -> str:
    """Return "rtl" or "ltr" for a language code, one of the six or any other BCP 47 tag."""
    primary = code.split("-", maxsplit=1)[0].lower()
    if primary in LANGUAGES:
        return language(primary).direction
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"


def spoken(text: str, *candidates: str) -> str:
    """Return the first of the languages whose script ``text`` is written in, or the first where none fits.

    The masthead of Arabic, Chinese and Russian editions keeps lines in English; an annex may keep its label in the
    language of the cover.
    """
    script = next((name for name, letters in _LETTERS.items() if letters.search(text)), "")
    fitting = (code for code in candidates if code in LANGUAGES and language(code).script == script)
    return next(fitting, candidates[0])


_LETTERS = {
    "Arab": re.compile("[\u0620-\u064a\u0671-\u06d3]"),
    "Hans": re.compile("[\u3400-\u9fff]"),
    "Cyrl": re.compile("[\u0400-\u04ff]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
}


def address(document: Document, options: WriteOptions) -> str:
    """Return where the public finds the document: as told, or the symbol's own address; empty where neither is."""
    if options.address:
        return safe_link(options.address)
    return _symbol_address(document.symbol or "", document.masthead.language)


def _symbol_address(symbol: str, code: str) -> str:
    try:
        return undocs(parse(symbol), code if code in LANGUAGES else None)
    except BadSymbol:
        return ""


def linked(document: Document) -> Document:
    """Return the document with a link mark over every citation whose symbol has a public address."""
    links: dict[str, list[Mark]] = {}
    for citation in document.citations:
        if target := _symbol_address(citation.symbol, document.masthead.language):
            links.setdefault(citation.block, []).append(Mark("link", citation.start, citation.end, target))

    def with_links(block: Block) -> Block:
        if isinstance(block, Table) or block.id not in links:
            return block
        return msgspec.structs.replace(block, marks=(*links[block.id], *block.marks))

    return change_blocks(document, with_links) if links else document


def outline(levels: Iterable[int]) -> list[int]:
    """Return heading levels that begin at 1, skip none and end at 6, for levels as they were meant.

    ``[2, 4, 4, 3, 2]`` becomes ``[1, 2, 2, 2, 1]``: what stood under a heading stands under it still.
    """
    open_levels: list[int] = []
    found = []
    for level in levels:
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        found.append(min(len(open_levels), 6))
    return found


def meant_levels(document: Document) -> Iterator[int]:
    """Yield the level of each heading in order: title 1, headings of the content from 2, annexes from 2 down."""
    if document.title.strip():
        yield 1
    yield from (1 + block.level for block in document.content if isinstance(block, Heading))
    for annex in document.annexes:
        if annex.label.strip():
            yield 2
        if annex.title.strip():
            yield 3 if annex.label.strip() else 2
        yield from (3 + block.level for block in annex.content if isinstance(block, Heading))


def is_empty(block: Paragraph | Heading) -> bool:
    """Say whether the block prints nothing: no words, no number, no note."""
    return not block.text.strip() and not block.number and not any(mark.kind == "note" for mark in block.marks)
