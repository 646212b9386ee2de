"""Documents at their addresses, as a browser, a program and a harvester ask for them."""

from __future__ import annotations

import hashlib
import json
import re

import bibtexparser
import pytest
import rispy
from django.test import Client
from lxml import etree

from tests.library.made import ALL, BY, HIDDEN, NOTE, body_of, keep, made
from verbale.archive.models import Rendition, Work
from verbale.languages import LANGUAGES
from verbale.library import public
from verbale.pages.wording import say

SUFFIX = {"pdf": "pdf", "docx": "docx", "html": "html", "akn": "xml", "markdown": "md", "json": "json"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_each_language(shelves: str, reader: Client, language: str) -> None:
    answer = reader.get(f"/{language}/{NOTE}")
    page = answer.content.decode()
    direction = "rtl" if language == "ar" else "ltr"
    assert (answer.status_code, answer["Content-Language"], answer["Vary"]) == (200, language, "Accept")
    assert f'<html lang="{language}" dir="{direction}">' in page
    stored = body_of(reader.get(f"/{language}/{NOTE}.html")).decode()
    first = re.search(r'<p id="p1"[^>]*>(.*?)</p>', stored)
    assert first
    assert first[1] in page
    assert say("library.document.cited-by", language) in page
    assert page.count(f'hreflang="{language}"') >= 2
    assert not answer.cookies


@pytest.mark.parametrize("form", ALL)
def test_files_are_what_is_stored(shelves: str, reader: Client, form: str) -> None:
    row = Rendition.objects.get(expression__work__symbol=NOTE, expression__language="fr", format=form)
    answer = reader.get(f"/fr/{NOTE}.{SUFFIX[form]}")
    assert hashlib.sha256(body_of(answer)).hexdigest() == row.sha256
    assert answer["ETag"] == f'"{row.sha256}"'
    assert answer["Content-Type"].partition(";")[0] == row.media_type
    assert answer["Content-Length"] == str(row.size)
    assert row.name in answer["Content-Disposition"]
    assert "public" in answer["Cache-Control"]


def test_who_has_it_already_is_told_so(shelves: str, reader: Client) -> None:
    for path in (f"/en/{NOTE}", f"/en/{NOTE}.pdf", f"/{NOTE}.bib"):
        first = reader.get(path)
        body_of(first)
        again = reader.get(path, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, body_of(again)) == (304, b""), path
        assert again["ETag"] == first["ETag"]
        other = reader.get(path, headers={"if-none-match": '"other"'})
        assert other.status_code == 200
        body_of(other)
    since = reader.get(f"/en/{NOTE}.pdf", headers={"if-modified-since": first_modified(reader)})
    assert since.status_code == 304
    since.close()


def first_modified(reader: Client) -> str:
    answer = reader.get(f"/en/{NOTE}.pdf")
    answer.close()
    return answer["Last-Modified"]


@pytest.mark.parametrize(
    ("asked", "status", "where"),
    [
        ("bytes=0-3", 206, slice(0, 4)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=4-99999999", 206, slice(4, None)),
        ("bytes=99999999-", 416, slice(0, 0)),
        ("bytes=9-2", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_ranges(shelves: str, reader: Client, asked: str, status: int, where: slice) -> None:
    whole = body_of(reader.get(f"/en/{NOTE}.pdf"))
    answer = reader.get(f"/en/{NOTE}.pdf", headers={"range": asked})
    assert answer.status_code == status
    assert body_of(answer) == whole[where]
    if status == 206:
        start, end, size = map(int, re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", answer["Content-Range"]).groups())
        assert (whole[start : end + 1], size) == (whole[where], len(whole))
    changed = reader.get(f"/en/{NOTE}.pdf", headers={"range": asked, "if-range": '"other"'})
    assert (changed.status_code, len(body_of(changed))) == (200, len(whole))


@pytest.mark.parametrize(
    ("accept", "language", "status", "leads"),
    [
        ("*/*", "ru, en;q=0.5", 302, f"/ru/{NOTE}"),
        ("text/html,*/*;q=0.8", "de, zh-CN;q=0.7", 302, f"/zh/{NOTE}"),
        ("application/pdf", "", 302, f"/en/{NOTE}.pdf"),
        ("application/ld+json", "ar", 302, f"/ar/{NOTE}.jsonld"),
        ("application/akn+xml, text/html;q=0.1", "es", 302, f"/es/{NOTE}.xml"),
        ("application/x-bibtex", "fr", 302, f"/fr/{NOTE}.bib"),
        ("image/png", "en", 406, ""),
    ],
)
def test_negotiation(shelves: str, reader: Client, accept: str, language: str, status: int, leads: str) -> None:
    answer = reader.get(f"/{NOTE}", headers={"accept": accept, "accept-language": language})
    assert (answer.status_code, answer.get("Location", "")) == (status, leads)
    assert {"Accept", "Accept-Language"} <= set(answer["Vary"].split(", "))
    if status == 406:
        assert f"/en/{NOTE}.pdf" in answer.content.decode()


def test_a_document_leads_to_a_language_that_it_has(shelves: str, reader: Client) -> None:
    assert reader.get("/LII/LC/12/G/2", headers={"accept-language": "ar, ru"})["Location"] == "/ru/LII/LC/12/G/2"
    assert reader.get("/LII/LC/12/G/2.pdf").status_code == 404  # no PDF of this one was deposited
    absent = reader.get("/ar/LII/LC/12/G/2")
    assert absent.status_code == 404
    assert 'href="/fr/LII/LC/12/G/2"' in absent.content.decode()


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/en/lii/lc/12/g/1", f"/en/{NOTE}"),
        ("/ch/LII/LC/12/G/1.PDF", f"/zh/{NOTE}.pdf"),
        ("/LII_LC_12_G_1-ES.pdf", f"/es/{NOTE}.pdf"),
        ("/LII LC 12 G 1", f"/{NOTE}"),
        ("/https://undocs.org/fr/LII/LC/12/G/1", f"/fr/{NOTE}"),
        ("/akn/un/doc/communication/unlii-lc/2026-03-02/LII-LC-12-G-1/rus@2026-03-20", f"/ru/{NOTE}"),
        ("/view_doc.asp?symbol=LII/LC/12/G/1&Lang=A", f"/ar/{NOTE}"),
        ("/en/LII/LC/12/G/4/?version=1", "/en/LII/LC/12/G/4?version=1"),
        ("/desk/queue", "/desk/queue/"),
        ("/en/bodies", "/en/bodies/"),
    ],
)
def test_other_spellings_lead_to_the_canonical_address(shelves: str, reader: Client, path: str, leads: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, answer["Location"]) == (301, leads)


@pytest.mark.parametrize("path", ["/LII/LC/12/G/77", "/en/LII/LC/12/G/77.pdf", "/nothing", "/en/nothing", "/A/HRC/43/G/25",
                                  f"/en/{NOTE}?version=7", "/en/LII/LC/12/G/3.pdf", "/en/LII/LC/12/G/1?beside=xx"])  # fmt: skip
def test_what_is_not_here(shelves: str, reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "key", "slots"),
    [
        ("LII/LC/99/G/1", "library.absent.none", {"symbol": "LII/LC/99/G/1"}),
        (f"{NOTE}?version=77", "library.absent.version", {"number": 77}),
        ("LII/LC/12/G/4.docx?version=1", "library.absent.format", {"name": "DOCX"}),
    ],
)
@pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)
def test_what_is_not_here_is_told_in_the_reader_s_language(
    shelves: str, reader: Client, path: str, key: str, slots: dict[str, object]
) -> None:
    for language in LANGUAGES if "G/4" not in path else ("en",):
        answer = reader.get(f"/{language}/{path}", headers={"Accept-Language": "fr"})
        assert (answer.status_code, answer["Content-Language"]) == (404, language)
        assert say(key, language, **slots) in answer.content.decode()


@pytest.mark.parametrize("path", ["/{}", "/en/{}", "/en/{}.json", "/{}.bib", "/{}.linkset.json"])
def test_hidden_and_withdrawn(shelves: str, reader: Client, path: str) -> None:
    for symbol, word in HIDDEN.items():
        answer = reader.get(path.format(symbol))
        gone = symbol == "LII/LC/12/G/9"
        assert answer.status_code == (410 if gone else 404), symbol
        page = answer.content.decode()
        assert word not in page
        assert (f'href="/ar/{symbol}" hreflang' in page) is gone
        assert ("sent by mistake" in page and public.office("en") in page) is gone
        assert BY not in page


def test_versions_of_a_language(shelves: str, reader: Client) -> None:
    newest, first = (reader.get(f"/en/LII/LC/12/G/4{q}").content.decode() for q in ("", "?version=1"))
    assert "SPECIMEN, mended" in newest
    assert "a wrong date" in newest
    assert "SPECIMEN, mended" not in first
    assert say("library.document.newest", "en") in first
    assert "?version=1" in newest
    old, new = (body_of(reader.get(f"/en/LII/LC/12/G/4.json{q}")) for q in ("?version=1", ""))
    assert old != new


def test_what_it_has_to_do_with(shelves: str, reader: Client) -> None:
    page = reader.get("/en/LII/LC/12/G/3").content.decode()
    assert re.search(rf'href="/en/{NOTE}">{NOTE}</a>\s*<span class="hint">held here', page)
    assert re.search(r'LII/LC/RES/11/4</span>\s*<span class="hint">known', page)
    assert re.search(r'XX/1/2</span>\s*<span class="hint">unknown', page)
    note = reader.get(f"/en/{NOTE}").content.decode()
    assert 'href="/en/LII/LC/12/G/3"' in note
    assert f'href="/en/{NOTE}/Corr.1"' in note
    assert f'href="/en/{NOTE}"' in reader.get(f"/en/{NOTE}/Corr.1").content.decode()


def test_a_document_without_a_symbol_has_its_hash_for_a_name(shelves: str, reader: Client) -> None:
    key = Work.objects.get(symbol="").key
    assert "without a symbol" in reader.get(f"/en/{key}").content.decode()
    assert reader.get(f"/{key}").status_code == 302


def test_a_double_symbol_is_found_by_each(shelves: str, reader: Client) -> None:
    keep(made("A/74/805-S/2020/301", body="A"), -1)
    assert reader.get("/en/A/74/805").status_code == 200
    for other in ("S/2020/301", "A/74/805-S/2020/301", "a/74/805\u2013s/2020/301"):
        answer = reader.get(f"/en/{other}.json")
        assert (answer.status_code, answer["Location"]) == (301, "/en/A/74/805.json"), other


def test_descriptions_are_read_by_others(shelves: str, reader: Client) -> None:
    (entry,) = bibtexparser.parse_string(reader.get(f"/en/{NOTE}.bib").content.decode()).entries
    assert entry.fields_dict["number"].value == NOTE
    (cited,) = rispy.loads(reader.get(f"/fr/{NOTE}.ris").content.decode())
    assert "Note verbale" in cited["title"]
    (item,) = json.loads(reader.get(f"/{NOTE}.csl.json").content)
    assert set(item["custom"]["titles"]) == set(LANGUAGES) - {"en"}
    graph = json.loads(reader.get(f"/{NOTE}.jsonld").content)["@graph"]
    files = [file["sha256"] for node in graph for file in node.get("encoding", [])]
    assert sorted(files) == sorted(
        Rendition.objects.filter(expression__work__symbol=NOTE).values_list("sha256", flat=True)
    )
    for form in ("marcxml", "dc.xml"):
        etree.fromstring(reader.get(f"/{NOTE}.{form}").content)


def test_the_data_in_a_page_is_json_and_ends_nowhere_else(shelves: str, reader: Client) -> None:
    page = reader.get(f"/ar/{NOTE}").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert "<" not in block
    assert json.loads(block)["@graph"][0]["inLanguage"] == "ar"


def links(answer: object) -> list[tuple[str, str, str]]:
    """Target, relation and type of each link in a header."""
    found = re.findall(r'<([^>]*)>((?:; \w+="[^"]*")+)', answer["Link"])
    return [
        (target, *(dict(re.findall(r'(\w+)="([^"]*)"', rest)).get(name, "") for name in ("rel", "type")))
        for target, rest in found
    ]


def test_signposts_lead_somewhere_and_the_set_says_the_same(shelves: str, reader: Client) -> None:
    page = reader.get(f"/en/{NOTE}")
    site = "http://localhost:8000"
    found = links(page)
    assert {relation for _, relation, _ in found} == {"cite-as", "type", "linkset", "item", "describedby", "alternate"}
    for target, relation, kind in found:
        if target.startswith(site):
            there = reader.get(target.removeprefix(site))
            there.close()
            assert there.status_code in (200, 302), target
            if relation in ("item", "describedby", "linkset"):
                assert there["Content-Type"].partition(";")[0] == kind
                back = {relation: goal for goal, relation, _ in links(there)}
                if relation != "linkset":
                    assert back["collection" if relation == "item" else "describes"] == f"{site}/en/{NOTE}"
    sets = json.loads(reader.get(f"/{NOTE}.linkset.json").content)["linkset"]
    own = next(one for one in sets if one["anchor"] == f"{site}/en/{NOTE}")
    for relation in ("item", "describedby", "cite-as"):
        assert {one["href"] for one in own[relation]} == {t for t, name, _ in found if name == relation}


def test_two_languages_beside_each_other(shelves: str, reader: Client) -> None:
    page = reader.get(f"/en/{NOTE}?beside=ar").content.decode()
    pairs = page.split('<div class="pair">')[1:]
    with_first = [pair for pair in pairs if 'id="p1"' in pair]
    assert len(with_first) == 1
    assert 'id="right-p1"' in with_first[0]
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r' href="#([^"]*)"', page):
        assert target in ids
    plain = reader.get("/en/LII/LC/12/G/3?beside=es").content.decode()  # kept without HTML
    assert 'id="right-p1"' in plain


def test_only_reading_is_allowed(shelves: str, reader: Client) -> None:
    assert reader.post(f"/en/{NOTE}").status_code == 405
    head = reader.head(f"/en/{NOTE}.pdf")
    assert (head.status_code, head["Content-Length"]) == (200, str(len(body_of(reader.get(f"/en/{NOTE}.pdf")))))
    head.close()
