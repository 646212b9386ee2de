"""The archive as a Django application."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The archive."""

    name = "verbale.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"
