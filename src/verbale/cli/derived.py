"""The commands of what is derived from the archive, the search index and the translation memory: status, update, rebuild."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import msgspec

from verbale.cli import show
from verbale.server import serving

DATA = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of all that is kept (VERBALE_DATA)."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def room(name: str, data: Path | None) -> ModuleType:
    """Start Django, and return a room that needs it."""
    serving.prepare(data)
    return import_module(name)


def now() -> datetime.datetime:
    """Return this moment; Django has to be started."""
    from django.utils import timezone  # noqa: PLC0415 - Django had to be started

    return timezone.now()  # type: ignore[no-any-return]  # Django is not typed here


def add_commands(group: click.Group, name: str, helps: Mapping[str, str], told: Callable[[Any], str]) -> None:
    """Add a command for each of ``helps`` that does what the room of that name does, and says how it stands then.

    ``told`` gives the lines that say so; ``status`` does nothing else.
    """
    for verb, text in helps.items():

        def command(data: Path | None, as_json: bool, verb: str = verb) -> None:
            found = room(name, data)
            if verb != "status":
                getattr(found, verb)(now())
            known = found.status(now())
            if as_json:
                show.print_json(msgspec.to_builtins(known))
            else:
                click.echo(told(known))

        group.command(name=verb, help=text)(DATA(JSON(command)))
