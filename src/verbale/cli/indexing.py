"""The commands of the search index: how it stands, bringing it up to date, making it anew."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import click
import msgspec

from verbale.cli import show
from verbale.server import serving

_data = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of all that is kept (VERBALE_DATA)."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def index() -> None:
    """Keep the index of search: it is derived from the archive, and may be made anew at any time.

    Searching itself brings in what is new while that is little; after a large import, and after an upgrade that
    analyses words otherwise, `verbale index update` does.
    """


def _index(data: Path | None) -> ModuleType:
    """Start Django, and return the room of the index."""
    serving.prepare(data)
    from verbale.library.search import index as found  # noqa: PLC0415 - Django had to be started

    return found


@index.command()
@_data
@_json
def status(data: Path | None, as_json: bool) -> None:
    """Tell how the index stands: current, behind, old (made by another release) or absent."""
    _print(_index(data), as_json)


@index.command()
@_data
@_json
def update(data: Path | None, as_json: bool) -> None:
    """File what changed since the last entry of the log that the index knows; make it anew where it has to be."""
    found = _index(data)
    found.update(_now())
    _print(found, as_json)


@index.command()
@_data
@_json
def rebuild(data: Path | None, as_json: bool) -> None:
    """Make the index anew beside the old one, which answers until it is done."""
    found = _index(data)
    found.rebuild(_now())
    _print(found, as_json)


def _now() -> object:
    from django.utils import timezone  # noqa: PLC0415 - Django had to be started

    return timezone.now()


def _print(found: ModuleType, as_json: bool) -> None:
    known = found.status(_now())
    if as_json:
        show.print_json(msgspec.to_builtins(known))
        return
    click.echo(f"{known.state}: {known.documents} documents, {known.size / 1e6:.1f} MB in {known.folder}")
    click.echo(f"log entries: {known.entry} of {known.last}; documents to be filed: {known.waiting}")
