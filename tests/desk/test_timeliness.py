"""Timeliness is computed: spans, shares and the clocks, by language, month, State, item, series and document."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.desk import timeliness
from verbale.desk.timeliness import GROUPS, SHARES, SPANS, Clocks, Share, Way, line, lines
from verbale.languages import LANGUAGES

CLOCKS = Clocks(submitted=10, issued=6, processing=4)
OPENS = datetime.date(2026, 6, 15)
AT = datetime.datetime(2026, 4, 1, 9, tzinfo=datetime.UTC)
ON = datetime.date(2026, 8, 1)


def way(received: float = 0, **given: Any) -> Way:
    """A way; numbers are days since 1 April 2026, 9:00."""

    def at(days: float) -> datetime.datetime:
        return AT + datetime.timedelta(days=days)

    out = {lang: at(days) for lang, days in given.pop("released", {}).items()}
    if "registered" in given:
        given["registered"] = at(given["registered"])
    first = min(out.values(), default=None)
    return Way("2026-000001", at(received), given.pop("concerned", LANGUAGES), released=out, first=first, **given)


def all_on(day: float, **others: float) -> dict[str, float]:
    return {**dict.fromkeys(LANGUAGES, day), **others}


WHOLE = way(dated=datetime.date(2026, 3, 29), registered=1.5, released=all_on(10, ar=14.5), opens=OPENS)


def test_spans_are_days_and_those_from_the_note_are_whole() -> None:
    spans = {name: span(WHOLE) for name, span in SPANS.items()}
    assert spans == {
        "note-receipt": 3.0,
        "receipt-registration": 1.5,
        "receipt-first": 10.0,
        "receipt-last": 14.5,
        "note-last": 17.0,
        "first-last": 4.5,
    }


@pytest.mark.parametrize("lacking", LANGUAGES)
def test_what_one_language_lacks_is_not_out(lacking: str) -> None:
    out = {lang: day for lang, day in all_on(10).items() if lang != lacking}
    partly = way(released=out, dated=AT.date())
    assert partly.last is None
    spans = {name: span(partly) for name, span in SPANS.items()}
    assert (spans["receipt-first"], spans["receipt-last"], spans["note-last"], spans["first-last"]) == (
        10.0,
        None,
        None,
        None,
    )
    assert SHARES["simultaneous"](partly, CLOCKS, ON) is None


@pytest.mark.parametrize(
    ("share", "one", "on", "held"),
    [
        ("submitted", way(5, opens=OPENS), ON, True),  # 6 April, ten weeks before
        ("submitted", way(6, opens=OPENS), ON, False),
        ("submitted", way(6), ON, None),
        ("issued", way(released=all_on(33), opens=OPENS), ON, True),  # 4 May, six weeks before
        ("issued", way(released=all_on(20, zh=34), opens=OPENS), ON, False),
        ("issued", way(opens=OPENS), datetime.date(2026, 5, 4), None),  # it may still come
        ("issued", way(opens=OPENS), datetime.date(2026, 5, 5), False),
        ("issued", way(released=all_on(33)), ON, None),
        ("processed", way(released=all_on(28)), ON, True),
        ("processed", way(released=all_on(28, ru=28.01)), ON, False),
        ("processed", way(), datetime.date(2026, 4, 29), None),
        ("processed", way(), datetime.date(2026, 4, 30), False),
        ("simultaneous", way(released=all_on(10, es=10.6)), ON, True),  # 23:24 of the same day
        ("simultaneous", way(released=all_on(10, es=10.63)), ON, False),
    ],
)
def test_the_clocks(share: str, one: Way, on: datetime.date, held: bool | None) -> None:
    assert SHARES[share](one, CLOCKS, on) is held


def test_medians_and_shares_of_several() -> None:
    ways = [way(released=all_on(days), opens=OPENS) for days in (4, 10, 40)] + [way(opens=OPENS)]
    found = line("x", ways, CLOCKS, ON)
    assert (found.documents, found.medians["receipt-last"], found.medians["note-last"]) == (4, 10.0, None)
    assert found.shares["processed"] == Share(2, 4)
    assert found.shares["issued"] == Share(2, 4)
    assert found.shares["simultaneous"].percent == 100
    assert Share(0, 0).percent is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_measured_by_itself_against_the_first_of_all(language: str) -> None:
    late = {other: 10.0 for other in LANGUAGES if other != language}
    one = way(released={**late, language: 25.5})
    by_language = {found.key: found for found in lines([one], "language", CLOCKS, ON)}
    assert tuple(by_language) == LANGUAGES
    mine = by_language[language]
    assert (mine.medians["receipt-last"], mine.medians["first-last"]) == (25.5, 15.5)
    assert mine.shares["simultaneous"] == Share(0, 1)
    others = [found for key, found in by_language.items() if key != language]
    assert {(o.medians["receipt-last"], o.shares["simultaneous"]) for o in others} == {(10.0, Share(1, 1))}


def test_groups() -> None:
    ways = [
        way(sender="XAA", items=("LII/LC 4",), series="LII/LC/12/G", symbol="LII/LC/12/G/10", released=all_on(40)),
        way(sender="XAB", items=("LII/LC 4", "LII/LC 2"), series="LII/LC/12/G", symbol="LII/LC/12/G/9"),
        way(sender="XAA"),
    ]
    keys = {group: [(found.key, found.documents) for found in lines(ways, group, CLOCKS, ON)] for group in GROUPS}
    assert keys["state"] == [("XAA", 2), ("XAB", 1)]
    assert keys["item"] == [("LII/LC 2", 1), ("LII/LC 4", 2)]
    assert keys["series"] == [("LII/LC/12/G", 2)]
    assert keys["month"] == [("2026-05", 1)]
    assert [key for key, _ in keys["document"]] == ["LII/LC/12/G/9", "LII/LC/12/G/10", "2026-000001"]
    assert keys["language"] == [(lang, 3) for lang in LANGUAGES]


days = st.floats(0, 200)
some_ways = st.lists(st.builds(lambda start, out: way(start, released={k: start + v for k, v in out.items()}, opens=OPENS), days, st.dictionaries(st.sampled_from(LANGUAGES), days)), max_size=6)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(some_ways)
def test_no_share_is_above_its_whole_and_languages_never_come_before_the_first(ways: list[Way]) -> None:
    for group in GROUPS:
        for found in lines(ways, group, CLOCKS, ON):
            assert all(0 <= share.count <= share.of <= found.documents for share in found.shares.values())
            behind = found.medians["first-last"]
            assert behind is None or behind >= 0
    whole = timeliness.line("", ways, CLOCKS, ON)
    assert whole.documents == len(ways)
