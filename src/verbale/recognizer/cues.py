"""The cues of ``cues.toml``, plain and ready to compare, with the names of the bodies that an authority file holds."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from verbale.authorities import Authorities
from verbale.languages import LANGUAGES
from verbale.languages.folding import plain


class Cues(msgspec.Struct, frozen=True):
    """What lines begin with (``heads``), end with (``tails``) or are (``lines``), by the kind of line.

    ``words`` maps a word to what it means: in ``distribution`` a category, in ``tongues`` a language.
    """

    heads: dict[str, tuple[str, ...]]
    tails: dict[str, tuple[str, ...]]
    lines: dict[str, frozenset[str]]
    words: dict[str, dict[str, str]]


class Body(msgspec.Struct, frozen=True):
    """What a name on a cover names: a body (``A/HRC``) or, where ``id`` is empty, the organization.

    ``principal`` bodies have none above them; ``language`` is that of the name.
    """

    id: str
    principal: bool
    language: str


@cache
def cues() -> Cues:
    """Return the cues that ship with Verbale."""
    table: dict[str, dict[str, Any]] = tomllib.loads(files(__package__).joinpath("cues.toml").read_text("utf-8"))
    heads, tails, lines, words = {}, {}, {}, {}
    for kind, entry in table.items():
        # The longest first: "items" must not leave an "s" behind "item".
        heads[kind] = tuple(sorted(map(plain, entry.get("heads", ())), key=len, reverse=True))
        tails[kind] = tuple(sorted(map(plain, entry.get("tails", ())), key=len, reverse=True))
        lines[kind] = frozenset(map(plain, entry.get("lines", ())))
        listed = entry.get("words")
        if isinstance(listed, dict):
            words[kind] = {plain(word): meaning for meaning, known in listed.items() for word in known}
        elif listed:
            words[kind] = {plain(word): "" for word in listed}
        for name in ("joins", "numbers", "parts"):
            if name in entry:
                heads[f"{kind}.{name}"] = tuple(sorted(map(plain, entry[name]), key=len, reverse=True))
    return Cues(heads, tails, lines, words)


@lru_cache(maxsize=8)
def names(authorities: Authorities) -> dict[str, Body]:
    """Return what the plain names of organizations and bodies stand for, in six languages."""
    found: dict[str, Body] = {}
    for language in LANGUAGES:
        for body in authorities.bodies.values():
            known = Body(body.id, not body.parent, language)
            for spelling in body.spellings(language):
                found.setdefault(name_key(spelling), known)
        for organization in authorities.organizations.values():
            for spelling in organization.spellings(language):
                found.setdefault(name_key(spelling), Body("", True, language))
    return found


def name_key(text: str) -> str:
    """Return the plain text, in Chinese without the spaces that mastheads print between characters."""
    key = plain(text)
    return key if key.isascii() or not any("\u4e00" <= letter <= "\u9fff" for letter in key) else key.replace(" ", "")


def edges(text: str) -> str:
    """Return the plain beginning and end of a text: cues stand nowhere else, however long a line is."""
    return plain(text if len(text) <= 300 else text[:240] + text[-60:])
