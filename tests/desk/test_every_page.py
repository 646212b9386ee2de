"""Every page of the desk in a real browser, in six languages: nothing for axe-core to find, nothing cut off, no complaint."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser

from tests.browsing import chromium, faults, overflow, signed_in
from tests.desk.world import case_in, email, follow, later, make, partly
from verbale.desk import links, urls
from verbale.desk.models import Person
from verbale.languages import LANGUAGES

__all__ = ["chromium"]

NO_PAGE = {
    "move", "correct", "read-again", "decide", "release-move", "mission-move", "link-move", "revoke", "invite", "leave",
    "token-remove", "outbox-again", "accept",  # answers to forms
    "segment", "beside",  # answers to the editor's script
    "file", "picture", "rendition", "sheet", "mission-receipt", "mission-preview-pdf", "link-receipt", "link-preview-pdf",
    "figures-csv", "terms-file", "xliff", "translators-aid",  # files
    "mission-preview", "link-preview",  # the document itself, in which no script runs: axe looks at it in its room
    "administration", "landing",  # lead on to another page
}  # fmt: skip


def addresses() -> dict[str, list[str]]:
    """Pages of the desk, by who looks at them; nobody looks through a signed link."""
    case = {state: case_in(state).reference for state in ("received", "submitted", "accepted", "returned", "in-translation",
                                                         "in-proof", "approved", "scheduled", "released")}  # fmt: skip
    change = follow(case_in("released"), "Corr", ["fr"])
    for name in ("register", "translate"):
        make(name, change, at=later(60))
    link = f"/desk/link/{links.make(case_in('returned'), later(24 * 10000))}/"
    return {
        "mission": ["/desk/ours/", "/desk/submit/", "/desk/compose/", "/desk/keys/",
                    *(f"/desk/{case[state]}/" for state in ("received", "returned", "released"))],
        "registrar": ["/desk/queue/", "/desk/queue/?q=nothing", *(f"/desk/{case[s]}/" for s in ("submitted", "returned")),
                      "/desk/register/", "/desk/register/1/", "/desk/lists/"],
        "editor": [f"/desk/{case['accepted']}/", "/desk/board/", f"/desk/{case['in-translation']}/languages/",
                   f"/desk/{case['in-translation']}/languages/ru/", f"/desk/{case['in-translation']}/languages/ru/exchange/", f"/desk/{case['in-proof']}/languages/ar/",
                   f"/desk/{case['in-proof']}/proof/", f"/desk/{change.reference}/languages/",
                   f"/desk/{case['released']}/release/"],
        "releasing": [f"/desk/{case['approved']}/release/", f"/desk/{case['scheduled']}/release/",
                      f"/desk/{partly().reference}/release/", "/desk/figures/", "/desk/figures/state/"],
        "translator-ru": ["/desk/board/", f"/desk/{case['in-translation']}/languages/"],
        "administrator": ["/desk/administration/people/", "/desk/administration/people/1/", "/desk/administration/roles/",
                          "/desk/administration/authority/", "/desk/administration/authority/session/",
                          "/desk/administration/authority/state/XAA/", "/desk/administration/terms/",
                          "/desk/administration/memory/"],
        "auditor": ["/desk/administration/log/", "/desk/administration/outbox/", "/desk/administration/verify/"],
        "": [link],
    }  # fmt: skip


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_every_page_is_looked_at(world: str) -> None:
    seen = {resolve(address.partition("?")[0]).url_name for pages in addresses().values() for address in pages}
    assert seen | NO_PAGE == {pattern.name for pattern in urls.urlpatterns if getattr(pattern, "name", None)}


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "name", ["mission", "registrar", "editor", "releasing", "translator-ru", "administrator", "auditor", ""]
)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    world: str, server: str, chromium: Browser, browse: Callable[[str], Client], name: str
) -> None:
    looks = [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light"), (1280, "light"), (390, "light")]
    pages, client = addresses()[name], browse(name)
    for language, (width, scheme) in zip(LANGUAGES, looks, strict=True):
        Person.objects.filter(email=email(name)).update(language=language)
        with signed_in(chromium, server, client, width=width, scheme=scheme, language=language) as context:
            page = context.new_page()
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            for address in pages:
                response = page.goto(server + address)
                assert response is not None
                assert response.status == 200, address
                assert page.evaluate("document.documentElement.lang").startswith(language), address
                assert (address, faults(page), overflow(page), said) == (address, [], 0, [])
