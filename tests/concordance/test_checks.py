"""Every fault is found once, in the language where it is, with the places of all six beside each other."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from tests.concordance.league import TEXTS, versions
from verbale.concordance import Finding
from verbale.concordance.agreement import disagreements, most
from verbale.concordance.checks.citations import says
from verbale.document import Annex, Document, Mark, Note, Paragraph, change_blocks
from verbale.document.model import Block
from verbale.press import concord
from verbale.problems import BadInput

LANGUAGES = tuple(TEXTS)


def found(given: dict[str, Document], *codes: str) -> list[Finding]:
    """Return the findings, all of them or those of the codes given."""
    return [one for one in concord(list(given.values())).findings if not codes or one.code in codes]


def reworded(document: Document, block: str, old: str, new: str) -> Document:
    """Return the document with words of a block replaced; the marks after them stay where they were."""

    def one(given: Block) -> Block:
        if isinstance(given, Paragraph) and given.id == block:
            assert old in given.text
            return replace(given, text=given.text.replace(old, new))
        return given

    return change_blocks(document, one)


def test_versions_that_agree_give_nothing() -> None:
    for languages in (LANGUAGES, ("en", "fr"), ("ar", "zh", "ru"), ("es",)):
        concordance = concord(list(versions(*languages).values()))
        assert concordance.findings == ()
        assert (concordance.symbol, concordance.languages) == ("A/RES/99/1", languages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_symbol_that_differs_is_shown_in_all_languages(language: str) -> None:
    given = versions()
    given[language] = reworded(given[language], "p2", "60/251", "60/252")
    (one,) = found(given)
    assert (one.code, one.severity, one.odd, one.most) == (
        "concord-citation-differs",
        "error",
        (language,),
        "A/RES/60/251",
    )
    assert [spot.language for spot in one.spots] == list(LANGUAGES)
    assert {spot.text[spot.start : spot.end] for spot in one.spots if spot.language != language} == {"60/251"}
    (odd,) = [spot for spot in one.spots if spot.language == language]
    assert (odd.id, odd.text[odd.start : odd.end]) == ("p2", "60/252")


def test_a_symbol_may_stand_in_the_text_or_in_its_footnote_and_in_any_order() -> None:
    given = versions()
    given["fr"] = reworded(given["fr"], "p4", "navigation,", "navigation (A/74/234),")
    given["fr"] = replace(
        given["fr"], notes=(Note("n1", "1", (Paragraph("n1-p1", "Voir le rapport."),)), given["fr"].notes[1])
    )
    assert found(given, "concord-citation-differs") == []
    both = versions()
    for language, one in both.items():
        order = ("A/75/1", "A/75/2") if language != "ru" else ("A/75/2", "A/75/1")
        both[language] = reworded(one, "n1-p1", "A/74/234", ", ".join(order))
    assert found(both, "concord-citation-differs") == []


def test_two_versions_have_no_majority() -> None:
    given = versions("en", "fr")
    given["fr"] = reworded(given["fr"], "p2", "60/251", "60/252")
    (one,) = found(given, "concord-citation-differs")
    assert (one.odd, one.most) == ((), "")
    assert "60/251" in one.text
    assert "60/252" in one.text
    assert "no majority" in one.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_gone_is_told_once_however_much_it_is(language: str) -> None:
    given = versions()
    content = [one for one in given[language].content if one.id not in ("p8", "p9")]
    given[language] = replace(given[language], content=tuple(content))
    (one,) = found(given)
    assert (one.code, one.odd) == ("concord-passage-absent", (language,))
    assert "1 more" in one.text
    assert {spot.id for spot in one.spots if spot.language != language} == {"p8"}
    assert next(spot for spot in one.spots if spot.language == language).text == ""


def test_what_only_one_version_has_is_told_as_added() -> None:
    given = versions()
    content = [*given["zh"].content[:4], Paragraph("x1", "又回顾世界各地灯塔看守人的贡献，"), *given["zh"].content[4:]]
    given["zh"] = replace(given["zh"], content=tuple(content))
    assert [(one.code, one.odd) for one in found(given)] == [("concord-passage-added", ("zh",))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapped_paragraphs_are_told_as_moved_not_as_two_losses(language: str) -> None:
    given = versions()
    content = list(given[language].content)
    content[3], content[4] = content[4], content[3]
    given[language] = replace(given[language], content=tuple(content))
    moved = found(given, "concord-passage-moved")
    assert [one.odd for one in moved] == [(language,)]
    assert found(given, "concord-passage-absent", "concord-passage-added") == []


def test_numbers_that_shift_are_told_where_the_shift_begins() -> None:
    given = versions()
    renumbered = [
        replace(one, number=f"{int(one.number[0]) + 1}.") if isinstance(one, Paragraph) and one.number > "2" else one
        for one in given["ru"].content
    ]
    given["ru"] = replace(given["ru"], content=tuple(renumbered))
    (one,) = found(given)
    assert (one.code, one.odd, one.most) == ("concord-number-differs", ("ru",), "2.")
    assert one.spots[3].id == "p7"


def test_numbers_of_each_language_are_the_same_number() -> None:
    given = versions()
    written = {"ar": "(ج)", "zh": "㈢", "en": "(c)", "fr": "c)", "ru": "c)", "es": "iii)"}
    for language, one in given.items():
        content = list(one.content)
        content[7] = replace(content[7], number=written[language])
        given[language] = replace(one, content=tuple(content))
    assert found(given, "concord-number-differs") == []


@pytest.mark.parametrize("language", ["ar", "en", "zh"])
def test_a_footnote_that_is_gone_is_told_with_what_it_was(language: str) -> None:
    given = versions()
    given[language] = replace(given[language], notes=given[language].notes[1:])
    told = found(given, "concord-note-absent")
    assert [one.odd for one in told] == [(language,)]
    assert {spot.id for spot in told[0].spots if spot.id} == {"n1-p1"}


def test_an_anchor_that_wandered_is_told() -> None:
    given = versions()

    def wandered(block: Block) -> Block:
        if isinstance(block, Paragraph) and block.id in ("p7", "p9"):
            marks = (Mark("note", 3, 3, "n2"),) if block.id == "p9" else ()
            return replace(block, marks=marks)
        return block

    given["es"] = change_blocks(given["es"], wandered)
    (one,) = found(given)
    assert (one.code, one.odd) == ("concord-note-anchor", ("es",))


def test_mastheads_are_held_against_each_other() -> None:
    given = versions()
    head = replace(given["ru"].masthead, issued=datetime.date(2026, 1, 16))
    given["ru"] = replace(given["ru"], masthead=head)
    given["zh"] = replace(given["zh"], masthead=replace(given["zh"].masthead, issued=None))
    (one,) = found(given)
    assert (one.code, one.odd, one.most) == ("concord-masthead-differs", ("ru",), "2026-01-15")


def test_annexes_are_there_and_stay_in_the_words_in_which_they_came() -> None:
    given = versions()
    given["ar"] = replace(given["ar"], annexes=())
    assert "concord-annex-absent" in {one.code for one in found(given)}
    given = versions()
    given["fr"] = reworded(given["fr"], "a1-p1", "no tiene luz", "tiene luz")
    (one,) = found(given)
    assert (one.code, one.odd, one.most) == ("concord-received-changed", ("fr",), "El faro no tiene luz.")
    given = versions()
    annex = given["en"].annexes[0]
    given["en"] = replace(
        given["en"], annexes=(Annex(**{**{f: getattr(annex, f) for f in annex.__struct_fields__}, "original": "fr"}),)
    )
    assert [one.code for one in found(given)] == ["concord-annex-language"]


def test_a_figure_of_an_article_is_held_against_the_others() -> None:
    given = versions()
    given["ru"] = reworded(given["ru"], "n2-p1", "12", "13")
    told = found(given)
    assert [(one.odd, one.spots[3].id) for one in told] == [(("ru",), "n2-p1")]


def test_what_is_meant_stands_apart_and_its_key_stays() -> None:
    given = versions()
    given["es"] = reworded(given["es"], "p2", "60/251", "60/252")
    (one,) = found(given)
    given["es"] = reworded(given["es"], "p9", "deuda", "deuda externa")
    concordance = concord(list(given.values()), accepted={one.key: "So decided.", "0000": "Nothing has this key."})
    assert concordance.findings == ()
    assert [(it.finding.key, it.reason) for it in concordance.accepted] == [(one.key, "So decided.")]
    given["es"] = reworded(given["es"], "p2", "60/252", "60/253")
    assert [it.key for it in concord(list(given.values()), accepted={one.key: "So decided."}).findings] != []


def test_versions_have_a_language_each() -> None:
    both = [*versions("en").values(), *versions("en").values()]
    with pytest.raises(BadInput, match="2 versions in 'en'"):
        concord(both)
    with pytest.raises(BadInput, match="nothing to concord"):
        concord([])
    head = replace(both[0].masthead, language="")
    with pytest.raises(BadInput, match="not known"):
        concord([replace(both[0], masthead=head)])


def test_most_is_more_than_half() -> None:
    assert most({"en": 1, "fr": 1, "ru": 2}) == (1, ("ru",))
    assert most({"en": 1, "fr": 2}) == (None, ())
    assert most({"en": 1, "fr": 1, "ru": 2, "es": 2}) == (None, ())
    assert most({}) == (None, ())
    told = list(
        disagreements({"en": ["a", "b"], "fr": ["b", "a"], "ru": ["b", "c"], "es": ["c", "b"], "zh": ["a", "b"]})
    )
    assert [(one.odd, one.most, one.instead["ru"]) for one in told] == [(("ru", "es"), ("a",), ("c",))]


@pytest.mark.parametrize(
    ("text", "symbol", "wanted"),
    [
        ("resolution 60/251", "A/RES/60/251", True),
        ("resolution 60/252", "A/RES/60/251", False),
        ("resolution 2720", "S/RES/2720 (2023)", True),
        ("resolution 2720 (2023)", "S/RES/2720 (2023)", True),
        ("resolution 2720 (2022)", "S/RES/2720 (2023)", False),
        ("A/60/88 and Corr.1 and 2", "A/60/88/Corr.2", True),
        ("A/60/88 and Corr.1 and 2", "A/60/88/Corr.3", False),
        ("the Covenant", "ICCPR", False),
    ],
)
def test_a_text_says_a_symbol_by_its_figures(text: str, symbol: str, wanted: bool) -> None:
    assert says(text, symbol) is wanted


def test_words_that_are_marked_as_another_languages_are_no_fault() -> None:
    given = versions()
    words = "the statement of the Harbour Authority on the spring tide of the season"
    for marks, codes in (((), ["concord-language-differs"]), ((Mark("language", 0, len(words), "en"),), [])):

        def one(block: Block, marks: tuple[Mark, ...] = marks) -> Block:
            if not isinstance(block, Paragraph) or block.id != "p1":
                return block
            moved = tuple(
                replace(mark, start=mark.start + len(block.text), end=mark.end + len(block.text)) for mark in marks
            )
            return replace(block, text=block.text + words, marks=(*block.marks, *moved))

        changed = given | {"ru": change_blocks(given["ru"], one)}
        assert [one.code for one in found(changed, "concord-language-differs")] == codes


def test_versions_made_of_one_another_are_aligned_by_their_ids() -> None:
    given = list(versions().values())
    rows = [concord(given, same_ids=same).alignment.rows for same in (False, True)]
    assert [len(one) for one in rows] == [len(rows[0])] * 2
    assert min(row.sure for row in rows[1]) > 0.9
    assert sum(row.sure for row in rows[1]) > sum(row.sure for row in rows[0])
