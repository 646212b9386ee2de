"""Subjects: agenda items and terms of thesauri, each with its documents, its feed, and a name where one is known."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree

from tests.desk.looking import parsed, select, words
from tests.library.made import BY, NOTE, days, keep, league, made
from verbale.archive import access
from verbale.document import Subject
from verbale.languages import LANGUAGES
from verbale.library import subjects

LIGHTS = Subject("LIGHT_SIGNALS".replace("_", " "), "http://thesaurus.example/1")
GOAL = Subject("sdg 14", "http://metadata.un.org/sdg/14")


@pytest.fixture
def catalogued(shelves: str) -> None:
    """Two documents about lights, by two thesauri, and one that is about them but hidden."""
    other = Subject("Light signals", "http://other.example/a")
    keep(made("LII/LC/12/G/5", "en", "fr", subjects=(LIGHTS, GOAL)), -3)
    keep(made("LII/LC/12/G/6", "fr", subjects=(other,)), -2)
    keep(made("LII/LC/12/G/7", "en", subjects=(LIGHTS, Subject("secret", "http://thesaurus.example/9"))), -2)
    access.rule("LII/LC/12/G/7", "restricted", "SPECIMEN", by=BY, at=days(-1))


def symbols(reader: Client, path: str) -> list[str]:
    return [words(one) for one in select(parsed(reader.get(path)), "table th .symbol")]


def test_a_term_has_its_documents_whichever_thesaurus_says_it(catalogued: None, reader: Client) -> None:
    assert symbols(reader, "/en/subjects/light-signals/") == ["LII/LC/12/G/6", "LII/LC/12/G/5"]
    page = reader.get("/en/subjects/light-signals/").content.decode()
    assert LIGHTS.address in page
    assert "http://other.example/a" in page
    assert reader.get("/en/subjects/secret/").status_code == 404
    root = parsed(reader.get("/en/LII/LC/12/G/5"))
    assert "/en/subjects/light-signals/" in [one.get("href") for one in select(root, ".about a")]


def test_all_subjects_with_how_many_documents(catalogued: None, reader: Client) -> None:
    root = parsed(reader.get("/en/subjects/"))
    terms = {words(one[0]): words(one[1]) for one in select(root, "ul.terms li")}
    assert terms == {"Light signals": "2", "Goal 14: Life below water": "1", "Tides": "1"}
    items = {one.get("href") for one in select(root, "ul.places a")}
    assert "/en/subjects/LII/LC/2/" in items


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)
def test_an_agenda_item_is_a_subject_in_six_languages(shelves: str, reader: Client, language: str) -> None:
    path = f"/{language}/subjects/LII/LC/2/"
    root = parsed(reader.get(path))
    assert words(select(root, "h1")[0]) == league().agenda_title("LII/LC", "2", language)
    assert "LII/LC/12/G/3" in symbols(reader, path)
    assert "LII/LC/12/G/10" not in symbols(reader, path)
    on_page = parsed(reader.get(f"/{language}/{NOTE}"))
    leads = [one.get("href") for one in select(on_page, ".about a") if "/subjects/" in one.get("href")]
    assert leads
    assert {reader.get(one).status_code for one in leads} == {200}


def test_a_name_is_said_in_the_reader_s_language_where_it_is_known(catalogued: None, reader: Client) -> None:
    for language, name in (("fr", "Objectif 14 : Vie aquatique"), ("zh", "目标14：水下生物")):
        assert words(select(parsed(reader.get(f"/{language}/subjects/sdg-14/")), "h1")[0]) == name


def test_each_has_its_feed(catalogued: None, reader: Client) -> None:
    for path in ("/feeds/en/subjects/light-signals", "/feeds/en/subjects/LII/LC/2"):
        feed = etree.fromstring(reader.get(path).content)
        assert feed.findall("{*}entry"), path
    assert reader.get("/feeds/en/subjects/secret").status_code == 404
    assert reader.get("/feeds/en/subjects/LII/LC/99").status_code == 404


def test_many_terms_have_pages(shelves: str, reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.library.views.subjects.TERMS", 2)
    many = tuple(Subject(f"term {letter}", f"http://thesaurus.example/{letter}") for letter in "abcde")
    keep(made("LII/LC/12/G/5", "en", subjects=many), -3)
    seen = [
        words(one) for n in (1, 2, 3) for one in select(parsed(reader.get(f"/en/subjects/?page={n}")), "ul.terms a")
    ]
    assert seen == [*(f"Term {letter}" for letter in "abcde"), "Tides"]


def test_what_is_withdrawn_is_counted_no_more(catalogued: None, reader: Client) -> None:
    assert {one.key: one.count for one in subjects.terms("en", days(0))}["light-signals"] == 2
    access.rule("LII/LC/12/G/6", "withdrawn", "SPECIMEN", by=BY, at=days(0))
    assert {one.key: one.count for one in subjects.terms("en", days(0))}["light-signals"] == 1
