"""People and their rights: added, granted, taken, each in the log; keys; nobody without a right."""

from __future__ import annotations

import pytest

from tests.desk.world import AT, PEOPLE, email, later, who
from verbale.archive.errors import Conflict, NotAllowed
from verbale.archive.models import Entry
from verbale.archive.verify import verify
from verbale.desk import people as rights
from verbale.desk.actors import actor, holders
from verbale.desk.models import Grant, Person, Token
from verbale.problems import BadInput, NotKnown

NEW = "new@league.example"


def add(**given: object) -> Person:
    return rights.add(NEW, "New", by=who("administrator"), at=AT, **given)


def test_somebody_new_may_do_nothing_until_granted(people: str) -> None:
    add(language="ar")
    assert actor(rights.find(NEW)).roles == frozenset()
    rights.grant(NEW, "translator", "ar", by=who("administrator"), at=later(1))
    rights.grant(NEW, "mission", "XAC", by=who("administrator"), at=later(1))
    found = actor(rights.find(NEW.upper()))
    assert (found.name, found.language) == (NEW, "ar")
    assert found.roles == {("translator", "ar"), ("mission", "XAC")}
    rights.grant(NEW, "translator", "ar", by=who("administrator"), at=later(2), given=False)
    assert actor(rights.find(NEW)).roles == {("mission", "XAC")}
    entries = Entry.objects.filter(subject=NEW).order_by("number")
    assert [entry.verb for entry in entries] == ["add-person", "grant", "grant", "revoke"]
    assert {entry.by for entry in entries} == {email("administrator")}
    assert verify().problems == ()


def test_what_is_as_it_should_be_stays(people: str) -> None:
    before = (Grant.objects.count(), Entry.objects.count())
    assert rights.grant(email("editor"), "editor", by=who("administrator"), at=AT) is None
    assert rights.grant(email("editor"), "registrar", by=who("administrator"), at=AT, given=False) is None
    assert (Grant.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "administrator"])
def test_nobody_but_an_administrator_changes_rights(people: str, name: str) -> None:
    before = (Grant.objects.count(), Person.objects.count(), Token.objects.count(), Entry.objects.count())
    by = {"by": who(name), "at": AT}
    for verb in (
        lambda: rights.add(NEW, "New", **by),
        lambda: rights.grant(email(name), "administrator", **by),
        lambda: rights.leave(email("mission" if name != "mission" else "editor"), **by),
        lambda: rights.token(email("administrator"), "SPECIMEN", **by),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert (Grant.objects.count(), Person.objects.count(), Token.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize(
    ("role", "scope"),
    [("king", ""), ("mission", ""), ("mission", "QQQ"), ("translator", "de"), ("translator", ""), ("editor", "fr")],
)
def test_a_role_fits_its_scope(people: str, role: str, scope: str) -> None:
    with pytest.raises(BadInput):
        rights.grant(email("editor"), role, scope, by=who("administrator"), at=AT)


def test_people_are_single_and_whole(people: str) -> None:
    with pytest.raises(Conflict):
        rights.add(email("editor").upper(), "Another", by=who("administrator"), at=AT)
    for address, name, language in (("no address", "New", "en"), (NEW, " ", "en"), (NEW, "New", "de")):
        with pytest.raises(BadInput):
            rights.add(address, name, by=who("administrator"), at=AT, language=language)
    with pytest.raises(NotKnown):
        rights.grant(NEW, "editor", by=who("administrator"), at=AT)


def test_the_last_administrator_stays(people: str) -> None:
    by = {"by": who("administrator"), "at": AT}
    with pytest.raises(Conflict):
        rights.grant(email("administrator"), "administrator", given=False, **by)
    with pytest.raises(Conflict):
        rights.leave(email("administrator"), **by)
    add()
    rights.grant(NEW, "administrator", **by)
    rights.leave(NEW, **by)
    with pytest.raises(Conflict):  # who has left administers nothing
        rights.grant(email("administrator"), "administrator", given=False, **by)
    assert list(holders("administrator")) == [rights.find(email("administrator"))]


def test_who_leaves_may_do_nothing_and_is_told_nothing(people: str) -> None:
    key = rights.token(email("editor"), "SPECIMEN", by=who("editor"), at=AT)
    assert rights.by_token(key) == who("editor")
    rights.leave(email("editor"), by=who("administrator"), at=AT)
    assert rights.by_token(key) is None
    assert who("editor").roles == frozenset()
    assert not holders("editor").exists()
    assert holders("translator", "fr").exists()


def test_keys_are_kept_as_digests_alone_and_dropped(people: str) -> None:
    key = rights.token(email("editor"), "SPECIMEN", by=who("editor"), at=AT)
    row = Token.objects.get()
    assert key.startswith("vb_")
    assert key not in str(vars(row))
    assert rights.by_token(f"{key}x") is None
    rights.drop_token(row.pk, by=who("editor"), at=AT)
    assert rights.by_token(key) is None
