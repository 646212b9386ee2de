"""The pages as Django knows them."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The app of what all pages share."""

    name = "verbale.pages"
    label = "pages"
