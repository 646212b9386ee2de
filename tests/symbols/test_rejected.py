"""The 33 texts of un-rules 1.4, and more slips like them, are refused with the wrong part and the likely repair."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.problems import BadSymbol
from verbale.symbols import Symbol, mint, parse

# text; the part that is wrong; the likely repair
REJECTED = [
    ("A/HRC/43/G", "G", ""),
    ("A/HRC/43/G/", "/", ""),
    ("/A/HRC/43/G/25", "/", "A/HRC/43/G/25"),
    ("A/HRC//WG.6/8/L.11", "/", "A/HRC/WG.6/8/L.11"),
    ("A/HRC/WG,6/8/L.1", "WG,6", "A/HRC/WG.6/8/L.1"),
    ("A/HRC/WG.6/7L.14", "7L.14", "A/HRC/WG.6/7/L.14"),
    ("A/HRC/45/12/Add", "Add", ""),
    ("A/HRC/43/G/25/Add.", "Add", ""),
    ("A/HRC/43/G/25 Add.1", "25 Add.1", "A/HRC/43/G/25/Add.1"),
    ("A/HRC/55/43.Add.1", "43.Add.1", "A/HRC/55/43/Add.1"),
    ("A/C.6/79.SR.37", "79.SR.37", "A/C.6/79/SR.37"),
    ("A/HRC/43/25/Add.0", "Add.0", ""),
    ("A/HCR/40/CRP.4", "HCR", "A/HRC/40/CRP.4"),
    ("A/HRC/S17/2", "S17", "A/HRC/S-17/2"),
    ("A-HRC-43-G-25", "A-HRC-43-G-25", "A/HRC/43/G/25"),
    ("A_HRC_43_G_25", "A_HRC_43_G_25", "A/HRC/43/G/25"),
    ("A / HRC / 43", " /", "A/HRC/43"),
    ("\u0410/HRC/43/G/25", "\u0410", "A/HRC/43/G/25"),
    ("A/HRC/43/G/25.pdf", "25.pdf", "A/HRC/43/G/25"),
    ("A/HRC/43/G/25\nA", "\n", "A/HRC/43/G/25"),
    ("S/RES/822", "year", ""),
    ("S/RES/822 (93)", "year", "S/RES/822 (1993)"),
    ("S/RES/", "/", ""),
    ("S/2023/", "/", ""),
    ("S/2024/xx", "xx", ""),
    ("S/2015801", "2015801", "S/2015/801"),
    ("A/RES/3314(29)", "session", "A/RES/3314 (XXIX)"),
    ("A/RES/3314()", "()", ""),
    ("A/RES/S--32/1", "S--32", "A/RES/S-32/1"),
    ("A/69/772-", "772-", "A/69/772"),
    ("Z/2020/1", "Z", ""),
    ("E/3254\u00c2", "\u00c2", "E/3254"),
    ("Null-1", "Null-1", ""),
]
MORE = [
    ("", "", ""),
    ("/", "/", ""),
    ("A/HRC", "HRC", ""),
    ("HRC/43/G/25", "HRC", "A/HRC/43/G/25"),
    ("RES/1325 (2000)", "RES", "S/RES/1325 (2000)"),
    ("S/PRTS/2015/3", "PRTS", "S/PRST/2015/3"),
    ("A/RES/217", "session", ""),
    ("A/RES/217 (1948)", "(1948)", ""),
    ("S/RES/822 (1893)", "(1893)", ""),
    ("A/HRC/43/25 (2020)", "(2020)", "A/HRC/43/25"),
    ("A/C.3/79/L/25", "L", "A/C.3/79/L.25"),
    ("A/HRC/WG6/1/ARG/4", "WG6", "A/HRC/WG.6/1/ARG/4"),
    ("A/HRC/43/0", "0", ""),
    ("A-HRC-S-17-2", "A-HRC-S-17-2", "A/HRC/S-17/2"),
    ("A/CONF.144/28/REV-1", "REV-1", "A/CONF.144/28/Rev.1"),
    ("E/CN.4/1998/53Add.2", "53Add.2", "E/CN.4/1998/53/Add.2"),
    ("A/69/772****", "****", ""),
    ("\u0410/HRC/43/G/25.pdf", "\u0410", "A/HRC/43/G/25"),
    ("\u5927\u4f1a/60/251", "\u5927", ""),
]


def test_the_table_is_whole() -> None:
    assert len({row[0] for row in REJECTED}) == 33


@pytest.mark.parametrize(("text", "part", "repair"), REJECTED + MORE)
@pytest.mark.parametrize("door", [parse, mint])
def test_refused_with_part_and_repair(door: Callable[[str], Symbol], text: str, part: str, repair: str) -> None:
    with pytest.raises(BadSymbol) as caught:
        door(text)
    assert (caught.value.part, caught.value.repair) == (part, repair)
    assert caught.value.text
    if repair:
        assert repair in caught.value.advice
        assert str(parse(repair)) == repair


@pytest.mark.parametrize(
    ("text", "part"),
    [("A/XYZ/2020/1", "XYZ"), ("XYZ/2020/1", "XYZ"), ("A/RES/53/1[F]", "[F]"), ("A/RES/104 (S-1)", "(S-1)")],
)
def test_read_but_not_minted(text: str, part: str) -> None:
    assert str(parse(text)) == text
    with pytest.raises(BadSymbol) as caught:
        mint(text)
    assert caught.value.part == part


def test_bodies_of_another_organization_can_be_minted() -> None:
    """SPECIMEN: the fictional League of Imaginary Islands brings its bodies in its authority file."""
    with pytest.raises(BadSymbol) as caught:
        mint("LII/LC/12/G/3")
    assert caught.value.part == "LII"
    symbol = mint("LII/LC/12/G/3", bodies=["LII/A", "LII/LC"])
    assert (symbol.body, symbol.session, symbol.series, symbol.number) == ("LII/LC", "12", "G", "3")
    with pytest.raises(BadSymbol):
        mint("LII/QQ/12/G/3", bodies=["LII/A", "LII/LC"])
