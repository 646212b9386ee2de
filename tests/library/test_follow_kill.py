"""The process is killed in the middle of telling those who follow: each letter once, each call at least once under one key."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from tests.conftest import REQUIRE_ALL, ROOT
from tests.desk.conftest import Snapshots
from tests.library import made
from tests.library.following import Program, mails, plain, program
from tests.library.made import days
from verbale.archive.models import Entry
from verbale.library.follow import alerts, clock, hooks, subjects
from verbale.library.follow.subjects import Subject
from verbale.library.models import Delivery, Hook
from verbale.post.trying import alone

POINTS = 12 if REQUIRE_ALL else 5
SEED = 20261126


@pytest.fixture(scope="module")
def die() -> Iterator[Callable[[dict[str, object]], int]]:
    """Give a function that tells those who follow in a process of its own, and tells how it ended."""
    command = [sys.executable, "-W", "error", "-m", "tests.library.kill"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def done(job: dict[str, object]) -> int:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield done
        process.stdin.close()


def build() -> None:
    """Three who follow by e-mail and two programs on this machine, and three documents of which nobody was told yet."""
    made.build()
    for to, subject, often in (("a", Subject("symbol", ""), "at-once"), ("b", subjects.read("search", "harbour"), "daily"),
                               ("c", Subject("session", "LII/LC 12"), "at-once")):  # fmt: skip
        alerts.follow(f"{to}@isle.example", subject, often, "en", at=days(0))
    owner = get_user_model().objects.create_user("owner@isle.example", "specimen-of-a-word", name="Owner")
    for subject in (Subject("symbol", ""), Subject("body", "LII/LC")):
        hooks.add(owner, "http://127.0.0.1:9/", subject, "en", at=days(0))
    for number in (5, 6):
        made.keep(made.made(f"LII/LC/12/G/{number}", "en", title="harbour"), 0)
    made.keep(made.made("LII/LC/12/G/5", "fr"), 0)


def told(here: Program) -> None:
    """Fail unless everybody was told everything, by letter once, by call under one key for each event."""
    found = mails()
    assert sorted(mail["To"] for mail in found.values()) == [f"{to}@isle.example" for to in "abc"]
    assert set(found) == set(Delivery.objects.exclude(about="event").values_list("key", flat=True))
    for mail in found.values():
        assert all(f"LII/LC/12/G/{number}" in plain(mail) for number in (5, 6))
    bodies = {one["id"]: body for one, (_, body) in zip(here.told, here.came, strict=True)}
    assert all(bodies[one["id"]] == body for one, (_, body) in zip(here.told, here.came, strict=True))
    assert len(bodies) == 6
    assert not Delivery.objects.exclude(state="sent").exists()


def wait_for_turn() -> None:
    """Wait until the database has noticed that who was at work is dead; the clock would come back for that."""
    for _ in range(200):
        with alone("follow") as mine:
            if mine:
                return
        time.sleep(0.05)
    pytest.fail("the dead keep their place for 10 seconds")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_after_a_kill_at_any_point_everybody_is_told(
    kind: str,
    snapshots: Snapshots,
    tmp_path: Path,
    die: Callable[[dict[str, object]], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "WEBHOOK_PRIVATE", True)

    def once(name: str, point: int | None) -> int:
        """Be killed at a point, and go on; return how many points there were."""
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.setattr(settings, "DATA", folder)
        with snapshots.copy(kind, "following", build, folder) as at, program() as here:
            Hook.objects.update(address=here.address)
            entries = Entry.objects.count()
            ended = die({"database": at, "folder": str(folder), "point": point})
            assert ended == (0 if point is None else -9), point
            before = set(mails())
            wait_for_turn()
            clock.work(days(1.6))
            assert before <= set(mails())
            told(here)
            assert Entry.objects.count() == entries  # the record knows nothing of who follows
            return int((folder / "points").read_text()) if point is None else 0

    last = once("whole", None)
    assert last > 50
    for point in sorted(random.Random(SEED).sample(range(1, last + 1), POINTS)):  # noqa: S311
        once(str(point), point)
