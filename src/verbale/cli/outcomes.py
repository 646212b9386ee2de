"""What the commands of the desk print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from verbale.cli import show


def told(found: Mapping[str, Any], as_json: bool) -> None:
    """Print what a command of the desk did: JSON, or a line a fact."""
    if as_json:
        show.print_json(found)
    else:
        for name, value in found.items():
            click.echo(f"{name}: {value}")


def moved(found: Mapping[str, Any], as_json: bool) -> None:
    """Print where a move led: JSON, or a line."""
    if as_json:
        show.print_json(found)
        return
    languages = f" ({', '.join(found['languages'])})" if found["languages"] else ""
    symbol = f" {found['facts']['symbol']}" if found["facts"].get("symbol") else ""
    click.echo(f"{found['reference']}{symbol} is {found['state']}{languages}")


def case(found: Mapping[str, Any], as_json: bool) -> None:
    """Print how a case stands: JSON, or its languages, moves and faults."""
    if as_json:
        show.print_json(found)
        return
    click.echo(f"{found['reference']} {found['symbol']}".rstrip() + f" is {found['state']}")
    if found["like"]:
        click.echo(f"like: {', '.join(found['like'])}")
    for language, stand in found["branches"].items():
        click.echo(f"  {language}\t{stand['state']}\t{stand.get('assignee', '')}".rstrip())
    click.echo(f"moves: {', '.join(found['moves']) or '-'}")
    problems(found.get("reading", {}).get("problems", []))


def problems(found: Sequence[Mapping[str, Any]]) -> None:
    """Print faults with their place and advice, a line each."""
    for problem in found:
        where = f" ({problem['where']})" if problem.get("where") else ""
        click.echo(f"{problem['severity']}: {problem['text']}{where} {problem.get('advice', '')}".rstrip())
