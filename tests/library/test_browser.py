"""The library in a real browser: axe-core, a telephone, the keyboard, no scripts, paper, and what a page weighs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import faults, overflow
from tests.library.made import NOTE
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

pytestmark = [pytest.mark.tool, pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)]
PAGES = ("/{}/", "/{}/bodies/", "/{}/bodies/LII/LC/", "/{}/sessions/", "/{}/sessions/LII/LC/12/", "/{}/states/",
         "/{}/states/XAA/", "/{}/verify?hash=" + "0" * 64, "/{}/LII/LC/12/G/1", "/{}/LII/LC/12/G/1?beside=en",
         "/{}/LII/LC/12/G/2", "/{}/LII/LC/12/G/9", "/{}/nothing")  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_every_language(site: str, chromium: Browser, language: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page = context.new_page()
    for path in PAGES:
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(f"{site}{path.format(language)}")
        assert overflow(page) == 0, path
        shown = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        assert shown == [language, "rtl" if language == "ar" else "ltr"], path
        page.set_viewport_size({"width": 1280, "height": 900})
        assert faults(page) == [], path
    assert [text for text in said if "404" not in text and "410" not in text] == []
    context.close()


def test_a_dark_screen_still_shows_white_paper(site: str, chromium: Browser) -> None:
    page = chromium.new_page(color_scheme="dark")
    page.goto(f"{site}/en/{NOTE}")
    assert faults(page) == []
    colour = page.evaluate("getComputedStyle(document.querySelector('.document')).backgroundColor")
    assert colour == "rgb(255, 255, 255)"
    page.close()


def test_the_language_is_changed_and_the_paragraph_kept(site: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/en/{NOTE}#p2")
    page.click(".tongues a[hreflang=ar]")
    assert page.url == f"{site}/ar/{NOTE}#p2"
    page.click("a.keep[href*='beside=ru']")
    assert page.url == f"{site}/ar/{NOTE}?beside=ru#p2"
    assert page.evaluate("document.querySelector(':target').id") == "p2"
    page.close()


def test_arabic_stands_on_the_right(site: str, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/ar/{NOTE}")
    sheet, beside = (page.locator(name).bounding_box() for name in (".document", ".about"))
    assert sheet["x"] > beside["x"]
    organization, symbol = (page.locator(f".masthead {name}").bounding_box() for name in (".organization", ".symbol"))
    assert organization["x"] > symbol["x"]
    page.goto(f"{site}/en/{NOTE}?beside=ar")
    left, right = (page.locator(f"#{name}").bounding_box() for name in ("p1", "right-p1"))
    assert left["x"] < right["x"]
    assert abs(left["y"] - right["y"]) < 8
    page.close()


def test_without_scripts_and_by_keyboard(site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{site}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator("a.symbol:focus").count():
            break
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/LII/" in url or "sha256" in url)
    page.goto(f"{site}/en/{NOTE}")
    page.click(".tongues a[hreflang=zh]")
    assert page.url == f"{site}/zh/{NOTE}"
    pdf = context.request.get(f"{site}/en/{NOTE}.pdf").body()
    for data, verdict in ((pdf, "issued"), (pdf + b"X", "altered")):
        page.goto(f"{site}/en/verify")
        file = {"name": "LII_LC_12_G_1-EN.pdf", "mimeType": "application/pdf", "buffer": data}
        page.set_input_files("#file", file)
        page.click("form[enctype] button")
        assert page.locator("[role=status] h2").inner_text() == say(f"library.verdict.{verdict}", "en")
    context.close()


def test_on_paper_there_is_the_document_alone(site: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/fr/{NOTE}")
    page.emulate_media(media="print")
    for name in (".banner", ".nav", ".about", ".foot", ".trail", ".here >> nth=0"):
        assert not page.locator(name).is_visible(), name
    assert page.locator(".document article").is_visible()
    assert faults(page) == []
    page.close()


def weight(page: Page, address: str) -> tuple[int, set[str]]:
    """The bytes of all that a page needs, and the hosts that they come from."""
    sizes, hosts = [], set()

    def add(response: object) -> None:
        sizes.append(len(response.body()))
        hosts.add(response.url.split("/")[2])

    page.on("response", add)
    page.goto(address, wait_until="networkidle")
    return sum(sizes), hosts


def test_what_a_page_weighs(site: str, chromium: Browser) -> None:
    for path in (f"/en/{NOTE}", f"/ar/{NOTE}", "/ru/", "/zh/sessions/LII/LC/12/"):
        page = chromium.new_page()
        size, hosts = weight(page, f"{site}{path}")
        assert size < 100_000, path
        assert hosts == {site.split("/")[2]}
        page.close()
