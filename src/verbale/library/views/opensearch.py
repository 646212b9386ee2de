"""The search as browsers add it to their own (OpenSearch 1.1): one description in each language, for that language's pages."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path, reverse

from verbale.archive.organization import authorities
from verbale.library import public
from verbale.library.telling import whose
from verbale.pages.wording import say

_SHORT, _LONG = 16, 48
"""The most characters that the two names may have."""


@public.page
def describe(request: HttpRequest, lang: str) -> HttpResponse:
    """Give the description of the search in a language."""
    *_, organization = authorities().organizations.values()
    long = f"{whose(lang)} · {say('page.product', lang)}"
    ways = (
        ("text/html", f"{reverse('library:search', args=[lang])}?q="),
        ("application/atom+xml", f"{reverse('library:feed-search', args=[lang])}?q="),
        ("application/x-suggestions+json", f"{reverse('library:suggest', args=[lang])}?q="),
    )
    here = f"{settings.ADDRESS}{request.path}"
    urls = "".join(
        f'<Url type="{kind}" method="get" template={quoteattr(f"{settings.ADDRESS}{way}{{searchTerms}}")}/>\n'
        for kind, way in ways
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(organization.code[:_SHORT])}</ShortName>\n<LongName>{escape(long[:_LONG])}</LongName>\n"
        f"<Description>{escape(say('library.first.hint', lang))}</Description>\n"
        f'<Image width="16" height="16" type="image/svg+xml">{settings.ADDRESS}{static("pages/mark.svg")}</Image>\n'
        f'{urls}<Url type="application/opensearchdescription+xml" rel="self" template={quoteattr(here)}/>\n'
        f"<Language>{lang}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n"
        "</OpenSearchDescription>\n"
    )
    return public.share(HttpResponse(text, content_type="application/opensearchdescription+xml; charset=utf-8"))


urlpatterns = [path("<lang:lang>/opensearch.xml", describe, name="opensearch")]
