"""The client against a real server: what it brings is what the archive has, and what goes wrong it says."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import verbale
from tests.library.made import HIDDEN, NOTE, RESTRICTED, WITHDRAWN, days, keep, made
from verbale.archive import access
from verbale.archive.files import stored
from verbale.archive.models import Rendition
from verbale.client import Busy, Damaged, File, Library, Unreachable, Withdrawn
from verbale.languages import LANGUAGES
from verbale.library import dumps, rates
from verbale.problems import BadInput, NotKnown

PUBLIC = {NOTE, "LII/LC/12/G/2", "LII/LC/12/G/3", f"{NOTE}/Corr.1", "LII/LC/12/G/4", ""}


def test_all_documents_page_by_page(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from verbale.client import library as room

    monkeypatch.setattr(room, "_PAGE", 2)
    found = list(library.documents())
    assert {one.symbol for one in found} == PUBLIC
    assert len({one.key for one in found}) == len(found)
    spanish = library.documents(language="es", reader="es", fields=["symbol", "title", "title_language"])
    by_symbol = {one.symbol: one for one in spanish}
    assert set(by_symbol) == {NOTE, "LII/LC/12/G/3"}
    assert (by_symbol[NOTE].title_language, by_symbol[NOTE].key) == ("es", "")
    assert [one.symbol for one in library.documents(state="XAA", session="12", body="LII/LC")].count(NOTE) == 1


def test_what_comes_in_on_the_way_moves_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from verbale.client import library as room

    monkeypatch.setattr(room, "_PAGE", 2)
    found = []
    for one in library.documents(fields=["symbol"]):
        found.append(one.symbol)
        if len(found) == 1:
            keep(made("LII/LC/14/G/1"), -1)
            access.rule("LII/LC/12/G/2", "withdrawn", "SPECIMEN", by="registrar@league.example", at=days(-1))
    assert set(found) == PUBLIC - {"LII/LC/12/G/2"}
    assert len(found) == len(set(found))


def test_a_document_its_versions_and_its_text(library: Library) -> None:
    document = library.document(NOTE.lower(), reader="fr")
    assert (document.symbol, document.title_language, document.sender) == (NOTE, "fr", "XAA")
    assert [one.language for one in document.versions] == list(LANGUAGES)
    text = library.text(NOTE, "ar")
    kept = Rendition.objects.get(format="json", expression__work__key=NOTE, expression__language="ar")
    assert text == verbale.from_json(stored(kept.path).read_bytes())
    both = library.versions("LII/LC/12/G/4")
    assert [(one.version, one.stage, one.reason) for one in both] == [
        (2, "reissued", "SPECIMEN: a wrong date."), (1, "issued", ""),
    ]  # fmt: skip
    assert "mended" in verbale.to_json(library.text("LII/LC/12/G/4")).decode()
    assert "mended" not in verbale.to_json(library.text("LII/LC/12/G/4", version=1)).decode()


def test_files_are_what_was_told_of(library: Library, tmp_path: Path) -> None:
    file = library.document(NOTE).version("zh").file("pdf")
    data = library.fetch(file)
    assert (data[:5], len(data)) == (b"%PDF-", file.size)
    assert library.save(file, tmp_path / "note.pdf").read_bytes() == data
    assert library.save(file, tmp_path).name == "1.pdf"
    wrong = File(file.format, file.url, file.media_type, file.size, "0" * 64)
    with pytest.raises(Damaged, match="not 000"):
        library.fetch(wrong)
    with pytest.raises(Damaged):
        library.save(wrong, tmp_path / "wrong.pdf")
    assert {path.name for path in tmp_path.glob("*.pdf*")} == {"note.pdf", "1.pdf"}


def test_citations_both_ways(library: Library) -> None:
    cites = {one.symbol: one.standing for one in library.cites("LII/LC/12/G/3")}
    assert (cites[NOTE], cites["XX/1/2"]) == ("held", "unknown")
    assert [one.symbol for one in library.cited_by(NOTE)] == ["LII/LC/12/G/3"]


def test_search_goes_through_its_pages(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from verbale.client import library as room

    monkeypatch.setattr(room, "_PAGE", 2)
    found = library.search("SPECIMEN", sort="date")
    hits = list(found)
    assert len(hits) == len({hit.document.key for hit in hits}) == len(found) == found.total
    assert {one.value: one.count for one in found.facets["body"]}["LII/LC"] >= 4
    assert list(found) == hits
    (hit,) = library.search("correction", lang="en")
    assert hit.document.symbol == f"{NOTE}/Corr.1"
    assert [one.text for one in library.suggest("LII/LC/12/G/3")] == ["LII/LC/12/G/3"]


def test_places_and_authority_files(library: Library) -> None:
    assert {one.id for one in library.bodies()} == {"LII/LC"}
    assert {one.code for one in library.sessions("LII/LC")} >= {"12"}
    assert {one.code for one in library.states()} >= {"XAA"}
    records = {one.code: one for one in library.authorities("state")}
    assert set(records["XAA"].formal) == set(LANGUAGES)
    assert len(records) > 190


def test_verifying_sends_the_file_only_when_it_may(library: Library) -> None:
    data = library.fetch(library.document(NOTE).version("en").file("pdf"))
    assert library.verify(data).verdict == "issued"
    assert library.verify(data + b"x", name="LII_LC_12_G_1.pdf").verdict == "unknown"
    altered = library.verify(data + b"x", name='LII_LC_12_G_1.pdf\r\n"', send=True)
    assert (altered.verdict, altered.name) == ("altered", NOTE)


def test_dumps(library: Library, tmp_path: Path) -> None:
    with pytest.raises(NotKnown):
        library.dump()
    dumps.dump(days(0))
    told = library.dump()
    saved = library.save(told.file("documents.parquet"), tmp_path)
    assert saved.name == "documents.parquet"
    assert saved.read_bytes() == (dumps.root() / "documents.parquet").read_bytes()
    with pytest.raises(NotKnown, match="no file"):
        told.file("documents.csv")
    access.rule("LII/LC/12/G/4", "withdrawn", "SPECIMEN", by="registrar@league.example", at=days(0))
    with pytest.raises(Busy, match="Ask again in 3600 seconds") as error:
        library.dump()
    assert error.value.after == 3600


def test_what_is_not_there_is_told(library: Library) -> None:
    with pytest.raises(Withdrawn, match="sent by mistake") as gone:
        library.document(WITHDRAWN)
    assert gone.value.at < days(-9)
    assert gone.value.by
    for symbol in (RESTRICTED, "LII/LC/99/G/1", "no symbol at all"):
        with pytest.raises(NotKnown):
            library.text(symbol)
    for word in HIDDEN.values():
        assert not library.search(word).total
    with pytest.raises(NotKnown, match="It is there in: en"):
        library.document("LII/LC/12/G/4").version("ru")
    with pytest.raises(BadInput, match="language"):
        list(library.documents(language="tlh"))
    with pytest.raises(BadInput, match="https://"):
        Library("documents.example.org")


def test_who_asks_too_often_waits_as_long_as_the_library_says(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "LIMIT", 2)
    monkeypatch.setattr(rates, "WINDOW", 2)
    for _ in range(5):
        library.bodies()
    monkeypatch.setattr(rates, "WINDOW", 3600)
    library.bodies(), library.bodies()
    with pytest.raises(Busy) as error:
        library.bodies()
    assert error.value.after > 10


def test_what_has_not_changed_is_not_sent_again(library: Library, tmp_path: Path) -> None:
    cached = Library(library.address, cache=tmp_path / "answers")
    assert cached.document(NOTE) == cached.document(NOTE) == library.document(NOTE)
    place = next((tmp_path / "answers").iterdir())
    etag, _, body = place.read_bytes().partition(b"\n")
    place.write_bytes(etag + b"\n" + body.replace(NOTE.encode(), b"LII/LC/12/G/7"))  # told apart: it was kept
    assert cached.document(NOTE).symbol == "LII/LC/12/G/7"
    keep(made(NOTE, "en", words="SPECIMEN, again", stars="*"), -1, reissue="SPECIMEN: again.")
    assert cached.document(NOTE).symbol == NOTE


# What no library of ours does, but servers between it and us do.


@contextmanager
def answering(*answers: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, list[float]]]:
    """A server that answers in this way, one request after the other, and when each came."""
    left, came = list(answers), []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(time.monotonic())
            left.pop(0)(self)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", came
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def say(status: int, body: bytes = b"", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


STATES = b'{"states": [{"code": "XAA", "names": {}, "documents": 1}]}'


def test_an_overloaded_server_is_asked_again() -> None:
    date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 2))
    answers = (say(502), say(503, Retry_After="1"), say(503, Retry_After=date), say(200, STATES))
    with answering(*answers) as (address, came):
        (state,) = Library(address).states()
    assert state.code == "XAA"
    assert came[2] - came[1] >= 1


def test_a_lost_connection_is_asked_again_and_then_no_more() -> None:
    half = say(200, STATES[:20], Content_Length="200")
    with answering(hang_up, half, say(200, STATES)) as (address, _):
        assert len(Library(address).states()) == 1
    with (
        answering(hang_up, hang_up, half) as (address, came),
        pytest.raises(Unreachable, match="whether the library runs"),
    ):
        Library(address).states()
    assert len(came) == 3


@pytest.mark.parametrize("answer", [say(200, b"<html>"), say(404, b"<html>"), say(500, b""), say(200, b'{"a": 1}')])
def test_what_is_no_library_is_told_so(answer: Callable[[BaseHTTPRequestHandler], None]) -> None:
    with answering(answer) as (address, _), pytest.raises(Unreachable, match="no library"):
        Library(address).states()


def test_nothing_there() -> None:
    with answering() as (address, _):
        pass
    with pytest.raises(Unreachable, match="Nothing answers"):
        Library(address, timeout=1).states()
