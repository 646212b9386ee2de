"""The secretariat's pages in a real browser: nothing for axe-core to find, nothing cut off, and keys and tabs that work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from tests.browsing import chromium, faults, overflow
from tests.desk.world import case_in, email, follow, later, make, partly
from verbale.desk.models import Person
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

__all__ = ["chromium"]

ON_ONE_DATABASE = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


def signed_in(browser: Browser, server: str, client: Client, *, width: int, scheme: str = "light") -> BrowserContext:
    """A window of a browser in which somebody is signed in already."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server}])
    return context


def addresses() -> dict[str, list[str]]:
    """Pages of the secretariat, by who looks at them."""
    case = {state: case_in(state).reference for state in ("submitted", "accepted", "returned", "in-translation", "in-proof",
                                                         "approved", "scheduled", "released")}  # fmt: skip
    change = follow(case_in("released"), "Corr", ["fr"])
    for name in ("register", "translate"):
        make(name, change, at=later(60))
    return {
        "registrar": ["/desk/queue/", "/desk/queue/?q=nothing", *(f"/desk/{case[s]}/" for s in ("submitted", "returned")),
                      "/desk/register/", "/desk/register/1/", "/desk/lists/"],
        "editor": [f"/desk/{case['accepted']}/", "/desk/board/", f"/desk/{case['in-translation']}/languages/",
                   f"/desk/{case['in-translation']}/languages/ru/", f"/desk/{case['in-proof']}/languages/ar/",
                   f"/desk/{case['in-proof']}/proof/", f"/desk/{change.reference}/languages/",
                   f"/desk/{case['released']}/release/"],
        "releasing": [f"/desk/{case['approved']}/release/", f"/desk/{case['scheduled']}/release/",
                      f"/desk/{partly().reference}/release/"],
        "translator-ru": ["/desk/board/", f"/desk/{case['in-translation']}/languages/"],
    }  # fmt: skip


@ON_ONE_DATABASE
def test_axe_finds_nothing_and_nothing_is_cut_off(
    world: str, server: str, chromium: Browser, browse: Callable[[str], Client]
) -> None:
    looks = [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light"), (1280, "light"), (390, "light")]
    for name, pages in addresses().items():
        client = browse(name)
        for language, (width, scheme) in zip(LANGUAGES, looks, strict=True):
            Person.objects.filter(email=email(name)).update(language=language)
            with signed_in(chromium, server, client, width=width, scheme=scheme) as context:
                page = context.new_page()
                said: list[str] = []
                page.on("console", lambda message, said=said: said.append(message.text))
                for address in pages:
                    response = page.goto(server + address)
                    assert response is not None
                    assert response.status == 200, address
                    assert (address, faults(page), overflow(page), said) == (address, [], 0, [])


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
