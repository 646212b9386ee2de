"""The API: who may ask what, what comes of it, and how refusals are told; and that every address of the desk has its roles."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from tests.conftest import ROOT as REPOSITORY
from tests.desk.world import (
    AT,
    PEOPLE,
    STATES,
    bring,
    case_in,
    email,
    follow,
    later,
    make,
    neighbours,
    note,
    people,
    submit,
    translations,
    who,
)
from verbale.archive.verify import verify
from verbale.desk import cases
from verbale.desk.api import api
from verbale.desk.models import Asked, Case, Mail
from verbale.desk.views.references import Reference
from verbale.desk.workflow import ROLES
from verbale.document import from_json
from verbale.languages import LANGUAGES

ROOT = "/api/desk/"
ONE_OF_EACH = {PEOPLE[name][0]: name for name in reversed(PEOPLE) if name != "neighbour"}


class Program(Client):
    """A program with somebody's key."""

    def __init__(self, name: str = "") -> None:
        super().__init__(SERVER_NAME="localhost")
        self.bearer: dict[str, str] = {}
        if name:
            key = people.token(email(name), "a program", by=who(name), at=AT)
            self.bearer = {"HTTP_AUTHORIZATION": f"Bearer {key}"}

    def ask(self, method: str, path: str, given: Any = None, **headers: str) -> HttpResponse:
        body = {} if given is None else {"data": json.dumps(given), "content_type": "application/json"}
        return self.generic(method, ROOT + path, **body, **self.bearer, **headers)

    def send(self, path: str, given: dict[str, Any], **headers: str) -> HttpResponse:
        return self.post(ROOT + path, given, **self.bearer, **headers)


def files(words: str = "") -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(file.name, file.data, file.media_type) for file in note(words)]


def fault(response: HttpResponse, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert (told["status"], told["code"]) == (status, code)
    assert told["title"]
    assert told["detail"]
    return told


def test_a_note_goes_the_whole_way_through_the_api(people: str) -> None:
    mission, registrar, editor, officer = map(Program, ("mission", "registrar", "editor", "releasing"))
    came = mission.send("cases", {"files": files(), "sender_reference": "NV 12/2026"})
    assert came.status_code == 201
    case = came.json()
    reference = case["reference"]
    assert came.headers["Location"] == case["url"] == f"/api/desk/cases/{reference}"
    assert (case["state"], case["sender"], case["sender_reference"]) == ("received", "XAA", "NV 12/2026")
    assert set(case["moves"]) == {"confirm", "withdraw"}

    def move(program: Program, name: str, **given: Any) -> dict[str, Any]:
        made = program.ask("POST", f"cases/{reference}/moves", {"move": name, **given})
        assert made.status_code == 200, made.content
        return made.json()

    seen = move(mission, "confirm", seen=case["seen"])["entry"]
    move(registrar, "accept", seen=seen)
    told = move(registrar, "register", symbol="LII/LC/12/G/5", gap="Given out before this register was kept.")
    assert told["facts"]["symbol"] == "LII/LC/12/G/5"
    move(registrar, "translate")
    for language in LANGUAGES:
        text = editor.ask("GET", f"cases/{reference}/drafts/{language}").json()
        values = translations(from_json(json.dumps(text["document"]).encode()))
        if values:
            saved = editor.ask(
                "PUT", f"cases/{reference}/drafts/{language}", {"values": values, "seen": text["number"]}
            )
            assert saved.json()["untranslated"] == []
            assert saved.json()["number"] == text["number"] + 1
    move(editor, "deliver")
    assert move(editor, "approve")["state"] == "approved"
    moment = "2990-01-01T09:00:00+01:00"
    assert move(officer, "schedule", languages=["fr"], moment=moment)["languages"] == ["fr"]
    move(officer, "unschedule", languages=["fr"], reason="Sooner.")
    assert move(officer, "release")["state"] == "released"
    followed = editor.ask(
        "POST", f"cases/{reference}/changes", {"change": "Corr", "reason": "A date.", "languages": ["ru"]}
    )
    assert followed.status_code == 201
    assert followed.json()["follows"] == reference
    shown = mission.ask("GET", f"cases/{reference}").json()
    assert shown["symbol"] == "LII/LC/12/G/5"
    assert [event["move"] for event in shown["history"]][:3] == ["receive", "confirm", "accept"]
    assert "league.example" not in json.dumps([shown["history"], shown["branches"], shown["trunk"]])
    assert verify().problems == ()


def test_what_was_read_is_shown_and_corrected(people: str) -> None:
    reference = submit().reference
    make("confirm", Case.objects.get())
    registrar, mission = Program("registrar"), Program("mission")
    read = mission.ask("GET", f"cases/{reference}/reading").json()
    assert read["document"]["communication"]["dated"] == "2026-03-03"
    assert {one["field"] for one in read["evidence"]} >= {"communication.dated"}
    values = {"communication.dated": "2026-03-01"}
    mended = registrar.ask("PATCH", f"cases/{reference}/reading", {"values": values, "seen": read["seen"]})
    assert mended.json()["document"]["communication"]["dated"] == "2026-03-01"
    assert mended.json()["read"]["communication"]["dated"] == "2026-03-03"
    assert mended.json()["corrected"] == {"communication.dated": email("registrar")}
    assert mission.ask("GET", f"cases/{reference}/reading").json()["corrected"] == {"communication.dated": ""}
    again = registrar.ask("POST", f"cases/{reference}/reading").json()
    assert again["document"]["communication"]["dated"] == "2026-03-01"
    wrong = registrar.ask("PATCH", f"cases/{reference}/reading", {"values": {"symbol": "A/1", "title": "x"}})
    assert "symbol" in fault(wrong, 422, "bad-input")["detail"]
    late = registrar.ask("PATCH", f"cases/{reference}/reading", {"values": {"communication.dated": None}, "seen": 1})
    fault(late, 409, "conflict")


def test_a_return_is_answered_with_a_file(people: str) -> None:
    case = bring(submit(), "returned")
    mission = Program("mission")
    fault(mission.send(f"cases/{case.reference}/answer", {"text": " "}), 422, "bad-input")
    answered = mission.send(f"cases/{case.reference}/answer", {"text": "Here it is.", "note": files("another")[0]})
    assert answered.json()["state"] == "submitted"
    receipt = mission.ask("GET", f"cases/{case.reference}/receipt").json()
    assert [len(one["files"]) for one in receipt["submissions"]] == [1, 1]
    assert all(re.fullmatch("[0-9a-f]{64}", one["files"][0]["sha256"]) for one in receipt["submissions"])
    printed = mission.ask("GET", f"cases/{case.reference}/receipt.pdf")
    assert printed.content.startswith(b"%PDF")


def test_the_same_request_is_done_once(people: str) -> None:
    mission, other = Program("mission"), Program("neighbour")
    given = {"files": files(), "sender_reference": "7"}
    first = mission.send("cases", given, HTTP_IDEMPOTENCY_KEY="k1").json()
    second = mission.send("cases", {**given, "files": files()}, HTTP_IDEMPOTENCY_KEY="k1")
    assert (second.status_code, second.json()["reference"]) == (201, first["reference"])
    fault(mission.send("cases", {"files": files("x")}, HTTP_IDEMPOTENCY_KEY="k1"), 422, "bad-input")
    assert other.send("cases", {"files": files()}, HTTP_IDEMPOTENCY_KEY="k1").json()["reference"] != first["reference"]
    third = mission.send("cases", {"files": files()}, HTTP_IDEMPOTENCY_KEY="k2").json()
    assert third["like"] == [first["reference"]]
    assert (Case.objects.count(), Asked.objects.count()) == (3, 3)
    assert verify().problems == ()


def test_the_same_request_at_the_same_time_is_done_once(people: str) -> None:
    programs = [Program("mission") for _ in range(4)]
    found, start = [], threading.Barrier(len(programs))

    def ask(program: Program) -> None:
        start.wait()
        found.append(program.send("cases", {"files": files()}, HTTP_IDEMPOTENCY_KEY="k").json()["reference"])
        connection.close()

    crowd = [threading.Thread(target=ask, args=(program,)) for program in programs]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(found) == len(programs)
    assert set(found) == {Case.objects.get().reference}


def test_lists_come_in_pages_by_key(world: str) -> None:
    registrar = Program("registrar")
    every = list(Case.objects.order_by("-pk").values_list("reference", flat=True))
    found, before = [], ""
    while before is not None:
        page = registrar.ask("GET", f"cases?limit=3&before={before}").json()
        found += [case["reference"] for case in page["cases"]]
        before = page["next"]
    assert found == every
    for state in STATES:
        page = registrar.ask("GET", f"cases?state={state}").json()
        assert page["next"] is None
        assert case_in(state).reference in [case["reference"] for case in page["cases"]]
        assert {case["state"] for case in page["cases"]} == {state}
        assert all(
            case["symbol"] == cases.symbol(Case.objects.get(reference=case["reference"])) for case in page["cases"]
        )
    assert registrar.ask("GET", "cases?sender=XAB").json()["cases"][0]["reference"] == neighbours().reference
    for wrong in ("limit=0", "limit=1000", "limit=x"):
        fault(registrar.ask("GET", f"cases?{wrong}"), 422, "bad-input")
    fault(registrar.ask("GET", "cases?before=2020-000001"), 404, "not-known")


def test_lists_take_the_same_number_of_questions_however_long(world: str) -> None:
    from django.test.utils import CaptureQueriesContext

    registrar = Program("registrar")
    counts = []
    for limit in (2, 12):
        with CaptureQueriesContext(connection) as asked:
            assert len(registrar.ask("GET", f"cases?limit={limit}").json()["cases"]) == limit
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_the_account_of_a_series(people: str) -> None:
    case = bring(submit(), "accepted")
    make("register", case, symbol="LII/LC/12/G/3", gap="Not communications read here.")
    registrar = Program("registrar")
    account = registrar.ask("GET", "series/LII/LC/12/G").json()
    assert account["next"] is None
    assert [(line["first"], line["last"], line["state"], line["reason"]) for line in account["lines"]] == [
        (1, 2, "gap", "Not communications read here."),
        (3, 3, "reserved", ""),
    ]
    page = registrar.ask("GET", "series/LII/LC/12/G?limit=1").json()
    assert (len(page["lines"]), page["next"]) == (1, 2)
    rest = registrar.ask("GET", "series/LII/LC/12/G?after=2").json()
    assert [line["text"] for line in rest["lines"]] == ["LII/LC/12/G/3"]
    fault(registrar.ask("GET", "series/LII/LC/13/G"), 404, "not-known")


def test_refusals_have_their_status(world: str) -> None:
    accepted, mission, registrar = case_in("accepted").reference, Program("mission"), Program("registrar")
    fault(Program().ask("GET", "me"), 401, "401")
    wrong = Client(SERVER_NAME="localhost").get(f"{ROOT}me", HTTP_AUTHORIZATION="Bearer vb_wrong")
    fault(wrong, 401, "401")
    assert wrong.headers["WWW-Authenticate"] == "Bearer"
    fault(mission.ask("POST", f"cases/{accepted}/moves", {"move": "register"}), 403, "not-allowed")
    fault(mission.ask("GET", "cases/2020-000001"), 404, "not-known")
    fault(registrar.ask("GET", "nothing"), 404, "404")
    fault(registrar.ask("POST", f"cases/{accepted}/moves", {"move": "accept"}), 409, "wrong-state")
    fault(registrar.ask("POST", f"cases/{accepted}/moves", {"move": "register", "seen": 1}), 409, "conflict")
    told = fault(registrar.ask("POST", f"cases/{accepted}/moves", {"move": "return"}), 422, "bad-input")
    assert told["where"] == "reason"
    fault(registrar.ask("POST", f"cases/{accepted}/moves", {"move": "dance"}), 422, "bad-input")
    told = fault(registrar.ask("POST", f"cases/{accepted}/moves", {"languages": 3}), 422, "bad-input")
    assert "move" in told["where"]
    assert "languages" in told["where"]
    broken = registrar.generic("POST", f"{ROOT}cases/{accepted}/moves", "{", "application/json", **registrar.bearer)
    assert (broken.status_code, broken.headers["Content-Type"]) == (400, "application/problem+json")
    naive = {"move": "schedule", "moment": "2990-01-01T09:00:00"}
    fault(Program("releasing").ask("POST", f"cases/{accepted}/moves", naive), 422, "bad-input")
    assert registrar.ask("DELETE", f"cases/{accepted}").status_code == 405
    unread = mission.send("cases", {"files": [SimpleUploadedFile("x.bin", b"\x00\x01")]})
    assert unread.status_code == 201
    assert (
        mission.ask("GET", f"cases/{unread.json()['reference']}/reading").json()["problems"][0]["severity"] == "error"
    )
    fault(mission.send("cases", {"sender": "XAA"}), 422, "bad-input")
    fault(mission.send("cases", {"files": files(), "sender": "XAB"}), 403, "not-allowed")
    fault(mission.send("cases", {"files": files(), "session": "no session"}), 422, "bad-input")


def test_somebody_who_left_has_no_key(world: str) -> None:
    program = Program("editor")
    assert program.ask("GET", "me").json() == {"name": email("editor"), "roles": [["editor", ""]]}
    people.leave(email("editor"), by=people.SETUP, at=later(1))
    fault(program.ask("GET", "me"), 401, "401")


def test_the_description_names_only_shapes_that_it_has(world: str) -> None:
    described = Program().ask("GET", "openapi.json")
    named = set(re.findall(r'"#/components/schemas/(\w+)"', described.content.decode()))
    assert named == set(described.json()["components"]["schemas"])
    assert len(named) > 10


def operations() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every operation of the API: method, path, and the roles that its door lets in."""
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                (door,) = operation.auth_callbacks
                for method in operation.methods:
                    yield method, f"{prefix}{path}".lstrip("/"), frozenset(door.roles)


def test_every_operation_is_described_with_its_door(world: str) -> None:
    described = Program().ask("GET", "openapi.json").json()
    assert described["openapi"] == "3.1.0"
    found = {(method.upper(), path) for path, item in described["paths"].items() for method in item}
    assert found == {(method, ROOT + re.sub(r"\{\w+:(\w+)\}", r"{\1}", path)) for method, path, _ in operations()}
    for item in described["paths"].values():
        for operation in item.values():
            assert operation["summary"]
            assert operation["description"]
            assert operation["security"]
            assert {"401", "403", "404"} <= set(operation["responses"])


def test_every_role_at_every_operation(world: str) -> None:
    place = {"reference": "2020-000001", "language": "fr", "path:name": "LII/LC/12/G"}
    programs = {role: Program(name) for role, name in ONE_OF_EACH.items()}
    assert set(programs) == set(ROLES)
    assert len(list(operations())) >= 12
    for method, path, roles in operations():
        at = re.sub(r"\{([\w:]+)\}", lambda found: place[found[1]], path)
        fault(Program().ask(method, at, {}), 401, "401")
        for role, program in programs.items():
            response = program.ask(method, at, {})
            assert (response.status_code == 403) is (role not in roles), (method, path, role, response.content)
            assert response.status_code < 500


SAMPLES = {"language": "fr", "lang": "fr", "name": "confirm", "group": "state", "form": "pdf"}


def filled(pattern: URLPattern, **given: object) -> str:
    """The address of a pattern, with something in each place: of a case that is not there, if none is given."""
    places: dict[str, object] = {}
    for name, converter in pattern.pattern.converters.items():
        kind = {IntConverter: 999_999, Reference: "2020-000001"}.get(type(converter), "x")
        places[name] = given.get(name) or SAMPLES.get(name, kind)
    return reverse(f"desk:{pattern.name}", kwargs=places)


def addresses(resolver: Any = None) -> Iterator[URLPattern]:
    """Every address of the pages of the desk."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            yield pattern


def desk_pages() -> list[URLPattern]:
    (desk,) = (p for p in get_resolver().url_patterns if isinstance(p, URLResolver) and p.app_name == "desk")
    return list(addresses(desk))


def test_every_page_declares_who_may_open_it() -> None:
    assert len(desk_pages()) > 10
    for pattern in desk_pages():
        roles = pattern.callback.roles
        assert set(roles) <= set(ROLES), pattern


def test_every_role_at_every_page(world: str, browse: Callable[[str], Client]) -> None:
    browsers = {role: browse(name) for role, name in ONE_OF_EACH.items()}
    nobody = browse("")
    for pattern in desk_pages():
        at = filled(pattern)
        roles = pattern.callback.roles
        came = nobody.get(at)
        if roles:
            assert came.status_code in (302, 401, 405), (at, came.status_code)
            assert came.status_code != 302 or came.headers["Location"].startswith(reverse("account_login")), at
            posted = nobody.post(at)
            assert posted.status_code in (401, 403, 405), (at, posted.status_code)
        else:
            assert came.status_code in (401, 403, 404, 405), (at, came.status_code)
        for role, browser in browsers.items() if roles else ():
            came = browser.get(at)
            if came.status_code == 405:
                came = browser.post(at)
            assert (came.status_code == 403) is (role not in roles), (at, role, came.status_code)
            assert came.status_code < 500, (at, role)


def words(response: HttpResponse) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def test_what_somebody_may_not_see_is_nowhere(world: str, browse: Callable[[str], Client]) -> None:
    """A case of another State, in any state, shows in no list, count, answer or error of anybody else's."""
    hidden = [case_in(state) for state in STATES]
    hidden.append(follow(case_in("released"), "Corr"))
    secrets = {case.reference for case in hidden}
    secrets |= {symbol for case in hidden if (symbol := cases.symbol(case))}
    secrets |= {job for case in hidden for job in cases.jobs(case).values()}
    own = neighbours().reference
    program, browser = Program("neighbour"), browse("neighbour")
    listed = program.ask("GET", "cases").json()
    assert [case["reference"] for case in listed["cases"]] == [own]
    assert listed["next"] is None
    absent = program.ask("GET", "cases/2020-000001").content.decode()
    for case in hidden:
        asked = [
            program.ask(method, re.sub(r"\{\w+\}", "fr", path.replace("{reference}", case.reference)), {})
            for method, path, roles in operations()
            if "{reference}" in path and "mission" in roles and method == "GET"
        ]
        moved = program.ask("POST", f"cases/{case.reference}/moves", {"move": "withdraw", "reason": "SPECIMEN"})
        for response in (*asked, moved):
            assert response.status_code == 404
        assert asked[0].content.decode().replace(case.reference, "2020-000001") == absent
    pages = [p for p in desk_pages() if "mission" in p.callback.roles]
    assert len(pages) > 3
    for pattern in pages:
        of_case = "reference" in pattern.pattern.converters
        for case in hidden if of_case else hidden[:1]:
            response = browser.get(filled(pattern, reference=case.reference))
            assert response.status_code in ((404, 405) if of_case else (200, 302, 404, 405)), (
                pattern,
                response.status_code,
            )
            text = words(response).replace(case.reference, "") if of_case else words(response)
            assert not [secret for secret in secrets if re.search(rf"{re.escape(secret)}(?![\d/-])", text)], pattern
    assert not Mail.objects.filter(to=email("neighbour"), case__in=hidden).exists()


def test_what_others_sent_is_not_said_to_be_like_ones_own(world: str) -> None:
    came = Program("neighbour").send("cases", {"files": files("submitted")}).json()
    assert case_in("submitted").submission.files.get().sha256 == came["files"][0]["sha256"]
    assert came["like"] == []


def test_every_operation_has_its_entry_in_the_reference() -> None:
    page = (REPOSITORY / "docs" / "reference" / "desk-api.md").read_text("utf-8")
    listed = set(re.findall(r"^\| ([A-Z]+) \| `/api/desk/([^`]+)` \|", page, re.MULTILINE))
    assert listed == {(method, re.sub(r"\{\w+:(\w+)\}", r"{\1}", path)) for method, path, _ in operations()}
