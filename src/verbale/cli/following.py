"""The commands of following: telling those who follow what is due, how it stands, and the webhooks of all people."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table

from verbale.cli import show
from verbale.server import serving

_data = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of all that is kept (VERBALE_DATA)."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def follow() -> None:
    """Tell those who follow: alerts by e-mail, calls of webhooks. `verbale serve` does so by itself, cron by `run`."""


def _clock(data: Path | None) -> ModuleType:
    """Start Django, and return the clock of those who follow."""
    serving.prepare(data)
    from verbale.library.follow import clock  # noqa: PLC0415 - Django had to be started

    return clock


@follow.command()
@_data
@_json
def run(data: Path | None, as_json: bool) -> None:
    """Do once what is due: read the log, write letters and calls down, send them."""
    done = _clock(data).work(_now())
    if as_json:
        show.print_json(msgspec.to_builtins(done))
        return
    click.echo(f"events: {done.events}, notices: {done.notices}, written: {done.written}")
    click.echo(f"sent: {done.sent}, not sent: {done.failed}, dropped: {done.dropped}")


@follow.command()
@_data
@_json
def status(data: Path | None, as_json: bool) -> None:
    """Tell how it stands: who follows, what is not yet read, what waits, what was given up."""
    known = _clock(data).status()
    if as_json:
        show.print_json(msgspec.to_builtins(known))
        return
    click.echo(f"alerts: {known.alerts}; webhooks: {known.hooks}, stopped: {known.stopped}")
    click.echo(f"log entries to be read: {known.entries}; events that wait: {known.events}")
    click.echo(f"deliveries that wait: {known.waiting}, given up: {known.failed}")


@follow.command()
@_data
def rebuild(data: Path | None) -> None:
    """Read the log anew from where the first of those who follow began; nobody is told again what they were told."""
    click.echo(f"log entries to be read anew: {_clock(data).again(_now())}")


@follow.command()
@_data
@_json
def hooks(data: Path | None, as_json: bool) -> None:
    """List the webhooks of all people."""
    _clock(data)
    from verbale.library.models import Hook  # noqa: PLC0415 - Django had to be started

    rows = [_told(hook) for hook in Hook.objects.select_related("person").order_by("pk")]
    if as_json:
        show.print_json(rows)
        return
    table = Table("key", "person", "address", "follows", "worked", "stopped", box=None, header_style="bold")
    for row in rows:
        table.add_row(*(str(row[name]) for name in ("key", "person", "address", "follows", "worked", "stopped")))
    Console().print(table)


def _told(hook: Any) -> dict[str, str]:
    return {
        "key": hook.key,
        "person": hook.person.email,
        "address": hook.address,
        "follows": f"{hook.by} {hook.what}".strip(),
        "worked": hook.worked.isoformat() if hook.worked else "",
        "stopped": f"{hook.stopped.isoformat()} {hook.why}" if hook.stopped else "",
    }


@follow.command()
@click.argument("key")
@_data
def stop(key: str, data: Path | None) -> None:
    """Call a webhook no more; its owner may start it again."""
    _clock(data)
    from verbale.library.follow import hooks as verbs  # noqa: PLC0415 - Django had to be started

    verbs.stop(verbs.by_key(key), "office", at=_now())


def _now() -> Any:
    from django.utils import timezone  # noqa: PLC0415 - Django had to be started

    return timezone.now()
