"""The desk as Django knows it."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class DeskConfig(AppConfig):
    """The app of the desk."""

    name = "verbale.desk"
    label = "desk"
    verbose_name = "Desk"

    def navigation(self, request: HttpRequest) -> list[Any]:
        """Return the ways into the desk for who asks."""
        from verbale.desk.navigation import items  # noqa: PLC0415  # models, once they are there

        return items(request)
