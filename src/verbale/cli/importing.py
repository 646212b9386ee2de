"""The command that imports archives, and the librarian's queue of what was doubtful. Django is started when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from verbale import formats
from verbale.cli import output, show
from verbale.problems import Problem
from verbale.server import serving

_DEFAULT = "html,akn,markdown,json"
_FILED_AT_ONCE = 500
"""Files after which the index of search is brought up to date, so that a long import is found as it goes on."""


@click.command(name="import")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of all that is kept (VERBALE_DATA)."
)
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="How many processes read.")
@click.option("--formats", "names", default=_DEFAULT, show_default=True, help="Formats to make beside the source.")
@click.option("--ocr", is_flag=True, help="Read pages that are pictures with tesseract (verbale[ocr]).")
@click.option("--by", default="import", show_default=True, help="Who imports, as the log is to name them.")
@click.option("--review", is_flag=True, help="List what waits for a librarian.")
@click.option("--accept", type=int, metavar="NUMBER", help="Deposit what waits under this number.")
@click.option("--reject", type=int, metavar="NUMBER", help="Leave out for good what waits under this number.")
@click.option("--symbol", default="", help="With --accept: its symbol.")
@click.option("--language", "lang", default="", help="With --accept: its language.")
@click.option("--reissue", default="", metavar="REASON", help="With --accept: it is a new version, for this reason.")
@click.option("--reason", default="", help="With --reject: why.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(
    paths: Sequence[Path],
    data: Path | None,
    jobs: int,
    names: str,
    ocr: bool,
    by: str,
    review: bool,
    accept: int | None,
    reject: int | None,
    symbol: str,
    lang: str,
    reissue: str,
    reason: str,
    as_json: bool,
) -> None:
    """Import folders, zip and tar archives and single files of any readable format into the archive.

    Started again, it goes on where it was stopped, and reads nothing twice. What is doubtful waits for a librarian.
    What came in is found by search when it ends, and while it goes on.
    Exit codes: 0 all is in the archive; 1 something was left out, and is told; 3 nothing can be kept there.
    """
    if sum((bool(paths), review, accept is not None, reject is not None)) != 1:
        raise click.UsageError("Give the paths to import, or one of --review, --accept, --reject.")
    wanted = tuple(formats.by_name(name).name for name in names.split(",") if name.strip())
    serving.prepare(data)
    if review:
        _list(as_json)
    elif accept is not None:
        from verbale.bulk import review as queue  # noqa: PLC0415 - Django had to be started

        done = queue.accept(accept, by=by, at=output.now(), symbol=symbol, language=lang, reissue=reissue, names=wanted)
        _told(as_json, done, f"{done.symbol}: {', '.join(f'{c.language} {c.what}' for c in done.changes)}")
    elif reject is not None:
        from verbale.bulk import review as queue  # noqa: PLC0415 - Django had to be started

        queue.reject(reject, reason, by=by, at=output.now())
        _told(as_json, {"rejected": reject}, f"{reject}: left out")
    else:
        _bring(paths, by, wanted, jobs, ocr, as_json)


def _bring(paths: Sequence[Path], by: str, names: Sequence[str], jobs: int, ocr: bool, as_json: bool) -> None:
    from verbale.bulk import importing, sources  # noqa: PLC0415 - Django had to be started
    from verbale.library.search import index  # noqa: PLC0415 - as above

    total = 0 if sources.packed(paths) else sources.count(paths)
    filed = 0
    with output.counting("Importing") as count:

        def each(done: int) -> None:
            nonlocal filed
            count(done, max(done, total))
            if done - filed >= _FILED_AT_ONCE:
                index.update(output.now())
                filed = done

        report = importing.bring(
            paths,
            by=by,
            at=output.now(),
            formats=names,
            jobs=jobs,
            ocr=ocr,
            each=each,
        )
        index.update(output.now())
    if as_json:
        show.print_json({**msgspec.to_builtins(report), "complete": report.complete})
    else:
        for line in report.lines:
            about = " ".join(filter(None, (line.symbol, line.language)))
            click.echo(f"{line.path}: {line.became}{f' ({about})' if about else ''}")
            _print_problems(line.problems)
        click.echo(
            f"{report.files} files: {report.deposited} deposited ({report.documents} documents), {report.known} known, "
            f"{report.waiting} wait for a librarian, {report.unread} cannot be read"
        )
        if report.waiting:
            click.echo("See what waits: verbale import --review")
    sys.exit(0 if report.complete else 1)


def _list(as_json: bool) -> None:
    from verbale.bulk import review  # noqa: PLC0415 - Django had to be started

    rows = review.waiting()
    if as_json:
        show.print_json(msgspec.to_builtins(rows))
        return
    for row in rows:
        click.echo(f"{row.number}\t{row.symbol or '-'}\t{row.language or '-'}\t{row.path}\t{row.title}")
        _print_problems(row.problems)
    click.echo(f"{len(rows)} wait")


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(f"    {problem.code}: {problem.text} {problem.advice}".rstrip())


def _told(as_json: bool, facts: Any, text: str) -> None:
    if as_json:
        show.print_json(msgspec.to_builtins(facts))
    else:
        click.echo(text)
