"""Three harvesters, a server that is restarted, documents that change in the middle: nothing lost, nothing doubled."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib import resources
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings

import verbale
from tests.archive.made import league
from tests.conftest import ROOT
from tests.desk.conftest import Snapshots
from tests.library.harvester import ROOTS, Got, Harvester, Refused
from tests.library.made import BY, days, keep
from tests.server.test_starting import free
from verbale.archive import access
from verbale.archive.models import Work
from verbale.document import Edition
from verbale.press import issue

NUMBERS = range(1, 11)
SERIES = "LII/LC/12/G/{}"
HOST = "library.league.example"


def note(number: int, *languages: str) -> Edition:
    """A specimen note as it is really issued, under another number."""
    name = "note-1-en.md"
    document = verbale.read((resources.files("verbale") / "specimens" / name).read_bytes(), name, league()).document
    return issue(
        document, symbol=SERIES.format(number), on=days(-20).date(), languages=languages or ("en",),
        formats=("akn", "json"), authorities=league(),
    )  # fmt: skip


def build() -> None:
    for number in NUMBERS:
        keep(note(number, "en", *(["fr"] if number % 2 else [])), -20)


@pytest.fixture(params=["sqlite", "postgresql"])
def notes(request: pytest.FixtureRequest, snapshots: Snapshots, tmp_path: Path) -> Iterator[str]:
    """Ten notes, issued and released; gives the database's address."""
    with snapshots.copy(request.param, "harvest", build, tmp_path) as at:
        yield at


class Server:
    """A server of its own, with three records in an answer, that can be killed and started anew."""

    def __init__(self, database: str, data: Path) -> None:
        self.port = free()
        self.address = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ, "VERBALE_DATA": str(data), "VERBALE_DATABASE": database, "VERBALE_RATE": "100000",
            "VERBALE_ARCHIVE": str(settings.ARCHIVE), "VERBALE_ORGANIZATION": str(settings.ORGANIZATION),
            "VERBALE_ADDRESS": f"http://{HOST}", "VERBALE_SECRET": "SPECIMEN " * 5,
        }  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(self.port), "--no-ws"]
        self._process = subprocess.Popen(
            [*command, "tests.library.three_a_page:application"], cwd=ROOT, env=self._environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=5).close()  # noqa: S310  # our own
            except OSError:
                assert self._process.poll() is None
                time.sleep(0.1)
            else:
                return
        pytest.fail("the server did not start within a minute")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)

    def restart(self) -> None:
        self.stop()
        self.start()


@pytest.fixture
def server(notes: str, tmp_path: Path) -> Iterator[Server]:
    one = Server(notes, tmp_path)
    one.start()
    yield one
    one.stop()


def with_sickle(address: str, prefix: str, **said: str) -> Iterator[Got]:
    from sickle import Sickle

    for one in Sickle(f"{address}/oai").ListRecords(metadataPrefix=prefix, **said):
        header = one.header
        yield Got(header.identifier, header.datestamp, header.deleted, frozenset(header.setSpecs))


def with_oaipmh(address: str, prefix: str, **said: str) -> Iterator[Got]:
    from oaipmh.client import Client
    from oaipmh.metadata import MetadataRegistry

    registry = MetadataRegistry()
    registry.registerReader(prefix, lambda element: element)
    times = {"from_": datetime.datetime.fromisoformat(said["from"].rstrip("Z"))} if said else {}
    for header, *_ in Client(f"{address}/oai", registry).listRecords(metadataPrefix=prefix, **times):
        yield Got(
            header.identifier(), f"{header.datestamp().isoformat()}Z", header.isDeleted(), frozenset(header.setSpec())
        )


def change() -> None:
    """What happens in the middle: behind where the harvests stand, before it, and at the end."""
    keep(note(2, "ru"), 0)
    keep(note(9, "es"), 0)
    keep(note(11), 0)
    keep(note(12, "en", "fr"), 0)
    for number, to in ((1, "withdrawn"), (3, "restricted"), (8, "withdrawn"), (10, "restricted")):
        access.rule(SERIES.format(number), to, "SPECIMEN: in the middle.", by=BY, at=days(0))


def names(got: list[Got]) -> dict[str, bool]:
    """Whether each record is deleted; no record is there twice."""
    found = {one.identifier: one.deleted for one in got}
    assert len(found) == len(got)
    return found


def here() -> dict[str, bool]:
    """What there is, as the archive has it."""
    gone = {SERIES.format(number) for number in (1, 3, 8, 10)}
    return {f"oai:{HOST}:{key}": key in gone for key in Work.objects.values_list("key", flat=True)}


def test_nothing_is_lost_or_doubled(server: Server, tmp_path: Path, shared: Path) -> None:
    (folder := tmp_path / "answers").mkdir()
    ours = {prefix: Harvester(f"{server.address}/oai", folder) for prefix in ROOTS}
    running = {
        (name, prefix): harvested
        for prefix in ROOTS
        for name, harvested in {
            "ours": ours[prefix].list("ListRecords", prefix),
            "sickle": with_sickle(server.address, prefix),
            "oaipmh": with_oaipmh(server.address, prefix),
        }.items()
    }
    got = {which: list(islice(harvested, 5)) for which, harvested in running.items()}
    server.stop()
    change()
    server.start()
    for which, harvested in running.items():
        got[which] += islice(harvested, 4)
    server.restart()
    for which, harvested in running.items():
        got[which] += harvested

    for (name, prefix), records in got.items():
        found = names(records)
        assert set(found) == set(here()), (name, prefix)
        assert all(here()[one] for one, deleted in found.items() if deleted)
        again = Harvester(f"{server.address}/oai", folder)
        bring = {"ours": again.list("ListRecords", prefix, **{"from": ours[prefix].first}),
                 "sickle": with_sickle(server.address, prefix, **{"from": ours[prefix].first}),
                 "oaipmh": with_oaipmh(server.address, prefix, **{"from": ours[prefix].first})}[name]  # fmt: skip
        later = names(list(bring))
        assert set(later) == {f"oai:{HOST}:{SERIES.format(number)}" for number in (1, 2, 3, 8, 9, 10, 11, 12)}
        assert found | later == here(), (name, prefix)

    # What stands in the records is what a harvest gives that begins now, and all three read the same headers.
    for prefix in ROOTS:
        whole = list(Harvester(f"{server.address}/oai", folder).list("ListRecords", prefix))
        assert names(whole) == here()
        kept = {one.identifier: one.metadata for one in got["ours", prefix]}
        unchanged = [one for one in whole if one.identifier.endswith(("/4", "/5", "/6", "/7"))]
        assert len(unchanged) == 4
        assert all(kept[one.identifier] == one.metadata is not None for one in unchanged)
        for name in (with_sickle, with_oaipmh):
            theirs = {(one.identifier, one.datestamp, one.deleted, one.sets) for one in name(server.address, prefix)}
            assert theirs == {(one.identifier, one.datestamp, one.deleted, one.sets) for one in whole}
        headers = Harvester(f"{server.address}/oai", folder)
        assert names(list(headers.list("ListIdentifiers", prefix))) == here()
        assert headers.sizes == [12]
    valid(folder, shared)


def valid(folder: Path, shared: Path) -> None:
    """Every answer is valid; in a process of its own, since libxml2 asks for the catalogue once."""
    assert len(list(folder.iterdir())) > 30
    code = (
        "import sys, pathlib; from lxml import etree; schema = etree.XMLSchema(etree.parse(sys.argv[1]))\n"
        "for path in pathlib.Path(sys.argv[2]).glob('*.xml'):\n"
        "    if not schema.validate(etree.parse(path)): print(path.name, schema.error_log)"
    )
    env = {**os.environ, "XML_CATALOG_FILES": str(shared / "schemas/catalog.xml")}
    command = [sys.executable, "-c", code, shared / "schemas/oai/oai-all.xsd", folder]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def every(harvester: Harvester, **said: str) -> list[Got]:
    """All headers of a list that may have none."""
    try:
        return list(harvester.list("ListIdentifiers", "oai_dc", **said))
    except Refused as refused:
        if str(refused) != "noRecordsMatch":
            raise
        return []


def test_by_sets_and_by_moments(server: Server, tmp_path: Path) -> None:
    """A set, and a window of time, have just the records that say they belong there."""
    (folder := tmp_path / "answers").mkdir()
    harvester = Harvester(f"{server.address}/oai", folder)
    change()
    whole = list(harvester.list("ListRecords", "oai_dc"))
    specs = {part.findtext("{*}setSpec") for part in harvester.ask(verb="ListSets")}
    assert specs >= {"body-LII~LC", "language-fr"}
    for spec in specs:
        got = names(every(harvester, set=spec))
        said = {one.identifier for one in whole if any(f"{of}:".startswith(f"{spec}:") for of in one.sets)}
        hidden = {
            f"oai:{HOST}:{SERIES.format(number)}" for number in (3, 10)
        }  # of which only that they are gone is told
        assert said <= set(got) <= said | hidden
    stamps = sorted({one.datestamp for one in whole})
    for moment in (stamps[0], stamps[-1], stamps[0][:10]):
        got = names(list(harvester.list("ListRecords", "oai_dc", **{"from": moment, "until": moment})))
        assert set(got) == {one.identifier for one in whole if one.datestamp.startswith(moment)}


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_tokens_that_are_none_of_ours(server: Server, tmp_path: Path, verb: str) -> None:
    (folder := tmp_path / "answers").mkdir()
    harvester = Harvester(f"{server.address}/oai", folder)
    token = harvester.ask(verb=verb, metadataPrefix="oai_dc")[-1].text
    other = "ListIdentifiers" if verb == "ListRecords" else "ListRecords"
    for wrong, of in [(token, other), (token[:-3], verb), (f"{token}A", verb), ("", verb), ("W10", verb), ("é", verb)]:
        with pytest.raises(Refused, match="badResumptionToken"):
            harvester.ask(verb=of, resumptionToken=wrong)
    assert len(harvester.ask(verb=verb, resumptionToken=token)) == 4  # it may be asked again, as often as one likes
    assert harvester.ask(verb=verb, resumptionToken=token)[-1].get("cursor") == "3"
