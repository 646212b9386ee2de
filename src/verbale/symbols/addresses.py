"""Where a document is found by its symbol: web address, file name, Akoma Ntoso name; all but the last both ways."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from urllib.parse import parse_qs, quote, unquote, urlsplit

from verbale.problems import BadSymbol, NotKnown
from verbale.symbols.recognition import parse
from verbale.symbols.symbol import Symbol
from verbale.symbols.vocabulary import organs, word

_ALIASES = {
    alias: code
    for code, aliases in {
        "ar": "ar ara a arabic",
        "zh": "zh zho chi c chinese",
        "en": "en eng e english",
        "fr": "fr fra fre f french",
        "ru": "ru rus r russian",
        "es": "es spa s spanish",
    }.items()
    for alias in aliases.split()
}
_CODES = ("ar", "zh", "en", "fr", "ru", "es", "de")
_SYMBOL_FIELDS = ("symbol", "finalsymbol", "s", "m", "ds")
_LANGUAGE_FIELDS = ("lang", "language", "l")


def undocs(symbol: Symbol, lang: str | None = None) -> str:
    """Return the address of a document at undocs.org, in a language or in the reader's own.

    A double symbol is found by its first. Raises `NotKnown` where ``lang`` is none of the six languages.
    """
    if lang is not None and lang not in _ALIASES.values():
        raise NotKnown(f"“{lang}” is no language of undocs.org.", advice=f"Use one of {', '.join(_CODES[:6])}.")
    single = symbol.joint[0] if symbol.joint else symbol
    return f"https://undocs.org/{f'{lang}/' if lang else ''}{quote(single.text.rstrip('*'), safe='/()')}"


def from_undocs(url: str) -> tuple[Symbol, str | None]:
    """Read symbol and language from an address at undocs.org, docs.un.org or un.org (``view_doc.asp?symbol=``).

    Raises `BadSymbol` where the address is none of these or holds no symbol.
    """
    try:
        place = urlsplit(url if "://" in url else f"https://{url.strip()}")
        host = place.hostname or ""
    except ValueError:
        host = ""
    if not re.search(r"(?:^|\.)(?:undocs|un)\.org$", host):
        raise BadSymbol("The address is not of undocs.org, docs.un.org or un.org.", part=host)
    fields = {key.lower(): values[0].strip() for key, values in parse_qs(place.query).items()}
    text = next((fields[key] for key in _SYMBOL_FIELDS if key in fields), unquote(place.path).strip("/"))
    lang = next((_ALIASES.get(fields[key].lower()) for key in _LANGUAGE_FIELDS if key in fields), None)
    # A single letter before the first slash is an organ: only longer aliases are languages here.
    first, _, rest = text.partition("/")
    if len(first) > 1 and first.lower() in _ALIASES:
        text, lang = rest, _ALIASES[first.lower()]
    return parse(text), lang


_ENCODED = str.maketrans(" /[]*:;", "__^^!#%")
_FILE = re.compile(
    r"(?i)(?P<symbol>.*?)(?P<langs>(?:-(?:ar|zh|en|fr|ru|es|de))*)(?:\.(?:pdf|docx?|html?|xml|json|md|txt|epub))?"
)


def file_name(symbol: Symbol, langs: Sequence[str] = (), suffix: str = "") -> str:
    """Return the library's file name for a document: ``A_RES_68_123-EN.pdf`` (Dag Hammarskjöld Library, ``encode_fn``).

    ``suffix`` comes without a dot. Raises `NotKnown` for a language that the library does not keep.
    """
    for lang in langs:
        if lang not in _CODES:
            raise NotKnown(f"“{lang}” is no language of file names.", advice=f"Use some of {', '.join(_CODES)}.")
    singles = "&".join(single.text for single in symbol.joint or (symbol,)) + (
        "*" * symbol.stars if symbol.joint else ""
    )
    name = "-".join((singles.translate(_ENCODED), *(lang.upper() for lang in langs)))
    return f"{name}.{suffix}" if suffix else name


def from_file_name(name: str) -> tuple[Symbol, tuple[str, ...]]:
    """Read symbol and languages from a file name as `file_name` writes it; raises `BadSymbol` for any other name."""
    found = _FILE.fullmatch(name)
    if found is None:
        raise BadSymbol("A file name stands on one line.", part="\n")
    text = found["symbol"].replace("!", "*").replace("&", "-").replace("_", "/")
    text = re.sub(r"\^([^^]*)\^", r"[\1]", text)
    text = re.sub(r"/?\([^)]*\)", lambda bracket: bracket[0].replace("/", " "), text)
    text = re.sub(r"/and/|/to/", lambda joined: joined[0].replace("/", " "), text)
    text = re.sub(r"(?<=\d)/(?=[A-Z](?:-[A-Z]+)?(?![A-Za-z/.]|-\d))", " ", text)
    text = re.sub(r"(?<=[A-Za-z]{4})/(?=(?:Paper|Material|Kit)\b)", " ", text)
    langs = tuple(lang.lower() for lang in found["langs"].split("-")[1:])
    return parse(text), langs


def akn_work(symbol: Symbol, date: datetime.date | None = None, work: str | None = None) -> str:
    """Return the Akoma Ntoso name of a document as a work: ``/akn/un/statement/deliberation/unga-hrc/2023-10-11/54-10``.

    ``date`` is the day of adoption, or of the letter; without it its place stays empty, as DGACM leaves it. ``work`` names element
    and subtype (``doc/communication``) where the symbol does not tell. Resolutions, decisions and statements of the four principal
    bodies have DGACM's short number, all others their full symbol (standards 2.3). No symbol can be read back from the name.
    """
    first = symbol.joint[0] if symbol.joint else symbol
    organ = organs().get(first.organ)
    row = word(first.series, first.body, dotted=f"/{first.series}." in first.text) if first.series else None
    work = work or (row.akn if row else "doc/paper")
    below = first.body.partition("/")[2].lower().replace(".", "").replace("/", "-")
    actor = "-".join(filter(None, ((organ.akn if organ else "") or f"un{first.organ.lower()}", below)))
    text = symbol.text.rstrip("*")
    if first.body in ("A", "S", "E", "A/HRC") and first.series in ("RES", "DEC", "PRST"):
        text = re.sub(r"(?<=\d) (?=[A-Z])", "", text.partition(f"{first.series}/")[2])
    number = re.sub(r" ?[(\[]", "-", text).translate(_AKN)
    return f"/akn/un/{work}/{actor}/{date.isoformat() if date else ''}/{number}"


_AKN = {ord("/"): "-", ord(" "): "_", ord(")"): None, ord("]"): None}
