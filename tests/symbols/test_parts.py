"""Every part of a symbol says in plain English what it is."""

from __future__ import annotations

import pytest

from verbale.symbols import parse

NAMED = {
    "A/HRC/43/G/25": [
        ("organ", "A", "General Assembly"),
        ("body", "HRC", "Human Rights Council"),
        ("session", "43", "session 43"),
        ("series", "G", "communication from a Government"),
        ("number", "25", "number 25"),
    ],
    "A/HRC/WG.6/1/ARG/4/Add.1/Corr.2*": [
        ("organ", "A", "General Assembly"),
        ("body", "HRC", "Human Rights Council"),
        ("body", "WG.6", "Working Group on the Universal Periodic Review"),
        ("session", "1", "session 1"),
        ("state", "ARG", "State ARG (ISO 3166 alpha-3)"),
        ("number", "4", "number 4"),
        ("suffix", "Add.1", "addendum 1"),
        ("suffix", "Corr.2", "corrigendum 2"),
        ("reissue", "*", "reissued for technical reasons"),
    ],
    "A/RES/2200 A (XXI)": [
        ("organ", "A", "General Assembly"),
        ("series", "RES", "resolution"),
        ("number", "2200", "number 2200"),
        ("letters", "A", "part A under one number"),
        ("session", "XXI", "session XXI"),
    ],
    "A/75/5 (Vol. II)": [
        ("organ", "A", "General Assembly"),
        ("session", "75", "session 75"),
        ("number", "5", "number 5"),
        ("bracket", "Vol. II", "volume II"),
    ],
    "S/RES/822 (1993)": [
        ("organ", "S", "Security Council"),
        ("series", "RES", "resolution"),
        ("number", "822", "number 822"),
        ("year", "1993", "year 1993"),
    ],
    "CCPR/C/84/D/1207/2003": [
        ("organ", "CCPR", "International Covenant on Civil and Political Rights"),
        ("body", "C", "Human Rights Committee"),
        ("session", "84", "session 84"),
        ("series", "D", "decision or views on a communication"),
        ("number", "1207", "number 1207"),
        ("year", "2003", "year 2003"),
    ],
    "A/ES-11/PV.5": [
        ("organ", "A", "General Assembly"),
        ("session", "ES-11", "emergency special session 11"),
        ("series", "PV.", "verbatim record of a meeting"),
        ("number", "5", "number 5"),
    ],
    "E/CN.19/2001/PC/3": [
        ("organ", "E", "Economic and Social Council"),
        ("body", "CN.19", "commission 19"),
        ("year", "2001", "year 2001"),
        ("body", "PC", "preparatory committee"),
        ("number", "3", "number 3"),
    ],
    "TD/B/39(1)/15": [
        ("organ", "TD", "United Nations Conference on Trade and Development"),
        ("body", "B", "Trade and Development Board"),
        ("session", "39", "session 39"),
        ("bracket", "1", "part 1 of the session"),
        ("number", "15", "number 15"),
    ],
    "IDB.43/15": [
        ("organ", "IDB", "Industrial Development Board"),
        ("session", "43", "session 43"),
        ("number", "15", "number 15"),
    ],
}


@pytest.mark.parametrize("text", NAMED)
def test_parts_are_named(text: str) -> None:
    symbol = parse(text)
    assert [(part.kind, part.text, part.means) for part in symbol.parts] == NAMED[text]
    assert str(symbol) == text


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("A/HRC/43/G/25", "A/HRC"),
        ("A/HRC/10/WG.3/2", "A/HRC/WG.3"),
        ("A/75/113", "A"),
        ("E/CN.4/2003/G/58", "E/CN.4"),
        ("CERD/C/URY/CO/16-20", "CERD/C"),
        ("TRANS/WP.29/815", "TRANS/WP.29"),
        ("ISBA/29/C/7", "ISBA/C"),
    ],
)
def test_body(text: str, body: str) -> None:
    assert parse(text).body == body


def test_double_symbol_keeps_both_and_reads_as_its_first() -> None:
    symbol = parse("A/67/65/Corr.1-E/2012/48/Corr.2")
    assert [str(single) for single in symbol.joint] == ["A/67/65/Corr.1", "E/2012/48/Corr.2"]
    assert (symbol.organ, symbol.session, symbol.year) == ("A", "67", None)
    assert [single.suffixes for single in symbol.joint] == [(("Corr", 1),), (("Corr", 2),)]


def test_what_no_table_knows_is_kept_and_called_unknown() -> None:
    symbol = parse("A/XYZ/2020/QQQ.3")
    assert str(symbol) == "A/XYZ/2020/QQQ.3"
    assert [part.text for part in symbol.parts if not part.known] == ["XYZ", "QQQ."]
    assert (symbol.body, symbol.series, symbol.number) == ("A/XYZ", "QQQ", "3")


def test_letters_and_stars() -> None:
    symbol = parse("A/RES/31/6 A and B**")
    assert (symbol.letters, symbol.stars, symbol.brackets) == ("A and B", 2, ())
    assert parse("A/77/PV.56 (Resumption 1)").brackets == ("Resumption 1",)
