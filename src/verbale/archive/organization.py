"""Whose archive this is: the authority files of the organization that the settings name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from verbale.authorities import Authorities
from verbale.authorities import authorities as of_the_un


def authorities() -> Authorities:
    """Return the authority files in force."""
    return _of(settings.ORGANIZATION)


@cache
def _of(path: str) -> Authorities:
    return of_the_un().with_organization(Path(path).read_text("utf-8")) if path else of_the_un()
