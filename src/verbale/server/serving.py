"""Serving on this machine: the folder, the key, the tables, the first administrator, and then the web server.

Entered before Django is, so that what the command line says counts for the settings.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from verbale.problems import VerbaleError

_NEEDED = {"django": "Django", "granian": "granian", "allauth": "django-allauth", "whitenoise": "whitenoise"}


class CannotServe(VerbaleError):
    """The web application cannot be served here: a part is missing, the place is taken, or nothing can be kept."""

    code = "cannot-serve"


def prepare(data: Path | None = None, address: str = "") -> Path:
    """Make ready what the web application and its commands need, and return the folder of all that is kept.

    The folder and its key are made where they are not there, Django is started, and the tables are brought up to date.
    ``address`` is where it will be found, unless VERBALE_ADDRESS says otherwise.
    Raises CannotServe when a part is missing, the folder cannot be written or the database does not answer.
    """
    absent = [name for module, name in _NEEDED.items() if find_spec(module) is None]
    if absent:
        advice = 'Install them: pip install "verbale[web]".'
        raise CannotServe(f"These libraries are not installed: {', '.join(absent)}.", advice=advice)
    _enter(data, address)

    import django  # noqa: PLC0415 - an extra
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import OperationalError, connection  # noqa: PLC0415

    django.setup()
    try:
        connection.ensure_connection()
        call_command("migrate", verbosity=0)
    except OperationalError as error:
        text = f"The database does not answer: {str(error).strip()}."
        advice = "Look at VERBALE_DATABASE, and whether the database server runs."
        raise CannotServe(text, where=str(connection.settings_dict["HOST"]), advice=advice) from error
    finally:
        connection.close()
    return settings.DATA


def _enter(data: Path | None, address: str) -> None:
    """Make the folder and its key, and let the settings find them."""
    if data is not None:
        os.environ["VERBALE_DATA"] = str(data.absolute())  # noqa: TID251 - for the settings, here and in the workers
    if address:
        os.environ.setdefault("VERBALE_ADDRESS", address)  # noqa: TID251 - likewise
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.server.settings")  # noqa: TID251 - Django's own switch

    from verbale.server import settings  # noqa: PLC0415 - reads the environment

    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        keep_key(settings.DATA / "secret")
    except OSError as error:
        advice = "Name another folder: verbale serve --data PATH."
        raise CannotServe(
            f"Nothing can be kept there: {error.strerror}.", where=str(settings.DATA), advice=advice
        ) from error
    settings.SECRET_KEY = settings.key(settings.DATA)


def keep_key(path: Path) -> None:
    """Put a new key into a file that only its owner reads, unless one is there."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "w", encoding="ascii") as kept:
        kept.write(secrets.token_urlsafe(50))


def serve(address: str, *, workers: int = 1, data: Path | None = None, say: Callable[[str], object] = print) -> None:
    """Serve at ``host:port`` until the process is told to stop; ``say`` prints a line for who started it.

    Raises CannotServe when something is missing, the address cannot be had, or what `prepare` raises.
    """
    host, port = _place(address)
    _free(host, port)
    shown = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    kept = prepare(data, shown)

    from granian import Granian  # noqa: PLC0415 - an extra
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    from verbale.server import clock, starting  # noqa: PLC0415 - Django has to be started

    say(f"Verbale serves {kept} at {shown}/ (stop it with Ctrl+C).")
    if not starting.has_begun():
        say(f"There is no administrator yet. Open this within a day: {shown}{starting.first_link()}")
    server = Granian(
        "verbale.server.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=min(8, 2 * (os.cpu_count() or 1)),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    with clock.running():
        server.serve()


def _place(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise CannotServe(f"{address!r} is no address to serve at.", advice="Give host and port: 127.0.0.1:8000.")
    return host.strip("[]") or "127.0.0.1", int(port)


def _free(host: str, port: int) -> None:
    """Raise CannotServe when an address is taken or not ours, before anything is made."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            advice = f"Serve elsewhere: verbale serve --address {host}:{min(port + 1, 65535)}."
            raise CannotServe(
                f"The address cannot be had: {error.strerror}.", where=f"{host}:{port}", advice=advice
            ) from error
