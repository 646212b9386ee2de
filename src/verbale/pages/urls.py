"""The addresses that all pages need: the switch of language, signing in, and health."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from verbale.pages import language


def healthz(request: HttpRequest) -> HttpResponse:
    """Say "ok" when the database answers; for whoever watches over the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("language/", language.choose, name="language"),
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
]
