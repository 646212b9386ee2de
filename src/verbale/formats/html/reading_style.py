"""How an element looks: by its name, by its ``style``, and by the rules for single classes that a page brings along."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from verbale.document.model import MarkKind
from verbale.formats.html.reading_words import Look, vocabulary

Rules = Mapping[tuple[str, str], Mapping[str, str]]
"""Properties by element name (empty: any) and class."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# Rules that hold on paper, on narrow screens and the like do not say how the page looks.
_AT_RULE = re.compile(r"@[^{};@]*+(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\})")
_SELECTOR = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9]*)?\.([\w-]+)\s*")
_HIDDEN = frozenset({("display", "none"), ("visibility", "hidden"), ("mso-hide", "all")})


def read_rules(root: etree._Element) -> Rules:
    """Return what the style sheets in the page say of single classes (``.name``, ``span.name``)."""
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    for sheet in root.iter("style"):
        text = _AT_RULE.sub("", _COMMENT.sub("", sheet.text or ""))
        for rule in text.split("}"):
            selectors, _, declarations = rule.partition("{")
            for selector in selectors.split(","):
                if one := _SELECTOR.fullmatch(selector):
                    key = (one[1] or "").lower(), one[2]
                    found[key] = {**found.get(key, {}), **_declared(declarations)}
    return found


def _declared(text: str) -> dict[str, str]:
    known = vocabulary()
    pairs = (declaration.split(":", 1) for declaration in text.lower().split(";") if ":" in declaration)
    named = ((name.strip(), value.replace("!important", "").strip()) for name, value in pairs)
    return {name: value for name, value in named if name in known.properties or name in known.styles}


def properties(element: etree._Element, rules: Rules) -> dict[str, str]:
    """Return the properties of style that an element has of its own."""
    found: dict[str, str] = {}
    if rules and (classes := element.get("class")):
        for name in classes.split():
            found |= rules.get(("", name), {})
            found |= rules.get((str(element.tag), name), {})
    if style := element.get("style"):
        found |= _declared(style)
    return found


def is_hidden(element: etree._Element, style: Mapping[str, str]) -> bool:
    """Tell whether a browser does not show the element."""
    return element.get("hidden") is not None or any((name, style.get(name)) in _HIDDEN for name, _ in _HIDDEN)


def look_of(element: etree._Element, style: Mapping[str, str], around: Look) -> Look:
    """Return the marks over the words of an element: those around it, and what its name and its style add or take away."""
    known = vocabulary()
    look: dict[MarkKind, str] = dict(around)
    if kind := known.marks.get(str(element.tag)):
        look[kind] = ""
    for name, value in style.items():
        for word in value.split() if name in known.styles else ():
            match known.styles[name].get(word, ""):
                case "bold" | "italic" | "underline" | "raised" | "lowered" as kind:
                    look[kind] = ""
                case "-bold":
                    look.pop("bold", None)
                case "-italic":
                    look.pop("italic", None)
                case "-underline":
                    look.pop("underline", None)
                case "-raised":
                    look.pop("raised", None)
                    look.pop("lowered", None)
                case _:
                    pass
    return look
