"""Lists of symbols in six languages become single symbols."""

from __future__ import annotations

import pytest

from verbale.problems import BadSymbol
from verbale.symbols import expand

LISTS = [
    ("A/63/13", "A/63/13"),
    ("A/63/13 and Add.1", "A/63/13 A/63/13/Add.1"),
    ("A/63/13 and Add.1-3", "A/63/13 A/63/13/Add.1 A/63/13/Add.2 A/63/13/Add.3"),
    ("A/63/13, Corr.1 & 2", "A/63/13 A/63/13/Corr.1 A/63/13/Corr.2"),
    ("A/63/13 and Corr.1 and Add.1", "A/63/13 A/63/13/Corr.1 A/63/13/Add.1"),
    ("A/63/13, Add.1 and Add.1/Corr.1", "A/63/13 A/63/13/Add.1 A/63/13/Add.1/Corr.1"),
    ("S/2015/10/Add.3 and Add.4", "S/2015/10/Add.3 S/2015/10/Add.4"),
    ("A/63/13, A/63/14 and Add.1; S/2015/2", "A/63/13 A/63/14 A/63/14/Add.1 S/2015/2"),
    ("A/C.3/67/SR.28 à 30, 39 et 41", "A/C.3/67/SR.28 A/C.3/67/SR.29 A/C.3/67/SR.30 A/C.3/67/SR.39 A/C.3/67/SR.41"),
    ("CERD/C/SR.2556 и 2557", "CERD/C/SR.2556 CERD/C/SR.2557"),
    ("A/67/455/Add.7 إلى Add.9", "A/67/455/Add.7 A/67/455/Add.8 A/67/455/Add.9"),
    ("A/63/13 وAdd.1 و Add.2", "A/63/13 A/63/13/Add.1 A/63/13/Add.2"),
    ("A/63/13和Add.1至3", "A/63/13 A/63/13/Add.1 A/63/13/Add.2 A/63/13/Add.3"),
    ("A/63/13 y A/63/14 a A/63/16", "A/63/13 A/63/14 A/63/15 A/63/16"),
    ("A/63/13 по 15", "A/63/13 A/63/14 A/63/15"),
    ("A/C.3/67/L.1, L.2/Rev.1 and L.3", "A/C.3/67/L.1 A/C.3/67/L.2/Rev.1 A/C.3/67/L.3"),
    ("A/RES/60/251 and 61/5", "A/RES/60/251 A/RES/61/5"),
    ("A/HRC/28/G/1\u20133", "A/HRC/28/G/1 A/HRC/28/G/2 A/HRC/28/G/3"),
    ("CERD/C/URY/CO/16-20", "CERD/C/URY/CO/16-20"),
    ("E/NL.1993/40-41", "E/NL.1993/40-41"),
    ("A/50/752-S/1995/1035 and Corr.1", "A/50/752-S/1995/1035 A/50/752/Corr.1-S/1995/1035/Corr.1"),
]


@pytest.mark.parametrize(("text", "symbols"), LISTS)
def test_expanded(text: str, symbols: str) -> None:
    assert [str(symbol) for symbol in expand(text)] == symbols.split(" ")


def test_brackets_go_with_their_number() -> None:
    text = "S/RES/822 (1993), 853 (1993), 874 (1993) and 884 (1993)"
    assert [str(symbol) for symbol in expand(text)] == [f"S/RES/{n} (1993)" for n in (822, 853, 874, 884)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("Add.1 and A/63/13", "Add.1"),
        ("A/63/13 perhaps A/63/14", " perhaps A/63/14"),
        ("A/63/1 to A/63/99999", "1-99999"),
        ("A/63/13 to S/2015/1", "S/2015/1"),
        ("A/63/13/Add.3-1", "3-1"),
        ("A/63/13, " * 1000, ""),
    ],
)
def test_what_is_no_list(text: str, part: str) -> None:
    with pytest.raises(BadSymbol) as caught:
        expand(text)
    assert part in caught.value.part


def test_a_joiner_at_the_end_joins_nothing() -> None:
    assert [str(symbol) for symbol in expand("A/63/13 and")] == ["A/63/13"]
