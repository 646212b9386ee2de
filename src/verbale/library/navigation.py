"""The ways into the library, in the language of the page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from verbale.pages.context import Item, Seek
from verbale.pages.language import current

WAYS = ("search", "bodies", "sessions", "states", "subjects", "verify")
"""The names of the addresses; their words are under ``library.nav``."""


def items(request: HttpRequest) -> list[Item]:
    """Return all ways on the library's own pages, elsewhere the one to its first page."""
    match = request.resolver_match
    if match is None or match.app_name != "library":
        return [Item("library.nav.first", reverse("library:first", args=[current()]))]
    return ways(current())


def seek(request: HttpRequest) -> Seek | None:
    """Return the search for the banner of the library's own pages, and of those about an address where nothing is."""
    match, lang = request.resolver_match, current()
    if match is not None and match.app_name != "library":
        return None
    return Seek(reverse("library:search", args=[lang]), reverse("library:suggest", args=[lang]))


def ways(lang: str) -> list[Item]:
    """Return the ways in a language."""
    return [Item(f"library.nav.{name}", address) for name in WAYS if (address := _address(name, lang))]


def _address(name: str, lang: str) -> str:
    try:
        return reverse(f"library:{name}", args=[lang])
    except NoReverseMatch:
        return ""
