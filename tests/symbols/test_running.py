"""Symbols are found inside running text with all their tails and nothing after them."""

from __future__ import annotations

import re

import pytest
import re2

from verbale.symbols import complete, looks_like, parse, pattern

TEXTS = [
    ("see A/RES/217 (III).", ["A/RES/217 (III)"]),
    (
        "Resolutions A/RES/2200 A (XXI), A/RES/49/221 B; and A/RES/79/93 A-B!",
        ["A/RES/2200 A (XXI)", "A/RES/49/221 B", "A/RES/79/93 A-B"],
    ),
    ("A/RES/31/6 A and B and A/RES/70/1", ["A/RES/31/6 A and B", "A/RES/70/1"]),
    ("A/RES/70/1 A/RES/70/2 S/2015/1 S/2015/2", ["A/RES/70/1", "A/RES/70/2", "S/2015/1", "S/2015/2"]),
    ("(S/RES/822 (1993)), S/RES/2805(2025)", ["S/RES/822 (1993)", "S/RES/2805(2025)"]),
    ("the report (A/55/23 (Part II)/Add.1, annex).", ["A/55/23 (Part II)/Add.1"]),
    (
        "A/HRC/10/42\u2013E/CN.6/2009/7, A/50/752-S/1995/1035.",
        ["A/HRC/10/42\u2013E/CN.6/2009/7", "A/50/752-S/1995/1035"],
    ),
    ("A/69/772.Further, A/HRC/43/G/25.pdf", ["A/69/772", "A/HRC/43/G/25"]),
    ("A\u200b/HRC/S\u201117/2 and A/RES/3362 (S\u2011VII)", ["A\u200b/HRC/S\u201117/2", "A/RES/3362 (S\u2011VII)"]),
    ("A/HRC/36/19* and A/77/349/corr.1:", ["A/HRC/36/19*", "A/77/349/corr.1"]),
    ("en la resolución A/RES/60/251, de 15 de marzo", ["A/RES/60/251"]),
    ("dans le document A/75/5 (Vol.\u00a0II), par. 2", ["A/75/5 (Vol.\u00a0II)"]),
    ("в документе A/C.3/78/L.60/Rev.1.", ["A/C.3/78/L.60/Rev.1"]),
    ("الوثيقة A/HRC/43/G/25، والقرار A/RES/60/251.", ["A/HRC/43/G/25", "A/RES/60/251"]),
    ("见A/HRC/RES/43/36号决议和S/RES/1325（2000）。", ["A/HRC/RES/43/36", "S/RES/1325（2000）"]),
    (
        "CCPR/C/84/D/1207/2003, TD/B/WP(XXXV)/MISC.1, UNEP/EA.5/Res.8.",
        ["CCPR/C/84/D/1207/2003", "TD/B/WP(XXXV)/MISC.1", "UNEP/EA.5/Res.8"],
    ),
    ("A/HRC/43/25 (2020) and A/75/23 (12), TD/B/39(1)/15", ["A/HRC/43/25", "A/75/23", "TD/B/39(1)/15"]),
    ("either/or, and/or, km/h, 24/7, n/a", []),
]


@pytest.mark.parametrize(("text", "symbols"), TEXTS)
def test_found_by_re2_and_by_re(text: str, symbols: list[str]) -> None:
    assert [found[0] for found in re2.finditer(pattern(), text)] == symbols
    assert [found[0] for found in re.finditer(pattern(), text, re.ASCII)] == symbols
    for symbol in symbols:
        assert parse(symbol)


def test_numbers_that_are_too_long_are_not_cut() -> None:
    assert re2.search(pattern(), "S/2015801 of")[0] == "S/2015801"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("A/RES/49/221 A, of", "A/RES/49/221 A"),
        ("A/RES/49/221 A/RES/49/222", "A/RES/49/221"),
        ("A/RES/49/221 And", "A/RES/49/221"),
        ("A/49/221 A report", "A/49/221"),
        ("A/DEC/77/505 E", "A/DEC/77/505 E"),
    ],
)
def test_a_lone_letter_is_added_where_it_begins_no_symbol(text: str, whole: str) -> None:
    found = re2.search(pattern(), text)
    assert text[: complete(text, found.start(), found.end())] == whole


@pytest.mark.parametrize(
    "line",
    [
        "A/HRC/43/G/25",
        " A/HRC/36/19* ",
        "S/RES/822 (1993)",
        "a/75/23.",
        "A/50/752-S/1995/1035",
        "(A/75/23)",
        "LII/LC/12/G/3",
    ],
)
def test_a_line_that_looks_like_a_symbol(line: str) -> None:
    assert looks_like(line)
    assert parse(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "A/HRC",
        "and/or",
        "Distr.: General",
        "General Assembly",
        "see A/75/23",
        "http://undocs.org/A/75/23",
        "COVID/19",
        "A/" * 200,
    ],
)
def test_a_line_that_does_not(line: str) -> None:
    assert not looks_like(line)
