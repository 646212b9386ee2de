"""Official wording: fixed phrases with their source, and the masthead lines that name languages.

A phrase that has no wording in a language is an error, never English by fallback. Wording that no source confirms is
marked provisional, so that an officer can be shown it as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from verbale.languages.codes import LANGUAGES, language
from verbale.languages.ordinals import ordinal, write_han
from verbale.languages.tables import table
from verbale.problems import MissingWording


class Wording(msgspec.Struct, frozen=True):
    """An official phrase in one language, its slots open, with where it was seen."""

    key: str
    lang: str
    text: str
    source: str
    provisional: bool


def _phrases(entry: dict[str, Any], key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the tables of phrases; a table may be a phrase and hold others (``annex``, ``annex.numbered``)."""
    for name, value in entry.items():
        if isinstance(value, dict):
            path = f"{key}.{name}" if key else name
            if "source" in value:
                yield path, value
            yield from _phrases(value, path)


@cache
def _known() -> dict[tuple[str, str], Wording]:
    return {
        (key, lang): Wording(
            key, lang, entry[lang], entry["source"], entry.get("provisional") == "all" or lang in entry.get("provisional", ())
        )
        for key, entry in _phrases(table("wording"))
        for lang in LANGUAGES
        if lang in entry
    }  # fmt: skip


def wordings() -> tuple[Wording, ...]:
    """Return every phrase in every language it is known in."""
    return tuple(_known().values())


def wording(key: str, lang: str) -> Wording:
    """Return an official phrase with its source; raises MissingWording where the language has none."""
    found = _known().get((key, lang))
    if found is None:
        raise MissingWording(
            f"No official wording for {key!r} in {lang!r}.",
            advice="Add it to languages/data/wording.toml, with the document in which it was seen.",
        )
    return found


def phrase(key: str, lang: str, **slots: object) -> str:
    """Return an official phrase with its slots filled.

    The slot ``languages`` (or ``language``) takes one code or several and prints the names as mastheads of ``lang``
    do. Raises MissingWording where the language has no wording, or where a slot of it is not given.
    """
    text = wording(key, lang).text
    codes = slots.get("languages", slots.get("language"))
    if isinstance(codes, Sequence):
        named = _printed([codes] if isinstance(codes, str) else codes, lang)
        slots = {**slots, "languages": named[0].upper() + named[1:] if text.startswith("{languages}") else named}
    try:
        return text.format_map(slots)
    except KeyError as slot:
        raise MissingWording(f"The phrase {key!r} needs {slot}.", advice="Give it as a keyword argument.") from slot


def _printed(codes: Sequence[str], lang: str) -> str:
    """Return the names of languages as mastheads print them, English/French; only French and Spanish translate them."""
    known = [language(code) for code in codes]
    return "/".join(one.printed.get(lang, one.name_en) for one in known)


def edition_line(lang: str) -> str:
    """Return the masthead line that names the language of the edition; empty in English, which has none (AKN-HRC)."""
    return "" if lang == "en" else phrase("edition", lang)


def original_line(originals: Sequence[str], lang: str) -> str:
    """Return the masthead line that names the original languages: ``Original: English/French``."""
    return phrase("original", lang, languages=originals)


def only_line(languages: Sequence[str], lang: str) -> str:
    """Return the line that stands for it in documents issued in a few languages: ``English/French only``."""
    return phrase("only", lang, languages=languages)


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def annex_label(number: int | None, lang: str) -> str:
    """Return the heading of an annex: ``Annex``, or ``Annex II``, ``المرفق الثاني``, ``附件二`` where there are several."""
    if number is None:
        return phrase("annex", lang)
    match lang:
        case "ar":
            printed = ordinal(number, "ar", gender="m")
        case "zh":
            printed = write_han(number)
        case _:
            printed = roman(number)
    return phrase("annex.numbered", lang, number=printed)


def roman(number: int) -> str:
    """Return a number from 1 on in Roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
