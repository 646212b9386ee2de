"""A moment as a database column that holds exactly what is hashed."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models

from verbale.archive.canonical import instant, moment


class Instant(models.CharField):  # type: ignore[type-arg]  # the stubs are generic, Django is not
    """A moment in UTC, kept as text: the same bytes in every database, and sorted as time is."""

    description = "a moment in UTC"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 27
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Return the field for a migration, without the length, which is always the same."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: Any) -> datetime.datetime | None:
        """Return the moment that the column holds."""
        return moment(value) if value else None

    def to_python(self, value: Any) -> Any:
        """Return a moment, given one or its text."""
        return moment(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Return the text to store or to compare with."""
        return instant(value) if isinstance(value, datetime.datetime) else value
