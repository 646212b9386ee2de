"""The pages of following in a real browser, in six languages: axe-core, a telephone, no scripts; and none is left out."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser

from tests.browsing import faults, overflow, signed_in
from tests.library.following import link, mails, program
from tests.library.made import NOTE, days, keep, made
from verbale.languages import LANGUAGES
from verbale.library.follow import alerts, clock, hook_pages, hooks, pages, subjects
from verbale.library.follow.subjects import Subject
from verbale.library.models import Alert, Hook
from verbale.pages.wording import say

pytestmark = [pytest.mark.tool, pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)]
READER = "reader@isle.example"


@pytest.fixture
def owner(shelves: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Somebody with two alerts, one not confirmed, and a webhook with calls of every kind."""
    monkeypatch.setattr(settings, "WEBHOOK_PRIVATE", True)
    owner = get_user_model().objects.create_user(READER, "specimen-of-a-word", name="Owner")
    for subject in (Subject("item", "LII/LC 12 2"), subjects.read("search", "q=SPECIMEN+water&body=LII/LC")):
        alerts.follow(READER, subject, "weekly", "ar", at=days(0))
    alerts.ask(READER, Subject("cites", NOTE), "daily", "en", at=days(0))
    with program() as here:
        hooks.add(owner, here.address, Subject("state", "XAA"), "en", at=days(0))
        mine = hooks.add(owner, f"{here.address}&{'long=' * 40}", Subject("session", "LII/LC 12"), "en", at=days(0))
        here.answers = [500, 204, 500]
        for number in (5, 6, 7):
            keep(made(f"LII/LC/12/G/{number}", "en"), 0)
        hooks.ping(mine, at=days(0))
        clock.work(days(0))
    hooks.stop(Hook.objects.first(), "owner", at=days(0))
    return owner


def addresses() -> dict[bool, list[str]]:
    """Pages of following, by whether somebody is signed in."""
    confirmed, asked = Alert.objects.exclude(confirmed=None).first(), Alert.objects.get(confirmed=None)
    return {
        False: ["/{}/follow", "/{}/follow?by=search&what=q%3Dwater", "/{}/follow/asked", "/{}/alerts/",
                f"/{{}}/alerts/of/{alerts.token_of(READER)}", "/{}/alerts/of/nothing",
                f"/{{}}/alerts/confirm/{alerts.token_to_confirm(asked)}",
                f"/{{}}/alerts/end/{alerts.token_to_end(confirmed)}"],
        True: [f"/{{}}/follow?by=symbol&what={NOTE}", "/{}/hooks/",
               *(f"/{{}}/hooks/{hook.key}/" for hook in Hook.objects.all())],
    }  # fmt: skip


def test_every_page_is_looked_at(owner: Any) -> None:
    seen = {resolve(one.format("en").partition("?")[0]).url_name for of in addresses().values() for one in of}
    assert seen == {pattern.name for pattern in (*pages.urlpatterns, *hook_pages.urlpatterns)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_every_language(owner: Any, site: str, chromium: Browser, reader: Client, language: str) -> None:
    get_user_model().objects.update(language=language)
    for known, of in addresses().items():
        if known:
            reader.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
        with signed_in(chromium, site, reader, width=360, language=language) as context:
            page = context.new_page()
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            for address in of:
                page.set_viewport_size({"width": 360, "height": 740})
                page.goto(f"{site}{address.format(language)}")
                assert overflow(page) == 0, address
                shown = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
                assert shown == [language, "rtl" if language == "ar" else "ltr"], address
                page.set_viewport_size({"width": 1280, "height": 900})
                assert faults(page) == [], address
            assert [text for text in said if "404" not in text] == []


def test_following_and_ending_without_scripts(shelves: str, site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/ru/states/XAA/")
    page.click(".follow a")
    page.fill("[name=to]", "nothing")
    page.check("[name=often][value='at-once']")
    page.evaluate("document.querySelector('form.card').noValidate = true")
    page.click("main form.card button")
    assert page.locator(".faults a").count() == 1
    page.fill("[name=to]", READER)
    page.click("main form.card button")
    assert page.locator("h1").inner_text() == say("follow.asked", "ru")
    clock.work(days(0))
    (mail,) = mails().values()
    page.goto(site + link(mail, "/alerts/confirm/"))
    page.click("main form button")
    assert page.locator("main section.card").count() == 1
    page.select_option("[name$=-often]", "weekly")
    page.click("main section.card button[value=change]")
    assert Alert.objects.get().often == "weekly"
    page.goto(f"{site}/ru/alerts/end/{alerts.token_to_end(Alert.objects.get())}")
    page.click("main form button")
    assert page.locator("[role=status]").inner_text() == say("follow.ended", "ru")
    assert not Alert.objects.exists()
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_letters_look_right(shelves: str, chromium: Browser, language: str) -> None:
    alerts.follow(READER, Subject("symbol", ""), "at-once", language, at=days(0))
    keep(made("LII/LC/12/G/5", "en", "ar"), 0)
    clock.work(days(0))
    (mail,) = mails().values()
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.set_content(mail.get_body(("html",)).get_content())
    assert overflow(page) == 0
    assert faults(page) == []
    box = page.locator("h2").bounding_box()
    link_box = page.locator("h2 a").bounding_box()
    at_the_right = link_box["x"] - box["x"] > box["x"] + box["width"] - link_box["x"] - link_box["width"]
    assert at_the_right is (language == "ar")
    page.close()
