"""Six PDFs of one document, in six languages, against WeasyPrint on the HTML of the same six language versions.

Ours are tagged PDF/A-3a and PDF/UA-1 files with the JSON inside; WeasyPrint writes its plain PDF, the cheapest it has,
in the fonts that it finds. The text differs from round to round: typst remembers what it has set before, and in life
every document is set once.
"""

from __future__ import annotations

import datetime
import itertools
import logging
from collections.abc import Callable, Iterator
from importlib.resources import files

import msgspec
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

import verbale
from benchmarks.timing import best
from verbale.authorities import authorities
from verbale.document import Block, Document, Table, change_blocks

ROUNDS = 5


def main() -> None:
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    versions = _versions()
    print(f"{len(versions)} languages, {sum(len(version.content) for version in versions)} paragraphs and the annexes")
    numbers = itertools.count()
    fonts = FontConfiguration()

    def ours() -> list[bytes]:
        return [verbale.write(version, "pdf").data for version in _renumbered(versions, next(numbers))]

    pages = _pages(versions, numbers)

    def weasyprint() -> list[bytes | None]:
        return [HTML(string=page).write_pdf(font_config=fonts) for page in next(pages)]

    calls: dict[str, Callable[[], object]] = {"verbale, six PDFs": ours, "WeasyPrint, six PDFs": weasyprint}
    times = best(calls, rounds=ROUNDS)
    slow = times["WeasyPrint, six PDFs"]
    for name, seconds in times.items():
        print(f"{name:24} {seconds * 1000:8.1f} ms   {slow / seconds:6.1f} x as fast as WeasyPrint")
    print("aim: verbale at least 8 x")


def _versions() -> tuple[Document, ...]:
    specimens = files("verbale").joinpath("specimens")
    league = authorities().with_organization(specimens.joinpath("league.toml").read_text("utf-8"))
    note = verbale.read(specimens.joinpath("note-1-en.md").read_bytes(), "note-1-en.md", league).document
    return verbale.issue(note, on=datetime.date(2026, 3, 6), formats=(), authorities=league).versions


def _renumbered(versions: tuple[Document, ...], number: int) -> list[Document]:
    def change(block: Block) -> Block:
        return block if isinstance(block, Table) else msgspec.structs.replace(block, text=f"{block.text} {number}")

    return [change_blocks(version, change) for version in versions]


def _pages(versions: tuple[Document, ...], numbers: Iterator[int]) -> Iterator[list[str]]:
    # Written beforehand: the time of our HTML is not WeasyPrint's.
    sets = [_renumbered(versions, next(numbers)) for _ in range(2 * ROUNDS)]
    return itertools.cycle([[verbale.write(version, "html").data.decode() for version in one] for one in sets])


if __name__ == "__main__":
    main()
