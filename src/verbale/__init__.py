"""Verbale: official documents of intergovernmental bodies, in six languages.

::

    reading = verbale.read(data, "note.md")            # a document, problems, evidence
    problems = verbale.check(reading.document)         # every fault at once
    edition = verbale.issue(reading.document, symbol="A/HRC/43/G/45", on=date(2020, 8, 24))
"""

from verbale import citations, symbols
from verbale.citations import find as cite
from verbale.document import Document, Edition, Reading, WriteOptions, Writing, from_json, to_json
from verbale.press import check, in_language, issue, read, write
from verbale.problems import (
    BadInput,
    BadSymbol,
    CannotWrite,
    MissingWording,
    NotKnown,
    Problem,
    UnknownFormat,
    VerbaleError,
)
from verbale.symbols import parse as symbol

__all__ = [
    "BadInput", "BadSymbol", "CannotWrite", "Document", "Edition", "MissingWording", "NotKnown", "Problem", "Reading",
    "UnknownFormat", "VerbaleError", "WriteOptions", "Writing", "check", "citations", "cite", "from_json", "in_language",
    "issue", "read", "symbol", "symbols", "to_json", "write",
]  # fmt: skip
