"""TMX 1.4b: translation memories, written and read. Marks are inline codes; each unit says which document it is from."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

import msgspec

from verbale.document.codes import POINTS, Code, coded, events
from verbale.document.model import VERSION, Mark, MarkKind
from verbale.document.results import Writing
from verbale.document.variants import TranslationUnit, Variant
from verbale.formats.translation.markup import (
    HEAD,
    XML,
    Element,
    attribute,
    child,
    children,
    each_piece,
    escape,
    local,
    parse_each,
)
from verbale.languages import LANGUAGES, language
from verbale.problems import NotKnown, Problem

ALL = "*all*"
"""The source language of a memory in which any language may be translated into any other."""

_TYPES: dict[MarkKind, str] = {
    "bold": "bold", "italic": "italic", "underline": "ulined", "link": "link", "raised": "x-raised", "lowered": "x-lowered",
    "language": "x-language", "note": "fnote", "break": "lb",
}  # fmt: skip
_KINDS = {name: kind for kind, name in _TYPES.items()}
_SKIPPED = ("ph", "it", "ut", "bpt", "ept")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


class Memory(msgspec.Struct, frozen=True):
    """What a TMX file holds, and what of it could not be taken over."""

    units: tuple[TranslationUnit, ...]
    problems: tuple[Problem, ...] = ()


def write(units: Iterable[TranslationUnit], *, source: str = ALL) -> Writing:
    """Return translation units as a TMX file; ``source`` is the language that they were all translated from."""
    return Writing("".join(lines(units, source=source)).encode())


def lines(units: Iterable[TranslationUnit], *, source: str = ALL) -> Iterator[str]:
    """Yield a TMX file piece by piece, a unit at a time: for memories that are larger than one wants to hold."""
    yield HEAD + '<tmx version="1.4">\n'
    yield (
        f'<header creationtool="Verbale" creationtoolversion="{VERSION}" segtype="paragraph" o-tmf="Verbale" '
        f'adminlang="en"{attribute("srclang", source)} datatype="xml"/>\n<body>\n'
    )
    for unit in units:
        if unit.variants:
            yield _unit(unit)
    yield "</body>\n</tmx>\n"


def _unit(unit: TranslationUnit) -> str:
    day = f"{unit.changed:%Y%m%d}T000000Z" if unit.changed else ""
    props = "".join(
        f"<prop{attribute('type', name)}>{escape(value)}</prop>" for name, value in unit.properties.items() if name
    )
    variants = "".join(map(_variant, unit.variants))
    return f"<tu{attribute('tuid', unit.id)}{attribute('changedate', day)}>{props}\n{variants}</tu>\n"


def _variant(variant: Variant) -> str:
    out: list[str] = []
    for event in events(coded(variant.text, variant.marks)):
        code = event.code
        if code is None:
            out.append(escape(event.text))
        elif event.what == "open":
            type_, value = attribute("type", _TYPES[code.kind]), escape(code.value)
            out.append(f'<bpt i="{code.id}" x="{code.id}"{type_}>{value}</bpt>')
        elif event.what == "close":
            out.append(f'<ept i="{code.id}"/>')
        else:
            type_, value = attribute("type", _TYPES[code.kind]), escape(code.value)
            out.append(f'<ph x="{code.id}"{type_}>{value}</ph>')
    tongue = attribute("xml:lang", variant.language) or ' xml:lang="und"'
    return f"<tuv{tongue}><seg>{''.join(out)}</seg></tuv>\n"


def read(data: bytes) -> Memory:
    """Return the translation units of a TMX file, of any tool.

    Languages are those of Verbale (``fr`` for ``FR-CA``); variants in others are left out, which a problem counts. Codes of
    other tools are left out of the texts. Raises BadInput where the bytes are no TMX.
    """
    strange: dict[str, int] = {}
    found = parse_each(data, "tmx", "tu", "TMX")
    units = [_read_unit(one, nth, strange) for nth, one in enumerate(found, 1)]
    problems = [
        Problem(
            "read-segments-left-out",
            "warning",
            f"{count} segments are in {code or 'no language'}, which is none of the six; they are left out.",
            advice="Nothing, unless the language is written wrongly there.",
        )
        for code, count in strange.items()
    ]
    return Memory(tuple(unit for unit in units if unit.variants), tuple(problems))


def _read_unit(element: Element, nth: int, strange: dict[str, int]) -> TranslationUnit:
    variants: dict[str, Variant] = {}
    for one in children(element, "tuv"):
        code, segment = _language(one), child(one, "seg")
        if code not in LANGUAGES:
            strange[code] = strange.get(code, 0) + 1
        elif segment is not None and code not in variants:
            variants[code] = _read_segment(segment, code)
    props = {one.get("type", ""): "".join(one.itertext()) for one in children(element, "prop") if one.get("type")}
    return TranslationUnit(element.get("tuid") or str(nth), tuple(variants.values()), props, _day(element))


def _language(variant: Element) -> str:
    code = variant.get(f"{XML}lang") or variant.get("lang") or ""
    try:
        return language(code).code
    except NotKnown:
        return str(code)


def _day(element: Element) -> datetime.date | None:
    found = _DAY.match(element.get("changedate") or element.get("creationdate") or "")
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _read_segment(segment: Element, code: str) -> Variant:
    words: list[str] = []
    size = 0
    codes: list[Code] = []
    begun: dict[str, tuple[int, MarkKind, str]] = {}

    def text(piece: str) -> None:
        nonlocal size
        words.append(piece)
        size += len(piece)

    def inner(element: Element) -> None:
        name, kind = local(element), _KINDS.get(element.get("type", ""))
        value = element.text or ""
        pair = element.get("i", "")
        if name == "bpt" and kind:
            begun[pair] = (size, kind, value)
        elif name == "ept" and pair in begun:
            start, meant, said = begun.pop(pair)
            codes.append(Code(pair, meant, start, size, said))
        elif name == "ph" and kind in POINTS:
            codes.append(Code(element.get("x", ""), kind, size, size, value))
        elif name not in _SKIPPED:
            each_piece(element, text, inner)

    each_piece(segment, text, inner)
    return Variant(code, "".join(words), tuple(_marks(codes)))


def _marks(codes: Iterable[Code]) -> Iterator[Mark]:
    """Yield the marks of codes in the order of their numbers."""
    for code in sorted(codes, key=lambda code: int(code.id) if code.id.isdecimal() and len(code.id) < 9 else 0):
        if code.kind in POINTS or code.start < code.end:
            yield code.mark
