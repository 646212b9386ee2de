"""Many registrars who register communications in one series at once.

By hand, on both databases, with nothing left out: ``python -m tests.desk.crowd --threads 16 --cases 1000``.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from tests import databases  # starts Django
from tests.desk import world
from tests.desk.conftest import desk_at
from verbale.archive import log, register
from verbale.archive.errors import WrongState
from verbale.archive.verify import verify
from verbale.desk import cases, intake, moving
from verbale.desk.models import Case

SERIES = "LII/LC/12/G"


def accepted(count: int) -> list[str]:
    """Make accepted communications; in turns of fifty, since nobody else is there yet."""
    who, registrar = world.who("mission"), world.who("registrar")
    found: list[str] = []
    while len(found) < count:
        with log.turn():
            for _ in range(min(50, count - len(found))):
                case = intake.receive(world.note(), actor=who, at=world.AT)
                for name, actor in (("confirm", who), ("accept", registrar)):
                    moving.move(name, case.reference, actor=actor, at=world.AT)
                found.append(case.reference)
    return found


def registered(references: list[str], threads: int) -> dict[str, str]:
    """Let registrars take communications from one pile until it is empty; return the symbols that they were given."""
    given: dict[str, str] = {}
    pile, start = list(references), threading.Barrier(threads)
    taking = threading.Lock()

    def registrar() -> None:
        who = world.who("registrar")
        start.wait()
        while True:
            with taking:
                if not pile:
                    break
                reference = pile.pop()
            moved = moving.move("register", reference, actor=who, at=world.later(1))
            given[reference] = str(moved.facts["symbol"])
        connection.close()

    crowd = [threading.Thread(target=registrar) for _ in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return given


def check(given: dict[str, str], references: list[str]) -> None:
    """No duplicate, no gap, no lost request; symbols and job numbers in the order of the log."""
    assert set(given) == set(references)
    lines = list(register.account(SERIES))
    assert [line.first for line in lines] == list(range(1, len(references) + 1))
    assert {line.text for line in lines} == set(given.values())
    assert all(line.state == "reserved" for line in lines)
    found = Case.objects.filter(reference__in=references)
    assert {case.reference: cases.symbol(case) for case in found} == given
    jobs = [job for case in found for job in cases.jobs(case).values()]
    assert len(jobs) == len(set(jobs)) == 6 * len(references)
    order = Case.objects.filter(reference__in=references, moves__name="register").order_by("moves__entry")
    assert [given[case.reference] for case in order] == [line.text for line in lines]


def two_at_once(reference: str) -> list[str]:
    """Let two officers accept one communication at once; return what became of each."""
    came: list[str] = []
    seen, start = cases.standing(Case.objects.get(reference=reference)).seen, threading.Barrier(2)

    def officer() -> None:
        who = world.who("registrar")
        start.wait()
        try:
            moving.move("register", reference, actor=who, at=world.later(1), seen=seen)
        except (moving.Conflict, WrongState) as error:
            came.append(error.code)
        else:
            came.append("done")
        connection.close()

    both = [threading.Thread(target=officer) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return sorted(came)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=16)
    parser.add_argument("--cases", type=int, default=1000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(f"{folder}/verbale.sqlite3", Path(folder), wanted.threads, wanted.cases)
    with databases.server() as socket, tempfile.TemporaryDirectory() as folder:
        measure(databases.address(socket, "postgres"), Path(folder), wanted.threads, wanted.cases)


def measure(address: str, folder: Path, threads: int, count: int) -> None:
    with desk_at(address, folder):
        call_command("migrate", verbosity=0)
        world.populate()
        references = accepted(count)
        begin = time.perf_counter()
        given = registered(references, threads)
        seconds = time.perf_counter() - begin
        check(given, references)
        assert verify().problems == ()
        print(f"{connection.vendor}: {count} registrations by {threads} in {seconds:.0f} s, none twice, no gap")  # noqa: T201


if __name__ == "__main__":
    main()
