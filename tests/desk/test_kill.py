"""The process is killed in the middle of releasing, depositing and sending: nothing half done, lost or sent twice."""

from __future__ import annotations

import json
import pickle
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.conftest import REQUIRE_ALL, ROOT
from tests.desk import kill, world
from tests.desk.conftest import Snapshots
from verbale.archive import register
from verbale.archive.access import public
from verbale.archive.verify import mend, verify
from verbale.desk import cases, drafts, releasing
from verbale.desk.models import Case, Mail, Posting
from verbale.languages import LANGUAGES

POINTS = 50 if REQUIRE_ALL else 12
SEED = 20260304


@pytest.fixture(scope="module")
def die() -> Iterator[Callable[[dict[str, object]], int]]:
    """Give a function that does a job in a process of its own, and tells how it ended."""
    command = [sys.executable, "-W", "error", "-m", "tests.desk.kill"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def done(job: dict[str, object]) -> int:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield done
        process.stdin.close()


def build() -> None:
    """One document that is approved, and its edition beside it."""
    world.populate()
    case = world.bring(world.submit(), "approved")
    edition = releasing.edition(case, LANGUAGES, world.AT.date())
    numbers = {language: drafts.last(case, language).number for language in LANGUAGES}
    settings.ARCHIVE.with_name("edition").write_bytes(pickle.dumps((edition, numbers)))


def whole_or_nothing() -> bool:
    """Whether the document is out, wholly; it fails where it is half out."""
    case = Case.objects.get()
    states = set(world.branches(case).values())
    assert len(states) == 1
    works = list(public())
    assert len(works) == (states == {"released"})
    assert register.state_of(register.find(cases.symbol(case))) == ("assigned" if works else "reserved")
    if works:
        assert {e.language for e in works[0].expressions.all()} == set(LANGUAGES)
    assert Mail.objects.filter(about="release").exists() is bool(works)
    return bool(works)


def mails() -> list[str]:
    return sorted(path.name for path in Path(settings.EMAIL_FILE_PATH).glob("*.eml"))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_after_a_kill_at_any_point_nothing_is_half_done(
    kind: str, snapshots: Snapshots, tmp_path: Path, die: Callable[[dict[str, object]], int]
) -> None:
    edition = snapshots.folder(kind, "approved", build) / "edition"
    (tmp_path / "whole").mkdir()
    with snapshots.copy(kind, "approved", build, tmp_path / "whole") as at:
        job = {"database": at, "folder": str(tmp_path / "whole"), "edition": str(edition), "point": None}
        assert die(job) == 0
        assert whole_or_nothing()
    last = int((tmp_path / "whole" / "points").read_text())
    assert last > 300
    ends = set()
    for point in sorted(random.Random(SEED).sample(range(1, last + 1), POINTS)):  # noqa: S311
        folder = tmp_path / str(point)
        folder.mkdir()
        with snapshots.copy(kind, "approved", build, folder) as at:
            assert die({**job, "database": at, "folder": str(folder), "point": point}) == -9
            ends.add((whole_or_nothing(), len(mails()) > 0))
            assert verify().fault is None, point  # what files no row knows is noted, and taken over or mended
            sent = set(mails())
            kill.work(edition)
            assert whole_or_nothing()
            assert sent <= set(mails())
            assert mails() == sorted(
                f"{mail.message_id.strip('<>').partition('@')[0]}.eml" for mail in Mail.objects.all()
            )
            assert sorted(Posting.objects.filter(state="sent").values_list("mail", flat=True)) == sorted(
                Mail.objects.values_list("pk", flat=True)
            )
            assert verify().fault is None, point
            mend()
            assert verify().problems == (), point
    assert {(False, False), (True, True)} <= ends
