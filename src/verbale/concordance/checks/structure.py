"""Passages that a version lacks, has alone, splits, joins or has elsewhere; numbers and kinds of paragraphs that differ."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from verbale.concordance.agreement import finding, most, spots
from verbale.concordance.model import Alignment, Finding, Passage, Row
from verbale.concordance.numbering import ordinals
from verbale.languages.folding import fold

_LEADING = re.compile(r"\s*(?:\W{0,2}\d{1,3}\W?\s|\W{0,2}\w{1,4}(?:\s\w)?\)|\W{0,2}\w{1,5}\s?[-.]\s)")
_HEAD = 16
_STOPS = ",;:。，；：،؛"
_SHORT, _LIST, _FAR = 120, 3, 50
"""Passages so short, so many of them, and without numbers or stops are a list that each language sorts in its own way."""


def text_rows(alignment: Alignment, *parts: str) -> list[Row]:
    """Return the rows of the parts given ("text", "annex", "note"), of text and annexes if none is given."""
    return [row for row in alignment.rows if one(alignment, row).part in (parts or ("text", "annex"))]


def one(alignment: Alignment, row: Row) -> Passage:
    """Return a passage of the row: what it is, whatever the language."""
    language, places = next(iter(row.places.items()))
    return alignment.passages[language][places[0]]


def check(alignment: Alignment) -> Iterator[Finding]:
    """Yield what differs in the structure of text and annexes."""
    rows = text_rows(alignment)
    yield from _absent(alignment, rows)
    yield from _split(alignment, rows)
    yield from _moved(alignment, rows)
    yield from _numbers(alignment, rows)
    yield from _kinds(alignment, rows)


def _absent(alignment: Alignment, rows: Sequence[Row]) -> Iterator[Finding]:
    """Rows that some versions lack, those that follow each other told as one."""
    languages = tuple(alignment.passages)
    relisted: set[int] = set()
    for language in languages:
        entries = _other_entries(alignment, rows, language)
        relisted.update(entries)
        if entries:
            yield _list_order(alignment, [rows[at] for at in entries], [language], [language])
    run: list[Row] = []
    for row in [*(row for at, row in enumerate(rows) if at not in relisted), None]:
        if run and (row is None or set(row.places) != set(run[0].places)):
            yield lacking(alignment, run, "paragraph", "concord-passage-absent", "concord-passage-added")
            run = []
        if row is not None and len(row.places) < len(languages):
            run.append(row)


def _other_entries(alignment: Alignment, rows: Sequence[Row], language: str) -> list[int]:
    """Return the rows of lists that a version alone lacks and, as many, that it alone has: names, sorted anew."""
    others = set(alignment.passages) - {language}
    lacks = [at for at, row in enumerate(rows) if set(row.places) == others and _in_a_list(alignment, rows, at)]
    alone = [at for at, row in enumerate(rows) if set(row.places) == {language} and _in_a_list(alignment, rows, at)]
    return [at for pair in zip(lacks, alone, strict=False) for at in pair] if len(others) > 1 else []


def _list_order(alignment: Alignment, rows: Sequence[Row], languages: Sequence[str], odd: Sequence[str]) -> Finding:
    return finding(
        "concord-list-order", "note", f"In {', '.join(languages)} a list stands in another order.",
        spots(alignment, rows[0]), odd=odd, most="another order" if odd else "",
        told=",".join(one(alignment, row).id for row in rows),
        advice="Leave it if it is sorted as its language does.",
    )  # fmt: skip


def lacking(alignment: Alignment, run: Sequence[Row], what: str, absent: str, added: str) -> Finding:
    """Return the finding that some versions lack the rows of a run, or alone have them."""
    row = run[0]
    has, odd = most({language: language in row.places for language in alignment.passages})
    many = f" and {len(run) - 1} more after it" if len(run) > 1 else ""
    named = ", ".join(odd)
    if has is None:
        text, code = f"Some versions have a {what}{many} that others lack.", absent
    elif has:
        text, code = f"Not in {named}: a {what}{many} that most versions have.", absent
    else:
        text, code = f"Only in {named}: a {what}{many} that most versions lack.", added
    said = "" if has is None else f"the {what}" if has else f"no {what}"
    advice = f"Put the {what} in where it is missing, or take it out where it is alone."
    return finding(
        code, "error", text, spots(alignment, row), odd=odd, most=said, advice=advice,
        told=str(len(run)),
    )  # fmt: skip


def _split(alignment: Alignment, rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        counts = {language: len(places) for language, places in row.places.items()}
        if len(set(counts.values())) == 1:
            continue
        usual, odd = most(counts)
        split = usual is not None and all(counts[language] > usual for language in odd)
        code, text = "concord-passage-joined", f"Paragraphs are joined in {', '.join(odd)}."
        if usual is None:
            code, text = "concord-passage-split", "Some versions have as one paragraph what others split."
        elif split:
            code, text = "concord-passage-split", f"What is one paragraph is split in {', '.join(odd)}."
        said = "" if usual is None else f"{usual} paragraph{'s' if usual > 1 else ''}"
        yield finding(
            code, "warning", text, spots(alignment, row), odd=odd, most=said,
            advice="Give the paragraph the same limits in all versions.",
        )  # fmt: skip


def _moved(alignment: Alignment, rows: Sequence[Row]) -> Iterator[Finding]:
    """Rows that stand elsewhere than in most versions, those that do so together told as one."""
    ranks: list[dict[str, int]] = [{} for _ in rows]
    for language in alignment.passages:
        standing = sorted((row.places[language][0], at) for at, row in enumerate(rows) if language in row.places)
        for rank, (_, at) in enumerate(standing):
            ranks[at][language] = rank
    in_order = sorted(range(len(rows)), key=lambda at: (median(ranks[at].values()), at))
    odd: dict[int, list[str]] = {}
    for at, row in enumerate(rows):
        for language, places in row.places.items():
            if places[-1] - places[0] >= len(places):  # what is one elsewhere has others between
                odd.setdefault(at, []).append(language)
    for language in alignment.passages:
        run = [at for at in in_order if language in ranks[at]]
        for at in _out_of_order(run, [ranks[at][language] for at in run]):
            if language not in odd.setdefault(at, []):
                odd[at].append(language)
    moved = [at for at in in_order if at in odd]
    groups: list[list[int]] = []
    position = {at: number for number, at in enumerate(in_order)}
    for at in moved:
        near = groups and position[at] - position[groups[-1][-1]] <= (
            _FAR if _in_a_list(alignment, rows, at) else _LIST
        )
        if near and odd[at] == odd[groups[-1][-1]]:
            groups[-1].append(at)
        else:
            groups.append([at])
    for group in groups:
        row, languages = rows[group[0]], odd[group[0]]
        usual = 2 * len(languages) < len(alignment.passages)
        if all(_in_a_list(alignment, rows, at) for at in group):
            yield _list_order(alignment, [rows[at] for at in group], languages, languages if usual else ())
            continue
        many = f" and {len(group) - 1} more" if len(group) > 1 else ""
        text = f"In {', '.join(languages)} a paragraph{many} stands elsewhere than in the other versions."
        yield finding(
            "concord-passage-moved", "error", text, spots(alignment, row), odd=languages if usual else (),
            most="its place among the others" if usual else "", advice="Put the paragraph where it belongs.",
            told=",".join(one(alignment, rows[at]).id for at in group),
        )  # fmt: skip


def _in_a_list(alignment: Alignment, rows: Sequence[Row], at: int) -> bool:
    """Say whether a row stands among others that are as short as it and have no numbers."""
    around = rows[max(0, at - _LIST) : at + _LIST + 1]
    listed = [
        all(
            len(passage.text) < _SHORT and not passage.number and not passage.role and passage.text[-1:] not in _STOPS
            for language, places in row.places.items()
            for passage in [alignment.passages[language][places[0]]]
        )
        for row in around
    ]
    return listed[around.index(rows[at])] and sum(listed) > _LIST


def _out_of_order(run: Sequence[int], ranks: Sequence[int]) -> list[int]:
    """Return which of ``run`` stand outside the longest rising run of their ranks."""
    tails: list[int] = []
    back: list[int] = []
    for number, rank in enumerate(ranks):
        low = bisect_left(tails, rank, key=lambda at: ranks[at])
        back.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [number]
    keep, at = set(), tails[-1] if tails else -1
    while at >= 0:
        keep.add(at)
        at = back[at]
    return [row for number, row in enumerate(run) if number not in keep]


def _numbers(alignment: Alignment, rows: Sequence[Row]) -> Iterator[Finding]:
    yield from numbering(
        alignment, rows, "concord-number-differs", "The number of the paragraph differs", "Number as most versions do."
    )


def numbering(alignment: Alignment, rows: Sequence[Row], code: str, text: str, advice: str) -> Iterator[Finding]:
    """Yield rows whose numbers differ, those that follow each other told as one.

    A shift that goes on in the rows after is told where it begins, and not where a row is missing.
    """
    shift = dict.fromkeys(alignment.passages, 0)
    missing = dict.fromkeys(alignment.passages, False)
    run: list[_Numbered] = []
    for at, row in enumerate(rows):
        for language in alignment.passages:
            missing[language] |= language not in row.places
        found = {
            language: _numbers_of(alignment.passages[language][places[0]]) for language, places in row.places.items()
        }
        usual = _usual(found)
        if usual is None:
            continue
        odd = []
        for language, values in found.items():
            own = 0 if usual in values else min((value - usual for value in values), key=abs, default=0)
            if values and own != shift[language] and own and not missing[language]:
                odd.append(language)
            if not values and not _begins_with_number(alignment.passages[language][row.places[language][0]].text):
                odd.append(language)
            if values:
                shift[language], missing[language] = own, False
        if odd:
            one_of = next(language for language, values in found.items() if usual in values)
            here = _Numbered(at, row, tuple(odd), alignment.passages[one_of][row.places[one_of][0]].number)
            if run and (run[-1].odd != here.odd or at - run[-1].at > _LIST):
                yield _told(alignment, run, code, text, advice)
                run = []
            run.append(here)
    if run:
        yield _told(alignment, run, code, text, advice)


class _Numbered(NamedTuple):
    """A row whose number differs, at its place among the rows."""

    at: int
    row: Row
    odd: tuple[str, ...]
    usual: str


def _numbers_of(passage: Passage) -> frozenset[int]:
    return ordinals(passage.number) if passage.number else frozenset()


def _begins_with_number(text: str) -> bool:
    """Say whether a text begins with what may be its number: "43 Invite", "(أ أ) التعاون", "ألف - مواضيع"."""
    return _LEADING.match(unicodedata.normalize("NFKC", fold(text[:_HEAD]))) is not None


def _usual(found: Mapping[str, frozenset[int]]) -> int | None:
    """Return the number that most versions may mean, the smallest where a letter may be two."""
    counted = Counter(value for values in found.values() for value in values)
    fitting = [value for value, times in counted.items() if 2 * times > len(found)]
    return min(fitting, key=lambda value: (-counted[value], value)) if fitting else None


def _told(alignment: Alignment, run: Sequence[_Numbered], code: str, text: str, advice: str) -> Finding:
    first = run[0]
    numbers = {
        language: alignment.passages[language][places[0]].number for language, places in first.row.places.items()
    }
    told = ", ".join(f"{language} {numbers[language] or 'none'}" for language in first.odd)
    many = f" So do {len(run) - 1} more after it." if len(run) > 1 else ""
    return finding(
        code, "warning", f"{text}: {told}; most have {first.usual}{many or '.'}", spots(alignment, first.row),
        odd=first.odd, most=first.usual, told=told, advice=advice,
    )  # fmt: skip


def _kinds(alignment: Alignment, rows: Sequence[Row]) -> Iterator[Finding]:
    """Rows that are a heading in some versions only, or a preambular paragraph in some and an operative one in others."""
    told: dict[tuple[tuple[str, ...], str], list[Row]] = {}
    for row in rows:
        roles = {language: alignment.passages[language][places[0]].role for language, places in row.places.items()}
        if len(set(roles.values())) == 1:
            continue
        for looked_at, other in (("heading", ""), ("preambular", "operative")):
            kinds = {
                language: role == looked_at
                for language, role in roles.items()
                if not other or role in (looked_at, other)
            }
            usual, odd = most(kinds)
            if usual is not None and odd:
                told.setdefault((odd, looked_at if usual else other), []).append(row)
    for (odd, usual_kind), found in told.items():
        named = {"": "no heading", "heading": "a heading"}.get(usual_kind, f"a {usual_kind} paragraph")
        many = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield finding(
            "concord-kind-differs", "note", f"A passage{many} is of another kind in {', '.join(odd)}: most have {named}.",
            spots(alignment, found[0]), odd=odd, most=named, told=str(len(found)),
            advice="Look whether the paragraph is marked as what it is.",
        )  # fmt: skip
