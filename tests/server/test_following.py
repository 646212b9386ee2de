"""Following through the whole house: the desk releases, who follows is told; on both databases, and by the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.conftest import ROOT
from tests.desk.conftest import browse, people, snapshots
from tests.desk.world import bring, email, follow, later, make, submit
from tests.library.following import link, mails, plain, program
from verbale.archive.verify import verify
from verbale.desk import outbox
from verbale.desk.people import find
from verbale.languages import LANGUAGES
from verbale.library.follow import alerts, clock, hooks
from verbale.library.follow.subjects import Subject
from verbale.library.models import Alert

__all__ = ["browse", "people", "snapshots"]


def library_mails() -> list[str]:
    return [plain(mail) for mail in mails().values() if mail["To"] == "reader@isle.example"]


def test_from_following_to_what_the_desk_releases(people: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "WEBHOOK_PRIVATE", True)
    monkeypatch.setattr(settings, "DATA", tmp_path)
    reader = Client(SERVER_NAME="localhost", REMOTE_ADDR="192.0.2.1")
    given = {"to": "reader@isle.example", "often": "at-once", "language": "en"}
    assert reader.post("/en/follow?by=session&what=LII/LC%2012", given).status_code == 302
    clock.work(timezone.now())
    (asked,) = mails().values()
    reader.post(link(asked, "/alerts/confirm/"))
    assert Alert.objects.exclude(confirmed=None).count() == 1
    with program() as here:
        hooks.add(find(email("registrar")), here.address, Subject("state", "XAA"), "en", at=later(0))
        case = bring(submit(), "released")
        clock.work(timezone.now())
        symbol = here.told[0]["document"]["symbol"]
        assert [one["event"] for one in here.told] == ["new"]
        assert here.told[0]["languages"] == list(LANGUAGES)
        pdf = next(file for file in here.told[0]["versions"][0]["files"] if file["format"] == "pdf")
        path = pdf["url"].removeprefix(settings.ADDRESS)
        answer = reader.get(path)
        assert answer.status_code == 200
        answer.close()
        again = follow(case, "reissue", ["fr"])
        bring(again, "released")
        mended = follow(case, "Corr", ["ru"])
        bring(mended, "released", translate={"languages": ["ru"]})
        make("recall", case, at=later(30))
        clock.work(timezone.now())
        assert [one["event"] for one in here.told[1:]] == ["corrigendum", "withdrawal"]  # the reissue is gone with it
        assert here.told[1]["document"]["base"] == symbol
    _, *told = library_mails()
    assert symbol in told[0]
    assert "New document" in told[0]
    assert outbox.send(later(32))[1] == 0  # the desk's own mails go their way
    assert verify().problems == ()


@pytest.mark.parametrize("people", ["sqlite"], indirect=True)
def test_who_is_signed_in_needs_no_letter(people: str, browse: object) -> None:
    mine = browse("mission")
    answer = mine.post("/es/follow?by=symbol&what=", {"often": "daily", "language": "es"}, follow=True)
    assert answer.redirect_chain == [("/es/alerts/", 302)]
    assert email("mission") in answer.content.decode()
    assert alerts.of(email("mission")).count() == 1
    assert mails() == {}


def test_the_command(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("VERBALE_")}

    def follow(*given: str) -> str:
        command = [sys.executable, "-m", "verbale.cli", "follow", *given, "--data", str(tmp_path)]
        return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout

    assert json.loads(follow("run", "--json"))["sent"] == 0
    assert json.loads(follow("status", "--json"))["alerts"] == 0
    assert "0" in follow("rebuild")
    assert json.loads(follow("hooks", "--json")) == []
