"""What parse() repairs is what is certain: case, spaces, dashes, invisible signs, punctuation at the end."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from verbale.problems import BadSymbol
from verbale.symbols import Symbol, parse

REPAIRED = [
    ("a/hrc/43/g/25", "A/HRC/43/G/25"),
    ("  A/HRC/43/G/25 ", "A/HRC/43/G/25"),
    ("A/RES/217\u00a0(III)", "A/RES/217 (III)"),
    ("A/RES/217  (iii)", "A/RES/217 (III)"),
    ("A/HRC/S\u201117/2", "A/HRC/S-17/2"),
    ("A/50/752\u2013S/1995/1035", "A/50/752-S/1995/1035"),
    ("A/50/752 - S/1995/1035", "A/50/752-S/1995/1035"),
    ("\u200fA/75/23\u200f", "A/75/23"),
    ("A/75/\u200b23", "A/75/23"),
    ("A/75/\u00ad23", "A/75/23"),
    ("S/RES/1325\uff082000\uff09", "S/RES/1325 (2000)"),
    ("A/69/772.", "A/69/772"),
    ("A/69/772),", "A/69/772"),
    ("(S/2021/1109)", "S/2021/1109"),
    ("A/75/23\u3002", "A/75/23"),
    ("E/ESCWA/ICTD/ 2004/5", "E/ESCWA/ICTD/2004/5"),
    ("S/1999/25/ADD.43", "S/1999/25/Add.43"),
    ("A/77/349/corr.1", "A/77/349/Corr.1"),
    ("A/61/264(PARTI)/ADD.1", "A/61/264 (Part I)/Add.1"),
    ("NPT/CONF.2000/28(PARTSIANDII)", "NPT/CONF.2000/28 (Parts I and II)"),
    ("A/75/5(vol.ii)", "A/75/5 (Vol. II)"),
    ("ESCWA/EDID/2018/1/SUMMARY", "ESCWA/EDID/2018/1/Summary"),
    ("UNEP/EA.2/RES.21", "UNEP/EA.2/Res.21"),
    ("S/AGENDA/8979", "S/Agenda/8979"),
    ("A/RES/41/7B", "A/RES/41/7 B"),
    ("A/RES/57/130A-B", "A/RES/57/130 A-B"),
    ("A/HRC/36/19 *", "A/HRC/36/19*"),
    ("A/50/752*-S/1995/1035*", "A/50/752-S/1995/1035*"),
]


@pytest.mark.parametrize(("text", "canonical"), REPAIRED)
def test_repaired(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical
    assert str(parse(canonical)) == canonical


def test_key_is_the_same_for_all_writings_of_one_document() -> None:
    assert parse("A/RES/41/7 B").key == parse("A/RES/41/7[B]").key == "A/RES/41/7B"
    assert parse("A/RES/2200 A (XXI)").key == parse("A/RES/2200(XXI)[A]").key == parse("a/res/2200a(xxi)").key
    assert parse("A/HRC/36/19*").key == parse("A/HRC/36/19").key
    assert parse("A/50/752-S/1995/1035").key == "A/50/752-S/1995/1035"
    assert parse("A/RES/41/7 A").key != parse("A/RES/41/7 B").key


def test_equal_and_hashable_by_canonical_form() -> None:
    assert {parse("a/hrc/43/g/25"), parse("A/HRC/43/G/25.")} == {parse("A/HRC/43/G/25")}
    assert parse("A/HRC/43/G/25") != "A/HRC/43/G/25"


@pytest.mark.parametrize("text", ["A" * 10_000_000, "A/" * 5_000_000, "(" * 10_000_000, "A/1" + " " * 10_000_000 + "x"])
def test_ten_megabytes_are_refused_at_once(text: str) -> None:
    start = time.process_time()
    with pytest.raises(BadSymbol):
        parse(text)
    assert time.process_time() - start < 1


@pytest.mark.shared
def test_real_lists(shared: Path) -> None:
    """At least 99.5 per cent of the symbols of real lists are read and come back; no reject is read."""
    right = asked = 0
    for path in sorted((shared / "data" / "symbols").glob("*_dev.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            asked += 1
            try:
                symbol: Symbol = parse(line)
            except BadSymbol:
                continue
            folded = line.replace("\u2013", "-").replace(" ", "").rstrip("*").upper()
            right += str(symbol).replace(" ", "").rstrip("*").upper() == folded and parse(str(symbol)) == symbol
    assert right / asked >= 0.995
    for line in (shared / "data" / "symbols" / "reject.txt").read_text(encoding="utf-8").splitlines():
        with pytest.raises(BadSymbol):
            parse(line)
