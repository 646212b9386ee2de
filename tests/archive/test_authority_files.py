"""Authority files amended by an administrator: history, days, faults, and in force at once for everyone."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.archive.made import AT, SPECIMENS, later
from tests.conftest import ROOT
from verbale.archive import authority_files, log, register
from verbale.archive.authority_files import amend, history, records, retire
from verbale.archive.errors import BadRecord, Conflict, NotAllowed, WrongState
from verbale.archive.models import AuthorityRecord, Entry
from verbale.archive.organization import as_last_amended, authorities, unamended
from verbale.archive.verify import verify
from verbale.authorities import KINDS
from verbale.problems import BadSymbol, NotKnown

WHO: dict[str, Any] = {"by": "administrator@league.example", "at": AT, "reason": "Decided by the SPECIMEN bureau."}
SESSION = {"planned": [["2031-02-24", "2031-03-21"]]}
ONE = {"short": "Q", "formal": "the Q", "of": "of Q", "formal_of": "of the Q"}
SIX = dict.fromkeys(("ar", "zh", "en", "fr", "ru", "es"), ONE)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_without_amendments_the_files_are_in_force(database: str) -> None:
    assert authorities() is unamended()
    for kind in KINDS:
        found = records(kind)
        assert found
        assert {(record.origin, record.step) for record in found} == {("core", 0)}
        assert [record.code for record in found] == sorted(unamended().records(kind))


def test_a_session_gets_its_planned_and_then_its_actual_days(database: str) -> None:
    planned = amend("session", "A/HRC 76", SESSION, **WHO)
    assert authorities().session("A/HRC", 76).planned == ((day("2031-02-24"), day("2031-03-21")),)
    toml = "planned = [[2031-02-24, 2031-03-21]]\nactual = [[2031-02-24, 2031-03-14]]"
    met = amend("session", "A/HRC 76", toml, **WHO | {"reason": "It met for less."}, seen=planned.step)
    assert authorities().session("A/HRC", "76").actual == ((day("2031-02-24"), day("2031-03-14")),)
    assert history("session", "A/HRC 76") == (planned, met)
    assert (met.step, met.origin, met.by, met.at, met.reason) == (2, "amended", WHO["by"], AT, "It met for less.")
    assert met.data == {"body": "A/HRC", "code": "76", **SESSION, "actual": [["2031-02-24", "2031-03-14"]]}
    entry = log.head()
    assert (entry.number, entry.verb, entry.subject) == (met.entry, "amend", "session A/HRC 76")
    assert verify().problems == ()


def test_what_the_core_says_stays_in_the_history(database: str) -> None:
    state = history("state", "CZE")[0]
    assert (state.step, state.origin, state.entry) == (0, "core", None)
    names = state.data["names"]
    changed = {**state.data, "names": [*names, {**SIX, "from": "2027-01-01"}]}
    with pytest.raises(BadRecord, match="does not end"):
        amend("state", "CZE", changed, **WHO)
    names[-1]["until"] = "2026-12-31"
    amend("state", "CZE", changed, **WHO)
    assert authorities().states["CZE"].name("fr", day("2027-01-01")) == "Q"
    assert authorities().states["CZE"].name("en", day("2026-12-31")) != "Q"
    assert authorities().find_state("of Q", "en") == "CZE"
    assert [one.origin for one in history("state", "CZE")] == ["core", "amended"]
    assert {record.code for record in records("state") if record.origin == "amended"} == {"CZE"}
    assert unamended().states["CZE"].name("en") == "Czechia"


def test_a_record_holds_on_its_days(database: str) -> None:
    amend("seat", "Q", {"en": "to the first Q"}, **WHO, valid_to=day("2026-12-31"))
    amend("seat", "Q", {"en": "to the second Q"}, **WHO, valid_from=day("2027-01-01"), valid_to=day("2027-06-30"))
    retire("seat", "UNOG", **WHO, valid_from=day("2027-03-01"))
    on = {text: authorities(day(text)).seats for text in ("2026-12-31", "2027-01-01", "2027-03-01", "2027-07-01")}
    assert [seats["Q"].name("en") if "Q" in seats else None for seats in on.values()] == [
        "to the first Q",
        "to the second Q",
        "to the second Q",
        None,
    ]
    assert ["UNOG" in seats for seats in on.values()] == [True, True, False, False]
    assert as_last_amended().seats["Q"].name("en") == "to the second Q"
    assert authorities().seats == authorities(timezone.localdate()).seats, "without a day, today"
    assert {r.code for r in records("seat", day("2027-07-01"))} == set(on["2027-07-01"])
    assert authorities(day("2027-01-05")) is authorities(day("2027-02-01")), "one value as long as nothing changes"


def test_a_retired_record_is_out_and_may_come_back(database: str) -> None:
    retire("agenda", "A/HRC 4", **WHO)
    assert authorities().agenda_title("A/HRC", "4", "en") is None
    assert "A/HRC 4" not in {record.code for record in records("agenda")}
    with pytest.raises(NotKnown):
        retire("agenda", "A/HRC 4", **WHO)
    amend("agenda", "A/HRC 4", {"en": "SPECIMEN item"}, **WHO)
    assert authorities().agenda_title("A/HRC", "4", "en") == "SPECIMEN item"
    assert [(r.step, r.data is None) for r in history("agenda", "A/HRC 4")] == [(0, False), (1, True), (2, False)]
    assert [e.verb for e in Entry.objects.order_by("number")] == ["retire", "amend"]


FAULTY = [
    ("state", "XAA", {"names": [{**SIX, "en": {"short": "Q"}}], "organization": "Z"}, {"names.0.en.formal", "names.0.en.of"}),
    ("state", "XAA", {"names": [SIX], "organization": "Z"}, {"organization"}),
    ("session", "A/HRC 76", {"planned": [["2031-03-21", "2031-02-24"]]}, {"planned.0"}),
    ("session", "A/HRX 76", SESSION, {"body"}),
    ("session", "76", SESSION, {"code"}),
    ("seat", "Q", "en = Q", {""}),
    ("seat", "Q", {"code": "P", "en": "to the Q"}, {"code"}),
    ("seat", "Q" * 201, {"en": "to the Q"}, {"code"}),
    ("seat", "Q", {"en": "to the Q", "retired": True}, {"retired"}),
    ("seat", "Q", {"en": float("nan")}, {""}),
    ("body", "A/HRC", {"en": "the Q", "parent": "A/HRC"}, {""}),
    ("office", "CHAIR", {"en": "the Chair", "bodies": ["A"]}, {"bodies"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "code", "data", "where"), FAULTY)
def test_a_faulty_record_changes_nothing(database: str, kind: str, code: str, data: Any, where: set[str]) -> None:
    with pytest.raises(BadRecord) as raised:
        amend(kind, code, data, **WHO)
    assert where <= {problem.where for problem in raised.value.problems}
    assert all(problem.advice and problem.code.startswith("record-") for problem in raised.value.problems)
    assert raised.value.advice
    assert not AuthorityRecord.objects.exists()
    assert not Entry.objects.exists()
    assert authorities() is unamended()


def test_all_faults_are_told_in_one_message(database: str) -> None:
    with pytest.raises(BadRecord, match=r"(?s)colour.*planned") as raised:
        amend(
            "session",
            "A/HRC 76",
            {"colour": "red", "planned": 3},
            **WHO,
            valid_from=AT.date(),
            valid_to=day("2020-01-01"),
        )
    assert {p.where for p in raised.value.problems} == {"colour", "planned", "valid_to"}


def test_what_others_need_stays(database: str) -> None:
    with pytest.raises(BadRecord, match="session A/HRC 43"):
        retire("body", "A/HRC", **WHO)
    amend("body", "A/Q", {"parent": "A", "en": "the Q"}, **WHO, valid_from=day("2030-01-01"))
    with pytest.raises(BadRecord, match="From 2029"):
        amend("body", "A/Q/W", {"parent": "A/Q", "en": "the Q1"}, **WHO, valid_from=day("2029-06-01"))
    amend("body", "A/Q/W", {"parent": "A/Q", "en": "the Q1"}, **WHO, valid_from=day("2030-01-01"))
    assert authorities(day("2029-12-31")).body_of("A/Q/W") == authorities().bodies["A"]
    assert authorities(day("2030-01-01")).body_of("A/Q/W/2").id == "A/Q/W"


def test_an_editor_who_did_not_see_the_last_step_is_told_who_made_it(database: str) -> None:
    amend("seat", "Q", {"en": "to the Q"}, **WHO, seen=0)
    amend("seat", "Q", {"en": "to the Qs"}, **WHO | {"at": later(1)}, seen=1)
    with pytest.raises(Conflict, match=r"administrator@league.example at 2026-03-20 13:30 UTC: Decided"):
        amend("seat", "Q", {"en": "to a Q"}, **WHO, seen=1)
    with pytest.raises(Conflict, match="step 0"):
        retire("seat", "UNOG", **WHO, seen=4)


@pytest.mark.parametrize(
    ("change", "error"),
    [({"reason": " "}, WrongState), ({"by": ""}, NotAllowed), ({"kind": "series"}, NotKnown)],
)
def test_what_is_refused(database: str, change: dict[str, Any], error: type[Exception]) -> None:
    amend("seat", "Q", {"en": "to the Q"}, **WHO)
    given = {"kind": "seat", "code": "Q", "data": {"en": "to a Q"}, **WHO, **change}
    with pytest.raises(error):
        amend(**given)
    with pytest.raises(WrongState, match="already"):
        amend("seat", "Q", 'en = "to the Q"', **WHO)
    assert Entry.objects.count() == 1
    with pytest.raises(NotKnown):
        history("seat", "P")


def test_what_is_undone_was_never_in_force(database: str) -> None:
    with transaction.atomic():
        amend("seat", "Q", {"en": "to the Q"}, **WHO)
        assert "Q" in authorities().seats
        transaction.set_rollback(True)
    assert "Q" not in authorities().seats
    amend("seat", "Q", {"en": "to another Q"}, **WHO)
    assert authorities().seats["Q"].name("en") == "to another Q"


def test_it_is_in_force_at_once_in_other_processes(database: str) -> None:
    """A process that has asked before is asked again after an amendment that this one makes."""
    code = """
import sys, django
django.setup()
from verbale.archive.organization import authorities
for line in sys.stdin:
    print("Q" in authorities().seats, flush=True)
"""
    environment = {**os.environ, "VERBALE_DATABASE": database}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:

        def asked() -> str:
            other.stdin.write("?\n")
            other.stdin.flush()
            return other.stdout.readline().strip()

        assert asked() == "False"
        amend("seat", "Q", {"en": "to the Q"}, **WHO)
        assert asked() == "True"
        retire("seat", "Q", **WHO)
        assert asked() == "False"


def test_asking_costs_one_query(database: str) -> None:
    amend("seat", "Q", {"en": "to the Q"}, **WHO)
    first = authorities()
    with CaptureQueriesContext(connection) as seen:
        assert authorities() is first
    assert len(seen) == 1


def test_symbols_of_a_new_body_can_be_registered_from_then_on(database: str) -> None:
    who = {"by": WHO["by"], "at": AT}
    with pytest.raises(BadSymbol):
        register.open_series("QQQ/1/G", first=20, **who)
    amend("body", "QQQ", {"en": "the Q"}, **WHO)
    register.open_series("QQQ/1/G", first=20, **who)
    assert register.reserve("QQQ/1/G", **who).text == "QQQ/1/G/20"


def test_the_records_of_another_organization_are_told_from_the_core(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ORGANIZATION", str(SPECIMENS / "league.toml"))
    amend("session", "LII/LC 14", {"planned": [["2026-09-07", "2026-09-25"]]}, **WHO)
    origins = {record.code: record.origin for record in records("session")}
    assert origins["A/HRC 43"] == "core"
    assert origins["LII/LC 12"] == "organization"
    assert origins["LII/LC 14"] == "amended"
    assert {r.origin for r in records("office") if r.code in ("PRESIDENT-LII/LC", "SG")} == {"core", "organization"}


def test_amendments_are_kept_as_they_were_given(database: str) -> None:
    """Every shipped record can be taken as a base: what is stored is what was there, but for what was changed."""
    for kind in ("office", "capacity", "body"):
        record = records(kind)[0]
        changed = amend(kind, record.code, {**record.data, "source": "SPECIMEN"}, **WHO)
        assert changed.data == {**record.data, "source": "SPECIMEN"}
        assert authorities().records(kind)[record.code].source == "SPECIMEN"
    assert authority_files.records("office")[0].origin == "amended"
