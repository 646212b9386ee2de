"""Addresses: whatever people write for a document leads to one canonical address.

The canonical ones are ``/{symbol}`` (the document), ``/{lang}/{symbol}`` (a language version) and
``/{lang}/{symbol}.{suffix}`` (a file of it). Read is a symbol in any case, with spaces, underscores or no-break spaces,
the addresses of undocs.org, docs.un.org and un.org with their names for languages, the library's file names and the
Akoma Ntoso names of documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

import msgspec

from verbale import symbols
from verbale.languages import LANGUAGES
from verbale.languages import language as language_of
from verbale.problems import BadSymbol, NotKnown

SUFFIXES = {
    "pdf": "pdf",
    "docx": "docx",
    "html": "html",
    "xml": "akn",
    "md": "markdown",
    "json": "json",
    "jsonld": "jsonld",
    "marcxml": "marcxml",
    "dc.xml": "dublincore",
    "bib": "bibtex",
    "ris": "ris",
    "csl.json": "csl",
    "linkset.json": "linkset",
}
"""The suffixes of addresses, and the formats that they mean. Symbols contain dots, so the list is closed."""

# Names of languages at undocs.org that are no codes elsewhere (measured: standards 9).
_ELSEWHERE = {"ch": "zh", "sp": "es"}
_SUFFIX = re.compile(r"(?i)\.(" + "|".join(map(re.escape, sorted(SUFFIXES, key=len, reverse=True))) + r")$")
_SITE = re.compile(r"(?i)^(?:https?:/{1,2})?(?:[a-z.]*\.)?(?:undocs|un)\.org/")
_FIELDS = ("symbol", "finalsymbol", "s", "m", "ds")
_KEY = re.compile(r"sha256:[0-9a-f]{64}")
_MOST = 300


class Address(msgspec.Struct, frozen=True):
    """An address as understood: the ``keys`` by which the archive may know the document, likeliest first.

    ``language`` and ``suffix`` are empty where the address does not tell.
    """

    keys: tuple[str, ...]
    language: str = ""
    suffix: str = ""


def read(path: str, query: dict[str, str] | None = None) -> Address:
    """Read an address without its host, with the fields of its question; raises BadSymbol where it names no document."""
    text = re.sub(r" ?(/) ?", r"\1", " ".join(unquote(path).split())).strip("/ ")
    if len(text) > _MOST:
        raise BadSymbol("No symbol is as long as this.", part=text[:40])
    text = _SITE.sub("", text)
    fields = {name.lower(): value.strip() for name, value in (query or {}).items()}
    said = next((fields[name] for name in _FIELDS if fields.get(name)), "")
    lang = _code(fields.get("lang", "")) or ""
    if said:
        first, _, _ = text.partition("/")
        return _symbol(said, lang or (_code(first) or "" if len(first) > 1 else ""), "")
    first, _, rest = text.partition("/")
    # A single letter before the first slash is an organ: only longer names are languages.
    if rest and len(first) > 1 and (code := _code(first)):
        text, lang = rest, code
    text, suffix = _cut(text)
    if text.lower().startswith("akn/"):
        return _akoma_ntoso(text, lang, suffix)
    return _symbol(text, lang, suffix)


def path_of(name: str, language: str = "", suffix: str = "") -> str:
    """Return the canonical path of a document (its symbol, or its key where it has none), a version or a file."""
    return f"/{f'{language}/' if language else ''}{quote(name, safe='/():')}{f'.{suffix}' if suffix else ''}"


def _cut(text: str) -> tuple[str, str]:
    found = _SUFFIX.search(text)
    return (text[: found.start()], found[1].lower()) if found else (text, "")


def _code(name: str) -> str | None:
    """Return which of the six languages a name means, or None."""
    try:
        return _ELSEWHERE.get(name.lower()) or language_of(name).code
    except NotKnown:
        return None


def _symbol(text: str, lang: str, suffix: str) -> Address:
    if _KEY.fullmatch(text):
        return Address((text,), lang, suffix)
    if "/" not in text and "_" in text:
        found, langs = symbols.from_file_name(text)
        return Address((found.key,), lang or next((one for one in langs if one in LANGUAGES), ""), suffix)
    return Address((_parsed(text.replace("_", "/")).key,), lang, suffix)


def _parsed(text: str) -> symbols.Symbol:
    """Read a symbol, or what a mistaken one was meant to be."""
    try:
        return symbols.parse(text)
    except BadSymbol as error:
        for meant in (error.repair, text.replace(" ", "/") if "/" not in text else ""):
            if meant:
                try:
                    return symbols.parse(meant)
                except BadSymbol:
                    continue
        raise


# Akoma Ntoso: /akn/un/doc/communication/unga-hrc/2020-03-20/A-HRC-43-G-25/eng@2020-03-20


def _akoma_ntoso(text: str, lang: str, suffix: str) -> Address:
    parts = text.split("/")
    spoken = parts[-1].partition("@")[0]
    if len(spoken) == 3 and (code := _code(spoken)):
        parts, lang = parts[:-1], lang or code
    if len(parts) < 6:
        raise BadSymbol("The Akoma Ntoso name is not whole.", part=text)
    actor, number = parts[-3], parts[-1].replace("_", " ")
    keys = [key for key in dict.fromkeys(_meant(actor, number)) if _names(key, actor, parts[-1])]
    if not keys:
        raise BadSymbol("The Akoma Ntoso name names no symbol.", part=parts[-1])
    return Address(tuple(keys), lang, suffix)


_SHORT = {"unga": "A", "unsc": "S", "unecosoc": "E", "unga-hrc": "A/HRC"}
_SERIES = ("RES", "DEC", "PRST")


def _meant(actor: str, number: str) -> Iterator[str]:
    """Yield what a number may stand for: each of its hyphens may have been a slash or a bracket."""
    pieces = number.split("-")
    if len(pieces) > 10:
        return
    ways = itertools.product("/-", repeat=len(pieces) - 1)
    whole = ["".join(itertools.chain(*zip(pieces, (*marks, ""), strict=True))) for marks in ways]
    whole += [re.sub(r"[/-](\d{4})$", r"(\1)", text) for text in whole]
    body = _SHORT.get(actor)
    yield from whole
    if body:
        yield from (f"{body}/{series}/{text}" for series in _SERIES for text in whole)


def _names(text: str, actor: str, number: str) -> bool:
    """Whether the Akoma Ntoso name of a symbol has this actor and number."""
    try:
        symbol = symbols.parse(text)
    except BadSymbol:
        return False
    *_, whose, _, short = symbols.akn_work(symbol).split("/")
    return (whose, short.upper()) == (actor, number.upper())
