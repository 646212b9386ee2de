"""Templates of set formulas: what is written from slots, and the pattern that reads it back.

A template is text with slots, ``{name}`` or ``{name:case}``. Written, each slot is filled by a value that carries its
own marks. Read, the template becomes one RE2 pattern over the whole of a text: nothing outside the slots may vary
except as the data says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

import msgspec
import re2

from verbale.document import Mark
from verbale.problems import MissingWording

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


class Worded(msgspec.Struct, frozen=True):
    """A piece of text with its marks."""

    text: str
    marks: tuple[Mark, ...] = ()

    def capitalized(self) -> Worded:
        """Return it with its first letter a capital."""
        return Worded(self.text[:1].upper() + self.text[1:], self.marks)


class Formula(msgspec.Struct, frozen=True):
    """A formula in one language: its template, where it comes from, and whether a source confirms it."""

    key: str
    language: str
    text: str
    source: str
    provisional: bool


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("verbale.communications") / "formulas.toml").read_text("utf-8"))


def _row(key: str, language: str) -> dict[str, Any]:
    found: Any = _data()
    for name in (*key.split("."), language):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise MissingWording(
            f"The formula {key!r} has no wording in {language!r}.",
            where=f"communications/formulas.toml: {key}",
            advice="Add it there with its source.",
        )
    return found


def formula(key: str, language: str) -> Formula:
    """Return a formula by its key ("request", "title.letter"); raises MissingWording where the language lacks it."""
    row = _row(key, language)
    return Formula(key, language, row["write"], row.get("source", ""), row.get("provisional", False))


def part(key: str, language: str, case: str = "") -> str:
    """Return the wording of a part ("annex", "note-verbale") in a case, or as it is written where it has no such case."""
    row = _row(f"part.{key}", language)
    return str(row.get(case) or row["write"])


def joined(items: list[Worded], language: str) -> Worded:
    """Return several names as one: "A, B and C"."""
    row = _row("join", language)
    found = items[0]
    for index, item in enumerate(items[1:], 2):
        found = concat([found, Worded(row["last"] if index == len(items) else row["between"]), item])
    return found


def concat(pieces: list[Worded]) -> Worded:
    """Return the pieces as one text, their marks shifted to where they now stand."""
    text, marks = "", []
    for piece in pieces:
        marks += [Mark(m.kind, m.start + len(text), m.end + len(text), m.value) for m in piece.marks]
        text += piece.text
    return Worded(text, tuple(marks))


def fill(template: str, slot: Callable[[str, str], Worded]) -> Worded:
    """Fill a template; ``slot`` gives the value of a slot by its name and case ("" where none is asked for)."""
    pieces, end = [], 0
    for match in _SLOT.finditer(template):
        pieces.append(Worded(template[end : match.start()]))
        name, case = match[1], match[2] or ""
        value = slot(name.lower(), case)
        pieces.append(value.capitalized() if name[0].isupper() else value)
        end = match.end()
    return concat([*pieces, Worded(template[end:])])


class Pattern(msgspec.Struct, frozen=True):
    """What reads a formula: the compiled pattern and the slots that it finds."""

    compiled: Any
    slots: tuple[str, ...]

    def match(self, text: Normal) -> dict[str, str] | None:
        """Return what stands in each slot, word for word, where the whole text is this formula; else None."""
        found = self.compiled.fullmatch(text.text)
        return (
            {name: text.original(*found.span(self.compiled.groupindex[name])) for name in self.slots} if found else None
        )

    def end_of(self, slot: str, text: Normal) -> int | None:
        """Return where a slot ends in the source of a text that is this formula; None where it is not, or is empty."""
        found = self.compiled.fullmatch(text.text) if slot in self.slots else None
        start, end = found.span(self.compiled.groupindex[slot]) if found else (-1, -1)
        if start < 0 or start == end:
            return None
        return text.places[end - 1] + 1 if text.places else end


@cache
def patterns(key: str, language: str) -> tuple[Pattern, ...]:
    """Return the patterns that read a formula: the template as it is written, then the variants."""
    row = _row(key, language)
    return tuple(_compile(text, language) for text in (_escape(row["write"]), *row.get("read", ())))


def _escape(template: str) -> str:
    """Escape what is not a slot."""
    pieces, end = [], 0
    for match in _SLOT.finditer(template):
        pieces += [_literal(template[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*pieces, _literal(template[end:])])


def _literal(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")


def _compile(template: str, language: str) -> Pattern:
    slots: list[str] = []

    def slot(match: re.Match[str]) -> str:
        name = match[1].lower()
        if name in slots:
            raise ValueError(f"slot {name} stands twice in {template!r}")
        slots.append(name)
        match name:
            case "annexes":
                choices = [_part_pattern(f"part.{key}", language) for key in ("annexes", "annex")]
                return f"(?P<annexes>(?:{'|'.join(choices)})?)"
            case "agenda":
                return f"(?P<agenda>(?:{_agenda_pattern(language)})?)"
            case "note":
                choices = [_part_pattern(f"part.{key}", language) for key in ("note-verbale", "letter")]
                return f"(?P<note>{'|'.join(choices)})"
            case "date":
                return f"(?P<date>{_row('date', language)['read']})"
            case _:
                return f"(?P<{name}>.+?)"

    pattern = _SLOT.sub(slot, normal(template)).replace(" ", r"\s+")
    return Pattern(re2.compile(pattern), tuple(slots))


def _part_pattern(key: str, language: str) -> str:
    row = _row(key, language)
    written = "|".join(_literal(normal(row[form])) for form in ("write", "letter") if form in row)
    return f"(?:{normal(row['read'])}|{written})" if "read" in row else f"(?:{written})"


def is_part(key: str, text: str, language: str) -> bool:
    """Return whether a text is the wording of a part, as it is written or read."""
    return re2.fullmatch(_part_pattern(f"part.{key}", language).replace(" ", r"\s+"), text) is not None


def _agenda_pattern(language: str, line: str = "") -> str:
    """Return the pattern of an agenda phrase; ``line`` names the group of the agenda line in it."""
    row = _row("part.agenda-item", language)
    return normal(row["read"]).replace("{agenda}", f"(?{line or ':'}{row['noun']}.{{1,60}}?)")


def agenda_line(text: str, language: str) -> str:
    """Return the agenda line in a phrase (", under agenda items 3 and 4" gives "agenda items 3 and 4"), or ""."""
    found = re2.fullmatch(_agenda_pattern(language, "P<line>").replace(" ", r"\s+"), text)
    return str(found["line"]) if found else ""


_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "ё": "е", "Ё": "Е"})
_SILENT = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\u2066-\u2069\u202a-\u202e\u061c\ufeff\u064b-\u0652\u0640]")


class Normal(msgspec.Struct, frozen=True):
    """A text with what print changes at will made alike, and the way back to the words as they stood."""

    text: str
    source: str
    places: tuple[int, ...] = ()

    def original(self, start: int, end: int) -> str:
        """Return the source's characters behind ``text[start:end]``; empty where the slot took no part."""
        if start < 0 or start == end:
            return ""
        if not self.places:
            return self.source[start:end]
        return self.source[self.places[start] : self.places[end - 1] + 1]


def normalized(text: str) -> Normal:
    """Make apostrophes, spaces and ё alike and leave out invisible marks and Arabic vowel signs."""
    alike = text.translate(_ALIKE)
    if not _SILENT.search(alike):
        return Normal(alike, text)
    places = tuple(i for i, c in enumerate(alike) if not _SILENT.match(c))
    return Normal("".join(alike[i] for i in places), text, places)


def normal(text: str) -> str:
    """Return the normalized text alone."""
    return normalized(text).text
