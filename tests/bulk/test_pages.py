"""The librarian's pages: the queue, a file looked at, corrected and accepted, rejected; for librarians and nobody else."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver
from lxml import html
from playwright.sync_api import Browser

from tests.browsing import chromium, faults, overflow, signed_in
from tests.bulk.made import document, put
from tests.bulk.test_importing import bring
from tests.desk.conftest import browse, people, server, snapshots
from tests.desk.world import email
from verbale.archive.models import Entry, Expression, Work
from verbale.archive.verify import verify
from verbale.bulk import review, urls
from verbale.bulk.models import Grounds, Verdict
from verbale.desk.models import Person
from verbale.languages import LANGUAGES

__all__ = ["browse", "chromium", "people", "server", "snapshots"]

Browse = Callable[[str], Client]
CONFLICT = "A/HRC/43/G/960"


@pytest.fixture
def waiting(people: str, tmp_path: Path) -> dict[str, int]:
    """A queue: a note without a symbol, and one that the archive has with other words; numbers by name."""
    put(tmp_path / "one", "a", document(CONFLICT, "fr"))
    put(tmp_path / "two", "other", document(CONFLICT, "fr", "autrement"))
    put(tmp_path / "two", "minutes", document(None, "en", "without <b>a</b> symbol"), "markdown")
    bring(tmp_path / "one")
    bring(tmp_path / "two")
    Person.objects.filter(email=email("librarian")).update(language="en")
    return {Path(row.path).stem: row.number for row in review.waiting()}


def test_librarians_alone_come_in(waiting: dict[str, int], browse: Browse) -> None:
    number = waiting["minutes"]
    pages = ["/import/", f"/import/{number}/", f"/import/{number}/file"]
    answers = [f"/import/{number}/accept", f"/import/{number}/reject"]
    assert len(pages + answers) == len(urls.urlpatterns)
    before = Entry.objects.count()
    for path in pages:
        assert browse("").get(path).status_code == 302
        seen = browse("librarian").get(path)
        seen.close()
        assert seen.status_code == 200
        for name in ("mission", "registrar", "editor", "administrator", "auditor", "translator-ru"):
            assert browse(name).get(path).status_code == 403, (name, path)
    for path in answers:
        assert browse("").post(path, {"reason": "SPECIMEN", "symbol": "A/1"}).status_code == 401
        assert browse("registrar").post(path, {"reason": "SPECIMEN", "symbol": "A/1"}).status_code == 403
        assert browse("librarian").get(path).status_code == 405
        strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
        strict.force_login(
            Person.objects.get(email=email("librarian")), backend="django.contrib.auth.backends.ModelBackend"
        )
        assert strict.post(path, {"reason": "SPECIMEN", "symbol": "A/1"}).status_code == 403
    assert Entry.objects.count() == before
    gone = Person.objects.get(email=email("librarian"))
    gone.is_active = False
    assert not gone.has_perm("bulk.review")


def test_what_waits_is_shown_with_its_grounds(waiting: dict[str, int], browse: Browse) -> None:
    librarian = browse("librarian")
    queue = html.fromstring(librarian.get("/import/").content)
    assert [row.xpath("string(.//th//bdi)").rpartition("/")[2] for row in queue.xpath("//tbody/tr")] == [
        Path(row.path).name for row in review.waiting()
    ]
    assert queue.xpath("string(//nav//span[@class='count'])") == "2"
    number = waiting["minutes"]
    assert Grounds.objects.filter(doubt=number).exists()
    page = html.fromstring(librarian.get(f"/import/{number}/").content)
    text = page.text_content()
    assert "without <b>a</b> symbol" in text
    assert page.xpath("//section[.//h2[@id='read']]//blockquote|//section[.//h2[@id='read']]//td/p[@class='hint']")
    conflict = html.fromstring(librarian.get(f"/import/{waiting['other']}/").content)
    assert conflict.xpath(f"//a[@href='/fr/{CONFLICT}']")
    assert conflict.xpath("//*[@id='accept-reissue']")
    assert conflict.xpath("string(//*[@id='accept-title'])").strip() == f"SPECIMEN {CONFLICT}"
    came = librarian.get(f"/import/{number}/file")
    assert came.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in came.headers["Content-Security-Policy"]
    assert b"SPECIMEN" in b"".join(came.streaming_content)
    assert librarian.get("/import/999/").status_code == 404


def test_a_file_is_corrected_and_accepted(waiting: dict[str, int], browse: Browse) -> None:
    librarian, number = browse("librarian"), waiting["minutes"]
    lacking = librarian.post(f"/import/{number}/accept", {"symbol": "", "language": "en"})
    assert lacking.status_code == 422
    assert html.fromstring(lacking.content).xpath("//*[@id='accept-symbol'][@aria-invalid='true']")
    bad = librarian.post(f"/import/{number}/accept", {"symbol": "no symbol", "language": "en"})
    assert bad.status_code == 422
    assert html.fromstring(bad.content).xpath("//*[@id='accept-symbol']/@value") == ["no symbol"]
    given = {"symbol": "a/hrc/43/g/970", "language": "en", "title": "SPECIMEN minutes", "issued": "2020-02-03"}
    done = librarian.post(f"/import/{number}/accept", given, follow=True)
    assert "A/HRC/43/G/970" in done.content.decode()
    row = Expression.objects.get(work__key="A/HRC/43/G/970")
    assert (row.title, row.issued) == ("SPECIMEN minutes", datetime.date(2020, 2, 3))
    assert Entry.objects.filter(verb="doubt-accepted").get().by == email("librarian")
    assert librarian.post(f"/import/{number}/accept", given).status_code == 409
    assert not verify().fault


def test_a_conflict_is_reissued_with_a_reason_and_not_without(waiting: dict[str, int], browse: Browse) -> None:
    librarian, number = browse("librarian"), waiting["other"]
    same = {"symbol": CONFLICT, "language": "fr", "title": f"SPECIMEN {CONFLICT}"}
    assert librarian.post(f"/import/{number}/accept", same).status_code == 409
    assert librarian.post(f"/import/{number}/accept", {**same, "reissue": "SPECIMEN: a mistake."}).status_code == 302
    assert Expression.objects.filter(work__key=CONFLICT).count() == 2


def test_a_file_is_left_out_with_a_reason_and_not_without(waiting: dict[str, int], browse: Browse) -> None:
    librarian, number = browse("librarian"), waiting["minutes"]
    empty = librarian.post(f"/import/{number}/reject", {"reason": " "})
    assert empty.status_code == 422
    assert html.fromstring(empty.content).xpath("//*[@id='reject-reason'][@aria-invalid='true']")
    assert librarian.post(f"/import/{number}/reject", {"reason": "SPECIMEN: no document."}).status_code == 302
    assert Verdict.objects.get().reason == "SPECIMEN: no document."
    assert Work.objects.count() == 1
    assert len(review.waiting()) == 1


@pytest.mark.parametrize("people", ["sqlite"], indirect=True)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    waiting: dict[str, int], server: str, chromium: Browser, browse: Browse
) -> None:
    assert "import/" in {str(pattern.pattern) for pattern in get_resolver().url_patterns}
    looks = [(1280, "light"), (360, "dark"), (1280, "dark"), (360, "light"), (1280, "light"), (360, "light")]
    client, (minutes, other) = browse("librarian"), (waiting["minutes"], waiting["other"])
    for language, (width, scheme) in zip(LANGUAGES, looks, strict=True):
        Person.objects.filter(email=email("librarian")).update(language=language)
        with signed_in(chromium, server, client, width=width, scheme=scheme, language=language) as context:
            page = context.new_page()
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            for address in ("/import/", f"/import/{minutes}/", f"/import/{other}/"):
                page.goto(server + address)
                assert page.evaluate("document.documentElement.lang").startswith(language)
                assert (address, faults(page), overflow(page), said) == (address, [], 0, [])
