"""The page of search: what it finds, jumps to, counts and helps with, and what it never shows."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from lxml import html

from tests.archive.made import BY
from tests.library.made import HIDDEN, NOTE, RESTRICTED, WITHDRAWN, days, keep, made
from verbale.archive import access, register
from verbale.desk import people

SIX = ("ar", "zh", "en", "fr", "ru", "es")
JUMPS = (
    NOTE, "lii/lc/12/g/1", "LII-LC-12-G-1", "LII_LC_12_G_1", "LII LC 12 G 1", "liilc12g1", " LII/LC/12/G/1 ",
)  # fmt: skip


def page(reader: Client, lang: str = "en", **query: str) -> html.HtmlElement:
    response = reader.get(f"/{lang}/search", query)
    assert response.status_code == 200, (response.status_code, response.headers)
    return html.fromstring(response.content)


def found(tree: html.HtmlElement) -> list[str]:
    return [name.text_content() for name in tree.xpath("//ol[@class='results']//h3//*[@class='symbol']")]


def links(tree: html.HtmlElement, part: str) -> list[str]:
    return [link for link in tree.xpath("//a/@href") if part in link]


def test_all_documents_newest_first(shelves: str, reader: Client) -> None:
    names = found(page(reader))
    assert len(names) == 6
    assert not set(names) & set(HIDDEN)


@pytest.mark.parametrize("lang", SIX)
def test_page_speaks_each_language(shelves: str, reader: Client, lang: str) -> None:
    tree = page(reader, lang, q="specimen")
    assert tree.get("lang") == lang
    assert tree.get("dir") == ("rtl" if lang == "ar" else "ltr")
    assert found(tree)
    assert tree.xpath("//ol[@class='results']//mark")
    assert tree.xpath("//aside//ul//*[@class='count']")


@pytest.mark.parametrize("typed", JUMPS)
def test_symbol_leads_to_its_document_however_it_is_typed(shelves: str, reader: Client, typed: str) -> None:
    response = reader.get("/fr/search", {"q": typed})
    assert (response.status_code, response.headers.get("Location")) == (302, f"/fr/{NOTE}")


def test_symbol_that_is_nobodys_is_mended(shelves: str, reader: Client) -> None:
    tree = page(reader, q="LII/LC/12/G/33")
    assert not found(tree)
    assert links(tree, "LII%2FLC%2F12%2FG%2F3")


@pytest.mark.parametrize("symbol", HIDDEN)
def test_hidden_is_in_no_answer_and_no_count(shelves: str, reader: Client, symbol: str) -> None:
    for question in (symbol, HIDDEN[symbol], f"symbol:{symbol}"):
        tree = page(reader, q=question, jump="no")
        assert symbol not in found(tree)
        assert not tree.xpath("//p[@class='total']") or symbol not in tree.text_content().replace(question, "")
    suggested = json.loads(reader.get("/en/search/suggest", {"q": symbol}).content)
    assert symbol not in suggested[1]


def test_what_is_withdrawn_or_opened_is_so_at_once(shelves: str, reader: Client) -> None:
    before = int(page(reader).xpath("string(//p[@class='total']/bdi)"))
    register.withdraw("LII/LC/12/G/3", "SPECIMEN: sent twice.", by=BY, at=days(0))
    assert "LII/LC/12/G/3" not in found(page(reader))
    assert int(page(reader).xpath("string(//p[@class='total']/bdi)")) == before - 1
    access.rule(RESTRICTED, "public", "SPECIMEN: its sender agreed.", by=BY, at=days(0))
    assert RESTRICTED in found(page(reader))
    assert WITHDRAWN not in found(page(reader))


def test_facets_narrow_down_and_may_be_dropped(shelves: str, reader: Client) -> None:
    tree = page(reader)
    (address,) = links(tree, "lang=ru")
    narrowed = reader.get(f"/en/search{address}")
    assert found(html.fromstring(narrowed.content)) == ["LII/LC/12/G/2", NOTE] or set(
        found(html.fromstring(narrowed.content))
    ) == {"LII/LC/12/G/2", NOTE}
    assert "?" in links(html.fromstring(narrowed.content), "?")[0]


def test_help_where_nothing_is_found(shelves: str, reader: Client) -> None:
    tree = page(reader, q="specimen zanzibarian", lang="en")
    assert not found(tree)
    assert "?q=specimen" in links(tree, "q=specimen")


def test_pages_follow_each_other_by_key(shelves: str, reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.library.search.answers.PAGE", 2)
    for question, count in (({"q": "specimen"}, 4), ({}, 6)):
        address, names = "/en/search", []
        query = dict(question)
        for _ in range(10):
            tree = html.fromstring(reader.get(address, query).content)
            names += found(tree)
            following = tree.xpath("//a[@rel='next']/@href")
            if not following:
                break
            address, query = f"/en/search{following[0]}", {}
        assert len(names) == len(set(names))
        assert len(names) == count


def test_suggestions(shelves: str, reader: Client) -> None:
    _, words, _, addresses = json.loads(reader.get("/en/search/suggest", {"q": "LII/LC/12/G"}).content)
    assert NOTE in words
    assert f"/en/{NOTE}" in addresses
    _, words, _, addresses = json.loads(reader.get("/fr/search/suggest", {"q": "Кен"}).content)
    assert ("Kenya", "/fr/states/KEN/") in list(zip(words, addresses, strict=True))


def test_title_and_text_of_others_are_not_markup(shelves: str, reader: Client) -> None:
    response = reader.get("/en/search", {"q": '<script>alert(1)</script>"><b>'})
    assert b"<script>alert" not in response.content


def test_searches_are_saved_by_who_is_signed_in(shelves: str, reader: Client) -> None:
    assert reader.post("/en/search/save", {"query": "q=specimen"}).headers["Location"].startswith("/")
    somebody = people.add("reader@league.example", "Reader", by=people.SETUP, at=days(0))
    reader.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
    for name in ("First", "Second"):
        reader.post("/en/search/save", {"query": "q=specimen&year=2026&evil=1", "name": name})
    assert [(one.name, one.query) for one in somebody.searches.all()] == [("Second", "q=specimen&year=2026")]
    tree = page(reader)
    (saved,) = tree.xpath("//*[@id='saved']//li/a/@href")
    assert found(html.fromstring(reader.get(saved).content))
    reader.post(f"/en/search/forget/{somebody.searches.get().pk}", {"then": "q=specimen"})
    assert not somebody.searches.exists()


def test_nobody_forgets_the_searches_of_others(shelves: str, reader: Client) -> None:
    one, other = (people.add(f"{n}@league.example", n, by=people.SETUP, at=days(0)) for n in ("one", "other"))
    saved = one.searches.create(name="SPECIMEN", language="en", query="q=specimen")
    reader.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    reader.post(f"/en/search/forget/{saved.pk}", {})
    assert one.searches.exists()
    assert "SPECIMEN" not in page(reader).xpath("string(//*[@id='saved'])")


@pytest.mark.parametrize("asked", ["Kenya", "Кения", "Кении", "肯尼亚", "كينيا"])
def test_name_of_a_state_finds_a_text_in_another_language(shelves: str, reader: Client, asked: str) -> None:
    keep(made("LII/LC/12/G/6", "en", words="SPECIMEN. Ships of Kenya came in."), -1)
    assert found(page(reader, "ru", q=asked)) == ["LII/LC/12/G/6"]


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("lii_lc_12_g_1-RU.pdf", f"/ru/{NOTE}"),
        (f"https://undocs.org/ch/{NOTE}", f"/zh/{NOTE}"),
        (f"http://localhost:8000/es/{NOTE}.pdf", f"/es/{NOTE}"),
        (f"undocs.org/view_doc.asp?symbol={NOTE}&Lang=A", f"/ar/{NOTE}"),
        ("LII/LC/12/G/9", "/fr/LII/LC/12/G/9"),  # was withdrawn: its page says so
    ],
)
@pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)
def test_address_or_file_name_leads_to_its_document(shelves: str, reader: Client, typed: str, leads: str) -> None:
    response = reader.get("/fr/search", {"q": typed})
    assert (response.status_code, response.headers.get("Location")) == (302, leads)
