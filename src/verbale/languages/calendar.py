"""Dates of every completeness in running text: days, days of a month, months of a year, years, and ranges of these.

Values are ISO dates with what is not stated left out: ``2020-04-01``, ``--04-01``, ``2020-04``, ``2020``; a biennium or
season ``2020/2021``; a decade ``199X``. A part that a neighbour tells is filled in: "24 February to 20 March 2020" states two full dates. Texts are
expected folded (:func:`verbale.languages.folding.fold`), as the patterns match them.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import msgspec

from verbale.languages.folding import fold
from verbale.languages.months import month_number
from verbale.languages.numbers import HAN_NUMBER
from verbale.languages.ordinals import read_han
from verbale.languages.tables import table

FIRST_YEAR, LAST_YEAR = 1500, 2199
"""A bare figure of four digits from here to there is a year."""
_YEAR = "(?:1[5-9]|2[01])[0-9]{2}"
_HAN_YEAR = "[〇○零一二三四五六七八九]{4}"
_DAY = "[0-3]?[0-9]"


class Dating(msgspec.Struct, frozen=True):
    """A date at characters ``start`` to ``end``, as far as it is stated."""

    start: int
    end: int
    value: str


class _Part(msgspec.Struct):
    start: int
    end: int
    day: int = 0
    month: int = 0
    year: int = 0
    closed: bool = False


@cache
def _names(lang: str) -> str:
    """The names of months as a pattern, on folded text; Arabic single or double."""
    names: list[str] = []
    for one in (lang, "en") if lang != "en" else ("en",):
        if one == "zh":
            continue
        entry = table("dates")[one]
        also = entry.get("also", {}).values() if one == lang else ()  # "Mar" of another language begins "martes"
        whole = [*entry["months"], *(name for others in also for name in others)]
        names += [fold(part) for name in whole for part in (name, *name.split("/"))]
    words = sorted(set(names), key=len, reverse=True)
    one = "|".join(re.escape(word).replace(r"\ ", " ").replace("/", " ?/ ?") for word in words)
    return f"(?i:(?:{one})[.]?)"


@cache
def dates_pattern(lang: str) -> str:
    """Return a pattern (``re`` and re2) for a date of any completeness, or a range or list of dates, on folded text."""
    entry = table("dates")[lang]["running"]
    ranges = f"{_YEAR}(?: ?[-/] ?(?:[0-9]{{4}}|[0-9]{{2}}))?"
    weekday = f"(?:{'|'.join(fold(name) for name in table('dates')[lang]['weekdays'])})"
    if lang == "zh":
        year = f"(?:{_YEAR}|{_HAN_YEAR})"
        month = f"(?:{HAN_NUMBER}|十[一二]|[01]?[0-9])"
        day = f"(?:[一二三]?十?[一二三四五六七八九十]|{_DAY})"
        join = f"(?: ?(?:{entry['join']}) ?)"
        named = f"(?: ?[(]?{weekday}[)]?)?"
        tail = f"{month} ?月(?: ?(?:{day}(?: ?日{named})?{join})*{day} ?日{named})?"
        years = f"(?:{year}|[1-9][0-9]{{3}})(?:{join}{year})? ?年"
        return (
            f"(?:(?:{years} ?(?:{tail})?|{tail})(?:{join}(?:{year} ?年 ?)?{tail})*|{years}代|[0-9]{{2}} ?年代|{ranges})"
        )
    name, join = _names(lang), f"(?: ?(?:{entry['join']}) ?)"
    day = f"{_DAY}(?:{entry['day']})?"
    before = f"(?:{entry['before']})?(?:(?i:{weekday}),? )?"
    of, year = f"(?: ?(?:{entry['of']})? ?)", f"(?:(?:{entry['year']})[1-9][0-9]{{3}})"
    days = f"{day}(?:{join}{before}{day})*"
    dated = f"{days}{of}{name}"
    whole = f"{dated}(?:{join}{before}(?:{dated}|{name}))*{year}?"
    iso = "[12][0-9]{3}-[01][0-9]-[0-3][0-9]|[0-3]?[0-9]\\.[01]?[0-9]\\.[12][0-9]{3}"
    return f"(?:{whole}|{iso}|{ranges}|{lettered_dates_pattern(lang)})"


@cache
def lettered_dates_pattern(lang: str) -> str:
    """Return the part of :func:`dates_pattern` that begins with a letter, so with a word of its own."""
    if lang == "zh":
        return ""
    entry = table("dates")[lang]["running"]
    name, join = _names(lang), f"(?: ?(?:{entry['join']}) ?)"
    monthly = f"{name}(?:{join}{name})*(?:(?:{entry['year']}){_YEAR})"
    day = f"{_DAY}(?:{entry['day']})?"
    american = f"|{name} {day}(?:{join}(?:{name} )?{day})*(?:, ?{_YEAR})?" if lang == "en" else ""
    decades = f"|{entry['decades']}" if "decades" in entry else ""
    return f"{'و?' if lang == 'ar' else ''}(?:{monthly}{american}{decades})"


@cache
def _token(lang: str) -> re.Pattern[str]:
    if lang == "zh":
        return re.compile(
            rf"星期.|(?P<year>(?<!\d)[1-9]\d{{3}}(?!\d)|{_HAN_YEAR})(?= ?年|[-至到、和]|$)"
            rf"|(?P<month>十[一二]?|[一二三四五六七八九]|[01]?\d) ?月|(?P<day>{HAN_NUMBER}{{1,3}}|\d{{1,2}})"
        )
    return re.compile(rf"(?P<month>{_names(lang)})|(?P<year>(?<!\d)[1-9]\d{{3}}(?!\d))|(?P<day>(?<!\d)\d{{1,2}}(?!\d))")


_SPAN = re.compile(rf"({_YEAR}) ?([-/]) ?(\d{{4}}|\d{{2}})")
_ISO = re.compile(r"([12]\d{3})-(\d\d)-(\d\d)|(\d{1,2})\.(\d{1,2})\.([12]\d{3})")


def read_dating(text: str, lang: str) -> list[Dating] | None:
    """Return the dates that a whole folded text states, with their places in it; None if it states none."""
    if text.isdecimal():
        return [Dating(0, len(text), text)] if len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR else None
    if iso := _ISO.fullmatch(text):
        year, month, day = map(int, iso.groups()[:3] if iso[1] else iso.groups()[:2:-1])
        value = _value(_Part(0, 0, day, month, year))
        return [Dating(0, len(text), value)] if value else None
    if span := _SPAN.fullmatch(text):
        return _span(span)
    if decade := _decade(text, lang):
        return [Dating(0, len(text), decade)]
    parts = _chinese(text) if lang == "zh" else _western(text, lang)
    found = [Dating(part.start, part.end, value) for part in parts if (value := _value(part))]
    return found or None


def _span(span: re.Match[str]) -> list[Dating] | None:
    first, last = span[1], span[3] if len(span[3]) == 4 else span[1][:2] + span[3]
    if span[2] == "/":
        return [Dating(0, span.end(), f"{first}/{last}")] if int(last) == int(first) + 1 else None
    if not min(int(first), int(last)) >= FIRST_YEAR or not max(int(first), int(last)) <= LAST_YEAR or first == last:
        return None
    return [Dating(span.start(1), span.end(1), first), Dating(span.start(3), span.end(3), last)]


def _decade(text: str, lang: str) -> str:
    pattern = table("dates")[lang]["running"].get("decades", r"\d+ ?年代" if lang == "zh" else "(?!)")
    if not re.fullmatch(pattern, text):
        return ""
    figures = re.search(r"\d{2,4}", text)
    if figures is None:
        return "X"
    return f"{'19' if len(figures[0]) == 2 else ''}{figures[0][:-1]}X"


def _western(text: str, lang: str) -> list[_Part]:
    """Days wait for their month, and all for their year; an English month may come before its day."""
    parts: list[_Part] = []
    month = month_end = 0
    for token in _token(lang).finditer(text):
        start, end = token.span()
        if token["day"]:
            follows = lang == "en" and month and not any(p.month == month and p.day for p in parts if not p.closed)
            if follows and start - month_end <= 1 and parts and not parts[-1].day:
                parts[-1].day, parts[-1].end = int(token["day"]), end
            else:
                parts.append(_Part(start, end, day=int(token["day"])))
        elif token["month"]:
            month, month_end = month_number(token["month"].rstrip(".")), end
            waiting = [part for part in parts if not part.closed and not part.month]
            for part in waiting:
                part.month = month
            if waiting:
                waiting[-1].end = end
            else:
                parts.append(_Part(start, end, month=month))
        else:
            for part in parts:
                if not part.closed:
                    part.year, part.closed = int(token["year"]), True
                    last = part
            if parts and parts[-1].year == int(token["year"]):
                last.end = end
    if month and lang == "en":
        for part in parts:
            part.month = part.month or month
    return parts


def _chinese(text: str) -> list[_Part]:
    """Year, month and day from the biggest to the smallest; each holds on until another is named."""
    parts: list[_Part] = []
    year = month = 0
    fresh = ""
    for token in _token("zh").finditer(text):
        if (kind := token.lastgroup) is None:
            continue
        figures, end = token[kind], token.end()
        end += text[end : end + 1] in {"年", "月", "日"}
        number = int(figures) if figures.isdecimal() else read_han(figures) or 0
        if kind == "year":
            year, month = number, 0
            parts.append(_Part(token.start(), end, year=year))
        elif kind == "month":
            month = number
            if fresh == "year":
                parts[-1].month, parts[-1].end = month, end
            else:
                parts.append(_Part(token.start(), end, month=month, year=year))
        elif fresh == "month" and month:
            parts[-1].day, parts[-1].end = number, end
        elif month:
            parts.append(_Part(token.start(), end, number, month, year))
        fresh = kind
    return parts


def _value(part: _Part) -> str:
    """A part as an ISO date; empty where it says too little, or what no calendar has."""
    if not part.month:
        return str(part.year) if part.year and not part.day else ""
    if not 1 <= part.month <= 12:
        return ""
    if not part.day:
        return f"{part.year:04}-{part.month:02}" if part.year else ""
    try:
        date(part.year or 2000, part.month, part.day)
    except ValueError:
        return ""
    return f"{f'{part.year:04}' if part.year else '-'}-{part.month:02}-{part.day:02}"
