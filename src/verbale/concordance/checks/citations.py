"""Citations, symbol by symbol: what a passage cites with the footnotes that it anchors, in whatever order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from verbale.concordance.agreement import Disagreement, Place, disagreements, finding, spots
from verbale.concordance.checks.notes import note_rows
from verbale.concordance.model import Alignment, Fact, Finding, Row
from verbale.languages.folding import fold

_DIGITS = re.compile(r"\d+")
_SESSION = re.compile(r"(.+) \(([A-Z-]+)\)")
_PART = re.compile(r"(.+)/(?:Corr|Add)\.(\d+)")
_DATED = re.compile(r"(.*/\d+) \((\d{4})\)")


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield the rows in which versions cite otherwise than most."""
    notes = _anchored(alignment)
    taken = {note for found in notes.values() for note in found}
    for number, row in enumerate(alignment.rows):
        if number not in taken and len(row.places) > 1:
            yield from _compared(alignment, row, [alignment.rows[note] for note in notes.get(number, ())])


def _anchored(alignment: Alignment) -> dict[int, list[int]]:
    """Return the rows of the notes that each row anchors in some version."""
    of_note = note_rows(alignment)
    found: dict[int, list[int]] = {}
    taken: set[int] = set()
    for number, row in enumerate(alignment.rows):
        for language, places in row.places.items():
            for place in places:
                for mark in alignment.passages[language][place].marks:
                    note = of_note.get((language, mark.value)) if mark.kind == "note" else None
                    if note is not None and note not in taken:
                        taken.add(note)
                        found.setdefault(number, []).append(note)
    return found


def _compared(alignment: Alignment, row: Row, notes: list[Row]) -> Iterator[Finding]:
    said: dict[str, dict[str, tuple[int, Fact]]] = {}
    places = {language: [at for one in (row, *notes) for at in one.places.get(language, ())] for language in row.places}
    for language, standing in places.items():
        cited = said[language] = {}
        for place in standing:
            for fact in alignment.passages[language][place].facts:
                if fact.kind == "citation":
                    cited.setdefault(fact.value, (place, fact))
    if len({frozenset(one) for one in said.values()}) == 1:
        return
    texts = {
        language: fold("\n".join(alignment.passages[language][place].text for place in standing))
        for language, standing in places.items()
    }
    spelled = (value for cited in said.values() for value, (_, fact) in cited.items() if not _ibid(fact))
    every = dict.fromkeys(spelled)
    for cited in said.values():
        for value in [value for value in cited if value not in every]:
            del cited[value]
    for language, cited in said.items():
        for value in every:
            if value not in cited and says(texts[language], value) and not _another_session(value, cited):
                cited[value] = (-1, Fact("citation", value, 0, 0, ""))
    for one in disagreements({language: list(cited) for language, cited in said.items()}):
        if _names_only(one):
            continue
        if not one.odd:
            told = "; ".join(f"{language} {', '.join(values) or 'nothing'}" for language, values in one.instead.items())
            text = f"The versions cite differently: {told}."
            at = _places(said, one.instead)
            yield finding(
                "concord-citation-differs", "error", text, spots(alignment, row, at), told=told, advice=_ADVICE
            )
            continue
        added = one.instead[one.odd[0]]
        said_here, lacking = ", ".join(added), ", ".join(one.most)
        named = ", ".join(one.odd)
        if added and lacking:
            text = f"{named} cites {said_here} where most versions cite {lacking}."
        elif lacking:
            text = f"{named} does not cite {lacking}, as most versions do."
        else:
            text = f"{named} cites {said_here}, which most versions do not."
        at = _places(said, {language: added if language in one.odd else one.most for language in said})
        yield finding(
            "concord-citation-differs", "error", text, spots(alignment, row, at), odd=one.odd,
            most=lacking or "no such citation", told=said_here, advice=_ADVICE,
        )  # fmt: skip


def _ibid(fact: Fact) -> bool:
    """Say whether a citation is a word for the one before, which another version may repeat or leave out."""
    return _DIGITS.search(fact.value) is not None and _DIGITS.search(fact.text) is None


def _another_session(symbol: str, cited: Iterable[str]) -> bool:
    """Say whether the same number of another session is cited: 194 (IV) for 194 (III)."""
    found = _SESSION.fullmatch(symbol)
    return found is not None and any(
        other != symbol and (of := _SESSION.fullmatch(other)) is not None and of[1] == found[1] for other in cited
    )


def _names_only(one: Disagreement) -> bool:
    """Say whether versions differ in naming a treaty only: "the Covenant" is its name, too, unless another is named."""
    values = {*one.most, *(value for values in one.instead.values() for value in values)}
    named = not any(_DIGITS.search(value) for value in values)
    return named and not (one.most and all(one.instead.values()))


_ADVICE = "Look the symbol up, and cite the same in all versions."


@lru_cache(maxsize=1 << 14)
def _pattern(symbol: str) -> re.Pattern[str] | None:
    """The figures of a symbol in their order; a year in brackets at its end may be left out, not differ."""
    dated = _DATED.fullmatch(symbol)
    figures = _DIGITS.findall(dated[1] if dated else symbol)
    if not figures:
        return None
    after = rf"(?!\s*\(?\d{{4}}\b)|\s*\(?{dated[2]}" if dated else r"(?!\d)"
    return re.compile(r"(?<!\d)" + r"\D{1,12}".join(figures) + f"(?!\\d)(?:{after})")


def says(text: str, symbol: str) -> bool:
    """Say whether a folded text has the figures of a symbol, whatever is written around them; never of a name without any.

    "A/60/88 and Corr.1 and 2" says ``A/60/88/Corr.2``.
    """
    part = _PART.fullmatch(symbol)
    if part:
        beside = re.search(rf"(?:Corr|Add)\b[^\n]{{0,30}}?(?<!\d){part[2]}(?!\d)", text)
        return beside is not None and says(text, part[1])
    pattern = _pattern(symbol)
    return pattern is not None and pattern.search(text) is not None


def _places(said: dict[str, dict[str, tuple[int, Fact]]], values: Mapping[str, tuple[str, ...]]) -> dict[str, Place]:
    """Return the place of the first of the values that each language cites."""
    found: dict[str, Place] = {}
    for language, wanted in values.items():
        for value in wanted:
            place, fact = said[language].get(value, (-1, None))
            if fact is not None and place >= 0:
                found[language] = (place, fact.start, fact.end)
                break
    return found
