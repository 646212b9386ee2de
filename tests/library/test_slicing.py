"""Slicing stored pages: not a byte is lost, and what is the same stands beside each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.databases import _sql  # noqa: F401  # starts Django
from tests.library.made import specimen
from verbale.document import Annex, Document, Masthead, Paragraph, Table, WriteOptions
from verbale.document.model import Cell
from verbale.formats.html import write
from verbale.languages import LANGUAGES
from verbale.library.slicing import article, beside, linked, pieces, renamed


def page(language: str) -> str:
    made = specimen("note-1-en.md")
    return next(r.data.decode() for r in made.renditions if (r.language, r.format) == (language, "html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pieces_of_an_article_are_the_article(language: str) -> None:
    found = article(page(language))
    (whole,) = pieces(found)
    assert whole.markup == found
    inside = list(pieces(whole.inside))
    assert "".join("".join(piece.markup for piece in inside).split()) == "".join(whole.inside.split())
    assert [piece.id for piece in inside if piece.id][:3] == ["p1", "p2", "p3"]


texts = st.text(alphabet="<>&\"'/= pa1\u0627\u4e2d#", max_size=30)


@given(st.lists(texts, min_size=1, max_size=6))
@settings(max_examples=60)
def test_hostile_words_change_no_slice(words: list[str]) -> None:
    blocks = tuple(Paragraph(f"p{n}", text or "x") for n, text in enumerate(words))
    table = Table("t1", ((Cell(blocks[:1]), Cell(())),), caption=words[0])
    document = Document(
        masthead=Masthead(language="en"),
        title=words[0],
        content=(*blocks, table),
        annexes=(Annex("a", content=blocks),),
    )
    found = article(write(document, WriteOptions()).data.decode())
    inside = list(pieces(next(pieces(found)).inside))
    shown = [block.id for block in blocks if block.text.strip()]
    assert [piece.id for piece in inside if piece.tag == "p" and piece.id] == shown
    assert inside[-1].tag == "section"
    assert len(beside(found, found, "r-", "English")) >= len(shown)


def test_no_page_of_ours_is_no_article() -> None:
    for text in ("", "<main></main>", "<html><main><p>SPECIMEN</p></main>", "</main><main>"):
        assert article(text) == ""


def test_what_only_one_side_has_keeps_its_place() -> None:
    left = '<article><p id="p1">a</p><p id="p3">c</p></article>'
    right = '<article><p id="p1">A</p><p id="p2">B</p><p id="p3">C</p></article>'
    assert [(row.key, bool(row.left), bool(row.right)) for row in beside(left, right, "r-", "English")] == [
        ("p1", True, True), ("p2", False, True), ("p3", True, True),
    ]  # fmt: skip
    assert [row.key for row in beside(right, left, "r-", "English")] == ["p1", "p2", "p3"]


def test_ids_and_what_leads_to_them_are_renamed_together() -> None:
    markup = '<section id="a" aria-labelledby="b c"><a id="n1-ref" href="#n1">*</a> <a href="https://e.example/#n1">y</a></section>'
    assert renamed(markup, "r-") == (
        '<section id="r-a" aria-labelledby="r-b r-c"><a id="r-n1-ref" href="#r-n1">*</a> <a href="https://e.example/#n1">y</a></section>'
    )


def test_paragraphs_lead_to_themselves() -> None:
    assert linked('<p id="p1"><span class="number">1.</span> a</p>') == (
        '<p id="p1"><a class="here" href="#p1" tabindex="-1" aria-hidden="true"></a><a class="number" href="#p1">1.</a> a</p>'
    )
