"""The commands of the translation memory: how it stands, bringing it up to date, taking in others, asking it."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

import click
import msgspec

from verbale.cli import derived, show
from verbale.languages import LANGUAGES

_language = click.Choice(LANGUAGES)


@click.group()
def memory() -> None:
    """Keep the translation memory: it is derived from the archive, and may be made anew at any time.

    Whoever asks brings in what is new while that is little; after a large import, and after an upgrade, `verbale memory
    update` does. Whoever has this command line is told of restricted documents too.
    """


derived.add_commands(
    memory,
    "verbale.memory.index",
    {
        "status": "Tell how the memory stands: current, behind, old (made by another release) or absent.",
        "update": "Bring in what was released and imported since; make it anew where it has to be.",
        "rebuild": "Make the memory anew beside the old one, which answers until it is done.",
    },
    lambda known: (
        f"{known.state}: {known.units} passages, {known.size / 1e6:.1f} MB in {known.folder}\n"
        f"log entries: {known.entry} of {known.last}; documents and memories to be brought in: {known.waiting}"
    ),
)


@memory.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help="What matches of it are told by (default: the name of the file).")
@click.option("--by", required=True, metavar="EMAIL", help="Who takes it in; the log keeps it.")
@derived.DATA
@derived.JSON
def take_in(file: Path, name: str, by: str, data: Path | None, as_json: bool) -> None:
    """Take in the memory of another house, TMX; it is kept as it came."""
    found = derived.room("verbale.memory.index", data)
    from verbale.archive.submissions import Arrived  # noqa: PLC0415 - Django had to be started
    from verbale.memory import imports  # noqa: PLC0415 - Django had to be started

    media_type = mimetypes.guess_type(file.name)[0] or "application/x-tmx+xml"
    row, count, problems = imports.take_in(
        Arrived(file.name, media_type, file.read_bytes()), name, by=by, at=derived.now()
    )
    found.update(derived.now())
    if as_json:
        told = {"reference": row.reference, "units": count, "problems": msgspec.to_builtins(problems)}
        show.print_json(told)
        return
    show.print_problems(str(file), problems)
    click.echo(f"{row.reference}: {count} passages")


@memory.command()
@click.argument("text")
@click.option("--from", "source", type=_language, required=True, help="Language of TEXT.")
@click.option("--to", "target", type=_language, required=True, help="Language that is wanted.")
@click.option("--least", default=60, show_default=True, help="The lowest score that is told.")
@click.option("--most", default=5, show_default=True, help="At most so many.")
@derived.DATA
@derived.JSON
def find(text: str, data: Path | None, as_json: bool, **asked: Any) -> None:
    """Show how a passage was put into another language before, the best match first."""
    derived.room("verbale.memory.index", data)
    from verbale.memory.finding import find as found  # noqa: PLC0415 - Django had to be started

    matches = found(text, at=derived.now(), closed=None, **asked)
    if as_json:
        show.print_json(msgspec.to_builtins(matches))
        return
    for match in matches:
        click.echo(f"{match.score}\t{match.symbol}\t{match.place}\t{match.dated}\n{match.target}")
