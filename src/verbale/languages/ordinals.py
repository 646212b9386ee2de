"""Ordinal numbers, spelled and in digits: written for 1-150, read in any form, gender and case.

Chinese needs no table: its numerals are read and written by rule, for any number below a thousand.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from verbale.languages.codes import LANGUAGES
from verbale.languages.folding import plain, tidy
from verbale.languages.tables import table
from verbale.problems import NotKnown

LARGEST = 150
"""The largest number that is spelled out."""

_HAN = "零一二三四五六七八九"
_HAN_VALUES = {**{digit: value for value, digit in enumerate(_HAN)}, "〇": 0, "○": 0, "两": 2}
_HAN_NUMBER = re.compile("[零〇○一二两三四五六七八九十百]{1,7}")
_IN_DIGITS = re.compile(
    r"(\d{1,4})(?: ?(?:st|nd|rd|th)| ?(?:er|re|o|a|e|es|eme|ere)|\.?[ºª°]|[- ]?(?:я|й|ая|ой|ей|ый|ую|го|му|м|е))?"
)
_SPACING = re.compile(r"[\s'-]+")
_RU_ENDING = re.compile(r"(?:ая|ую|ой|ою|ый|ого|ому|ым|ом|ий|ья|ью|ьей|ье|ьего|ьему|ьим)$")
_ES_ENDING = re.compile(r"[oa]s?\b")
_AR_OBLIQUE = re.compile(r"ين\b")
_ALIKE = 0.87
"""How alike a misspelled ordinal must be to the right one: "Fourtieth" is, "twentieth" and "twelfth" are not."""


def ordinal(number: int, lang: str, *, gender: str | None = None, style: str = "words") -> str:
    """Return the ordinal of a number, in lower case: spelled (``words``) or in ``digits``.

    ``gender`` is ``m``, ``f`` or another form that ``data/ordinals.toml`` names for the language (``short``,
    ``genitive``); by default the form that goes with the word for session. Numbers above 150 come in digits.
    """
    if lang == "zh":
        return f"第{number if style == 'digits' else write_han(number)}"
    if style == "digits" or number > LARGEST:
        return _in_digits(number, lang, gender)
    entry = table("ordinals")[lang]
    forms = entry["endings"]
    form = gender if gender in forms else "n" if "n" in forms else entry["form"] if gender is None else None
    if number < 1 or form is None:
        raise NotKnown(f"No ordinal {number} in {lang!r} of form {gender!r}.", advice=f"Forms: {', '.join(forms)}.")
    return _spelled(number, entry, forms[form])


def _spelled(number: int, entry: dict[str, Any], endings: dict[str, str]) -> str:
    return _pattern(number, entry).format(**endings)


def _pattern(number: int, entry: dict[str, Any]) -> str:
    """Return the spelled number with its endings still open."""
    if number > 100:
        rest = number - 100
        name = "hundred_one" if rest == 1 else "hundred_round" if rest % 10 == 0 and rest > 10 else "hundred"
        return str(entry.get(name, entry["hundred"])).replace("{rest}", _pattern(rest, entry))
    if number < 20:
        return str(entry["words"][number - 1])
    decade = max((d for d in entry["decades"] if d["from"] < number), key=lambda d: d["from"], default=None)
    if number % 10 == 0 or decade is None:
        return str(entry["round"][number // 10 - 2])
    rest = number - decade["from"]
    inner = entry.get("compound_one", entry["words"][0]) if rest == 1 else entry["words"][rest - 1]
    join = decade.get("one", decade["join"]) if rest % 10 == 1 else decade["join"]
    return str(join.replace("{rest}", inner))


def _in_digits(number: int, lang: str, gender: str | None) -> str:
    """Return the number with the letters of an ordinal: 43rd, 43e, 43er, 43-я; Arabic prints the bare number.

    Spanish prints ``er`` where the spoken ordinal ends in -primer or -tercer, except 11 and 13 (SEED, DOCST: 43er, 13º).
    """
    teen = number % 100 in (11, 12, 13)
    match lang:
        case "en":
            return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
        case "fr":
            return f"{number}{'e' if number > 1 else 'er' if gender == 'm' else 're'}"
        case "es" if gender == "f":
            return f"{number}ª"
        case "es":
            return f"{number}{'er' if number % 10 in (1, 3) and not teen and gender != 'm' else 'º'}"
        case "ru":
            return f"{number}-{'я' if gender in (None, 'f') else 'й'}"
        case _:
            return str(number)


def write_han(number: int) -> str:
    """Return a number from 0 to 999 in Chinese numerals: 43 as 四十三, 101 as 一百零一."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_HAN[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _HAN[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_HAN[ones] if ones or not number else "")


def read_han(text: str) -> int | None:
    """Return the value of Chinese numerals, with units (四十三) or digit by digit (二〇一五); None if they are not."""
    if not text or not all(character in _HAN_VALUES or character in "十百" for character in text):
        return None
    if not any(unit in text for unit in "十百"):
        return int("".join(str(_HAN_VALUES[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _HAN_VALUES[character]
    return total + digit


def _key(text: str, lang: str) -> str:
    """Return the form under which an ordinal is looked up: no accents, spaces, hyphens or inflection."""
    text = plain(text)
    match lang:
        case "ru":
            text = _RU_ENDING.sub("", text)
        case "es":
            text = _ES_ENDING.sub("", text)
        case "ar":
            text = _AR_OBLIQUE.sub("ون", text)
        case _:  # nothing inflects
            pass
    return _SPACING.sub("", text)


@cache
def _spellings(lang: str) -> dict[str, int]:
    """Numbers by the key of every spelling of a language."""
    entry = table("ordinals")[lang]
    return {_key(text, lang): number for number, text in _every_spelling(entry)}


@cache
def number_words(lang: str) -> frozenset[str]:
    """Return every plain word that a spelled ordinal of the language can hold, in any gender and case."""
    spelled = " ".join(text for _, text in _every_spelling(table("ordinals")[lang]))
    return frozenset(re.findall(r"\w+", plain(spelled)))


def _every_spelling(entry: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for endings in entry["endings"].values():
        for number in range(1, LARGEST + 1):
            yield number, _spelled(number, entry, endings)
        for template in entry.get("hundred_also", ()):
            for rest in range(1, LARGEST - 99):
                yield 100 + rest, template.replace("{rest}", _spelled(rest, entry, endings))
    for number, others in entry.get("also", {}).items():
        yield from ((int(number), other) for other in others)


def read_ordinal(text: str, lang: str | None = None, *, typos: bool = False) -> int | None:
    """Return the number that a whole string writes as an ordinal, spelled or in digits; None if it does not.

    Without a language all six are tried. ``typos`` also takes a spelling that is nearly one ("Fourtieth",
    "Twenty-eight", both seen in print), if it is clearly nearest to one number.
    """
    text = tidy(text).removeprefix("第").strip()
    if not text:
        return None
    if text[0].isdecimal():
        digits = _IN_DIGITS.fullmatch(plain(text))
        return int(digits[1]) if digits else None
    if _HAN_NUMBER.fullmatch(text):
        return read_han(text) if lang in (None, "zh") else None
    spelled = [one for one in LANGUAGES if one != "zh" and lang in (None, one)]
    for one in spelled:
        if (number := _spellings(one).get(_key(text, one))) is not None:
            return number
    return _nearest(text, spelled) if typos else None


def _nearest(text: str, langs: list[str]) -> int | None:
    """Return the number whose spelling is clearly the most like the text.

    Not for Arabic: one letter tells الثانية from الثامنة there, and its variant spellings are folded already.
    """
    for lang in langs:
        key = _key(text, lang)
        if lang == "ar" or not 3 < len(key) < 45:
            continue
        spellings = _spellings(lang)
        near = difflib.get_close_matches(key, spellings, n=2, cutoff=_ALIKE)
        if near and (
            len(near) == 1 or len({spellings[one] for one in near}) == 1 or _ratio(key, near[0]) > _ratio(key, near[1])
        ):
            return spellings[near[0]]
    return None


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, other, one).ratio()


@cache
def _raised(lang: str) -> re.Pattern[str]:
    return re.compile(table("ordinals").get(lang, {}).get("raised", "(?!)"))


def raised(text: str, lang: str) -> list[tuple[int, int]]:
    """Return the spans of ordinal letters that print raises: the ``er`` of 43er, the ``e`` of 8956e, the ``o`` of no 23."""
    return [found.span() for found in _raised(lang).finditer(text)]
