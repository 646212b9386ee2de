"""Many registrars at one series at once, as threads or as processes.

By hand, on both databases, with nothing left out: ``python -m tests.archive.crowd --threads 16 --each 1000``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time

from django.core.management import call_command
from django.db import connection

from tests import databases  # starts Django
from tests.archive.made import AT
from tests.conftest import ROOT
from verbale.archive import register
from verbale.archive.models import Entry, Registration
from verbale.archive.verify import verify

SERIES = "A/HRC/43/G"


def threads(count: int, each: int) -> list[str]:
    """Let ``count`` threads reserve ``each`` numbers; return the symbols they were given."""
    given: list[str] = []
    start = threading.Barrier(count)

    def registrar(name: int) -> None:
        start.wait()
        who = f"registrar {os.getpid()}-{name}"
        mine = [register.reserve(SERIES, by=who, at=AT, subject=f"{who}, {n}").text for n in range(each)]
        given.extend(mine)
        connection.close()

    crowd = [threading.Thread(target=registrar, args=(name,)) for name in range(count)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return given


def processes(count: int, each: int, address: str) -> list[str]:
    """The same with a process for each registrar."""
    command = [sys.executable, "-m", "tests.archive.crowd", "--threads", "1", "--each", str(each), "--list"]
    settings = {**os.environ, "VERBALE_DATABASE": address}
    crowd = [subprocess.Popen(command, env=settings, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    return [text for one in crowd for text in one.communicate()[0].split()]


def check(given: list[str], count: int) -> None:
    """No duplicate, no gap, no lost request, and numbers in the order of the log."""
    rows = list(Registration.objects.order_by("entry_id").values_list("number", "text"))
    assert len(given) == len(set(given)) == count
    assert [number for number, _ in rows] == list(range(1, count + 1))
    assert {text for _, text in rows} == set(given)
    assert list(Entry.objects.order_by("number").values_list("subject", flat=True)) == [text for _, text in rows]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=16)
    parser.add_argument("--each", type=int, default=1000)
    parser.add_argument("--list", action="store_true", help="print the symbols, in the database of the environment")
    wanted = parser.parse_args()
    if wanted.list:
        print("\n".join(threads(wanted.threads, wanted.each)))  # noqa: T201  # what the other process reads
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(f"{folder}/verbale.sqlite3", wanted.threads, wanted.each)
    with databases.server() as socket:
        measure(databases.address(socket, "postgres"), wanted.threads, wanted.each)


def measure(address: str, count: int, each: int) -> None:
    databases.use(address)
    call_command("migrate", verbosity=0)
    begin = time.perf_counter()
    given = threads(count, each)
    seconds = time.perf_counter() - begin
    check(given, count * each)
    assert verify().problems == ()
    print(f"{connection.vendor}: {len(given)} registrations in {seconds:.0f} s, none twice, no gap")  # noqa: T201
    connection.close()


if __name__ == "__main__":
    main()
