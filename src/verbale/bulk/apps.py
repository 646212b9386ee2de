"""The imports as a Django application."""

from django.apps import AppConfig


class BulkConfig(AppConfig):
    """The imports."""

    name = "verbale.bulk"
    label = "bulk"
    default_auto_field = "django.db.models.BigAutoField"
