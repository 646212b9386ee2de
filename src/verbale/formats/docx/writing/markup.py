"""Runs and paragraphs of WordprocessingML from strings: what is text is cleaned and escaped here and nowhere else.

The order of properties is that of the schema (ECMA-376 part 1, CT_PPr and CT_RPr); word processors insist on it.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from verbale.document.printing import clean, direction, pieces

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LEFT = "A-Za-z\u00c0-\u02af\u0370-\u058f\u0900-\u1fff\u2c00-\u2dff\u3040-\ud7af"
# Stretches of letters that run against their neighbours, with the digits and signs between them.
_RIGHTWARD = re.compile(f"([{_RIGHT}](?:[^{_LEFT}]*[{_RIGHT}])?)")
_LEFTWARD = re.compile(f"([{_LEFT}](?:[^{_RIGHT}]*[{_LEFT}0-9])?[+#%°]*)")
_HYPHENS = re.compile("([\u2011\u00ad])")
_HYPHEN = {"\u2011": "<w:noBreakHyphen/>", "\u00ad": "<w:softHyphen/>"}
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Look(msgspec.Struct, frozen=True):
    """How a run looks; ``size`` is in half points, ``style`` the id of a character style."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False
    lowered: bool = False
    linked: bool = False
    size: int = 0
    baseline: bool = False


PLAIN = Look()

# The character styles whose language is a mark on the text and must be told.
_SPOKEN = frozenset({"Foreign", "UntranslatedForeign"})


@cache
def faces() -> dict[str, Any]:
    """Return the faces, sizes and regions that the pages are set in."""
    return tomllib.loads(files("verbale.formats.docx.writing").joinpath("faces.toml").read_text("utf-8"))


def region(code: str) -> str:
    """Return the tag that proofing tools take for a language; empty where the code is none."""
    found = faces()["regions"].get(code, code)
    return found if _TAG.fullmatch(found) else ""


def escape(text: str) -> str:
    """Return the text cleaned and escaped, for content and for attributes in double quotes."""
    return html.escape(clean(text), quote=True)


def runs(text: str, look: Look, language: str, home: frozenset[str] = frozenset()) -> str:
    """Return the runs of a text in ``language``; those in a language of ``home`` need not say so.

    Each run has one direction; document symbols run from left to right in Arabic too.
    """
    rightward = direction(language) == "rtl"
    tag = "" if language in home and look.style not in _SPOKEN else language
    found = []
    for piece, is_symbol in pieces(text):
        if is_symbol:
            found.append(run(piece, look, tag, han=language.startswith("zh")))
            continue
        turned = _LEFTWARD if rightward else _RIGHTWARD
        for at, part in enumerate(turned.split(piece)):
            if part:
                turns = rightward != bool(at % 2)
                found.append(run(part, look, tag, rightward=turns, han=language.startswith("zh")))
    return "".join(found)


def run(text: str, look: Look, tag: str = "", *, rightward: bool = False, han: bool = False) -> str:
    """Return one run, in the language ``tag`` if that must be told; nothing where there is no text."""
    content = "".join(
        _HYPHEN.get(part) or f'<w:t xml:space="preserve">{escaped}</w:t>'
        for part in _HYPHENS.split(text)
        if (escaped := escape(part))
    )
    return f"<w:r>{run_properties(look, tag, rightward=rightward, han=han)}{content}</w:r>" if content else ""


def run_properties(look: Look, language: str = "", *, rightward: bool = False, han: bool = False) -> str:
    """Return the properties of a run, or nothing where it has none."""
    found = [
        f'<w:rStyle w:val="{look.style}"/>' if look.style else "",
        _face(look) if han else "",
        "<w:b/><w:bCs/>" if look.bold else "",
        "<w:i/><w:iCs/>" if look.italic else "",
        '<w:color w:val="0B4F8A"/>' if look.linked else "",
        f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>' if look.size else "",
        '<w:u w:val="single"/>' if look.underline else "",
        _raised(look),
        "<w:rtl/>" if rightward else "",
        _language(language),
    ]
    written = "".join(found)
    return f"<w:rPr>{written}</w:rPr>" if written else ""


def _face(look: Look) -> str:
    # Chinese print sets emphasis in another face.
    bold = f' w:eastAsia="{faces()["han_bold"]}"' if look.bold else ""
    return f'<w:rFonts w:hint="eastAsia"{bold}/>'


def _raised(look: Look) -> str:
    place = "superscript" if look.raised else "subscript" if look.lowered else "baseline" if look.baseline else ""
    return f'<w:vertAlign w:val="{place}"/>' if place else ""


def _language(code: str) -> str:
    tag = region(code) if code else ""
    if not tag:
        return ""
    slot = "bidi" if direction(code) == "rtl" else "eastAsia" if code.startswith(("zh", "ja", "ko")) else "val"
    return f'<w:lang w:{slot}="{tag}"/>'


def paragraph(
    style: str,
    content: str,
    language: str = "",
    *,
    on_new_page: bool = False,
    outline: int | None = None,
    align: str = "",
    placed: str = "",
) -> str:
    """Return a paragraph of a style; ``outline`` counts from 0, ``placed`` is its own spacing and indentation."""
    found = [
        f'<w:pStyle w:val="{style}"/>',
        "<w:pageBreakBefore/>" if on_new_page else "",
        "<w:bidi/>" if direction(language) == "rtl" else "",
        placed,
        f'<w:jc w:val="{align}"/>' if align else "",
        f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "",
    ]
    return f"<w:p><w:pPr>{''.join(found)}</w:pPr>{content}</w:p>"


def styled(name: str, values: dict[str, str]) -> str:
    """Return a file of this folder with its ``$names`` replaced."""
    text = files("verbale.formats.docx.writing").joinpath(name).read_text("utf-8")
    return re.sub(r"\$([a-z_]+\d*)", lambda hit: values[hit[1]], text)


def attributes(found: dict[str, str]) -> Iterator[str]:
    """Yield attributes, those without a value left out."""
    return (f' {name}="{escape(value)}"' for name, value in found.items() if value)
