"""Django's settings; every environment variable of Verbale is read here and nowhere else.

What each means, in full, is in ``docs/reference/settings.md``.

=======================  =================================================  ==========================
variable                 meaning                                            default
=======================  =================================================  ==========================
`VERBALE_DATA`           folder of all that is kept                         ``verbale-data``, here
`VERBALE_DATABASE`       ``postgres://user:word@host/name``                 SQLite in `VERBALE_DATA`
`VERBALE_ARCHIVE`        folder of the stored files                         ``archive`` in `VERBALE_DATA`
`VERBALE_ORGANIZATION`   TOML file of an organization that is not the UN    the United Nations
`VERBALE_ADDRESS`        where people find it: ``https://docs.example.org`` ``http://localhost:8000``
`VERBALE_HOSTS`          more names that the server answers to, by commas   none
`VERBALE_SECRET`         key that signs sessions and links                  ``secret`` in `VERBALE_DATA`
`VERBALE_ZONE`           time zone in which moments are written             ``UTC``
`VERBALE_MAIL`           ``smtp://user:word@host:port`` or ``folder:PATH``  ``mail`` in `VERBALE_DATA`
`VERBALE_SENDER`         address that mails come from                       ``verbale@`` and the host
`VERBALE_UPLOAD`         the most that one request may bring, in megabytes  100
`VERBALE_RATE`           requests a minute that an address may send          600
`VERBALE_DUMP`           when the dump is made each night, or ``never``      ``03:00``
`VERBALE_CLAMAV`         socket of a ClamAV daemon that looks at uploads    none
`VERBALE_TRANSLATOR`     machine-translation service: its address, or an entry point  none
`VERBALE_TRANSLATOR_RESTRICTED`  "yes": restricted documents may be sent there  no
`VERBALE_MAILBOX`        ``imaps://user:word@host/INBOX`` or ``folder:PATH``  none
`VERBALE_OIDC_ISSUER`    identity provider to sign in by (OpenID Connect)   none
`VERBALE_OIDC_CLIENT`    our name there
`VERBALE_OIDC_SECRET`    our password there
`VERBALE_OIDC_NAME`      what people call the provider                      its host
`VERBALE_WEBHOOK_PRIVATE`  "yes": webhooks may lead into our own networks  no
`VERBALE_DEBUG`          "yes": pages of errors show their inside           no
=======================  =================================================  ==========================
"""

from __future__ import annotations

import datetime
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_env = os.environ.get  # noqa: TID251  # the one place where the environment is read

DATA = Path(_env("VERBALE_DATA", "verbale-data")).absolute()
ARCHIVE = Path(_env("VERBALE_ARCHIVE", str(DATA / "archive"))).absolute()
ORGANIZATION = _env("VERBALE_ORGANIZATION", "")


def key(data: Path) -> str:
    """Return the key given, or that kept in a folder (`verbale.server.serving` puts it there), or one for this process."""
    if given := _env("VERBALE_SECRET"):
        return given
    kept = data / "secret"
    return kept.read_text("ascii").strip() if kept.is_file() else secrets.token_urlsafe(50)


ADDRESS = _env("VERBALE_ADDRESS", "http://localhost:8000").rstrip("/")
_address = urlsplit(ADDRESS)
_host = _address.hostname or "localhost"
_https = _address.scheme == "https"
SECRET_KEY = key(DATA)
ALLOWED_HOSTS = [
    *dict.fromkeys([_host, "localhost", "127.0.0.1", "[::1]", *filter(None, _env("VERBALE_HOSTS", "").split(","))])
]
DEBUG = _env("VERBALE_DEBUG", "") == "yes"

INSTALLED_APPS = [
    "verbale.pages",
    "verbale.archive",
    "verbale.desk",
    "verbale.library",
    "verbale.bulk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]
MIDDLEWARE = [
    "verbale.library.public.middleware",
    "django.middleware.security.SecurityMiddleware",
    "verbale.pages.security.middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "verbale.pages.language.middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "verbale.pages.errors.Middleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "verbale.pages.context.page",
                "verbale.server.context.organization",
            ]
        },
    }
]
FORM_RENDERER = "verbale.pages.forms.Renderer"
ROOT_URLCONF = "verbale.server.urls"
WSGI_APPLICATION = "verbale.server.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Words and time.
LANGUAGE_CODE = "en"
LANGUAGES = [("ar", "Arabic"), ("zh-hans", "Chinese"), ("en", "English"), ("fr", "French"), ("ru", "Russian"),
             ("es", "Spanish")]  # fmt: skip
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = _https
TIME_ZONE = _env("VERBALE_ZONE", "UTC")
USE_TZ = True

# What the browser may do, and how much it may send.
CSRF_FAILURE_VIEW = "verbale.pages.errors.form_expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
UPLOAD_LIMIT = int(_env("VERBALE_UPLOAD", "100")) * 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = min(UPLOAD_LIMIT, 5_000_000)

# Our own style and script come straight from the packages: nothing needs collecting.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 300

# Who may sign in, and how often they may try; the tries are counted for all processes together.
AUTH_USER_MODEL = "desk.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "verbale.desk.keys.Backend",
    "verbale.desk.permissions.Backend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA / "cache"}}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "verbale.pages.signing.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _address.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _https else 0
SOCIALACCOUNT_ADAPTER = "verbale.pages.signing.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
MFA_ADAPTER = "verbale.pages.signing.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by an administrator
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https
MFA_TOTP_ISSUER = _host


def provider(issuer: str, client: str, word: str, name: str) -> list[dict[str, Any]]:
    """Return allauth's entry for an OpenID Connect provider; none without an issuer."""
    if not issuer:
        return []
    own = {"server_url": issuer, "token_auth_method": "client_secret_basic"}
    return [
        {
            "provider_id": "oidc",
            "name": name or urlsplit(issuer).hostname,
            "client_id": client,
            "secret": word,
            "settings": own,
        }
    ]


_issuer = _env("VERBALE_OIDC_ISSUER", "")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": provider(
            _issuer, _env("VERBALE_OIDC_CLIENT", ""), _env("VERBALE_OIDC_SECRET", ""), _env("VERBALE_OIDC_NAME", "")
        ),
        "OAUTH_PKCE_ENABLED": True,
    }
}
# Where a form may lead besides here: signing in goes on at the provider.
FORM_TARGETS = [f"{urlsplit(_issuer).scheme}://{urlsplit(_issuer).netloc}"] if _issuer else []


def mail(address: str) -> dict[str, Any]:
    """Return Django's settings for sending mail: to a server, or as files into a folder."""
    kind, _, place = address.partition(":")
    if kind == "folder":
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": place}
    parts = urlsplit(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if kind == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": kind == "smtps",
        "EMAIL_USE_TLS": kind == "smtp" and parts.port == 587,
        "EMAIL_TIMEOUT": 30,
    }


globals().update(mail(_env("VERBALE_MAIL", f"folder:{DATA / 'mail'}")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _env("VERBALE_SENDER", f"verbale@{_host}")
EMAIL_SUBJECT_PREFIX = ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
CLAMAV = _env("VERBALE_CLAMAV", "")
MAILBOX = _env("VERBALE_MAILBOX", "")
TRANSLATOR = _env("VERBALE_TRANSLATOR", "")
TRANSLATOR_RESTRICTED = _env("VERBALE_TRANSLATOR_RESTRICTED", "") == "yes"
WEBHOOK_PRIVATE = _env("VERBALE_WEBHOOK_PRIVATE", "") == "yes"

# What programs may ask of the library, and when the dump of everything public is made.
RATE = int(_env("VERBALE_RATE", "600"))
_dump = _env("VERBALE_DUMP", "03:00")
DUMP = None if _dump == "never" else datetime.time.fromisoformat(_dump)


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
