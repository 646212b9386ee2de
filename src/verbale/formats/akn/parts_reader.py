"""Reading the parts of a document in their order, wherever the publisher put them: preamble, body, conclusions, components."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from verbale.document import Block, Heading
from verbale.formats.akn.content_reader import Context, marks_of, read_blocks
from verbale.formats.akn.parsing import Element, local
from verbale.formats.akn.text_reader import read_text

_TEXTS = frozenset({"p", "block", "longTitle"})
_HOLDERS = frozenset({"container", "formula"})
_DOCUMENTS = frozenset(
    {"statement", "doc", "debateReport", "documentCollection", "act", "bill", "debate", "judgment", "amendment"}
)


def texts(holder: Element) -> Iterator[Element]:
    """Yield the elements that are the lines of a cover or preface."""
    for child in holder:
        if local(child) in _HOLDERS:
            yield from texts(child)
        elif local(child):
            yield child


def read_main(part: Element, context: Context) -> Iterator[Block]:
    """Yield the blocks of what stands directly in a file: its document, or the components of a collection."""
    if local(part) == "components":
        yield from _components(part, context)
    else:
        yield from read_parts(part, context)


def read_parts(document: Element, context: Context) -> Iterator[Block]:
    """Yield the blocks of a document without its cover, preface and attachments."""
    for child in document:
        match local(child):
            case "meta" | "coverPage" | "preface" | "attachments" | "":
                pass
            case "preamble":
                yield from read_blocks(
                    [child], replace(context, role="" if context.own and context.part else "preambular")
                )
            case "conclusions":
                yield from _conclusions(child, context)
            case "components" | "component" | "collectionBody":
                yield from _components(child, context)
            case _:
                yield from read_blocks([child], context)


def _components(element: Element, context: Context) -> Iterator[Block]:
    """Yield the blocks of the documents in a collection one after the other; the prefaces of these are headings."""
    for child in element:
        if local(child) == "component":
            yield from _components(child, context)
        elif local(child) in _DOCUMENTS:
            for holder in child:
                if local(holder) in {"coverPage", "preface"}:
                    yield from _headings(holder, context)
            yield from read_parts(child, context)
        else:
            yield from read_blocks([child], context)


def _headings(holder: Element, context: Context) -> Iterator[Block]:
    for element in texts(holder):
        text = read_text(element, own=context.own)
        if text.text:
            id_ = context.ids.next("h")
            yield Heading(id_, text.text, marks_of(text, id_, context))


def _conclusions(element: Element, context: Context) -> Iterator[Block]:
    for child in element:
        role = "vote" if child.find(".//{*}vote") is not None else "place-date"
        yield from read_blocks([child], replace(context, role="" if context.own else role, operative=False))
