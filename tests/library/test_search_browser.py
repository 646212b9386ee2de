"""The page of search in a real browser: axe-core, a telephone, no scripts, the keyboard, suggestions."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import faults, overflow
from tests.library.made import NOTE
from verbale.languages import LANGUAGES

pytestmark = [pytest.mark.tool, pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)]
QUESTIONS = ("", "?q=specimen", "?q=specimen&lang=en&sort=date", "?q=specimen+zanzibarian&year=2026", "?q=year:soon")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_in_every_language(site: str, chromium: Browser, language: str) -> None:
    page = chromium.new_page()
    for question in QUESTIONS:
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(f"{site}/{language}/search{question}")
        assert overflow(page) == 0, question
        page.set_viewport_size({"width": 1280, "height": 900})
        assert faults(page) == [], question
    page.close()


def test_without_scripts_it_is_asked_narrowed_and_left(site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/fr/")
    page.fill("#q", "specimen")
    page.locator(".seek button").click()
    before = page.locator(".results > li").count()
    page.locator(".facets a[href*='lang=es']").click()
    assert 0 < page.locator(".results > li").count() < before
    page.locator(".chosen a").click()
    assert page.locator(".results > li").count() == before
    page.locator(".results h3 a").first.click()
    assert page.locator(".document").count() == 1
    context.close()


def test_suggestions_while_one_types(site: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/en/search")
    page.locator("#q").press_sequentially("lii lc 12")
    expect(page.locator(f"#q-list option[value='{NOTE}']")).to_have_count(1)
    page.close()
