"""The command that verifies what is kept. Django is imported when it runs, and nothing is made that is not there."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import click
import msgspec

from verbale.cli import show
from verbale.problems import BadInput


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of all that is kept (default: VERBALE_DATA, or verbale-data here).",
)
@click.option("--known", multiple=True, metavar="NUMBER:HASH", help="An entry of the log as noted down outside.")
@click.option(
    "--mend", is_flag=True, help="Finish what stopped processes left, put guards back, make search terms anew."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(data: Path | None, known: tuple[str, ...], mend: bool, as_json: bool) -> None:
    """Verify what is kept: recompute the log, its rows, the stored files and the search terms.

    Prints each fault with its place and what to do. Exit codes: 0 nothing is wrong; 1 faults were found; 3 there is
    nothing to verify here.
    """
    noted = _noted(known)
    _open(data)

    from verbale.archive import log, terms  # noqa: PLC0415 - Django had to be started
    from verbale.archive import verify as archive  # noqa: PLC0415

    each = None if as_json else lambda part: click.echo(f"verifying {part} ...", err=True)
    mended = {**msgspec.structs.asdict(archive.mend()), "terms": 0} if mend else {}
    found = archive.verify(known=noted, each=each)
    if mend and {p.code for p in found.problems if p.severity == "error"} == {"verify-terms"}:
        mended["terms"] = terms.rebuild()
        found = archive.verify(known=noted, each=each)
    head = log.head()
    noted_head = f"{head.number}:{head.hash}" if head else ""
    counts = {"entries": found.entries, "rows": found.rows, "objects": found.objects}
    if as_json:
        facts = {**counts, "head": noted_head, "problems": msgspec.to_builtins(found.problems)}
        show.print_json(facts | ({"mended": mended} if mend else {}))
    else:
        show.print_problems("archive", found.problems)
        if mend:
            said = "mended: {finished} objects finished, {removed} left-overs removed, {guards} guards put back, {terms} terms made"
            click.echo(said.format(**mended))
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        click.echo(f"{told}: {'faults were found' if found.fault else 'all is as it was put in'}")
        if head and not found.fault:
            click.echo(f"To prove this later, note down {noted_head} and give it as --known.")
    sys.exit(1 if found.fault else 0)


def _noted(known: tuple[str, ...]) -> dict[int, str]:
    found = {}
    for text in known:
        number, _, digest = text.partition(":")
        if not (number.isascii() and number.isdecimal() and digest):
            raise click.UsageError(f"{text!r} is no entry: give its number and hash, as `verbale verify` prints them.")
        found[int(number)] = digest.lower()
    return found


def _open(data: Path | None) -> None:
    """Start Django on what is there; raises BadInput where a part, the folder, the database or its tables are not."""
    if any(find_spec(name) is None for name in ("django", "allauth")):
        raise BadInput("The libraries of the web application are not installed.", advice='pip install "verbale[web]".')
    if data is not None:
        os.environ["VERBALE_DATA"] = str(data.absolute())  # noqa: TID251 - the settings read it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.server.settings")  # noqa: TID251 - Django's own switch

    import django  # noqa: PLC0415 - an extra
    from django.conf import settings  # noqa: PLC0415

    database = settings.DATABASES["default"]
    files = [settings.DATA] + ([Path(database["NAME"])] if database["ENGINE"].endswith("sqlite3") else [])
    for path in files:
        if not path.exists():
            advice = "Name the folder: verbale verify --data PATH, or set VERBALE_DATA."
            raise BadInput("Nothing is kept here.", where=str(path), advice=advice)
    django.setup()

    from django.db import DatabaseError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    try:
        executor = MigrationExecutor(connection)
        lacking = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        advice = "Look at VERBALE_DATABASE, and whether the database server runs."
        raise BadInput(f"The database cannot be read: {str(error).strip()}.", advice=advice) from error
    if lacking:
        text = "The tables are not those of this version of Verbale."
        raise BadInput(text, where=str(lacking[0][0]), advice="Bring them up to date: start verbale serve once.")
