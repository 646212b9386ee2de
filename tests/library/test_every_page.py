"""Every page of the library in a real browser, in six languages, light and dark, wide and narrow, with scripts and without.

Nothing for axe-core to find, nothing cut off at 360 pixels, no complaint, no other host, at most 100 KB.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Browser, Page, Response

from tests.browsing import overflow
from tests.library.made import NOTE
from verbale.languages import LANGUAGES
from verbale.library import urls
from verbale.library.follow import hook_pages, pages

pytestmark = [pytest.mark.tool, pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)]
NO_PAGE = {
    "oai", "feed", "feed-body", "feed-session", "feed-state", "feed-document", "feed-item", "feed-subject", "feed-search", "feed-cites", "robots", "sitemaps", "sitemap",
    "dumps", "dump", "suggest", "opensearch",  # for machines
    "save-search", "forget-search",  # answers to forms
}  # fmt: skip
FOLLOWING = {pattern.name for pattern in (*pages.urlpatterns, *hook_pages.urlpatterns)}
"""Pages of alerts and hooks: `tests.library.test_follow_browser` looks at them."""
PAGES = {
    "/{}/": 200, "/{}/data/": 200, "/{}/bodies/": 200, "/{}/bodies/LII/LC/": 200, "/{}/sessions/": 200, "/{}/sessions/LII/LC/12/": 200,
    "/{}/subjects/": 200, "/{}/subjects/LII/LC/2/": 200, "/{}/subjects/tides/": 200, "/{}/states/": 200, "/{}/states/XAA/": 200, "/{}/verify?hash=" + "0" * 64: 200,
    "/{}/search?q=G%2F1": 200, "/{}/search?q=lighthouse&lang=ru": 200,
    "/{}/sessions/LII/LC/12/timeline/": 200, "/{}/bodies/LII/LC/languages/": 200,
    "/{}/citations/LII/LC/12/G/3": 200, f"/{{}}/{NOTE}": 200, f"/{{}}/{NOTE}?beside=ar": 200,
    "/en/LII/LC/12/G/4?version=1": 200, "/{}/LII/LC/12/G/2": 0, "/{}/LII/LC/12/G/9": 410, "/{}/nothing": 404,
}  # fmt: skip
"""Each page with its status; 0 where that depends on the language (a document that is not in all six)."""
COLOURS = {"runOnly": ["color-contrast"]}
HEAVIEST = 100_000


def addresses(language: str) -> list[tuple[str, int]]:
    return [(path.format(language), status) for path, status in PAGES.items() if "{" in path or language == "en"]


def test_no_page_is_left_out(shelves: str) -> None:
    seen = {resolve(address.partition("?")[0]).url_name for address, _ in addresses("en")}
    assert seen | NO_PAGE | FOLLOWING == {pattern.name for pattern in urls.urlpatterns}


def found(page: Page, options: dict[str, object] | None = None) -> list[str]:
    """What axe finds in a page in which it is already: rule and elements."""
    violations = page.evaluate("options => axe.run(document, options || {}).then(found => found.violations)", options)
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in violations]


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_nothing_is_cut_off_and_nothing_is_heavy(site: str, chromium: Browser, language: str) -> None:
    context = chromium.new_context(reduced_motion="reduce")  # colours are looked at as they stay
    page = context.new_page()
    said: list[str] = []
    came: list[Response] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("response", lambda response: came.append(response))  # noqa: PLW0108  # Playwright marks what it is given
    for address, status in addresses(language):
        came.clear()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        answer = page.goto(f"{site}{address}")
        assert answer is not None
        assert answer.status in ((status,) if status else (200, 404)), address
        shown = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        assert shown == [language, "rtl" if language == "ar" else "ltr"], address
        assert answer.headers["content-language"] == language, address
        assert {one.url.split("/")[2] for one in came} == {site.split("/")[2]}, address
        assert sum(len(one.body()) for one in came) < HEAVIEST, address
        page.evaluate(AXE)
        assert (address, found(page)) == (address, [])
        page.set_viewport_size({"width": 360, "height": 740})
        page.emulate_media(color_scheme="dark")
        assert (address, overflow(page)) == (address, 0)
        assert (address, found(page, COLOURS)) == (address, [])
    assert [text for text in said if "404" not in text and "410" not in text] == []
    context.close()


AXE = Axe().axe_script


def test_without_scripts_nothing_is_cut_off_either(site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for address, _ in addresses("ru"):
        page.goto(f"{site}{address}")
        widest = page.locator("body").bounding_box()
        assert widest["width"] <= 360, address
        assert page.locator("main h1").first.is_visible(), address
    context.close()
