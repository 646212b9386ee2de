"""The addresses of the web application."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("verbale.pages.urls"))]

handler400 = "verbale.pages.errors.bad_request"
handler403 = "verbale.pages.errors.not_allowed"
handler404 = "verbale.pages.errors.not_found"
handler429 = "verbale.pages.errors.too_many"
handler500 = "verbale.pages.errors.failed"
