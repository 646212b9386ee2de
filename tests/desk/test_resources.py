"""The glossary and the memories that an administrator brings, and what programs and the command line do with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.desk.looking import page, words
from tests.desk.test_proofs import discordant, errors
from tests.desk.world import AT, TRANSMITTED, case_in, email, later, people, who
from verbale.archive import access
from verbale.archive.errors import NotAllowed
from verbale.archive.submissions import Arrived
from verbale.archive.verify import verify
from verbale.authorities import Concept, Glossary, Term
from verbale.cli import main
from verbale.desk import cases, passages, remembering, terminology
from verbale.document.variants import TranslationUnit, Variant
from verbale.formats.translation import tbx, tmx
from verbale.pages.wording import say

Browse = Callable[[str], Client]
LAMP = Glossary((Concept("lamp", {"en": (Term("spring tide"),), "ru": (Term("сизигийный прилив"),)}),), "House")
MEMORY = [TranslationUnit("1", (Variant("en", "The lamp is out."), Variant("ru", "Лампа погасла.")))]


def upload(name: str, data: bytes) -> dict[str, Any]:
    return {"seen": 0, "file": SimpleUploadedFile(name, data, "text/xml")}


def test_a_glossary_is_brought_in_shown_used_and_given_back(world: str, browse: Browse) -> None:
    client, case = browse("administrator"), case_in("in-translation")
    before = len(terminology.glossary().concepts)
    response = client.post("/desk/administration/terms/", upload("house.tbx", tbx.write(LAMP).data))
    assert response.status_code == 302
    assert len(terminology.glossary().concepts) == before + 1
    assert "сизигийный прилив" in words(page(client, "/desk/administration/terms/?q=spring"))
    shown = page(browse("translator-ru"), f"/desk/{case.reference}/languages/ru/?at=content.p1")
    assert "сизигийный прилив" in words(shown)
    given = browse("translator-ru").get("/desk/administration/terms/glossary.tbx").content
    assert tbx.read(given).glossary.find("lamp").preferred("ru") == "сизигийный прилив"
    assert verify().problems == ()


def test_only_an_administrator_changes_the_glossary_and_nothing_comes_of_a_wrong_file(
    world: str, browse: Browse
) -> None:
    with pytest.raises(NotAllowed):
        terminology.take_in(Arrived("x.tbx", "", tbx.write(LAMP).data), actor=who("auditor"), at=AT)
    assert browse("editor").get("/desk/administration/terms/").status_code == 403
    assert browse("auditor").post("/desk/administration/memory/", upload("x.tmx", b"")).status_code == 403
    client = browse("administrator")
    for address, data in (("terms", b"<tbx/>"), ("terms", b"SPECIMEN"), ("memory", b"<tmx/>"), ("memory", b"")):
        assert client.post(f"/desk/administration/{address}/", upload("x", data)).status_code == 422
    assert (terminology.kept(), len(terminology.glossary().concepts) > 0) == ([], True)


def test_a_memory_is_brought_in_and_told_to_translators(world: str, browse: Browse) -> None:
    client = browse("administrator")
    response = client.post("/desk/administration/memory/", upload("house.tmx", tmx.write(MEMORY).data))
    assert response.status_code == 302
    shown = words(page(client, "/desk/administration/memory/"))
    assert "house.tmx" in shown
    assert say("memory.state.current", "en") in shown


def test_a_translator_is_told_of_restricted_documents_only_where_they_see_the_case(world: str) -> None:
    out, case = case_in("released"), case_in("in-translation")
    access.rule(cases.symbol(out), "restricted", "SPECIMEN", by=email("librarian"), at=later(40))
    version = passages.version(case, "ru")

    def told(name: str) -> set[str]:
        found = remembering.remembered(version, "content.p1", who(name), later(50))
        return {match.symbol for match in found}

    assert cases.symbol(out) in told("editor")
    assert cases.symbol(out) in told("translator-ru")  # who wrote it
    people.add("new@league.example", "New", by=people.SETUP, at=AT)
    assert remembering.closed_to(people_actor("new@league.example")) == frozenset()


def people_actor(address: str) -> Any:
    from verbale.desk.actors import actor

    return actor(people.find(address))


def program(browse: Browse, name: str) -> Callable[..., Any]:
    key = people.token(email(name), "test", by=people.SETUP, at=AT)
    client = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {key}"})

    def ask(method: str, path: str, given: Any = None) -> Any:
        return client.generic(method, f"/api/desk/{path}", json.dumps(given), content_type="application/json")

    return ask


def test_programs_see_passages_findings_and_matches_and_accept_what_is_meant(world: str, browse: Browse) -> None:
    case, editor, translator = discordant(), program(browse, "editor"), program(browse, "translator-ru")
    text = translator("GET", f"cases/{case.reference}/drafts/ru").json()
    assert {one["path"]: one["state"] for one in text["passages"]}["content.p2"] == "translated"
    found = editor("GET", f"cases/{case.reference}/findings").json()
    keys = [one["key"] for one in found["findings"] if one["severity"] == "error"]
    assert keys == errors(case)
    given = {"keys": keys, "reason": "SPECIMEN: meant."}
    assert translator("POST", f"cases/{case.reference}/acceptances", given).status_code == 403
    told = editor("POST", f"cases/{case.reference}/acceptances", given).json()
    assert {one["reason"] for one in told["accepted"]} == {"SPECIMEN: meant."}
    back = editor("POST", f"cases/{case.reference}/acceptances", {"keys": keys, "given": False}).json()
    assert (back["accepted"], len(back["findings"])) == ([], len(found["findings"]))
    said = passages.version(case_in("in-translation"), "ru")["content.p1"].source
    (best, *_) = translator("GET", f"memory?text={said}&source=en&target=ru").json()
    assert best["score"] == 100
    assert TRANSMITTED["ru"] in best["target"]
    assert program(browse, "mission")("GET", f"memory?text={said}&source=en&target=ru").status_code == 403
    waiting = case_in("in-translation").reference
    assert translator("POST", f"cases/{waiting}/drafts/ru/machine", {}).status_code == 409


def test_the_command_line_does_the_same(world: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    file = tmp_path / "house.tmx"
    file.write_bytes(tmx.write(MEMORY).data)
    glossary = tmp_path / "house.tbx"
    glossary.write_bytes(tbx.write(LAMP).data)

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, [*words])
        assert done.exit_code == code, done.output
        return done.output

    assert "1 passages" in run("memory", "import", str(file), "--name", "House", "--by", email("administrator"))
    assert "Лампа погасла." in run("memory", "find", "The lamp is out.", "--from", "en", "--to", "ru")
    assert run("memory", "update").startswith("current")
    assert run("memory", "rebuild").startswith("current")
    assert json.loads(run("memory", "status", "--json"))["state"] == "current"
    assert "concepts: 1" in run("desk", "terms", str(glossary), "--as", email("administrator"))
    case = discordant()
    listed = run("desk", "findings", case.reference, "--as", email("editor"), code=1)
    assert "concord-citation-differs" in listed
    run("desk", "accept", case.reference, *errors(case), "--reason", "SPECIMEN", "--as", email("editor"))
    assert "accepted by" in run("desk", "findings", case.reference, "--as", email("editor"))
    waiting = case_in("in-translation").reference
    run("desk", "machine", waiting, "ru", "--as", email("translator-ru"), code=3)
