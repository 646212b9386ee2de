"""The secretariat's pages in a real browser: nothing for axe-core to find, nothing cut off, and keys and tabs that work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.browsing import chromium, signed_in
from tests.desk.world import case_in
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

__all__ = ["chromium"]

ON_ONE_DATABASE = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@ON_ONE_DATABASE
def test_a_telephone_shows_one_language_of_a_proof(
    world: str, server: str, chromium: Browser, browse: Callable[[str], Client]
) -> None:
    address = f"{server}/desk/{case_in('in-proof').reference}/proof/"
    with signed_in(chromium, server, browse("editor"), width=390) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_label("русский").check()
        assert page.locator("td[data-tongue=ru]").first.is_visible()
        assert not page.locator("td[data-tongue=ar]").first.is_visible()
    with signed_in(chromium, server, browse("editor"), width=1600) as context:
        page = context.new_page()
        page.goto(address)
        assert all(page.locator(f"td[data-tongue={lang}]").first.is_visible() for lang in LANGUAGES)


@ON_ONE_DATABASE
def test_the_queue_is_gone_through_by_keys(
    world: str, server: str, chromium: Browser, browse: Callable[[str], Client]
) -> None:
    with signed_in(chromium, server, browse("registrar"), width=1280) as context:
        page = context.new_page()
        page.goto(f"{server}/desk/queue/")
        for key in ("j", "j", "k", "Enter"):
            page.keyboard.press(key)
        page.wait_for_url("**/desk/2026-*/")
        assert page.locator("h2#original").inner_text() == say("case.original", "en")
        page.go_back()
        page.keyboard.press("/")
        page.keyboard.type("G/1")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=G%2F1**")
        assert page.locator("table.queue tbody tr").count() >= 1
