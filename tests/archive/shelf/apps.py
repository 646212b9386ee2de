from django.apps import AppConfig


class ShelfConfig(AppConfig):
    name = "tests.archive.shelf"
    label = "shelf"
    default_auto_field = "django.db.models.BigAutoField"
