"""Sitemaps and robots.txt: every language version for search engines, with its sisters in the other languages."""

from __future__ import annotations

from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from verbale.archive.models import Expression, Work
from verbale.languages import LANGUAGES
from verbale.library import lists, lookup, public
from verbale.library.addresses import path_of

DOCUMENTS = 2000
"""Primary keys that one sitemap covers: six addresses for each, far below the 50,000 that a sitemap may have."""

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_CLOSED = ("/desk/", "/accounts/", "/api/", "/oai", "/start/", *(f"/{lang}/search" for lang in LANGUAGES))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps."""
    last = Work.objects.aggregate(last=Max("pk"))["last"] or 0
    found = "".join(
        f"<sitemap><loc>{settings.ADDRESS}/sitemaps/{number}.xml</loc></sitemap>\n"
        for number in range(last // DOCUMENTS + 1)
    )
    return _xml(f"<sitemapindex {_NAMESPACE}>\n{found}</sitemapindex>\n")


@require_safe
def sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """List the language versions of the documents of a sitemap."""
    at, first = timezone.now(), number * DOCUMENTS
    if number > (Work.objects.aggregate(last=Max("pk"))["last"] or 0) // DOCUMENTS:
        raise Http404
    works = lists.documents(at, pk__gte=first, pk__lt=first + DOCUMENTS).order_by("pk")
    versions = lookup.all_versions(Work.objects.filter(pk__gte=first, pk__lt=first + DOCUMENTS), at)
    found = "".join(_urls(work, versions.get(work.pk, {})) for work in works)
    if number == 0 or not found:  # a sitemap has one address at least
        found = "".join(_url(f"/{lang}/", [(one, f"/{one}/") for one in LANGUAGES]) for lang in LANGUAGES) + found
    return _xml(f'<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{found}</urlset>\n')


def _urls(work: Work, versions: dict[str, Expression]) -> str:
    name = lookup.name_of(work)
    sisters = [(lang, path_of(name, lang)) for lang in LANGUAGES if lang in versions]
    return "".join(_url(address, sisters, versions[lang].released.isoformat()) for lang, address in sisters)


def _url(address: str, sisters: list[tuple[str, str]], modified: str = "") -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{_whole(other)}"/>' for lang, other in sisters
    )
    return f"<url><loc>{_whole(address)}</loc>{f'<lastmod>{modified}</lastmod>' if modified else ''}{links}</url>\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is not for them, and where the sitemaps are."""
    closed = "".join(f"Disallow: {path}\n" for path in _CLOSED)
    text = f"User-agent: *\n{closed}\nSitemap: {settings.ADDRESS}/sitemap.xml\n"
    return public.share(HttpResponse(text, content_type="text/plain; charset=utf-8"))


def _whole(address: str) -> str:
    return escape(f"{settings.ADDRESS}{address}")


def _xml(text: str) -> HttpResponse:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'
    return public.share(HttpResponse(body, content_type="application/xml; charset=utf-8"))


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", index, name="sitemaps"),
    path("sitemaps/<int:number>.xml", sitemap, name="sitemap"),
]
