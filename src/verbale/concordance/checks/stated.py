"""Values that a row states in some versions and not in others: the comparison that dates, numbers and names share.

A value lacks in a version when most of the others state it and nothing in this version can be read as it; a value is alone
when no other version has anything that can. What lacks at one place and is alone at another was moved, as in lists that
each language sorts anew, and is right.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from verbale.concordance.agreement import Place, finding, spots, stated
from verbale.concordance.model import Alignment, Fact, FactKind, Finding, Passage, Row

LIKELY, SURE = 0.3, 0.8
"""How sure a row must be to be looked at by itself, and for something that a version has alone in it."""
_TELLING = 3
"""How many figures a number has that is not there by chance."""
LIST = 9
"""How many values make a passage a list, in which anything may stand."""
NEAR = 3
"""How many rows apart a value may be that slipped into another passage."""

Stated = Mapping[str, Sequence[tuple[int, Fact]]]
"""What a row states in each language, with the places of the passages."""
Found = dict[tuple[int, str], list[tuple[int, Fact]]]
"""Facts with their places, by row and language."""


def _never(passage: Passage, fact: Fact) -> bool:
    return False


class Kind(msgspec.Struct, frozen=True):
    """A kind of value: what counts, when one value answers for another, and where else it may be hidden.

    ``counts`` says whether a fact is sure enough that its lack elsewhere is a fault, ``stands_out`` whether it is one where
    no other version has it. ``answers`` says whether a value (the first) is what is looked for (the second), and ``near``
    whether it may be it, said less fully. ``hidden`` says whether a passage may hold a fact that is stated elsewhere in a
    form that is not read, ``said`` whether it surely does; ``by_the_way`` whether a fact is said where another version need not say it,
    ``unsure`` whether a passage may state something that is not told. With
    ``everywhere`` a value is alone if it is so in the whole document, not in its row only, and one that stands in the place of
    another is a fault whatever else is said.
    """

    fact: FactKind
    code: str
    word: str
    advice: str
    counts: Callable[[Fact], bool]
    stands_out: Callable[[Fact], bool]
    answers: Callable[[str, str], bool]
    near: Callable[[str, str], bool]
    hidden: Callable[[Passage, Fact], bool]
    said: Callable[[Passage, Fact], bool]
    by_the_way: Callable[[Passage, Fact], bool] = _never
    unsure: Callable[[Passage, Fact], bool] = _never
    everywhere: bool = False


def odd_values(alignment: Alignment, kind: Kind) -> Iterator[Finding]:
    """Yield where a version states other values of a kind than most, in the order of the rows."""
    lacks: Found = defaultdict(list)
    alone: Found = defaultdict(list)
    replaced: set[tuple[int, str]] = set()
    for at, row in enumerate(alignment.rows):
        if len(row.places) < 2 or not (row.sure >= LIKELY or _held(alignment.rows, at)):
            continue
        facts = stated(alignment, row, kind.fact)
        if len({frozenset(fact.value for _, fact in own) for own in facts.values()}) > 1:
            _compare(alignment, at, facts, kind, lacks, alone, replaced)
    _drop_moved(lacks, alone, kind)
    _drop_apart(alignment, lacks, kind)
    _drop_weak(alignment, lacks, alone, replaced, kind)
    for at in sorted({at for at, _ in (*lacks, *alone)}):
        yield from _told(alignment, at, kind, lacks, alone)


def _held(rows: Sequence[Row], at: int) -> bool:
    """Whether the rows around hold one that by itself is doubtful: in every version it stands between theirs."""
    row = rows[at]
    before, after = rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None
    return all(
        (before is None or before.places.get(language, ())[-1:] == (places[0] - 1,))
        and (after is None or after.places.get(language, ())[:1] == (places[-1] + 1,))
        for language, places in row.places.items()
    )


def _compare(
    alignment: Alignment, at: int, facts: Stated, kind: Kind, lacks: Found, alone: Found, replaced: set[tuple[int, str]]
) -> None:
    for place, fact in {fact.value: (place, fact) for own in facts.values() for place, fact in own}.values():
        has = [each for each, own in facts.items() if any(kind.answers(one.value, fact.value) for _, one in own)]
        sure = sum(any(one.value == fact.value and kind.counts(one) for _, one in facts[each]) for each in has)
        missing = [language for language in facts if language not in has]
        if not missing or not sure:
            continue
        if _most(len(has), sure, len(facts)):
            for language in missing:
                instead = _instead(facts, language, has, kind)
                if (len(missing) == 1 or instead) and not (
                    (not instead or not kind.everywhere)
                    and not _rarer(alignment, at, language, has, fact.value)
                    and _in_row(alignment, at, language, fact, kind.hidden)
                ):
                    lacks[at, language].append((place, fact))
                    replaced |= {(at, language)} if instead else set()
        elif len(has) == 1:
            own = facts[has[0]]
            hidden = (
                _less_fully(facts[language], own, fact, kind) or _in_row(alignment, at, language, fact, kind.said)
                for language in missing
            )
            if not any(hidden):
                alone[at, has[0]] += [one for one in own if one[1].value == fact.value][:1]


def _most(has: int, sure: int, versions: int) -> bool:
    """Whether so many versions state a value, so many of them surely, that its lack in the others is a fault."""
    return versions > 2 and has >= versions - max(1, versions // 3) and 2 * sure > versions


def _instead(facts: Stated, language: str, others: Sequence[str], kind: Kind) -> bool:
    """Whether a version surely states something of the kind that none of the others does."""
    said = [one for other in others for one in facts[other]]
    return any(kind.counts(fact) and not _near(said, fact, kind) for _, fact in facts[language])


def _less_fully(said: Sequence[tuple[int, Fact]], own: Sequence[tuple[int, Fact]], fact: Fact, kind: Kind) -> bool:
    """Whether another version says a value less fully: with one that this version says less often."""
    here = Counter(one.value for _, one in own)
    there = Counter(one.value for _, one in said)
    return any(kind.near(value, fact.value) and times > here[value] for value, times in there.items())


def _near(said: Sequence[tuple[int, Fact]], fact: Fact, kind: Kind) -> bool:
    return any(kind.near(one.value, fact.value) for _, one in said)


def _rarer(alignment: Alignment, at: int, language: str, others: Sequence[str], value: str) -> bool:
    """Whether a version has the figures of a number less often than all others: once in a symbol, and not for itself."""
    if len(value) < _TELLING or not value.isdecimal():
        return False
    figures = re.compile(rf"(?<!\d){value}(?!\d)")
    times = {
        each: sum(
            len(figures.findall(alignment.passages[each][place].text)) for place in alignment.rows[at].places[each]
        )
        for each in (language, *others)
    }
    return times[language] < min(times[other] for other in others)


def _in_row(alignment: Alignment, at: int, language: str, fact: Fact, holds: Callable[[Passage, Fact], bool]) -> bool:
    """Whether some passage of a version in the row holds a fact."""
    passages = alignment.passages[language]
    return any(holds(passages[place], fact) for place in alignment.rows[at].places[language])


def _drop_moved(lacks: Found, alone: Found, kind: Kind) -> None:
    """Take out what a version lacks in one row and alone has in another: beside it, or where it lacks something else."""
    odd = {key for key, values in lacks.items() if values}
    for (at, language), values in lacks.items():
        reach = NEAR if not alone.get((at, language)) else 0
        for one in list(values):
            for (other, spoken), added in alone.items():
                moved = next((each for each in added if kind.answers(each[1].value, one[1].value)), None)
                if (
                    spoken == language
                    and moved
                    and other != at
                    and (abs(other - at) <= reach or (other, language) in odd)
                ):
                    values.remove(one)
                    added.remove(moved)
                    break


def _drop_apart(alignment: Alignment, lacks: Found, kind: Kind) -> None:
    """Take out what a version states near by in a passage that stands alone, as part of one that is whole elsewhere."""
    for (at, language), values in lacks.items():
        near = alignment.rows[max(0, at - NEAR) : at + NEAR + 1]
        apart = [
            each
            for row in near
            if language in row.places and (len(row.places) == 1 or row.sure < LIKELY)
            for each in stated(alignment, row, kind.fact)[language]
        ]
        values[:] = [one for one in values if not any(kind.answers(each.value, one[1].value) for _, each in apart)]


def _drop_weak(alignment: Alignment, lacks: Found, alone: Found, replaced: set[tuple[int, str]], kind: Kind) -> None:
    """Take out what is alone in a version that lacks nothing there, and what lacks where it need not be said."""
    two, spoken = len(alignment.passages) == 2, _spoken(alignment, kind)
    for (at, language), values in alone.items():
        if two:
            if not all(alone.get((at, each)) for each in alignment.passages):
                values.clear()
        elif not lacks.get((at, language)):
            sure = kind.everywhere or alignment.rows[at].sure >= SURE
            values[:] = [one for one in values if sure and kind.stands_out(one[1])]
            if kind.everywhere:
                others = frozenset().union(*(said for other, said in spoken.items() if other != language))
                values[:] = [one for one in values if one[1].value not in others]
    for (at, language), values in lacks.items():
        if (at, language) not in replaced:
            own = spoken.get(language, frozenset())
            values[:] = [one for one in values if not _need_not_be_said(alignment, at, language, one[1], kind, own)]
    for side in (lacks, alone):
        for key in [key for key, values in side.items() if not values]:
            del side[key]


def _spoken(alignment: Alignment, kind: Kind) -> dict[str, frozenset[str]]:
    """The values that each version states somewhere but in a long list: of what it speaks it need not say again."""
    if not kind.everywhere:
        return {}
    found = {}
    for language, passages in alignment.passages.items():
        stated_in = ([one.value for one in passage.facts if one.kind == kind.fact] for passage in passages)
        found[language] = frozenset(value for values in stated_in if len(values) < LIST for value in values)
    return found


def _need_not_be_said(
    alignment: Alignment, at: int, language: str, fact: Fact, kind: Kind, spoken: frozenset[str]
) -> bool:
    """Whether a version may leave a value out: others say it by the way, or it says elsewhere of what it speaks."""
    if _in_row(alignment, at, language, fact, kind.unsure):
        return False
    return fact.value in spoken or _by_the_way(alignment, at, fact, kind)


def _by_the_way(alignment: Alignment, at: int, fact: Fact, kind: Kind) -> bool:
    """Whether some version says a value where it need not be said."""
    return any(
        one.value == fact.value and kind.by_the_way(alignment.passages[language][place], one)
        for language, own in stated(alignment, alignment.rows[at], kind.fact).items()
        for place, one in own
    )


def _told(alignment: Alignment, at: int, kind: Kind, lacks: Found, alone: Found) -> Iterator[Finding]:
    row = alignment.rows[at]
    facts = stated(alignment, row, kind.fact)
    if len(alignment.passages) == 2:
        told = "; ".join(f"{language} {_values(alone[at, language])}" for language in row.places)
        shown = spots(alignment, row, {language: _place(alone[at, language][0]) for language in row.places})
        text = f"The versions state different {kind.word}: {told}."
        yield finding(kind.code, "error", text, shown, told=told, advice=kind.advice)
        return
    for language in row.places:
        less, more = lacks.get((at, language), []), alone.get((at, language), [])
        if not less and not more:
            continue
        more = more or (_in_place(facts, language, less[0][1], kind) if less else [])
        places: dict[str, Place] = {language: _place(more[0])} if more else {}
        for other, own in facts.items():
            same = [one for one in own if less and kind.answers(one[1].value, less[0][1].value)]
            if same and other != language:
                places[other] = _place(same[0])
        said, usual = _values(more), _values(less)
        if less and more:
            text = f"{language} states {said} where most versions state {usual}."
        elif less:
            text = f"{language} does not state {usual}, as most versions do."
        else:
            text = f"{language} states {said}, which no other version does."
        yield finding(
            kind.code, "error" if less and more else "warning", text, spots(alignment, row, places),
            odd=(language,), most=usual or f"no such {kind.word.removesuffix('s')}", told=said, advice=kind.advice,
        )  # fmt: skip


def _in_place(facts: Stated, language: str, fact: Fact, kind: Kind) -> list[tuple[int, Fact]]:
    """What a version states that none of those states that have a value which it lacks."""
    others = [own for own in facts.values() if any(kind.answers(one.value, fact.value) for _, one in own)]
    said = [one for own in others for one in own]
    return [one for one in facts[language] if kind.counts(one[1]) and not _near(said, one[1], kind)]


def _values(values: Sequence[tuple[int, Fact]]) -> str:
    return ", ".join(fact.value for _, fact in values)


def _place(stated_at: tuple[int, Fact]) -> Place:
    place, fact = stated_at
    return place, fact.start, fact.end
