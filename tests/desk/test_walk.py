"""The whole way in a real browser, in English and in Arabic: a Mission submits, the secretariat issues in six languages.

The documents are the seed of the project, which is not in this repository, as it is and as a DOCX. With
``VERBALE_TEST_PICTURES`` naming a folder, each step leaves a picture there to be looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import verbale
from tests.browsing import chromium
from tests.desk.conftest import Snapshots, desk_at
from tests.desk.world import AT, PASSWORD, email
from verbale.archive import verify
from verbale.archive.files import stored
from verbale.archive.models import Expression, Work
from verbale.authorities import authorities
from verbale.communications import objects
from verbale.communications.known import Wording
from verbale.desk import people
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

__all__ = ["chromium"]
OFFICERS = {
    "mission": ("mission", "AZE"),
    "registrar": ("registrar", ""),
    "editor": ("editor", ""),
    "releasing": ("releasing", ""),
}
PICTURES = os.environ.get("VERBALE_TEST_PICTURES", "")


@pytest.fixture
def desk(snapshots: Snapshots, tmp_path: Path) -> Iterator[str]:
    """The desk of the United Nations, with one Mission and the officers it needs."""
    folder = tmp_path / "desk"
    folder.mkdir()
    with snapshots.copy("sqlite", "nobody", lambda: None, folder) as at, desk_at(at, folder, organization=""):
        yield at


class Walk:
    """A person's way through the pages, in a language; every step is a page action."""

    def __init__(self, browser: Browser, server: str, language: str, name: str) -> None:
        self.server, self.language, self.name = server, language, name
        self.page: Page = browser.new_context(viewport={"width": 1280, "height": 900}, locale=language).new_page()
        self.steps = 0
        self.go("/accounts/login/")
        self.page.fill("#id_login", email(name))
        self.page.fill("#id_password", PASSWORD)
        self.page.locator("main form button.primary").first.click()
        self.page.wait_for_url("**/desk/**")
        assert self.page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")

    def go(self, path: str) -> None:
        response = self.page.goto(self.server + path)
        assert response is not None
        assert response.status == 200, path

    def press(self, words: str) -> None:
        """Press the button of these words, and see that no error comes of it."""
        self.steps += 1
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).first.click()
        assert self.page.locator(".notice.error").count() == 0, self.page.locator("main").inner_text()
        if PICTURES:
            self.page.screenshot(path=f"{PICTURES}/{self.language}-{self.name}-{self.steps}.png", full_page=True)

    def move(self, name: str) -> None:
        self.press(say(f"move.{name}.do", self.language))


def statement(language: str | None) -> str:
    """What a translator writes for what is transmitted: words of our own, as the set formulas have them."""
    slots = {"object-kind": "statement-of-ministry", "object-state": "AZE"}
    return objects.write(slots, Wording(language or "", authorities())).text


@pytest.mark.tool
@pytest.mark.shared
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["md", "docx"])
def test_from_the_mission_to_six_languages(
    desk: str, server: str, chromium: Browser, shared: Path, tmp_path: Path, language: str, kind: str
) -> None:
    seed = shared / "facts" / "seed.md"
    note = tmp_path / f"note.{kind}"
    document = verbale.read(seed.read_bytes(), "seed.md").document
    note.write_bytes(seed.read_bytes() if kind == "md" else verbale.write(document, "docx").data)
    for name, (role, scope) in OFFICERS.items():
        people.add(email(name), name.capitalize(), by=people.SETUP, at=AT, language=language, password=PASSWORD)
        people.grant(email(name), role, scope, by=people.SETUP, at=AT)

    mission = Walk(chromium, server, language, "mission")
    mission.go("/desk/submit/")
    mission.page.set_input_files("input[name=note]", note)
    mission.press(say("mission.send", language))
    mission.move("confirm")
    receipt = mission.page.get_by_role("link", name=say("mission.receipt", language)).get_attribute("href")
    assert mission.page.request.get(server + receipt).body().startswith(b"%PDF")
    reference = mission.page.url.rstrip("/").rpartition("/")[2]

    registrar = Walk(chromium, server, language, "registrar")
    registrar.go(f"/desk/{reference}/")
    registrar.page.locator("details:has(input[name=symbol]) summary").first.click()
    registrar.page.locator("input[name=symbol]").first.fill("A/HRC/43/G/37")
    registrar.page.locator("input[name=gap]").first.fill("Given out before this desk was opened.")
    registrar.press(say("case.accept-register", language))
    registrar.move("translate")

    editor = Walk(chromium, server, language, "editor")
    editor.go(f"/desk/{reference}/languages/")
    what = next(passage.slots["object"] for passage in document.communication.passages if "object" in passage.slots)
    for area in editor.page.locator(".passage.open textarea").all():
        area.fill(area.input_value().replace(what, statement(area.get_attribute("lang"))))
    editor.press(f"{say('draft.save', language)} · {say('move.deliver.do', language)}")
    editor.go(f"/desk/{reference}/proof/")
    editor.move("approve")

    officer = Walk(chromium, server, language, "releasing")
    officer.go(f"/desk/{reference}/release/")
    officer.move("release")

    assert sum(walk.steps for walk in (mission, registrar, editor, officer)) <= 12
    work = Work.objects.get(key="A/HRC/43/G/37")
    out = {one.language: one for one in Expression.objects.filter(work=work)}
    assert set(out) == set(LANGUAGES)
    for one in out.values():
        pdf = stored(one.renditions.get(format="pdf").path).read_bytes()
        again = verbale.read(pdf, "a.pdf").document
        assert (again.symbol, again.masthead.language) == ("A/HRC/43/G/37", one.language)
    rows = officer.page.locator("tbody tr")
    assert rows.count() == len(LANGUAGES)
    assert all(say("state.released", language) in text for text in rows.all_inner_texts())
    assert verify.verify().problems == ()
