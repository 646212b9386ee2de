"""Six PDFs of one document, in six languages, against WeasyPrint on the HTML of the same six language versions.

Ours are tagged PDF/A-3a and PDF/UA-1 files with the JSON inside. WeasyPrint is given the same font files; its plain PDF is
the cheapest it has, its PDF/UA is tagged like ours. In the fonts that the system has it is quicker and proves less: where
there is no Chinese one it draws boxes. Fonts are loaded before, for both. The text differs from round to round: typst
remembers what it has set before, and in life every document is set once.
"""

from __future__ import annotations

import datetime
import itertools
import logging
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

import verbale
from benchmarks.timing import best
from verbale.authorities import authorities
from verbale.document import Block, Document, Table, change_blocks
from verbale.formats.pdf.fonts import fontbook

ROUNDS = 5
OWN, SAME, TAGGED = "verbale, PDF/A-3a and PDF/UA-1", "WeasyPrint, same fonts", "WeasyPrint, same fonts, PDF/UA-1"
FOUND = "WeasyPrint, fonts of the system"


def main() -> None:
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    versions = _versions()
    print(f"{len(versions)} languages, {sum(len(version.content) for version in versions)} paragraphs and the annexes")
    numbers = itertools.count()
    pages = _pages(versions, numbers)
    fonts = FontConfiguration()
    sheet = CSS(string=_same_fonts(), font_config=fonts)
    bare = FontConfiguration()

    def ours() -> list[bytes]:
        return [verbale.write(version, "pdf").data for version in _renumbered(versions, next(numbers))]

    def weasyprint(**options: Any) -> list[bytes | None]:
        return [HTML(string=page).write_pdf(**options) for page in next(pages)]

    calls: dict[str, Callable[[], object]] = {
        OWN: ours,
        SAME: lambda: weasyprint(font_config=fonts, stylesheets=[sheet]),
        TAGGED: lambda: weasyprint(font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1"),
        FOUND: lambda: weasyprint(font_config=bare),
    }
    times = best(calls, rounds=ROUNDS)
    for name, seconds in times.items():
        print(f"{name:34} {seconds * 1000:8.1f} ms   {seconds / times[OWN]:6.1f} x our time")
    print("aim: WeasyPrint with the same fonts at least 8 x our time")


def _same_fonts() -> str:
    """Return a style sheet that takes the files our pages are set in, whatever the page asks for."""
    book = fontbook(())
    rules = [
        f'@font-face {{ font-family: "own {font.family}"; src: url("{Path(font.path or "").as_uri()}"); '
        f"font-weight: {'100 900' if '[' in (font.path or '') else font.weight}; font-style: {font.style} }}"
        for font in book.fonts.fonts()
    ]
    for language, script in (
        ("ar", "Arab"),
        ("zh", "Hans"),
        ("en", "Latn"),
        ("fr", "Latn"),
        ("ru", "Latn"),
        ("es", "Latn"),
    ):
        face, latin = book.faces[script], book.faces["Latn"]
        for families, where in ((face.families, ""), (face.bold, ":is(h1, h2, h3, h4, b, strong)")):
            order = latin.families + families if script == "Hans" else families + latin.families
            named = ", ".join(f'"own {family}"' for family in dict.fromkeys(order))
            rules.append(f"{where}:lang({language}) {{ font-family: {named} !important }}")
    return "\n".join(rules)


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
    sets = [_renumbered(versions, next(numbers)) for _ in range(4 * ROUNDS)]
    return itertools.cycle([[verbale.write(version, "html").data.decode() for version in one] for one in sets])


if __name__ == "__main__":
    main()
