"""Errors put into one language version of a real document, as they happen in translation: nothing here asks how they are found.

Every kind takes a version and a random source, and gives the changed version with the ids of the blocks concerned, or
None where the version has nothing of the kind to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from random import Random

import msgspec

from verbale.authorities import authorities
from verbale.document import Document, Heading, Paragraph, change_blocks, places
from verbale.document.model import Block

Seeded = tuple[Document, tuple[str, ...]]
Seed = Callable[[Document, Random, Document], Seeded | None]
"""A kind of error: the version, chance, and another version of the document in another language."""

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "كانون_الثاني/يناير شباط/فبراير آذار/مارس نيسان/أبريل أيار/مايو حزيران/يونيه تموز/يوليه آب/أغسطس "
    "أيلول/سبتمبر تشرين_الأول/أكتوبر تشرين_الثاني/نوفمبر كانون_الأول/ديسمبر",
}
_SPACE = "[ \u00a0\u202f]"
_AMOUNT = re.compile(
    rf"(?<![\w/.,:(-])(?:\d{{1,3}}(?:[,.]\d{{3}}|{_SPACE}\d{{3}})+|\d{{2,}}(?:[.,]\d+)?)(?=\s?%|\s?\D)(?![\w/-])"
)


def _dates(language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
    months = "|".join(re.escape(month).replace("_", _SPACE) for month in _MONTHS[language].split())
    return re.compile(rf"\d{{1,2}}(?:er)?{_SPACE}(?:de{_SPACE})?(?:{months}){_SPACE}(?:de{_SPACE})?\d{{4}}")


@cache
def _states(language: str) -> dict[str, str]:
    states = authorities().states.values()
    return {state.code: state.name(language) for state in states if state.status != "former"}


@cache
def _named(language: str) -> re.Pattern[str]:
    """The short names of States as words of their own; in Chinese as they stand."""
    names = "|".join(re.escape(name) for name in sorted(_states(language).values(), key=len, reverse=True))
    return re.compile(names if language == "zh" else rf"(?<!\w)(?:{names})(?!\w)")


def _texts(document: Document) -> list[Paragraph | Heading]:
    return [place.block for place in places(document)]


def _rewritten(document: Document, block: str, change: Callable[[str], str]) -> Document:
    def one(old: Block) -> Block:
        if old.id != block or not isinstance(old, Paragraph | Heading):
            return old
        return msgspec.structs.replace(old, text=change(old.text))

    return change_blocks(document, one)


def _other_digit(text: str, start: int, end: int, chance: Random) -> str:
    """The text with one digit between two places changed to another."""
    at = chance.choice([place for place in range(start, end) if text[place].isdigit()])
    zero = ord(text[at]) - int(text[at])
    first = at == start or not text[at - 1].isdigit()
    digits = [digit for digit in range(10) if digit != int(text[at]) and (digit or not first)]
    return text[:at] + chr(zero + chance.choice(digits)) + text[at + 1 :]


def citation(document: Document, chance: Random, _: Document) -> Seeded | None:
    """One digit of a citation is another."""
    here = {block.id for block in _texts(document)}
    cited = [one for one in document.citations if one.block in here and any(c.isdigit() for c in one.text)]
    if not cited:
        return None
    one = chance.choice(cited)
    return _rewritten(document, one.block, lambda text: _other_digit(text, one.start, one.end, chance)), (one.block,)


def date(document: Document, chance: Random, _: Document) -> Seeded | None:
    """One digit of a date is another."""
    pattern = _dates(document.masthead.language)
    found = [(block.id, hit.span()) for block in _texts(document) for hit in pattern.finditer(block.text)]
    if not found:
        return None
    block, (start, end) = chance.choice(found)
    return _rewritten(document, block, lambda text: _other_digit(text, start, end, chance)), (block,)


def amount(document: Document, chance: Random, _: Document) -> Seeded | None:
    """One digit of a number that is neither in a citation nor in a date is another."""
    dates = _dates(document.masthead.language)
    years = re.compile(r"(?:19|20)\d\d")
    found = []
    for one in _texts(document):
        taken = [hit.span() for hit in dates.finditer(one.text)]
        taken += [(cited.start, cited.end) for cited in document.citations if cited.block == one.id]
        for hit in _AMOUNT.finditer(one.text):
            free = all(hit.end() <= start or hit.start() >= end for start, end in taken)
            if free and not years.fullmatch(hit[0]):
                found.append((one.id, hit.span()))
    if not found:
        return None
    block, (start, end) = chance.choice(found)
    return _rewritten(document, block, lambda text: _other_digit(text, start, end, chance)), (block,)


def dropped(document: Document, chance: Random, _: Document) -> Seeded | None:
    """A paragraph is gone, and with it the footnotes that only it has anchors of, or not."""
    found = [block for block in document.content if isinstance(block, Paragraph)]
    if len(found) < 3:
        return None
    gone = chance.choice(found)
    content = tuple(block for block in document.content if block is not gone)
    anchored = {mark.value for mark in gone.marks if mark.kind == "note"} if chance.random() < 0.5 else set()
    notes = tuple(note for note in document.notes if note.id not in anchored)
    return msgspec.structs.replace(document, content=content, notes=notes), (gone.id,)


def footnote(document: Document, chance: Random, _: Document) -> Seeded | None:
    """A footnote is gone, with its anchor or without."""
    if not document.notes:
        return None
    gone = chance.choice(document.notes)
    left = msgspec.structs.replace(document, notes=tuple(note for note in document.notes if note is not gone))
    if chance.random() < 0.5:

        def unanchored(block: Block) -> Block:
            if not isinstance(block, Paragraph | Heading):
                return block
            marks = tuple(mark for mark in block.marks if mark.value != gone.id)
            return msgspec.structs.replace(block, marks=marks)

        left = change_blocks(left, unanchored)
    return left, tuple(block.id for block in gone.content)


def swapped(document: Document, chance: Random, _: Document) -> Seeded | None:
    """Two paragraphs change places: neighbours or far apart, with their numbers or without."""
    at = [n for n, block in enumerate(document.content) if isinstance(block, Paragraph) and len(block.text) > 20]
    if len(at) < 4:
        return None
    first = chance.randrange(len(at) - 1)
    last = first + 1 if chance.random() < 0.5 else chance.randrange(first + 1, len(at))
    one, other = document.content[at[first]], document.content[at[last]]
    if not isinstance(one, Paragraph) or not isinstance(other, Paragraph) or one.text == other.text:
        return None
    content = list(document.content)
    if chance.random() < 0.5:
        content[at[first]], content[at[last]] = other, one
    else:
        content[at[first]] = msgspec.structs.replace(one, text=other.text, marks=other.marks)
        content[at[last]] = msgspec.structs.replace(other, text=one.text, marks=one.marks)
    return msgspec.structs.replace(document, content=tuple(content)), (one.id, other.id)


def state(document: Document, chance: Random, other: Document) -> Seeded | None:
    """A State is named where another is, in a passage where the other version names the first, too."""
    language, theirs = document.masthead.language, {block.id: block.text for block in _texts(other)}
    names, elsewhere = _states(language), _states(other.masthead.language)
    codes = {name: code for code, name in names.items()}
    found = [
        (block.id, hit.span())
        for block in _texts(document)
        for hit in _named(language).finditer(block.text)
        if elsewhere[codes[hit[0]]] in _named(other.masthead.language).findall(theirs.get(block.id, ""))
    ]
    if not found:
        return None
    block, (start, end) = chance.choice(found)
    text = next(one.text for one in _texts(document) if one.id == block)
    put = chance.choice(sorted(set(codes) - {text[start:end]}))
    return _rewritten(document, block, lambda text: text[:start] + put + text[end:]), (block,)


_CLAUSES = re.compile(r"(?<=[;,，；،؛])")


def untranslated(document: Document, chance: Random, other: Document) -> Seeded | None:
    """A paragraph stands in another language."""
    found = _both(document, other)
    if not found:
        return None
    block, theirs = chance.choice(found)
    return _rewritten(document, block.id, lambda _: theirs), (block.id,)


def clause(document: Document, chance: Random, other: Document) -> Seeded | None:
    """A clause of a paragraph stands in another language."""
    found = [
        (block, pieces, clauses)
        for block, theirs in _both(document, other)
        for pieces in [_CLAUSES.split(block.text)]
        for clauses in [[one for one in _CLAUSES.split(theirs) if len(one) > 40]]
        if len(pieces) > 2 and clauses
    ]
    if not found:
        return None
    block, pieces, clauses = chance.choice(found)
    at = chance.randrange(len(pieces) - 1)
    left = "".join((*pieces[:at], f" {chance.choice(clauses).strip()} ", *pieces[at + 1 :]))
    return _rewritten(document, block.id, lambda _: left), (block.id,)


def _both(document: Document, other: Document) -> list[tuple[Paragraph | Heading, str]]:
    """Return the blocks that both versions have, with the words of the other where these are a sentence."""
    theirs = {block.id: block.text for block in _texts(other)}
    return [(block, theirs[block.id]) for block in _texts(document) if len(theirs.get(block.id, "")) > 60]


KINDS: dict[str, Seed] = {
    "citation": citation,
    "date": date,
    "amount": amount,
    "paragraph dropped": dropped,
    "footnote dropped": footnote,
    "paragraphs swapped": swapped,
    "State replaced": state,
    "sentence left": untranslated,
    "clause left": clause,
}


def seeds(
    sets: Sequence[dict[str, Document]], kind: str, language: str, count: int, chance: Random
) -> list[tuple[int, dict[str, Document], tuple[str, ...]]]:
    """Return ``count`` sets with one error of a kind in a language: the number of the set, its versions, the blocks."""
    found: list[tuple[int, dict[str, Document], tuple[str, ...]]] = []
    for _ in range(count * 40):
        if len(found) == count:
            break
        number = chance.randrange(len(sets))
        versions = sets[number]
        if language not in versions:
            continue
        others = [one for one in versions if one != language]
        seeded = KINDS[kind](versions[language], chance, versions[chance.choice(others)])
        if seeded is not None:
            found.append((number, {**versions, language: seeded[0]}, seeded[1]))
    return found
