"""The command that serves the web application."""

from __future__ import annotations

from pathlib import Path

import click

from verbale.server import serving


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port to serve at.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Number of processes.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of all that is kept (VERBALE_DATA)."
)
def serve(address: str, workers: int, data: Path | None) -> None:
    """Serve the web application; the first time, print the link that makes its administrator."""
    serving.serve(address, workers=workers, data=data, say=click.echo)
