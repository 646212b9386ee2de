"""Dates and ranges: what is written is read back, and print's other spellings are read too."""

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.languages import LANGUAGES, find_dates, read_date, read_dates, write_date, write_dates

D = datetime.date
DAYS = st.dates(D(1945, 1, 1), D(2100, 12, 31))

WRITTEN = {
    "ar": ("1 نيسان/أبريل 2020", "24 August 2020"),
    "zh": ("2020年4月1日", "24 August 2020"),
    "en": ("1 April 2020", "24 August 2020"),
    "fr": ("1er avril 2020", "24 août 2020"),
    "ru": ("1 апреля 2020 года", "24 August 2020"),
    "es": ("1 de abril de 2020", "24 de agosto de 2020"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dates_as_text_and_as_masthead(lang: str) -> None:
    assert (write_date(D(2020, 4, 1), lang), write_date(D(2020, 8, 24), lang, masthead=True)) == WRITTEN[lang]


@settings(max_examples=150)
@given(day=DAYS, lang=st.sampled_from(LANGUAGES), masthead=st.booleans())
def test_every_date_is_read_back(day: datetime.date, lang: str, masthead: bool) -> None:
    text = write_date(day, lang, masthead=masthead)
    for spelled in (text, text.upper(), text.replace(" ", "\u00a0"), f"{text}*"):
        assert read_date(spelled, lang) == read_date(spelled) == day
    before = "A/HRC/43/G/45, ("
    (found,) = find_dates(f"{before}{text}), 12", lang)
    assert (found.date, found.start, found.end) == (day, len(before), len(before) + len(text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_date_of_1945_to_2100_is_lost(lang: str) -> None:
    days = (D.fromordinal(day) for day in range(D(1945, 1, 1).toordinal(), D(2100, 12, 31).toordinal() + 1))
    assert [day for day in days if read_date(write_date(day, lang), lang) != day] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("29 mayo 2017", "2017-05-29"),
        ("1º de abril de 1990", "1990-04-01"),
        ("15 de setiembre del 2003", "2003-09-15"),
        ("Wednesday, 15 April 2015", "2015-04-15"),
        ("Miércoles 15 de abril de 2015", "2015-04-15"),
        ("Mercredi 15 avril 2015", "2015-04-15"),
        ("Среда, 15 апреля 2015 года", "2015-04-15"),
        ("2015年4月15日，星期三", "2015-04-15"),
        ("الأربعاء، 15 نيسان/أبريل 2015", "2015-04-15"),
        ("1 FEVRIER 2014", "2014-02-01"),
        ("24 AOÛT 2020", "2020-08-24"),
        ("August 24, 2020", "2020-08-24"),
        ("24th of August, 2020", "2020-08-24"),
        ("24 Aug. 2020", "2020-08-24"),
        ("٦ آذار/مارس ٢٠١٥", "2015-03-06"),
        ("6 مارس 2015", "2015-03-06"),
        ("6 آذار 2015", "2015-03-06"),
        ("6 اذار / مارس 2015", "2015-03-06"),
        ("1 يوليو 2020", "2020-07-01"),
        ("\u200f11 كانون الأول/ديسمبر 2020\u200f", "2020-12-11"),
        ("２０１５年３月６日", "2015-03-06"),
        ("二〇一五年三月十六日", "2015-03-16"),
        ("1ᵉʳ juin 2014", "2014-06-01"),
        ("2020-08-24", "2020-08-24"),
        ("24.08.2020", "2020-08-24"),
        ("31 February 2015", None),
        ("2015", None),
        ("Resolution adopted on 24 August 2020", None),
        ("24 August 2020 and 25 August 2020", None),
        ("24 August", None),
        ("A/RES/60/251", None),
        ("", None),
    ],
)
def test_spellings_of_print(text: str, day: str | None) -> None:
    assert read_date(text) == (D.fromisoformat(day) if day else None)


def test_dates_in_running_text_keep_their_places() -> None:
    text = "Letter dated 1 April 2020; see 2015年3月6日 and 24 de febrero de 2019, 31 June 2018, S/2015/46."
    assert [(text[one.start : one.end], one.date.isoformat()) for one in find_dates(text)] == [
        ("1 April 2020", "2020-04-01"),
        ("2015年3月6日", "2015-03-06"),
        ("24 de febrero de 2019", "2019-02-24"),
    ]
    assert [one.date for one in find_dates(text, "ru")] == [D(2020, 4, 1)]  # Russian and, as mastheads print, English


RANGES = {
    "one month": [(D(2015, 3, 9), D(2015, 3, 20))],
    "two months": [(D(2019, 2, 25), D(2019, 3, 22))],
    "two years": [(D(2014, 7, 21), D(2015, 7, 22))],
    "broken": [(D(2020, 2, 24), D(2020, 3, 13)), (D(2020, 6, 15), D(2020, 6, 23))],
    "single days": [(D(2009, 1, 9), D(2009, 1, 9)), (D(2009, 1, 12), D(2009, 1, 12))],
}
PRINTED = {
    "ar": {
        "one month": "9-20 آذار/مارس 2015",
        "two months": "25 شباط/فبراير - 22 آذار/مارس 2019",
        "two years": "21 تموز/يوليه 2014 - 22 تموز/يوليه 2015",
        "broken": "24 شباط/فبراير - 13 آذار/مارس و 15-23 حزيران/يونيه 2020",
        "single days": "9 و 12 كانون الثاني/يناير 2009",
    },
    "zh": {
        "one month": "2015年3月9日至20日",
        "two months": "2019年2月25日至3月22日",
        "two years": "2014年7月21日至2015年7月22日",
        "broken": "2020年2月24日至3月13日和6月15日至23日",
        "single days": "2009年1月9日和12日",
    },
    "en": {
        "one month": "9–20 March 2015",
        "two months": "25 February–22 March 2019",
        "two years": "21 July 2014–22 July 2015",
        "broken": "24 February–13 March and 15–23 June 2020",
        "single days": "9 and 12 January 2009",
    },
    "fr": {
        "one month": "9-20 mars 2015",
        "two months": "25 février-22 mars 2019",
        "two years": "21 juillet 2014-22 juillet 2015",
        "broken": "24 février-13 mars et 15-23 juin 2020",
        "single days": "9 et 12 janvier 2009",
    },
    "ru": {
        "one month": "9–20 марта 2015 года",
        "two months": "25 февраля — 22 марта 2019 года",
        "two years": "21 июля 2014 года — 22 июля 2015 года",
        "broken": "24 февраля — 13 марта и 15–23 июня 2020 года",
        "single days": "9 и 12 января 2009 года",
    },
    "es": {
        "one month": "9 a 20 de marzo de 2015",
        "two months": "25 de febrero a 22 de marzo de 2019",
        "two years": "21 de julio de 2014 a 22 de julio de 2015",
        "broken": "24 de febrero a 13 de marzo y 15 a 23 de junio de 2020",
        "single days": "9 y 12 de enero de 2009",
    },
}


@pytest.mark.parametrize("kind", RANGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_ranges_are_printed_as_mastheads_print_them(lang: str, kind: str) -> None:
    text = write_dates(RANGES[kind], lang)
    assert text == PRINTED[lang][kind]
    for dash in "-‐‑‒–—―−":
        spelled = text.replace("–", dash).replace("—", dash).replace("-", dash)
        assert read_dates(spelled, lang) == read_dates(spelled) == tuple(RANGES[kind])


@st.composite
def sessions(draw: st.DrawFn) -> list[tuple[datetime.date, datetime.date]]:
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=6, unique=True)))
    days = days[: len(days) // 2 * 2]
    ranges = list(zip(days[::2], days[1::2], strict=True))
    if draw(st.booleans()):
        ranges[-1] = (ranges[-1][0], ranges[-1][0])
    return ranges


@settings(max_examples=150)
@given(ranges=sessions(), lang=st.sampled_from(LANGUAGES))
def test_every_session_is_read_back(ranges: list[tuple[datetime.date, datetime.date]], lang: str) -> None:
    text = write_dates(ranges, lang)
    assert read_dates(text, lang) == read_dates(text) == read_dates(text.upper()) == tuple(ranges)


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("27 February-24 March 2017", "2017-02-27/2017-03-24"),
        ("27 February 24 March 2017", "2017-02-27/2017-03-24"),
        ("11 أيلول 13 تشرين الأول 2023", "2023-09-11/2023-10-13"),
        ("9 九月 11 十月 2024", "2024-09-09/2024-10-11"),
        ("24 febrero 4 abril 2025", "2025-02-24/2025-04-04"),
        ("٢٤ شباط/فبراير - ٢٠ آذار/مارس ٢٠٢٠", "2020-02-24/2020-03-20"),
        ("Geneva, 24 February–20 March 2020", "2020-02-24/2020-03-20"),
        ("Nueva York, 27 de abril a 22 de mayo de 2015", "2015-04-27/2015-05-22"),
        ("2015年4月27日至5月22日，纽约", "2015-04-27/2015-05-22"),
        ("Del 24 de febrero al 20 de marzo de 2020", "2020-02-24/2020-03-20"),
        ("Du 24 février au 20 mars 2020", "2020-02-24/2020-03-20"),
        ("с 24 февраля по 20 марта 2020 года", "2020-02-24/2020-03-20"),
        ("من 24 شباط/فبراير إلى 20 آذار/مارس 2020", "2020-02-24/2020-03-20"),
        ("12 сентября — 7 октября 2022 года", "2022-09-12/2022-10-07"),
        ("March 9-20, 2015", "2015-03-09/2015-03-20"),
        ("10, 11 and 14 March 2015", "2015-03-10/2015-03-10 2015-03-11/2015-03-11 2015-03-14/2015-03-14"),
        ("18 September-6 October and 27–29 November 2006", "2006-09-18/2006-10-06 2006-11-27/2006-11-29"),
        ("1er-12 juin 2015", "2015-06-01/2015-06-12"),
        ("24 August 2020*", "2020-08-24/2020-08-24"),
        ("28 March-1 February 2015", None),
        ("30-31 February 2015", None),
        ("2015-2016", None),
        ("Agenda item 3 2015", None),
        ("Report of 9-20 March 2015", None),
        ("9-20 March", None),
        ("March 2015", None),
    ],
)
def test_other_lines_of_session_dates(text: str, ranges: str | None) -> None:
    read = read_dates(text)
    assert (" ".join(f"{first}/{last}" for first, last in read) if read else None) == ranges


@pytest.mark.parametrize("piece", ["1 ", "2020", "12 January", "2020 ", "الأول ", "年", "31 de ", "January 1, "])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    find_dates(text)
    assert read_date(text) is None
    assert read_dates(text) is None
    assert time.perf_counter() - start < 120  # what is not linear takes hours
