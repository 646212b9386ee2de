"""The hook for machine translation, with a real server that translates: labelled, never released without a person."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.desk.looking import filled, page, select, words
from tests.desk.world import TRANSMITTED, case_in, later, make, who
from verbale.archive.errors import NotAllowed, WrongState
from verbale.archive.verify import verify
from verbale.desk import cases, drafts, exchange, machine, moving, passages, readings, texts
from verbale.desk.models import Case
from verbale.desk.passages import Passage
from verbale.pages.wording import say
from verbale.problems import BadInput

Browse = Callable[[str], Client]


class Service(HTTPServer):
    """A machine that knows one sentence, and keeps what it was asked; ``broken`` it answers too few."""

    asked: list[dict[str, Any]]
    broken = False


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        told = [text.replace(TRANSMITTED["en"], TRANSMITTED[asked["target"]]) for text in asked["texts"]]
        body = json.dumps({"texts": told[1:] if self.server.broken else told}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    server = Service(("127.0.0.1", 0), Handler)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    monkeypatch.setattr(settings, "TRANSLATOR", f"http://127.0.0.1:{server.server_port}/translate")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def propose(case: Case, by: str = "translator-ru") -> None:
    machine.propose(case.reference, "ru", actor=who(by), at=later(30))


def passage(case: Case) -> Passage:
    return passages.version(case, "ru")["content.p1"]


def test_without_a_service_nothing_is_offered_and_nothing_done(world: str, browse: Browse) -> None:
    case = case_in("in-translation")
    assert not select(page(browse("translator-ru"), f"/desk/{case.reference}/languages/ru/"), "button[name^='machine']")
    with pytest.raises(WrongState, match="No machine-translation service"):
        propose(case)


def test_what_a_machine_wrote_is_labelled_and_not_delivered_before_a_person_confirms_it(
    world: str, browse: Browse, service: Service
) -> None:
    case, client = case_in("in-translation"), browse("translator-ru")
    address = f"/desk/{case.reference}/languages/ru/"
    (form,) = [form for form in page(client, address).forms if form.get("id") == "editor"]
    assert client.post(address, filled(form) | {"machine": "1"}).status_code == 302
    (asked,) = service.asked
    assert (asked["source"], asked["target"]) == ("en", "ru")
    assert [TRANSMITTED["en"] in text for text in asked["texts"]] == [True]  # what was open, and nothing else
    assert (passage(case).state, passage(case).origin) == ("draft", "machine")
    assert drafts.last(case, "ru").origin == "machine"
    shown = page(client, address)
    assert say("editor.origin.machine", "ru") in words(select(shown, "[data-path^='content.p1'] .chips")[0])
    for version, label in (("2.1", b'type="mt"'), ("1.2", b'origin="machine: ')):
        assert label in exchange.outgoing(case.reference, "ru", version, actor=who("translator-ru"), at=later(31))
    with pytest.raises(WrongState, match="written by a machine"):
        moving.move("deliver", case.reference, actor=who("translator-ru"), at=later(31), languages=["ru"])
    assert cases.standing(case).branches["ru"].state == "in-translation"
    words_ = texts.words(drafts.document(case, "ru"))["content.p1"]
    drafts.save(case.reference, "ru", {"content.p1": words_}, actor=who("translator-ru"), at=later(32))
    assert (passage(case).state, passage(case).origin) == ("translated", "machine")
    assert b'type="mt"' not in exchange.outgoing(case.reference, "ru", "2.1", actor=who("translator-ru"), at=later(33))
    moving.move("deliver", case.reference, actor=who("translator-ru"), at=later(33), languages=["ru"])
    assert verify().problems == ()


def test_a_person_who_rewrites_it_makes_it_theirs(world: str, service: Service) -> None:
    case = case_in("in-translation")
    propose(case)
    drafts.save(case.reference, "ru", {"content.p1": "SPECIMEN"}, actor=who("editor"), at=later(31), state="draft")
    assert (passage(case).state, passage(case).origin) == ("draft", "person")
    with pytest.raises(BadInput):
        propose(case)  # nothing is left that nobody has written


def test_a_service_that_fails_changes_nothing(world: str, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_in("in-translation")
    before = drafts.last(case, "ru").number
    service.broken = True
    with pytest.raises(WrongState, match="did not translate"):
        propose(case)
    for address in ("http://127.0.0.1:9/", "no-such-entry-point"):
        monkeypatch.setattr(settings, "TRANSLATOR", address)
        with pytest.raises(WrongState, match="did not translate"):
            propose(case)
    assert drafts.last(case, "ru").number == before


def test_only_who_may_write_may_send_it_out(world: str, service: Service) -> None:
    case = case_in("in-translation")
    for name in ("translator-fr", "auditor"):
        with pytest.raises(NotAllowed):
            propose(case, name)
    assert service.asked == []


def test_a_restricted_document_is_not_sent_unless_the_settings_say_so(
    world: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_in("accepted")
    given = {"masthead.distribution": "restricted"}
    readings.correct(case.reference, given, actor=who("editor"), at=later(10))
    for name in ("register", "translate"):
        make(name, case, at=later(11))
    with pytest.raises(NotAllowed, match="restricted"):
        propose(case)
    assert service.asked == []
    monkeypatch.setattr(settings, "TRANSLATOR_RESTRICTED", True)
    propose(case)
    assert len(service.asked) == 1
