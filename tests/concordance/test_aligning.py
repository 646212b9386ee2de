"""Versions side by side: whatever was dropped, swapped, split or joined, every passage stands in one row, and in the right one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.concordance.league import TEXTS, versions
from verbale.concordance import Alignment, align
from verbale.concordance.numbering import agree, ordinals
from verbale.document import Document, Paragraph
from verbale.document.model import Block

LANGUAGES = tuple(TEXTS)


def rows(alignment: Alignment, language: str) -> dict[str, tuple[str, ...]]:
    """Return which blocks of a language stand beside each block of English."""
    return {
        "+".join(alignment.passages["en"][at].id for at in row.places["en"]): tuple(
            alignment.passages[language][at].id for at in row.places.get(language, ())
        )
        for row in alignment.rows
        if "en" in row.places
    }


def changed(document: Document, change: Sequence[Block]) -> Document:
    return replace(document, content=tuple(change))


def anew(document: Document) -> Document:
    """Return the document as a reader of its file would count it: ids that tell nothing but the order."""
    content = [one for one in document.content if isinstance(one, Paragraph)]
    return changed(document, [replace(one, id=f"p{at}") for at, one in enumerate(content, 1)])


def test_what_agrees_stands_row_by_row() -> None:
    alignment = align(list(versions().values()))
    assert all(len(set(row.places.values())) == 1 and len(row.places) == 6 for row in alignment.rows)
    assert len(alignment.rows) == len(alignment.passages["en"])
    assert min(row.sure for row in alignment.rows) > 0.5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("counted", [False, True])
def test_a_dropped_paragraph_leaves_its_own_row(language: str, counted: bool) -> None:
    for gone in range(1, 9):
        given = versions()
        left = [one for at, one in enumerate(given[language].content) if at != gone]
        given[language] = changed(given[language], left)
        if counted:
            given[language] = anew(given[language])
        alignment = align(list(given.values()))
        (row,) = [row for row in alignment.rows if len(row.places) == 5]
        other = next(one for one in LANGUAGES if one != language)
        assert alignment.passages[other][row.places[other][0]].id == f"p{gone + 1}"


@pytest.mark.parametrize("language", ["ar", "zh", "en", "ru"])
@pytest.mark.parametrize(("one", "other"), [(2, 3), (5, 7), (3, 8), (7, 8)])
def test_swapped_paragraphs_stay_with_their_own(language: str, one: int, other: int) -> None:
    given = versions()
    content = list(given[language].content)
    content[one], content[other] = content[other], content[one]
    given[language] = anew(changed(given[language], content))
    alignment = align(list(given.values()))
    assert all(len(row.places) == 6 for row in alignment.rows)
    if language != "en":
        found = rows(alignment, language)
        assert found[f"p{one + 1}"] == (f"p{other + 1}",)
        assert found[f"p{other + 1}"] == (f"p{one + 1}",)


def test_split_and_joined_paragraphs_stand_beside_what_they_are_of() -> None:
    given = versions()
    content = list(given["fr"].content)
    long = content[7]
    assert isinstance(long, Paragraph)
    cut = long.text.index("établissements")
    content[7:8] = [replace(long, text=long.text[:cut]), Paragraph("x", long.text[cut:])]
    given["fr"] = anew(changed(given["fr"], content))
    joined = list(given["ru"].content)
    first, second = joined[3], joined[4]
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    joined[3:5] = [replace(first, text=f"{first.text} {second.text}")]
    given["ru"] = anew(changed(given["ru"], joined))
    alignment = align(list(given.values()))
    assert rows(alignment, "fr")["p8"] == ("p8", "p9")
    assert rows(alignment, "ru")["p4+p5"] == ("p4",)


def test_ids_that_the_versions_share_hold_paragraphs_that_nothing_else_tells_apart() -> None:
    def short(language: str, left: tuple[int, ...]) -> Document:
        content = tuple(Paragraph(f"b{at}x", f"{'αβγδε'[at]}.") for at in left)
        return replace(versions(language)[language], content=content, notes=(), annexes=())

    alignment = align([short("en", (0, 1, 2, 3, 4)), short("fr", (0, 1, 3, 4)), short("es", (0, 1, 2, 3, 4))])
    assert rows(alignment, "fr") == {
        "title": ("title",), "b0x": ("b0x",), "b1x": ("b1x",), "b2x": (), "b3x": ("b3x",), "b4x": ("b4x",),
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_passage_stands_in_one_row(data: st.DataObject) -> None:
    given_versions = versions("en", "fr", "zh")
    for language, one in given_versions.items():
        order = data.draw(st.lists(st.integers(0, 9), max_size=14))
        content = [replace(one.content[at], id=f"p{number}") for number, at in enumerate(order, 1)]
        given_versions[language] = changed(one, content)
    alignment = align(list(given_versions.values()))
    for language, passages in alignment.passages.items():
        standing = sorted(at for row in alignment.rows for at in row.places.get(language, ()))
        assert standing == list(range(len(passages)))
        assert all(row.places for row in alignment.rows)


def test_a_long_document_is_laid_as_a_short_one() -> None:
    """Three thousand paragraphs of which some are gone in each language: the rows of the others are not disturbed."""
    long = {}
    for place, (language, one) in enumerate(versions("en", "fr", "ru").items()):
        content = [
            replace(one.content[at % 10], id="", text=f"{one.content[at % 10].text} {at}", number="")  # type: ignore[union-attr]
            for at in range(3000)
            if at % 1000 != 100 * (place + 1)
        ]
        long[language] = anew(changed(replace(one, notes=(), annexes=()), content))
    alignment = align(list(long.values()))
    lacking = [row for row in alignment.rows if len(row.places) == 2]
    assert len(lacking) == 9
    for row in alignment.rows:
        ends = {alignment.passages[language][at].text.split()[-1] for language, (at, *_) in row.places.items()}
        assert len(ends) == 1


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("3.", 3), ("(c)", 3), ("c)", 3), ("(ج)", 3), ("٣ -", 3), ("㈢", 3), ("(三)", 3), ("iii)", 3), ("’3‘", 3), ("с)", 3),
        ("(هـ)", 5), ("(م)", 13), ("十二、", 12), ("二十", 20), ("(aa)", 27), ("xiv)", 14), ("47 -", 47),
    ],
)  # fmt: skip
def test_numbers_of_all_languages_are_places_in_a_list(number: str, place: int) -> None:
    assert place in ordinals(number)


def test_numbers_that_may_be_two_things_agree_with_both() -> None:
    assert agree("(i)", "1.")
    assert agree("(i)", "9.")
    assert not agree("(b)", "3.")
    assert agree("•", "–")
    assert not agree("•", "2.")
