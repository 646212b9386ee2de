"""What every template knows: the language and its direction, the six languages, the ways into the applications, the search."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps import apps
from django.http import HttpRequest

from verbale.languages import LANGUAGES, language
from verbale.pages.language import current, django_code


class Item(NamedTuple):
    """A way into an application, for the navigation: the key of its words, its address, and what waits there."""

    wording: str
    address: str
    count: int | None = None


class Seek(NamedTuple):
    """The search that stands on a page: where a question goes, and where suggestions come from."""

    address: str
    suggestions: str


def frame() -> dict[str, Any]:
    """Give what even a page about a fault has: ``language``, ``direction``, ``languages``."""
    lang = current()
    return {
        "language": lang,
        "direction": language(lang).direction,
        "languages": [(language(code), django_code(code)) for code in LANGUAGES],
    }


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the frame, the ``navigation``, and the ``seek`` of the search in the banner, or None.

    Both are what each application's configuration offers to who asks: ``navigation(request) -> list[Item]``,
    ``seek(request) -> Seek | None``.
    """
    asked = apps.get_app_configs() if hasattr(request, "user") else ()
    offered = [item for app in asked if hasattr(app, "navigation") for item in app.navigation(request)]
    here = max((i.address for i in offered if request.path.startswith(i.address)), key=len, default="")
    return {
        **frame(),
        "seek": next((found for app in asked if hasattr(app, "seek") and (found := app.seek(request))), None),
        "navigation": [{**item._asdict(), "here": item.address == here} for item in offered],
    }
