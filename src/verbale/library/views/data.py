"""What programs may have, on one page for people: the dump of everything public, and where to ask for more."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from verbale.library import dumps
from verbale.library.public import page
from verbale.library.views.places import draw


@page
def data(request: HttpRequest, lang: str) -> HttpResponse:
    """Show the files of the dump that there is, and the addresses for programs."""
    ways = [
        ("api", f"{settings.ADDRESS}/api/openapi.json"),
        ("oai", f"{settings.ADDRESS}/oai?verb=Identify"),
        ("feed", f"{settings.ADDRESS}/feeds/{lang}/newest"),
        ("sitemap", f"{settings.ADDRESS}/sitemap.xml"),
    ]
    said = [(f"library.data.{name}", address) for name, address in ways]
    return draw(request, "data", lang, about=dumps.given_out(), beside=dumps.BESIDE, ways=said)


urlpatterns = [path("<lang:lang>/data/", data, name="data")]
