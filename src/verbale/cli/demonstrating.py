"""The command that demonstrates: specimens circulated into a folder, and an imaginary organization to try everything at."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import click

from verbale import press
from verbale.authorities import authorities
from verbale.cli import output, show
from verbale.document import Edition
from verbale.languages import LANGUAGES
from verbale.server import serving

_SPECIMENS = resources.files("verbale") / "specimens"
_LEAGUE = _SPECIMENS / "league.toml"


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("demo"), show_default=True)
@click.option(
    "--serve/--no-serve",
    default=None,
    help="Build the demonstration organization too, and serve it; or stop when it is built.",
)
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port to serve at.")
def demo(out: Path, serve: bool | None, address: str) -> None:
    """Circulate the specimen communications that ship with Verbale, in six languages.

    With --serve or --no-serve an organization at work is built beside them, in the folder "desk": communications in every
    state, and an account for each role.
    """
    _circulate(out)
    if serve is not None:
        _build(out / "desk", address)
    if serve:
        serving.serve(address, data=out / "desk", say=click.echo)


def _circulate(out: Path) -> None:
    known = authorities().with_organization(_LEAGUE.read_text("utf-8"))
    notes = sorted((f for f in _SPECIMENS.iterdir() if f.name.endswith(".md")), key=lambda f: f.name)
    wanted = ["pdf", "html", "markdown", "json"]
    editions: list[Edition] = []
    with output.progress("Circulating specimens", len(notes) * len(LANGUAGES) * len(wanted)) as step:
        for note in notes:
            document = press.read(note.read_bytes(), note.name, known).document
            on = document.masthead.issued or output.today()
            edition = press.issue(document, on=on, formats=wanted, authorities=known, each=step)
            output.keep(edition, out)
            editions.append(edition)
    show.print_summary(editions, out)
    files = sum(len(edition.renditions) for edition in editions)
    open_ones = sum(p.code == "issue-passage-untranslated" for edition in editions for p in edition.problems)
    click.echo(f"\n{files} files in six languages stand in {out.resolve()}")
    click.echo(
        f"{open_ones} passages that no set formula covers stand in their own language, marked, for a translator."
    )


def _build(data: Path, address: str) -> None:
    """Build the demonstration in a folder, unless it stands there, and print its accounts."""
    os.environ["VERBALE_ORGANIZATION"] = str(_LEAGUE)  # noqa: TID251 - for the settings, here and in the workers
    os.environ.setdefault("VERBALE_ADDRESS", f"http://{address}")  # noqa: TID251 - as above
    serving.prepare(data)

    from verbale.desk import demonstration  # noqa: PLC0415 - Django had to be started

    if not demonstration.stands():
        with output.counting("Building the demonstration") as count:
            demonstration.build(output.now(), each=count)
    click.echo(f"\nThe demonstration organization stands in {data.resolve()}")
    click.echo(f"Each of these accounts has the password {demonstration.accounts()[0].password}\n")
    for account in demonstration.accounts():
        click.echo(f"  {account.email:32} {', '.join(account.roles)}")
    click.echo(f"\nServe it again: VERBALE_ORGANIZATION={_LEAGUE} verbale serve --data {data}")
