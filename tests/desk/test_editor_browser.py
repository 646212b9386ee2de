"""The editor in a real browser: a note is translated into its sixth language, a wrong figure is told, mended, released."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.browsing import chromium, signed_in
from tests.desk.world import TRANSMITTED, bring, case_in, later, make, submit, translations, who
from verbale.archive import verify
from verbale.archive.models import Expression
from verbale.archive.terms import kept_document
from verbale.desk import cases, drafts, passages, texts
from verbale.desk.models import Case
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

__all__ = ["chromium"]
Browse = Callable[[str], Client]


def area(page: Page, path: str) -> object:
    return page.locator(f"[data-path='{path}'] textarea")


def saved(page: Page, language: str) -> None:
    expect(page.locator("#saved")).to_have_text(say("draft.kept", language))


def state_of(page: Page, path: str) -> str:
    return str(page.locator(f"[data-path='{path}']").get_attribute("data-state"))


@pytest.mark.tool
@pytest.mark.parametrize("people", ["sqlite"], indirect=True)
def test_a_note_is_translated_into_its_sixth_language_proofed_and_released(
    people: str, server: str, chromium: Browser, browse: Browse
) -> None:
    case = bring(submit(), "in-translation")
    make("deliver", case, at=later(10), languages=[lang for lang in LANGUAGES if lang not in ("ru", "en")])
    right = translations(drafts.document(case, "ru"))["content.p1"]
    translated(case, server, chromium, browse, right.replace("1 марта 2026", "4 марта 2026"))
    mended(case, server, chromium, browse, right)
    with signed_in(chromium, server, browse("releasing"), width=1280, language="zh") as context:
        page = context.new_page()
        page.goto(f"{server}/desk/{case.reference}/release/")
        with page.expect_navigation():
            page.get_by_role("button", name=say("move.release.do", "zh"), exact=True).first.click()
    out = Expression.objects.filter(work__symbol=cases.symbol(case))
    assert {one.language for one in out} == set(LANGUAGES)
    said = texts.words(kept_document(out.get(language="ru")))["content.p1"]
    assert TRANSMITTED["ru"] in said
    assert verify.verify().problems == ()


def translated(case: Case, server: str, chromium: Browser, browse: Browse, wrong: str) -> None:
    """A translator writes the sixth language, with a wrong date, and delivers it."""
    with signed_in(chromium, server, browse("translator-ru"), width=1280, language="ru") as context:
        page = context.new_page()
        page.goto(f"{server}/desk/{case.reference}/languages/ru/")
        assert state_of(page, "content.p1") == "untranslated"
        area(page, "content.p1").fill(wrong)
        saved(page, "ru")  # by itself, as one types
        assert state_of(page, "content.p1") == "draft"
        checks = page.locator("[data-path='content.p1'] [data-checks]")
        expect(checks).to_contain_text(say("editor.missing", "ru", what="1 March 2026"))
        area(page, "content.p1").press("Control+Enter")
        expect(page.locator("[data-path='content.p1'][data-state='translated']")).to_be_visible()
        with page.expect_navigation():
            page.locator("button[name=deliver]").click()
    assert cases.standing(case).branches["ru"].state == "in-proof"


def mended(case: Case, server: str, chromium: Browser, browse: Browse, right: str) -> None:
    """An editor is shown the date beside the others, opens the language again, mends it, and approves all six."""
    with signed_in(chromium, server, browse("editor"), width=1280, language="fr") as context:
        page = context.new_page()
        page.goto(f"{server}/desk/{case.reference}/proof/")
        finding = page.locator("ol.findings > li").first
        expect(finding).to_contain_text("1 March 2026")
        expect(finding).to_contain_text(say("proof.odd", "fr"))
        finding.get_by_role("link", name=say("proof.show", "fr")).click()
        expect(page.locator("tr:target td[data-tongue=en] a.differs").first).to_contain_text("1 March 2026")
        expect(page.locator("tr:target td[data-tongue=ru]")).to_contain_text("4 марта 2026")
        move = page.locator("form[action$='/proof/reopen/']")
        if not move.locator("textarea").is_visible():
            move.locator("summary").click()
        for box in move.locator("input[name=languages]").all():
            box.set_checked(box.get_attribute("value") == "ru")
        move.locator("textarea").fill("SPECIMEN: la date est fausse.")
        with page.expect_navigation():
            move.locator("button.button").click()
        page.goto(f"{server}/desk/{case.reference}/languages/ru/")
        area(page, "content.p1").fill(right)
        area(page, "content.p1").press("Control+Shift+Enter")
        expect(page.locator("[data-path='content.p1'][data-state='reviewed']")).to_be_visible()
        with page.expect_navigation():
            page.locator("button[name=deliver]").click()
        page.goto(f"{server}/desk/{case.reference}/proof/")
        expect(page.locator(".notice.done")).to_contain_text(say("proof.none", "fr"))
        with page.expect_navigation():
            page.get_by_role("button", name=say("move.approve.do", "fr"), exact=True).click()


@pytest.mark.tool
@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_by_keys_alone_with_the_memory_and_beside_somebody_else(
    world: str, server: str, chromium: Browser, browse: Browse
) -> None:
    case: Case = case_in("in-translation")
    with signed_in(chromium, server, browse("translator-ar"), width=360, language="ar") as context:
        page = context.new_page()
        page.goto(f"{server}/desk/{case.reference}/languages/ar/")
        assert page.evaluate("document.documentElement.dir") == "rtl"
        page.keyboard.press("Alt+ArrowDown")  # to what is not translated
        assert page.evaluate("document.activeElement.closest('.segment').dataset.path") == "content.p1"
        expect(page.locator("#beside [data-match='1']")).to_contain_text(TRANSMITTED["ar"])
        page.keyboard.press("Alt+Digit1")
        saved(page, "ar")
        assert TRANSMITTED["ar"] in area(page, "content.p1").input_value()
        page.keyboard.press("Control+Enter")
        expect(page.locator("[data-path='content.p1'][data-state='translated']")).to_be_visible()
        now = {one.path: one for one in passages.version(case, "ar").passages}["content.p1"]
        assert (now.state, now.origin) == ("translated", "memory")

        drafts.save(case.reference, "ar", {"content.p3": "SPECIMEN theirs"}, actor=who("editor"), at=later(40))
        area(page, "content.p3").fill("SPECIMEN mine")
        collision = page.locator("[data-path='content.p3'] .collision")
        expect(collision).to_contain_text("SPECIMEN theirs")
        expect(collision).to_contain_text("SPECIMEN mine")
        assert texts.words(drafts.document(case, "ar"))["content.p3"] == "SPECIMEN theirs"
        collision.locator("[data-keep]").click()
        saved(page, "ar")
        assert texts.words(drafts.document(case, "ar"))["content.p3"] == "SPECIMEN mine"

        drafts.save(case.reference, "ar", {"content.p2": "SPECIMEN theirs"}, actor=who("editor"), at=later(41))
        area(page, "content.p3").fill("SPECIMEN mine again")
        with page.expect_navigation():
            page.locator("button[name=save]").click()
        said = texts.words(drafts.document(case, "ar"))
        assert (said["content.p2"], said["content.p3"]) == ("SPECIMEN theirs", "SPECIMEN mine again")
