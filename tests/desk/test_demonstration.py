"""The demonstration: an account for each role, communications in every state, the same every time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from tests.desk.conftest import Snapshots
from tests.desk.looking import page, select
from verbale.archive import register, verify
from verbale.archive.files import stored
from verbale.archive.models import Entry, Expression, Rendition, SubmittedFile
from verbale.desk import cases, demonstration, people, workflow
from verbale.desk.actors import actor
from verbale.desk.models import Case, Mail, Person, Posting
from verbale.languages import LANGUAGES, phrase

AT = datetime.datetime(2026, 11, 26, 14, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def whole(snapshots: Snapshots, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, built once; its tests change nothing."""
    folder = tmp_path_factory.mktemp("demonstration")
    with snapshots.copy("sqlite", "demonstration", lambda: demonstration.build(AT), folder) as at:
        yield at


pytestmark = pytest.mark.usefixtures("whole")


def test_there_is_an_account_for_each_role_and_its_password_opens_it() -> None:
    accounts = demonstration.accounts()
    roles = [role for account in accounts for role in account.roles]
    assert {role.partition(" ")[0] for role in roles} == set(workflow.ROLES)
    assert {f"translator {lang}" for lang in LANGUAGES} <= set(roles)
    assert sum(role.startswith("mission ") for role in roles) == 2
    for account in accounts:
        person = authenticate(username=account.email, password=account.password)
        assert person is not None
        assert {f"{role} {scope}".strip() for role, scope in actor(person).roles} == set(account.roles)


def test_every_state_is_there() -> None:
    found = list(Case.objects.all())
    states = {now.state for now in cases.standings(found).values()}
    assert states == {*workflow.TRUNK, *workflow.BRANCH}
    assert len(found) >= 20
    assert {case.change for case in found} >= {"", "reissue", "Corr"}
    moves = {name for case in found for name in case.moves.values_list("name", flat=True)}
    assert moves >= set(workflow.MOVES) - {"reopen", "unschedule", "release-due"}


def test_notes_come_in_six_languages_and_several_forms() -> None:
    names = SubmittedFile.objects.values_list("name", flat=True)
    assert {name.rpartition(".")[0].rpartition("-")[2] for name in names} == set(LANGUAGES)
    assert {name.rpartition(".")[2] for name in names} == {"md", "docx", "pdf"}
    assert {stored(file.path).read_bytes()[:2] for file in SubmittedFile.objects.all()} == {b"PK", b"%P", b"SP"}


def test_languages_that_are_late_and_those_that_came_apart() -> None:
    late = [
        stand
        for now in cases.standings(list(Case.objects.all())).values()
        for stand in now.branches.values()
        if stand.state == "in-translation" and stand.due and stand.due < AT
    ]
    assert {stand.branch for stand in late if stand.assignee} >= {"ar", "ru"}
    days = [
        len({e.released.date() for e in Expression.objects.filter(work__key=key)})
        for key in Expression.objects.values_list("work__key", flat=True).distinct()
    ]
    assert max(days) >= 3
    assert min(days) == 1


def test_the_register_accounts_for_every_number_in_public() -> None:
    lines = list(register.account("LII/LC/14/G/{n}"))
    assert {line.state for line in lines} >= {"assigned", "void", "withdrawn", "gap"}
    assert all(line.reason for line in lines if line.state != "assigned")
    numbers = [number for line in lines for number in range(line.first, line.last + 1)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_everything_was_done_by_the_verbs_and_is_as_it_was_put_in() -> None:
    found = verify.verify()
    assert found.problems == ()
    assert found.objects > 40
    moments = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] < AT


def test_released_documents_stand_in_six_languages_and_every_format() -> None:
    formats = {"pdf", "docx", "html", "akn", "markdown", "json"}
    for expression in Expression.objects.all():
        assert {r.format for r in Rendition.objects.filter(expression=expression)} == formats
    reissued = Expression.objects.filter(stage="reissued")
    assert [(e.language, e.stars) for e in reissued] == [("ru", 1)]


def test_every_mail_was_sent_once_into_the_folder() -> None:
    assert Mail.objects.count() > 100
    assert Posting.objects.filter(state="sent").count() == Mail.objects.count()


def test_all_of_it_is_specimen() -> None:
    assert not Person.objects.exclude(email__endswith=".example").exists()
    marks = [phrase("specimen", lang) for lang in LANGUAGES]
    for shown in Rendition.objects.filter(format="html"):
        assert any(mark in stored(shown.path).read_text("utf-8") for mark in marks)


def test_the_same_moment_gives_the_same_bytes() -> None:
    for play in demonstration.plays(AT):
        kept = SubmittedFile.objects.get(submission__sender_reference__endswith=f"/{play.number:02}")
        assert stored(kept.path).read_bytes() == demonstration.note(play).data


def test_the_first_pages_of_each_role_open() -> None:
    assert demonstration.stands()
    for account in demonstration.accounts():
        client = Client(SERVER_NAME="localhost")
        client.force_login(people.find(account.email), backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/desk/", follow=True).status_code == 200
        assert select(page(client, "/desk/figures/document/"), "table.numbers tbody tr")
