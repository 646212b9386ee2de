"""The command line: thin; each command calls one verb of the press, the symbols or the citations, and prints."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NoReturn

import click
import msgspec
from rich.console import Console
from rich.table import Table

from verbale import citations, formats, press, symbols
from verbale.cli import (
    concording,
    demonstrating,
    desk,
    dumping,
    following,
    importing,
    indexing,
    output,
    remembering,
    serving,
    show,
    translating,
    verifying,
)
from verbale.cli import inputs as of
from verbale.document import WriteOptions, schema, text
from verbale.languages import LANGUAGES, language
from verbale.problems import BadInput, BadSymbol, NotKnown, Problem, VerbaleError

# What the exit codes mean; docs/reference/cli.md says the same.
DONE, FAULTS, USAGE, UNREADABLE = 0, 1, 2, 3


class _Commands(click.Group):
    """The group of commands: an error of Verbale ends as one line of advice and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (NotKnown, BadSymbol) as error:
            _stop(error, USAGE)
        except VerbaleError as error:
            _stop(error, UNREADABLE)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(DONE)


def _stop(error: VerbaleError, code: int) -> NoReturn:
    click.echo(f"verbale: {error.code}: {error}", err=True)
    sys.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(metadata.version("verbale"), prog_name="verbale")
def main() -> None:
    """Official documents of intergovernmental bodies, in six languages.

    FILE may be "-" for standard input, and a pattern such as "notes/*.md".
    Exit codes: 0 done; 1 done, and errors were found; 2 wrong usage; 3 the input cannot be read or written.
    """


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--show", "fields", is_flag=True, help="Print each field with the lines it was read from.")
@click.option("--name", default="", help="File name to assume for standard input.")
@of.as_json
@of.organization
@of.ocr
def read(files: Sequence[str], fields: bool, name: str, as_json: bool, organization: Path | None, ocr: bool) -> None:
    """Read documents and print what they state."""
    known = of.authorities_of(organization)
    failed = False
    for path, data in of.inputs(files, name):
        try:
            reading = press.read(data, path, known, ocr=ocr)
        except BadInput as error:
            failed = True
            click.echo(f"verbale: {path}: {error.code}: {error}", err=True)
            continue
        if as_json:
            show.print_json(show.reading_facts(reading))
        elif fields:
            show.print_fields(path, reading)
        else:
            click.echo(text(reading.document))
            show.print_problems(path, reading.problems)
    sys.exit(UNREADABLE if failed else DONE)


@main.command()
@click.argument("files", nargs=-1, required=True)
@of.as_json
@of.organization
@of.ocr
def check(files: Sequence[str], as_json: bool, organization: Path | None, ocr: bool) -> None:
    """Report every fault of the documents at once, each with its place and what to do."""
    known = of.authorities_of(organization)
    worst = DONE
    for path, data in of.inputs(files):
        try:
            reading = press.read(data, path, known, ocr=ocr)
        except BadInput as error:
            click.echo(f"verbale: {path}: {error.code}: {error}", err=True)
            worst = UNREADABLE
            continue
        problems = _once((*reading.problems, *press.check(reading.document, known)))
        if as_json:
            show.print_json({"file": path, "problems": msgspec.to_builtins(problems)})
        else:
            show.print_problems(path, problems, empty="no faults found")
        if any(p.severity == "error" for p in problems):
            worst = max(worst, FAULTS)
    sys.exit(worst)


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--text", "plain", is_flag=True, help="Take the input as running text, not as a document.")
@click.option("--language", "lang", default="", help="Language of the running text.")
@click.option("--body", default=None, help='Body that speaks ("its resolution"): A, S, E, A/HRC ...')
@of.as_json
def cite(files: Sequence[str], plain: bool, lang: str, body: str | None, as_json: bool) -> None:
    """List the citations in documents, with addresses."""
    code = language(lang).code if lang else ""
    for path, data in of.inputs(files):
        if plain or code:
            decoded = data.decode("utf-8", "replace")
            found = citations.find(decoded, code or press.language_of(decoded), body)
        else:
            found = list(press.read(data, path).document.citations)
        for citation in found:
            target = citations.resolve(citation.symbol)
            if as_json:
                show.print_json({"file": path, **msgspec.to_builtins(citation), **msgspec.to_builtins(target)})
            else:
                click.echo(f"{citation.symbol}\t{citation.text}\t{target.url or '-'}")


@main.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--mint", is_flag=True, help="Accept only what may be given to a new document.")
@of.as_json
def symbol(names: Sequence[str], mint: bool, as_json: bool) -> None:
    """Explain document symbols: their parts, addresses and file names."""
    worst = DONE
    for name in names:
        try:
            found = [symbols.mint(name)] if mint else symbols.expand(name)
        except BadSymbol as error:
            worst = FAULTS
            if as_json:
                show.print_json({"given": name, "error": str(error), "part": error.part, "repair": error.repair})
            else:
                click.echo(f"verbale: {error.code}: {error}", err=True)
            continue
        for one in found:
            facts = {
                "symbol": str(one),
                "parts": [{"part": part.text, "kind": part.kind, "means": part.means} for part in one.parts],
                "url": symbols.undocs(one),
                "file": symbols.file_name(one, []),
                "akn": symbols.akn_work(one),
            }
            if as_json:
                show.print_json(facts)
            else:
                show.print_symbol(facts)
    sys.exit(worst)


@main.command()
@click.argument("file")
@click.option("--symbol", "given", default=None, help="Symbol of the document (needed unless it bears one).")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the files.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Date of issue (default: the document's own, or today).")
@click.option("--languages", "langs", default=",".join(LANGUAGES), show_default=True)
@click.option("--formats", "names", default="pdf,html,markdown,json", show_default=True)
@click.option(
    "--fonts", multiple=True, type=click.Path(exists=True, file_okay=False), help="Folder of fonts to prefer."
)
@of.as_json
@of.organization
@of.ocr
def issue(
    file: str,
    given: str | None,
    out: Path,
    on: datetime.datetime | None,
    langs: str,
    names: str,
    fonts: tuple[str, ...],
    as_json: bool,
    organization: Path | None,
    ocr: bool,
) -> None:
    """Issue a communication as an official document in six languages."""
    known = of.authorities_of(organization)
    wanted = [formats.by_name(name).name for name in names.split(",") if name.strip()]
    languages = [language(code).code for code in langs.split(",") if code.strip()]
    path, data = of.one(file)
    reading = press.read(data, path, known, ocr=ocr)
    day = on.date() if on else reading.document.masthead.issued or output.today()
    with output.progress("Issuing", len(wanted) * len(languages)) as step:
        edition = press.issue(
            reading.document,
            symbol=given,
            on=day,
            languages=languages,
            formats=wanted,
            authorities=known,
            options=WriteOptions(fonts=fonts),
            each=step,
        )
    output.keep(edition, out)
    if as_json:
        show.print_json(show.edition_facts(edition, out))
    else:
        show.print_edition(edition, out)
    sys.exit(FAULTS if any(p.severity == "error" for p in edition.problems) else DONE)


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--to", "name", required=True, help="Format to write: see `verbale formats`.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the files (default: standard output)."
)
@of.organization
@of.ocr
def convert(files: Sequence[str], name: str, out: Path | None, organization: Path | None, ocr: bool) -> None:
    """Read documents and write them in another format, as they are."""
    known = of.authorities_of(organization)
    row = formats.by_name(name)
    found = list(of.inputs(files))
    if out is None and len(found) > 1:
        raise click.UsageError("Several files need --out, a folder to write to.")
    for path, data in found:
        document = press.read(data, path, known, ocr=ocr).document
        writing = press.describe(document, row.name, known=known) if row.describer else press.write(document, row.name)
        show.print_problems(path, writing.problems)
        if out is None:
            sys.stdout.buffer.write(writing.data)
        else:
            out.mkdir(parents=True, exist_ok=True)
            target = out / (Path(path).stem + row.suffixes[0])
            target.write_bytes(writing.data)
            click.echo(str(target))


@main.command(name="formats")
@click.option("--schema", "show_schema", is_flag=True, help="Print the JSON Schema of a document.")
@of.as_json
def list_formats(show_schema: bool, as_json: bool) -> None:
    """List the formats: which are read, which are written, and what each keeps."""
    if show_schema:
        click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
        return
    if as_json:
        show.print_json(
            [
                {
                    "name": f.name,
                    "media_type": f.media_type,
                    "suffixes": f.suffixes,
                    "reads": f.reader is not None,
                    "writes": f.writer is not None,
                    "describes": f.describer is not None,
                    "keeps": sorted(f.keeps),
                }
                for f in formats.FORMATS
            ]
        )
        return
    table = Table("format", "suffixes", "reads", "writes", "describes", "keeps", box=None, header_style="bold")
    for f in formats.FORMATS:
        table.add_row(
            f.name,
            " ".join(f.suffixes),
            "yes" if f.reader else "",
            "yes" if f.writer else "",
            ", ".join(sorted(f.keeps)),
        )
    Console().print(table)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell; for bash: eval "$(verbale completion bash)"."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - needed by this command alone

    chosen = get_completion_class(shell)
    if chosen is not None:
        click.echo(chosen(main, {}, "verbale", "_VERBALE_COMPLETE").source())


main.add_command(concording.concord)
main.add_command(demonstrating.demo)
main.add_command(serving.serve)
main.add_command(desk.desk)
main.add_command(verifying.verify)
main.add_command(indexing.index)
main.add_command(remembering.memory)
main.add_command(importing.import_)
main.add_command(dumping.dump)
main.add_command(following.follow)
for command in translating.COMMANDS:
    main.add_command(command)

# What the check says again of a reading is told once, as the check has it.
_SAME = {
    "check-symbol-absent": "read-symbol-absent",
    "check-title-absent": "read-title-absent",
    "check-language-absent": "read-language-unknown",
}


def _once(problems: Sequence[Problem]) -> list[Problem]:
    again = {_SAME.get(p.code) for p in problems}
    return [p for p in problems if p.code not in again]
