"""The addresses of the library; documents come last, since any other address may be a symbol."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from verbale.library import dumps, feeds, oai, sitemaps
from verbale.library.follow import hook_pages, pages
from verbale.library.views import data, documents, opensearch, pictures, places, search, subjects, verifying

app_name = "library"
urlpatterns: list[URLPattern | URLResolver] = [
    *oai.urlpatterns,
    *feeds.urlpatterns,
    *sitemaps.urlpatterns,
    *dumps.urlpatterns,
    *data.urlpatterns,
    *pictures.urlpatterns,
    *places.urlpatterns,
    *subjects.urlpatterns,
    *search.urlpatterns,
    *opensearch.urlpatterns,
    *verifying.urlpatterns,
    *pages.urlpatterns,
    *hook_pages.urlpatterns,
    *documents.urlpatterns,
]
