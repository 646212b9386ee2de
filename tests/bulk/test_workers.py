"""What a worker is told of the organization reaches it as it is, and workers leave with their parent."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

from tests.conftest import ROOT
from verbale.authorities import authorities
from verbale.bulk.workers import Whose


def test_the_organization_and_its_amendments_reach_a_worker() -> None:
    toml = (Path(str(files("verbale"))) / "specimens" / "league.toml").read_text("utf-8")
    whose: Whose = pickle.loads(pickle.dumps(Whose(toml, {"state": [{"code": "FRA", "retired": True}]})))  # noqa: S301
    league = authorities().with_organization(toml)
    assert set(whose.authorities().bodies) == set(league.bodies) > set(authorities().bodies)
    assert set(league.states) - set(whose.authorities().states) == {"FRA"}


def test_workers_leave_when_their_parent_is_killed(folder: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from verbale.bulk import sources, workers\n"
        "for _, found in workers.read(sources.batches([Path(sys.argv[1])]), ('json',), workers.Whose(), 2):\n"
        "    print(os.getpgid(0), flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as parent:
        group = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        for _ in range(200):
            if not _members(group):
                return
            time.sleep(0.05)
        os.killpg(group, signal.SIGKILL)
    raise AssertionError("Workers stayed behind.")


def _members(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
