"""How the command line shows results: plain lines for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table

from verbale.document import Document, Edition, Evidence, Reading
from verbale.document.codec import to_builtins
from verbale.languages import language
from verbale.problems import Problem


def print_json(value: object) -> None:
    """Print a value as one line of JSON."""
    click.echo(msgspec.json.encode(value).decode())


def reading_facts(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON: the document's fields with its problems and evidence."""
    return {
        **to_builtins(reading.document),
        "problems": msgspec.to_builtins(reading.problems),
        "evidence": msgspec.to_builtins(reading.evidence),
    }


def edition_facts(edition: Edition, out: Path) -> dict[str, Any]:
    """Return an edition as JSON: files with their hashes, and problems."""
    return {
        "symbol": edition.symbol,
        "renditions": [
            {"language": r.language, "format": r.format, "file": str(out / r.name), "sha256": r.sha256}
            for r in edition.renditions
        ],
        "problems": msgspec.to_builtins(edition.problems),
    }


def print_problems(path: str, problems: Sequence[Problem], empty: str = "") -> None:
    """Print problems to standard error, a line each; ``empty`` says that there are none."""
    for p in problems:
        place = f" [{p.where}]" if p.where else ""
        click.echo(f"{path}: {p.severity}: {p.code}{place}: {p.text}{' ' + p.advice if p.advice else ''}", err=True)
    if empty and not problems:
        click.echo(f"{path}: {empty}", err=True)


def print_symbol(facts: dict[str, Any]) -> None:
    """Print what a symbol says, part by part, and where it is found."""
    click.echo(facts["symbol"])
    for part in facts["parts"]:
        click.echo(f"  {part['part']:<12} {part['means']}")
    click.echo(f"  {facts['url']}\n  {facts['file']}\n  {facts['akn']}")


def print_edition(edition: Edition, out: Path) -> None:
    """Print an edition: each language with its title and files."""
    table = Table(title=edition.symbol or "", title_justify="left", box=None, header_style="bold")
    table.add_column("language")
    table.add_column("title")
    table.add_column("files", overflow="fold")
    for version in edition.versions:
        code = version.masthead.language
        names = [str(out / r.name) for r in edition.renditions if r.language == code]
        table.add_row(language(code).name_en, version.title, "\n".join(names))
    Console().print(table)
    print_problems(edition.symbol or "edition", edition.problems)


def print_fields(path: str, reading: Reading) -> None:
    """Print each field with its value, how sure it is, and where it was read."""
    table = Table(title=path, title_justify="left", box=None, header_style="bold")
    table.add_column("field")
    table.add_column("value")
    table.add_column("sure", justify="right")
    table.add_column("from")
    values = dict(_fields(reading.document))
    for e in reading.evidence:
        table.add_row(e.field, values.get(e.field, ""), f"{e.confidence:.0%}", _source(e))
    Console().print(table)
    print_problems(path, reading.problems)


def _source(evidence: Evidence) -> str:
    lines = ", ".join(map(str, evidence.lines))
    page = f"page {evidence.page}, " if evidence.page else ""
    return f"{page}line {lines}: {evidence.text}" if lines else evidence.text


def _fields(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each field of the document by its path, with its value as a short text."""

    def walk(prefix: str, value: Any) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from walk(f"{prefix}.{key}" if prefix else key, inner)
            if prefix:
                yield prefix, ", ".join(f"{k} {v}" for k, v in value.items() if not isinstance(v, dict | list))
        elif isinstance(value, list):
            yield (
                prefix,
                ", ".join(str(v) if not isinstance(v, dict) else " ".join(map(str, v.values())) for v in value),
            )
        elif value is not None:
            yield prefix, str(value)

    fields = to_builtins(document)
    for name in ("cover", "content", "notes", "annexes", "citations"):
        fields.pop(name, None)
    yield from walk("", fields)
