"""The imports as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse

from verbale.pages.context import Item

REVIEW = "bulk.review"
"""The permission of those who decide what an import could not be sure of; a backend of Django's says who has it."""


class BulkConfig(AppConfig):
    """The imports."""

    name = "verbale.bulk"
    label = "bulk"
    default_auto_field = "django.db.models.BigAutoField"

    def navigation(self, request: HttpRequest) -> list[Item]:
        """Return the way to the queue, with how many files wait, for who may decide."""
        from verbale.bulk.review import queue  # noqa: PLC0415  # the models, once they are there

        if not request.user.has_perm(REVIEW):
            return []
        return [Item("imports.title", reverse("imports:queue"), queue().count())]
