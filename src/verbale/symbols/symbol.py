"""What a document symbol is: its canonical text and its parts, each with its meaning in plain English."""

from __future__ import annotations

from typing import Literal

import msgspec

from verbale.symbols.vocabulary import bodies, bracket_words, organs, word

PartKind = Literal[
    "organ",
    "body",
    "session",
    "year",
    "state",
    "series",
    "number",
    "letters",
    "suffix",
    "closing",
    "bracket",
    "reissue",
]

_SESSIONS = {"S-": "special session ", "ES-": "emergency special session ", "": "session "}
_UNKNOWN = "not in Verbale's tables"


class Part(msgspec.Struct, frozen=True):
    """One part of a symbol: what kind it is, how it is written, and the body it stands under (``A/HRC``).

    A part of kind ``body`` names itself by ``body``. ``value`` is the number of a suffix (1 in ``Add.1``).
    """

    kind: PartKind
    text: str
    body: str
    value: int = 0

    @property
    def means(self) -> str:
        """What the part says, in plain English."""
        match self.kind:
            case "organ":
                organ = organs().get(self.text)
                return organ.means if organ else _UNKNOWN
            case "body":
                known = bodies().get(self.body)
                return known.means if known else self._word()
            case "session":
                prefix = self.text[: self.text.rfind("-") + 1]
                return _SESSIONS.get(prefix, "session ") + self.text[len(prefix) :]
            case "year":
                return f"year {self.text}"
            case "state":
                return f"State {self.text} (ISO 3166 alpha-3)"
            case "number":
                return f"number {self.text}"
            case "letters":
                return f"{'part' if len(self.text) == 1 else 'parts'} {self.text} under one number"
            case "reissue":
                return "reissued for technical reasons"
            case "bracket":
                return self._bracket()
            case "series" | "suffix" | "closing":
                return self._word()

    @property
    def known(self) -> bool:
        """Whether the tables know the word of the part; numbers, sessions and letters are always known."""
        return not self.means.startswith(_UNKNOWN)

    def _word(self) -> str:
        head, dot, value = self.text.partition(".")
        row = word(head, self.body.rpartition("/")[0] if self.kind == "body" else self.body, dotted=bool(dot))
        means = row.means if row else _UNKNOWN
        return f"{means} {value}" if value else means

    def _bracket(self) -> str:
        if self.text.isdigit():
            return f"part {self.text} of the session"
        head, _, value = self.text.partition(" ")
        row = bracket_words().get(head.upper().replace(".", ""))
        return f"{row.means} {value}".rstrip() if row else _UNKNOWN


class Symbol(msgspec.Struct, frozen=True, eq=False):
    """A document symbol; ``str(symbol)`` is its canonical form, and two symbols of one canonical form are equal.

    ``joint`` holds the single symbols of a double one (``A/50/752`` and ``S/1995/1035``) and is empty otherwise; the
    other parts of a double symbol are those of its first. ``stars`` counts the reissue stars.
    """

    text: str
    parts: tuple[Part, ...]
    joint: tuple[Symbol, ...] = ()
    stars: int = 0

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Symbol) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def _first(self, kind: PartKind) -> str | None:
        return next((part.text for part in self.parts if part.kind == kind), None)

    @property
    def key(self) -> str:
        """The form for comparing: capitals, no spaces, no stars, ``[B]`` of library catalogues as a letter."""
        if self.joint:
            return "-".join(symbol.key for symbol in self.joint)
        key = self.text.rstrip("*").replace(" ", "").upper()
        if "[" in key:
            head, _, rest = key.partition("[")
            letters, _, tail = rest.partition("]")
            number, bracket, session = head.partition("(")
            key = f"{number}{letters}{bracket}{session}{tail}"
        return key

    @property
    def organ(self) -> str:
        """The first component: ``A``."""
        return self.parts[0].text

    @property
    def body(self) -> str:
        """The body whose document it is: ``A``, ``A/HRC``, ``E/CN.4``, ``A/HRC/WG.6``."""
        return next((part.body for part in reversed(self.parts) if part.kind == "body"), self.organ)

    @property
    def session(self) -> str | None:
        """The session as the symbol writes it: ``43``, ``S-34``, ``ES-11``, ``XXI``."""
        return self._first("session")

    @property
    def year(self) -> int | None:
        """The year that the symbol states."""
        year = self._first("year")
        return int(year) if year else None

    @property
    def state(self) -> str | None:
        """The State that the document concerns, as an ISO 3166 alpha-3 code."""
        return self._first("state")

    @property
    def series(self) -> str | None:
        """The series without its dot: ``RES``, ``G``, ``L``, ``PV``; None in the general series."""
        return next((part.text.partition(".")[0] for part in reversed(self.parts) if part.kind == "series"), None)

    @property
    def number(self) -> str | None:
        """The number in the series as written: ``25``, ``16-20``, ``01``."""
        return self._first("number")

    @property
    def letters(self) -> str | None:
        """The letters after the number of a resolution in parts: ``B``, ``A-C``, ``A and B``."""
        return self._first("letters")

    @property
    def suffixes(self) -> tuple[tuple[str, int], ...]:
        """The chain of changes: ``(("Add", 1), ("Corr", 2))``; a range gives its first number."""
        return tuple((p.text.partition(".")[0], p.value) for p in self.parts if p.kind == "suffix")

    @property
    def brackets(self) -> tuple[str, ...]:
        """What stands in brackets beside session and year: ``("Part II",)``."""
        return tuple(part.text for part in self.parts if part.kind == "bracket")
