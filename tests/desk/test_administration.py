"""Administration: the administrator changes people and authority files, the auditor reads, all others find no door."""

from __future__ import annotations

import re
from collections.abc import Callable
from smtplib import SMTPException
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.desk import world as made
from tests.desk.looking import filled, page, parsed, select
from verbale.archive import authority_files, log
from verbale.archive.models import Entry
from verbale.archive.organization import authorities
from verbale.desk import outbox, people
from verbale.desk.models import Mail, Person, Token
from verbale.desk.views import authority
from verbale.desk.workflow import ROLES
from verbale.languages import LANGUAGES

Browse = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("people")

ADDRESSES = ("administration", "people", "roles", "authority", "log", "outbox", "verify")
CHANGES: tuple[tuple[str, list[Any], dict[str, str]], ...] = (
    ("people", [], {"seen": "0", "name": "New", "email": "new@league.example", "language": "fr"}),
    ("person", [1], {"seen": "0", "role": "librarian", "scope": ""}),
    ("revoke", [1, 1], {}),
    ("invite", [1], {}),
    ("leave", [1], {}),
    ("authority-records", ["session"], {"seen": "-1", "code": "LII/LC 99", "data": "source = 'SPECIMEN'", "reason": "New."}),
    ("authority-record", ["session", "LII/LC 12"], {"seen": "0", "data": "planned = [[2030-01-01, 2030-01-02]]", "reason": "x"}),
)  # fmt: skip


def text(response: Any) -> str:
    return parsed(response).text_content()


@pytest.mark.parametrize("name", [name for name in made.PEOPLE if name.partition("-")[0] in ROLES])
def test_administration_opens_for_administrators_and_auditors_alone(browse: Browse, name: str) -> None:
    expected = 200 if name in ("administrator", "auditor") else 403
    assert {browse(name).get(reverse(f"desk:{at}")).status_code for at in ADDRESSES} == {expected}
    assert browse(name).get(reverse("desk:tokens")).status_code == 200


@pytest.mark.parametrize(("at", "args", "given"), CHANGES)
def test_an_auditor_changes_nothing(browse: Browse, at: str, args: list[Any], given: dict[str, str]) -> None:
    before = log.head()
    response = browse("auditor").post(reverse(f"desk:{at}", args=args), given)
    assert response.status_code in (200, 403)
    assert log.head() == before
    assert not select(page(browse("auditor"), reverse("desk:people")), "main form[method^='post']")


def test_a_person_is_added_invited_given_a_role_and_signs_in(browse: Browse) -> None:
    client = browse("administrator")
    given = {"seen": "0", "name": "Nova Shoal", "email": "Nova@League.example", "language": "fr"}
    shown = client.post(reverse("desk:people"), given, follow=True)
    person = people.find("nova@league.example")
    assert "Nova Shoal" in text(shown)
    mail = Mail.objects.get(to=person.email)
    link = re.search(r"http\S+", mail.body)[0]
    assert (mail.language, link in text(shown)) == ("fr", True)

    client.post(reverse("desk:person", args=[person.pk]), {"seen": "0", "role": "translator", "scope": "ru"})
    assert made.actor(person).roles == {("translator", "ru")}

    theirs = Client(SERVER_NAME="localhost")
    asked = theirs.get(link.removeprefix(settings.ADDRESS), follow=True)
    word = "a-harbour-of-words"
    theirs.post(asked.request["PATH_INFO"], {"password1": word, "password2": word})
    assert Client().login(username=person.email, password=word)
    again = Client(SERVER_NAME="localhost").get(link.removeprefix(settings.ADDRESS), follow=True)
    assert not select(parsed(again), "input[name^='password1']")


def test_what_is_wrong_is_said_and_what_was_typed_stays(browse: Browse) -> None:
    client = browse("administrator")
    twice = client.post(
        reverse("desk:people"),
        {"seen": "0", "name": "Double", "email": made.email("mission"), "language": "ru"},
    )
    assert twice.status_code == 409
    assert {"Double", made.email("mission"), "ru"} <= {v for vs in filled(_form(twice)).values() for v in vs}
    person = people.find(made.email("librarian"))
    wrong = client.post(reverse("desk:person", args=[person.pk]), {"seen": "0", "role": "mission", "scope": "fr"})
    assert wrong.status_code == 422
    assert made.actor(person).roles == {("librarian", "")}


def _form(response: Any) -> Any:
    return next(
        form for form in select(parsed(response), "main form[method^='post']") if select(form, "input[name^='email']")
    )


def test_roles_are_taken_and_accounts_closed_but_not_of_the_last_administrator(browse: Browse) -> None:
    client = browse("administrator")
    librarian = people.find(made.email("librarian"))
    grant = people.grants().get(person=librarian)
    client.post(reverse("desk:revoke", args=[librarian.pk, grant.pk]))
    assert made.actor(librarian).roles == frozenset()
    assert client.post(reverse("desk:revoke", args=[librarian.pk, grant.pk])).status_code == 404
    client.post(reverse("desk:leave", args=[librarian.pk]))
    assert not Person.objects.get(pk=librarian.pk).is_active
    assert client.post(reverse("desk:invite", args=[librarian.pk])).status_code == 409

    me = people.find(made.email("administrator"))
    mine = people.grants().get(person=me)
    assert client.post(reverse("desk:revoke", args=[me.pk, mine.pk])).status_code == 409
    assert client.post(reverse("desk:leave", args=[me.pk])).status_code == 409
    assert made.actor(me).has("administrator")


def test_a_key_is_shown_once_works_and_is_removed_by_its_owner_alone(browse: Browse) -> None:
    mission = browse("mission")
    shown = mission.post(reverse("desk:tokens"), {"seen": "0", "name": "Our archive"})
    key = select(parsed(shown), "code.key")[0].text_content()
    assert people.by_token(key) == made.who("mission")
    assert "no-store" in shown["Cache-Control"]
    again = page(mission, reverse("desk:tokens"))
    assert "Our archive" in again.text_content()
    assert key not in again.text_content()
    token = Token.objects.get()
    assert browse("neighbour").post(reverse("desk:token-remove", args=[token.pk])).status_code == 404
    assert people.by_token(key) is not None
    mission.post(reverse("desk:token-remove", args=[token.pk]))
    assert people.by_token(key) is None
    assert Entry.objects.get(verb="drop-token").by == made.email("mission")


def test_a_record_is_amended_with_its_days_and_reason_and_retired(browse: Browse) -> None:
    client, address = browse("administrator"), reverse("desk:authority-record", args=["session", "LII/LC 12"])
    form = next(f for f in select(page(client, address), "main form[method^='post']") if select(f, "textarea"))
    given = filled(form)
    assert given["data"][0].splitlines()[:2] == ['body = "LII/LC"', 'code = "12"']
    given["data"] = [given["data"][0].replace("2026-03-20", "2026-03-27")]
    refused = client.post(address, given)
    assert refused.status_code == 422
    given |= {"reason": ["It was prolonged."], "valid_from": ["2026-03-01"], "valid_to": [""]}
    client.post(address, given)
    last = authority_files.history("session", "LII/LC 12")[-1]
    assert (last.step, last.reason, str(last.valid_from), last.by) == (
        1,
        "It was prolonged.",
        "2026-03-01",
        made.email("administrator"),
    )
    assert str(authorities().session("LII/LC", "12").planned[0][1]) == "2026-03-27"
    late = client.post(address, {**given, "data": ['planned = [["2026-03-02", "2026-03-28"]]']})
    assert late.status_code == 409  # somebody amended it after the form was drawn
    assert "2026-03-28" in text(late)

    shown = page(browse("auditor"), address)
    assert "It was prolonged." in shown.text_content()
    client.post(address, {"seen": "1", "reason": "It never met.", "valid_from": "", "retire": "1"})
    assert authorities().session("LII/LC", "12") is None
    assert page(client, address).text_content().count("It never met.") == 1


def test_every_fault_of_a_record_is_told_at_once_and_nothing_changes(browse: Browse) -> None:
    before = log.head()
    data = 'colour = "red"\nplanned = "soon"'
    given = {"seen": "-1", "code": "LII/XX 1", "data": data, "reason": "Why not."}
    refused = browse("administrator").post(reverse("desk:authority-records", args=["session"]), given)
    assert refused.status_code == 422
    told = text(refused)
    assert "colour" in told
    assert "soon" in told
    assert log.head() == before


@pytest.mark.parametrize("kind", ["organization", "body", "state", "office", "seat", "capacity", "session", "agenda"])
def test_records_are_listed_with_their_source_and_written_as_toml_that_amends_them(browse: Browse, kind: str) -> None:
    shown = page(browse("auditor"), reverse("desk:authority-records", args=[kind]))
    records = authority_files.records(kind)
    assert records[0].code in shown.text_content()
    for record in records[:: max(1, len(records) // 5)]:
        again = authority._given(record.data)
        data = authority.toml_of(again).replace("SPECIMEN", "SPECIMEN 2")
        given = {"reason": "As it is.", "by": "x", "at": made.AT}
        if "source" in again:
            data = re.sub(r'(?m)^source = ".*"$', 'source = "another"', data)
        else:
            data = f'source = "another"\n{data}'
        assert authority_files.amend(kind, record.code, data, **given).data["source"] == "another"


def test_the_log_is_filtered_and_shows_its_head(browse: Browse) -> None:
    client, head = browse("auditor"), log.head()
    shown = page(client, reverse("desk:log"))
    assert f"{head.number}:{head.hash}" in shown.text_content()
    rows = select(page(client, f"{reverse('desk:log')}?verb=grant&subject=mission@"), "main table tbody tr")
    assert len(rows) == Entry.objects.filter(verb="grant", subject__contains="mission@").count() > 0
    assert not select(page(client, f"{reverse('desk:log')}?by=nobody@"), "main table tbody tr")


def test_mails_that_failed_are_shown_with_the_reason_and_tried_again(browse: Browse) -> None:
    made.bring(made.submit(), "submitted")

    def refuse(mail: Mail) -> None:
        raise SMTPException(f"550 {mail.to} is unknown here")

    outbox.send(made.later(1), refuse)
    waiting = outbox.waiting().count()
    assert waiting > 0
    shown = page(browse("auditor"), reverse("desk:outbox"))
    assert "is unknown here" in shown.text_content()
    assert not select(shown, "main form")
    mail = outbox.waiting().first()
    assert browse("auditor").post(reverse("desk:outbox-again", args=[mail.pk])).status_code == 403
    browse("administrator").post(reverse("desk:outbox-again", args=[mail.pk]))
    assert mail.postings.order_by("-step")[0].state == "sent"
    assert outbox.waiting().count() == waiting - 1


def test_an_auditor_verifies(browse: Browse) -> None:
    made.bring(made.submit(), "submitted")
    shown = browse("auditor").post(reverse("desk:verify"))
    assert select(parsed(shown), "main p.notice.done")
    assert str(Entry.objects.count()) in text(shown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_speak_six_languages(browse: Browse, lang: str) -> None:
    client = browse("auditor")
    client.post("/language/", {"language": {"zh": "zh-hans"}.get(lang, lang)})
    person = people.find(made.email("mission"))
    addresses = [
        *(reverse(f"desk:{at}") for at in ADDRESSES), reverse("desk:tokens"), reverse("desk:person", args=[person.pk]),
        reverse("desk:authority-records", args=["state"]), reverse("desk:authority-record", args=["state", "XAA"]),
    ]  # fmt: skip
    for address in addresses:
        assert page(client, address).get("lang") == lang
