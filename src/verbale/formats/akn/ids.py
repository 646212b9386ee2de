"""Names of blocks: those that Verbale counts, and the eIds of Akoma Ntoso."""

from __future__ import annotations

from collections import Counter
from typing import Literal


class Counted:
    """The ids that blocks have unless they say otherwise: p1, p2, ..., h1, t1, as the recognizer counts them.

    ``prefix`` stands before them ("a1-" in the first annex, "n1-" in a note). In a ``cell`` the first block has the id
    of the cell and the others a number behind it.
    """

    def __init__(self, prefix: str = "", *, cell: bool = False) -> None:
        self._prefix, self._cell = prefix, cell
        self._counts: Counter[str] = Counter()

    def next(self, kind: Literal["p", "h", "t"]) -> str:
        """Return the id of the next paragraph, heading or table."""
        name = "" if self._cell else kind
        self._counts[name] += 1
        count = self._counts[name]
        if self._cell:
            return self._prefix if count == 1 else f"{self._prefix}-{count}"
        return f"{self._prefix}{kind}{count}"


class EIds:
    """The eIds of one part: made from structure and printed numbers, so that all language versions have the same.

    A numbered paragraph is known by its number in any digits, what follows it by its place behind it; a paragraph that
    one language version lacks moves no others. ``prefix`` is that of an annex ("att_1__"); ``given`` are the eIds of the
    whole file, where each stands once.
    """

    def __init__(self, prefix: str, given: set[str], *, numbered: bool) -> None:
        self.prefix, self._given, self._numbered = prefix, given, numbered
        self._counts: Counter[str] = Counter()
        self._last = "0"

    def paragraph(self, number: str) -> str:
        """Return the eId of a paragraph of the text."""
        digits = number.strip(" \u00a0.-\u2013\u200e\u200f)")
        if digits.isdecimal():
            self._last = str(int(digits))
            return self._new(f"para_{self._last}")
        if not self._numbered:
            return self.next("para")
        return self.next(f"para_{self._last}", "-")

    def next(self, stem: str, joint: str = "_") -> str:
        """Return the eId of the next thing of its kind: ``heading_1``, ``container_2``."""
        self._counts[stem] += 1
        return self._new(f"{stem}{joint}{self._counts[stem]}")

    def named(self, name: str) -> str:
        """Return the eId of what the part has once, or under a number of its own."""
        return self._new(name)

    def under(self, parent: str, stem: str) -> str:
        """Return the eId of the next child of a block: ``para_1__point_2``."""
        key = f"{parent.removeprefix(self.prefix)}__{stem}"
        return self.next(key)

    def _new(self, wanted: str) -> str:
        name = f"{self.prefix}{wanted}"
        while name in self._given:
            self._counts[f"={wanted}"] += 1
            name = f"{self.prefix}{wanted}-{self._counts[f'={wanted}'] + 1}"
        self._given.add(name)
        return name
