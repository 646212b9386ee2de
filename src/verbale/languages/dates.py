"""Single dates, written and read in the six languages.

Readers work on the text as it is: the patterns take every digit, space and spelling that print and
extraction produce, so offsets need no translation. They start from the year and look at a bounded piece of text around
it, so they are linear in any text.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import msgspec

from verbale.languages.folding import tidy
from verbale.languages.months import GAP, month_number, months, weekdays
from verbale.languages.ordinals import read_han
from verbale.languages.tables import table

_HAN = "[〇○零一二三四五六七八九十]"
_CHINESE = re.compile(
    rf"(?P<year>{_HAN}{{4}}|(?<!\d)\d{{4}}){GAP}?年{GAP}?(?P<month>{_HAN}{{1,2}}|\d{{1,2}}){GAP}?月"
    rf"{GAP}?(?P<day>{_HAN}{{1,3}}|\d{{1,2}}){GAP}?日"
)
_YEAR = re.compile(r"\d{4}(?!\d)")
_DAY = re.compile(r"(?<![\d/.-])\d{1,2}(?!\d)")
_BEFORE, _AFTER, _MONTH = 48, 8, 16
"""How far a date reaches before and after its year, and an English month before its day, in characters."""
_NUMERIC = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4})")


class FoundDate(msgspec.Struct, frozen=True):
    """A date in running text, at ``text[start:end]``."""

    start: int
    end: int
    date: date


def write_date(day: date, lang: str, *, masthead: bool = False) -> str:
    """Return the date as the language prints it: ``1er avril 2020``; in Arabic with both names of the month.

    ``masthead`` gives the date line of a masthead, which Arabic, Chinese and Russian editions print in English
    (un-rules 2.2).
    """
    lang = "en" if masthead and lang in ("ar", "zh", "ru") else lang
    entry = table("dates")[lang]
    return str(entry["date"].format(day=day_number(day, lang), month=month_name(day, lang), year=day.year))


def day_number(day: date, lang: str) -> str:
    """Return the day of the month as printed: ``1er`` in French, plain digits otherwise."""
    return str(table("dates")[lang].get("first", 1)) if day.day == 1 else str(day.day)


def month_name(day: date, lang: str) -> str:
    """Return the month as printed inside a date: its name, in Chinese its number."""
    return str(day.month) if lang == "zh" else str(table("dates")[lang]["months"][day.month - 1])


@cache
def _western(lang: str | None) -> re.Pattern[str]:
    """Day, month, year."""
    return re.compile(
        rf"(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|ᵉʳ|[º°ª])?{GAP}{{0,3}}(?:(?:de|of){GAP}{{1,2}})?"
        rf"(?P<month>{months(lang)})\.?{GAP}{{0,2}}[,،]?{GAP}{{0,3}}(?:(?:del?|of|عام|سنة){GAP}{{1,2}})?"
        rf"(?P<year>\d{{4}})(?![\d/])(?:{GAP}{{1,2}}(?:года|г\.))?",
        re.IGNORECASE,
    )


@cache
def _american() -> re.Pattern[str]:
    """Month, day, comma, year."""
    month = rf"\b(?P<month>{months('en')})\.?{GAP}{{1,2}}"
    return re.compile(
        rf"{month}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{GAP}?,{GAP}{{0,2}}(?P<year>\d{{4}})(?!\d)", re.IGNORECASE
    )


def _calendar(year: str, month: int, day: str) -> date | None:
    try:
        return date(_number(year), month, _number(day))
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else read_han(text) or 0


def _before(text: str, year: re.Match[str], floor: int, lang: str | None) -> re.Match[str] | None:
    """Return the date that ends in this year: it starts at the last figure before it, or at the month before that."""
    days = list(_DAY.finditer(text, max(floor, year.start() - _BEFORE), year.start()))
    if not days:
        return None
    day = days[-1]
    if one := _western(lang).match(text, day.start(), year.end() + _AFTER):
        return one
    if "," in text[day.end() : year.start()]:
        return _american().search(text, max(floor, day.start() - _MONTH), year.end())
    return None


def find_dates(text: str, lang: str | None = None) -> list[FoundDate]:
    """Return the full dates in running text, in order; dates that no calendar has are left out.

    Reads the six languages, or the one given and English. In English "August 24, 2020" counts too.
    """
    found: list[FoundDate] = []
    floor = 0
    for year in _YEAR.finditer(text):
        if (one := _before(text, year, floor, lang)) is None:
            continue
        floor = one.end()
        if day := _calendar(one["year"], month_number(one["month"]), one["day"]):
            found.append(FoundDate(one.start(), one.end(), day))
    if lang in (None, "zh") and "年" in text:
        found += [
            FoundDate(one.start(), one.end(), day)
            for one in _CHINESE.finditer(text)
            if (day := _calendar(one["year"], _number(one["month"]), one["day"]))
        ]
        found.sort(key=lambda each: each.start)
    return found


@cache
def _around(lang: str | None) -> re.Pattern[str]:
    """A weekday before the date, or in Chinese after it."""
    day = weekdays(lang)
    return re.compile(rf"^{day}[ ,،]{{0,3}}|[ ,(]{{0,3}}{day}\)?$", re.IGNORECASE)


def read_date(text: str, lang: str | None = None) -> date | None:
    """Return the date that a whole string is, with or without a weekday; None if it is anything else.

    Also takes ISO dates and ``24.08.2020``. Note stars and points after the date are ignored.
    """
    if len(text) > 80 or not (_YEAR.search(text) or "年" in text):
        return None
    line = tidy(text).strip(" *†.,;:")
    if numeric := _NUMERIC.fullmatch(line):
        year, month, day = numeric.group("y", "m", "d") if numeric["y"] else numeric.group("y2", "m2", "d2")
        return _calendar(year, int(month), day)
    found = find_dates(line, lang)
    if len(found) != 1:
        return None
    one = found[0]
    left = line[: one.start] + line[one.end :]
    return None if _around(lang).sub("", left.strip()) else one.date
