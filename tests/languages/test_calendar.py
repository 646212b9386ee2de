"""Dates of every completeness: what is written is read back, and what a neighbour tells is filled in."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.languages import LANGUAGES, dates_pattern, read_dating, write_date, write_dates
from verbale.languages.folding import fold

DAYS = st.dates(datetime.date(1945, 1, 1), datetime.date(2100, 12, 31))


def values(text: str, lang: str) -> list[str]:
    return [one.value for one in read_dating(fold(text), lang) or []]


@given(day=DAYS, lang=st.sampled_from(LANGUAGES))
def test_every_date_is_read_back(day: datetime.date, lang: str) -> None:
    text = fold(write_date(day, lang).removesuffix(" года"))
    assert re.fullmatch(dates_pattern(lang), text)
    (found,) = read_dating(text, lang) or []
    assert (found.value, text[found.start : found.end]) == (day.isoformat(), text)


@given(day=DAYS, days=st.integers(1, 120), lang=st.sampled_from(LANGUAGES))
def test_both_ends_of_a_range_are_full_dates(day: datetime.date, days: int, lang: str) -> None:
    last = day + datetime.timedelta(days)
    assert values(write_dates(((day, last),), lang).removesuffix(" года"), lang) == [day.isoformat(), last.isoformat()]


SAME = {
    "2020-02-24 2020-03-20": {
        "ar": "24 شباط/فبراير إلى 20 آذار/مارس 2020", "zh": "2020年2月24日至3月20日", "en": "24 February to 20 March 2020",
        "fr": "24 février au 20 mars 2020", "ru": "24 февраля по 20 марта 2020", "es": "24 de febrero al 20 de marzo de 2020",
    },
    "2021-04-01": {
        "ar": "1 نيسان/ أبريل 2021", "zh": "二〇二一年四月一日", "en": "1 April 2021", "fr": "1er avril 2021",
        "ru": "1 апреля 2021", "es": "1º de abril de 2021",
    },
    "2020-03": {
        "ar": "آذار/مارس 2020", "zh": "2020年3月", "en": "March 2020", "fr": "mars 2020", "ru": "марте 2020",
        "es": "marzo de 2020",
    },
    "--07-15 --07-16": {
        "ar": "15 و 16 تموز/يوليه", "zh": "7月15日和16日", "en": "15 and 16 July", "fr": "15 et 16 juillet",
        "ru": "15 и 16 июля", "es": "15 y 16 de julio",
    },
    "2005 2010": {
        "ar": "2010-2005", "zh": "2005-2010年", "en": "2005–2010", "fr": "2005-2010", "ru": "2005–2010", "es": "2005-2010",
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("same", SAME)
def test_all_languages_state_the_same(same: str, lang: str) -> None:
    assert sorted(values(SAME[same][lang], lang)) == same.split()


def test_what_stands_between_may_be_a_weekday() -> None:
    assert values("28 April, to Thursday, 1 May 2025", "en") == ["2025-04-28", "2025-05-01"]
    assert values("2025年4月28日星期一至5月1日星期四", "zh") == ["2025-04-28", "2025-05-01"]


def test_seasons_and_decades() -> None:
    assert values("1946/47", "en") == ["1946/1947"]
    assert values("2013/40", "en") == []
    assert [values(text, lang) for text, lang in (("1990s", "en"), ("années 90", "fr"), ("90-х годов", "ru"), ("90年代", "zh"))] == [
        ["199X"]
    ] * 4  # fmt: skip


@pytest.mark.parametrize(("text", "lang"), [("31 February 2020", "en"), ("0 May 2020", "en"), ("2020年13月1日", "zh")])
def test_what_no_calendar_has_is_left_out(text: str, lang: str) -> None:
    assert not [value for value in values(text, lang) if len(value) > 7]


@given(text=st.text(max_size=60), lang=st.sampled_from(LANGUAGES))
def test_any_text_is_read_or_not(text: str, lang: str) -> None:
    for one in read_dating(fold(text), lang) or []:
        assert 0 <= one.start < one.end <= len(text)
