"""A client of a library of Verbale: finding, reading and verifying official documents from a program.

::

    from verbale.client import Library

    library = Library("https://documents.example.org")
    for hit in library.search("missiles", state="AZE"):
        print(hit.document.symbol, hit.document.title)

    document = library.document("A/HRC/43/G/25")
    pdf = library.fetch(document.version("es").file("pdf"))
    assert library.verify(pdf).verdict == "issued"

It asks the public API (``docs/reference/machines.md``) over the standard library's HTTP and needs no key.
"""

from verbale.client.errors import Busy, Damaged, Unreachable, Withdrawn
from verbale.client.library import Found, Library
from verbale.client.values import (
    Authority,
    Body,
    Cited,
    Counted,
    Dump,
    Dumped,
    File,
    Hit,
    Passage,
    Piece,
    Record,
    Session,
    State,
    Suggestion,
    Verdict,
    Version,
)

__all__ = [
    "Authority", "Body", "Busy", "Cited", "Counted", "Damaged", "Dump", "Dumped", "File", "Found", "Hit", "Library",
    "Passage", "Piece", "Record", "Session", "State", "Suggestion", "Unreachable", "Verdict", "Version", "Withdrawn",
]  # fmt: skip
