"""The addresses of the desk, each file of views with its own."""

from __future__ import annotations

from django.urls import URLPattern

from verbale.desk.views import by_link, case, composed, landing, mission, originals, queue

app_name = "desk"
urlpatterns: list[URLPattern] = []
urlpatterns += [*queue.urlpatterns, *case.urlpatterns, *originals.urlpatterns]
urlpatterns += [*landing.urlpatterns, *mission.urlpatterns, *composed.urlpatterns, *by_link.urlpatterns]
