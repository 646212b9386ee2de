"""The secretariat's pages: the queue, and the page of a case with its moves, corrections and files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from tests.desk.looking import filled, form_to, page, parsed, select, words
from tests.desk.world import PEOPLE, STATES, bring, case_in, email, follow, later, make, submit, who
from verbale.archive.submissions import Arrived
from verbale.desk import cases, intake, moving, readings
from verbale.desk.models import Case, Person
from verbale.desk.views import case as case_views
from verbale.desk.workflow import MOVES
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

Browse = Callable[[str], Client]


def reads(name: str, language: str) -> None:
    Person.objects.filter(email=email(name)).update(language=language)


def address(case: Case, rest: str = "") -> str:
    return f"/desk/{case.reference}/{rest}"


# The queue.


def rows(found: html.HtmlElement) -> list[str]:
    return [words(row) for row in select(found, "table.queue tbody tr")]


def test_the_queue_begins_with_what_is_due_first(world: str, browse: Browse) -> None:
    found = page(browse("registrar"), "/desk/queue/")
    shown = [select(row, "a")[0].get("href").split("/")[2] for row in select(found, "table.queue tbody tr")]
    due = [cases.standing(Case.objects.get(reference=reference)).due for reference in shown]
    assert [one for one in due if one] == sorted(one for one in due if one)
    assert len(shown) == len([s for s in STATES if s not in ("released", "withdrawn")]) + 2  # the neighbour's, partly


def test_what_is_overdue_says_so_in_words(world: str, browse: Browse) -> None:
    late = cases.standing(case_in("submitted")).due
    for language in LANGUAGES:
        reads("registrar", language)
        days = (timezone.now() - late).days + 1
        told = say("queue.late", language, days=days).replace("\u2068", "").replace("\u2069", "")
        assert any(told in row for row in rows(page(browse("registrar"), "/desk/queue/")))


def test_a_state_is_asked_for(world: str, browse: Browse) -> None:
    client = browse("auditor")
    for state in STATES:
        found = page(client, f"/desk/queue/?state={state}")
        here = [a.get("href").split("/")[2] for a in select(found, "table.queue tbody th a")]
        assert case_in(state).reference in here
        assert {cases.standing(Case.objects.get(reference=one)).state for one in here} == {state}


def test_a_sender_and_a_symbol_are_asked_for(world: str, browse: Browse) -> None:
    client, symbol = browse("registrar"), cases.symbol(case_in("released"))
    assert len(rows(page(client, "/desk/queue/?sender=XAB"))) == 1
    assert len(rows(page(client, f"/desk/queue/?q={symbol}"))) == 1
    nothing = page(client, "/desk/queue/?q=nothing-like-this")
    assert rows(nothing) == []
    assert say("queue.none-like-this", "en") in words(nothing)


def test_what_waits_for_me(world: str, browse: Browse) -> None:
    waits = {
        "registrar": {"submitted", "accepted", "registered"},
        "editor": {"registered", "in-proof", "in-translation"},
        "releasing": {"approved"},
        "auditor": set(),
    }
    for name, states in waits.items():
        found = page(browse(name), "/desk/queue/?mine=1")
        here = [a.get("href").split("/")[2] for a in select(found, "table.queue tbody th a")]
        assert {cases.standing(Case.objects.get(reference=one)).state for one in here} == states


def test_an_empty_queue_says_what_comes_here(people: str, browse: Browse) -> None:
    assert say("queue.empty", "en") in words(page(browse("registrar"), "/desk/queue/"))


def test_the_queue_asks_as_often_for_many_as_for_few(people: str, browse: Browse) -> None:
    client, asked = browse("registrar"), []
    for number in range(6):
        bring(submit(f"number {number}"), "submitted")
        if number in (0, 5):
            client.get("/desk/queue/")
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get("/desk/queue/")
            asked.append(len(queries))
    assert asked[0] == asked[1] <= 18  # two of them ask what else this person may do here


# The page of a case.


def test_buttons_are_the_moves_that_are_possible(world: str, browse: Browse) -> None:
    for name in ("registrar", "editor", "releasing", "librarian", "administrator", "auditor"):
        for state in STATES:
            case = case_in(state)
            possible = {m for m in moving.possible(case, cases.standing(case), who(name)) if not MOVES[m].branch}
            offered = {}
            for form in page(browse(name), address(case)).forms:
                if "/move/" in (form.get("action") or ""):
                    (button,) = select(form, "button")
                    offered[form.action.split("/")[-2]] = words(button)
            assert set(offered) == possible | ({"accept-register"} if "accept" in possible else set())
            for move, told in offered.items():
                key = "case.accept-register" if move == "accept-register" else f"move.{move}.do"
                assert told == say(key, PEOPLE[name][2])


def test_a_button_makes_its_move(world: str, browse: Browse) -> None:
    client = browse("registrar")
    ways = {"accepted": ("register", "registered"), "registered": ("translate", "in-translation"),
            "submitted": ("accept-register", "registered"), "received": ("confirm", "submitted")}  # fmt: skip
    for state, (move, after) in ways.items():
        case = case_in(state)
        form = form_to(page(client, address(case)), f"/move/{move}/")
        assert client.post(form.action, filled(form)).status_code == 302
        assert cases.standing(case).state == after


def test_the_symbol_that_is_announced_is_given(world: str, browse: Browse) -> None:
    client, case = browse("registrar"), case_in("submitted")
    form = form_to(page(client, address(case)), "/move/accept-register/")
    announced = select(form, "p bdi")[0].text
    client.post(form.action, filled(form))
    assert cases.symbol(case) == announced


def test_accepting_and_registering_is_one_thing(world: str, browse: Browse) -> None:
    client, case = browse("registrar"), case_in("submitted")
    form = form_to(page(client, address(case)), "/move/accept-register/")
    given = filled(form) | {"symbol": "LII/LC/12/G/900"}  # nothing says what became of the numbers before it
    response = client.post(form.action, given)
    assert response.status_code == 409
    assert cases.standing(case).state == "submitted"
    again = form_to(parsed(response), "/move/accept-register/")
    assert filled(again)["symbol"] == ["LII/LC/12/G/900"]
    assert client.post(form.action, filled(again) | {"gap": "SPECIMEN: numbered elsewhere."}).status_code == 302
    assert cases.symbol(case) == "LII/LC/12/G/900"


def test_a_return_without_a_reason_is_told_at_its_field(world: str, browse: Browse) -> None:
    client, case = browse("registrar"), case_in("submitted")
    form = form_to(page(client, address(case)), "/move/return/")
    response = client.post(form.action, filled(form))
    assert response.status_code == 422
    found = parsed(response)
    assert select(found, "#move-return .faulty #return-reason")
    assert cases.standing(case).state == "submitted"


def test_who_was_slower_sees_what_happened_and_loses_nothing(world: str, browse: Browse) -> None:
    client, case = browse("registrar"), case_in("accepted")
    form = form_to(page(client, address(case)), "/move/return/")
    readings.correct(case.reference, {"agenda": [{"number": "3"}]}, actor=who("editor"), at=later(30))
    response = client.post(form.action, filled(form) | {"reason": "SPECIMEN long reason."})
    assert response.status_code == 409
    found = parsed(response)
    told = words(select(found, ".notice.error")[0])
    assert email("editor") in told
    assert say("field.agenda", "en") in told
    again = form_to(found, "/move/return/")
    assert filled(again)["reason"] == ["SPECIMEN long reason."]
    assert client.post(form.action, filled(again)).status_code == 302
    assert cases.standing(case).state == "returned"


def test_a_move_that_is_none_is_nowhere(world: str, browse: Browse) -> None:
    case = case_in("submitted")
    for name in ("release", "assign", "nothing", "receive"):
        assert browse("registrar").post(address(case, f"move/{name}/"), {"seen": 0}).status_code == 404


VALUES = {
    "kind": "letter", "body": "LII/A", "session": "13", "agenda": "2, 4", "title": "SPECIMEN title",
    "communication.kind": "letter", "communication.dated": "2026-03-04", "communication.sender.state": "XAB",
    "communication.sender.capacity": "permanent-observer-mission", "communication.sender.seat": "UNOG",
    "communication.others": ["XAC"], "communication.addressees": ["PRESIDENT-LII/LC"], "masthead.language": "fr", "masthead.distribution": "limited",
}  # fmt: skip


def row_of(found: html.HtmlElement, path: str) -> html.HtmlElement:
    (row,) = [row for row in select(found, ".read") if row.get("id") == f"field-{path}"]
    return row


def test_every_field_is_corrected_and_taken_back(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("accepted")
    for path in (*readings.FIELDS, "content.p2"):
        before, count = readings.corrected(case), case.corrections.count()
        given = filled(select(row_of(page(client, address(case)), path), "form")[0])
        given["value"] = VALUES.get(path, "SPECIMEN words.")
        assert given["path"] == [path]
        assert client.post(address(case, "correct/"), given).status_code == 302
        assert readings.corrected(case) != before
        assert case.corrections.count() == count + 1
        row = row_of(page(client, address(case)), path)
        assert email("editor") in words(row)
        taken = filled(select(row, "form")[0]) | {"back": "1"}
        assert client.post(address(case, "correct/"), taken).status_code == 302
        assert readings.corrected(case) == before


def test_a_joint_communication_names_all_its_senders(world: str, browse: Browse) -> None:
    client, case = browse("registrar"), case_in("accepted")
    given = filled(select(row_of(page(client, address(case)), "communication.others"), "form")[0])
    client.post(address(case, "correct/"), given | {"value": ["XAB", "XAC"]})
    said = readings.corrected(case).communication
    assert [(who.state, who.capacity) for who in said.others] == [(c, said.sender.capacity) for c in ("XAB", "XAC")]
    assert "the Permanent Missions of" in words(page(client, address(case)))


def test_a_value_that_does_not_fit_is_told_and_kept(world: str, browse: Browse) -> None:
    client, case = browse("registrar"), case_in("submitted")
    seen = cases.standing(case).seen
    for path, value in {"session": "twelfth", "communication.dated": "2026-13-40", "body": "X"}.items():
        response = client.post(address(case, "correct/"), {"path": path, "value": value, "seen": seen})
        assert response.status_code == 422
        row = row_of(parsed(response), path)
        assert select(row, ".errorlist")
        if path == "session":
            assert filled(select(row, "form")[0])["value"] == [value]
    assert not case.corrections.exists()


def test_what_is_settled_is_not_corrected(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("in-proof")
    assert not [form for form in page(client, address(case)).forms if (form.action or "").endswith("/correct/")]
    given = {"path": "title", "value": "SPECIMEN", "seen": cases.standing(case).seen}
    assert client.post(address(case, "correct/"), given).status_code == 409
    assert browse("registrar").post(address(case, "correct/"), {"path": "symbol", "value": "X"}).status_code == 404


def test_the_original_stands_beside_the_reading(world: str, browse: Browse) -> None:
    found = page(browse("registrar"), address(case_in("submitted")))
    marks = select(found, ".lines mark.evidence")
    assert any("LII/LC/12/G/1" in mark.text_content() for mark in marks)
    for link in select(found, ".read a[href^='#line-']"):
        assert found.get_element_by_id(link.get("href")[1:]) is not None
    for link in select(found, ".lines a.origin"):
        assert found.get_element_by_id(link.get("href")[1:]) is not None


def test_everything_is_said_in_each_language(world: str, browse: Browse) -> None:
    client, change = browse("editor"), follow(case_in("released"), "Corr", ["fr"])
    for language in LANGUAGES:
        reads("editor", language)
        for case in (*(case_in(state) for state in STATES), change):
            assert page(client, address(case)).get("lang") == language


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("note.html", b"<script>alert(1)</script>", "text/html"), ("note.md", b"SPECIMEN", "text/markdown"),
     ("n\u00f6te \u201c1\u201d.pdf", b"%PDF-1.4 broken", "application/pdf")],
)  # fmt: skip
def test_a_file_is_given_to_be_saved_and_never_shown(
    people: str, browse: Browse, name: str, data: bytes, kind: str
) -> None:
    case = intake.receive([Arrived(name, kind, data)], actor=who("mission"), at=later(0))
    client = browse("registrar")
    (link,) = select(page(client, address(case)), ".files a[download]")
    response = client.get(link.get("href"))
    assert b"".join(response.streaming_content) == data
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_the_file_of_another_case_is_nowhere(world: str, browse: Browse) -> None:
    mine, other = case_in("submitted"), case_in("accepted")
    wrong = address(mine, f"files/{other.submission.reference}/1/")
    assert browse("registrar").get(wrong).status_code == 404
    right = address(mine, f"files/{mine.submission.reference}/1/")
    assert browse("neighbour").get(right).status_code == 404
    assert b"".join(browse("mission").get(right).streaming_content)


def test_what_is_alike_is_shown(world: str, browse: Browse) -> None:
    case = submit("submitted")
    shown = words(page(browse("registrar"), address(case)))
    assert case_in("submitted").reference in shown


def test_reading_again_keeps_corrections(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("accepted")
    readings.correct(case.reference, {"title": "SPECIMEN title"}, actor=who("editor"), at=later(30))
    assert client.post(address(case, "read-again/")).status_code == 302
    assert case.readings.count() == 2
    assert readings.corrected(case).title == "SPECIMEN title"


def test_the_history_says_who_in_which_role_and_why(world: str, browse: Browse) -> None:
    shown = words(select(page(browse("auditor"), address(case_in("returned"))), "ol.history")[0])
    for told in (email("registrar"), say("role.registrar", "en"), "SPECIMEN reason to return."):
        assert told in shown


def test_the_auditor_is_offered_nothing(world: str, browse: Browse) -> None:
    client = browse("auditor")
    for state in STATES:
        found = page(client, address(case_in(state)))
        ours = [form.action for form in found.forms if (form.action or "").startswith("/desk/")]
        assert ours == []
    case = case_in("submitted")
    for rest in ("move/accept/", "correct/", "read-again/"):
        assert client.post(address(case, rest), {"seen": 0}).status_code == 403


def test_what_a_mission_may_not_see_is_nowhere(world: str, browse: Browse) -> None:
    client, case = browse("neighbour"), case_in("submitted")
    there, nowhere = client.get(address(case)), client.get("/desk/2026-999999/")
    assert there.status_code == nowhere.status_code == 404
    same = there.content.decode().replace(case.reference, "2026-999999")
    assert (
        select(html.document_fromstring(same), "main")[0].text_content()
        == select(html.document_fromstring(nowhere.content.decode()), "main")[0].text_content()
    )


def test_a_reissue_is_registered_under_its_symbol(world: str, browse: Browse) -> None:
    parent = case_in("released")
    change = follow(parent, "reissue", ["ru"])
    client = browse("registrar")
    form = form_to(page(client, address(change)), "/move/register/")
    assert cases.symbol(parent) in words(form)
    assert client.post(form.action, filled(form)).status_code == 302
    make("translate", change, at=later(40))
    assert cases.standing(change).branches["ru"].state == "in-translation"


def test_moves_that_are_two_are_offered_before_one() -> None:
    assert case_views.TRUNK_MOVES[0] == "accept-register"
