"""Webhooks: a real program is called, with a signature, once for each event under one key, until it takes the call."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from tests.conftest import ROOT
from tests.library.following import Program, mails, plain, program
from tests.library.made import BY, NOTE, days, keep, made
from verbale.archive import access
from verbale.archive.models import Rendition
from verbale.desk import people
from verbale.library.follow import clock, hooks
from verbale.library.follow.subjects import Subject
from verbale.library.models import Attempt, Delivery, Hook
from verbale.post.signing import is_signed
from verbale.post.trying import TRIES
from verbale.problems import BadInput

OWNER = "owner@isle.example"
ALL = Subject("symbol", "")


@pytest.fixture(autouse=True)
def private(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs of the tests are on this machine."""
    monkeypatch.setattr(settings, "WEBHOOK_PRIVATE", True)


@pytest.fixture
def owner(shelves: str) -> Any:
    return get_user_model().objects.create_user(OWNER, "specimen-of-a-word", name="Owner", language="fr")


def hook(owner: Any, address: str, subject: Subject = ALL) -> Hook:
    return hooks.add(owner, address, subject, "fr", at=days(0))


def signed(here: Program, secret: str) -> bool:
    return all(is_signed(secret, body, headers["Verbale-Signature"], days(0)) for headers, body in here.came)


def test_every_event_is_told_once(owner: Any) -> None:
    with program() as here:
        made_hook = hook(owner, here.address, Subject("session", "LII/LC 12"))
        hook(owner, here.address, Subject("state", "XAB"))
        keep(made("LII/LC/12/G/5", "en", "ar"), 0)
        keep(made("LII/LC/12/G/5", "fr"), 0)
        keep(made("LII/LC/12/G/5", "fr", words="SPECIMEN, mended", stars="*"), 0, reissue="SPECIMEN: a wrong date.")
        keep(made("LII/LC/12/G/5/Corr.1", "en"), 0)
        access.rule("LII/LC/12/G/5/CORR.1", "withdrawn", "SPECIMEN: sent by mistake.", by=BY, at=days(0))
        keep(made("LII/LC/12/G/6", "en", title="closed"), 0)
        access.rule("LII/LC/12/G/6", "restricted", "SPECIMEN: its sender asked.", by=BY, at=days(0))
        clock.work(days(0))
        clock.again(days(0))
        clock.work(days(0))
        told = here.told
    assert [(one["event"], one["document"]["symbol"], one["languages"]) for one in told] == [
        ("new", "LII/LC/12/G/5", ["ar", "en"]),
        ("language", "LII/LC/12/G/5", ["fr"]),
        ("reissue", "LII/LC/12/G/5", ["fr"]),
        ("withdrawal", "LII/LC/12/G/5/Corr.1", ["en"]),
    ]
    assert len({one["id"] for one in told}) == 4
    assert [headers["Idempotency-Key"] for headers, _ in here.came] == [one["id"] for one in told]
    assert signed(here, made_hook.secret)
    assert all(one["follows"] == {"by": "session", "what": "LII/LC 12"} for one in told)
    again = told[2]
    assert again["reason"] == "SPECIMEN: a wrong date."
    assert [version["version"] for version in again["versions"]] == [2]
    sums = {file["sha256"] for version in again["versions"] for file in version["files"]}
    assert sums == set(Rendition.objects.filter(expression__version=2, expression__language="fr",
                                                expression__work__symbol="LII/LC/12/G/5").values_list("sha256", flat=True))  # fmt: skip
    assert again["document"]["url"] == "http://localhost:8000/LII/LC/12/G/5"
    assert told[3]["reason"] == "SPECIMEN: sent by mistake."
    assert "title" not in told[3]["document"]


def test_what_fails_is_tried_again_under_the_same_key(owner: Any) -> None:
    with program() as here:
        hook(owner, here.address)
        here.answers = [500, 302, 404]
        keep(made("LII/LC/12/G/5", "en"), 0)
        clock.work(days(0))
        clock.work(days(0))
        assert len(here.came) == 1
        for minutes in (3, 4, 8, 20):
            clock.work(days(minutes / 24 / 60))
        assert len(here.came) == 4
        clock.work(days(1))
        assert len(here.came) == 4
        assert len({body for _, body in here.came}) == 1
        assert len({headers["Idempotency-Key"] for headers, _ in here.came}) == 1
    (delivery,) = Delivery.objects.all()
    assert [row.status for row in delivery.attempts.order_by("step")] == [500, 302, 404, 204]
    assert delivery.state == "sent"


def test_one_that_is_gone_holds_up_no_other(owner: Any) -> None:
    with program() as here, program() as dead:
        hook(owner, dead.address)
        hook(owner, here.address)
    with program() as other:
        hook(owner, other.address)
        for number in (5, 6, 7):
            keep(made(f"LII/LC/12/G/{number}", "en"), 0)
        clock.work(days(0))
        assert [one["document"]["symbol"][-1] for one in other.told] == ["5", "6", "7"]
    assert Delivery.objects.filter(state="waiting", tries=1).count() == 2  # nobody answered: the others wait
    assert Delivery.objects.filter(state="waiting", tries=0).count() == 4


def test_a_hook_that_fails_for_days_is_stopped_and_its_owner_told(owner: Any) -> None:
    with program() as here:
        failing = hook(owner, here.address)
        here.answers = [500] * 100
        keep(made("LII/LC/12/G/5", "en"), 0)
        for hours in range(100):
            clock.work(days(hours / 24))
        assert len(here.came) == TRIES
        failing.refresh_from_db()
        assert failing.why == "failing"
        (mail,) = mails().values()
        assert (mail["To"], mail["Content-Language"]) == (OWNER, "fr")
        assert f"/fr/hooks/{failing.key}/" in plain(mail)
        keep(made("LII/LC/12/G/6", "en"), 0)
        clock.work(days(5))
        assert len(here.came) == TRIES
        here.answers = []
        hooks.start(failing, at=days(5))
        keep(made("LII/LC/12/G/7", "en"), 5)
        clock.work(days(5))
        clock.work(days(6))
        assert [one["document"]["symbol"] for one in here.told[TRIES:]] == ["LII/LC/12/G/7"]


def test_a_program_that_says_that_it_is_gone_is_called_no_more(owner: Any) -> None:
    with program() as here:
        gone = hook(owner, here.address)
        here.answers = [410]
        keep(made("LII/LC/12/G/5", "en"), 0)
        keep(made("LII/LC/12/G/6", "en"), 0)
        clock.work(days(0))
        clock.work(days(1))
        assert len(here.came) <= 2
    gone.refresh_from_db()
    assert gone.why == "gone"
    assert len(mails()) == 1


def test_people_who_left_are_told_nothing(owner: Any) -> None:
    with program() as here:
        hook(owner, here.address)
        keep(made("LII/LC/12/G/5", "en"), 0)
        clock.events.gather(days(0))
        clock.matching.match(days(0))
        get_user_model().objects.filter(pk=owner.pk).update(is_active=False)
        keep(made("LII/LC/12/G/6", "en"), 0)
        clock.work(days(0))
        assert here.came == []


def test_what_is_restricted_while_it_waits_is_not_told(owner: Any) -> None:
    with program() as here:
        hook(owner, here.address)
        here.answers = [503]
        keep(made("LII/LC/12/G/5", "en"), 0)
        clock.work(days(0))
        access.rule("LII/LC/12/G/5", "restricted", "SPECIMEN: its sender asked.", by=BY, at=days(0))
        clock.work(days(1))
        assert len(here.came) == 1
    assert Delivery.objects.get().state == "dropped"


def test_our_own_networks_are_not_called(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with program() as here:
        hook(owner, here.address)
        monkeypatch.setattr(settings, "WEBHOOK_PRIVATE", False)
        for address in (
            here.address,
            here.address.replace("127.0.0.1", "localhost"),
            "http://[::1]/",
            "ftp://isle.example/",
        ):
            with pytest.raises(BadInput):
                hook(owner, address)
        keep(made("LII/LC/12/G/5", "en"), 0)
        clock.work(days(0))
        assert here.came == []
    assert "not public" in Delivery.objects.get().attempts.get().detail


def test_the_secret_is_changed(owner: Any) -> None:
    with program() as here:
        mine = hook(owner, here.address)
        first = mine.secret
        second = hooks.rotate(mine, at=days(0))
        hooks.ping(mine, at=days(0))
        clock.work(days(0))
        assert signed(here, first)
        assert signed(here, second)
        hooks.ping(mine, at=days(2))
        clock.work(days(2))
        headers, body = here.came[-1]
        assert is_signed(second, body, headers["Verbale-Signature"], days(2))
        assert not is_signed(first, body, headers["Verbale-Signature"], days(2))


# Pages and the API.


def test_the_pages_of_webhooks(owner: Any, reader: Client) -> None:
    assert reader.get("/en/hooks/")["Location"].startswith("/accounts/login/")
    assert reader.post("/en/hooks/").status_code == 401
    reader.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    with program() as here:
        given = {"address": here.address, "by": "cites", "what": NOTE}
        page = reader.post("/en/hooks/", given).content.decode()
        mine = Hook.objects.get()
        assert mine.secret in page
        assert mine.secret not in reader.get("/en/hooks/").content.decode()
        assert reader.post("/en/hooks/", {**given, "address": "nothing"}).status_code == 422
        own = f"/en/hooks/{mine.key}/"
        reader.post(own, {"do": "ping"})
        clock.work(days(0))
        assert here.told[0]["event"] == "ping"
        page = reader.get(own).content.decode()
        assert here.told[0]["id"] in page
        reader.post(own, {"do": "again", "delivery": here.told[0]["id"]})
        clock.work(days(0))
        assert here.told[0] == here.told[1]
        new = re.search(r"vbs_[\w-]+", reader.post(own, {"do": "rotate"}).content.decode())[0]
        mine.refresh_from_db()
        assert mine.secret == new
    other = get_user_model().objects.create_user("other@isle.example", "specimen-of-a-word", name="Other")
    stranger = Client(SERVER_NAME="localhost")
    stranger.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert stranger.get(own).status_code == 404
    assert stranger.post(own, {"do": "remove"}).status_code == 404
    for do, why in (("stop", "owner"), ("start", "")):
        reader.post(own, {"do": do})
        mine.refresh_from_db()
        assert mine.why == why
    reader.post(own, {"do": "remove"})
    assert not Hook.objects.exists()


def test_programs_register_themselves(owner: Any, reader: Client) -> None:
    key = people.token(OWNER, "SPECIMEN", by=people.actor(owner), at=days(0))
    bearer = {"authorization": f"Bearer {key}"}
    for wrong in ({}, {"authorization": "Bearer vb_nothing"}, {"authorization": "Bearer "}):
        assert reader.get("/api/hooks", headers=wrong).status_code == 401

    def post(path: str, body: object = None) -> Any:
        return reader.post(path, json.dumps(body), content_type="application/json", headers=bearer)

    with program() as here:
        answer = post("/api/hooks", {"address": here.address, "by": "session", "what": "LII/LC 12"})
        assert answer.status_code == 201
        mine = answer.json()
        assert reader.get(answer["Location"], headers=bearer).json()["address"] == here.address
        keep(made("LII/LC/12/G/5", "en"), 0)
        clock.work(days(0))
        assert here.told[0]["document"]["symbol"] == "LII/LC/12/G/5"
        assert signed(here, mine["secret"])
        found = reader.get(f"/api/hooks/{mine['key']}/deliveries", headers=bearer).json()
        assert [(one["id"], one["state"]) for one in found["deliveries"]] == [(here.told[0]["id"], "sent")]
        assert post(f"/api/hooks/{mine['key']}/deliveries/{here.told[0]['id']}/again").status_code == 202
        assert post(f"/api/hooks/{mine['key']}/ping").status_code == 202
        clock.work(days(0))
        assert len(here.came) == 3
    assert post(f"/api/hooks/{mine['key']}/secret").json()["secret"] != mine["secret"]
    assert post(f"/api/hooks/{mine['key']}/stop").json()["why"] == "owner"
    assert post(f"/api/hooks/{mine['key']}/start").json()["stopped"] is None
    assert post("/api/hooks", {"address": "https://name@isle.example/", "by": "symbol"}).status_code == 422
    assert post("/api/hooks", {"address": here.address, "by": "state", "what": "Nowhere"}).status_code == 422
    assert post("/api/hooks", {"address": here.address}).status_code == 422
    for _ in range(hooks.MOST - 1):
        assert post("/api/hooks", {"address": here.address, "by": "symbol"}).status_code == 201
    assert post("/api/hooks", {"address": here.address, "by": "symbol"}).status_code == 409
    assert reader.delete(f"/api/hooks/{mine['key']}", headers=bearer).status_code == 204
    assert reader.get(f"/api/hooks/{mine['key']}", headers=bearer).status_code == 404
    get_user_model().objects.filter(pk=owner.pk).update(is_active=False)
    assert reader.get("/api/hooks", headers=bearer).status_code == 401


def test_the_program_of_the_documentation_takes_calls_once(owner: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    mine = hook(owner, f"http://127.0.0.1:{port}/")
    text = (ROOT / "docs/howto/receive-what-happens.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    for ours, theirs in ((mine.secret, "vbs_..."), (str(port), "9000")):
        assert code.count(theirs) == 1
        code = code.replace(theirs, ours)
    (tmp_path / "program.py").write_text(code, "utf-8")
    with subprocess.Popen([sys.executable, tmp_path / "program.py"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True) as running:  # fmt: skip
        try:
            _wait_for(port)
            keep(made("LII/LC/12/G/5", "en", "fr"), 0)
            clock.work(days(0))
            hooks.deliver_again(mine, Delivery.objects.get().key, at=days(0))
            hooks.rotate(mine, at=days(0))  # the former secret signs too
            clock.work(days(0))
            Hook.objects.update(former="")
            hooks.ping(mine, at=days(0))
            clock.work(days(0))
        finally:
            running.terminate()
        assert running.stdout.read() == "new LII/LC/12/G/5 ['en', 'fr']\n"
    statuses = [row.status for row in Attempt.objects.order_by("pk")]
    assert statuses == [204, 204, 403]


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the program did not start within 5 seconds")


def test_the_id_of_a_call_is_made_of_what_it_tells(owner: Any) -> None:
    with program() as here:
        mine = hook(owner, here.address)
        keep(made("LII/LC/12/G/5", "en"), 0)
        clock.work(days(0))
        (told,) = here.told
    name = f"{mine.key} {told['entry']} LII/LC/12/G/5 new"
    assert told["id"] == hashlib.sha256(name.encode()).hexdigest()[:32]
    assert datetime.datetime.fromisoformat(told["at"]) <= days(0)
