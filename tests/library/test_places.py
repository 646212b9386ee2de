"""Lists: bodies, sessions, States and the first page, with every number accounted for and nothing hidden in them."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.library.made import BY, HIDDEN, NOTE, days, keep, made
from verbale.archive import access
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

LISTS = ("/{}/", "/{}/bodies/", "/{}/bodies/LII/LC/", "/{}/sessions/", "/{}/sessions/LII/LC/12/", "/{}/states/",
         "/{}/states/XAA/", "/{}/verify", "/{}/data/")  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_in_every_language(shelves: str, reader: Client, language: str) -> None:
    for path in LISTS:
        answer = reader.get(path.format(language))
        page = answer.content.decode()
        assert (answer.status_code, answer["Content-Language"]) == (200, language), path
        for other in LANGUAGES:
            assert f'href="{path.format(other)}"' in page
        for word in HIDDEN.values():
            assert word not in page, path


def test_lists_lead_to_what_is_there(shelves: str, reader: Client) -> None:
    seen, waiting = set(), ["/en/"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = reader.get(path)
        assert answer.status_code in (200, 302), path
        if answer.status_code == 200 and path.startswith("/en/") and not answer.streaming:
            found = map(html.unescape, re.findall(r'href="(/[^"#]*)"', answer.content.decode()))
            waiting += [p for p in set(found) - seen - set(waiting) if p.startswith("/en/") and "." not in p]
        answer.close()
    assert {f"/en/{NOTE}", "/en/LII/LC/12/G/3", "/en/LII/LC/12/G/4", "/en/sessions/LII/LC/12/"} <= seen


def test_a_session_accounts_for_every_number(shelves: str, reader: Client) -> None:
    page = reader.get("/en/sessions/LII/LC/12/").content.decode()
    numbers = page[page.index('id="series"') : page.index('id="lacking"')]
    lines = [
        " ".join(re.sub("<[^>]*>", " ", line).split()) for line in re.findall(r"<li>(.*?)</li>", numbers, re.DOTALL)
    ]
    lines = [line for line in lines if "Corr" not in line]
    assert [line.split()[0] for line in lines] == [f"LII/LC/12/G/{n}" for n in range(1, 14)]
    told = {line.split()[0].rpartition("/")[2]: line for line in lines}
    assert "kept for the conference room" in told["8"]
    assert "sent by mistake" in told["9"]
    assert "reserved by mistake" in told["13"]
    for number in ("5", "10", "11", "12"):
        assert told[number].endswith(say("library.number.pending", "en"))


def test_a_session_shows_missing_languages_and_agenda_items(shelves: str, reader: Client) -> None:
    page = reader.get("/fr/sessions/LII/LC/12/").content.decode()
    lacking = page[page.index('<section id="lacking"') :]
    assert "LII/LC/12/G/2" in lacking
    assert f">{NOTE}</a>" not in lacking
    assert say("library.session.item", "fr", number=2) in re.sub("</?bdi>", "", page)


def test_counts_follow_what_is_withdrawn_and_what_comes(shelves: str, reader: Client) -> None:
    def count() -> int:
        page = reader.get("/en/bodies/").content.decode()
        return int(re.search(r'LII/LC</span>\s*<span class="count">(\d+)', page)[1])

    before = count()
    access.rule("LII/LC/12/G/2", "withdrawn", "SPECIMEN", by=BY, at=days(0))
    assert count() == before - 1
    keep(made("LII/LC/12/G/5", "en", "fr"), 0)
    assert count() == before
    with pytest.MonkeyPatch.context() as patch:
        later = days(31)
        patch.setattr("django.utils.timezone.now", lambda: later)
        assert count() == before + 1  # what was to be released by then


def test_long_lists_have_pages(shelves: str, reader: Client) -> None:
    for number in range(20, 75):
        keep(made(f"LII/LC/14/G/{number}"), -1)
    first, second = (reader.get(f"/en/bodies/LII/LC/?page={n}").content.decode() for n in (1, 2))
    rows = [set(re.findall(r'<th scope="row"><a class="symbol" href="([^"]*)"', page)) for page in (first, second)]
    assert len(rows[0]) == 50
    assert not rows[0] & rows[1]
    assert reader.get("/en/bodies/LII/LC/?page=x").status_code == 200


@pytest.mark.parametrize(
    "path", ["/en/bodies/XX/", "/en/sessions/LII/LC/77/", "/en/states/XXX/", "/de/", "/en/bodies/../"]
)
def test_places_that_are_none(shelves: str, reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize(("accept", "leads"), [("ru", "/ru/"), ("de, zh-CN;q=0.3", "/zh/"), ("", "/en/")])
def test_the_first_address_leads_to_the_reader_s_language(
    shelves: str, reader: Client, accept: str, leads: str
) -> None:
    assert reader.get("/", headers={"accept-language": accept})["Location"] == leads


def test_a_series_that_the_register_does_not_keep_is_told_from_its_symbols(shelves: str, reader: Client) -> None:
    for symbol in ("LII/LC/12/L.2", "LII/LC/12/L.6", "LII/LC/12/L.6/Rev.1", "LII/LC/12/L.7"):
        keep(made(symbol, "en"), -1)
    page = reader.get("/en/sessions/LII/LC/12/").content.decode()
    found = page[page.index("LII/LC/12/L.…</h3>") : page.index('id="lacking"')]
    lines = [" ".join(re.sub("<[^>]*>", " ", one).split()) for one in re.findall(r"<li>(.*?)</li>", found, re.DOTALL)]
    assert [one.partition(" SPECIMEN")[0] for one in lines] == [
        "LII/LC/12/L.2",
        f"LII/LC/12/L.3 – LII/LC/12/L.5 {say('library.number.absent', 'en')}",
        "LII/LC/12/L.6",
        "LII/LC/12/L.6/Rev.1",
        "LII/LC/12/L.7",
    ]


def test_a_long_session_shows_one_list_at_a_time(shelves: str, reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.library.sessions.LONG", 2)
    address = "/en/sessions/LII/LC/12/"
    page = reader.get(address).content.decode()
    assert "<table" not in page
    leads = [html.unescape(one) for one in re.findall(r'href="(\?[^"]*)"', page)]
    assert {one.partition("=")[0] for one in leads} == {"?item", "?series", "?lacking"}
    seen = {one: reader.get(address + one).content.decode() for one in leads}
    assert all("LII/LC/12/G/3" in seen[one] for one in ("?item=2", "?lacking=yes"))
    (series,) = (text for one, text in seen.items() if "%2FG%2F%E2%80%A6" in one and "Corr" not in one)
    assert "kept for the conference room" in series
    for word in HIDDEN.values():
        assert word not in "".join(seen.values())
    assert reader.get(f"{address}?series=nothing").status_code == 200
