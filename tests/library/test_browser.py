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


FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || one.matches(".node") || one.matches("input, select");
  return {at: [...document.querySelectorAll("*")].indexOf(one), skip: one.matches(".skip"), seen, shown: box.width > 0 && box.height > 0,
          name: one.outerHTML.slice(0, 80), body: one === document.body};
}"""


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/ar/LII/LC/12/G/1",
        "/en/citations/LII/LC/12/G/3",
        "/en/sessions/LII/LC/12/timeline/",
        "/en/search?q=light",
    ],
)
def test_the_keyboard_goes_through_a_page_in_its_order_and_is_seen(site: str, chromium: Browser, path: str) -> None:
    page = chromium.new_page()
    page.goto(f"{site}{path}")
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert first["skip"]
    assert page.locator(".skip").bounding_box()["y"] >= 0
    before, count = first["at"], 0
    for _ in range(300):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here["body"] or here["skip"]:
            break
        assert here["at"] > before, here["name"]
        assert here["seen"], here["name"]
        assert here["shown"], here["name"]
        before, count = here["at"], count + 1
    reachable = page.locator("a[href]:visible, button:visible, input:visible, select:visible, summary:visible").count()
    unreachable = page.locator("a[tabindex='-1']:visible").count()
    assert count >= reachable - unreachable - 1  # all but the one that leads past them
    page.close()


def test_the_keyboard_changes_the_language_where_one_reads(site: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/en/{NOTE}#p2")
    page.locator(".tongues a[hreflang=ru]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ru/{NOTE}#p2")
    page.keyboard.press("Home")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_on_paper_there_is_the_document_alone(site: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/fr/{NOTE}")
    page.emulate_media(media="print")
    for name in (".banner", ".nav", ".about", ".foot", ".trail", ".here >> nth=0"):
        assert not page.locator(name).is_visible(), name
    assert page.locator(".document article").is_visible()
    assert faults(page) == []
    page.set_viewport_size({"width": 640, "height": 900})  # a sheet of paper is as narrow as a telephone
    sheet = page.locator(".document").bounding_box()
    assert sheet["x"] >= 0
    assert sheet["x"] + sheet["width"] <= 640
    page.close()
