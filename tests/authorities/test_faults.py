"""Rows that replace others or take them out, and every fault of a row at once."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from verbale.authorities import KINDS, authorities, code_of, faults, references
from verbale.authorities.files import shipped

KNOWN = authorities()


@pytest.mark.parametrize("kind", KINDS)
def test_no_shipped_row_has_a_fault(kind: str) -> None:
    records = KNOWN.records(kind)
    assert records
    for code, record in list(records.items())[:: max(1, len(records) // 25)]:
        row = msgspec.to_builtins(record)
        assert code_of(kind, row) == code
        assert faults(kind, row, KNOWN) == ()


@pytest.mark.parametrize(
    ("kind", "toml", "code"),
    [
        ("session", '[[session]]\nbody = "A/HRC"\ncode = "43"\nplanned = [[2020-02-24, 2020-03-21]]\n', "A/HRC 43"),
        ("agenda", '[[agenda]]\nbody = "A/HRC"\nitem = "4"\nen = "SPECIMEN"\n', "A/HRC 4"),
        ("body", '[[body]]\nid = "A/HRC"\nparent = "A"\nen = "the SPECIMEN"\n', "A/HRC"),
        ("office", '[[office]]\ncode = "PRESIDENT-A/HRC"\nen = "the SPECIMEN"\n', "PRESIDENT-A/HRC"),
    ],
)
def test_a_row_replaces_the_one_of_its_code_and_a_retired_one_takes_it_out(kind: str, toml: str, code: str) -> None:
    before = KNOWN.records(kind)
    changed = KNOWN.with_organization(toml)
    after = changed.records(kind)
    assert list(after) == list(before)
    assert [one for one in after if after[one] != before[one]] == [code]
    if kind != "body":  # which others name
        keys = "\n".join(line for line in toml.splitlines() if line.startswith(("[[", "body =", "code", "item")))
        gone = changed.with_organization(f"{keys}\nretired = true\n")
        assert set(before) - set(gone.records(kind)) == {code}
        assert list(gone.with_organization(toml).records(kind))[-1] == code


def test_an_item_of_a_later_file_has_its_title() -> None:
    toml = '[[agenda]]\nbody = "A/HRC"\nitem = "4"\nen = "Weather"\nuntil = 2030-01-01\n'
    toml += '[[agenda]]\nbody = "A/HRC"\nitem = "4"\nen = "Climate"\nfrom = 2030-01-02\n'
    changed = KNOWN.with_organization(toml)
    assert changed.agenda_title("A/HRC", "4", "en") == "Weather"
    assert [row.en for row in changed.agenda if (row.body, row.item) == ("A/HRC", "4")] == ["Weather", "Climate"]
    assert changed.find_agenda_item("A/HRC", "climate", "en") == "4"


FORMS = {"short": "Q", "formal": "the Q", "of": "of Q", "formal_of": "of the Q"}
SIX = dict.fromkeys(("ar", "zh", "en", "fr", "ru", "es"), FORMS)
CASES: list[tuple[str, dict[str, Any], set[tuple[str, str]]]] = [
    ("state", {}, {("record-field-missing", "code"), ("record-field-missing", "names")}),
    ("state", {"code": "XAA", "names": []}, {("record-field-missing", "names")}),
    (
        "state",
        {"code": 3, "names": [{**SIX, "en": {"short": "Q", "formel": "the Q", "of": 1, "formal_of": "x"}}]},
        {
            ("record-field-shape", "code"),
            ("record-field-unknown", "names.0.en.formel"),
            ("record-field-missing", "names.0.en.formal"),
            ("record-field-shape", "names.0.en.of"),
        },
    ),
    (
        "state",
        {"code": "XAA", "names": [{**SIX, "from": "2020-02-01", "until": "2020-01-01"}, SIX], "organization": "Z"},
        {("record-reference", "organization"), ("record-dates", "names.0")},
    ),
    (
        "session",
        {"body": "Z", "code": "first", "actual": [["2020-03-02", "2020-03-01"]]},
        {("record-reference", "body"), ("record-code", "code"), ("record-dates", "actual.0")},
    ),
    ("session", {"body": "A", "code": "1", "planned": [["soon", "later"]]}, {("record-field-shape", "planned")}),
    (
        "body",
        {"id": "A/Q", "parent": "Z", "resolutions": "A/RES", "decisions": "{0.x}", "en": "the Q"},
        {("record-reference", "parent"), ("record-pattern", "resolutions"), ("record-pattern", "decisions")},
    ),
    ("body", {"id": "A/Q", "parent": "A/Q", "en": "the Q"}, {("record-reference", "parent")}),
    ("seat", {"code": " "}, {("record-field-missing", "code"), ("record-field-missing", "en")}),
    ("agenda", {"body": "A", "item": "1", "en": "Q", "from": "2021-01-01", "until": "2020-01-01"}, {("record-dates", "until")}),
    ("office", {"code": "Q", "bodies": ["A"], "en": "the Q"}, {("record-field-unknown", "bodies")}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "row", "expected"), CASES)
def test_every_fault_of_a_row_is_told_at_once(kind: str, row: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    found = faults(kind, row, KNOWN)
    assert {(problem.code, problem.where) for problem in found} == expected
    assert all(problem.severity == "error" and problem.text and problem.advice for problem in found)


def test_a_body_under_itself_by_way_of_another_is_a_fault() -> None:
    row = msgspec.to_builtins(KNOWN.bodies["A"]) | {"parent": "A/HRC"}
    assert [problem.code for problem in faults("body", row, KNOWN)] == ["record-reference"]


def test_what_names_a_row_is_told() -> None:
    found = {problem.where for problem in references("body", "A/HRC", KNOWN)}
    assert {"session A/HRC 43", "agenda A/HRC 4"} <= found
    assert references("state", "AZE", KNOWN) == ()
    assert "state AZE" in {problem.where for problem in references("organization", "UN", KNOWN)}


def test_the_shipped_offices_are_rows_with_bodies() -> None:
    """Why a row is not always one record: the reason that offices are amended one by one."""
    assert any("bodies" in row for row in shipped("office"))
