"""The addresses of the web application."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path

from verbale.desk.api import api as desk_api
from verbale.library.api import api as library_api
from verbale.server import starting


def first(request: HttpRequest) -> HttpResponse:
    """Lead who is signed in to the desk, everyone else to the library."""
    return redirect("desk:landing") if request.user.is_authenticated else redirect("library:first", request.language)


urlpatterns: list[URLPattern | URLResolver] = [
    path("", first, name="first"),
    path("", include("verbale.pages.urls")),
    path("desk/", include("verbale.desk.urls")),
    path("api/desk/", desk_api.urls),
    path("api/", library_api.urls),
    path("import/", include("verbale.bulk.urls")),
    path("start/<str:token>/", starting.start, name="start"),
    path("", include("verbale.library.urls")),
]

handler400 = "verbale.pages.errors.bad_request"
handler403 = "verbale.pages.errors.not_allowed"
handler404 = "verbale.pages.errors.not_found"
handler429 = "verbale.pages.errors.too_many"
handler500 = "verbale.pages.errors.failed"
