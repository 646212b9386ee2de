"""The library in a real browser: the keyboard, no scripts, paper, the language that is changed, Arabic on the right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browsing import faults
from tests.library.made import NOTE
from verbale.pages.wording import say

pytestmark = [pytest.mark.tool, pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)]


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
