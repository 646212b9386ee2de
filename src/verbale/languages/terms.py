"""Search terms: one function for indexing and for asking, so that both cut and stem a text in the same way.

Words become stems (Snowball) in the language of their script; Chinese becomes overlapping pairs of characters;
numbers and document symbols stay whole. Terms have no case, accents or variant letters.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import Stemmer

from verbale.languages.codes import language
from verbale.languages.folding import plain, tidy
from verbale.languages.tables import table

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_LETTERS = rf"(?:[a-z]+|[^\W\d_a-z\u0400-\u06ff{_HAN}])+"
_SYMBOL = r"[a-z0-9][a-z0-9.()-]*(?:/[a-z0-9.()-]+)+"
_RUN = rf"\d+(?:[.,]\d+)*|[{_HAN}]+|[\u0620-\u06ff]+|[\u0400-\u04ff]+|{_LETTERS}(?:'{_LETTERS})*"
_PIECE = re.compile(f"{_SYMBOL}|{_RUN}")
"""A document symbol, a number, or a run of letters of one script."""
_PLAIN_PIECE = re.compile(_RUN)
"""The same where there is no slash, hence no symbol."""
_ASCII_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)*")
"""The same where all letters are ASCII."""

_SPANISH_ION = re.compile(r"[cs]ion$")
_GROUPED = re.compile(r" (?<=\d )(?=\d{3}(?!\d))")


@cache
def _stemmer(lang: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language(lang).name_en.lower())


@cache
def _alike(lang: str) -> dict[str, str]:
    """The stem that stands for other stems of the same word."""
    groups = [
        [_bare(_stemmer(lang).stemWord(tidy(word))) for word in group]
        for group in table("terms")["alike"].get(lang, ())
    ]
    return {stem: group[0] for group in groups for stem in group[1:]}


@cache
def _elided() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(table('terms')['elided']['fr'])})'")


@cache
def _rooted() -> frozenset[str]:
    return frozenset(table("terms")["rooted"]["ar"].split())


def _without_proclitics(word: str) -> str:
    """Return an Arabic word without "and", "in", "to", "as" and the article: والدولة, للدولة and دولة are one word."""
    for proclitics in ("و", "بلك"):
        if word[0] in proclitics and len(word) > 3 and word[:3] not in _rooted():
            if word.startswith("لل"):
                return word[2:]
            word = word[1:]
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def _singular(word: str) -> str:
    """Return the Arabic noun of which a word is the plural, as far as its shape tells.

    Regular plurals in ات; those of adjectives of relation, مدنيين of مدني; and of broken ones فعول: جهود is جهد, حدود is حد.
    Words of that shape that begin like verbs and participles (ت, ي, م) are no plurals, nor are those in the table.
    """
    if word.endswith(("ات", "يين", "يون")) and len(word) > 5:
        return word[:-2]
    if len(word) != 4 or word[2] != "و" or word[0] in "تيم" or word[3] in "هيا" or word in _singulars():
        return word
    return word[:2] if word[1] == word[3] else word[:2] + word[3]


@cache
def _singulars() -> frozenset[str]:
    return frozenset(table("terms")["singular"]["ar"].split())


def _bare(stem: str) -> str:
    return stem if stem.isascii() else plain(stem)


def _stem(word: str, lang: str) -> str:
    """Return the stem of a lower-case word; Spanish is stemmed without accents, save for the suffix -ción, which needs it."""
    match lang:
        case "ar":
            word = _singular(_without_proclitics(word))
        case "fr":
            word = _elided().sub("", word, count=1) if _elided().match(word) else word
        case "es":
            word = _bare(word)
            word = f"{word[:-2]}ón" if _SPANISH_ION.search(word) else word
        case _:
            pass
    stem = _bare(_stemmer(lang).stemWord(word)).replace("'", "")
    if lang == "ru" and stem.endswith("е") and len(word) > 3:  # ассамблея beside ассамблеи
        stem = stem[:-1]
    return _alike(lang).get(stem, stem)


@lru_cache(maxsize=1 << 17)
def _terms(piece: str, latin: str) -> tuple[str, ...]:
    """Return the terms of one piece of text; words repeat, so this is remembered."""
    first = piece[0]
    if "/" in piece:
        if any(letter.isdigit() for letter in piece):
            return (piece.strip(".()-"),)
        return tuple(term for part in _PIECE.findall(piece.replace("/", " ")) for term in _terms(part, latin))
    if first.isdigit():
        return (piece.replace(",", ""),)
    if first >= "\u3400":
        return tuple(piece[at : at + 2] for at in range(max(1, len(piece) - 1)))
    lang = "ru" if "\u0400" <= first <= "\u04ff" else "ar" if "\u0620" <= first <= "\u06ff" else latin
    stem = _stem(piece, lang)
    return (stem,) if stem else ()


def terms(text: str, lang: str) -> list[str]:
    """Return the search terms of a text in order, repeats included.

    ``lang`` decides for Latin letters (English where it is Arabic, Chinese or Russian); Arabic, Cyrillic and Chinese
    characters tell their language themselves, so texts of mixed scripts work. ``A/HRC/43/G/45`` and ``60/251`` are
    one term each; a lone Chinese character is a term of its own.
    """
    latin = lang if lang in ("en", "fr", "es") else "en"
    text = _GROUPED.sub("", tidy(text).lower())
    pattern = _PIECE if "/" in text else _ASCII_PIECE if text.isascii() else _PLAIN_PIECE
    return [term for piece in pattern.findall(text) for term in _terms(piece, latin)]
