"""What commands share that read files: which files, of which organization, and the options that say so."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from verbale.authorities import Authorities, authorities
from verbale.problems import BadInput

organization = click.option(
    "--organization",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TOML file of an organization that is not the UN.",
)
ocr = click.option("--ocr", is_flag=True, help="Read pages that are pictures with tesseract (verbale[ocr]).")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def inputs(files: Iterable[str], name: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each file; patterns are expanded here too, for shells that do not."""
    for given in files:
        if given == "-":
            yield name or "standard input", sys.stdin.buffer.read()
            continue
        paths = [given] if Path(given).exists() else sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - patterns may be absolute
        if not paths:
            raise BadInput(f"There is no file {given!r}.", advice="Check the name or the pattern.")
        for path in paths:
            if Path(path).is_dir():
                raise BadInput("This is a folder.", where=path, advice=f'Name its files: "{path}/*".')
            try:
                yield path, Path(path).read_bytes()
            except OSError as error:
                raise BadInput(f"The file cannot be opened: {error.strerror}.", where=path) from error


def one(file: str) -> tuple[str, bytes]:
    """Return (name, bytes) of one file; raises BadInput where a pattern means several."""
    found = list(inputs([file]))
    if len(found) != 1:
        raise BadInput(f"{file!r} means {len(found)} files.", advice="Name one of them.")
    return found[0]


def authorities_of(organization: Path | None) -> Authorities:
    """Return the authority files, with those of an organization where one is named."""
    if organization is None:
        return authorities()
    return authorities().with_organization(organization.read_text("utf-8"))
