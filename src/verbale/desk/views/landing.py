"""Where one lands behind the door: on the first of one's own ways into the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path

from verbale.archive.errors import NotAllowed
from verbale.desk.navigation import items
from verbale.desk.views.door import Request, door

_NOT_FIRST = ("nav.submit",)
"""Ways on which nobody begins the day."""


@door()
def landing(request: Request) -> HttpResponse:
    """Lead on to the list of who signed in: a Mission's own communications, the secretariat's queue."""
    ways = [way for way in items(request) if way.wording not in _NOT_FIRST]
    if not ways:
        raise NotAllowed(
            f"{request.actor.name} has no role here yet.",
            advice="Ask an administrator for one.",
            wording=("refusal.no-role", {}),
        )
    return redirect(ways[0].address)


urlpatterns = [path("", landing, name="landing")]
