"""The addresses of the desk, each file of views with its own."""

from __future__ import annotations

from django.urls import URLPattern

from verbale.desk.views import (
    administration,
    authority,
    by_link,
    case,
    composed,
    editing,
    exchanging,
    figures,
    landing,
    languages,
    mission,
    originals,
    proof,
    queue,
    register,
    releasing,
    resources,
    tokens,
    watching,
)

app_name = "desk"
urlpatterns: list[URLPattern] = []
_administration = (figures, administration, tokens, authority, resources, watching)
urlpatterns += [pattern for views in _administration for pattern in views.urlpatterns]
_secretariat = (queue, case, originals, languages, editing, exchanging, proof, releasing, register)
urlpatterns += [pattern for views in _secretariat for pattern in views.urlpatterns]
urlpatterns += [*landing.urlpatterns, *mission.urlpatterns, *composed.urlpatterns, *by_link.urlpatterns]
