"""HTML pages in a real browser: axe-core finds nothing, and a telephone needs no sideways scrolling."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from importlib import resources

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

import verbale
from tests.conftest import missing
from verbale.authorities import authorities
from verbale.languages import LANGUAGES

SPECIMENS = resources.files("verbale") / "specimens"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        missing("no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        chromium = playwright.chromium.launch(executable_path=path, args=switches)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The HTML of one specimen in each language."""
    known = authorities().with_organization((SPECIMENS / "league.toml").read_text("utf-8"))
    document = verbale.read((SPECIMENS / "note-5-ar.md").read_bytes(), "note.md", known).document
    edition = verbale.issue(document, on=datetime.date(2026, 3, 20), formats=["html"], authorities=known)
    return {r.language: r.data.decode() for r in edition.renditions}


def opened(browser: Browser, page: str, width: int) -> Page:
    found = browser.new_page(viewport={"width": width, "height": 800})
    found.set_content(page)
    return found


@pytest.mark.tool
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_no_violation(browser: Browser, pages: dict[str, str], language: str) -> None:
    page = opened(browser, pages[language], 1200)
    try:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
    finally:
        page.close()


@pytest.mark.tool
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_telephone_shows_the_whole_width(browser: Browser, pages: dict[str, str], language: str) -> None:
    page = opened(browser, pages[language], 360)
    try:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate("getComputedStyle(document.documentElement).direction") == (
            "rtl" if language == "ar" else "ltr"
        )
    finally:
        page.close()
