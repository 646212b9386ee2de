"""The library as Django knows it."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class LibraryConfig(AppConfig):
    """The app of the library."""

    name = "verbale.library"
    label = "library"
    verbose_name = "Library"

    def navigation(self, request: HttpRequest) -> list[Any]:
        """Return the ways into the library, in the language of the page; at the desk the one to its first page."""
        from verbale.library.navigation import items  # noqa: PLC0415  # the addresses, once they are there

        return items(request)

    def seek(self, request: HttpRequest) -> Any:
        """Return the search of the library, in the language of the page; None at the desk, which has its own."""
        from verbale.library.navigation import seek  # noqa: PLC0415  # as above

        return seek(request)
