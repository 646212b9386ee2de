"""HTML: every word is on the page, in its language and direction, and nothing on it is live but safe links."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree, html

from tests.strategies import documents
from verbale.document import Document, Heading, Mark, Masthead, Note, Paragraph, WriteOptions, places
from verbale.formats.html import write
from verbale.languages import LANGUAGES, language

PLAIN = WriteOptions()


def page(document: Document, options: WriteOptions = PLAIN) -> html.HtmlElement:
    """The page as a tree, after a strict parse: well-formed, but for the void elements of its head."""
    data = write(document, options).data.decode()
    etree.fromstring(re.sub(r"(<(?:meta|link|br|hr)\b[^>]*)>", r"\1/>", data).removeprefix("<!doctype html>\n"))
    return html.document_fromstring(data)


def words_of(element: html.HtmlElement) -> str:
    return "".join("".join(element.itertext()).split())


@given(documents())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_is_on_the_page_and_every_id_once(document: Document) -> None:
    tree = page(document)
    shown = words_of(tree)
    for block in (place.block for place in places(document)):
        assert "".join(block.number.split()) in shown
        for word in block.text.split():
            # A note, a tag or a change of language may stand inside a word; its letters are all there.
            assert word in shown or not Counter(word) - Counter(shown)
    assert "".join(document.title.split()) in shown or document.title_marks
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in tree.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)


@given(documents())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_headings_begin_at_one_and_skip_none(document: Document) -> None:
    levels = [int(tag[1]) for tag in (e.tag for e in page(document).iter()) if re.fullmatch(r"h[1-6]", str(tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_says_its_language_and_those_of_its_parts(code, made_up) -> None:
    other = "ar" if code != "ar" else "en"
    tree = page(made_up.specimen(code, made_up.annex(other)))
    assert (tree.get("lang"), tree.get("dir")) == (code, language(code).direction)
    (annex,) = tree.xpath("//section[@class='annex']")
    assert (annex.get("lang"), annex.get("dir")) == (other, language(other).direction)
    side = tree.xpath("//p[@class='distribution']")[0]
    assert side.get("lang") == ("en" if code in ("ar", "zh", "ru") else None)
    assert tree.xpath("//time/@datetime") == ["2031-05-06"]
    assert tree.xpath("count(//h1)") == 1
    assert [e.tag for e in tree.xpath("//main/*")] == ["article"]
    assert tree.xpath("//th/@scope") == ["col"] * 3
    assert tree.xpath("//table/caption")
    assert tree.xpath("//p[@class='specimen']")
    assert tree.xpath("//sup/a[@role='doc-noteref']/@href") == ["#n1", "#a1n1"]
    assert tree.xpath("//section[@role='doc-endnotes']//a[@role='doc-backlink']/@href") == ["#n1-ref", "#a1n1-ref"]
    for name in tree.xpath("//@aria-labelledby"):
        assert all(tree.xpath(f"//*[@id='{one}']") for one in name.split())


def test_a_citation_leads_to_the_document_in_the_language_of_the_page(made_up) -> None:
    tree = page(made_up.specimen("ru"))
    assert "https://undocs.org/ru/A/RES/60/251" in tree.xpath("//p//a/@href")
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://undocs.org/ru/A/HRC/73/G/7"]


def test_the_address_told_stands_before_the_symbols_own(made_up) -> None:
    tree = page(made_up.specimen("en"), WriteOptions(address="https://documents.example/7"))
    assert tree.xpath("//footer//a/@href") == ["https://documents.example/7"]


def test_a_symbol_of_another_organization_has_no_address_unless_it_is_told(made_up) -> None:
    document = made_up.specimen("en", symbol="LII/LC/12/G/1")
    assert page(document).xpath("//footer//a") == []
    told = page(document, WriteOptions(address="https://league.example/12/G/1"))
    assert told.xpath("//footer//a/@href") == ["https://league.example/12/G/1"]


def test_what_is_not_translated_is_marked_and_keeps_its_language(made_up) -> None:
    tree = page(made_up.untranslated("ar"))
    (foreign,) = tree.xpath("//bdi[@lang='en' and @dir='ltr']")
    assert foreign.xpath("string(span[@class='untranslated'])") == "the protection of lighthouses at sea"
    assert "غير مترجم" in foreign.text_content()


HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>\u202eabc\x00"


def test_hostile_text_stays_text() -> None:
    document = Document(
        symbol="A/HRC/73/G/7",
        masthead=Masthead(language="en"),
        title=HOSTILE,
        content=(
            Heading('"><script>', HOSTILE),
            Paragraph(
                "p 1",
                HOSTILE,
                marks=(Mark("link", 0, 5, "javascript:alert(1)"), Mark("language", 5, 9, '"><script>'), Mark("note", 3, 3, "n")),
            ),
        ),
        notes=(Note("n", "<b>", (Paragraph("p2", HOSTILE),)),),
    )  # fmt: skip
    writing = write(document, PLAIN)
    tree = page(document)
    assert not tree.xpath("//script | //img | //@onerror")
    assert not [a for a in tree.xpath("//a/@href") if not a.startswith(("#", "https://undocs.org/"))]
    assert "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>abc" in tree.xpath("string(//h1)")
    assert "\u202e" not in writing.data.decode()
    codes = {problem.code for problem in writing.problems}
    assert codes == {"write-characters-dropped", "write-link-refused"}
    assert "p 1" in {problem.where for problem in writing.problems if problem.code == "write-link-refused"}


@pytest.mark.parametrize(
    ("target", "linked"),
    [
        ("https://x.example/a?b=1&c", ["https://x.example/a?b=1&c"]),
        ("mailto:registry@x.example", ["mailto:registry@x.example"]),
        ("javascript:alert(1)", []),
        ("JavaScript:alert(1)", []),
        ("data:text/html,x", []),
        ("//x.example", []),
        ("https://x y", []),
        ("https://x\u202e.example", []),
        ("java\tscript:alert(1)", []),
    ],
)
def test_only_safe_addresses_become_links(target: str, linked: list[str]) -> None:
    paragraph = Paragraph("p1", "here", marks=(Mark("link", 0, 4, target),))
    document = Document(masthead=Masthead(language="en"), content=(paragraph,))
    assert page(document).xpath("//p/a/@href") == linked


def test_a_note_that_is_not_there_is_reported() -> None:
    document = Document(
        masthead=Masthead(language="en"), content=(Paragraph("p1", "x", marks=(Mark("note", 1, 1, "n9"),)),)
    )
    assert [(p.code, p.where) for p in write(document, PLAIN).problems] == [("write-note-absent", "p1")]


def test_a_document_without_anything_is_still_a_page() -> None:
    tree = page(Document())
    assert tree.xpath("string(//h1)") == "—"
    assert tree.xpath("string(//title)")


def test_the_same_document_gives_the_same_bytes(made_up) -> None:
    document = made_up.specimen("zh", made_up.annex("zh"))
    assert write(document, PLAIN) == write(document, PLAIN)


@pytest.mark.parametrize("code", LANGUAGES)
def test_labels_are_in_the_language_of_what_they_label(code, made_up) -> None:
    own = {
        "ar": "الحاشية *", "zh": "脚注*", "en": "Note *", "fr": "Note *", "ru": "Примечание *", "es": "Nota *",
    }  # fmt: skip
    assert page(made_up.specimen(code)).xpath("//a[@role='doc-noteref']/@aria-label") == [own[code]]
    names = page(made_up.specimen(code, made_up.annex("fr"))).xpath("//section[@role='doc-endnotes']/@aria-label")
    assert len(set(names)) == 2
    assert names[1] == "Notes – Annexe 1"


def test_the_original_language_of_an_annex_stands_in_brackets(made_up) -> None:
    annex = msgspec.structs.replace(made_up.annex("es"), original="es")
    tree = page(made_up.specimen("fr", annex))
    assert tree.xpath("string(//p[@class='annex-original'])") == "[Original\u00a0: espagnol]"
