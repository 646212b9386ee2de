"""The command that concords: files of documents, folders and archives of files, documents of the archive, all of it."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.text import Text

from verbale import symbols
from verbale.bulk import concording, sources, workers
from verbale.cli import output
from verbale.concordance import Finding, report
from verbale.concordance.report.rows import cut
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, BadSymbol
from verbale.server import serving

_FEW = 24
"""So many files are done in this process: others would take longer to begin."""

_ORDER = {"error": 0, "warning": 1, "note": 2}


@click.command()
@click.argument("given", nargs=-1, metavar="FILES | FOLDERS | SYMBOLS")
@click.option("--archive", "everything", is_flag=True, help="Concord all documents of the archive.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of all that is kept (VERBALE_DATA)."
)
@click.option(
    "--least", type=click.Choice(["note", "warning", "error"]), default="note", help="Leave out what weighs less."
)
@click.option("--accepted", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="TOML file of differences that are meant: key = \"reason\".")  # fmt: skip
@click.option("--glossary", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML file of terms.")
@click.option("--organization", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="TOML file of an organization that is not the UN.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="How many processes work.")
@click.option("--ocr", is_flag=True, help="Read pages that are pictures with tesseract (verbale[ocr]).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line a document.")
@click.option(
    "--csv", "table", type=click.Path(dir_okay=False, path_type=Path), help="Write a line a difference to this file."
)
@click.option(
    "--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write a report with plots to this file."
)
def concord(
    given: Sequence[str],
    everything: bool,
    data: Path | None,
    least: str,
    accepted: Path | None,
    glossary: Path | None,
    organization: Path | None,
    jobs: int,
    ocr: bool,
    as_json: bool,
    table: Path | None,
    page: Path | None,
) -> None:
    """Tell whether the language versions of documents say the same, and where they do not.

    Files of any readable format are joined by their symbols; files without a symbol are taken for one document. A symbol
    is looked up in the archive. Exit codes: 0 no error was found; 1 errors were found; 2 wrong usage; 3 something cannot
    be read.
    """
    if bool(given) == everything:
        raise click.UsageError("Give files, folders or symbols, or --archive.")
    terms = glossary.read_text("utf-8") if glossary else ""
    asked = concording.Asked(terms, _reasons(accepted), ocr)
    whose = organization.read_text("utf-8") if organization else ""
    paths = [Path(one) for one in given if Path(one).exists()]
    named = [_symbol(one) for one in given if not Path(one).exists()]
    found: list[report.Compared] = []
    with output.counting("Concording") as count:
        for source in (
            _of_files(paths, asked, whose, jobs) if paths else (),
            _of_archive(named, data, asked, jobs) if named or everything else (),
        ):
            for one, total in source:
                found.append(_weighing(one, least))
                count(len(found), max(total, len(found)))
    for path, writer in ((table, report.csv), (page, report.html)):
        if path is not None:
            path.write_bytes(writer(found))
            click.echo(str(path), err=True)
    if as_json:
        sys.stdout.buffer.write(report.json(found))
    elif table is None and page is None:
        _print(found)
    else:
        click.echo(_sum(found))
    sys.exit(_code(found))


def _reasons(path: Path | None) -> dict[str, str]:
    """Return the reasons by the keys of the findings that are meant."""
    if path is None:
        return {}
    try:
        return {key: str(reason) for key, reason in tomllib.loads(path.read_text("utf-8")).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            f"This is no TOML: {error}.", where=str(path), advice='Write lines like key = "reason".'
        ) from error


def _symbol(text: str) -> symbols.Symbol:
    try:
        return symbols.parse(text)
    except BadSymbol as error:
        advice = f"There is no file of this name, and it is no symbol. {error.advice}".strip()
        raise BadInput(f"{text!r} is neither a file nor a symbol.", advice=advice) from error


def _of_files(
    paths: Sequence[Path], asked: concording.Asked, organization: str, jobs: int
) -> Iterator[tuple[report.Compared, int]]:
    """Yield what is told of the documents in files; a few files are done in this process, as versions of one document."""
    few = not sources.packed(paths) and sources.count(paths) <= _FEW
    batches = sources.batches(paths)
    if few:
        batches = iter([[one for batch in batches for one in batch]])
        asked = msgspec.structs.replace(asked, whole=True, one=all(path.is_file() for path in paths))
    for told in concording.concord(batches, asked, workers.Whose(organization), 1 if few else jobs):
        yield told, 0


def _of_archive(
    named: Sequence[symbols.Symbol], data: Path | None, asked: concording.Asked, jobs: int
) -> Iterator[tuple[report.Compared, int]]:
    """Yield what is told of documents of the archive, all of them where none is named."""
    serving.prepare(data)
    from verbale.bulk import importing, kept  # noqa: PLC0415 - Django had to be started

    works = kept.works(named)
    total = works.count()
    asked = msgspec.structs.replace(asked, whole=True)
    few = total * len(LANGUAGES) <= _FEW
    for told in concording.concord(kept.batches(works), asked, importing.whose(), 1 if few else jobs):
        yield told, total


def _weighing(one: report.Compared, least: str) -> report.Compared:
    """Return the document without findings that weigh less."""
    kept = tuple(finding for finding in one.findings if _ORDER[finding.severity] <= _ORDER[least])
    return msgspec.structs.replace(one, findings=kept)


def _sum(found: Sequence[report.Compared]) -> str:
    alone = sum(len(one.languages) == 1 for one in found)
    differ = sum(len(one.findings) for one in found)
    agree = sum(not one.findings and len(one.languages) > 1 for one in found)
    said = f"{len(found)} documents, {differ} differences; {agree} documents without any"
    return f"{said}, {alone} in one language alone" if alone else said


def _code(found: Sequence[report.Compared]) -> int:
    if any(problem.severity == "error" for one in found for problem in one.problems):
        return 3
    return int(any(finding.severity == "error" for one in found for finding in one.findings))


def _print(found: Sequence[report.Compared]) -> None:
    """Print every document with its differences, the words of each language on a line of its own."""
    screen = Console(highlight=False, soft_wrap=True)
    for one in found:
        counts = f"{len(one.languages)} languages, {one.rows} passages, {one.whole} in all of them"
        screen.print(Text(f"{one.symbol or 'no symbol'}: ", style="bold") + Text(counts))
        for problem in one.problems:
            screen.print(f"  {problem.severity}: {problem.code}: {problem.where}: {problem.text} {problem.advice}")
        for finding in one.findings:
            _print_finding(screen, finding)
        for accepted in one.accepted:
            screen.print(f"  accepted: {accepted.finding.code}: {accepted.finding.text} ({accepted.reason})")
    screen.print(_sum(found))


def _print_finding(screen: Console, finding: Finding) -> None:
    style = {"error": "bold red", "warning": "yellow", "note": "cyan"}[finding.severity]
    screen.print(Text(f"  {finding.severity}", style=style) + Text(f": {finding.code} [{finding.key}]: {finding.text}"))
    for spot in finding.spots:
        before, meant, after = cut(spot)
        line = Text(f"  {'*' if spot.language in finding.odd else ' '} {spot.language} ")
        line += Text(f"{spot.id or '-':<9} ", style="dim")
        screen.print(
            line + Text(before.replace("\n", " ")) + Text(meant, style="reverse") + Text(after.replace("\n", " "))
        )
    if finding.advice:
        screen.print(Text(f"    {finding.advice}", style="dim"))
