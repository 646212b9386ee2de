"""The dump of every night: made once by a process of its own, and nothing where nothing is kept."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.library.made import days
from verbale.library import dumps
from verbale.server.nightly import Nightly


def wait(nightly: Nightly, now: datetime.datetime) -> None:
    """Look until nothing is being made."""
    for _ in range(600):
        nightly.look(now)
        if not nightly.working:
            return
        time.sleep(0.1)
    pytest.fail("the dump was not made within a minute")


def test_the_clock_has_the_dump_made(shelves: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"DATA": tmp_path, "DATABASE": shelves, "ARCHIVE": settings.ARCHIVE,
                        "ORGANIZATION": settings.ORGANIZATION}.items():  # fmt: skip
        monkeypatch.setenv(f"VERBALE_{name}", str(value))
    nightly, now = Nightly(), days(0)
    nightly.look(now)
    wait(nightly, now)
    made = dumps.root() / "about.json"
    assert made.is_file()
    assert not dumps.due(now)
    before = made.read_bytes()
    nightly.look(now)
    assert (nightly.working, made.read_bytes()) == (False, before)


def test_a_dump_that_fails_is_tried_again_in_an_hour(
    shelves: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "taken").write_text("no folder")
    monkeypatch.setenv("VERBALE_DATA", str(tmp_path / "taken"))
    nightly, now = Nightly(), days(0)
    wait(nightly, now)
    assert "tried again" in caplog.text
    nightly.look(now + datetime.timedelta(minutes=59))
    assert not nightly.working
    nightly.look(now + datetime.timedelta(minutes=61))
    assert nightly.working
    wait(nightly, now)
