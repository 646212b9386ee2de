"""Styles: how the runs and paragraphs that name one look, with what they are based on."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from verbale.document.lines import Style
from verbale.document.model import MarkKind
from verbale.formats.docx.names import FOREIGN, OURS, TAG, UNTRANSLATED, UNTRANSLATED_FOREIGN
from verbale.formats.docx.reading import tags as t
from verbale.formats.docx.reading.hints import is_of_pictures, of_style
from verbale.formats.docx.reading.package import Element

_DEEPEST = 32  # styles that one is based on
_OFF = frozenset({"0", "false", "off", "none"})

_UNTRANSLATED = frozenset({UNTRANSLATED, UNTRANSLATED_FOREIGN})
_SPOKEN = frozenset({FOREIGN, UNTRANSLATED_FOREIGN})

Key = tuple[tuple[str, str | None], ...]


class Look(msgspec.Struct, frozen=True):
    """How a run looks: the marks it bears, whether it is hidden, the font of pictures it is set in."""

    marks: tuple[tuple[MarkKind, str], ...] = ()
    hidden: bool = False
    struck: bool = False
    font: str = ""
    is_tag: bool = False


class ParagraphStyle(msgspec.Struct, frozen=True):
    """A paragraph style: what its name tells, how its runs look, its numbering, the space and lines around it."""

    id: str = ""
    name: str = ""
    hint: Style | None = None
    level: int = 0
    toggles: tuple[tuple[str, str], ...] = ()
    numbering: tuple[str | None, int | None] = (None, None)
    before: int = 0
    after: int = 0
    is_ruled: bool = False


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        self._defaults: list[Element] = []
        for style in () if root is None else root:
            if style.tag == f"{t.W}style":
                self._elements[style.get(f"{t.W}styleId") or ""] = style
                if style.get(t.TYPE) == "paragraph" and style.get(f"{t.W}default") in {"1", "true"}:
                    self._default = style.get(f"{t.W}styleId") or ""
            elif style.tag == f"{t.W}docDefaults":
                self._defaults = list(style.iter(t.RPR, t.PPR))
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._looks: dict[tuple[str, Key], Look] = {}

    def paragraph(self, id_: str | None) -> ParagraphStyle:
        """Return the paragraph style of this id, the default one where there is none."""
        key = id_ if id_ in self._elements else self._default
        if key not in self._paragraphs:
            self._paragraphs[key] = self._paragraph(key)
        return self._paragraphs[key]

    def name(self, id_: str) -> str:
        """Return the name of a style."""
        element = self._elements.get(id_)
        found = None if element is None else element.find(f"{t.W}name")
        return "" if found is None else found.get(t.VAL) or ""

    def numbering_of(self, id_: str) -> str | None:
        """Return the numbering instance that a numbering style leads to."""
        return self.paragraph(id_).numbering[0] if id_ in self._elements else None

    def look(self, key: Key, of: ParagraphStyle) -> Look:
        """Return the look of a run with the properties ``key`` in a paragraph of a style."""
        known = self._looks.get((of.id, key))
        if known is None:
            known = self._looks[of.id, key] = self._look(dict(key), of)
        return known

    def _chain(self, id_: str) -> Iterator[Element]:
        """Yield a style and those it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while id_ in self._elements and id_ not in seen and len(seen) < _DEEPEST:
            seen.add(id_)
            element = self._elements[id_]
            yield element
            based = element.find(f"{t.W}basedOn")
            id_ = "" if based is None else based.get(t.VAL) or ""

    def _paragraph(self, id_: str) -> ParagraphStyle:
        hint: Style | None = None
        level = 0
        number: str | None = None
        depth: int | None = None
        space: dict[str, int] = {}
        outline: int | None = None
        ruled: bool | None = None
        chain = list(self._chain(id_))
        sources = [pr for style in chain if (pr := style.find(t.PPR)) is not None]
        for style in chain:
            if hint is None:
                hint, level = of_style(self.name(style.get(f"{t.W}styleId") or ""))
        for pr in [*sources, *(one for one in self._defaults if one.tag == t.PPR)]:
            for child in pr:
                if child.tag == t.NUMPR and number is None:
                    number, depth = numbering(child)
                elif child.tag == t.SPACING:
                    for side in ("before", "after"):
                        space.setdefault(side, _number(child.get(t.W + side)))
                elif child.tag == t.BORDERS and ruled is None:
                    ruled = has_rule(child)
                elif child.tag == t.OUTLINE and outline is None:
                    outline = _number(child.get(t.VAL))
        if hint is None and outline is not None and outline < 9:
            hint, level = "heading", outline + 2
        return ParagraphStyle(
            id_,
            self.name(id_),
            hint,
            level,
            () if self.name(id_).startswith(OURS) else self._toggles(id_, self._defaults),
            (number, depth),
            space.get("before", 0),
            space.get("after", 0),
            bool(ruled),
        )

    def _toggles(self, id_: str, defaults: list[Element] | None = None) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for style in self._chain(id_):
            for kind, value in properties(style.find(t.RPR)):
                found.setdefault(kind, value or "")
        for one in defaults or ():
            if one.tag == t.RPR:
                for kind, value in properties(one):
                    found.setdefault(kind, value or "")
        return tuple(found.items())

    def _look(self, direct: dict[str, str | None], of: ParagraphStyle) -> Look:
        base, style = dict(of.toggles), direct.get("style") or ""
        own = dict(self._toggles(style)) if style else {}
        name = self.name(style) if style else ""

        def is_on(kind: str) -> bool:
            # Bold, italic and hidden of a paragraph style and of a character style cancel each other (17.7.3).
            if kind in direct:
                return _on(direct[kind])
            return (kind in base and _on(base[kind])) != (kind in own and _on(own[kind]))

        def value(kind: str) -> str:
            return direct.get(kind) or own.get(kind) or base.get(kind) or ""

        marks: list[tuple[MarkKind, str]] = []
        # That a heading is bold is its style; what is bold in it besides is emphasis.
        if is_on("bold") and not (of.hint == "heading" and "bold" in base and _on(base["bold"])):
            marks.append(("bold", ""))
        if is_on("italic"):
            marks.append(("italic", ""))
        # A link, or a passage not translated, is underlined by its style: that is no emphasis.
        drawn = "" if "link" in name.lower() or name in _UNTRANSLATED else own.get("underline")
        underline = direct.get("underline") or base.get("underline") or drawn
        if underline and underline not in _OFF:
            marks.append(("underline", ""))
        vertical: dict[str, MarkKind] = {"superscript": "raised", "subscript": "lowered"}
        if (kind := vertical.get(value("vertical"))) and name != TAG:
            marks.append((kind, ""))
        if name in _UNTRANSLATED:
            marks.append(("untranslated", ""))
        language = direct.get("language") if name in _SPOKEN else own.get("language")
        if language:
            marks.append(("language", language.split("-", maxsplit=1)[0].lower()))
        font = value("font")
        return Look(
            tuple(marks), is_on("hidden"), is_on("struck"), font if font and is_of_pictures(font) else "", name == TAG
        )


_PROPERTIES = {
    t.RSTYLE: ("style", t.VAL),
    t.BOLD: ("bold", t.VAL),
    t.ITALIC: ("italic", t.VAL),
    t.UNDERLINE: ("underline", t.VAL),
    t.VERTICAL: ("vertical", t.VAL),
    t.VANISH: ("hidden", t.VAL),
    t.STRIKE: ("struck", t.VAL),
    t.FONTS: ("font", f"{t.W}ascii"),
}
_LANGUAGES = (t.VAL, f"{t.W}bidi", f"{t.W}eastAsia")


def properties(pr: Element | None) -> Key:
    """Return those properties of a run that tell how its words are meant; all else is ornament."""
    if pr is None:
        return ()
    found: list[tuple[str, str | None]] = []
    for child in pr:
        tag = child.tag
        if tag in _PROPERTIES:
            kind, attribute = _PROPERTIES[tag]
            found.append((kind, child.get(attribute)))
        elif tag == t.LANG:
            found.append(("language", next((value for name in _LANGUAGES if (value := child.get(name))), None)))
    return tuple(found)


def has_rule(borders: Element | None) -> bool:
    """Tell whether the borders of a paragraph draw a line above or below it."""
    sides = () if borders is None else borders.iterchildren(f"{t.W}top", f"{t.W}bottom")
    return any(side.get(t.VAL) not in {None, "nil", "none"} for side in sides)


def numbering(pr: Element) -> tuple[str | None, int | None]:
    """Return the numbering instance and the level that a ``numPr`` names."""
    number, level = pr.find(t.NUMID), pr.find(t.ILVL)
    return (
        None if number is None else number.get(t.VAL),
        None if level is None else min(max(_number(level.get(t.VAL)), 0), 8),
    )


def _on(value: str | None) -> bool:
    return value not in _OFF


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
