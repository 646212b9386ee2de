"""Somebody who has never been here, in a real browser, over the demonstration as it is really built: find, read, take, verify."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from lxml import etree
from playwright.sync_api import Browser, Page

from tests.desk.conftest import Snapshots
from verbale.desk import demonstration
from verbale.languages import LANGUAGES, language
from verbale.pages.wording import say

pytestmark = pytest.mark.tool
NOTE = "LII/LC/14/G/1"
"""The specimen of the document that the project started with: a note verbale with its annex."""


@pytest.fixture
def database(snapshots: Snapshots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The demonstration, as of now."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    with snapshots.copy("sqlite", "newcomer", lambda: demonstration.build(timezone.now()), tmp_path) as at:
        yield at


@pytest.fixture
def page(site: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(base_url=site)
    yield context.new_page()
    context.close()


def seek(page: Page, first: str, typed: str) -> None:
    """Type something into the search of a page and press Enter."""
    page.goto(first)
    page.locator("input[type=search]").fill(typed)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def found(page: Page) -> list[str]:
    return page.locator(".results h3 .symbol").all_inner_texts()


def test_find_read_take_and_verify(page: Page, site: str, tmp_path: Path) -> None:
    # By its symbol, typed as people type.
    typed = (NOTE, "lii/lc/14/g/1", " LII LC 14 G 1 ", "lii_lc_14_g_1-EN.pdf", f"https://undocs.org/en/{NOTE}")
    for words in typed:
        seek(page, "/en/", words)
        assert page.url.endswith(f"/en/{NOTE}"), words
    seek(page, f"/en/{NOTE}", "LII/LC/14/G/2")  # from the banner of any page
    assert page.url.endswith("/en/LII/LC/14/G/2")

    # By a phrase in Arabic and in Chinese, by the name of a State in Russian.
    for code, words in (("ar", '"المد العالي في مضيق اللامكان"'), ("zh", "乌有海峡大潮"), ("ru", "Брумалия")):
        seek(page, f"/{code}/", words)
        assert NOTE in found(page), words
        assert page.evaluate("document.documentElement.lang") == code
    page.goto("/ru/states/")
    page.click("main >> text=Брумалия")
    assert page.locator(f"main a.symbol[href='/ru/{NOTE}']").count() == 1

    # In two languages side by side, paragraph to paragraph.
    page.goto(f"/en/{NOTE}")
    page.click(".about a[href$='beside=ar']")
    pairs = page.locator(".pair")
    left, right = pairs.nth(0).locator("> div").all()
    assert (left.get_attribute("lang"), right.get_attribute("lang")) == ("en", "ar")
    assert (right.get_attribute("dir"), page.locator("#right-p1").count()) == ("rtl", 1)
    assert all(pair.locator("> div").count() == 2 for pair in pairs.all())

    # Its PDF, its citation, its feed.
    page.goto(f"/fr/{NOTE}")
    pdf = tmp_path / "téléchargement (3).pdf"
    pdf.write_bytes(page.request.get(page.locator(".downloads a", has_text="PDF").get_attribute("href")).body())
    assert pdf.read_bytes().startswith(b"%PDF")
    assert NOTE in page.locator(".citation").inner_text()
    bibtex = page.request.get(page.locator(".downloads a", has_text="BibTeX").get_attribute("href")).text()
    assert NOTE in bibtex.replace("\\", "")
    feed = page.locator(".about a[href*='/feeds/'][href*='/documents/']").get_attribute("href")
    entry = etree.fromstring(page.request.get(feed).body()).find("{http://www.w3.org/2005/Atom}entry")
    assert NOTE in entry.findtext("{http://www.w3.org/2005/Atom}title")

    # Whether the PDF is the one issued, under any name, and a copy in which a byte was changed.
    altered = tmp_path / f"{NOTE.replace('/', '_')}-FR.pdf"
    data = bytearray(pdf.read_bytes())
    data[len(data) // 2] ^= 1
    altered.write_bytes(bytes(data))
    for code in LANGUAGES:
        for path, verdict in ((pdf, "issued"), (altered, "altered")):
            page.goto(f"/{code}/verify")
            page.set_input_files("#file", path)
            page.click("form[enctype] button")
            assert page.locator("[role=status] h2").inner_text() == say(f"library.verdict.{verdict}", code)
            assert NOTE in page.locator("[role=status]").inner_text()
    assert language("fr").names["es"] in page.locator("main").inner_text() or verdict == "altered"


def test_the_browser_finds_the_search_itself(page: Page, site: str) -> None:
    page.goto("/es/")
    link = page.locator("link[rel=search]")
    assert link.get_attribute("type") == "application/opensearchdescription+xml"
    described = etree.fromstring(page.request.get(link.get_attribute("href")).body())
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    ways = {one.get("type"): one.get("template") for one in described.findall("o:Url[@template]", space)}
    assert described.findtext("o:Language", namespaces=space) == "es"
    assert 0 < len(described.findtext("o:ShortName", namespaces=space)) <= 16
    asked = urllib.request.quote("Brumalia")
    for kind, part in (
        ("text/html", NOTE),
        ("application/atom+xml", NOTE),
        ("application/x-suggestions+json", "Brumalia"),
    ):
        address = ways[kind].replace("{searchTerms}", asked).replace(settings.ADDRESS, site)
        answer = page.request.get(address)
        assert answer.headers["content-type"].startswith(kind)
        assert part in answer.text()
    page.locator("#q").press_sequentially("Brum")
    page.wait_for_selector("#q-list option", state="attached")
    assert "Brumalia" in page.locator("#q-list option").first.get_attribute("value")
