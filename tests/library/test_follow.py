"""Following by e-mail: asked for, confirmed, told of each event once, changed, ended; nobody learns who follows what."""

from __future__ import annotations

import datetime
import ipaddress
import re
import zlib
from pathlib import Path

import pytest
from django.core import signing
from django.db import transaction
from django.test import Client

from tests.archive.made import citing
from tests.library.following import link, links, mails, plain, raw
from tests.library.made import BY, NOTE, RESTRICTED, UNRELEASED, days, keep, made
from verbale.archive import access, register
from verbale.document import Communication, Masthead, Sender
from verbale.document import Subject as About
from verbale.languages import LANGUAGES
from verbale.library.follow import alerts, clock, events, subjects
from verbale.library.follow.subjects import Subject
from verbale.library.models import Alert, Delivery, Event, Notice

READER = "reader@isle.example"
ALL = Subject("symbol", "")


@pytest.fixture
def reader(tmp_path: Path) -> Client:
    """Somebody who is not known, at an address on the net that nobody else has."""
    number = zlib.crc32(str(tmp_path).encode())
    return Client(SERVER_NAME="localhost", REMOTE_ADDR=str(ipaddress.IPv4Address(number)))


def follow(subject: Subject = ALL, often: str = "at-once", language: str = "en", to: str = READER) -> Alert:
    return alerts.follow(to, subject, often, language, at=days(0))


def test_the_whole_way_from_asking_to_ending(shelves: str, reader: Client) -> None:
    page = reader.get("/fr/sessions/LII/LC/12/").content.decode()
    address = re.search(r'href="(/fr/follow\?by=session[^"]+)"', page)[1].replace("&amp;", "&")
    assert "LII/LC" not in reader.get(address).content.decode().partition("<h1")[0]
    answer = reader.post(address, {"to": "Reader@Isle.Example", "often": "at-once", "language": "fr"})
    assert answer["Location"] == "/fr/follow/asked"
    clock.work(days(0))
    (asked,) = mails().values()
    assert (asked["To"], asked["Content-Language"]) == (READER, "fr")
    keep(made("LII/LC/12/G/5", "en", title="too early"), 0)
    clock.work(days(0))
    assert len(mails()) == 1
    confirm = link(asked, "/alerts/confirm/")
    assert reader.get(confirm).status_code == 200
    assert not Alert.objects.exclude(confirmed=None).exists()  # a program that looks at links confirms nothing
    assert reader.post(confirm)["Location"].startswith("/fr/alerts/of/")
    keep(made("LII/LC/12/G/6", "en", title="in time"), 0)
    keep(made("LII/LC/11/G/6", "en", title="of another session"), 0)
    clock.work(days(0))
    assert clock.work(days(0)) == clock.Done()
    _, told = mails().values()
    assert "LII/LC/12/G/6" in told["Subject"]
    assert "in time" in plain(told)
    assert "too early" not in plain(told)
    end = told["List-Unsubscribe"].strip("<>").partition(":8000")[2]
    assert b"\r\nList-Unsubscribe: <http://localhost:8000/fr/alerts/end/" in raw()[-1]  # as it is, not in encoded words
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert reader.get(end).status_code == 200
    assert Alert.objects.count() == 1
    one_click = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert one_click.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Alert.objects.exists()
    assert not Notice.objects.exists()
    assert one_click.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 200
    keep(made("LII/LC/12/G/7", "en"), 0)
    clock.work(days(0))
    assert len(mails()) == 2
    assert READER not in "".join(Delivery.objects.values_list("to", flat=True))


def test_every_kind_of_event_once(shelves: str) -> None:
    follow(Subject("symbol", "LII/LC/12/G"))
    keep(made("LII/LC/12/G/5", "en", "ar", title="word"), 0)
    keep(made("LII/LC/12/G/5", "fr"), 0)
    keep(made("LII/LC/12/G/5", "fr", words="SPECIMEN, mended", stars="*"), 0, reissue="SPECIMEN: a wrong date.")
    for change in ("Corr.1", "Rev.1", "Add.1"):
        keep(made(f"LII/LC/12/G/5/{change}", "en"), 0)
    keep(made("LII/LC/12/L.5", "en"), 0)
    clock.work(days(0))
    kinds = {(event.work.symbol.rpartition("/")[2], event.kind) for event in Event.objects.filter(matched=True)}
    assert kinds == {("5", "new"), ("5", "language"), ("5", "reissue"), ("Corr.1", "corrigendum"),
                     ("Rev.1", "revision"), ("Add.1", "addendum")}  # fmt: skip
    (mail,) = mails().values()
    text = plain(mail)
    for words in ("New document: Arabic, English", "New language version: French", "Reissue: French", "a wrong date",
                  "Corrigendum: English", "Revision: English", "Addendum: English"):  # fmt: skip
        assert words in text
    assert text.count("\nLII/LC/12/G/5 ") == 1  # what happened to a document stands together
    follow(subjects.read("search", "SPECIMEN word"), to="searcher@isle.example")
    follow(subjects.read("search", "SPECIMEN another"), to="other@isle.example")
    register.withdraw("LII/LC/12/G/5", "SPECIMEN: sent by mistake.", by=BY, at=days(0))
    clock.work(days(0))
    _, *later = mails().values()
    assert sorted(mail["To"] for mail in later) == [READER, "searcher@isle.example"]
    (gone,) = [mail for mail in later if mail["To"] == READER]
    assert "Withdrawal" in gone["Subject"]
    assert "sent by mistake" in plain(gone)
    assert "word" not in plain(gone)  # of its title


@pytest.mark.parametrize(
    ("by", "what"),
    [("symbol", ""), ("symbol", "LII"), ("symbol", "lii/lc/12/g"), ("symbol", "LII/LC/12/G/5"), ("body", "LII/LC"),
     ("session", "LII/LC 12"), ("session", "LII/LC/12"), ("item", "LII/LC 12 2"), ("item", "LII/LC 2"), ("subject", "tides"), ("state", "XAB"),
     ("search", "harbours"), ("search", "q=harbour&lang=en"), ("search", "q=-nothing+title%3Aharbour"),
     ("cites", NOTE), ("cites", "lii/lc/res/11/4")],
)  # fmt: skip
def test_what_can_be_followed(shelves: str, by: str, what: str) -> None:
    follow(subjects.read(by, what))
    for other in (Subject("symbol", "LII/LC/12/G/55"), Subject("symbol", "LII/L"), Subject("session", "LII/LC 13"),
                  Subject("item", "LII/LC 12 3"), Subject("item", "LII/LC 3"), Subject("subject", "waves"), Subject("state", "XAA"), Subject("cites", "LII/LC/12/G/2"),
                  subjects.read("search", "q=mountain"), subjects.read("search", "q=harbour&lang=ru")):  # fmt: skip
        follow(other, to="other@isle.example")
    sender = Communication("note-verbale", None, Sender("XAB"))
    tides = About("TIDES", "http://thesaurus.example/3")
    edition = made("LII/LC/12/G/5", "en", title="harbour", subjects=(tides,), citations=citing("G/1", NOTE, "LII/LC/RES/11/4"),
                   communication=sender)  # fmt: skip
    keep(edition, 0)
    clock.work(days(0))
    assert [mail["To"] for mail in mails().values()] == [READER]


@pytest.mark.parametrize(("by", "what"), [("state", "Nowhere"), ("body", "ZZ"), ("session", "12"), ("item", "12"), ("subject", "nothing"),
                                          ("cites", " "), ("search", ""), ("everything", ""), ("symbol", "A" * 1001)])  # fmt: skip
def test_what_cannot_be_followed(shelves: str, reader: Client, by: str, what: str) -> None:
    assert reader.get("/en/follow", {"by": by, "what": what}).status_code == 422
    assert (
        reader.post(
            "/en/follow", {"by": by, "what": what, "to": READER, "often": "daily", "language": "en"}
        ).status_code
        == 422
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_in_six_languages(shelves: str, language: str) -> None:
    alerts.ask(READER, Subject("state", "XAA"), "weekly", language, at=days(0))
    alerts.ask_for_link(READER, language, at=days(0))
    follow(language=language)
    alerts.ask_for_link(READER, language, at=days(0))
    keep(made("LII/LC/12/G/5", "en"), 0)
    keep(made("LII/LC/12/G/6", *{"en", language}), 0)
    clock.work(days(0))
    assert len(mails()) == 3
    for mail in mails().values():
        html = mail.get_body(("html",)).get_content()
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
        assert mail["Content-Language"] == language
        assert mail["Auto-Submitted"] == "auto-generated"
        assert set(links(mail)) <= {
            path.partition(":8000")[2] for path in re.findall(r'href="([^"]+)"', html.replace("&amp;", "&"))
        }
        assert all(f"/{language}/" in path or "/LII/" in path for path in links(mail))


def test_daily_and_weekly_letters_come_together(shelves: str) -> None:
    follow(often="daily", to="daily@isle.example")
    follow(often="weekly", to="weekly@isle.example")
    keep(made("LII/LC/12/G/5", "en"), 0)
    clock.work(days(0))
    keep(made("LII/LC/12/G/6", "en"), 0)
    clock.work(days(0))
    assert mails() == {}
    clock.work(days(1))
    (daily,) = mails().values()
    assert daily["To"] == "daily@isle.example"
    assert {"LII/LC/12/G/5", "LII/LC/12/G/6"} <= set(plain(daily).split())
    clock.work(days(2))
    clock.work(days(7))
    clock.work(days(14))
    assert [mail["To"] for mail in mails().values()] == ["daily@isle.example", "weekly@isle.example"]


def test_mornings() -> None:
    from verbale.library.follow.outbox import following

    thursday = datetime.datetime(2026, 11, 26, 5, 0, tzinfo=datetime.UTC)
    assert following("daily", thursday) == thursday.replace(hour=6)
    assert following("daily", thursday.replace(hour=6)) == thursday.replace(day=27, hour=6)
    assert following("weekly", thursday) == thursday.replace(day=30, hour=6)
    assert following("weekly", thursday.replace(day=30)) == thursday.replace(day=30, hour=6)
    assert following("weekly", thursday.replace(day=30, hour=7)) == thursday.replace(month=12, day=7, hour=6)


def test_a_flood_comes_together(shelves: str) -> None:
    follow()
    for number in range(20, 40):
        keep(made(f"LII/LC/12/L.{number}", "en"), 0)
        clock.work(days(0))
    assert len(mails()) == 12
    clock.work(days(0.1))
    assert len(mails()) == 13
    assert sum(f"LII/LC/12/L.{number}" in plain(mail) for mail in mails().values() for number in range(20, 40)) == 20


def test_nothing_is_told_of_what_nobody_may_see(shelves: str) -> None:
    follow()
    follow(subjects.read("search", "SPECIMEN"))
    keep(made("LII/LC/12/G/5", "en", title="restricted soon"), 0)
    access.rule("LII/LC/12/G/5", "restricted", "SPECIMEN: its sender asked.", by=BY, at=days(0))
    closed = Masthead(language="en", issued=days(0).date(), distribution="restricted")
    keep(made("LII/LC/12/G/6", "en", masthead=closed), 0)
    clock.work(days(0))
    assert mails() == {}
    follow(often="daily", to="daily@isle.example")
    keep(made("LII/LC/12/G/7", "en"), 0)
    with transaction.atomic():  # it is restricted while the letters wait
        events.gather(days(0))
        clock.matching.match(days(0))
        clock.outbox.write(days(0))
    access.rule("LII/LC/12/G/7", "restricted", "SPECIMEN: its sender asked.", by=BY, at=days(0))
    clock.work(days(1))
    assert mails() == {}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"dropped"}
    access.rule(RESTRICTED, "public", "SPECIMEN: no longer secret.", by=BY, at=days(0))
    clock.work(days(0))
    assert {mail["Subject"] for mail in mails().values()} == {f"{RESTRICTED}: New document"}


def test_what_waits_for_its_moment(shelves: str) -> None:
    follow(Subject("symbol", UNRELEASED))
    clock.work(days(0))
    keep(made(UNRELEASED, "fr", title="later"), 0, released=days(31))
    clock.work(days(1))
    assert mails() == {}
    clock.work(days(30.5))
    clock.work(days(32))
    first, second = (plain(mail) for mail in mails().values())
    assert "New document" in first
    assert "French" in second


def test_the_log_may_be_read_anew(shelves: str) -> None:
    follow()
    follow(often="weekly", to="weekly@isle.example")
    keep(made("LII/LC/12/G/5", "en"), 0)
    clock.work(days(0))
    assert clock.again(days(0)) > 0
    clock.work(days(0))
    Event.objects.filter(notices=None).delete()
    clock.again(days(0))
    clock.work(days(0))
    assert len(mails()) == 1
    clock.work(days(8))
    assert [mail["To"] for mail in mails().values()] == [READER, "weekly@isle.example"]


# Who may know what.


def test_nobody_learns_who_follows_what(shelves: str, reader: Client) -> None:
    follow()
    given = {"often": "daily", "language": "en"}
    for address in ("/en/follow?by=symbol&what=", "/en/alerts/"):
        answers = [
            (answer.status_code, answer.content, answer["Location"])
            for to in (READER, "nobody@isle.example")
            for answer in (reader.post(address, {"to": to, **given}),)
        ]
        assert answers[0] == answers[1]
    clock.work(days(0))
    assert sorted(mail["To"] for mail in mails().values()) == ["nobody@isle.example", READER, READER]
    assert not any(READER in reader.get(path).content.decode() for path in ("/en/follow", "/en/alerts/"))


def test_an_address_is_not_flooded_with_links(shelves: str, reader: Client) -> None:
    for number in range(12):
        given = {"to": "victim@isle.example", "often": "daily", "language": "en"}
        assert reader.post(f"/en/follow?by=symbol&what=LII/LC/12/G/{number + 1}", given).status_code == 302
    clock.work(days(0))
    assert len(mails()) == alerts.LETTERS
    assert clock.work(days(8)).sent == 0
    assert not Alert.objects.exists()  # nobody confirmed


def test_asking_too_often_is_refused_and_says_so(shelves: str, reader: Client) -> None:
    for number in range(40):
        answer = reader.post("/en/alerts/", {"to": f"reader-{number}@isle.example"})
        assert answer["RateLimit-Policy"] == "30;w=600"
        if answer.status_code == 429:
            break
    assert number == 30
    assert int(answer["Retry-After"]) > 0
    assert reader.get("/en/alerts/").status_code == 200


def test_links_that_are_not_ours(shelves: str, reader: Client) -> None:
    alert = follow()
    good = alerts.token_to_end(alert)
    for token in (
        "nothing",
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        alerts.token_of(READER),
        signing.dumps(alert.pk),
    ):
        assert reader.post(f"/en/alerts/end/{token}").status_code == 404
        assert reader.post(f"/en/alerts/confirm/{token}").status_code == 404
    for token in ("nothing", good):
        assert reader.get(f"/en/alerts/of/{token}").status_code == 404
    assert Alert.objects.count() == 1


def test_the_page_of_ones_alerts(shelves: str, reader: Client) -> None:
    mine, other = follow(), follow(to="other@isle.example")
    second = follow(Subject("state", "XAA"))
    page = f"/en/alerts/of/{alerts.token_of(READER)}"
    shown = reader.get(page).content.decode()
    assert "other@isle.example" not in shown
    assert shown.count("<section") == 2
    reader.post(page, {"alert": mine.pk, f"{mine.pk}-often": "weekly", f"{mine.pk}-language": "ar", "do": "change"})
    mine.refresh_from_db()
    assert (mine.often, mine.language) == ("weekly", "ar")
    reader.post(page, {"alert": other.pk, "do": "end"})
    assert Alert.objects.count() == 3
    reader.post(page, {"alert": second.pk, "do": "end"})
    assert alerts.of(READER).count() == 1
    reader.post(page, {"do": "end-all"})
    assert list(Alert.objects.all()) == [other]
