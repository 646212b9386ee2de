"""A strict OAI-PMH harvester, written from the specification alone: it stops at whatever a server may not do.

It knows nothing of Verbale and shares no line with the other clients of the tests.
"""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
ROOTS = {
    "oai_dc": "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc",
    "marcxml": "{http://www.loc.gov/MARC21/slim}record",
    "akn": "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}akomaNtoso",
}
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Refused(Exception):
    """What the protocol calls an error, by its code."""


@dataclass(frozen=True)
class Got:
    """A record, or only its header."""

    identifier: str
    datestamp: str
    deleted: bool
    sets: frozenset[str]
    metadata: bytes | None = None


@dataclass
class Harvester:
    """A harvester of one repository; every answer goes as a file into ``folder``."""

    base: str
    folder: Path
    first: str = ""
    """The responseDate of the first answer: from here the next harvest goes on."""
    pages: int = 0
    sizes: list[int] = field(default_factory=list)

    def ask(self, **said: str) -> etree._Element:
        """Ask one question, and return what stands in the answer; raises Refused."""
        address = f"{self.base}?{urllib.parse.urlencode(said)}"
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  # what the test gave
            assert answer.headers.get_content_type() == "text/xml"
            data = answer.read()
        self.pages += 1
        (self.folder / f"{self.base.rpartition(':')[2].replace('/', '-')}-{id(self)}-{self.pages}.xml").write_bytes(
            data
        )
        root = etree.fromstring(data)
        assert root.tag == f"{{{NAMESPACE}}}OAI-PMH"
        date, request, *rest = root
        assert _SECOND.fullmatch(date.text)
        self.first = self.first or date.text
        if rest[0].tag == f"{{{NAMESPACE}}}error":
            raise Refused(rest[0].get("code"))
        assert dict(request.attrib) == said
        (body,) = rest
        assert etree.QName(body).localname == said["verb"]
        return body

    def list(self, verb: str, prefix: str, **said: str) -> Iterator[Got]:
        """Yield the records, or their headers, of a whole list."""
        asked, given, size = {"metadataPrefix": prefix, **said}, 0, None
        while True:
            body = self.ask(verb=verb, **asked)
            *items, last = [*body] or [None]
            if last is not None and last.tag != f"{{{NAMESPACE}}}resumptionToken":
                items, last = [*items, last], None
            assert items, "an empty page"
            if last is None:
                assert "resumptionToken" not in asked, "the last of several pages has an empty token"
            else:
                assert int(last.get("cursor")) == given
                assert size in (None, last.get("completeListSize"))
                size = last.get("completeListSize")
            for item in items:
                yield self._got(item, verb, prefix, said)
            given += len(items)
            if last is None or not last.text:
                self.sizes.append(int(size or given))
                return
            asked = {"resumptionToken": last.text}

    def _got(self, item: etree._Element, verb: str, prefix: str, said: dict[str, str]) -> Got:
        header = item if verb == "ListIdentifiers" else item[0]
        assert etree.QName(header).localname == "header"
        texts: dict[str, list[str]] = {}
        for part in header:
            texts.setdefault(etree.QName(part).localname, []).append(part.text)
        (identifier,), (stamp,) = texts["identifier"], texts["datestamp"]
        assert identifier.startswith("oai:")
        assert _SECOND.fullmatch(stamp)
        assert said.get("from", "") <= stamp
        assert stamp[: len(said.get("until", stamp))] <= said.get("until", stamp)
        deleted = header.get("status") == "deleted"
        data = None
        if verb == "ListRecords" and not deleted:
            _, metadata = item
            (root,) = metadata
            assert root.tag == ROOTS[prefix]
            data = etree.tostring(root, method="c14n2")
        elif verb == "ListRecords":
            assert len(item) == 1, "a deleted record has no metadata"
        return Got(identifier, stamp, deleted, frozenset(texts.get("setSpec", ())), data)
