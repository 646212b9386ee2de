"""OAI-PMH: what a harvester gets is valid, whole, and without what nobody may see; two clients agree."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from tests.library.made import BY, HIDDEN, NOTE, RESTRICTED, UNRELEASED, WITHDRAWN, days, keep, made
from verbale.archive import access
from verbale.archive.files import stored
from verbale.archive.models import Rendition, Work
from verbale.library import oai

O = "{http://www.openarchives.org/OAI/2.0/}"  # noqa: E741
START = "oai:localhost:"
Ask = Callable[..., ET.Element]


@pytest.fixture
def ask(shelves: str, reader: Client) -> Ask:
    def get(**said: str) -> ET.Element:
        response = reader.get("/oai", {name.rstrip("_"): value for name, value in said.items()})
        assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
        return ET.fromstring(response.content)  # noqa: S314  # our own

    return get


def fault(answer: ET.Element) -> str | None:
    found = answer.find(f"{O}error")
    return None if found is None else found.get("code")


def harvest(ask: Ask, between: Callable[[], None] | None = None, **said: str) -> list[tuple[str, bool]]:
    """A small client of our own: identifiers, and whether deleted, through all pages."""
    found, answer = [], ask(**said)
    while True:
        assert fault(answer) is None
        found += [
            (h.findtext(f"{O}identifier").removeprefix(START), h.get("status") == "deleted")
            for h in answer.iter(f"{O}header")
        ]
        token = answer.find(f".//{O}resumptionToken")
        if token is None or not token.text:
            return found
        if between:
            between()
            between = None
        answer = ask(verb=said["verb"], resumptionToken=token.text)


EVERYTHING = {NOTE, "LII/LC/12/G/2", "LII/LC/12/G/3", f"{NOTE}/CORR.1", "LII/LC/12/G/4"}


def test_all_that_is_public_and_what_is_gone(ask: Ask) -> None:
    found = dict(harvest(ask, verb="ListRecords", metadataPrefix="oai_dc"))
    here = {name for name, deleted in found.items() if not deleted and not name.startswith("sha256:")}
    assert here == EVERYTHING
    assert {name for name, deleted in found.items() if deleted} == {WITHDRAWN, RESTRICTED}
    assert UNRELEASED not in found


@pytest.mark.parametrize("prefix", oai.FORMATS)
def test_nothing_hidden_in_any_format(ask: Ask, prefix: str) -> None:
    text = ET.tostring(ask(verb="ListRecords", metadataPrefix=prefix), "unicode")
    assert "SPECIMEN" in text or "metadata" in text
    for word in HIDDEN.values():
        assert word not in text


def test_akn_is_the_stored_file(ask: Ask) -> None:
    record = ask(verb="GetRecord", identifier=START + NOTE, metadataPrefix="akn-ru").find(f".//{O}metadata")[0]
    row = Rendition.objects.get(format="akn", expression__language="ru", expression__work__key=NOTE)
    kept = ET.fromstring(stored(row.path).read_bytes())  # noqa: S314  # our own
    assert ET.canonicalize(ET.tostring(record, "unicode")) == ET.canonicalize(ET.tostring(kept, "unicode"))


@pytest.mark.parametrize(
    ("spec", "there"),
    [
        ("body-LII~LC", EVERYTHING | {WITHDRAWN, RESTRICTED}),
        ("body-LII~LC:session-12", EVERYTHING | {WITHDRAWN, RESTRICTED}),
        ("language-es", {NOTE, "LII/LC/12/G/3"}),
        ("language-ru", {NOTE, "LII/LC/12/G/2"}),
    ],
)
def test_sets(ask: Ask, spec: str, there: set[str]) -> None:
    found = {name for name, _ in harvest(ask, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)}
    assert {name for name in found if not name.startswith("sha256:")} == there


def test_every_set_that_is_listed_has_what_its_records_say(ask: Ask) -> None:
    listed = {one.text for one in ask(verb="ListSets").iter(f"{O}setSpec")}
    records = ask(verb="ListIdentifiers", metadataPrefix="oai_dc")
    said: dict[str, set[str]] = {}
    for header in records.iter(f"{O}header"):
        for one in header.iter(f"{O}setSpec"):
            said.setdefault(one.text, set()).add(header.findtext(f"{O}identifier").removeprefix(START))
    assert any(":item-" in spec for spec in listed)
    assert any(spec.startswith("state-") for spec in listed)
    for spec in listed & set(said):
        got = {name for name, _ in harvest(ask, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)}
        assert got - said[spec] <= {RESTRICTED}, spec  # of which only that it is gone is told
        assert said[spec] <= got, spec


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("badVerb", {}),
        ("badVerb", {"verb": "Nothing"}),
        ("badArgument", {"verb": "Identify", "set": "x"}),
        ("badArgument", {"verb": "ListRecords"}),
        ("badArgument", {"verb": "GetRecord", "identifier": "x"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "yesterday"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2020-02-30"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2020-02-03T00:00Z"}),
        (
            "badArgument",
            {
                "verb": "ListRecords",
                "metadataPrefix": "oai_dc",
                "from_": "2020-02-02",
                "until": "2030-02-03T00:00:00Z",
            },
        ),
        (
            "badArgument",
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2020-02-03", "until": "2020-02-02"},
        ),
        ("badArgument", {"verb": "GetRecord", "identifier": "a\x0bb", "metadataPrefix": "oai_dc"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "x"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "W3t9LDFd"}),
        ("badResumptionToken", {"verb": "ListSets", "resumptionToken": "x"}),
        ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "mods"}),
        ("cannotDisseminateFormat", {"verb": "GetRecord", "identifier": START + NOTE, "metadataPrefix": "mods"}),
        (
            "cannotDisseminateFormat",
            {"verb": "GetRecord", "identifier": f"{START}LII/LC/12/G/4", "metadataPrefix": "akn-ar"},
        ),
        ("idDoesNotExist", {"verb": "GetRecord", "identifier": START + UNRELEASED, "metadataPrefix": "oai_dc"}),
        ("idDoesNotExist", {"verb": "ListMetadataFormats", "identifier": "x"}),
        ("noRecordsMatch", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "body-XX"}),
        ("noRecordsMatch", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "no such"}),
        ("noRecordsMatch", {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "until": "1980-01-01"}),
    ],
)
def test_what_is_asked_wrongly(ask: Ask, code: str, said: dict[str, str]) -> None:
    answer = ask(**said)
    assert fault(answer) == code
    if code in ("badVerb", "badArgument"):
        assert answer.find(f"{O}request").attrib == {}


def test_an_argument_that_comes_twice(shelves: str, reader: Client) -> None:
    for query in ("verb=Identify&verb=Identify", "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=akn"):
        assert re.search(rb'code="bad(Verb|Argument)"', reader.get(f"/oai?{query}").content)


def test_post_is_taken(shelves: str, reader: Client) -> None:
    said = {"verb": "GetRecord", "identifier": START + NOTE, "metadataPrefix": "oai_dc"}
    asked, posted = reader.get("/oai", said).content, reader.post("/oai", said).content
    assert asked.partition(b"<request")[2] == posted.partition(b"<request")[2]


def stamp(ask: Ask, name: str) -> str:
    return ask(verb="GetRecord", identifier=START + name, metadataPrefix="oai_dc").findtext(f".//{O}datestamp")


@pytest.mark.parametrize("length", [10, 20])
def test_both_granularities_include_both_ends(ask: Ask, length: int) -> None:
    moment = stamp(ask, "LII/LC/12/G/3")[:length]
    said = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "from_": moment, "until": moment}
    assert "LII/LC/12/G/3" in dict(harvest(ask, **said))
    assert "LII/LC/12/G/4" not in dict(harvest(ask, **said))


def test_the_stamp_is_that_of_the_last_change(ask: Ask) -> None:
    before = stamp(ask, "LII/LC/12/G/3")
    access.rule("LII/LC/12/G/3", "withdrawn", "SPECIMEN: by mistake.", by=BY, at=days(-1))
    assert stamp(ask, "LII/LC/12/G/3") > before
    found = dict(harvest(ask, verb="ListRecords", metadataPrefix="oai_dc", from_=days(-2).strftime("%Y-%m-%d")))
    assert found == {"LII/LC/12/G/3": True}
    access.rule("LII/LC/12/G/3", "public", "SPECIMEN: no mistake.", by=BY, at=days(-0.5))
    assert dict(harvest(ask, verb="ListRecords", metadataPrefix="oai_dc"))["LII/LC/12/G/3"] is False


def test_what_comes_out_by_the_clock_is_harvested_then(ask: Ask) -> None:
    keep(made("LII/LC/14/G/30", "en"), -9, released=days(-2))
    found = dict(harvest(ask, verb="ListRecords", metadataPrefix="oai_dc", from_=days(-3).strftime("%Y-%m-%d")))
    assert found == {"LII/LC/14/G/30": False}


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_changes_in_the_middle(ask: Ask, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    monkeypatch.setattr(oai, "PAGE", 2)

    def change() -> None:
        keep(made("LII/LC/14/G/40", "en"), -1)
        keep(made(f"{NOTE}/Corr.2", "fr"), -1)
        access.rule(NOTE, "withdrawn", "SPECIMEN", by=BY, at=days(-1))
        access.rule("LII/LC/12/G/4", "withdrawn", "SPECIMEN", by=BY, at=days(-1))

    found = harvest(ask, change, verb=verb, metadataPrefix="oai_dc")
    names = [name for name, _ in found]
    assert len(names) == len(set(names))
    assert set(names) >= EVERYTHING | {"LII/LC/14/G/40", f"{NOTE}/CORR.2", WITHDRAWN}
    assert dict(found)["LII/LC/12/G/4"] is True
    again = dict(harvest(ask, verb=verb, metadataPrefix="oai_dc", from_=days(-1.5).strftime("%Y-%m-%d")))
    assert {name: gone for name, gone in again.items() if name in (NOTE, "LII/LC/12/G/4")} == {
        NOTE: True,
        "LII/LC/12/G/4": True,
    }


def test_a_record_that_cannot_be_read_breaks_no_page(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oai, "PAGE", 1)
    for row in Rendition.objects.filter(expression__work__key="LII/LC/12/G/3", format__in=("json", "akn")):
        stored(row.path).write_bytes(b"<!DOCTYPE x><not whole")
    for prefix in ("oai_dc", "marcxml", "akn"):
        found = dict(harvest(ask, verb="ListRecords", metadataPrefix=prefix))
        assert "LII/LC/12/G/3" not in found
        assert {NOTE, "LII/LC/12/G/2"} <= set(found)
        wrong = ask(verb="GetRecord", identifier=f"{START}LII/LC/12/G/3", metadataPrefix=prefix)
        assert fault(wrong) == "cannotDisseminateFormat"


def test_the_last_of_several_pages_has_an_empty_token(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(verb="ListRecords", metadataPrefix="oai_dc").find(f".//{O}resumptionToken") is None
    monkeypatch.setattr(oai, "PAGE", Work.objects.count() - 2)
    token = ask(verb="ListRecords", metadataPrefix="oai_dc").findtext(f".//{O}resumptionToken")
    last = ask(verb="ListRecords", resumptionToken=token).find(f".//{O}resumptionToken")
    assert last is not None
    assert not last.text


def test_sickle_gets_the_same(ask: Ask, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from sickle import Sickle

    monkeypatch.setattr(oai, "PAGE", 2)
    theirs = Sickle(f"{site}/oai")
    for verb, ours in (("ListRecords", theirs.ListRecords), ("ListIdentifiers", theirs.ListIdentifiers)):
        got = [getattr(one, "header", one) for one in ours(metadataPrefix="oai_dc")]
        assert [(one.identifier.removeprefix(START), one.deleted) for one in got] == harvest(
            ask, verb=verb, metadataPrefix="oai_dc"
        )
    assert theirs.Identify().deletedRecord == "persistent"
    assert {one.metadataPrefix for one in theirs.ListMetadataFormats()} == set(oai.FORMATS)
    record = theirs.GetRecord(identifier=START + NOTE, metadataPrefix="oai_dc")
    assert any(NOTE in one for one in record.metadata["identifier"])


@pytest.mark.shared
@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "http://127.0.0.1:8000", "https://library.league.example"]
)
def test_answers_are_valid(
    ask: Ask, shared: Path, reader: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """In a process of its own: libxml2 asks for the catalogue once."""
    monkeypatch.setattr(settings, "ADDRESS", address)
    monkeypatch.setattr(settings, "DEFAULT_FROM_EMAIL", f"verbale@{urlsplit(address).hostname}")
    import subprocess
    import sys
    import tempfile

    said = [
        "verb=Identify", "verb=ListSets", "verb=ListMetadataFormats", "verb=Nothing", "verb=ListRecords",
        *(f"verb=ListRecords&metadataPrefix={prefix}" for prefix in oai.FORMATS),
        "verb=ListIdentifiers&metadataPrefix=oai_dc", f"verb=GetRecord&metadataPrefix=marcxml&identifier=oai:{urlsplit(address).hostname}:{NOTE}",
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for number, query in enumerate(said):
            Path(folder, f"{number}.xml").write_bytes(reader.get(f"/oai?{query}").content)
        code = (
            "import sys, pathlib; from lxml import etree; schema = etree.XMLSchema(etree.parse(sys.argv[1]))\n"
            "for path in pathlib.Path(sys.argv[2]).glob('*.xml'):\n"
            "    if not schema.validate(etree.parse(path)): print(path.name, schema.error_log)"
        )
        env = {**os.environ, "XML_CATALOG_FILES": str(shared / "schemas/catalog.xml")}
        command = [sys.executable, "-c", code, shared / "schemas/oai/oai-all.xsd", folder]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
