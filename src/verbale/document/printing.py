"""What every writer of pages does before it prints: clean text, safe links, the public address, heading levels.

Markdown, JSON and XML keep a text as it is; a page, a PDF or an office document shows it, and a hostile or broken
character must not change what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from verbale.document.model import Annex, Block, Document, Heading, Mark, Paragraph, Table
from verbale.document.results import WriteOptions
from verbale.document.walk import change_blocks, places
from verbale.languages import LANGUAGES, language, original_line
from verbale.problems import BadSymbol, Problem
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


# Linear: every component of a symbol begins with a slash and ends with a letter or digit.
_SYMBOL = re.compile(r"([A-Z][A-Za-z.]{0,9}(?:/[A-Za-z0-9]+(?:[.\-][A-Za-z0-9]+)*)+)")


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield ``text`` cut at the document symbols in it, each piece with whether it is a symbol.

    A symbol stays on one line and runs from left to right, in Arabic too.
    """
    for index, piece in enumerate(_SYMBOL.split(text)):
        if piece:
            yield piece, bool(index % 2)


def name(document: Document) -> str:
    """Return a name for windows and bookmarks: the title, else the symbol, the first words, a dash; never empty."""
    words = (place.block.text for place in places(document))
    found = next((words for words in (document.title, document.symbol, *words) if words and words.strip()), "")
    return clean(found).strip()[:300] or "—"


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


def _symbol_address(text: str, code: str) -> str:
    # The United Nations resolves its own symbols; those of another organization have no address unless one is told.
    try:
        symbol = parse(text)
    except BadSymbol:
        return ""
    first = (symbol.joint or (symbol,))[0]
    return undocs(symbol, code if code in LANGUAGES else None) if first.parts[0].known else ""


def original(annex: Annex, code: str) -> str:
    """Return the line under the heading of an annex that names its original language, without the brackets."""
    if annex.original in LANGUAGES and code in LANGUAGES:
        return original_line((annex.original,), code)
    return clean(annex.original)


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
    """Yield the level of each heading that shows, in order: title 1, headings of the content from 2, annexes from 2 down."""
    if not is_blank(document.title):
        yield 1
    yield from (1 + level for level in _levels(document.content))
    for annex in document.annexes:
        if not is_blank(annex.label):
            yield 2
        if not is_blank(annex.title):
            yield 2 if is_blank(annex.label) else 3
        yield from (3 + level for level in _levels(annex.content))


def _levels(content: Sequence[Block]) -> Iterator[int]:
    return (block.level for block in content if isinstance(block, Heading) and not is_empty(block))


def is_blank(text: str) -> bool:
    """Say whether nothing of ``text`` would be seen."""
    return not clean(text).strip(" \u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060")


def is_empty(block: Paragraph | Heading) -> bool:
    """Say whether the block prints nothing: no words, no number, no note."""
    return is_blank(block.text) and is_blank(block.number) and not any(mark.kind == "note" for mark in block.marks)


def doubts(document: Document) -> tuple[Problem, ...]:
    """Return what a page cannot show as it stands: refused links, characters left out, notes that do not exist."""
    found = []
    for where, words, marks, notes in _marked(document):
        dropped = len(_DROPPED.findall(words)) + len(_BROKEN.findall(words))
        if dropped:
            what = f"{dropped} control or direction characters, which would disturb the page, were left out."
            found.append(Problem("write-characters-dropped", "note", what, where, "Remove them from the text."))
        for mark in marks:
            if mark.kind == "link" and not safe_link(mark.value):
                what = f"The address {clean(mark.value)[:80]!r} is not linked: only http, https and mailto are."
                found.append(Problem("write-link-refused", "warning", what, where, "Give the address in full."))
            if mark.kind == "note" and mark.value not in notes:
                what = f"The note {clean(mark.value)[:80]!r} that is anchored here does not exist."
                found.append(Problem("write-note-absent", "warning", what, where, "Add the note or remove its anchor."))
    return tuple(found)


def _marked(document: Document) -> Iterator[tuple[str, str, Sequence[Mark], set[str]]]:
    own = {note.id for note in document.notes}
    of_annex = {annex.id: {note.id for note in annex.notes} for annex in document.annexes}
    yield "title", document.title, document.title_marks, own
    for line in document.cover:
        yield f"cover.{line.field}", line.text, line.marks, own
    for annex in document.annexes:
        yield annex.id, annex.label, annex.label_marks, of_annex[annex.id]
        yield annex.id, annex.title, annex.title_marks, of_annex[annex.id]
    for place in places(document):
        yield place.block.id, place.block.text, place.block.marks, of_annex.get(place.annex, own)
