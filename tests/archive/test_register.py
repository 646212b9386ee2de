"""The register: gapless and unique, every unused number with its public reason, nothing ever used again."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from tests.archive import crowd
from tests.archive.made import AT, BY, plain
from verbale.archive import access, register
from verbale.archive.deposit import deposit
from verbale.archive.errors import Conflict, WrongState
from verbale.archive.models import Entry, Gap, Registration, Series, Standing, Work
from verbale.archive.numbering import pattern, split, written
from verbale.archive.register import Line, account, find, state_of
from verbale.archive.verify import verify
from verbale.languages import LANGUAGES
from verbale.problems import BadSymbol, NotKnown, VerbaleError

WHO = {"by": BY, "at": AT}


@pytest.mark.parametrize(
    ("name", "text", "body", "session", "series", "seventh"),
    [
        ("A/HRC/43/G", "A/HRC/43/G/{n}", "A/HRC", "43", "G", "A/HRC/43/G/7"),
        ("A/HRC/S-30", "A/HRC/S-30/{n}", "A/HRC", "S-30", "", "A/HRC/S-30/7"),
        ("A/C.3/75/L.", "A/C.3/75/L.{n}", "A/C.3", "75", "L", "A/C.3/75/L.7"),
        ("S/2026", "S/2026/{n}", "S", "", "", "S/2026/7"),
        ("S/RES/{n} (2020)", "S/RES/{n} (2020)", "S", "", "RES", "S/RES/7 (2020)"),
        ("A/HRC/43/G/25/Corr.", "A/HRC/43/G/25/Corr.{n}", "A/HRC", "43", "G", "A/HRC/43/G/25/Corr.7"),
        ("GE.20", "GE.20-{n}", "", "", "", "GE.20-00007"),
        ("20", "20-{n}", "", "", "", "20-00007"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_series_write_their_numbers(
    database: str, name: str, text: str, body: str, session: str, series: str, seventh: str
) -> None:
    found = pattern(name)
    assert (found.text, found.body, found.session, found.series) == (text, body, session, series)
    assert written(found.text, 7) == seventh
    if found.kind == "symbol":
        assert split(seventh) == (text, 7)
    assert pattern(found.text) == found


@pytest.mark.parametrize("name", ["", "G", "A/HRC/43/{n}/G", "a/hrc/43/g", "A/HRC/43/G/", "X/1", "A/HRC/43/G*", "{n}"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_no_series_is_refused(database: str, name: str) -> None:
    with pytest.raises(BadSymbol):
        pattern(name)


def test_numbers_come_in_the_order_of_asking(database: str) -> None:
    given = [register.reserve(name, **WHO).text for name in ("A/HRC/43/G", "A/C.3/75/L.", "A/HRC/43/G", "A/HRC/43/G")]
    assert given == ["A/HRC/43/G/1", "A/C.3/75/L.1", "A/HRC/43/G/2", "A/HRC/43/G/3"]
    series = Series.objects.get(pattern="A/HRC/43/G/{n}")
    assert (series.body, series.session, series.series, series.year) == ("A/HRC", "43", "G", None)


def test_asked_again_for_one_subject_it_gives_the_same_number(database: str) -> None:
    first = register.reserve("A/HRC/43/G", subject="2026-000001", **WHO)
    assert register.reserve("A/HRC/43/G", subject="2026-000001", **WHO) == first
    assert register.reserve("A/HRC/43/G", subject="2026-000002", **WHO).number == 2
    assert Entry.objects.count() == 2
    register.void(first.text, "Sent twice.", **WHO)
    assert register.reserve("A/HRC/43/G", subject="2026-000001", **WHO).number == 3


def test_a_number_is_never_used_again(database: str) -> None:
    for _ in range(3):
        register.reserve("A/HRC/43/G", **WHO)
    register.void("A/HRC/43/G/3", "The Mission took its note back.", **WHO)
    register.assign("A/HRC/43/G/2", **WHO)
    register.withdraw("A/HRC/43/G/2", "Issued in error.", **WHO)
    assert register.reserve("A/HRC/43/G", **WHO).text == "A/HRC/43/G/4"
    assert list(account("A/HRC/43/G")) == [
        Line(1, 1, "A/HRC/43/G/1", "reserved", ""),
        Line(2, 2, "A/HRC/43/G/2", "withdrawn", "Issued in error."),
        Line(3, 3, "A/HRC/43/G/3", "void", "The Mission took its note back."),
        Line(4, 4, "A/HRC/43/G/4", "reserved", ""),
    ]


DO = {
    "assigned": lambda: register.assign("A/HRC/43/G/1", **WHO),
    "void": lambda: register.void("A/HRC/43/G/1", "A reason.", **WHO),
    "withdrawn": lambda: register.withdraw("A/HRC/43/G/1", "A reason.", **WHO),
}
WAYS = {"reserved": [], "assigned": ["assigned"], "void": ["void"], "withdrawn": ["assigned", "withdrawn"]}


@pytest.mark.parametrize("before", WAYS)
@pytest.mark.parametrize("after", DO)
def test_every_move_of_the_table_and_no_other(database: str, before: str, after: str) -> None:
    register.reserve("A/HRC/43/G", **WHO)
    for step in WAYS[before]:
        DO[step]()
    count = Entry.objects.count(), Standing.objects.count()
    if after in register.MOVES[before]:
        DO[after]()
        assert state_of(find("A/HRC/43/G/1")) == after
        assert (Entry.objects.count(), Standing.objects.count()) == (count[0] + 1, count[1] + 1)
    else:
        with pytest.raises(WrongState):
            DO[after]()
        assert state_of(find("A/HRC/43/G/1")) == before
        assert (Entry.objects.count(), Standing.objects.count()) == count


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_unused_number_says_why(database: str, reason: str) -> None:
    register.reserve("A/HRC/43/G", **WHO)
    with pytest.raises(WrongState, match="why"):
        register.void("A/HRC/43/G/1", reason, **WHO)
    register.assign("A/HRC/43/G/1", **WHO)
    with pytest.raises(WrongState, match="why"):
        register.withdraw("A/HRC/43/G/1", reason, **WHO)
    with pytest.raises(WrongState, match="gap"):
        register.tell("A/HRC/43/G/9", gap=reason, **WHO)
    assert [line.state for line in account("A/HRC/43/G")] == ["assigned"]


def test_the_database_demands_reasons_too(database: str) -> None:
    register.reserve("A/HRC/43/G", **WHO)
    row, series = Registration.objects.get(), Series.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Standing.objects.create(entry_id=1, registration=row, step=2, state="void", reason="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Gap.objects.create(entry_id=1, series=series, first=2, last=3, reason="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Registration.objects.create(entry_id=1, series=series, number=1, text="x", key="x", subject="", language="")


def test_real_numbers_are_told_with_the_reason_of_their_gaps(database: str) -> None:
    reason = "Not a Government document of our collection."
    for number in (1, 3, 5, 9):
        register.tell(f"A/HRC/43/G/{number}", gap=reason, **WHO)
    assert [(line.first, line.last, line.state, line.reason) for line in account("A/HRC/43/G")] == [
        (1, 1, "reserved", ""),
        (2, 2, "gap", reason),
        (3, 3, "reserved", ""),
        (4, 4, "gap", reason),
        (5, 5, "reserved", ""),
        (6, 8, "gap", reason),
        (9, 9, "reserved", ""),
    ]
    assert register.reserve("A/HRC/43/G", **WHO).number == 10
    register.tell("A/HRC/43/G/7", **WHO)
    states = [(line.first, line.last, line.state) for line in account("A/HRC/43/G")]
    assert states[5:8] == [(6, 6, "gap"), (7, 7, "reserved"), (8, 8, "gap")]
    assert Entry.objects.order_by("-number")[0].subject == "A/HRC/43/G/7"
    assert register.reserve("A/HRC/43/G", **WHO).number == 11


def test_told_twice_it_answers_the_same(database: str) -> None:
    first = register.tell("A/HRC/43/G/1", subject="2026-000001", **WHO)
    assert register.tell("a/hrc/43/g/1", subject="2026-000001", **WHO) == first
    with pytest.raises(WrongState, match="2026-000001"):
        register.tell("A/HRC/43/G/1", subject="2026-000002", **WHO)
    with pytest.raises(BadSymbol):
        register.tell("A/50/752-S/1995/1035", **WHO)
    assert Entry.objects.count() == 1


def test_a_series_may_begin_later(database: str) -> None:
    register.open_series("GE.20", first=11017, **WHO)
    assert register.reserve("GE.20", language="es", subject="1", **WHO).text == "GE.20-11017 (S)"
    assert register.reserve("GE.20", language="ar", subject="1", **WHO).text == "GE.20-11018 (A)"
    assert register.reserve("GE.20", language="ar", subject="1", **WHO).text == "GE.20-11018 (A)"
    assert [(line.first, line.text) for line in account("GE.20")] == [
        (11017, "GE.20-11017 (S)"),
        (11018, "GE.20-11018 (A)"),
    ]
    with pytest.raises(WrongState):
        register.open_series("GE.20", **WHO)


def test_job_numbers_one_for_each_language(database: str) -> None:
    jobs = [register.reserve("GE.26", language=lang, subject="2026-000001", **WHO).text for lang in LANGUAGES]
    assert jobs == [f"GE.26-{n:05} ({letter})" for n, letter in enumerate("ACEFRS", 1)]
    register.void("GE.26-00003 (E)", "English was not needed.", **WHO)
    assert find("ge.26-00003 (E)").language == "en"


def test_the_register_and_the_archive_know_of_each_other(database: str) -> None:
    register.reserve("A/HRC/43/G", **WHO)
    with pytest.raises(WrongState, match="has not given out"):
        deposit(plain("A/HRC/43/G/2"), **WHO)
    assert not Work.objects.exists()
    deposit(plain("A/HRC/43/G/1"), **WHO)
    assert state_of(find("A/HRC/43/G/1")) == "assigned"
    register.reserve("A/HRC/43/G", **WHO)
    register.void("A/HRC/43/G/2", "A reason.", **WHO)
    with pytest.raises(WrongState, match="void"):
        deposit(plain("A/HRC/43/G/2"), **WHO)
    register.withdraw("A/HRC/43/G/1", "Issued in error.", **WHO)
    assert list(access.public()) == []
    assert [r.access for r in Work.objects.get().rulings.order_by("step")] == ["public", "withdrawn"]
    with pytest.raises(WrongState, match="withdrawn"):
        deposit(plain("A/HRC/43/G/1", "fr"), **WHO)
    assert verify().problems == ()


def test_a_document_that_was_here_before_the_register_is_not_numbered_over(database: str) -> None:
    deposit(plain("A/HRC/43/G/1"), **WHO)
    with pytest.raises(Conflict, match="Tell the register"):
        register.reserve("A/HRC/43/G", **WHO)
    register.tell("A/HRC/43/G/1", **WHO)
    assert register.reserve("A/HRC/43/G", **WHO).number == 2


def test_several_symbols_for_one_document(database: str) -> None:
    register.tell("A/50/752", gap="Elsewhere.", **WHO)
    register.tell("S/1995/1035", gap="Elsewhere.", **WHO)
    done = deposit(plain("A/50/752-S/1995/1035"), **WHO)
    work = Work.objects.get()
    assert done.key == work.key == "A/50/752-S/1995/1035"
    assert {n.key for n in work.names.all()} == {"A/50/752-S/1995/1035", "A/50/752", "S/1995/1035"}
    assert [state_of(find(text)) for text in ("A/50/752", "S/1995/1035")] == ["assigned", "assigned"]


def test_unknown_numbers_are_named(database: str) -> None:
    with pytest.raises(NotKnown, match="A/HRC/43/G/1"):
        register.void("A/HRC/43/G/1", "A reason.", **WHO)
    assert list(account("A/HRC/43/G")) == []


def test_sixteen_threads(database: str) -> None:
    crowd.check(crowd.threads(16, 8), 16 * 8)
    assert verify().problems == ()


def test_four_processes(database: str) -> None:
    crowd.check(crowd.processes(4, 10, database), 4 * 10)


STEPS = st.lists(
    st.tuples(st.sampled_from(["reserve", "tell", "void", "assign", "withdraw"]), st.integers(1, 12)), max_size=12
)


@hypothesis(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_every_number_is_accounted_for(database: str, steps: list[tuple[str, int]]) -> None:
    """After any steps each number from 1 to the last has one line, and a reason unless it is in use."""
    name = f"A/HRC/{Series.objects.count() + 60}/G"
    for verb, number in steps:
        text = f"{name}/{number}"
        try:
            match verb:
                case "reserve":
                    register.reserve(name, **WHO)
                case "tell":
                    register.tell(text, gap="Elsewhere.", **WHO)
                case "assign":
                    register.assign(text, **WHO)
                case _:
                    getattr(register, verb)(text, "A reason.", **WHO)
        except VerbaleError:
            pass
    lines = list(account(name))
    assert [n for line in lines for n in range(line.first, line.last + 1)] == list(
        range(1, (lines[-1].last if lines else 0) + 1)
    )
    assert all(line.reason for line in lines if line.state not in ("reserved", "assigned"))
