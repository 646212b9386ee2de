"""Numbers that a word processor counts: what stands before numbered paragraphs (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re

import msgspec

from verbale.formats.docx.reading import tags as t
from verbale.formats.docx.reading.hints import character, is_of_pictures
from verbale.formats.docx.reading.numerals import numeral
from verbale.formats.docx.reading.package import Element
from verbale.formats.docx.reading.styles import ParagraphStyle, Styles

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_BULLETS = {"o": "○"}  # what a bullet in a typewriter face looks like
_MEANT = frozenset("-–—*•·○●■□▪◦‣➢❖✓→")


class Level(msgspec.Struct, frozen=True):
    """A level of a list: where it begins, the form and the text of its numbers, the level that begins it anew."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


class Number(msgspec.Struct, frozen=True):
    """What is printed before a paragraph, and how deep it stands."""

    text: str
    level: int


class Numbering:
    """The lists of a document and how far each has been counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._instances: dict[str, Element] = {}
        for child in () if root is None else root:
            if child.tag == f"{t.W}abstractNum":
                self._abstract[child.get(f"{t.W}abstractNumId") or ""] = child
            elif child.tag == f"{t.W}num":
                self._instances[child.get(f"{t.W}numId") or ""] = child
        self._levels: dict[str, dict[int, Level]] = {}
        self._owners: dict[str, str] = {}
        self._links: dict[tuple[str, str], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def count(self, number: str | None, level: int | None, style: ParagraphStyle) -> Number | None:
        """Count one paragraph, and return its number; None where it has none.

        ``number`` and ``level`` are its own; where they are absent, those of its style hold.
        """
        of_style = number is None
        if number is None:
            number, level = style.numbering
        if number is None or number not in self._instances:
            return None
        levels = self._levels_of(number)
        if level is None:
            level = self._linked(number, style.id) if of_style else 0
        if level not in levels:
            return None
        counts = self._counts.setdefault(self._owners[number], [None] * _LEVELS)
        before = counts[level]
        if (number, level) not in self._begun and self._overrides(number, level):
            before = None
        self._begun.add((number, level))
        counts[level] = levels[level].start if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > level:
                counts[deeper] = None
        return Number(self._text(levels, level, counts), level)

    def _text(self, levels: dict[int, Level], level: int, counts: list[int | None]) -> str:
        own = levels[level]
        if own.form == "bullet":
            return own.text

        def place(hit: re.Match[str]) -> str:
            at = int(hit[1]) - 1
            if at not in levels:
                return ""
            count = counts[at]
            form = "decimal" if own.legal and levels[at].form != "none" else levels[at].form
            return numeral(levels[at].start if count is None else count, form)

        return _PLACE.sub(place, own.text).strip()

    def _levels_of(self, number: str) -> dict[int, Level]:
        if number not in self._levels:
            instance = self._instances[number]
            abstract = _value(instance, "abstractNumId")
            levels, owner = self._abstract_levels(abstract, 0)
            for override in instance.iterchildren(f"{t.W}lvlOverride"):
                for one in override.iterchildren(f"{t.W}lvl"):
                    levels[_depth(override)] = _level(one)
                start = override.find(f"{t.W}startOverride")
                if start is not None and _depth(override) in levels:
                    old = levels[_depth(override)]
                    levels[_depth(override)] = msgspec.structs.replace(old, start=_int(start.get(t.VAL), old.start))
            self._levels[number], self._owners[number] = levels, owner
        return self._levels[number]

    def _abstract_levels(self, abstract: str, hops: int) -> tuple[dict[int, Level], str]:
        element = self._abstract.get(abstract)
        if element is None:
            return {}, abstract
        link = _value(element, "numStyleLink")
        if link and hops < 4:
            instance = self._instances.get(self._styles.numbering_of(link) or "")
            if instance is not None:
                return self._abstract_levels(_value(instance, "abstractNumId"), hops + 1)
        return {_depth(one): _level(one) for one in element.iterchildren(f"{t.W}lvl")}, abstract

    def _linked(self, number: str, style: str) -> int:
        """Return the level of a list that a style is linked to."""
        if (number, style) not in self._links:
            element = self._abstract.get(self._owners[number])
            levels = () if element is None else element.iterchildren(f"{t.W}lvl")
            linked = (_depth(level) for level in levels if _value(level, "pStyle") == style)
            self._links[number, style] = next(linked, 0)
        return self._links[number, style]

    def _overrides(self, number: str, level: int) -> bool:
        return any(
            _depth(one) == level and one.find(f"{t.W}startOverride") is not None
            for one in self._instances[number].iterchildren(f"{t.W}lvlOverride")
        )


def _level(element: Element) -> Level:
    form, text = _value(element, "numFmt") or "decimal", _value(element, "lvlText")
    restart = _value(element, "lvlRestart")
    legal = element.find(f"{t.W}isLgl")
    if form == "bullet":
        fonts = element.find(f"{t.RPR}/{t.FONTS}")
        text = _bullet(text, "" if fonts is None else fonts.get(f"{t.W}ascii") or "")
    return Level(
        _int(_value(element, "start"), 1 if element.find(f"{t.W}start") is None else 0),
        form,
        text[:200],
        _int(restart, 0) if restart else None,
        legal is not None and legal.get(t.VAL) not in {"0", "false"},
    )


def _bullet(text: str, font: str) -> str:
    """Return the character that a bullet shows; what no character says is a bullet all the same."""
    sign = text.strip()
    if len(sign) == 1 and (is_of_pictures(font) or sign >= "\ue000"):
        sign = character(ord(sign), font)
    sign = _BULLETS.get(sign, sign)
    return sign if sign in _MEANT else "•"


def _value(element: Element, name: str) -> str:
    found = element.find(t.W + name)
    return "" if found is None else found.get(t.VAL) or ""


def _depth(element: Element) -> int:
    return min(max(_int(element.get(t.ILVL), 0), 0), _LEVELS - 1)


def _int(text: str | None, default: int) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default
