"""The addresses of the web application."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from verbale.desk.api import api as desk_api
from verbale.server import starting

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(url="/desk/"), name="first"),
    path("", include("verbale.pages.urls")),
    path("desk/", include("verbale.desk.urls")),
    path("api/desk/", desk_api.urls),
    path("start/<str:token>/", starting.start, name="start"),
    path("", include("verbale.library.urls")),
]

handler400 = "verbale.pages.errors.bad_request"
handler403 = "verbale.pages.errors.not_allowed"
handler404 = "verbale.pages.errors.not_found"
handler429 = "verbale.pages.errors.too_many"
handler500 = "verbale.pages.errors.failed"
