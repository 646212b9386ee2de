"""How the command line shows results: plain lines for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table

from verbale.document import Edition, Evidence, Reading
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
    """Print an edition: each language with its title and files, then what remains to be done."""
    table = Table(box=None, header_style="bold", title=edition.symbol, title_justify="left")
    table.add_column("language")
    table.add_column("title", overflow="fold")
    table.add_column("files", overflow="fold")
    for version in edition.versions:
        code = version.masthead.language
        names = [r.name for r in edition.renditions if r.language == code]
        stem = names[0].rpartition(".")[0] if names else ""
        table.add_row(language(code).name_en, version.title, f"{out / stem}.{_suffixes(names)}" if names else "")
    Console().print(table)
    print_problems(edition.symbol or "edition", together(edition.problems))


def print_summary(editions: Sequence[Edition], out: Path) -> None:
    """Print several editions, a row each: symbol, English title, where the files of all languages are."""
    table = Table(box=None, header_style="bold")
    table.add_column("symbol", no_wrap=True)
    table.add_column("title", overflow="fold")
    table.add_column("files", overflow="fold")
    for edition in editions:
        english = next((v for v in edition.versions if v.masthead.language == "en"), edition.versions[0])
        stem = edition.renditions[0].name.rpartition("-")[0]
        first = [r.name for r in edition.renditions if r.language == edition.renditions[0].language]
        table.add_row(edition.symbol, english.title, f"{out / stem}-*.{_suffixes(first)}")
    Console().print(table)


def _suffixes(names: Sequence[str]) -> str:
    found = [name.rpartition(".")[2] for name in names]
    return found[0] if len(found) == 1 else "{" + ",".join(found) + "}"


def together(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems with those that differ in language alone made one: "ar, fr: p1"."""
    grouped: dict[Problem, list[str]] = {}
    for problem in problems:
        code, colon, place = problem.where.partition(": ")
        if not colon:
            code, place = "", problem.where
        grouped.setdefault(msgspec.structs.replace(problem, where=place), []).append(code)
    return [
        msgspec.structs.replace(problem, where=f"{', '.join(codes)}: {problem.where}" if any(codes) else problem.where)
        for problem, codes in grouped.items()
    ]


def print_fields(path: str, reading: Reading) -> None:
    """Print each field with its value, how sure it is, and where it was read."""
    table = Table(title=path, title_justify="left", box=None, header_style="bold")
    table.add_column("field")
    table.add_column("value", overflow="fold")
    table.add_column("sure", justify="right")
    table.add_column("from", overflow="fold")
    values = to_builtins(reading.document)
    for e in reading.evidence:
        table.add_row(e.field, _short(_value(values, e.field)), f"{e.confidence:.0%}", _source(e))
    Console().print(table)
    print_problems(path, reading.problems)


def _source(evidence: Evidence) -> str:
    """Return where a field was read: "page 1, line 3, box 57 96 219 114: A/HRC/43/G/40", the box in points."""
    places = [f"page {evidence.page}"] if evidence.page else []
    places += [f"line {', '.join(map(str, evidence.lines))}"] if evidence.lines else []
    places += [f"box {' '.join(f'{edge:.0f}' for edge in evidence.box)}"] if evidence.box else []
    text = evidence.text if len(evidence.text) <= 100 else f"{evidence.text[:97]}..."
    return f"{', '.join(places)}: {text}" if places else text


def _value(values: Any, path: str) -> Any:
    """Return what stands at a path such as ``masthead.issued`` or ``annexes[0]``."""
    for step in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(values, dict):
            values = values.get(step)
        elif isinstance(values, list | tuple) and step.isdigit() and int(step) < len(values):
            values = values[int(step)]
    return values


# What a person sees in the text itself.
_LONG = {"content", "notes", "passages", "label_marks", "title_marks", "cover"}


def _short(value: Any) -> str:
    match value:
        case dict():
            return "; ".join(
                f"{k}: {_short(v)}" for k, v in value.items() if k not in _LONG and v not in (None, "", [], ())
            )
        case list() | tuple():
            return ", ".join(map(_short, value))
        case None:
            return ""
        case _:
            return str(value)
