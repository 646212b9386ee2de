"""Keys of programs for the rest of the site: Django asks here who acts with one (``authenticate(request, key=...)``)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from verbale.archive.canonical import sha256
from verbale.desk.models import Person


class Backend(BaseBackend):
    """Knows people by the keys that they made for their programs."""

    def authenticate(self, request: HttpRequest | None, key: str = "", **_: Any) -> Person | None:
        """Return whose key this is, unless they left."""
        return Person.objects.filter(tokens__digest=sha256(key), is_active=True).first() if key else None
