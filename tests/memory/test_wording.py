"""Likeness and figures: what counts as the same, as the same but for figures, and as like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.memory.wording import likeness, refigured, skeleton, terms, tidy

TEXTS = st.text(st.sampled_from("abcé7 ٣三国日.,"), max_size=40)


@given(TEXTS)
def test_a_text_is_wholly_like_itself(text: str) -> None:
    assert likeness(text, f"  {text}\u200b ") == 100
    assert skeleton(text) == skeleton(tidy(text))


@given(TEXTS, TEXTS)
def test_likeness_goes_both_ways_and_only_the_same_is_the_same(one: str, two: str) -> None:
    assert likeness(one, two) == likeness(two, one)
    assert 0 <= likeness(one, two) <= 100
    assert (likeness(one, two) == 100) == (tidy(one) == tidy(two))


@given(TEXTS)
def test_figures_put_in_place_of_themselves_change_nothing(text: str) -> None:
    assert refigured(text, text, text) == text


@pytest.mark.parametrize(
    ("old", "new", "target", "wanted"),
    [
        ("on 4 May 2020", "on 5 May 2021", "le 4 mai 2020", "le 5 mai 2021"),
        ("of 1,200 tons", "of 1,350 tons", "de 1 200 tonnes", "de 1 350 tonnes"),
        ("3.2 metres in 2026", "4.2 metres in 2027", "3,2 метра в 2026 году", "4,2 метра в 2027 году"),
        ("resolution 60/251", "resolution 61/295", "القرار ٦٠/٢٥١", "القرار ٦١/٢٩٥"),
        ("A/HRC/43/G/25", "A/HRC/44/G/7", "A/HRC/43/G/25", "A/HRC/44/G/7"),
        ("items 1 and 1", "items 1 and 2", "les points 1 et 1", None),  # which of the two?
        ("on 4 May", "on 5 May", "le quatre mai", None),  # written out
        ("4 of 4 States", "5 of 5 States", "4 États", None),  # said once
        ("item 4 of 2020", "item 2020 of 4", "point 4 de 2020", "point 2020 de 4"),
        ("in 7", "in 77 8", "en 7", None),
    ],
)
def test_figures_are_replaced_only_where_it_is_no_guess(old: str, new: str, target: str, wanted: str | None) -> None:
    assert refigured(old, new, target) == wanted


def test_words_that_differ_cost_their_share() -> None:
    one = "The Permanent Mission requests the Secretariat to circulate the present note"
    assert likeness(one, one.replace("present", "attached")) == 90
    assert likeness(one, one.lower()) == 98
    assert likeness(one, "Something else altogether was said by nobody at all here now") < 30
    assert likeness("联合国人权理事会第四十三届会议", "联合国人权理事会第四十四届会议") == 93


def test_chinese_is_filed_by_pairs_and_figures_are_left_out() -> None:
    assert terms("人权理事会 43") == ["人权", "权理", "理事", "事会"]
    assert terms("The 43 Missions' missions") == ["the", "missions"]
