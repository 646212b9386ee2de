"""A client of the whole application on a fresh database, tries counted apart for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.databases import database, migrated_file, migrated_server, postgresql

__all__ = ["database", "migrated_file", "migrated_server", "postgresql"]

from django.core import mail
from django.test import Client, override_settings

from verbale.desk.models import Person

WORD = "ten lighthouses 7"


@pytest.fixture
def client(database: str) -> Iterator[Client]:
    memory = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": database}}
    backend = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    hasher = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    with override_settings(CACHES=memory, **backend, **hasher):
        mail.outbox = []
        yield Client(SERVER_NAME="localhost")


@pytest.fixture
def person(client: Client) -> Callable[..., Person]:
    def add(email: str = "a.beacon@example.org", language: str = "en") -> Person:
        return Person.objects.create_user(email, WORD, name="A. Beacon", language=language)

    return add
