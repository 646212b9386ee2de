"""From a document, and its language version as far as there is one, to the texts that a translator gets."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from verbale.document import Document, Note
from verbale.document.codes import Content, coded
from verbale.document.units import Unit, units
from verbale.formats.translation.xliff.model import Job, Match, Row, State, TermPair
from verbale.languages import LANGUAGES


def job(
    source: Document,
    target: Document,
    *,
    original: str = "",
    pairs: Mapping[str, str] | None = None,
    states: Mapping[str, State] | None = None,
    matches: Mapping[str, Sequence[Match]] | None = None,
    terms: Mapping[str, Sequence[TermPair]] | None = None,
) -> Job:
    """Return the texts of ``source`` for a translator, each beside that of ``target`` with the same id.

    What ``target`` has no place for, as the date line of a note, is left out. What still stands in the language of the source
    has no target yet; an annex that ``target`` has as received is not to be
    translated. ``pairs`` gives the ids of the target for those of the source, where the
    versions do not share them. ``states``, ``matches`` and ``terms`` go by the ids of units of the source.
    """
    from_, into = source.masthead.language, target.masthead.language
    there = {unit.id: unit for unit in units(target, empty=True)}
    where = _Names(source, into)
    rows = []
    for unit in units(source):
        other = there.get(unit.id if pairs is None else pairs.get(unit.id, ""))
        if other is None:
            continue
        content = coded(unit.text, unit.marks)
        done, state = _target(unit, content, other, from_, into)
        known = (states or {}).get(unit.id)
        received = is_received(other, into)
        rows.append(
            Row(
                unit.id,
                unit.kind,
                where.name(unit),
                content,
                done,
                state if done is None or state == "new" or known is None else known,
                not received,
                unit.annex,
                tuple(where.notes(unit, received=received, part=done is not None and state == "new")),
                digest(content),
                tuple((matches or {}).get(unit.id, ())),
                tuple((terms or {}).get(unit.id, ())),
            )
        )
    return Job(from_, into, original or source.symbol or "", tuple(rows), where.annexes, where.markers)


def _target(source: Unit, codes: Content, other: Unit, from_: str, into: str) -> tuple[Content | None, State]:
    """Return what stands for a text, None where nothing does, and how far it is."""
    if not (other.text or other.marks):
        return None, "new"
    if is_open(other, source, from_, into) and (not other.marks or is_whole(other)):
        return None, "new"
    content = coded(other.text, other.marks, codes.codes)
    return content, "new" if is_open(other, source, from_, into) else "translated"


def is_received(unit: Unit, into: str) -> bool:
    """Tell whether a unit of a language version stands as received: in an annex, in another language, and to stay so."""
    return bool(unit.annex and unit.language != into and not any(mark.kind == "untranslated" for mark in unit.marks))


def is_open(unit: Unit, source: Unit, from_: str, into: str) -> bool:
    """Tell whether a unit of a language version is still to be translated, wholly or in part.

    Where the model has no mark for it (subtitles, agenda items, captions, cells) the words of the source, if there are
    letters in them, are no translation.
    """
    if any(mark.kind == "untranslated" for mark in unit.marks):
        return True
    if is_received(unit, into) or from_ == into or not (unit.table or unit.kind in ("subtitle", "agenda")):
        return False
    return unit.text == source.text and any(letter.isalpha() for letter in unit.text)


def is_whole(unit: Unit) -> bool:
    """Tell whether a unit stands in another language from its begin to its end, as far as its marks tell."""
    open_ = [mark for mark in unit.marks if mark.kind == "untranslated"]
    return not open_ or any(mark.start <= 0 and mark.end >= len(unit.text) for mark in open_)


def digest(content: Content) -> str:
    """Return the digest by which the source of a unit is known: of its words and codes."""
    codes = [(code.id, code.kind, code.value, code.start, code.end) for code in content.codes]
    return hashlib.sha256(repr((content.text, codes)).encode("utf-8", "backslashreplace")).hexdigest()[:16]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text("utf-8"))


class _Names:
    """How the units of a document are called, in the language that is translated into."""

    def __init__(self, document: Document, language: str) -> None:
        self._language = language if language in LANGUAGES else "en"
        self._symbol = document.symbol or ""
        self.annexes = {
            annex.id: self._say("annex", number=str(nth) if len(document.annexes) > 1 else "")
            for nth, annex in enumerate(document.annexes, 1)
        }
        held: tuple[tuple[Note, ...], ...] = (document.notes, *(annex.notes for annex in document.annexes))
        self.markers = {note.id: note.marker for notes in held for note in notes}

    def _say(self, key: str, **slots: str) -> str:
        return _words()[key][self._language].format(**slots).strip()

    def name(self, unit: Unit) -> str:
        """Return what a unit is: "Paragraph 3", "Footnote 1", "Table, row 2, column 1"."""
        number = unit.number.strip() or unit.id
        if unit.note:
            return self._say("note", number=number)
        if unit.cell != (0, 0):
            return self._say("cell", row=str(unit.cell[0]), column=str(unit.cell[1]))
        return self._say(unit.kind, number=number)

    def notes(self, unit: Unit, *, received: bool, part: bool) -> list[str]:
        """Return what the translator is told of a unit: where it stands, and what is special about it."""
        place = (self._symbol, self.annexes.get(unit.annex, ""), self.name(unit))
        found = ["; ".join(one for one in place if one)]
        if received:
            found.append(self._say("received"))
        elif part:
            found.append(self._say("part"))
        return found
