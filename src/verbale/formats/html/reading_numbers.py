"""Numbers and bullets of lists, as a browser prints them."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from verbale.formats.html.reading_words import vocabulary
from verbale.languages import roman, write_han

_BULLET = "\u2022"
_ARABIC = str.maketrans("0123456789", "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669")
_SYMBOLS = frozenset("\u00b7\u00a7o\u2022\u25aa\u25cf\u25e6\uf0b7\uf0a7\u00d8\u00fc-")


def kind_of(element: etree._Element, style: Mapping[str, str]) -> str:
    """Return how a list or an item of one is numbered, or nothing where it does not say: "decimal", "bullet", "none"."""
    said = style.get("list-style-type") or next(iter(style.get("list-style", "").split()), "")
    known = vocabulary().numbers
    return known.get(element.get("type", ""), "") or known.get(said, "") or ("bullet" if said else "")


def start_of(items: etree._Element) -> tuple[int, int]:
    """Return the number of the first item of a list and the step to the next."""
    if items.get("reversed") is not None:
        return _number(items.get("start")) or len(items), -1
    return _number(items.get("start")) or 1, 1


def value_of(item: etree._Element, due: int) -> int:
    """Return the number of an item: as it says, else the one that is due."""
    said = _number(item.get("value"))
    return due if said is None else said


def _number(said: str | None) -> int | None:
    text = (said or "").strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 7 else None


def printed(number: int, kind: str) -> str:
    """Return what is printed before an item: "3.", "c.", "iii.", a bullet."""
    match kind:
        case "bullet":
            return _BULLET
        case "none":
            return ""
        case "lower-latin" | "upper-latin" if number > 0:
            letters = _letters(number)
            return f"{letters if kind == 'lower-latin' else letters.upper()}."
        case "lower-roman" | "upper-roman" if 0 < number < 4000:
            numeral = roman(number)
            return f"{numeral.lower() if kind == 'lower-roman' else numeral}."
        case "arabic-indic":
            return f"{str(number).translate(_ARABIC)}."
        case "han" if 0 < number < 100:
            return f"{write_han(number)}、"
        case _:
            return f"{number}."


def _letters(number: int) -> str:
    found = ""
    while number:
        number, letter = divmod(number - 1, 26)
        found = chr(ord("a") + letter) + found
    return found


def typed(text: str) -> str:
    """Return the number of a list as a word processor saved it in the text; letters of symbol fonts are bullets."""
    number = " ".join(text.split())
    return _BULLET if number in _SYMBOLS else number
