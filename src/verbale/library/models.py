"""The tables of the library: what readers keep here for themselves; none of it is part of the record."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedSearch(models.Model):
    """A search that somebody who is signed in keeps: ``query`` is that of its address, ``language`` that of its page."""

    guarded = False

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="searches")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    query = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "query"], name="searches_are_saved_once")]

    def __str__(self) -> str:
        return self.name
