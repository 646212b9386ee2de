"""Reading an annex: its label, its title, its language, and what it holds."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from verbale.document import Annex, Citation, Mark
from verbale.formats.akn.content_reader import Context, Notes, marks_of, read_blocks, read_note
from verbale.formats.akn.cover_reader import refers_to_languages
from verbale.formats.akn.ids import Counted
from verbale.formats.akn.parsing import Element, local
from verbale.formats.akn.parts_reader import read_parts, texts
from verbale.formats.akn.text_reader import XML_LANG, read_text
from verbale.formats.akn.vocabulary import from_alpha3
from verbale.languages import wordings

_LEAVES = ("heading", "subheading", "p")
_WORDS = frozenset({"annex", "enclosure", "appendix"})
_LONGEST_LABEL = 80


class _Words(NamedTuple):
    text: str = ""
    marks: tuple[Mark, ...] = ()


class _Head(NamedTuple):
    """What stands over an annex; ``taken`` are the elements of its body that say so, ``rest`` other lines of its preface."""

    label: _Words = _Words()
    title: _Words = _Words()
    original: str = ""
    taken: tuple[Element, ...] = ()
    rest: tuple[Element, ...] = ()


def read_annex(attachment: Element, nth: int, notes: Notes, cited: list[Citation]) -> Annex:
    """Return the nth annex of a file, from its ``attachment``.

    Where the publisher gave it no preface, its label and title are the first lines of its body.
    """
    document = next((child for child in attachment if local(child)), attachment)
    context = Context(notes, cited, Counted(f"a{nth}-"), nth)
    head = _preface(document, context)
    if not (head.label.text or head.title.text or context.own):
        head = _printed(document, context)
        for element in head.taken:
            element.getparent().remove(element)
    content = (*read_blocks(head.rest, context), *read_parts(document, context))
    for note in document.iterfind("{*}meta/{*}notes/{*}note"):
        read_note(note, context)
    return Annex(
        id=(attachment.get("GUID") if context.own else None) or f"annex{nth}",
        label=head.label.text,
        title=head.title.text,
        label_marks=head.label.marks,
        title_marks=head.title.marks,
        language=_language(document, context),
        original=head.original,
        content=content,
        notes=notes.of(nth),
    )


def _language(document: Element, context: Context) -> str:
    if context.own:
        return next((child.get(XML_LANG, "") for child in document if local(child) == "mainBody"), "")
    stated = document.find("{*}meta//{*}FRBRlanguage")
    return from_alpha3(stated.get("language", "")) if stated is not None else ""


def _preface(document: Element, context: Context) -> _Head:
    label = title = _Words()
    original = ""
    rest: list[Element] = []
    lines = [one for holder in document if local(holder) in {"preface", "coverPage"} for one in texts(holder)]
    for line in lines:
        language = next((one for one in line.iter("{*}inline") if one.get("name") == "originalLanguage"), None)
        named = next((one for one in line.iter("{*}docTitle", "{*}docNumber", "{*}docType")), None)
        if language is not None:
            original = language.get("title") or next(iter(refers_to_languages(language)), "")
        elif not label.text and named is not None and _labels(line, named):
            label = _read(line, context)
        elif not title.text and named is not None:
            title = _read(line, context)
        else:
            rest.append(line)
    return _Head(label, title, original, (), tuple(rest))


def _labels(line: Element, named: Element) -> bool:
    """Tell whether a line of a preface is the label: it says so, or holds a kind of document, or begins like one."""
    return (
        named.get("refersTo") == "#annex"
        or next(line.iter("{*}docType", "{*}docNumber"), None) is not None
        or _begins_as_label("".join(line.itertext()))
    )


def _printed(document: Element, context: Context) -> _Head:
    """Return the label and the title that stand in the body of an annex: a first line "Annex", then a heading."""
    body = next((child for child in document if local(child) in {"mainBody", "body"}), None)
    if body is None or not len(body):
        return _Head()
    first, second = body[0], body[1] if len(body) > 1 else None
    words = _leaf(first)
    if words is None or not _begins_as_label("".join(words.itertext())):
        return _Head()
    label = _read(words, context)
    heading = _leaf(second) if second is not None else None
    if heading is None or (local(heading) == "p" and not _is_bold(heading)):
        return _Head(label, taken=(first,))
    return _Head(label, _read(heading, context), taken=(first, second))


def _leaf(element: Element) -> Element | None:
    """Return the one element with words in a block without a number; None where there are more."""
    found = [one for one in element.iter() if local(one) in {*_LEAVES, "num", "table"}]
    return found[0] if len(found) == 1 and local(found[0]) in _LEAVES else None


def _is_bold(element: Element) -> bool:
    text = read_text(element, own=False)
    return any(mark.kind == "bold" and mark.start == 0 and mark.end == len(text.text) for mark in text.marks)


def _begins_as_label(text: str) -> bool:
    words = " ".join(text.split()).casefold()
    return 0 < len(words) <= _LONGEST_LABEL and words.startswith(_label_words())


@cache
def _label_words() -> tuple[str, ...]:
    return tuple(one.text.casefold() for one in wordings() if one.key in _WORDS)


def _read(element: Element, context: Context) -> _Words:
    text = read_text(element, own=context.own)
    return _Words(text.text, marks_of(text, "", context))
