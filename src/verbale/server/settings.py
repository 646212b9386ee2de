"""Django's settings; every environment variable of Verbale is read here and nowhere else.

=======================  =================================================  ==========================
variable                 meaning                                            default
=======================  =================================================  ==========================
`VERBALE_DATA`           folder of all that is kept                         ``verbale-data``, here
`VERBALE_DATABASE`       ``postgres://user:word@host/name``                 SQLite in `VERBALE_DATA`
`VERBALE_ARCHIVE`        folder of the stored files                         ``archive`` in `VERBALE_DATA`
`VERBALE_ORGANIZATION`   TOML file of an organization that is not the UN    the United Nations
`VERBALE_SECRET`         key that signs sessions                            a new one for each process
`VERBALE_HOSTS`          names that the server answers to, by commas        ``localhost,127.0.0.1,[::1]``
`VERBALE_DEBUG`          "yes": pages of errors show their inside           no
=======================  =================================================  ==========================
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

_env = os.environ.get  # noqa: TID251  # the one place where the environment is read

DATA = Path(_env("VERBALE_DATA", "verbale-data")).absolute()
ARCHIVE = Path(_env("VERBALE_ARCHIVE", str(DATA / "archive"))).absolute()
ORGANIZATION = _env("VERBALE_ORGANIZATION", "")

SECRET_KEY = _env("VERBALE_SECRET") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = _env("VERBALE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DEBUG = _env("VERBALE_DEBUG", "") == "yes"

INSTALLED_APPS = ["verbale.archive"]
ROOT_URLCONF = "verbale.server.urls"
WSGI_APPLICATION = "verbale.server.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True


def database(address: str) -> dict[str, Any]:
    """Return Django's entry for a database: PostgreSQL at an address, or SQLite in a file or, empty, in `DATA`."""
    if address.startswith(("postgres://", "postgresql://")):
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415  # an extra, needed for PostgreSQL alone

        parts = conninfo_to_dict(address)
        own = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
        known = {ours: str(parts.pop(theirs, "") or "") for ours, theirs in own.items()}
        return {"ENGINE": "django.db.backends.postgresql", **known, "OPTIONS": parts}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": address or str(DATA / "verbale.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits at the door, not in the middle
            "timeout": 60,
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON",
        },
    }


DATABASES = {"default": database(_env("VERBALE_DATABASE", ""))}
