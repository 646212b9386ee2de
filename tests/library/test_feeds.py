"""Feeds and sitemaps: every list has one, it is valid, leads to what is there, and tells of nothing hidden."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.library.made import BY, HIDDEN, NOTE, days, keep, made
from verbale.archive import access
from verbale.languages import LANGUAGES
from verbale.library import sitemaps

A, S = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = {
    "/{}/": "/feeds/{}/newest",
    "/{}/bodies/LII/LC/": "/feeds/{}/bodies/LII/LC",
    "/{}/sessions/LII/LC/12/": "/feeds/{}/sessions/LII/LC/12",
    "/{}/states/XAA/": "/feeds/{}/states/XAA",
    "/{}/search?q=SPECIMEN": "/feeds/{}/search?q=SPECIMEN",
    f"/{{}}/{NOTE}": f"/feeds/{{}}/documents/{NOTE}",
}


def entries(reader: Client, path: str) -> dict[str, ET.Element]:
    response = reader.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    found = ET.fromstring(response.content).iter(f"{A}entry")  # noqa: S314  # our own
    return {one.findtext(f"{A}id").partition(":8000/")[2]: one for one in found}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_list_leads_to_its_feed(shelves: str, reader: Client, lang: str) -> None:
    for page, feed in PAGES.items():
        head = reader.get(page.format(lang)).content.decode().partition("</head>")[0]
        link = re.search(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', head)
        assert link, page
        assert link[1].replace("&amp;", "&") == feed.format(lang)
        answer = reader.get(link[1])
        assert answer["Content-Language"] == lang
        for word in HIDDEN.values():
            assert word not in answer.content.decode()


def test_entries_are_the_documents_newest_first(shelves: str, reader: Client) -> None:
    found = entries(reader, "/feeds/fr/newest")
    assert {NOTE, "LII/LC/12/G/2", "LII/LC/12/G/3", "LII/LC/12/G/4"} <= set(found)
    moments = [one.findtext(f"{A}updated") for one in found.values()]
    assert moments == sorted(moments, reverse=True)
    assert found[NOTE].find(f"{A}title").get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert [link.get("hreflang") for link in found[NOTE].iter(f"{A}link")] == list(LANGUAGES)
    assert set(entries(reader, f"/feeds/en/cites/{NOTE}")) == {"LII/LC/12/G/3"}
    assert set(entries(reader, "/feeds/en/cites/LII/LC/RES/11/4")) == {NOTE, "LII/LC/12/G/3"}  # not here itself
    assert list(entries(reader, f"/feeds/en/documents/{NOTE}")) == [f"{NOTE}/Corr.1", NOTE]
    assert reader.get("/feeds/en/documents/LII/LC/12/G/9").status_code == 410
    assert NOTE in entries(reader, "/feeds/en/states/XAA")
    assert set(entries(reader, "/feeds/en/search?q=correction")) == {f"{NOTE}/Corr.1"}


def test_a_new_language_makes_the_entry_new(shelves: str, reader: Client) -> None:
    before = entries(reader, "/feeds/en/newest")["LII/LC/12/G/3"].findtext(f"{A}updated")
    tag = reader.get("/feeds/en/newest")["ETag"]
    assert reader.get("/feeds/en/newest", headers={"if-none-match": tag}).status_code == 304
    keep(made("LII/LC/12/G/3", "fr"), -1)
    assert entries(reader, "/feeds/en/newest")["LII/LC/12/G/3"].findtext(f"{A}updated") > before
    assert reader.get("/feeds/en/newest", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/feeds/en/bodies/XX", "/feeds/en/sessions/LII/LC/77", "/feeds/en/states/XXX"])
def test_feeds_of_nothing(shelves: str, reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_sitemaps_have_every_page(shelves: str, reader: Client) -> None:
    places = [one.text for one in ET.fromstring(reader.get("/sitemap.xml").content).iter(f"{S}loc")]  # noqa: S314
    found = {}
    for place in places:
        text = reader.get(place.partition(":8000")[2]).content
        found |= {one.findtext(f"{S}loc"): one for one in ET.fromstring(text).iter(f"{S}url")}  # noqa: S314
    paths = {place.partition(":8000")[2] for place in found}
    assert {f"/{lang}/{NOTE}" for lang in LANGUAGES} <= paths
    assert "/ar/LII/LC/12/G/4" not in paths
    for path in paths:
        answer = reader.get(path)
        assert answer.status_code == 200, path
        answer.close()
    sisters = found[f"http://localhost:8000/en/{NOTE}"].iter("{http://www.w3.org/1999/xhtml}link")
    assert [link.get("hreflang") for link in sisters] == list(LANGUAGES)
    assert reader.get("/sitemaps/7.xml").status_code == 404
    robots = reader.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in robots
    assert "Disallow: /desk/" in robots


@pytest.mark.shared
def test_feeds_are_valid(shelves: str, reader: Client, shared: Path) -> None:
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(shared / "schemas/atom/atom.rng"))
    for feed in (*PAGES.values(), "/feeds/{}/search?q=nothing+of+the+kind"):
        for lang in LANGUAGES:
            schema.assertValid(etree.fromstring(reader.get(feed.format(lang)).content))


INDEX = """<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"
  targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
  <element name="sitemapindex"><complexType><sequence><element name="sitemap" minOccurs="1" maxOccurs="50000"><complexType>
    <sequence><element name="loc" type="anyURI"/><element name="lastmod" type="dateTime" minOccurs="0"/></sequence>
  </complexType></element></sequence></complexType></element>
</schema>"""
"""What the protocol of sitemaps says of an index."""


@pytest.mark.shared
def test_sitemaps_are_valid(
    shelves: str, reader: Client, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own: libxml2 asks for the catalogue once."""
    import os
    import subprocess
    import sys

    from lxml import etree

    monkeypatch.setattr(sitemaps, "DOCUMENTS", 3)
    access.rule("LII/LC/12/G/4", "withdrawn", "SPECIMEN", by=BY, at=days(0))  # with it a sitemap loses all it had
    index = etree.fromstring(reader.get("/sitemap.xml").content)
    etree.XMLSchema(etree.fromstring(INDEX)).assertValid(index)
    places = [place.text for place in index.iter(f"{S}loc")]
    assert len(places) > 2
    for number, place in enumerate(places):
        (tmp_path / f"map-{number}.xml").write_bytes(reader.get(place.partition(":8000")[2]).content)
    code = (
        "import sys; from lxml import etree; schema = etree.XMLSchema(etree.parse(sys.argv[1]))\n"
        "for path in sys.argv[2:]: schema.assertValid(etree.parse(path))"
    )
    env = {**os.environ, "XML_CATALOG_FILES": str(shared / "schemas/catalog.xml")}
    command = [
        sys.executable,
        "-c",
        code,
        shared / "schemas/sitemap/sitemap-all.xsd",
        *sorted(tmp_path.glob("map-*.xml")),
    ]
    assert subprocess.run(command, env=env, capture_output=True, text=True, check=False).stderr == ""
