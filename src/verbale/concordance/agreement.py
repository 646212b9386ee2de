"""What most versions say, who differs, and the finding that tells it: the arithmetic that all checks share."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from verbale.concordance.model import Alignment, Fact, FactKind, Finding, Passage, Row, Spot
from verbale.problems import Severity

Value = TypeVar("Value", bound=Hashable)

NO_MAJORITY = "There is no majority: look at all of them."
Place = tuple[int, int, int]
"""The place of a passage in its language, and the characters from and to which it is meant."""


class Disagreement(msgspec.Struct, frozen=True):
    """Where the versions part: ``odd`` lack the values of ``most`` and have ``instead``.

    Without a majority ``odd`` and ``most`` are empty and ``instead`` tells what each version has alone.
    """

    odd: tuple[str, ...]
    most: tuple[str, ...]
    instead: Mapping[str, tuple[str, ...]]


def most(said: Mapping[str, Value]) -> tuple[Value | None, tuple[str, ...]]:
    """Return what more than half of the versions say, and the languages that say otherwise.

    Where nothing is said by more than half, as in two versions that differ: None and no language.
    """
    if not said:
        return None, ()
    value, times = Counter(said.values()).most_common(1)[0]
    if 2 * times <= len(said):
        return None, ()
    return value, tuple(language for language, own in said.items() if own != value)


def disagreements(said: Mapping[str, Iterable[str]]) -> Iterator[Disagreement]:
    """Yield where versions have other values than most: once for all that is lacking and added in one language.

    Order does not count, how often a value is said does. Languages that lack and add the same are told together.
    """
    counted = {language: Counter(values) for language, values in said.items()}
    if len({frozenset(one.items()) for one in counted.values()}) <= 1:
        return
    lacks: dict[str, list[str]] = {language: [] for language in counted}
    adds: dict[str, list[str]] = {language: [] for language in counted}
    split: dict[str, list[str]] = {language: [] for language in counted}
    for value in dict.fromkeys(value for one in counted.values() for value in one):
        times = {language: one[value] for language, one in counted.items()}
        usual, odd = most(times)
        if usual is None:
            least = min(times.values())
            for language, own in times.items():
                split[language] += [value] * (own - least)
        for language in odd:
            less = (usual or 0) - times[language]
            (lacks if less > 0 else adds)[language] += [value] * abs(less)
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for language in counted:
        if lacks[language] or adds[language]:
            groups.setdefault((tuple(lacks[language]), tuple(adds[language])), []).append(language)
    for (lacking, added), odd_ones in groups.items():
        yield Disagreement(tuple(odd_ones), lacking, dict.fromkeys(odd_ones, added))
    if any(split.values()):
        yield Disagreement((), (), {language: tuple(values) for language, values in split.items()})


def own_words(passage: Passage) -> str:
    """Return the text of a passage, blank where a mark says that the words are in another language; offsets stay."""
    text = passage.text
    for mark in passage.marks:
        if mark.kind == "untranslated" or (mark.kind == "language" and mark.value != passage.tongue):
            text = text[: mark.start] + " " * (mark.end - mark.start) + text[mark.end :]
    return text


def stated(alignment: Alignment, row: Row, kind: FactKind) -> dict[str, list[tuple[int, Fact]]]:
    """Return the facts of a kind that a row states in each language that stands in it, with the places of their passages."""
    return {
        language: [
            (place, fact) for place in row.places[language] for fact in alignment.passages[language][place].facts
            if fact.kind == kind
        ]
        for language in alignment.passages
        if row.places.get(language)
    }  # fmt: skip


def spots(alignment: Alignment, row: Row | None, at: Mapping[str, Place] | None = None) -> tuple[Spot, ...]:
    """Return the spots of a row in every language, side by side; ``at`` says where in a language it is, if not the whole."""
    found = []
    for language, passages in alignment.passages.items():
        standing = row.places.get(language, ()) if row else ()
        place, start, end = (at or {}).get(language) or (standing[0] if standing else -1, 0, 0)
        if place < 0:
            found.append(Spot(language))
        else:
            found.append(Spot(language, passages[place].id, passages[place].text, start, end))
    return tuple(found)


def finding(
    code: str,
    severity: Severity,
    text: str,
    shown: Sequence[Spot],
    *,
    odd: Sequence[str] = (),
    most: str = "",
    advice: str = "",
    told: str = "",
) -> Finding:
    """Return a finding with its key, which hangs on the code, the blocks and what is said, not on the words around it.

    ``told`` is what the odd versions say; without a majority the text says so.
    """
    if not odd and not most:
        text = f"{text} {NO_MAJORITY}"
    ids = "|".join(f"{spot.language}:{spot.id}" for spot in shown if spot.id)
    digest = hashlib.sha256("\n".join((code, ids, ",".join(odd), most, told)).encode()).hexdigest()
    return Finding(code, severity, text, tuple(shown), tuple(odd), most, digest[:16], advice)
