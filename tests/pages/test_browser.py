"""Pages in a real browser: nothing for axe-core to find, nothing cut off on a telephone, nothing refused by the policy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import chromium, faults, overflow, site
from tests.pages.conftest import WORD
from verbale.desk.models import Person
from verbale.languages import LANGUAGES
from verbale.pages.wording import say
from verbale.server import starting

__all__ = ["chromium", "site"]

pytestmark = [pytest.mark.tool, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
ACCOUNT = ("/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/password/change/",
           "/accounts/2fa/webauthn/", "/accounts/logout/")  # fmt: skip
OPEN = ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/nothing/", "/fail/state/", "/fail/not-you/",
        "/fail/fault/", "/accounts/password/reset/done/")  # fmt: skip


def visit(browser: Browser, language: str, width: int, scheme: str = "light") -> tuple[BrowserContext, list[str]]:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, extra_http_headers={"Accept-Language": language}, color_scheme=scheme
    )
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    return context, said


def sign_in(page: Page, site: str, word: str = WORD) -> None:
    page.goto(f"{site}/accounts/login/")
    page.fill("#id_login", "a.beacon@example.org")
    page.fill("#id_password", word)
    page.click("main form button.primary")


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_pages_and_errors(client, site: str, chromium: Browser, language: str) -> None:
    with override_settings(ROOT_URLCONF="tests.pages.addresses"):
        context, said = visit(chromium, language, 320)
        page = context.new_page()
        for address in (*OPEN, starting.first_link()):
            page.set_viewport_size({"width": 320, "height": 800})
            page.goto(f"{site}{address}")
            assert overflow(page) == 0, address
            assert page.evaluate("document.documentElement.lang") == language
            page.set_viewport_size({"width": 1200, "height": 800})
            assert faults(page) == [], address
        page.goto(f"{site}/accounts/login/")
        page.evaluate("document.querySelector('main form').noValidate = true")
        page.click("main form button.primary")
        assert page.locator(".faults li").count() == 2
        assert faults(page) == []
        context.close()
        assert [text for text in said if "status of" not in text] == []


def test_pages_in_the_dark(client, person: Callable[..., Person], site: str, chromium: Browser) -> None:
    person()
    context, _ = visit(chromium, "en", 1200, "dark")
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.click("main form button.primary")
    assert faults(page) == []
    sign_in(page, site)
    page.goto(f"{site}/accounts/2fa/")
    assert faults(page) == []
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_an_account(
    client, person: Callable[..., Person], site: str, chromium: Browser, language: str
) -> None:
    person(language=language)
    context, said = visit(chromium, language, 320)
    page = context.new_page()
    sign_in(page, site)
    page.goto(f"{site}/accounts/2fa/totp/activate/")
    page.fill("#id_password", WORD)
    page.click("main form button.primary")
    for address in ACCOUNT:
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(f"{site}{address}")
        assert page.url == f"{site}{address}"
        assert overflow(page) == 0, address
        page.set_viewport_size({"width": 1200, "height": 800})
        assert faults(page) == [], address
    context.close()
    assert [text for text in said if "status of" not in text] == []


def test_a_passkey_is_added_and_used(client, person: Callable[..., Person], site: str, chromium: Browser) -> None:
    person()
    context, said = visit(chromium, "en", 1200)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
           "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, site)
    page.goto(f"{site}/accounts/2fa/webauthn/add/")
    page.fill("#id_password", WORD)
    page.click("main form button.primary")
    page.fill("#id_name", "My key")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.goto(f"{site}/accounts/2fa/webauthn/")
    assert page.locator("tbody tr").count() == 1
    assert "My key" in page.inner_text("tbody")
    assert faults(page) == []
    page.click(".account button")  # signs out
    page.goto(f"{site}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "login" not in url)
    page.goto(f"{site}/accounts/2fa/")
    assert "A. Beacon" in page.inner_text(".account")
    context.close()
    assert [text for text in said if "status of" not in text] == []


def test_the_language_is_switched_without_a_script(client, site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(f"{site}/accounts/login/?next=/desk/")
    for language in LANGUAGES:
        page.click(f'.tongues [lang="{language}"]')
        assert page.url == f"{site}/accounts/login/?next=/desk/"
        assert page.inner_text("h1") == say("page.sign-in", language)
        assert page.locator(".tongues [aria-current]").get_attribute("lang") == language
    assert say("sign.script", "es") in page.inner_text("main")
    context.close()


def test_keys_go_through_a_queue_and_stay_out_of_fields(client, site: str, chromium: Browser) -> None:
    context, _ = visit(chromium, "en", 1200)
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.evaluate(
        """document.querySelector("main").innerHTML = '<input type="search" aria-label="x"><table class="queue"><tbody>'
        + '<tr><td><a href="#1">one</a></td></tr><tr><td><a href="#2">two</a></td></tr></tbody></table>'"""
    )
    here = "document.activeElement.textContent"
    for key, at in [("j", "one"), ("j", "two"), ("j", "two"), ("k", "one"), ("k", "one")]:
        page.keyboard.press(key)
        assert page.evaluate(here) == at
    page.keyboard.press("/")
    page.keyboard.type("jk?/")
    assert page.input_value("main input") == "jk?/"
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    context.close()


def test_the_first_tab_leads_past_the_banner(client, site: str, chromium: Browser) -> None:
    context, _ = visit(chromium, "ar", 1200)
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()
