"""The shelf and the door before the framework: what is kept is handed out as it was, and never when it is old."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from tests.library.made import BY, NOTE, body_of, days, keep, made, specimen
from verbale.archive import access, authority_files
from verbale.archive.models import Entry
from verbale.library import door, shelf

PAGE = f"/en/{NOTE}"


class Server:
    """The application with the door before it; counts how often the framework is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.django = WSGIHandler()
        self.application = door.before(self._framework)

    def _framework(self, environ: dict, start_response: Callable) -> object:
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        environ: dict = {"PATH_INFO": path.partition("?")[0], "QUERY_STRING": path.partition("?")[2]}
        environ |= {"REQUEST_METHOD": method, "HTTP_HOST": "localhost", "wsgi.input": io.BytesIO()}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        said: list = []
        body = self.application(environ, lambda status, head: said.extend([int(status[:3]), dict(head)]))
        data = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return said[0], said[1], data


@pytest.fixture
def server(shelves: str, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setattr(door, "LOOK_EVERY", 1e-9)
    return Server()


@pytest.mark.parametrize(
    "path", [PAGE, f"/ar/{NOTE}", f"{PAGE}.pdf", f"{PAGE}.bib", f"/{NOTE}.jsonld", f"/{NOTE}.linkset.json"]
)
def test_the_second_answer_is_the_first_without_the_framework(server: Server, path: str) -> None:
    first, second = server.get(path), server.get(path)
    assert server.asked == 1
    assert first[0] == second[0] == 200
    assert second[2] == first[2]
    names = {name.lower() for name in first[1]} - {"content-length"}
    assert {name.lower(): value for name, value in second[1].items() if name.lower() in names} == {
        name.lower(): value for name, value in first[1].items() if name.lower() in names
    }
    assert int(second[1]["Content-Length"]) == len(second[2])
    assert server.get(path, method="HEAD") == (200, second[1], b"")
    status, head, body = server.get(path, if_none_match=f'"x", W/{first[1]["ETag"]}')
    assert (status, body, head["ETag"]) == (304, b"", first[1]["ETag"])
    assert server.asked == 1


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{PAGE}?version=1", {}),
        (f"{PAGE}?beside=ar", {}),
        (PAGE, {"accept": "application/pdf"}),
        (f"{PAGE}.pdf", {"range": "bytes=0-1"}),
        (f"/{NOTE}", {}),
        (f"/en/{NOTE.lower()}", {}),
        ("/en/", {}),
        ("/en/LII/LC/12/G/9", {}),
        ("/en/LII/LC/12/G/10", {}),
    ],
)
def test_what_is_out_of_the_ordinary_is_never_from_the_shelf(
    server: Server, path: str, headers: dict[str, str]
) -> None:
    for plain in (PAGE, f"{PAGE}.pdf"):
        server.get(plain)
    before = server.asked
    server.get(path, **headers)
    server.get(path, **headers)
    assert server.asked == before + 2


CHANGES: dict[str, Callable[[], object]] = {
    "withdrawn": lambda: access.rule(NOTE, "withdrawn", "SPECIMEN", by=BY, at=days(0)),
    "restricted": lambda: access.rule(NOTE, "restricted", "SPECIMEN", by=BY, at=days(0)),
    "cited by another": lambda: keep(made("LII/LC/12/G/5", citations=_citing(NOTE)), 0),
    "corrected": lambda: keep(made(f"{NOTE}/Corr.2"), 0),
    "one that cites it gone": lambda: access.rule("LII/LC/12/G/3", "withdrawn", "SPECIMEN", by=BY, at=days(0)),
    "a name amended": lambda: authority_files.amend(
        "body", "LII/LC", {"en": "Council of Lights"}, reason="SPECIMEN", by=BY, at=days(0)
    ),
}


def _citing(symbol: str) -> tuple:
    from tests.archive.made import citing

    return citing(symbol, symbol)


@pytest.mark.parametrize("change", CHANGES)
def test_what_concerns_a_page_makes_it_anew(server: Server, change: str) -> None:
    before = server.get(PAGE)
    CHANGES[change]()
    after = server.get(PAGE)
    assert server.asked == 2
    assert after[2] != before[2]
    assert after[0] == {"withdrawn": 410, "restricted": 404}.get(change, 200)


def test_what_does_not_concern_a_page_leaves_it(server: Server) -> None:
    server.get(PAGE)
    keep(made("LII/LC/12/G/5"), 0)
    access.rule("LII/LC/12/G/2", "withdrawn", "SPECIMEN", by=BY, at=days(0))
    server.get(PAGE)
    assert server.asked == 1


def test_what_is_cited_and_comes_makes_the_citing_page_anew(server: Server) -> None:
    keep(made("LII/LC/12/G/5", citations=_citing("LII/LC/12/G/6")), 0)
    path = "/en/LII/LC/12/G/5"
    assert b"known, not held here" in server.get(path)[2]
    keep(made("LII/LC/12/G/6"), 0)
    assert b"held here" in server.get(path)[2].replace(b"not held here", b"")


def test_another_language_makes_all_pages_of_the_document_anew(server: Server) -> None:
    path = "/fr/LII/LC/12/G/2"
    before = server.get(path)
    keep(specimen("note-2-fr.md", "es"), 0)
    assert b'href="/es/LII/LC/12/G/2"' not in before[2]
    assert b'href="/es/LII/LC/12/G/2"' in server.get(path)[2]


def test_the_moment_of_release_makes_pages_anew(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(made("LII/LC/12/G/5", citations=_citing("LII/LC/12/G/11")), 0)
    path = "/en/LII/LC/12/G/5"
    assert b"known, not held here" in server.get(path)[2]
    later = days(31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert b'href="/en/LII/LC/12/G/11"' in server.get(path)[2]


def test_an_answer_that_knows_less_than_the_shelf_is_not_kept(shelves: str, reader: Client) -> None:
    old = shelf.look()
    head = [("ETag", '"old"')]
    keep(made("LII/LC/12/G/5"), 0)
    shelf.look()
    shelf.keep(PAGE, NOTE, head, b"SPECIMEN, old", "", old)
    assert shelf.take(PAGE, NOTE) is None
    shelf.keep(PAGE, NOTE, head, b"SPECIMEN, new", "", Entry.objects.count())
    assert shelf.take(PAGE, NOTE).body == b"SPECIMEN, new"


def test_who_is_signed_in_sees_the_page_of_everyone(shelves: str, reader: Client) -> None:
    from verbale.desk import people

    people.add("a@league.example", "A. SPECIMEN", by=people.SETUP, at=days(0), language="ru")
    from verbale.desk.models import Person

    reader.force_login(Person.objects.get(email="a@league.example"))
    answer = reader.get(PAGE)
    assert b"A. SPECIMEN" not in answer.content
    assert answer["Content-Language"] == "en"
    assert not answer.cookies
    body_of(answer)


def test_a_shelf_that_cannot_be_written_is_done_without(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_bytes(b"")
    first = server.get(PAGE)
    monkeypatch.setattr(settings, "DATA", tmp_path / "taken")
    assert server.get(PAGE)[2] == first[2]
    assert server.asked == 2


def test_a_new_release_clears_the_shelves_before_it(server: Server, tmp_path: Path) -> None:
    whose = shelf.folder().name.rpartition("-")[2]
    old, other = tmp_path / "pages" / f"0-{whose}", tmp_path / "pages" / "0-other"
    old.mkdir(parents=True)
    other.mkdir()
    server.get(PAGE)
    assert (old.exists(), other.exists()) == (False, True)
