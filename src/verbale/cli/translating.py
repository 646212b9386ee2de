"""What translators' tools read and write: `xliff` and `merge`, `tmx`, `glossary`, `srx`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from verbale import formats, press
from verbale.authorities import Authorities, Glossary, glossary, read_glossary
from verbale.cli import inputs as of
from verbale.cli import show
from verbale.document import Document, Writing
from verbale.document.variants import TranslationUnit
from verbale.formats.translation import srx, tbx
from verbale.formats.translation import tmx as memories
from verbale.formats.translation.xliff import VERSIONS, Version, read
from verbale.languages import language
from verbale.problems import BadInput, Problem
from verbale.server import serving

_out = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write (default: standard output)."
)


_align = click.option(
    "--align", is_flag=True, help="Pair the texts of SOURCE and TARGET by what they say: for versions from elsewhere."
)


@click.command()
@click.argument("source")
@click.argument("target", required=False)
@click.option("--to", "code", default="", help="Language to translate into (default: that of TARGET).")
@click.option("--version", type=click.Choice(VERSIONS), default="2.1", show_default=True, help="Version of XLIFF.")
@click.option("--prefill", is_flag=True, help="Put the source where there is no translation yet: OmegaT needs it.")
@_align
@click.option("--memory", "memory", help="TMX file: what it has of the very same words goes along.")
@click.option(
    "--terms", "terms", help='Glossary (TBX or TOML) whose terms go along; "verbale" is the one that is shipped.'
)
@_out
@of.organization
def xliff(
    source: str,
    target: str | None,
    code: str,
    version: Version,
    prefill: bool,
    align: bool,
    memory: str | None,
    terms: str | None,
    out: Path | None,
    organization: Path | None,
) -> None:
    """Write a document for a translator's tool: SOURCE, and TARGET as far as it is translated.

    Without TARGET the language version is begun from the set formulas. Annexes as received are not to be translated.
    """
    known = of.authorities_of(organization)
    from_ = _document(source, known)
    into = _target(from_, target, code, known)
    pairs = press.pairs_of(from_, into, known) if align else None
    tongue = into.masthead.language
    matches = press.matches_in(from_, tongue, memories.read(of.one(memory)[1]).units) if memory else None
    words = press.terms_in(from_, tongue, _terms(terms), known) if terms else None
    _write(press.to_xliff(from_, into, version, prefilled=prefill, pairs=pairs, matches=matches, terms=words), out)


@click.command()
@click.argument("file")
@click.option("--source", required=True, help="The document that was translated.")
@click.option("--target", help="The language version to put it into (default: begun from the set formulas).")
@click.option("--format", "name", default="", help="Format to write (default: that of --out, or json).")
@_align
@_out
@of.organization
def merge(
    file: str,
    source: str,
    target: str | None,
    name: str,
    align: bool,
    out: Path | None,
    organization: Path | None,
) -> None:
    """Put what a translator wrote in an XLIFF file into the language version.

    Each text is taken whole or not at all, and every problem is told with its place.
    """
    known = of.authorities_of(organization)
    row = formats.by_name(name or (out.suffix if out else "") or "json")
    path, data = of.one(file)
    from_ = _document(source, known)
    into = _target(from_, target, read(data).target, known)
    pairs = press.pairs_of(from_, into, known) if align else None
    merged = press.merge(data, from_, into, pairs=pairs)
    writing = press.write(merged.document, row.name)
    problems = (*merged.problems, *writing.problems)
    show.print_problems(path, problems)
    click.echo(f"{path}: {len(merged.taken)} texts taken", err=True)
    _write(Writing(writing.data), out)
    sys.exit(_code(problems))


@click.command()
@click.argument("files", nargs=-1)
@click.option("--archive", is_flag=True, help="Of everything public in the archive, instead of FILES.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of all that is kept (VERBALE_DATA)."
)
@_out
@of.organization
def tmx(files: Sequence[str], archive: bool, data: Path | None, out: Path | None, organization: Path | None) -> None:
    """Write a translation memory (TMX) of documents: FILES are their language versions, joined by symbol."""
    if archive is bool(files):
        raise click.UsageError("Name files, or say --archive.")
    if archive:
        _write_lines(memories.lines(_of_archive(data)), out)
        return
    known = of.authorities_of(organization)
    found: dict[str, dict[str, Document]] = {}
    for path, bytes_ in of.inputs(files):
        document = press.read(bytes_, path, known).document
        versions = found.setdefault(document.symbol or Path(path).stem, {})
        if versions.setdefault(document.masthead.language, document) is not document:
            raise BadInput(
                "There are two files of one document in one language.", where=path, advice="Name one of them."
            )

    def units() -> Iterator[TranslationUnit]:
        for versions in found.values():
            if len(versions) > 1:
                yield from press.memory(tuple(versions.values()), known)

    single = [key for key, versions in found.items() if len(versions) < 2]
    for key in single:
        click.echo(f"verbale: {key}: only one language version; nothing to remember", err=True)
    _write(memories.write(units()), out)


@click.command(name="glossary")
@click.argument("files", nargs=-1)
@click.option(
    "--edition", type=click.Choice(tbx.EDITIONS), default="2019", show_default=True, help="Edition of ISO 30042."
)
@_out
def list_glossary(files: Sequence[str], edition: tbx.Edition, out: Path | None) -> None:
    """Write a glossary as TBX: that of Verbale, or those in FILES (TBX or TOML) as one.

    Of two concepts with one key the later counts.
    """
    found = Glossary() if files else glossary()
    for path, data in of.inputs(files):
        read_, problems = _glossary(path, data)
        show.print_problems(path, problems)
        found = found.joined(read_)
    _write(tbx.write(found, edition), out)


@click.command(name="srx")
@_out
def list_rules(out: Path | None) -> None:
    """Write where sentences end in the six languages, as rules (SRX) for a translator's tool."""
    _write(srx.write(), out)


def _terms(file: str) -> Glossary:
    if file == "verbale":
        return glossary()
    return _glossary(*of.one(file))[0]


def _glossary(path: str, data: bytes) -> tuple[Glossary, tuple[Problem, ...]]:
    if Path(path).suffix.lower() != ".toml":
        held = tbx.read(data)
        return held.glossary, held.problems
    try:
        return read_glossary(data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        raise BadInput("The glossary is not UTF-8.", where=path, advice="Save it as UTF-8.") from error


def _document(file: str, known: Authorities) -> Document:
    path, data = of.one(file)
    reading = press.read(data, path, known)
    return reading.document


def _target(source: Document, target: str | None, code: str, known: Authorities) -> Document:
    """Return the language version that is named, or one begun in the language that is named."""
    if target is not None:
        found = _document(target, known)
        if code and language(code).code != found.masthead.language:
            raise BadInput(
                f"This is in {found.masthead.language or 'no language'}, not in {code}.",
                where=target,
                advice="Leave out --to.",
            )
        return found
    if not code:
        raise click.UsageError("Say which language: --to fr, or name TARGET.")
    return press.begin(source, code, known)[0]


def _of_archive(data: Path | None) -> Iterator[TranslationUnit]:
    """Yield the translation units of everything public in an archive."""
    serving.prepare(data)
    from django.utils import timezone  # noqa: PLC0415 - Django had to be started

    from verbale.memory.exporting import public_units  # noqa: PLC0415 - Django had to be started

    yield from public_units(timezone.now())


def _write_lines(lines: Iterable[str], out: Path | None) -> None:
    """Write a file as it is made: it may be larger than one wants to hold."""
    if out is None:
        for line in lines:
            sys.stdout.buffer.write(line.encode())
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as file:
        file.writelines(line.encode() for line in lines)
    click.echo(str(out), err=True)


def _write(writing: Writing, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(writing.data)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(writing.data)
    click.echo(str(out), err=True)


def _code(problems: Sequence[Problem]) -> int:
    return int(any(problem.severity == "error" for problem in problems))


COMMANDS = (xliff, merge, tmx, list_glossary, list_rules)
