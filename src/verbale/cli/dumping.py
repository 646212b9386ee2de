"""The command that writes everything public into files for others to take away."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from verbale.cli import show
from verbale.server import serving


@click.command()
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of all that is kept (VERBALE_DATA)."
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the dump; without it that which the library gives out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def dump(data: Path | None, into: Path | None, as_json: bool) -> None:
    """Write everything public as JSON lines and Parquet, with checksums; verbale serve does so every night.

    After a document is withdrawn the library gives out no dump until the next is made.
    """
    serving.prepare(data)
    from django.utils import timezone  # noqa: PLC0415 - Django had to be started

    from verbale.library import dumps  # noqa: PLC0415 - Django had to be started

    about = dumps.dump(timezone.now(), into)
    if as_json:
        show.print_json(msgspec.to_builtins(about))
        return
    for one in about.files:
        click.echo(f"{one.sha256}  {one.name}  {one.lines} rows, {one.size / 1e6:.1f} MB")
