"""In which language and with which authority files formulas are written; a row of an authority file by its code."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from verbale.authorities import Authorities
from verbale.problems import NotKnown

Row = TypeVar("Row")


class Wording(msgspec.Struct, frozen=True):
    """In which language and with which authority files, as of which day, formulas are written."""

    language: str
    known: Authorities
    on: datetime.date | None = None


def row(table: Mapping[str, Row], code: str, what: str) -> Row:
    """Return the row with a code; raises NotKnown where it stands in no authority file."""
    if code not in table:
        raise NotKnown(
            f"The {what} {code!r} is in no authority file.",
            where="communication",
            advice="Use a code of the authority files, or add an organization's file.",
        )
    return table[code]
