"""Ranges of dates and broken sessions: ``24 February–13 March and 15–23 June 2020``, written and read.

A part that the neighbour tells is left out in print: western languages name month and year at the last day
that they cover, Chinese at the first. The reader cuts the line into days, months, years and the words between, and fills
in what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import msgspec

from verbale.languages.dates import day_number, month_name
from verbale.languages.folding import tidy
from verbale.languages.months import languages_of, month_number, months, one_of
from verbale.languages.ordinals import read_han
from verbale.languages.tables import table

DateRange = tuple[date, date]


def write_dates(ranges: Sequence[DateRange], lang: str) -> str:
    """Return one or more ranges of dates as the session line prints them; a range of one day is that day."""
    entry = table("dates")[lang]
    days = [day for first, last in ranges for day in ((first,) if first == last else (first, last))]
    printed = iter(_printed(days, lang))
    parts: list[str] = []
    for first, last in ranges:
        text, names_month = next(printed)
        if first != last:
            text += entry["to_months" if names_month else "to"] + next(printed)[0]
        parts.append(text)
    head = entry["comma"].join(parts[:-1])
    return head + entry["and"] + parts[-1] if head else parts[0]


def _printed(days: list[date], lang: str) -> Iterator[tuple[str, bool]]:
    """Yield each day with the parts that must be printed, and whether its month is among them."""
    entry = table("dates")[lang]
    for at, day in enumerate(days):
        near = at - 1 if lang == "zh" else at + 1  # the neighbour that tells the rest
        other = days[near] if 0 <= near < len(days) else None
        if other is None or other.year != day.year:
            template = entry["date"]
        elif other.month != day.month:
            template = entry["day_month"]
        else:
            template = entry.get("day", "{day}")
        text = template.format(day=day_number(day, lang), month=month_name(day, lang), year=day.year)
        yield text, "{month}" in template


class _Day(msgspec.Struct, frozen=True):
    """A day as read: ``link`` is the word before it, ``to``, ``and`` or nothing."""

    day: int
    month: int | None
    year: int | None
    link: str


@cache
def _tokens(lang: str | None) -> re.Pattern[str]:
    reads = [table("dates")[one]["reads"] for one in languages_of(lang)]

    def words(kind: str) -> str:
        spelled = [word for read in reads for word in read[kind] if word not in ("و", *_HAN_WORDS)]
        han = [word for read in reads for word in read[kind] if word in _HAN_WORDS]
        return rf"(?:{one_of(spelled)})\b" + (f"|{one_of(han)}" if han else "")

    return re.compile(
        r"(?P<year>\d{4} ?年?|[〇○零一二三四五六七八九]{4}年)|(?P<hanmonth>(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月)"
        rf"|(?P<month>{months(lang)})\.?|(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}(?=日))(?:er|st|nd|rd|th|[º°ª])?"
        rf"|(?P<to>-|{words('to')})|(?P<and>,|،|、|و|{words('and')})|(?P<noise>[ .()*]|{words('noise')})",
        re.IGNORECASE,
    )


_HAN_WORDS = frozenset("至到和及与日自从于") | {"以及"}
_POSSIBLE = re.compile(r"\D{0,40}\d.*?(?:\d{4}|年)|[〇○零一二三四五六七八九]{4}年")
_PLACE = re.compile(r"^[^\W\d]+(?:[ -][^\W\d]+){0,3}[,،] ?(?=\D{0,12}\d)|[,،] ?[^\W\d]+(?:[ -][^\W\d]+){0,3}$")


def read_dates(text: str, lang: str | None = None) -> tuple[DateRange, ...] | None:
    """Return the ranges of dates that a whole line is, in order; a single date is a range of one day.

    Takes one month, two months, two years and broken sessions, every dash, the words for "to" and "and", a
    place before or after ("Geneva, 10-28 September 2018"), and lines that lost their dash ("27 February 24 March
    2017"). None for anything else.
    """
    if len(text) > 240 or not _POSSIBLE.match(text):
        return None
    line = tidy(text)
    days = _days(line, lang)
    if days is None and (without := _PLACE.sub("", line, count=1)) != line:
        days = _days(without, lang)
    return _ranges(days) if days else None


def _days(line: str, lang: str | None) -> list[_Day] | None:
    """Return the days of a line with month and year filled in where printed elsewhere; None if it is no dates line."""
    days: list[_Day] = []
    link, month, year, leading, at = "", None, None, None, 0
    for token in _tokens(lang).finditer(line):
        if token.start() != at:
            return None
        kind, at = str(token.lastgroup), token.end()
        if leading is None and kind in ("day", "month", "hanmonth", "year"):
            leading = kind != "day"  # month or year come first: they hold for the days that follow
        match kind:
            case "day":
                days.append(_Day(_number(token["day"]), month, year, link))
                link = ""
            case "month" | "hanmonth" if leading:
                month = _month(token.group())
            case "month" | "hanmonth":
                if not days or days[-1].month:
                    return None
                days[-1] = msgspec.structs.replace(days[-1], month=_month(token.group()))
            case "year" if leading and not (days and "年" not in token.group()):
                year = _number(token.group())
            case "year":
                if not days or days[-1].year:
                    return None
                days[-1] = msgspec.structs.replace(days[-1], year=_number(token.group()))
            case "to" | "and":
                link = "to" if "to" in (link, kind) else "and"
            case _:  # noise
                pass
    return _filled(days) if at == len(line) and days and len(days) <= 20 else None


def _number(text: str) -> int:
    text = text.rstrip("年 ")
    return int(text) if text.isdecimal() else read_han(text) or 0


def _month(text: str) -> int:
    return _number(text.rstrip("月 ")) if "月" in text else month_number(text.rstrip("."))


def _filled(days: list[_Day]) -> list[_Day]:
    """Return the days with each missing month and year taken from the next day that has one."""
    out: list[_Day] = []
    month = year = None
    for one in reversed(days):
        month, year = one.month or month, one.year or year
        out.append(_Day(one.day, month, year, one.link))
    return out[::-1]


def _ranges(days: list[_Day]) -> tuple[DateRange, ...] | None:
    """Return the days paired to ranges; None if one is no date, or a range runs backwards."""
    ranges: list[DateRange] = []
    open_range = False
    for at, one in enumerate(days):
        try:
            day = date(one.year or 0, one.month or 0, one.day)
        except ValueError:
            return None
        if at and one.link != "and":  # "to", or the dash that was lost
            if not open_range or day < ranges[-1][0]:
                return None
            ranges[-1] = (ranges[-1][0], day)
            open_range = False
        else:
            ranges.append((day, day))
            open_range = True
    return tuple(ranges)
