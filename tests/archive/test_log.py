"""The log: every verb leaves an entry, the chain holds, and a verb without an entry has not happened."""

from __future__ import annotations

import datetime
import json

import pytest
from django.db import DatabaseError, connection, transaction

from tests.archive.made import AT, BY, fill, later, plain
from verbale.archive import access, log, register
from verbale.archive.canonical import canonical, instant, moment, sha256
from verbale.archive.deposit import deposit
from verbale.archive.errors import NotAllowed
from verbale.archive.models import Entry, Expression, Registration, Series, Work
from verbale.archive.verify import verify

NUMBERS = range(1, 13)


def test_every_verb_leaves_its_entry_in_order(database: str) -> None:
    fill()
    entries = list(Entry.objects.order_by("number"))
    assert [e.number for e in entries] == list(NUMBERS)
    assert [e.verb for e in entries] == (
        [
            "receive",
            "reserve",
            "reserve",
            "void",
            "tell",
            "reserve",
            "deposit",
            "deposit",
            "deposit",
            "deposit",
            "restrict",
            "amend",
        ]
    )
    assert [e.subject for e in entries][:4] == ["2026-000001", "A/HRC/43/G/1", "A/HRC/43/G/2", "A/HRC/43/G/2"]
    assert entries[0].by == "mission@xaa.example"
    assert entries[0].at == AT
    assert json.loads(entries[8].facts) == {"changes": [["fr", 2, "reissue"]], "reason": ""}


def test_the_chain_can_be_recomputed_by_anyone(database: str) -> None:
    """With nothing but the rows, JSON and sha-256."""
    fill()
    columns = ("number", "at", "by", "verb", "subject", "facts", "rows", "previous", "hash")
    previous = "0" * 64
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT number, at, "by", verb, subject, facts, rows, previous, hash FROM archive_entry ORDER BY 1'
        )
        for row in cursor.fetchall():
            entry = dict(zip(columns, row, strict=True))
            stated = entry.pop("hash")
            text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert entry["previous"] == previous
            assert sha256(text) == stated
            previous = stated


VERBS = {
    "reserve": lambda **who: register.reserve("A/HRC/43/G", **who),
    "void": lambda **who: register.void("A/HRC/44/G/1", "No reason.", **who),
    "tell": lambda **who: register.tell("A/HRC/44/G/9", gap="Elsewhere.", **who),
    "open": lambda **who: register.open_series("GE.26", first=100, **who),
    "deposit": lambda **who: deposit(plain("A/1"), **who),
    "rule": lambda **who: access.rule("A/2", "restricted", "A reason.", **who),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_whose_entry_cannot_be_written_has_not_happened(database: str, verb: str) -> None:
    register.reserve("A/HRC/44/G", by=BY, at=AT)
    deposit(plain("A/2"), by=BY, at=AT)
    before = _all()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER full BEFORE INSERT ON archive_entry BEGIN SELECT RAISE(ABORT, 'log is full'); END"
            )
        else:
            cursor.execute("ALTER TABLE archive_entry ADD CONSTRAINT full_log CHECK (number < 3)")
    with pytest.raises(DatabaseError):
        VERBS[verb](by=BY, at=AT)
    assert _all() == before


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_can_do_nothing(database: str, verb: str) -> None:
    register.reserve("A/HRC/44/G", by=BY, at=AT)
    deposit(plain("A/2"), by=BY, at=AT)
    before = _all()
    with pytest.raises(NotAllowed):
        VERBS[verb](by="", at=AT)
    assert _all() == before


def _all() -> list[int]:
    return [m.objects.count() for m in (Entry, Series, Registration, Work, Expression)]


def test_a_verb_of_another_room_is_undone_with_its_transaction(database: str) -> None:
    with transaction.atomic():
        log.record("release", "x", {"n": 1}, by=BY, at=AT)
        deposit(plain("A/1"), by=BY, at=AT)
        transaction.set_rollback(True)
    assert _all() == [0, 0, 0, 0, 0]
    assert verify().fault is None
    with transaction.atomic():
        log.record("release", "x", {"n": 1}, by=BY, at=AT)
        deposit(plain("A/1"), by=BY, at=AT)
    assert [e.verb for e in Entry.objects.order_by("number")] == ["release", "deposit"]
    assert verify().problems == ()


def test_a_verb_outside_a_transaction_is_an_error(database: str) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        log.begin()


def test_a_time_without_zone_is_an_error(database: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        register.reserve("A/HRC/43/G", by=BY, at=datetime.datetime(2026, 3, 20))  # noqa: DTZ001  # the fault itself
    assert not Entry.objects.exists()


def test_moments_are_kept_to_the_microsecond_in_utc() -> None:
    east = datetime.timezone(datetime.timedelta(hours=5, minutes=45))
    at = datetime.datetime(2026, 3, 20, 1, 2, 3, 4, tzinfo=east)
    assert instant(at) == "2026-03-19T19:17:03.000004Z"
    assert moment(instant(at)) == at


def test_entries_sort_and_filter_by_time(database: str) -> None:
    for hours in (0, 5, 10):
        log.record("look", "x", {}, by=BY, at=later(hours))
    assert [e.number for e in Entry.objects.filter(at__gt=AT).order_by("-at")] == [3, 2]


def test_a_log_written_anew_is_found_by_a_hash_noted_outside(database: str) -> None:
    fill()
    noted = log.head()
    assert noted is not None
    assert verify(known={noted.number: noted.hash}).fault is None
    fault = verify(known={noted.number: "f" * 64}).fault
    assert fault is not None
    assert fault.code == "verify-head"
    fault = verify(known={noted.number + 1: noted.hash}).fault
    assert fault is not None
    assert fault.code == "verify-head"


def test_the_digest_of_an_entry_is_the_same_when_it_is_written_and_when_it_is_verified(database: str) -> None:
    """Also where rows of one entry have numbers of different length: 9 and 10."""
    for n in range(1, 6):
        deposit(plain(f"A/{n}", "en", "fr"), by=BY, at=AT)
    assert verify().problems == ()


def test_canonical_json_has_one_form() -> None:
    assert canonical({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))
